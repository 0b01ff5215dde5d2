"""Which day a printed line names.

A date is read by the words of its own language, in the Gregorian calendar
alone. What is not certain to be such a date stays unread: an unknown day is
honest, a wrong one is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from warraq.model import Certainty
from warraq.text.datetokens import Token, folded_words, relative_words, tokens_of
from warraq.text.datewords import DAY_FIRST

DateLabel = Literal["", "published", "updated", "clock"]
Order = Literal["", "dmy", "mdy", "ymd"]

# The longest line that was wholly a date, with two calendars and a label, had 96 characters.
_LONGEST_LINE = 160
# «منذ 3 ساعات» and its like; without a digit only such lines are dates.
_LONGEST_RELATIVE = 40


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: `iso` is as precise as the print (`2018-05`, `2018-05-27T17:48`).

    `weekday_agrees` is None where no weekday is printed beside it.
    """

    iso: str
    certainty: Certainty
    label: DateLabel = ""
    weekday_agrees: bool | None = None


def read_date(line: str, lang: str, *, order: Order = "") -> PrintedDate | None:
    """Return the date a line is wholly made of (label, weekday, time, era marks aside).

    `order` is what is known of the source's numeric dates. Of two dates the
    published one counts; two that no label tells apart are none.
    """
    if len(line) > _LONGEST_LINE or not _YEAR.search(line):
        return None
    parsed = _parsed(line, lang, strict=True)
    if parsed is None or not parsed.is_whole:
        return None
    readings = [_reading(cluster, parsed, order) for cluster in parsed.clusters()]
    return _chosen([found for found in readings if found], len(readings))


def find_dates(text: str, lang: str) -> tuple[tuple[int, int, PrintedDate], ...]:
    """Return the full dates inside a text with their character spans.

    A span runs over label, weekday, time and era marks that belong to its date.
    """
    return tuple(found for start, end in _windows(text) for found in _found(text, start, end, lang))


def looks_like_date(line: str, lang: str) -> bool:
    """Return whether a line is a date in any calendar, even one that is not converted.

    So are a day without its year, «3 hours ago», and a labelled time of day.
    """
    if len(line) > _LONGEST_LINE:
        return False
    has_digit = _DIGIT.search(line) is not None
    if not has_digit and len(line) > _LONGEST_RELATIVE:
        return False
    parsed = _parsed(line, lang, strict=True)
    if parsed is not None and parsed.is_any_date:
        return True
    return len(line) <= _LONGEST_RELATIVE and _is_relative(line, _base(lang))


def date_in_url(url: str) -> str:
    """Return the day an address such as /2018/05/27/… states, or ""."""
    for match in _URL_DATE.finditer(url):
        year, month, day = (int(part) for part in match.group("y", "m", "d"))
        found = _date(year, month, day)
        if found:
            return found.isoformat()
    return ""


