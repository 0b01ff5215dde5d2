"""What stands inside the block of a story and is no part of it.

Whole elements go: what their names, their links or their words betray. Related
stories become entries of «see also», and the story goes on behind them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from warraq.ingest.html.asides import afterword, aside
from warraq.ingest.html.blocks import HEADINGS, Part, is_card, is_leaf
from warraq.ingest.html.convert import is_framed
from warraq.ingest.html.layout import Layout, inside, is_named_lead
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import is_ingredient, is_teaser
from warraq.ingest.html.testimony import Testimony
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.lines import SHORTEST_SENTENCE, Line
from warraq.model import Teaser

_LINKED = 0.5
_LONGEST_TITLE = 200
_SHORTEST_TITLE = 12
_MOST_ITEMS = 12

# The headings of boxes of other stories, and the rule against what stands in each.
_BOXES = MappingProxyType({"see_also": "related-box", "most_read": "most-read", "latest": "latest"})

# A sub-title under the headline has a few words; a shorter line there is a section or a name.
_SHORTEST_DECK = 5
# A list there sums the story up, point by point, where its items are longer than a name.
_SHORTEST_POINT = 8

# «Photo:», and what it shows.
_CAPTION_LINES = 2

# Lines of a story are not printed twice, but short ones may be.
_SHORTEST_TWICE = 6

# What is said when the story is told stands in its last blocks.
_LAST_BLOCKS = 3

# «Comments» closes a page once there was a story of two paragraphs.
_A_STORY = 60.0
_WALLS = frozenset({"comments"})
_LONGEST_WALL = 5

# Cells and code say in a word or a number what elsewhere would be furniture.
_KEPT = frozenset({"td", "th", "pre", "dd", "dt"})
_KEPT_IN_LISTS = frozenset({"number", "mark", "counters", "latest", "breaking", "home", "listing"})

# A caption stands in a frame with its picture, or in a box inside of it.
_MOST_FRAMES = 2

# «Advertisement»: no story has one sub-heading three times.
_SHORT_LINE = 5
_TOO_OFTEN = 3
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+|twitter\.com/\S+")

# Thai, and much of what is typed in haste, has no sign at the end of a sentence.
_LONG_LINE = 14


@dataclass(slots=True)
class Pruned:
    """The parts to take out with the rule that did it, and the related stories found.

    Of those that are `cleared` only what they print themselves goes, not the blocks inside;
    `lines` are single ones of blocks where line breaks part sentences and furniture.
    """

    gone: list[tuple[Part, str]] = field(default_factory=list)
    cleared: list[tuple[Part, str]] = field(default_factory=list)
    lines: list[tuple[Line, str]] = field(default_factory=list)
    see_also: list[Teaser] = field(default_factory=list)


def prune(
    story: Part,
    layout: Layout,
    reader: LineReader,
    testimony: Testimony | None = None,
) -> Pruned:
    """Return what is to be taken out of the story's part."""
    pruner = _Pruner(story, layout, reader, testimony)
    pruner.run()
    return pruner.found


