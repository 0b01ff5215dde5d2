"""When a story was published, and changed: the stamps a page states, and the days it prints.

A stamp tells an instant, a newspaper a day. In universal time the two may be a
day apart; then the zone of the source decides, else the day that is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice

from warraq.ingest.html.blocks import LINKED
from warraq.ingest.html.claims import Claims
from warraq.ingest.html.homezone import home_zone
from warraq.ingest.html.index import Index
from warraq.ingest.html.layout import JUST_ABOVE, Around, Printed
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import name_words, names_of, stands_in_comments
from warraq.ingest.html.stamps import UNIVERSAL, Stamp, read_stamp
from warraq.ingest.html.tree import Element, short_text_of, text_of
from warraq.ingest.printed.lines import Line
from warraq.model import Certainty
from warraq.text.dates import PrintedDate, date_in_url, is_ago, read_relative

_STATED = ("json-ld", "open-graph", "microdata", "meta", "json-ld-page", "time-element")
_DAY = timedelta(days=1)
_LONGEST_LINE = 160
_WHOLE_DAY = 10
# A line of more words tells of the day of something else, whatever it ends with.
_MOST_WORDS = 20
# A shorter link is no title of a story.
_SHORTEST_TITLE = 12
_FEWEST_WORDS = 3
# A page prints no day before there were pages; figures that ran together may look like one.
_FIRST_PAGES = "1990"
# Clocks are ahead of universal time by so much at most, and so much behind it.
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=-12)
# All of them are so many quarters of an hour ahead or behind.
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class When:
    """A field of time with the rule that found it; none where witnesses are `disputed`."""

    iso: str = ""
    rule: str = ""
    certainty: Certainty = "likely"
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a page before its times are read.

    `captured` is the time of its capture, "" where that is unknown; a month or a year of it
    is too little to tell.
    """

    claims: Claims
    url: str
    zone: str
    lang: str
    captured: str = ""

    def stamps(self, field: str) -> list[Stamp]:
        """Return the times that are stated for a field, in the order of trust."""
        claims = (claim for rule in _STATED for claim in self.claims.of(field, rule))
        found = (read_stamp(claim, self.zone, self.lang) for claim in claims)
        return [stamp for stamp in found if stamp and self.may_be(stamp.iso)]

    def may_be(self, iso: str) -> bool:
        """Return whether a day is not later than the capture, which may be told in another zone."""
        if len(self.captured) < _WHOLE_DAY:
            return True
        latest = date.fromisoformat(self.captured[:_WHOLE_DAY]) + _DAY
        return iso[:_WHOLE_DAY] <= latest.isoformat()

    def is_of_capture(self, stamp: Stamp) -> bool:
        """Return whether a stamp is of the day of the capture."""
        captured = self.captured[:_WHOLE_DAY]
        is_day = len(captured) == _WHOLE_DAY
        return is_day and abs(stamp.day - date.fromisoformat(captured)) <= _DAY


@dataclass(frozen=True, slots=True)
class PrintedDays:
    """The days that a page prints above its headline, below it, and behind its story.

    One that `is_told_ago` («3 hours ago») has no day that could be known: others are of others.
    """

    above: tuple[PrintedDate, ...]
    below: tuple[PrintedDate, ...]
    behind: tuple[PrintedDate, ...]
    is_told_ago: bool = False

    def of(self, *labels: str) -> tuple[PrintedDate, ...]:
        """Return the days with one of some labels; those behind a story only without others."""
        near = tuple(d for d in (*self.above, *self.below) if d.label in labels)
        return near or tuple(d for d in self.behind if d.label in labels)


