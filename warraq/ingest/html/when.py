"""When a story was published, and changed: the stamps a page states, and the days it prints.

A stamp tells an instant, a newspaper a day. In universal time the two may be a
day apart; then the zone of the source decides, else the day that is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from warraq.ingest.html.claims import Claim, Claims
from warraq.ingest.html.index import Index
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import name_words
from warraq.ingest.html.tree import short_text_of
from warraq.ingest.lines import Line
from warraq.model import Certainty
from warraq.text.dates import PrintedDate, date_in_url, in_zone, read_date

_ISO = re.compile(
    r"(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?:[T\s]+(?P<time>\d\d:\d\d)(?::\d\d)?(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?\s*$",
    re.I,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d).*)?$")

_PUBLISHED = ("json-ld", "open-graph", "microdata", "meta", "json-ld-page", "time-element")
_DAY = timedelta(days=1)
_UNIVERSAL = "+00:00"
_INSTANT = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT(?!00:00)\d\d:\d\d\+00:00")
_LONGEST_LINE = 160
_WHOLE_DAY = 10
# A page prints no day before there were pages; figures that ran together may look like one.
_FIRST_PAGES = "1990"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stated time: `iso` as front matter writes it, and whether it names its zone."""

    iso: str
    rule: str
    zoned: bool = False

    @property
    def day(self) -> date:
        return date.fromisoformat(self.iso[:10])


@dataclass(frozen=True, slots=True)
class When:
    """A field of time with the rule that found it."""

    iso: str = ""
    rule: str = ""
    certainty: Certainty = "likely"
    disputed: bool = False


def read_stamp(claim: Claim, zone: str, lang: str) -> Stamp | None:
    """Return the time that a claim states, in the zone of the source where one is known."""
    text = claim.value.strip()
    found = _iso(text) or _compact(text) or _mail(text)
    if found is None:
        printed = read_date(text, lang)
        return (
            Stamp(printed.iso, claim.rule) if printed and len(printed.iso) >= _WHOLE_DAY else None
        )
    if not isinstance(found, datetime):
        return Stamp(found.isoformat(), claim.rule)
    iso = in_zone(found.isoformat(timespec="minutes"), zone)
    return Stamp(iso, claim.rule, zoned=found.utcoffset() is not None)


def _iso(text: str) -> datetime | date | None:
    match = _ISO.match(text)
    if not match:
        return None
    zone = (match["zone"] or "").upper()
    zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    try:
        if not match["time"]:
            return date.fromisoformat(match["day"])
        return datetime.fromisoformat(f"{match['day']}T{match['time']}{zone}")
    except ValueError:
        return None


def _compact(text: str) -> datetime | date | None:
    match = _COMPACT.match(text)
    if not match:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["H"]:
            return datetime(day.year, day.month, day.day, int(match["H"]), int(match["M"]))
    except ValueError:
        return None
    return day


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def printed_dates(lines: Iterable[Line], reader: LineReader) -> tuple[PrintedDate, ...]:
    """Return the days that the lines around a headline print."""
    found: list[PrintedDate] = []
    for line in lines:
        if len(line.text) <= _LONGEST_LINE and any(map(str.isdigit, line.text)):
            whole = reader.date(line.text)
            inside = () if whole or line.is_prose else reader.dates_in(line.text)
            dates = (whole,) if whole else inside
            found.extend(d for d in dates if _may_be_of_page(d) and d.label != "clock")
    return tuple(found)


def _in_own_zone(stamp: Stamp, others: Sequence[Stamp]) -> Stamp:
    """Return a stamp in universal time as the page would tell it: in the zone of its others.

    One at midnight names a day, and no instant.
    """
    if not _INSTANT.fullmatch(stamp.iso):
        return stamp
    local = next((s for s in others if s.zoned and not s.iso.endswith(_UNIVERSAL)), None)
    if local is None:
        return stamp
    told = datetime.fromisoformat(stamp.iso).astimezone(datetime.fromisoformat(local.iso).tzinfo)
    return replace(stamp, iso=told.isoformat(timespec="minutes"))


def _may_be_of_page(day: PrintedDate) -> bool:
    return len(day.iso) >= _WHOLE_DAY and day.iso >= _FIRST_PAGES


