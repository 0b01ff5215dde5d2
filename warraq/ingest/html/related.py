"""The related stories that a page names behind its story."""

from __future__ import annotations

from collections.abc import Sequence

from warraq.ingest.html.layout import Layout, Printed
from warraq.ingest.html.tree import text_of
from warraq.ingest.printed.lexicon import Lexicon
from warraq.ingest.printed.related import add_title
from warraq.model import Teaser

_LINKED = 0.5
_SHORTEST_TITLE = 12
_LONGEST_TITLE = 200
_MOST_ITEMS = 12

# What stands between the items of a box: their days, numbers and «read more».
_WITHIN_BOX = frozenset({"", "number", "mark", "read_more", "ads", "counters", "comments"})


# The sign that takes a box away; a network has the same name.
_CLOSE = "X"

# «Related stories», and «More» beside it.
_LONGEST_HEADING = 80


def related_behind(
    layout: Layout, inside: Sequence[Teaser], lexicon: Lexicon
) -> tuple[Teaser, ...]:
    """Return the stories named inside a story, with those of the boxes behind it."""
    told = list(inside)
    in_box = False
    for printed in layout.lines[layout.end :] if layout.end > 0 else ():
        line = printed.line
        if line.kind == "see_also" or _opens_box(printed, lexicon):
            in_box = True
        elif line.kind not in _WITHIN_BOX and len(line.text) > len(_CLOSE):
            in_box = False
        elif in_box and printed.part.linked > _LINKED and not line.kind:
            fits = _SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE
            if fits and len(told) < _MOST_ITEMS:
                add_title(told, line.text)
    return tuple(told)


def _opens_box(printed: Printed, lexicon: Lexicon) -> bool:
    """Return whether a line is made of the links over a box: «Related stories», «More»."""
    part = printed.part
    if part.signs > _LONGEST_HEADING or len(part.lines) > 1:
        return False
    texts = [text_of(link) for link in part.element.iter("a")]
    kinds = [lexicon.kind_of(text) for text in texts]
    is_linked = sum(map(len, texts)) > part.signs * _LINKED
    return is_linked and kinds[0] == "see_also" and all(kinds)