def printed_days(around: Around, reader: LineReader, source: Source) -> PrintedDays:
    """Return the days that the lines around a headline print."""
    far, near = around.above[:-JUST_ABOVE], around.above[-JUST_ABOVE:]
    higher, above, below, behind = (
        _told_apart(tuple(day for day in _days_in(lines, reader) if source.may_be(day[0].iso)))
        for lines in (far, near, around.below, _before_titles(around.behind))
    )
    above = (*(day for day in higher if day.label), *above)
    if not below and len(source.captured) >= _WHOLE_DAY:
        below = tuple(_relative_days(around.below, source))
    ago = not below and any(is_ago(p.line.text, source.lang) for p in around.below)
    return PrintedDays(above, below, behind, ago)


def _told_apart(found: Sequence[tuple[PrintedDate, bool]]) -> tuple[PrintedDate, ...]:
    """Return the days; those inside longer lines only where no line is a day and nothing else.

    A sentence near the headline tells of the day of something.
    """
    is_told = any(alone and not day.label for day, alone in found)
    return tuple(day for day, alone in found if alone or day.label or not is_told)


def _before_titles(behind: Sequence[Printed]) -> Sequence[Printed]:
    """Return the lines behind a story before the first title of another, whose day may be near."""
    first = next((at for at, printed in enumerate(behind) if _is_title(printed)), None)
    return behind if first is None else behind[: max(0, first - 1)]


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
    """Yield each day, and whether its line is made of it alone."""
    for printed in lines:
        line = printed.line
        if len(line.text) > _LONGEST_LINE or not any(map(str.isdigit, line.text)):
            continue
        # A caption tells the day of its picture.
        if printed.part.tag == "figcaption" or reader.lexicon.is_caption(line.text):
            continue
        for day, alone in _days_of(line, reader):
            if _may_be_of_page(day) and day.label != "clock":
                yield day, alone


def _days_of(line: Line, reader: LineReader) -> Iterator[tuple[PrintedDate, bool]]:
    """Yield the day that a line wholly is, with that of a change beside it, else those inside."""
    whole = reader.date(line.text)
    if whole:
        yield whole, True
    elif line.size > _MOST_WORDS:
        return
    if not (whole and whole.label == "updated") and (whole or not line.is_prose):
        for day in reader.dates_in(line.text):
            if not whole or day.label == "updated":
                yield day, False


def _relative_days(lines: Iterable[Printed], source: Source) -> Iterator[PrintedDate]:
    found = (read_relative(p.line.text, source.lang, source.captured) for p in lines)
    return (day for day in found if day)


def _may_be_of_page(day: PrintedDate) -> bool:
    return len(day.iso) >= _WHOLE_DAY and day.iso >= _FIRST_PAGES


def published(source: Source, printed: PrintedDays) -> When:
    """Return when the story was published.

    What is stated outside the text comes first. Where the places disagree by a
    day, the day that is printed or stands in the address decides between them.
    """
    stamps = source.stamps("published") or source.stamps("date") or _created(printed, source)
    address = date_in_url(source.url)
    address = address if source.may_be(address) else ""
    if not stamps:
        return _unstated(printed, address, source)
    changes = source.stamps("updated")
    first = _in_own_zone(stamps[0], stamps + changes)
    days = _days_of_publication(printed, first, changes)
    witnesses = days + ([date.fromisoformat(address)] if address else [])
    if first.day in witnesses:
        return When(first.iso, first.rule, "certain")
    if outvoted := _outvoted(first, days, address):
        return outvoted
    near_stamps = [stamp for stamp in stamps if stamp.day in witnesses and _is_near(stamp, first)]
    if near_stamps:
        return When(near_stamps[0].iso, near_stamps[0].rule, "likely")
    near = [day for day in witnesses if _may_be_local(day, first)]
    near += [day for day in _told_again(printed, stamps) if abs(day - first.day) == _DAY]
    if near:
        return When(near[0].isoformat(), "printed-day", "likely")
    if other := _printed_beside_time(printed, stamps):
        return other
    if _is_contradicted(first, printed, changes):
        return When(disputed=True)
    if not source.claims.of("published") and (other := _printed_below(printed, first, changes)):
        return other if source.is_of_capture(first) else When(disputed=True)
    return _unwitnessed(first, stamps, source)


