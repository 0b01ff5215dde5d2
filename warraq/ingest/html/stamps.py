"""Which moment or day a stated time names, however a program wrote it.

Programs write ISO 8601, seconds since 1970, what their language prints by default, and,
where the machine is set to another calendar, the years of that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from warraq.ingest.html.claims import Claim
from warraq.text.calendars import lunar_day, solar_day
from warraq.text.dates import in_zone, read_date

UNIVERSAL = "+00:00"

_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T\s]+(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d)?(?:[.,:]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+−-]\d\d?(?::?\d\d)?)?(?:\[[\w/+-]+\])?)?\s*$",
    re.I,
)
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d).*?(?P<Z>Z)?)?$"
)
_SECONDS = re.compile(r"1\d{9}(?P<thousandths>\d{3})?")
# «Tue Nov 19 2019 03:05:00 GMT+0000 (Coordinated Universal Time)», as browsers print a time.
_BROWSER = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d?) (?P<year>\d{4})"
    r" (?P<time>\d\d:\d\d:\d\d) GMT(?P<zone>[+-]\d{4})"
)
# «Mon Nov 18 20:58:00 AST 2019»: the same letters stand for the zones of several countries.
_LETTERED = re.compile(r"\s(?!GMT\b|UTC\b)[A-Z]{3,4}(?=\s\d{4}$|$)")
_OFFSET = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$")

# A field without a value becomes the day from which machines count.
_NO_DAY = frozenset({"1970-01-01", "1969-12-31"})
_WHOLE_DAY = 10
_OURS = range(1900, 2100)
# The years of both calendars that fall into the time of pages are well apart.
_SOLAR = range(1369, 1413)
_LUNAR = range(1413, 1461)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stated time: `iso` as front matter writes it, and whether it names its zone."""

    iso: str
    rule: str
    zoned: bool = False

    @property
    def day(self) -> date:
        """Return the day that is named, in the zone that the stamp is told in."""
        return date.fromisoformat(self.iso[:_WHOLE_DAY])

    @property
    def moment(self) -> datetime | None:
        """Return the moment that is named; None for a day, and for midnight, which means one."""
        told = datetime.fromisoformat(self.iso)
        is_day = len(self.iso) <= _WHOLE_DAY or (told.hour, told.minute) == (0, 0)
        return None if is_day else told

    @property
    def is_universal(self) -> bool:
        """Return whether the stamp may tell another day than the newspaper's own."""
        return not self.zoned or self.iso.endswith(UNIVERSAL)

    def told_in(self, zone: str) -> Stamp:
        """Return the stamp as the clock of `zone` (an IANA name) showed it."""
        return replace(self, iso=in_zone(self.iso, zone))


def read_stamp(claim: Claim, zone: str, lang: str) -> Stamp | None:
    """Return the time that a claim states, in the zone of the source where one is known."""
    stamp = _read(claim.value.strip(), claim.rule, lang)
    if stamp is None or stamp.iso[:_WHOLE_DAY] in _NO_DAY:
        return None
    return stamp.told_in(zone) if stamp.zoned else stamp


def _read(text: str, rule: str, lang: str) -> Stamp | None:
    found = _iso(text) or _compact(text) or _seconds(text) or _mail(text)
    if isinstance(found, datetime):
        return Stamp(found.isoformat(timespec="minutes"), rule, found.utcoffset() is not None)
    if found:
        return Stamp(found.isoformat(), rule)
    printed = read_date(text, lang)
    if printed is None or len(printed.iso) < _WHOLE_DAY:
        return None
    return Stamp(printed.iso, rule, _OFFSET.search(printed.iso) is not None)


def _iso(text: str) -> datetime | date | None:
    match = _ISO.match(text)
    if not match:
        return None
    try:
        day = _day_of(*map(int, match.group("year", "month", "day")))
        if day is None or not match["hour"]:
            return day
        zone = _zone_of((match["zone"] or "").upper().replace("−", "-"))
        return datetime.fromisoformat(f"{day}T{match['hour']:0>2}:{match['minute']}{zone}")
    except ValueError:
        return None


def _day_of(year: int, month: int, day: int) -> date | None:
    """Return the day of a year of ours, or of one that a machine wrote in its own calendar."""
    if year in _OURS:
        return date(year, month, day)
    if year in _SOLAR:
        return solar_day(year, month, day)
    return lunar_day(year, month, day) if year in _LUNAR else None


def _zone_of(written: str) -> str:
    """Return an offset as ISO 8601 writes it: «+3:00» and «+03» mean «+03:00»."""
    if written in ("Z", "UTC", "GMT"):
        return UNIVERSAL
    if not written:
        return ""
    hours, _, minutes = written[1:].partition(":")
    if len(hours) > len("03"):
        hours, minutes = hours[:-2], hours[-2:]
    return f"{written[0]}{hours:0>2}:{minutes or '00'}"


def _compact(text: str) -> datetime | date | None:
    match = _COMPACT.match(text)
    if not match:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["H"]:
            zone = UTC if match["Z"] else None
            return datetime(
                day.year, day.month, day.day, int(match["H"]), int(match["M"]), tzinfo=zone
            )
    except ValueError:
        return None
    return day


def _seconds(text: str) -> datetime | None:
    match = _SECONDS.fullmatch(text)
    if not match:
        return None
    return datetime.fromtimestamp(int(text) / (1000 if match["thousandths"] else 1), UTC)


def _mail(text: str) -> datetime | None:
    """Return the moment that a text names as a mail does, or as browsers and Java do."""
    bare = _BROWSER.sub(r"\g<day> \g<month> \g<year> \g<time> \g<zone>", text)
    try:
        return parsedate_to_datetime(_LETTERED.sub("", bare.partition(" (")[0]))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
