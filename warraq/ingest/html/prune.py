"""What stands inside the block of a story and is no part of it.

Whole elements go: what their names, their links or their words betray. Related
stories become entries of «see also», and the story goes on behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType

from warraq.ingest.html.asides import afterword, aside, disclaims
from warraq.ingest.html.blocks import HEADINGS, Part, is_card, is_leaf
from warraq.ingest.html.layout import Layout, inside, is_named_lead
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import is_ingredient
from warraq.ingest.html.shapes import (
    A_STORY,
    KEPT,
    entry_hours,
    is_cell,
    is_in_figure,
    is_sentence,
    leads_in,
    linked_lines,
    names_related,
    repeated,
    stands_in_text,
    turns_pages,
)
from warraq.ingest.html.testimony import Testimony
from warraq.ingest.html.tree import text_of
from warraq.ingest.portal.boxes import box_of
from warraq.ingest.printed.lines import Line
from warraq.model import Teaser

_LINKED = 0.5
_LONGEST_TITLE = 200
_SHORTEST_TITLE = 12
_MOST_ITEMS = 12

# The headings of boxes of other stories, and the rule against what stands in each.
_BOXES = MappingProxyType({"see_also": "related-box", "most_read": "most-read", "latest": "latest"})

# The rules by which a box goes that is one link, label and title.
_MAY_LABEL = frozenset({"named-noise", "links"})

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

# Who wrote the story, and what else, takes so many signs at most.
_LONGEST_BOX = 700

# «Comments» closes a page once there was a story.
_WALLS = frozenset({"comments"})
_LONGEST_WALL = 5

_KEPT_IN_LISTS = frozenset({"number", "mark", "counters", "latest", "breaking", "home", "listing"})

_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+|twitter\.com/\S+")

# Thai, and much of what is typed in haste, has no sign at the end of a sentence.
_LONG_LINE = 14


@dataclass(slots=True)
class Pruned:
    """The parts to take out with the rule that did it, and the related stories found.

    Of those that are `cleared` only what they print themselves goes, not the blocks inside;
    `lines` are single ones of blocks where line breaks part sentences and furniture;
    `hours` stand above the entries of a story that is told as it happens.
    """

    gone: list[tuple[Part, str]] = field(default_factory=list)
    cleared: list[tuple[Part, str]] = field(default_factory=list)
    lines: list[tuple[Line, str]] = field(default_factory=list)
    see_also: list[Teaser] = field(default_factory=list)
    hours: frozenset[str] = frozenset()


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


def _heads_of_lists(story: Part) -> Iterator[int]:
    """Yield the ids of the headings right above a list that is told, and links nowhere."""
    leaves = (part for part in sorted(inside(story), key=_order) if part.lines and is_leaf(part))
    for head, item in pairwise(leaves):
        is_told = not item.signs_in_links and not any(line.kind for line in item.lines)
        if head.tag in HEADINGS and item.tag in _ITEMS and is_told:
            yield id(head)


_order = attrgetter("order")
_ITEMS = frozenset({"li", "dd", "dt"})


class _Pruner:
    """Goes through the blocks of a story in their order, and remembers where it is."""

    def __init__(
        self,
        story: Part,
        layout: Layout,
        reader: LineReader,
        testimony: Testimony | None,
    ) -> None:
        hours = entry_hours(story)
        self.found = Pruned(hours=frozenset(line.text for line in hours))
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
        self._repeated = repeated(story)
        self._hours = frozenset(map(id, hours))
        self._heads_of_lists = frozenset(_heads_of_lists(story))

    def run(self) -> None:
        """Judge every block inside the story, in the order of the page."""
        # Old pages set a whole story, and what is around it, into one cell.
        if len(self._story.lines) > 1:
            self.found.lines.extend(self._rules_against_lines(self._story))
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
            if part.parts and names_related(part):
                self._take(part)
            elif rule in _MAY_LABEL:
                self._take_labelled(part)
            self.found.gone.append((part, rule))
            return False
        if rule := self._rule_against_own(part):
            self.found.cleared.append((part, rule))
        elif part.own > 0 and len(part.lines) > 1 and not is_cell(part):
            self.found.lines.extend(self._rules_against_lines(part))
        self._prose += max(part.own, 0.0)
        return True

    def _rule_against(self, part: Part) -> str:
        if not part.signs:
            return ""
        if part.tag == "figcaption":
            return "" if is_in_figure(part.element) else "caption"
        leaf = is_leaf(part)
        if leaf and self._heads_entry(part):
            return ""
        kinds = {line.kind for line in part.lines}
        if leaf and len(kinds) == 1 and kinds <= _BOXES.keys():
            self._box = _BOXES[min(kinds)]
            return "related-heading" if self._box == "related-box" else self._box
        if leaf and "related" in kinds and part.linked > 0:
            self._take(part)
            return "related-line"
        if leaf and part.signs_in_links and self._names_tags(part):
            return "tags"
        if leaf and part.signs_in_links and turns_pages(part):
            return "pages"
        if leaf and self._is_wall(part, kinds):
            self._walled = True
            return "comments"
        if part.noise and not leads_in(part):
            return "named-noise"
        if self._lexicon.boxes and box_of(part.tag, part.names) in self._lexicon.boxes:
            return "learned"
        if self._box and (is_card(part) or (part.linked_inside > _LINKED and not part.prose)):
            if self._box == "related-box":
                self._take(part)
            return self._box
        if self._prose > A_STORY and self._is_about_author(part):
            return "author-box"
        if part.own > 0:
            self._box = ""
        if part.linked_inside > _LINKED and part.total <= 0 and not is_sentence(part):
            return "links"
        if part.tag == "h1" and self._headline >= 0 and part.order <= self._first:
            return "repeated-headline"
        if leaf and part.tag in KEPT:
            return "disclaimer" if self._is_last(part) and disclaims(part.lines) else ""
        return self._leaf_rule(part, kinds) if leaf else ""

    def _is_last(self, part: Part) -> bool:
        """Return whether a part is one of those with which a page ends its story."""
        return part.order >= self._last_few

    def _heads_entry(self, part: Part) -> bool:
        """Return whether all that a part itself prints is the hour of an entry."""
        return bool(part.lines) and all(id(line) in self._hours for line in part.lines)

    def _is_about_author(self, part: Part) -> bool:
        """Return whether a short block behind the story opens with who wrote it, as a box does."""
        if not part.parts or part.signs > _LONGEST_BOX or not self._reader.authors:
            return False
        first = part
        while not first.lines and first.parts:
            first = next((inner for inner in first.parts if inner.signs), first.parts[-1])
        return bool(first.lines) and self._reader.is_author(first.lines[0].text)

    def _names_tags(self, part: Part) -> bool:
        """Return whether a block is one line of linked words, and says that they are tags."""
        label = self._lexicon.label_of(part.lines[0].text) if len(part.lines) == 1 else None
        return bool(label and label.kind in ("tags", "filed") and label.has_colon)

    def _rule_against_own(self, part: Part) -> str:
        """Return the rule against what a part prints itself, around the blocks inside it."""
        if part.own >= 0 or is_leaf(part) or part.tag in KEPT or self._heads_entry(part):
            return ""
        return self._leaf_rule(part, {line.kind for line in part.lines})

    def _rules_against_lines(self, part: Part) -> Iterator[tuple[Line, str]]:
        """Yield the lines of a block that go; behind «Comments» no line is of the story."""
        behind = sum(line.size for line in part.lines if line.is_prose)
        before = 0
        titles = linked_lines(part)
        links = _own_links(part) if part.signs_in_links else frozenset()
        in_box = False
        for line in part.lines:
            if line.kind in _WALLS and before > max(A_STORY - self._prose, behind):
                self._walled = True
            above = part.order <= self._first and not before
            below = part.order >= self._last and not behind
            rule = "behind-comments" if self._walled else self._rule_against_line(line)
            in_box = line.kind == "see_also" or (in_box and line.text in titles)
            if in_box and not rule:
                rule = "related-box"
                self._add(line.text)
            if id(line) in self._hours and not self._walled:
                rule = ""
            elif not rule and (above or below):
                rule = "links" if line.text in links else self._rule_around(line)
            if rule:
                yield line, rule
            size = line.size if line.is_prose else 0
            if not rule and self._is_last(part) and size == behind and disclaims((line,)):
                yield line, "disclaimer"
            before, behind = before + size, behind - size

    def _rule_around(self, line: Line) -> str:
        """Return the rule against a line above the first sentence of a story, or below the last."""
        if _CONTACT.fullmatch(line.text):
            return "contact"
        return "meta-line" if self._is_meta(line) else ""

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
        if not closes or self._prose <= A_STORY:
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
        if part.order < min(self._first, self._headline) and part.signs_in_links:
            return "above-body"
        if part.order < self._first and not ends and self._is_head(part):
            return "above-body"
        if part.order > self._last and self._heads_nothing(part):
            return "below-body"
        if all(line.text in self._repeated or _CONTACT.fullmatch(line.text) for line in lines):
            return "repeated-line"
        if rule := aside(lines, linked=part.signs_in_links > 0):
            return rule
        if self._is_last(part) and (rule := afterword(lines)):
            return rule
        if self._is_labelled_caption(lines) or (not ends and all(map(self._is_caption, lines))):
            return "caption"
        if all(self._is_meta(line) for line in lines):
            return "meta-line"
        folded = " ".join(line.folded for line in lines)
        twice = folded in self._told and sum(line.size for line in lines) >= _SHORTEST_TWICE
        self._told.add(folded)
        return "repeated-line" if twice else ""

    def _heads_nothing(self, part: Part) -> bool:
        """Return whether a block is a heading behind the sentences, and heads no list of words."""
        if part.tag not in HEADINGS or stands_in_text(part):
            return False
        return id(part) not in self._heads_of_lists

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
            # «Skip these stories» leads to the next paragraph.
            if not link.get("href", "").startswith("#"):
                self._add(text_of(link))

    def _take_labelled(self, part: Part) -> None:
        """Take the stories whose own links begin with the words that lead to such."""
        for link in part.element.iter("a"):
            label, *others = (text_of(inner) for inner in link) if len(link) > 1 else ("",)
            if label and self._lexicon.kind_of(label) == "see_also":
                self._add(" ".join(others))

    def _add(self, title: str) -> None:
        fits = _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE
        if fits and len(self.found.see_also) < _MOST_ITEMS:
            self.found.see_also.append(Teaser(title))


def _own_links(part: Part) -> frozenset[str]:
    """Return the texts of links to the portal's own pages; one elsewhere may be a source."""
    links = (link for link in part.element.iter("a") if "//" not in link.get("href", "//"))
    return frozenset(map(text_of, links))


def _last_first(part: Part) -> list[Part]:
    return sorted(part.parts, key=lambda inner: inner.order, reverse=True)