def _created(printed: PrintedDays, source: Source) -> list[Stamp]:
    """Return when the page was made, where it was also changed on that day: published between."""
    changes = {stamp.day.isoformat() for stamp in source.stamps("updated")}
    changes |= {day.iso[:_WHOLE_DAY] for day in printed.of("updated")}
    return [stamp for stamp in source.stamps("created") if stamp.day.isoformat() in changes]


def _printed_beside_time(printed: PrintedDays, stamps: Sequence[Stamp]) -> When | None:
    """Return the day that is printed as that of the story where only a <time> states another.

    Which of the things on a page such an element tells of, nothing says.
    """
    if any(stamp.rule != "time-element" for stamp in stamps):
        return None
    labelled = printed.of("published")
    days = {
        day.iso[:_WHOLE_DAY]: day for day in labelled or printed.below if day.label != "updated"
    }
    if len(days) != 1:
        return None
    day = next(iter(days.values()))
    return When(day.iso, "labelled-date" if labelled else "date-below-headline", "inferred")


def _in_own_zone(stamp: Stamp, others: Sequence[Stamp]) -> Stamp:
    """Return a stamp in universal time as the page would tell it: in the zone of its others.

    One at midnight names a day, and no instant.
    """
    if not stamp.zoned or not stamp.iso.endswith(UNIVERSAL) or stamp.moment is None:
        return stamp
    local = next((s for s in others if s.zoned and not s.iso.endswith(UNIVERSAL)), None)
    if local is None:
        return stamp
    told = stamp.moment.astimezone(datetime.fromisoformat(local.iso).tzinfo)
    return Stamp(told.isoformat(timespec="minutes"), stamp.rule, zoned=True)


def _days_of_publication(
    printed: PrintedDays, first: Stamp, changes: Sequence[Stamp]
) -> list[date]:
    """Return the printed days without those that only tell when the story was changed."""
    changed = {stamp.day for stamp in changes if stamp.day > first.day}
    days = [date.fromisoformat(d.iso[:_WHOLE_DAY]) for d in printed.of("", "published")]
    return [day for day in days if day not in changed]


def _outvoted(first: Stamp, days: Sequence[date], address: str) -> When | None:
    """Return the day of the address where it is printed, too, and far from what is stated.

    A program that moves old stories to a new system may state the day of the move.
    """
    day = date.fromisoformat(address) if address else None
    if day is None or day not in days or abs(day - first.day) <= _DAY:
        return None
    return When(address, "address", "likely")


def _is_near(stamp: Stamp, first: Stamp) -> bool:
    return abs(stamp.day - first.day) <= _DAY


def _may_be_local(day: date, stamp: Stamp) -> bool:
    """Return whether somewhere on earth a stamp in universal time, or in none, falls on `day`."""
    if abs(day - stamp.day) != _DAY or not stamp.is_universal:
        return False
    if not stamp.zoned or stamp.moment is None:
        return True
    return (stamp.moment + _WESTMOST).date() <= day <= (stamp.moment + _EASTMOST).date()


def _told_again(printed: PrintedDays, stamps: Sequence[Stamp]) -> Iterator[date]:
    """Yield the printed days whose time of day is that of a stamp, on the clock of another zone."""
    moments = [s.moment for s in stamps if s.zoned and s.iso.endswith(UNIVERSAL)]
    for day in printed.of("", "published"):
        told = datetime.fromisoformat(day.iso)
        for moment in filter(None, moments if len(day.iso) > _WHOLE_DAY else ()):
            ahead = told.replace(tzinfo=None, second=0) - moment.replace(tzinfo=None)
            if _WESTMOST <= ahead <= _EASTMOST and not ahead % _QUARTER:
                yield told.date()


