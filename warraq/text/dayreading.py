"""Which day and time a printed date names, and how far that is to be trusted.

A day of another calendar is converted; a weekday, or the same day in a second
calendar, is a check. What stays open is not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from warraq.model import Certainty
from warraq.text.calendars import is_kurdish, lunar_day, solar_day
from warraq.text.dategrammar import Cluster, Item, ParsedLine, foreign_form
from warraq.text.datewords import DAY_FIRST, DAY_FIRST_WITH_SLASHES, SHORT_DAY_FIRST

DateLabel = Literal["", "published", "updated", "clock"]
Order = Literal["", "dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: `iso` is as precise as the print (`2018-05`, `2018-05-27T17:48`).

    `weekday_agrees` is None where no weekday is printed beside it.
    """

    iso: str
    certainty: Certainty
    label: DateLabel = ""
    weekday_agrees: bool | None = None


def reading(cluster: Cluster, parsed: ParsedLine, order: Order) -> PrintedDate | None:
    """Return what a cluster says; None for impossible days and unsettled orders."""
    label = _label(cluster, parsed)
    if cluster.date["y9"] or cluster.date["y0"]:
        month = _month_only(cluster.date, parsed)
        return PrintedDate(month, "certain", label) if month else None
    checks = _checks(cluster, parsed)
    found = _DAYS[cluster.date.lastgroup or ""](cluster.date, parsed, order, checks)
    time = _time(cluster.items, parsed)
    if found is None or time is None:
        return None
    day, certainty = found
    agrees = checks.weekday_agrees(day)
    if agrees is False:
        certainty = _LOWER[certainty]
    if not checks.twins_agree(day):
        certainty = "inferred"
    return PrintedDate(day.isoformat() + time, certainty, label, agrees)


_LOWER: dict[Certainty, Certainty] = {
    "certain": "likely",
    "likely": "inferred",
    "inferred": "inferred",
}


def _label(cluster: Cluster, parsed: ParsedLine) -> DateLabel:
    labels = [item for item in cluster.items if item.lastgroup == "label"]
    return cast(DateLabel, parsed.tokens[labels[0].start()].word) if labels else ""


# --- what stands beside a date and must agree with it ---------------------------------------------

# The moon is sighted up to two days beside the table; a Kurdish year may begin a day late.
_LUNAR_DRIFT, _KURDISH_DRIFT = 2, 1


@dataclass(frozen=True, slots=True)
class _Checks:
    """Weekdays beside a date (0 is Monday), and its twins: days, and how far they may be off."""

    weekdays: frozenset[int]
    twins: tuple[tuple[date, int], ...] = ()

    def weekday_agrees(self, day: date) -> bool | None:
        return self.weekdays == {day.weekday()} if self.weekdays else None

    def twins_agree(self, day: date) -> bool:
        return all(abs((day - twin).days) <= drift for twin, drift in self.twins)

    def fit(self, day: date) -> bool:
        return self.weekday_agrees(day) is not False and self.twins_agree(day)


def _checks(cluster: Cluster, parsed: ParsedLine) -> _Checks:
    named = (item for item in cluster.items if item.lastgroup in ("weekday", "foreign"))
    tokens = (token for item in named for token in parsed.tokens_in(item))
    weekdays = frozenset((token.value or 0) % 10 for token in tokens if token.symbol in "WB")
    converted = (_converted(twin, parsed) for twin in cluster.twins)
    return _Checks(weekdays, tuple(twin for twin in converted if twin))


# --- days ----------------------------------------------------------------------------------------

_Found = tuple[date, Certainty] | None


def _our_day(item: Item, parsed: ParsedLine, order: Order, checks: _Checks) -> _Found:
    """Return the day of a date in our calendar."""
    if item["y8"]:
        return _numeric_day(item, parsed, order, checks)
    form = next(number for number in "1234567" if item[f"y{number}"])
    year, day = parsed.value(item, f"y{form}"), parsed.value(item, f"d{form}")
    found = _date(year, _month(item, f"m{form}", parsed), day)
    return (found, "certain") if found else None


