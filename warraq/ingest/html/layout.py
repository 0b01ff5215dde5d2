"""Where on a page its headline, its lead and its story stand.

A page laid out is its printed lines in their order, each with the block that it
stands in: what lies between headline and story is looked at line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from warraq.ingest.html.asides import asks_for_cookies
from warraq.ingest.html.blocks import HEADINGS, Part
from warraq.ingest.html.elsewhere import stands_in_comments
from warraq.ingest.html.names import name_words, names_of
from warraq.ingest.html.tree import Element
from warraq.ingest.printed.lines import Line
from warraq.text.dates import looks_like_date
from warraq.text.keys import key

# How many lines around the headline may tell a day or a name.
_ABOVE = 6
# A day this near above a headline is that of the story, not of the visit; one that is
# said to be that of a publication may stand before code, section and kicker.
JUST_ABOVE = 3
_LABELLED_ABOVE = 9
_BELOW = 14
_BELOW_START = 3
_BEHIND = 4
# With these, readers and other stories begin.
_OF_OTHERS = frozenset({"see_also", "most_read", "latest", "comments"})
# «Written by», below the last sentence.
_ENDS = 3

_LEAD = frozenset(
    {"lead", "leads", "lede", "summary", "standfirst", "deck", "dek", "subtitle", "chapo", "intro"}
    | {"excerpt", "abstract", "sapo", "ingress", "subheadline", "subhead", "subheading", "headnote"}
    | {"preamble", "vorspann", "entradilla", "sottotitolo", "occhiello", "spot", "introtext"}
    | {"description", "sommario", "underrubrik", "bajada", "copete", "tagline", "hook"}
)
_SUB_TITLE = frozenset({"sub", "title"})
_MOST_LEADS = 4
_SHORTEST_LEAD = 5

# A heading so near below the headline, with so many words, is its sub-title.
_DECK = 2
_SHORTEST_DECK = 8

# A lead and the description of a page begin with the same signs, wherever each is cut.
_SAME_BEGINNING = 40
# A shorter description is a word or two that any line may begin with.
_SHORTEST_DESCRIPTION = 21


class Printed(NamedTuple):
    """One printed line and the block it stands in."""

    line: Line
    part: Part


class Around(NamedTuple):
    """The lines above a headline, from it into the story, and behind the story."""

    above: tuple[Printed, ...]
    below: tuple[Printed, ...]
    behind: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The printed lines of a page; -1 stands for an index that there is not.

    `start` and `last` are the story's first and last lines of prose, `end` is
    behind its last line of any kind.
    """

    lines: tuple[Printed, ...]
    headline: int
    start: int
    end: int
    last: int = -1

    def first_prose_order(self) -> int:
        """Return the order of the block in which the sentences of the story begin."""
        return self.lines[self.start].part.order if self.start >= 0 else -1

    def last_prose_order(self, of_last: int = 1) -> int:
        """Return the order of the first of the last blocks with sentences of the story."""
        last = max(self.start, self.last)
        if last < 0:
            return -1
        told = (p.part.order for p in self.lines[self.start : last + 1] if p.line.is_prose)
        return sorted(set(told))[-of_last:][0] if self.start < last else self.lines[last].part.order

    def headline_order(self) -> int:
        """Return the order of the block that prints the headline, -1 where none does."""
        return self.lines[self.headline].part.order if self.headline >= 0 else -1

    def heading_above(self, *, most_linked: float = 1.0) -> str:
        """Return the last heading above the story's sentences, "" where none is near.

        One of which a larger share is `most_linked` is passed over.
        """
        above = self.lines[max(0, self.start - _BELOW) : max(self.start, 0)]
        heads = (p for p in above if p.part.tag in HEADINGS and may_be_headline(p.line))
        found = [head.line.text for head in heads if head.part.linked <= most_linked]
        return found[-1] if found else ""

    def metadata(self) -> Around:
        """Return the lines that may tell when the story was published, by where they stand."""
        if self.start < 0:
            return Around((), self._below_headline(), ())
        stands_above = 0 <= self.headline <= self.start
        top = self.headline if stands_above else max(0, self.start - _ABOVE)
        last = min(self._last_near(), max(self.start, self.end))
        above = self.lines[max(0, top - _LABELLED_ABOVE) : top] if stands_above else ()
        return Around(above, self.lines[top:last], self._behind(self.end))

    def _behind(self, start: int) -> tuple[Printed, ...]:
        """Return the lines behind the story that may tell of it."""
        return _of_story(self.lines[start : self.end + _BEHIND])

    def _below_headline(self) -> tuple[Printed, ...]:
        """Return the headline and what is near below it, where a page has no other words."""
        below = slice(self.headline, self.headline + 1 + _BELOW_START)
        return self.lines[below] if self.headline >= 0 else ()

    def _last_near(self) -> int:
        """Return the index behind the first sentences: a box may print words above its headline."""
        near = self.start < self.headline <= self.start + _BELOW
        return (self.headline if near else self.start) + _BELOW_START

    def around_headline(self, *, behind: bool = True) -> Iterator[Printed]:
        """Yield the lines that may tell who wrote the story, and when.

        The last of them stand `behind` the story.
        """
        if self.start < 0:
            return
        top = self.headline if 0 <= self.headline <= self.start else self.start
        last = min(self._last_near(), max(self.start, self.end))
        yield from self.lines[max(0, top - _ABOVE) : last]
        yield from self._behind(max(last, self.end)) if behind else ()

    def signoff(self) -> tuple[Printed, ...]:
        """Return the lines below the last sentence of the story, where one may be signed."""
        last = max(min(self._last_near(), self.end), self.last + 1)
        return _of_story(self.lines[last : last + _ENDS]) if self.start >= 0 else ()


