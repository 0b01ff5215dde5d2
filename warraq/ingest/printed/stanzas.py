"""Where a text is a poem, stanza by stanza, though its words may be those of buttons and links.

«Home» and «Share» stand in menus among others of the kind. In a text that was copied
with its stanzas, below its title, they are verses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from warraq.ingest.printed.kinds import UNTOLD
from warraq.ingest.printed.lines import Line, words_in

# Verses have fourteen words at most, and nine in the mean; two stanzas are a poem. Its
# title, who wrote it and what leads to it stand above.
_LONGEST_VERSE, _WORDS_OF_A_VERSE = 14, 9
_FEWEST_STANZAS, _FEWEST_VERSES = 2, 2
_OF_HEAD = 3

# What no verse is, wherever it stands.
_NO_WORDS = frozenset({"copyright", "number", "mark", "related", "outlet", "noise"})

Stanza = tuple[Line, ...]


def free_verses(lines: Sequence[Line]) -> range:
    """Return where the verses of a poem stand, and let none be furniture; nothing for prose."""
    blocks = [tuple(members) for _, members in groupby(lines, lambda line: line.block)]
    stanzas = [block for block in blocks if _is_stanza(block)]
    if len(stanzas) < _FEWEST_STANZAS or not _are_below_title(blocks, stanzas):
        return range(0)
    for line in (one for stanza in stanzas for one in stanza if one.kind not in _NO_WORDS):
        line.kind = ""
    start, end = lines.index(stanzas[0][0]), lines.index(stanzas[-1][-1]) + 1
    while end < len(lines) and lines[end].kind in UNTOLD:
        end += 1
    return range(start, end)


def _is_stanza(block: Stanza) -> bool:
    """Return whether some lines are short, and half of them at least no furniture."""
    unknown = sum(not line.kind for line in block)
    is_short = all(words_in(line.text) <= _LONGEST_VERSE for line in block)
    return len(block) >= _FEWEST_VERSES and is_short and unknown * 2 >= len(block)


def _are_below_title(blocks: Sequence[Stanza], stanzas: Sequence[Stanza]) -> bool:
    """Return whether nearly all of a text is verses, below a title and what tells of it."""
    above = blocks[: blocks.index(stanzas[0])]
    head = [line for block in above for line in block]
    verses = [words_in(line.text) for stanza in stanzas for line in stanza]
    others = sum(not line.kind for block in blocks[len(above) :] for line in block)
    is_headed = 0 < len(head) <= _OF_HEAD and not head[0].kind
    are_short = sum(verses) <= len(verses) * _WORDS_OF_A_VERSE
    return is_headed and are_short and len(verses) * 4 >= others * 3
