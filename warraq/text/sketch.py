"""The sketch of a text: what the copies of one story share, whoever printed them.

Its parts are digests of clauses: of what stands between two signs. A copy with another
headline, another dateline or without its end keeps most clauses; another story shares
none, or a sentence that both quote.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from zlib import crc32

from warraq.text.keys import key

# Copies are told by how they begin; a longer look costs more and tells no more.
_LEAD = 1500

# Shorter clauses are phrases that many stories have («he told reporters on Sunday»).
_MIN_WORDS = 4

# So many clauses stand for the text when its copies are looked for: of two texts that
# share two clauses of three, the lowest four digests agree in one nearly always.
MARKS = 4

# Found on invented and real copies (`python -m benchmarks.copies`): fewer clauses are a
# notice or a quotation; two stories of one affair share half of their clauses at most.
MIN_CLAUSES = 4
MIN_SHARE = 0.6

# A later report repeats what was known and begins with what is new.
_FIRST = 5
_MIN_FIRST = 2

_SIGNS = re.compile('[.!?:;,…\n"“”«»()\\[\\]–—؟،؛۔।。！？；：，、]+')
# A letter of no living text, which the folding of keys lets through.
_BETWEEN = " ꙮ "


def sketch(text: str, lang: str) -> tuple[int, ...]:
    """Return the digests of the first clauses of a text, in their order, each once."""
    folded = key(_SIGNS.sub(_BETWEEN, text[:_LEAD]), lang)
    clauses = [one for one in folded.split(_BETWEEN) if one.count(" ") >= _MIN_WORDS - 1]
    # What the last one was cut from is not known.
    whole = clauses[:-1] if len(text) > _LEAD else clauses
    return tuple(dict.fromkeys(crc32(one.encode()) for one in whole))


def marks(parts: Iterable[int]) -> tuple[int, ...]:
    """Return the parts of a sketch by which copies are looked for."""
    return tuple(sorted(parts)[:MARKS])


def is_copy(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Return whether two sketches are of one story, printed twice."""
    common = set(one) & set(other)
    shortest = min(len(one), len(other))
    if len(common) < max(MIN_CLAUSES, MIN_SHARE * shortest):
        return False
    return all(len(common.intersection(two[:_FIRST])) >= _MIN_FIRST for two in (one, other))


def packed(parts: tuple[int, ...]) -> bytes:
    """Return a sketch as bytes."""
    return array("I", parts).tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """Return the sketch that `packed` wrote, on this machine."""
    return tuple(array("I", data))