_DIGIT = re.compile("[0-9٠-٩۰-۹０-９]")
_YEAR = re.compile("(?:19|20|١٩|٢٠|۱۹|۲۰|１９|２０)[0-9٠-٩۰-۹０-９]{2}")
# How far from its year a date may begin and end, with label, weekday and time;
# the longest such head in the press of the fourteen languages took 60 characters.
_BEFORE_YEAR, _AFTER_YEAR = 100, 60
_URL_DATE = re.compile(
    r"""
    (?<=[/_.=-])
    (?P<y>19[0-9]{2}|20[0-9]{2})
    (?P<sep>[/_-]?)(?P<m>0[1-9]|1[0-2]|(?<=[/_-])[1-9])
    (?:(?P=sep)|/)(?P<d>0[1-9]|[12][0-9]|3[01]|(?<=[/_-])[1-9])
    (?![0-9])
    """,
    re.VERBOSE,
)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that have a year in them, cut at spaces, line by line."""
    reach = line_end = 0
    for year in _YEAR.finditer(text):
        if year.start() < reach:
            continue
        if line_end < year.end():
            line_end = text.find("\n", year.end())
            line_end = len(text) if line_end < 0 else line_end
        start = _window_start(text, year.start(), reach)
        reach = _window_end(text, year.end(), line_end)
        yield start, reach


def _window_start(text: str, position: int, reach: int) -> int:
    """Return where a window begins: after a line break, else at a space far enough before."""
    farthest = max(reach, position - _BEFORE_YEAR)
    line_break = text.rfind("\n", farthest, position)
    if line_break >= 0 or farthest == reach:
        return max(line_break + 1, farthest)
    space = text.find(" ", farthest, position)
    return farthest if space < 0 else space


def _window_end(text: str, position: int, line_end: int) -> int:
    """Return where a window ends: past every year that begins within reach of the one before."""
    while True:
        limit = min(position + _AFTER_YEAR + _BEFORE_YEAR, line_end)
        following = _YEAR.search(text, position, limit)
        if following is None:
            space = text.find(" ", position + _AFTER_YEAR, line_end)
            return line_end if space < 0 else space
        position = following.end()


def _found(text: str, start: int, end: int, lang: str) -> Iterator[tuple[int, int, PrintedDate]]:
    parsed = _parsed(text[start:end], lang)
    for cluster in parsed.clusters() if parsed else ():
        reading = _reading(cluster, parsed, "") if parsed else None
        if parsed and reading and len(reading.iso) >= len("2018-05-27"):
            first, last = parsed.span(cluster)
            yield start + first, start + last, reading


# Tags of languages that are read by the words of another, or under an older name.
_SAME_WORDS = {"prs": "fa", "iw": "he", "in": "id", "ku": "kmr", "cmn": "zh", "ms": "id"}


def _base(tag: str) -> str:
    """Return the language whose words a BCP 47 tag is read by."""
    language, *subtags = tag.lower().replace("_", "-").split("-")
    if language in ("ku", "kmr") and "arab" in subtags:
        return "ckb"
    return _SAME_WORDS.get(language, language)


def _is_relative(line: str, lang: str) -> bool:
    ago, unit, days = relative_words(lang)
    words = [word for word in folded_words(line, lang) if not word.isdigit()]
    if " ".join(words) in days:
        return True
    known = all(word in ago or word in unit for word in words)
    return known and any(word in ago for word in words) and any(word in unit for word in words)


# --- the grammar, over the symbols of `datetokens` ------------------------------------------

_J = r"[_,./\-cs']{0,5}"  # what may join a day, a month and a year
_MONTH = r"[MB](?:_?[/(\-]_?[MB]\)?)?"
_ERA = r"(?:_?E\.?|_?m|'?s)?(?!_?H)"
_NO_MORE = r"(?![_]?[/.\-][dDnYy](?!:)(?![.]D_?[uz]))"
_DAY = r"(?<![dDnY][-/.:])(?P<{}>[dD])"
_SEP = r"_?[/\-.]_?"
_FULL = "|".join(
    (
        # 27 مايو 2018 · مايو 27 2018 · 2018 ئایار 27
        _DAY.format("d1") + rf"{_J}(?P<m1>{_MONTH}){_J}(?P<y1>Y){_ERA}",
        rf"(?P<m2>{_MONTH}){_J}(?P<d2>[dD])(?![:h]){_J}(?P<y2>Y){_ERA}",
        rf"(?P<y3>Y)[_/\-.s]{{0,3}}(?P<m3>{_MONTH})[_/\-.s]{{0,3}}(?P<d3>[dD])(?![:h])(?!{_J}Y)",
        # 2018-05-27 · 2018年5月27日 · 5 月 27, 2018 · 27 5 月, 2018
        rf"(?P<y4>Y)(?P<sep4>{_SEP})(?P<m4>[dD])(?P=sep4)(?P<d4>[dD]){_ERA}{_NO_MORE}",
        r"(?P<y5>Y)_?年_?(?P<m5>[dD])_?月_?(?P<d5>[dD])_?日?",
        r"(?P<m6>[dD])_?月_?(?P<d6>[dD])_?日?[_,]*(?P<y6>Y)",
        r"(?P<d7>[dD])_(?P<m7>[dD])_?月[_,]*(?P<y7>Y)",
        # 27/05/2018, in either order · ٤ ی ٦ ی ٢٠١٦
        _DAY.format("a8") + rf"(?P<sep8>{_SEP}|_?s_)(?P<b8>[dD])(?P=sep8)(?P<y8>Y){_ERA}{_NO_MORE}",
        # مايو 2018 · 2018年5月
        rf"(?P<m9>{_MONTH}){_J}(?P<y9>Y){_ERA}",
        r"(?P<y0>Y)_?年_?(?P<m0>[dD])_?月(?!_?[dD])",
    )
)
# Dates of other calendars, with what is left of them when their parts stand apart.
_OTHER_CALENDAR = "|".join(
    (
        rf"[dDo]{_J}O(?:{_J}y)?(?:_?[Hsm])?",
        rf"O{_J}[dDo](?:{_J}y)?(?:_?H)?",
        rf"y{_J}O{_J}[dDo]",
        rf"[dD](?P<sepa>{_SEP}|_?s_)[dD](?P=sepa)y(?:_?[Hs])?",
        rf"y(?P<sepb>{_SEP})[dD](?P=sepb)[dD](?:_?H)?",
        rf"O{_J}y(?:_?H)?|Y_?H|y_?[Hs]?|O",
    )
)
# A day without a year, or with two digits of it.
_PARTIAL = (
    rf"[dD]{_J}{_MONTH}|{_MONTH}{_J}[dD](?![:h])(?!{_J}[MB])|[dD](?P<sepc>[/.\-])[dD](?P=sepc)D"
)
_OFFSET = (
    r"\+(?:D:D|[nYy])|(?:(?<=:D:D)|(?<=T[dD]:D))-(?:D:D|[nYy])|_[+\-][nYy](?![/.\-])"
    r"|_?\([+\-](?:D:D|[ny])(?=\))"
)
# «GMT+4», «UTC +0300», «GMT+05.30»; a zone whose shift cannot be read is left unread with it.
_SHIFT = r"(?:\+_?|-)(?:[dD](?:[:.]D)?|[ny])(?!_?[MB]|[/\-])"
_ZONE = rf"(?P<zone{{0}}>z)(?:_?(?P<shift{{0}}>{_SHIFT}))?(?!_?\+)"
_TIME = (
    r"(?:k[_:]*)?(?P<ap1>[ap]_?)?(?P<hour>[dD])"
    r"(?::(?P<minute>D)(?::(?P<second>D)(?:\.[dDnYy])?)?(?:_?[uh])?"
    rf"|_?h_?(?P<minute2>D(?!{_J}[MB]))?s?"
    r"|(?<=[k_][dD])\.(?P<minute3>D)(?=_?[uzap])_?u?"
    r"|(?=_?[apu])_?u?)"
    r"(?:_?(?P<ap2>[apm]))?"
    rf"(?:[_,(]{{0,3}}{_ZONE.format('')}|(?P<offset>{_OFFSET}))?"
)
_TIME_AFTER_WORD = rf"k[_:]*(?P<hour4>[dD])[.](?P<minute4>D)(?:[_(]{{0,2}}{_ZONE.format('4')})?"
_ITEM = re.compile(
    rf"(?P<date>{_FULL})|(?P<spoken>{_TIME_AFTER_WORD})|(?P<time>{_TIME})"
    rf"|(?P<calendar>{_OTHER_CALENDAR})|(?P<partial>{_PARTIAL})"
    r"|(?P<weekday>[WB])|(?P<label>L)|(?P<between>(?:[_,|/\-:().c']|T(?=[dD]:))+)|(?P<rest>.)"
)


# What follows calls a match of `_ITEM` an item, and its last group its kind.
_Item = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The items of one line; `date`, `time` and the others are named as in `_ITEM`."""

    lang: str
    tokens: Sequence[Token]
    items: tuple[_Item, ...]

    @property
    def is_whole(self) -> bool:
        """True where nothing but dates stands in the line, and no half of one."""
        return not any(item.lastgroup in ("rest", "partial") for item in self.items)

    @property
    def is_any_date(self) -> bool:
        kinds = {item.lastgroup for item in self.items}
        if "rest" in kinds:
            return False
        clock = bool(kinds & {"time", "spoken"}) and (
            bool(kinds & {"label", "weekday"}) or any(item["ap2"] for item in self.items)
        )
        return clock or bool(kinds & {"date", "partial"}) or self._is_other_calendar()

    def _is_other_calendar(self) -> bool:
        symbols = {token.symbol for token in self.tokens}
        has_day = bool(symbols & set("dDo"))
        return any(item.lastgroup == "calendar" for item in self.items) and has_day

    def clusters(self) -> Iterator[tuple[_Item, ...]]:
        """Yield each date with the label, weekday and time that stand around it."""
        run: list[_Item] = []
        for item in self.items:
            if item.lastgroup == "rest":
                yield from _split(run)
                run = []
            elif item.lastgroup != "between":
                run.append(item)
        yield from _split(run)

    def span(self, cluster: Sequence[_Item]) -> tuple[int, int]:
        first, last = cluster[0], cluster[-1]
        return self.tokens[first.start()].start, self.tokens[last.end() - 1].end

    def value(self, item: _Item, group: str) -> int:
        return self.tokens[item.start(group)].value or 0