class _Pruner:
    """Goes through the blocks of a story in their order, and remembers where it is."""

    def __init__(
        self,
        story: Part,
        layout: Layout,
        reader: LineReader,
        testimony: Testimony | None,
    ) -> None:
        self.found = Pruned()
        self._story = story
        self._lexicon = reader.lexicon
        self._reader = reader
        self._testimony = testimony
        self._stated = False
        self._first = layout.first_prose_order()
        self._headline = layout.headline_order()
        self._last = layout.last_prose_order()
        self._last_few = layout.last_prose_order(_LAST_BLOCKS)
        self._box = ""
        self._walled = False
        self._prose = 0.0
        self._told: set[str] = set()
        self._repeated = _repeated(story)

    def run(self) -> None:
        """Judge every block inside the story, in the order of the page."""
        # Damaged pages nest deeper than functions can call themselves.
        waiting = _last_first(self._story)
        while waiting:
            part = waiting.pop()
            if self._stays(part):
                waiting += _last_first(part)

    def _stays(self, part: Part) -> bool:
        """Judge a block, and return whether those inside it are to be judged, too."""
        rule = "behind-comments" if self._walled else self._rule_against(part)
        if rule:
            if part.parts and _names_related(part):
                self._take(part)
            self.found.gone.append((part, rule))
            return False
        if rule := self._rule_against_own(part):
            self.found.cleared.append((part, rule))
        elif part.own > 0 and len(part.lines) > 1 and part.tag not in _KEPT:
            told = ((line, self._rule_against_line(line)) for line in part.lines)
            self.found.lines.extend((line, rule) for line, rule in told if rule)
        self._prose += max(part.own, 0.0)
        return True

    def _rule_against(self, part: Part) -> str:
        if not part.signs:
            return ""
        if part.tag == "figcaption":
            return "" if _is_in_figure(part.element) else "caption"
        kinds = {line.kind for line in part.lines}
        leaf = is_leaf(part)
        if leaf and len(kinds) == 1 and kinds <= _BOXES.keys():
            self._box = _BOXES[min(kinds)]
            return "related-heading" if self._box == "related-box" else self._box
        if leaf and "related" in kinds and part.linked > 0:
            self._take(part)
            return "related-line"
        if leaf and self._is_wall(part, kinds):
            self._walled = True
            return "comments"
        if part.noise and not _leads_in(part):
            return "named-noise"
        if self._box and (is_card(part) or (part.linked_inside > _LINKED and not part.prose)):
            if self._box == "related-box":
                self._take(part)
            return self._box
        if part.own > 0:
            self._box = ""
        if part.linked_inside > _LINKED and part.total <= 0 and not _is_sentence(part):
            return "links"
        if part.tag == "h1" and self._headline >= 0 and part.order <= self._first:
            return "repeated-headline"
        return self._leaf_rule(part, kinds) if leaf and part.tag not in _KEPT else ""

    def _rule_against_own(self, part: Part) -> str:
        """Return the rule against what a part prints itself, around the blocks inside it."""
        if part.own >= 0 or is_leaf(part) or part.tag in _KEPT:
            return ""
        return self._leaf_rule(part, {line.kind for line in part.lines})

    def _rule_against_line(self, line: Line) -> str:
        """Return the rule against one line of a block of sentences."""
        if line.kind and line.kind not in _KEPT_IN_LISTS:
            return line.kind.replace("_", "-")
        if self._testimony and self._testimony.tells(line.text):
            return ""
        return aside((line,), linked=False)

    def _is_wall(self, part: Part, kinds: set[str]) -> bool:
        words = sum(line.size for line in part.lines)
        closes = bool(kinds) and kinds <= _WALLS and words <= _LONGEST_WALL
        if not closes or self._prose <= _A_STORY:
            return False
        return not any(True for _ in part.element.iterancestors("table", "li"))

    def _leaf_rule(self, part: Part, kinds: set[str]) -> str:
        if kinds and "" not in kinds and not (part.tag == "li" and kinds <= _KEPT_IN_LISTS):
            return min(kinds).replace("_", "-")
        if part.lines and all(self._lexicon.is_learned(line.text) for line in part.lines):
            return "learned"
        if self._testimony and part.tag not in HEADINGS:
            told = self._testimony.tells(" ".join(line.text for line in part.lines))
            self._stated = self._stated or told
            if self._stated:
                return "" if told else "not-stated"
        lines = part.lines
        ends = any(line.ends or line.size >= _LONG_LINE for line in lines)
        if part.order < self._first and not ends and self._is_head(part):
            return "above-body"
        if part.order > self._last and part.tag in HEADINGS and not _stands_in_text(part):
            return "below-body"
        if all(line.text in self._repeated or _CONTACT.fullmatch(line.text) for line in lines):
            return "repeated-line"
        if rule := aside(lines, linked=part.signs_in_links > 0):
            return rule
        if part.order >= self._last_few and (rule := afterword(lines)):
            return rule
        if self._is_labelled_caption(lines) or (not ends and all(map(self._is_caption, lines))):
            return "caption"
        if all(self._is_meta(line) for line in lines):
            return "meta-line"
        folded = " ".join(line.folded for line in lines)
        twice = folded in self._told and sum(line.size for line in lines) >= _SHORTEST_TWICE
        self._told.add(folded)
        return "repeated-line" if twice else ""

    def _is_head(self, part: Part) -> bool:
        """Return whether a block above the first sentences is no sub-title."""
        if part.order <= self._headline:
            return True
        if any(self._is_meta(line) or self._is_caption(line) for line in part.lines):
            return True
        if is_ingredient(part.element):
            return False
        words = sum(line.size for line in part.lines)
        if part.tag == "li" and words >= _SHORTEST_POINT:
            return False
        return words < _SHORTEST_DECK or not (part.tag in HEADINGS or is_named_lead(part.element))

    def _is_caption(self, line: Line) -> bool:
        return self._lexicon.is_caption(line.text)

    def _is_labelled_caption(self, lines: Sequence[Line]) -> bool:
        """Return whether a block tells of a picture in one line below the word for one: «Photo:».

        Where more lines follow, line breaks part a whole story from the caption above it.
        """
        if len(lines) != _CAPTION_LINES:
            return False
        return lines[0].text.endswith(":") and self._is_caption(lines[0])

    def _is_meta(self, line: Line) -> bool:
        return not line.is_prose and self._reader.is_meta(line.text)

    def _take(self, part: Part) -> None:
        for link in part.element.iter("a"):
            title = text_of(link)
            fits = _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE
            if fits and len(self.found.see_also) < _MOST_ITEMS:
                self.found.see_also.append(Teaser(title))