def _numeric_day(item: Item, parsed: ParsedLine, order: Order, checks: _Checks) -> _Found:
    """Return the day of `05/06/2018`: by what is possible, by its checks, by habit."""
    first, second, year = (parsed.value(item, group) for group in ("a8", "b8", "y8"))
    habit = order or _habit(parsed.lang, item["sep8"])
    possible = {"dmy": _date(year, second, first), "mdy": _date(year, first, second)}
    days = {day for day in possible.values() if day}
    if len(days) > 1:
        days = set(filter(checks.fit, days)) or days
    if len(days) == 1:
        day = days.pop()
        return day, "likely" if order and possible[order] != day else "certain"
    usual = possible.get(habit)
    return (usual, "certain" if order else "likely") if usual else None


def _habit(lang: str, separator: str) -> Order:
    """Return the order of a date of numbers in a language, "" where it prints both."""
    habitual = DAY_FIRST_WITH_SLASHES if "/" in separator else DAY_FIRST
    return "dmy" if lang in habitual else ""


def _short_day(item: Item, parsed: ParsedLine, order: Order, checks: _Checks) -> _Found:
    """Return the day of `27/05/18`: the one that a weekday leaves, or the habit of its language."""
    a, b, c = (parsed.value(item, group) for group in ("sa", "sb", "sc"))
    days = {_date(_century(c), b, a), _date(_century(c), a, b), _date(_century(a), b, c)}
    if parsed.lang == "fa":
        days |= {solar_day(_solar_century(c), b, a), solar_day(_solar_century(a), b, c)}
    fitting = {day for day in days if day and checks.weekday_agrees(day)}
    if fitting or checks.weekdays:
        return (fitting.pop(), "likely") if len(fitting) == 1 else None
    usual = _usual_short((a, b, c), item["ss"], parsed.lang, order)
    return (usual, "likely") if usual else None


# No day of a month is so high.
_LAST_DAY = 31


def _usual_short(
    numbers: tuple[int, int, int], separator: str, lang: str, order: Order
) -> date | None:
    """Return the day as a language prints it that writes days of numbers in one way only."""
    first, second, last = numbers
    if lang == "fa":
        return solar_day(_solar_century(first), second, last) if first > _LAST_DAY else None
    if order == "dmy" or (lang in SHORT_DAY_FIRST and "-" not in separator):
        return _date(_century(last), second, first)
    return None


# There were no portals before 1990 (1369), and two digits will not last beyond 2040.
def _century(year: int) -> int:
    return 1900 + year if year >= 90 else 2000 + year if year <= 40 else 0


def _solar_century(year: int) -> int:
    return 1300 + year if year >= 69 else 1400 + year if year <= 19 else 0


def _foreign_day(item: Item, parsed: ParsedLine, order: Order, checks: _Checks) -> _Found:
    """Return the day of a date in another calendar.

    Where that calendar drifts, a weekday picks the day, and contradicts all of them.
    """
    found = _converted(item, parsed)
    if found is None:
        return None
    day, drift = found
    if not drift:
        return day, "likely" if item["fy6"] else "certain"
    near = [day + timedelta(days=by) for by in sorted(range(-drift, drift + 1), key=abs)]
    fitting = next(filter(checks.fit, near), None)
    return (fitting, "inferred") if fitting else None


def _converted(item: Item, parsed: ParsedLine) -> tuple[date, int] | None:
    """Return the day of a date of another calendar, and by how much it may be off."""
    form = foreign_form(item)
    year, month, day = (parsed.value(item, f"f{part}{form}") for part in "ymd")
    calendar = parsed.calendar_of(item)
    if calendar == "solar":
        found = solar_day(year, month, day)
        return (found, _KURDISH_DRIFT if is_kurdish(year) else 0) if found else None
    found = lunar_day(year, month, day) if calendar == "lunar" else None
    return (found, _LUNAR_DRIFT) if found else None