def _parsed(line: str, tag: str, *, strict: bool = False) -> _Parsed | None:
    lang = _base(tag)
    tokens = tokens_of(line, lang, strict=strict)
    if tokens is None:
        return None
    symbols = "".join(token.symbol for token in tokens)
    items = tuple(_ITEM.finditer(symbols))
    return _Parsed(lang, tokens, items)


def _split(run: list[_Item]) -> Iterator[tuple[_Item, ...]]:
    """Yield the clusters of items that follow each other.

    Between two dates a time belongs to the one before it, all else to the next.
    """
    run = [item for item in run if item.lastgroup != "partial"]
    dates = [index for index, item in enumerate(run) if item.lastgroup == "date"]
    start = 0
    for number, index in enumerate(dates):
        if number + 1 < len(dates):
            stop = index + 1
            while run[stop].lastgroup in ("time", "spoken"):
                stop += 1
        else:
            stop = len(run)
        yield _trimmed(run[start:stop], index - start)
        start = stop


def _trimmed(cluster: list[_Item], date_at: int) -> tuple[_Item, ...]:
    """Leave out other calendars' dates, and what a second label begins after the date."""
    labels = [index for index, item in enumerate(cluster) if item.lastgroup == "label"]
    later = [index for index in labels if index > date_at]
    if later and labels[0] < date_at:
        cluster = cluster[: later[0]]
    return tuple(item for item in cluster if item.lastgroup != "calendar")