def _is_contradicted(first: Stamp, printed: PrintedDays, changes: Sequence[Stamp]) -> bool:
    """Return whether the page prints, as the day of its publication, another than it states."""
    others = {stamp.day for stamp in changes}
    told = (d for d in (*printed.above, *printed.below) if d.label == "published")
    days = [date.fromisoformat(d.iso[:_WHOLE_DAY]) for d in told]
    return any(abs(day - first.day) > _DAY and day not in others for day in days)


def _printed_below(printed: PrintedDays, first: Stamp, changes: Sequence[Stamp]) -> When | None:
    """Return the one day below the headline, where it is another than a bare `date` states.

    Programs state the day of the visit so.
    """
    days = {d.iso[:_WHOLE_DAY] for d in printed.below if not d.label}
    told = date.fromisoformat(min(days)) if len(days) == 1 else first.day
    if abs(told - first.day) <= _DAY or any(stamp.day == told for stamp in changes):
        return None
    return When(told.isoformat(), "date-below-headline", "inferred")


def _unwitnessed(first: Stamp, stamps: Sequence[Stamp], source: Source) -> When:
    """Return what is stated where neither print nor address tell of it.

    Universal time is told in the zone that the portal keeps, where that makes it another day.
    """
    agreed = sum(stamp.day == first.day for stamp in stamps) > 1
    if first.zoned and first.iso.endswith(UNIVERSAL) and first.moment is not None:
        local = first.told_in(home_zone(source.url, source.lang))
        if local.day != first.day:
            return When(local.iso, "home-zone", "inferred")
    return When(first.iso, first.rule, "certain" if agreed else "likely")


def _unstated(printed: PrintedDays, address: str, source: Source) -> When:
    """Return the day that is printed or stands in the address, where a page states none.

    A bare day above the headline that is that of the capture may be the clock of the visit.
    """
    if labelled := printed.of("published"):
        first = labelled[0]
        is_one = all(day.iso[:_WHOLE_DAY] == first.iso[:_WHOLE_DAY] for day in labelled)
        return When(first.iso, "labelled-date", first.certainty) if is_one else When(disputed=True)
    if printed.is_told_ago:
        return When(disputed=True)
    above = [d for d in printed.above if d.iso[:_WHOLE_DAY] != source.captured[:_WHOLE_DAY]]
    groups = ([d for d in group if not d.label] for group in (printed.below, above, printed.behind))
    bare = next(filter(None, groups), [])
    days = {d.iso[:_WHOLE_DAY] for d in bare}
    if address and (not days or (address in days and len(days) > 1)):
        return When(address, "address", "certain" if days else "likely")
    if len(days) != 1 or (address and not _are_neighbours(address, min(days))):
        return When(disputed=bool(days))
    certainty = "certain" if address in days else min(bare[0].certainty, "likely", key=_TRUST.index)
    return When(bare[0].iso, "date-below-headline", certainty)


# Uncertain first.
_TRUST: tuple[Certainty, ...] = ("inferred", "likely", "certain")