def _last_first(part: Part) -> list[Part]:
    return sorted(part.parts, key=lambda inner: inner.order, reverse=True)


def _repeated(story: Part) -> frozenset[str]:
    """Return the short lines that a page prints again and again inside its story."""
    lines = [line for part in inside(story) if part.tag not in _KEPT for line in part.lines]
    short = Counter(line.text for line in lines if line.size <= _SHORT_LINE and not line.ends)
    return frozenset(text for text, times in short.items() if times >= _TOO_OFTEN)


def _leads_in(part: Part) -> bool:
    """Return whether a teaser inside a story leads into this one: it links to no other."""
    return part.prose > 0 and not part.signs_in_links and is_teaser(part.names)


def _stands_in_text(part: Part) -> bool:
    """Return whether words that stand in no block of their own follow a heading."""
    return bool((part.element.tail or "").strip())


def _names_related(part: Part) -> bool:
    """Return whether a part has the heading of related stories inside."""
    return any(line.kind == "see_also" for inner in inside(part) for line in inner.lines)


def _is_sentence(part: Part) -> bool:
    """Return whether a block is mostly a link, but a sentence and no headline."""
    while len(part.parts) == 1 and not part.lines:
        part = part.parts[0]
    if part.parts or part.tag not in ("p", "li"):
        return False
    return any(_ends_in_a_stop(line) and line.size >= SHORTEST_SENTENCE for line in part.lines)


def _ends_in_a_stop(line: Line) -> bool:
    """Return whether a line ends as a sentence does that tells, or leads to what follows."""
    return line.text.rstrip("\"'”’»«").endswith((".", "۔", "。", "।", ":", "：")) and not line.cut


def _is_in_figure(element: Element) -> bool:
    """Return whether a caption stands with its picture: in a figure, or alone in a frame."""
    if any(True for _ in element.iterancestors("figure")):
        return True
    above = element.getparent()
    for _ in range(_MOST_FRAMES):
        if above is not None and is_framed(above):
            return True
        above = above.getparent() if above is not None else None
    return False