def may_be_headline(line: Line) -> bool:
    """Return whether a line is no word of furniture, and no day."""
    return not line.kind and not looks_like_date(line.text, "")


def _of_story(lines: Sequence[Printed]) -> tuple[Printed, ...]:
    """Return the lines before those of readers and of other stories."""
    return tuple(takewhile(_may_tell, lines))


def _may_tell(printed: Printed) -> bool:
    return printed.line.kind not in _OF_OTHERS and not stands_in_comments(printed.part.element)


def lay_out(parts: Sequence[Part], story: Part | None, headline: str) -> Layout:
    """Return the lines of a page, with the headline that stands nearest above its story."""
    lines = _in_order(parts)
    if story is None:
        return Layout(lines, _headline(lines, headline, -1), -1, -1)
    within_story = frozenset(map(id, inside(story)))
    within = [index for index, printed in enumerate(lines) if id(printed.part) in within_story]
    told = key(headline)
    prose = [i for i in within if _tells(lines[i]) and not lines[i].line.prints(told)]
    # A notice about cookies may stand above all else.
    while len(prose) > 1 and asks_for_cookies(lines[prose[0]].line.text):
        prose.pop(0)
    start = prose[0] if prose else (within[0] if within else -1)
    end = (within[-1] + 1) if within else -1
    last = prose[-1] if prose else -1
    return Layout(lines, _headline(lines, headline, start), start, end, last)


def _in_order(parts: Sequence[Part]) -> tuple[Printed, ...]:
    """Return the lines of blocks as a page prints them, between the blocks inside those."""
    placed: list[tuple[float, int, int, Printed]] = []
    for part in parts:
        for at, line in enumerate(part.lines):
            behind = part.places[at] if part.places else 0
            place = _last_order(part.parts[behind - 1]) + 0.5 if behind else part.order
            placed.append((place, -part.order, at, Printed(line, part)))
    placed.sort()
    return tuple([printed for _, _, _, printed in placed])


def _last_order(part: Part) -> int:
    """Return the order of the last block inside a part."""
    while part.parts:
        part = part.parts[-1]
    return part.order


def _tells(printed: Printed) -> bool:
    """Return whether a line is a sentence that speaks for a story."""
    return printed.line.is_prose and printed.part.own > 0


def inside(part: Part) -> Iterator[Part]:
    """Yield a part and all parts below it."""
    queue = [part]
    while queue:
        one = queue.pop()
        yield one
        queue.extend(one.parts)


def _headline(lines: Sequence[Printed], headline: str, start: int) -> int:
    folded = key(headline)
    found = [i for i, p in enumerate(lines) if p.line.prints(folded)] if folded else []
    above = [index for index in found if index <= start]
    return above[-1] if above else (found[0] if found else -1)


def leads(
    layout: Layout, story: Part, *, noise: frozenset[Element], description: str
) -> tuple[Part, ...]:
    """Return the blocks between headline and story that open the story.

    `noise` are the elements that surround a story, but for those around its headline;
    `description` is what the page says its story is about, often its lead.
    """
    if layout.headline < 0 or layout.start < 0:
        return ()
    within_story = frozenset(map(id, inside(story)))
    story_lines = [p.line for p in layout.lines[layout.start :] if id(p.part) in within_story]
    told: set[str] = set()
    found: list[Part] = []
    headline = layout.lines[layout.headline]
    surroundings = noise.difference(headline.part.element.iterancestors())
    described = key(description)[:_SAME_BEGINNING]
    for below, printed in enumerate(layout.lines[layout.headline + 1 : layout.start]):
        part, line = printed.part, printed.line
        if id(part) in within_story or part in found or line.kind:
            continue
        # What began above the headline holds it, and goes on below it.
        if part.order < headline.part.order:
            continue
        if part.linked > 0.5 or part.tag in ("figcaption", "a", "h1") or line.folded in told:
            continue
        if any(other.prints(line.folded) for other in story_lines):
            continue
        opens = (
            line.is_prose
            or (len(described) >= _SHORTEST_DESCRIPTION and line.folded.startswith(described))
            or (below < _DECK and _is_deck(printed, headline.line))
            or (line.size >= _SHORTEST_LEAD and is_named_lead(part.element))
        )
        if opens and not _stands_in(part.element, surroundings):
            told.add(line.folded)
            found.append(part)
    return tuple(found[:_MOST_LEADS])


def _is_deck(printed: Printed, headline: Line) -> bool:
    """Return whether a line is a sub-title, and no print of the headline."""
    line = printed.line
    is_long = printed.part.tag in HEADINGS and line.size >= _SHORTEST_DECK
    return is_long and headline.folded not in line.folded


def _stands_in(element: Element, noise: frozenset[Element]) -> bool:
    return element in noise or any(above in noise for above in element.iterancestors())


def is_named_lead(element: Element) -> bool:
    """Return whether an element is named for what opens a story."""
    above = element.getparent()
    return _names_lead(element) or (above is not None and _names_lead(above))


def _names_lead(element: Element) -> bool:
    words = name_words(names_of(element))
    return not _LEAD.isdisjoint(words) or words >= _SUB_TITLE