# --- from a cluster to a date -----------------------------------------------------------------

_LOWER: dict[Certainty, Certainty] = {"certain": "likely", "likely": "inferred"}


def _reading(cluster: Sequence[_Item], parsed: _Parsed, order: Order) -> PrintedDate | None:
    """Return what a cluster says; None for impossible days and unsettled orders."""
    item = next(item for item in cluster if item.lastgroup == "date")
    weekdays = {_weekday(parsed.tokens[i.start()]) for i in cluster if i.lastgroup == "weekday"}
    label = _label(cluster, parsed)
    if item["m9"] or item["m0"]:
        month = _month_only(item, parsed)
        return PrintedDate(month, "certain", label) if month else None
    found = _day(item, parsed, order, weekdays)
    time = _time(cluster, parsed)
    if found is None or time is None:
        return None
    day, certainty = found
    agrees = day.weekday() in weekdays and len(weekdays) == 1 if weekdays else None
    if agrees is False:
        certainty = _LOWER.get(certainty, "inferred")
    return PrintedDate(day.isoformat() + time, certainty, label, agrees)


def _chosen(readings: Sequence[PrintedDate], printed: int) -> PrintedDate | None:
    """Return the one date of a line: all the same, or the published among labelled ones."""
    if not readings or len(readings) != printed:
        return None
    if len({reading.iso[:10] for reading in readings}) == 1:
        return max(readings, key=lambda reading: len(reading.iso))
    published = [reading for reading in readings if reading.label == "published"]
    all_labelled = all(reading.label for reading in readings)
    return published[0] if all_labelled and len(published) == 1 else None


def _label(cluster: Sequence[_Item], parsed: _Parsed) -> DateLabel:
    words = [parsed.tokens[i.start()].word for i in cluster if i.lastgroup == "label"]
    return cast(DateLabel, words[0]) if words else ""


def _weekday(token: Token) -> int:
    return (token.value or 0) % 10