def _are_neighbours(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= _DAY


def updated(source: Source, printed: PrintedDays, since: str) -> When:
    """Return when the story was last changed; a time before its publication is none."""
    stamps = source.stamps("updated")
    told = [_in_own_zone(stamp, stamps + source.stamps("published")) for stamp in stamps]
    found = [When(stamp.iso, stamp.rule, "likely") for stamp in told]
    found += [When(d.iso, "labelled-date", "likely") for d in printed.of("updated")]
    later = [when for when in found if when.iso[:10] >= since[:10] and when.iso != since]
    return later[0] if later else When()


# What portals call the element that prints a story's day.
_NAMED_DATE = frozenset(
    {"date", "dates", "datetime", "dateline", "pubdate", "published", "posted", "timestamp"}
    | {"datum", "fecha", "dato", "tarih", "postdate", "entrydate", "publishdate", "createdate"}
    | {"submitted"}
)
# No clock of a visit is called so.
_NAMED_FOR_STORY = frozenset(
    {"articledate", "artikeldatum", "newsdate", "storydate", "postdate", "entrydate", "pubdate"}
    | {"publishdate", "pubtime", "publishtime", "posttime"}
)
_OF_DATES = frozenset({"span", "div", "p", "small", "li", "em", "td", "i", "strong"})
_LONGEST_DATE = 80
# A day and a year; damaged pages have thousands of such lines.
_FEWEST_FIGURES = 5
_MOST_LINES = 200


def named_day(index: Index, reader: LineReader, source: Source) -> When:
    """Return the day in elements that are named for one, where all of them print the same.

    Else the one day that any line of the page calls that of its publication.
    """
    named = (one for one in index.named(_is_of_date) if _may_print_day(one, index))
    texts = (short_text_of(element, _LONGEST_DATE) for element in named)
    days = _one_day(texts, ("", "published"), reader, source)
    if days:
        return When(days[0].iso, "named-date", "inferred")
    labelled = _one_day(_short_lines(index), ("published",), reader, source)
    return When(labelled[0].iso, "labelled-date", "inferred") if labelled else When()


def _may_print_day(element: Element, index: Index) -> bool:
    if not index.still(element, _OF_DATES) or _is_of_visit(element):
        return False
    named = bool(element.get("class", ""))
    return named or not name_words(names_of(element)).isdisjoint(_NAMED_FOR_STORY)


def _one_day(
    texts: Iterable[str | None], labels: Sequence[str], reader: LineReader, source: Source
) -> list[PrintedDate]:
    """Return the day with one of the labels that is in the texts, [] where there are several."""
    found: dict[str, PrintedDate] = {}
    for text in texts:
        if text is None or not any(map(str.isdigit, text)):
            continue
        whole = reader.date(text)
        for day in (whole,) if whole else reader.dates_in(text):
            if _may_be_of_page(day) and day.label in labels and source.may_be(day.iso):
                found.setdefault(day.iso[:_WHOLE_DAY], day)
    return list(found.values()) if len(found) == 1 else []


# Where lines have a day of their own.
_OF_OTHERS = frozenset({"related", "popular", "latest", "recent"})


def _short_lines(index: Index) -> Iterator[str]:
    """Yield the short stretches of text with figures, but for those of others."""
    pieces = chain.from_iterable(
        ((one.text, one), (one.tail, one.getparent())) for one in index.root.iter()
    )
    numbered = ((text, above) for text, above in pieces if text and _may_be_dated(text))
    for text, above in islice(numbered, _MOST_LINES):
        if above is not None and not _is_of_others(above):
            yield short_text_of(above, _LONGEST_DATE) or text.strip()


def _may_be_dated(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and sum(map(str.isdigit, text)) >= _FEWEST_FIGURES


def _is_of_others(element: Element) -> bool:
    around = (element, *element.iterancestors())
    words = (name_words(names_of(one)) for one in around if one.tag not in _WHOLE)
    return any(map(_OF_OTHERS.intersection, words)) or stands_in_comments(element)


def _is_of_date(names: str) -> bool:
    words = name_words(names)
    return not words.isdisjoint(_NAMED_DATE) or not words.isdisjoint(_NAMED_FOR_STORY)


# The head and the bars of a page print the day on which it is visited.
_OF_VISIT = frozenset({"today", "clock", "header", "topbar", "masthead", "top", "navbar", "footer"})
_WHOLE = frozenset({"html", "body"})
_OF_STORY = frozenset(
    {"post", "entry", "article", "item", "news", "content", "single", "story", "detail", "meta"}
)


def _is_of_visit(element: Element) -> bool:
    """Return whether an element stands where pages print the day of the visit."""
    around = (one for one in (element, *element.iterancestors()) if one.tag not in _WHOLE)
    words = (name_words(names_of(one)) for one in around)
    return any(one & _OF_VISIT and not one & _OF_STORY for one in words)
