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

from warraq.text.keys import fold

# Copies are told by how they begin; a longer look costs more and tells no more.
_LEAD = 700

# Clauses of fewer words are phrases that many stories have («he told reporters on Sunday»).
_MIN_BLANKS = 4

# So many clauses stand for the text when its copies are looked for: of two texts that
# share two clauses of three, the lowest four digests agree in one nearly always.
HANDLES = 4

# Found by `benchmarks/copies.py`: with fewer, a text that quotes another at length is
# taken for its copy; with a higher share, a word changed here and there hides one.
MIN_CLAUSES = 6
MIN_SHARE = 0.6

# A later report repeats what was known and begins with what is new. Two of five let one
# in whose news are a sentence long, four of five keep out copies with other words.
_FIRST = 5
_MIN_FIRST = 3

_SIGNS = re.compile(r'[.!?:;,\n"“”«»()\[\]–—؟،؛۔।。、*_]+')


def sketch(text: str, lang: str) -> tuple[int, ...]:
    """Return the digests of the first clauses of a text, in their order, each once."""
    clauses = _SIGNS.split(fold(text[:_LEAD], lang))
    # Where the last one was cut is not where it ended.
    whole = clauses[:-1] if len(text) > _LEAD else clauses
    long = [one.replace(" ", "") for one in whole if one.count(" ") >= _MIN_BLANKS]
    return tuple(dict.fromkeys([crc32(one.encode()) for one in long]))


def handles(parts: Iterable[int]) -> tuple[int, ...]:
    """Return the parts of a sketch by which copies are looked for."""
    return tuple(sorted(parts)[:HANDLES])


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
