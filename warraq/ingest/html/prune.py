"""What stands inside the block of a story and is no part of it.

Whole elements go: what their names or their links betray, and lines that are
furniture by their words. Related stories become entries of «see also», and the
story goes on behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from warraq.ingest.html.blocks import Part
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.lexicon import Lexicon
from warraq.model import Teaser

_LINKED = 0.55
_LONGEST_TITLE = 200
_SHORTEST_TITLE = 12
_MOST_ITEMS = 12


@dataclass(slots=True)
class Pruned:
    """The elements to take out with the rule that did it, and the related stories found."""

    gone: list[tuple[Element, str]] = field(default_factory=list)
    see_also: list[Teaser] = field(default_factory=list)


def prune(story: Part, lexicon: Lexicon) -> Pruned:
    """Return what is to be taken out of the story's part."""
    found = Pruned()
    _Pruner(lexicon, found).children(story)
    return found


class _Pruner:
    def __init__(self, lexicon: Lexicon, found: Pruned) -> None:
        self._lexicon = lexicon
        self._found = found
        self._in_box = False

    def children(self, part: Part) -> None:
        for child in part.parts:
            self._one(child)

    def _one(self, part: Part) -> None:
        rule = self._rule_against(part)
        if rule:
            self._found.gone.append((part.element, rule))
        elif part.parts:
            self.children(part)

    def _rule_against(self, part: Part) -> str:
        if not part.signs:
            return ""
        kinds = {line.kind for line in part.lines}
        leaf = not part.parts
        if leaf and kinds == {"see_also"}:
            self._in_box = True
            return "related-heading"
        if leaf and "related" in kinds and part.linked > 0:
            self._take(part)
            return "related-line"
        if part.noise:
            return "named-noise"
        if self._in_box and part.linked_inside > _LINKED and not part.prose:
            self._take(part)
            return "related-box"
        if part.prose:
            self._in_box = False
        if part.linked_inside > _LINKED and part.total <= 0:
            return "links"
        if leaf and kinds and "" not in kinds:
            return _rule(kinds)
        return ""

    def _take(self, part: Part) -> None:
        for link in part.element.iter("a"):
            title = text_of(link)
            fits = _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE
            if fits and len(self._found.see_also) < _MOST_ITEMS:
                self._found.see_also.append(Teaser(title))


def _rule(kinds: set[str]) -> str:
    return min(kinds).replace("_", "-")