def published(
    claims: Claims, printed: Sequence[PrintedDate], url: str, zone: str, lang: str
) -> When:
    """Return when the story was published.

    What is stated outside the text comes first. Where the places disagree by a
    day, the day that is printed or stands in the address decides between them.
    """
    stamps = _stamps(claims, "published", zone, lang) or _stamps(claims, "date", zone, lang)
    days = [date.fromisoformat(d.iso[:10]) for d in printed if d.label in ("", "published")]
    address = date_in_url(url)
    witnesses = days + ([date.fromisoformat(address)] if address else [])
    if not stamps:
        return _unstated(printed, address)
    first = _in_own_zone(stamps[0], stamps + _stamps(claims, "updated", zone, lang))
    agreeing = sum(stamp.day == first.day for stamp in stamps) + witnesses.count(first.day)
    if first.day in witnesses:
        return When(first.iso, first.rule, "certain")
    near_stamps = [stamp for stamp in stamps if stamp.day in witnesses and _is_near(stamp, first)]
    if near_stamps:
        return When(near_stamps[0].iso, near_stamps[0].rule, "likely")
    near = [day for day in witnesses if abs(day - first.day) == _DAY]
    if near and _is_universal(first):
        return When(near[0].isoformat(), "printed-day", "likely")
    return When(first.iso, first.rule, "certain" if agreeing > 1 else "likely")


# What portals call the element that prints a story's day.
_NAMED_DATE = frozenset(
    {"date", "dates", "datetime", "dateline", "pubdate", "published", "posted", "timestamp"}
    | {"datum", "fecha", "dato", "tarih", "postdate", "entrydate", "publishdate", "createdate"}
)
_OF_DATES = frozenset({"span", "div", "p", "small", "li", "em", "td", "i", "strong"})
_LONGEST_DATE = 80


def named_day(index: Index, reader: LineReader) -> When:
    """Return the day in elements that are named for one, where all of them print the same."""
    found: dict[str, PrintedDate] = {}
    for element, names in index.names.items():
        if name_words(names).isdisjoint(_NAMED_DATE) or not index.still(element, _OF_DATES):
            continue
        if not element.get("class", ""):
            continue
        text = short_text_of(element, _LONGEST_DATE)
        if text is None or not any(map(str.isdigit, text)):
            continue
        whole = reader.date(text)
        for day in (whole,) if whole else reader.dates_in(text):
            if _may_be_of_page(day) and day.label in ("", "published"):
                found.setdefault(day.iso[:10], day)
    if len(found) != 1:
        return When()
    return When(next(iter(found.values())).iso, "named-date", "inferred")


def _is_near(stamp: Stamp, first: Stamp) -> bool:
    return abs(stamp.day - first.day) <= _DAY


def _is_universal(stamp: Stamp) -> bool:
    """Return whether a stamp may tell another day than the newspaper's own."""
    return not stamp.zoned or stamp.iso.endswith(_UNIVERSAL)


def _stamps(claims: Claims, field: str, zone: str, lang: str) -> list[Stamp]:
    found = [
        read_stamp(claim, zone, lang) for rule in _PUBLISHED for claim in claims.of(field, rule)
    ]
    return [stamp for stamp in found if stamp]


def _unstated(printed: Sequence[PrintedDate], address: str) -> When:
    labelled = [d for d in printed if d.label == "published"]
    bare = [d for d in printed if not d.label]
    if labelled:
        return When(labelled[0].iso, "labelled-date", labelled[0].certainty)
    if bare and len({d.iso[:10] for d in bare}) == 1:
        return When(bare[0].iso, "date-below-headline", "likely")
    if bare and address and any(d.iso[:10] == address for d in bare):
        return When(address, "address", "certain")
    return When(address, "address", "likely") if address else When()


def updated(
    claims: Claims, printed: Sequence[PrintedDate], since: str, zone: str, lang: str
) -> When:
    """Return when the story was last changed; a time before its publication is none."""
    stamps = _stamps(claims, "updated", zone, lang)
    found = [When(stamp.iso, stamp.rule, "likely") for stamp in stamps]
    found += [When(d.iso, "labelled-date", "likely") for d in printed if d.label == "updated"]
    later = [when for when in found if when.iso[:10] >= since[:10] and when.iso != since]
    return later[0] if later else When()