_DAYS: dict[str, Callable[[Item, ParsedLine, Order, _Checks], _Found]] = {
    "date": _our_day,
    "short": _short_day,
    "foreign": _foreign_day,
}


def _month_only(item: Item, parsed: ParsedLine) -> str:
    form = "9" if item["y9"] else "0"
    month = _month(item, f"m{form}", parsed)
    return f"{parsed.value(item, f'y{form}'):04}-{month:02}" if 1 <= month <= 12 else ""


def _month(item: Item, group: str, parsed: ParsedLine) -> int:
    """Return the month a group names; 0 where its two names differ (`مايو/حزيران`)."""
    months = {
        (token.value or 0) // 10 if token.symbol == "B" else token.value or 0
        for token in parsed.tokens_in(item, group)
        if token.symbol in "MBdD"
    }
    return months.pop() if len(months) == 1 else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- time of day --------------------------------------------------------------------------------

_NO_TIME = ""
_NO_HOUR = 9999


def _time(items: Sequence[Item], parsed: ParsedLine) -> str | None:
    """Return `T17:48` with seconds and offset as printed, "" without one, None where impossible."""
    places = [parsed.tokens[item.start()].value for item in items if item.lastgroup == "place"]
    place = places[0] if len(places) == 1 else None
    times = {_clock(item, parsed, place) for item in items if item.lastgroup in ("time", "spoken")}
    if len(times) == 1:
        return times.pop()
    # Two times beside one date: whose they are nobody says, so the day stands alone.
    return None if None in times else _NO_TIME


def _clock(item: Item, parsed: ParsedLine, place: int | None) -> str | None:
    """Return the time of an item; `place` is the offset of a zone that stands apart."""
    if item.lastgroup == "spoken":
        hour, minute = parsed.value(item, "hour4"), parsed.value(item, "minute4")
        return _iso_time(hour, minute, "", _offset(item, parsed, place, form="4"))
    minute_group = next((g for g in ("minute", "minute2", "minute3") if item[g]), "")
    minute = parsed.value(item, minute_group) if minute_group else 0
    half = (item["ap1"] or item["ap2"] or "").strip("_")
    hour = _hour24(parsed.value(item, "hour"), half)
    second = f":{parsed.value(item, 'second'):02}" if item["second"] else ""
    return _iso_time(hour, minute, second, _offset(item, parsed, place))


def _hour24(hour: int, half: str) -> int:
    """Return the hour of a day of 24; `_NO_HOUR` for `14:02 am`."""
    if half == "a":
        return hour % 12 if hour <= 12 else _NO_HOUR
    return hour + 12 if half and hour < 12 else hour


def _offset(item: Item, parsed: ParsedLine, place: int | None, *, form: str = "") -> int | None:
    """Return minutes east of Greenwich; None for no zone, or one known by name alone."""
    zone, shift = f"zone{form}", f"shift{form}"
    if item[zone] and not item[shift]:
        return parsed.tokens[item.start(zone)].value
    group = shift if item[shift] else "offset"
    if not item[group]:
        return place
    tokens = [token for token in parsed.tokens_in(item, group) if token.symbol not in "_("]
    printed = [token for token in tokens if token.symbol in "dDnYy"]
    numbers = [_NO_HOUR if token.value is None else token.value for token in printed]
    if len(printed) == 1 and printed[0].end - printed[0].start > 2:
        numbers = list(divmod(numbers[0], 100))
    minutes = numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)
    return -minutes if tokens[0].symbol == "-" else minutes


# The widest offsets in use are -12:00 and +14:00.
_WEST, _EAST = -12 * 60, 14 * 60


def _iso_time(hour: int, minute: int, second: str, offset: int | None) -> str | None:
    in_range = hour < 24 and minute < 60 and second <= ":59"
    if not in_range or (offset is not None and not _WEST <= offset <= _EAST):
        return None
    zone = ""
    if offset is not None:
        sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
        zone = f"{sign}{hours:02}:{minutes:02}"
    return f"T{hour:02}:{minute:02}{second}{zone}"