def _month(item: _Item, group: str, parsed: _Parsed) -> int:
    """Return the month a group names; 0 where its two names differ (`مايو/حزيران`)."""
    start, end = item.span(group)
    tokens = [token for token in parsed.tokens[start:end] if token.symbol in "MBdD"]
    months = {
        (token.value or 0) // 10 if token.symbol == "B" else token.value or 0 for token in tokens
    }
    return months.pop() if len(months) == 1 else 0


def _month_only(item: _Item, parsed: _Parsed) -> str:
    form = "9" if item["m9"] else "0"
    month = _month(item, f"m{form}", parsed)
    return f"{parsed.value(item, f'y{form}'):04}-{month:02}" if 1 <= month <= 12 else ""


def _day(
    item: _Item, parsed: _Parsed, order: Order, weekdays: set[int]
) -> tuple[date, Certainty] | None:
    if item["y8"]:
        first, second, year = (parsed.value(item, group) for group in ("a8", "b8", "y8"))
        return _settled(year, first, second, _order(order, parsed.lang), weekdays)
    form = next(number for number in "1234567" if item[f"y{number}"])
    year, day = parsed.value(item, f"y{form}"), parsed.value(item, f"d{form}")
    found = _date(year, _month(item, f"m{form}", parsed), day)
    return (found, "certain") if found else None


def _order(order: Order, lang: str) -> tuple[Order, Certainty]:
    """Return the order a numeric date is expected in, and how far that is to be trusted."""
    if order in ("dmy", "mdy"):
        return order, "certain"
    return ("dmy" if lang in DAY_FIRST else "", "likely")


def _settled(
    year: int, first: int, second: int, expected: tuple[Order, Certainty], weekdays: set[int]
) -> tuple[date, Certainty] | None:
    """Return the day of `05/06/2018`: by what is possible, by the weekday, by habit."""
    order, trust = expected
    possible = {"dmy": _date(year, second, first), "mdy": _date(year, first, second)}
    days = {day for day in possible.values() if day}
    if len(days) > 1 and len(weekdays) == 1:
        days = {day for day in days if day.weekday() in weekdays} or days
    if len(days) == 1:
        day = days.pop()
        against = order and trust == "certain" and possible[order] != day
        return day, "likely" if against else "certain"
    habit = possible.get(order)
    return (habit, trust) if habit else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- time of day --------------------------------------------------------------------------------

_NO_TIME = ""
_NO_HOUR = 9999


def _time(cluster: Sequence[_Item], parsed: _Parsed) -> str | None:
    """Return `T17:48` with seconds and offset as printed, "" without one, None where impossible."""
    times = {_clock(item, parsed) for item in cluster if item.lastgroup in ("time", "spoken")}
    if len(times) == 1:
        return times.pop()
    # Two times beside one date: whose they are nobody says, so the day stands alone.
    return None if None in times else _NO_TIME


def _clock(item: _Item, parsed: _Parsed) -> str | None:
    if item.lastgroup == "spoken":
        hour, minute = parsed.value(item, "hour4"), parsed.value(item, "minute4")
        return _iso_time(hour, minute, "", _offset(item, parsed, form="4"))
    minute_group = next((g for g in ("minute", "minute2", "minute3") if item[g]), "")
    minute = parsed.value(item, minute_group) if minute_group else 0
    half = (item["ap1"] or item["ap2"] or "").strip("_")
    hour = _hour24(parsed.value(item, "hour"), half)
    second = f":{parsed.value(item, 'second'):02}" if item["second"] else ""
    return _iso_time(hour, minute, second, _offset(item, parsed))


def _hour24(hour: int, half: str) -> int:
    """Return the hour of a day of 24; `_NO_HOUR` for `14:02 am`."""
    if half == "a":
        return hour % 12 if hour <= 12 else _NO_HOUR
    return hour + 12 if half and hour < 12 else hour


def _offset(item: _Item, parsed: _Parsed, *, form: str = "") -> int | None:
    """Return minutes east of Greenwich; None for no zone, or one known by name alone."""
    zone, shift = f"zone{form}", f"shift{form}"
    if item[zone] and not item[shift]:
        return parsed.tokens[item.start(zone)].value
    group = shift if item[shift] else "offset"
    if not item[group]:
        return None
    start, end = item.span(group)
    tokens = [token for token in parsed.tokens[start:end] if token.symbol not in "_("]
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
