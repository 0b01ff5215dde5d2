"""Which days does a page print around its headline, and which of them may be of its story?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from warraq.ingest.html.blocks import HEADINGS, LINKED
from warraq.ingest.html.elsewhere import is_of_event, is_of_page, stands_in_comments
from warraq.ingest.html.layout import JUST_ABOVE, Around, Printed
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.source import Source
from warraq.ingest.html.tree import text_of
from warraq.ingest.printed.lines import Line
from warraq.text.dates import PrintedDate, is_ago, read_relative

_LONGEST_LINE = 160
_WHOLE_DAY = 10
# A line of more words tells of the day of something else, whatever it ends with.
_MOST_WORDS = 20
# A shorter link is no title of a story.
_SHORTEST_TITLE = 12
_FEWEST_WORDS = 3
# A page prints no day before there were pages; figures that ran together may look like one.
_FIRST_PAGES = "1990"


@dataclass(frozen=True, slots=True)
class PrintedDays:
    """The days that a page prints above its headline, below it, and behind its story.

    One that `is_open` («3 hours ago», «7/9/2015») cannot be known: others are of others.
    """

    above: tuple[PrintedDate, ...]
    below: tuple[PrintedDate, ...]
    behind: tuple[PrintedDate, ...]
    is_open: bool = False

    def of(self, *labels: str) -> tuple[PrintedDate, ...]:
        """Return the days with one of some labels; those behind a story only without others."""
        near = tuple(d for d in (*self.above, *self.below) if d.label in labels)
        return near or tuple(d for d in self.behind if d.label in labels)


def printed_days(around: Around, reader: LineReader, source: Source) -> PrintedDays:
    """Return the days that the lines around a headline print."""
    near = around.above[-JUST_ABOVE:]
    of_story = _below_others(near)
    lines = (around.above, of_story, around.below, _before_others(around.behind))
    higher, above, below, behind = (
        _told_apart([day for day in _days_in(some, reader) if source.may_be(day[0].iso)])
        for some in lines
    )
    above = (*(day for day in higher if day.label), *(day for day in above if not day.label))
    if not below and len(source.captured) >= _WHOLE_DAY:
        below = tuple(_relative_days(around.below, source))
    is_open = not below and any(_is_open(p.line.text, reader, source) for p in around.below)
    return PrintedDays(above, below, behind, is_open)


def _told_apart(found: Sequence[tuple[PrintedDate, bool]]) -> tuple[PrintedDate, ...]:
    """Return the days; those inside longer lines only where no line is a day and nothing else.

    A sentence near the headline tells of the day of something.
    """
    is_told = any(alone and not day.label for day, alone in found)
    return tuple(day for day, alone in found if alone or day.label or not is_told)


# «7/9/2015»: which of the two is the month, nobody says.
_NUMBERS = re.compile(r"(?<!\d)\d\d?\s?([/.-])\s?\d\d?\s?\1\s?(?:19|20)?\d\d(?!\d)")


def _is_open(text: str, reader: LineReader, source: Source) -> bool:
    """Return whether a line tells a day that cannot be known."""
    if len(text) > _LONGEST_LINE:
        return False
    if any(is_ago(one, source.lang) for one in _parted(text)):
        return True
    return _NUMBERS.search(text) is not None and not reader.dates_in(text)


# «By Ada Sample · 2 hours ago · 3 min read».
_BETWEEN = re.compile(r"\s+[|·•–—-]\s+|\s*[|·•]\s*")


def _parted(text: str) -> Iterator[str]:
    """Yield a line, and its parts between signs."""
    yield text
    if len(text) <= _LONGEST_LINE and _BETWEEN.search(text):
        yield from _BETWEEN.split(text)


def _below_others(above: Sequence[Printed]) -> Sequence[Printed]:
    """Return the lines above a headline from which on they may tell of its story.

    The head of a page, and the last title of a box with the day below it, are of others.
    """
    last = -1
    for at, printed in enumerate(above):
        if _is_title(printed):
            last = at + 1
        elif printed.line.kind in _OF_MENUS or is_of_page(printed.part.element):
            last = at
    return above[last + 1 :]


_OF_MENUS = ("menu", "login", "home")


def _before_others(behind: Sequence[Printed]) -> Sequence[Printed]:
    """Return the lines behind a story before comments, and before the first title of another.

    The day of that other may be in the line before.
    """
    first = next((at for at, printed in enumerate(behind) if _is_title(printed)), None)
    near = behind if first is None else behind[: max(0, first - 1)]
    return tuple(takewhile(lambda printed: not _is_comment(printed), near))


def _is_comment(printed: Printed) -> bool:
    return printed.line.kind == "comments" or stands_in_comments(printed.part.element)


def _is_title(printed: Printed) -> bool:
    """Return whether a line is the linked title of a story; tags are many short links."""
    part, line = printed.part, printed.line
    if part.signs_in_links < _SHORTEST_TITLE or line.size < _FEWEST_WORDS:
        return False
    texts = (text_of(link) for link in part.element.iter("a"))
    return part.element.tag == "a" or any(_is_most_of(text, line.text) for text in texts)


def _is_most_of(title: str, line: str) -> bool:
    return len(title) >= _SHORTEST_TITLE and len(title) > len(line) * LINKED and title in line


def _days_in(lines: Iterable[Printed], reader: LineReader) -> Iterator[tuple[PrintedDate, bool]]:
    """Yield the days of lines, and whether nothing else stands in the line.

    Below the first sentence only those that no sentence may tell.
    """
    sentences = 0
    for printed in lines:
        line = printed.line
        sentences += line.is_prose
        if len(line.text) > _LONGEST_LINE or not any(map(str.isdigit, line.text)):
            continue
        # A caption tells the day of its picture.
        if printed.part.tag == "figcaption" or reader.lexicon.is_caption(line.text):
            continue
        if is_of_event(printed.part.element) or _DEGREES in line.text:
            continue
        # Stories of several days head each with it.
        if sentences and printed.part.tag in _HEADS_A_STORY:
            continue
        whole = reader.date(line.text)
        days = _of_page(tuple(_days_of(line, reader, whole, inside=not sentences)))
        yield from ((day, whole is not None) for day in days)


# The lowest headings are but small print.
_HEADS_A_STORY = HEADINGS - {"h5", "h6"}
# Beside it a page prints the day of the visit.
_DEGREES = "°"


def _of_page(days: Sequence[PrintedDate]) -> Iterator[PrintedDate]:
    """Yield the days of a line that a page may be of; a span of time is none."""
    bare = {day.iso[:_WHOLE_DAY] for day in days if not day.label}
    for day in days:
        if may_be_of_page(day) and day.label != "clock" and (day.label or len(bare) == 1):
            yield day


def _days_of(
    line: Line, reader: LineReader, whole: PrintedDate | None, *, inside: bool
) -> Iterator[PrintedDate]:
    """Yield the day that a line is as a `whole`, a change beside it, else the days inside.

    Where others than labelled ones are not sought `inside`, a time of day has to stand with them.
    """
    if whole:
        yield whole
    elif line.size > _MOST_WORDS or line.is_prose:
        return
    if whole and whole.label == "updated":
        return
    bare = not whole and _tells_facts(line.text, reader)
    for day in reader.dates_in(line.text):
        is_told = len(day.iso) > _WHOLE_DAY or (bare and inside)
        if day.label == "updated" or (not whole and (day.label or is_told)):
            yield day


# What stands side by side in one line, each for itself.
_BETWEEN_FACTS = (re.compile(r"\s*[|·•]\s*|\s+[/–—-]\s+"), re.compile(r"\s*[،,|·•]\s*"))


def _tells_facts(text: str, reader: LineReader) -> bool:
    """Return whether a day in a line is a fact among others, and no word of what it tells."""
    parts = (part for between in _BETWEEN_FACTS for part in between.split(text))
    if reader.has_facts(text) or any(map(reader.date, parts)) or _is_day_at_most(text, reader):
        return True
    return ":" in text and reader.has_facts(_NUMBERED.sub(" ", text))


# «By on 20 June 2018», «14 June 2019 (ch)»: initials, and small words without the names.
_FEWEST_LETTERS = 6


def _is_day_at_most(text: str, reader: LineReader) -> bool:
    """Return whether next to nothing stands beside the day of a line."""
    days = reader.spans_in(text)
    rest = sum(map(str.isalpha, text)) - sum(map(str.isalpha, "".join(text[a:b] for a, b in days)))
    if not days or _NUMBERED.search(text):
        return False
    return rest < _FEWEST_LETTERS or _OUTLETS.fullmatch(text[days[-1][1] :]) is not None


# Behind a Chinese day stand outlet, section and counters, all of them short.
_OUTLETS = re.compile(r"(?:\s+(?:[\u3400-\u9fff]{2,6}|\d{1,7}))+\s*")


# «News code: 1204».
_NUMBERED = re.compile(r"(?<!\S)[^\W\d]+(?: [^\W\d]+){0,2}\s?:\s?\d[\d,.]*(?!\S)")


def _relative_days(lines: Iterable[Printed], source: Source) -> Iterator[PrintedDate]:
    texts = (text for p in lines for text in _parted(p.line.text))
    found = (read_relative(text, source.lang, source.captured) for text in texts)
    return (day for day in found if day)


def may_be_of_page(day: PrintedDate) -> bool:
    """Return whether a day is a whole one, of a time in which there were pages."""
    return len(day.iso) >= _WHOLE_DAY and day.iso >= _FIRST_PAGES
