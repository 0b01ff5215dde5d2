"""What the shape of a block inside a story says about it, whatever its words."""

from __future__ import annotations

from collections import Counter

from warraq.ingest.html.blocks import Part
from warraq.ingest.html.convert import is_framed
from warraq.ingest.html.layout import inside
from warraq.ingest.html.names import is_teaser
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.printed.hours import hours_of_entries
from warraq.ingest.printed.lines import SHORTEST_SENTENCE, Line

# Cells and code say in a word or a number what elsewhere would be furniture.
KEPT = frozenset({"td", "th", "pre", "dd", "dt"})

# A story of two paragraphs.
A_STORY = 60.0

# «Advertisement»: no story has one sub-heading three times.
_SHORT_LINE = 5
_TOO_OFTEN = 3

# A caption stands in a frame with its picture, or in a box inside of it.
_MOST_FRAMES = 2


def repeated(story: Part) -> frozenset[str]:
    """Return the short lines that a page prints again and again inside its story."""
    lines = [line for part in inside(story) if part.tag not in KEPT for line in part.lines]
    short = Counter(line.text for line in lines if line.size <= _SHORT_LINE and not line.ends)
    return frozenset(text for text, times in short.items() if times >= _TOO_OFTEN)


def entry_hours(story: Part) -> tuple[Line, ...]:
    """Return the lines that are hours above the entries of a story."""
    parts = sorted((part for part in inside(story) if part.lines), key=lambda part: part.order)
    lines = [((part.tag, part.names), line) for part in parts for line in part.lines]
    return tuple(lines[at][1] for at in hours_of_entries(lines))


def leads_in(part: Part) -> bool:
    """Return whether a teaser inside a story leads into this one: it links to no other."""
    return part.prose > 0 and not part.signs_in_links and is_teaser(part.names)


def is_cell(part: Part) -> bool:
    """Return whether a block is a cell or code, and not one that old pages set a story in."""
    told = sum(line.size for line in part.lines if line.is_prose)
    return part.tag in KEPT and (part.tag == "pre" or told < A_STORY)


def stands_in_text(part: Part) -> bool:
    """Return whether words that stand in no block of their own follow a heading."""
    return bool((part.element.tail or "").strip())


# The heading of such stories, and a line that names one of them.
_RELATED = frozenset({"see_also", "related"})


def names_related(part: Part) -> bool:
    """Return whether a part has the heading of related stories inside."""
    return any(line.kind in _RELATED for inner in inside(part) for line in inner.lines)


def linked_lines(part: Part) -> frozenset[str]:
    """Return the texts of the links in a part with furniture among its lines: one may be a line."""
    if not part.signs_in_links or not any(line.kind == "see_also" for line in part.lines):
        return frozenset()
    return frozenset(text_of(link) for link in part.element.iter("a"))


def turns_pages(part: Part) -> bool:
    """Return whether a block leads to the other pages of its story: «Page 1 of 3: 1 2 3»."""
    if part.tag == "li" or len(part.lines) != 1 or part.signs > _LONGEST_PAGER:
        return False
    words = sum(not word.strip(_AROUND_NUMBERS).isdigit() for word in part.lines[0].text.split())
    if words > _MOST_WORDS_OF_PAGER:
        return False
    links = [text_of(link) for link in part.element.iter("a")]
    return all(link.isdigit() and len(link) <= _LONGEST_PAGE for link in links)


# «Page 1 of 3», and some dozen numbers.
_LONGEST_PAGER, _LONGEST_PAGE = 120, 3
_MOST_WORDS_OF_PAGER = 4
_AROUND_NUMBERS = "[](){}|/:.,-–،»«"


def is_sentence(part: Part) -> bool:
    """Return whether a block is mostly a link, but a sentence and no headline."""
    while len(part.parts) == 1 and not part.lines:
        part = part.parts[0]
    if part.parts or part.tag not in ("p", "li"):
        return False
    return any(_ends_in_a_stop(line) and line.size >= SHORTEST_SENTENCE for line in part.lines)


def _ends_in_a_stop(line: Line) -> bool:
    """Return whether a line ends as a sentence does that tells, or leads to what follows."""
    return line.text.rstrip("\"'”’»«").endswith((".", "۔", "。", "।", ":", "：")) and not line.cut


def is_in_figure(element: Element) -> bool:
    """Return whether a caption stands with its picture: in a figure, or alone in a frame."""
    if any(True for _ in element.iterancestors("figure")):
        return True
    above = element.getparent()
    for _ in range(_MOST_FRAMES):
        if above is not None and is_framed(above):
            return True
        above = above.getparent() if above is not None else None
    return False
