"""Where dates stand in a line, and what stands around them.

A grammar over the symbols of `datetokens`: a line is cut into items, and the
items that belong to one date are gathered. What they say is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from warraq.text.calendars import Calendar
from warraq.text.datetokens import Token, tokens_of

# --- forms: groups are day, month, year; a and b are numbers in either order -----------------

_J = r"[_,./\-cs']{0,5}"  # what may join a day, a month and a year
_MONTH = r"[MB](?:_?[/(\-]_?[MB]\)?)?"
_ERA = r"(?:_?E\.?|_?m|'?s)?(?!_?H)"
_NO_MORE = r"(?![_]?[/.\-][dDnYy](?!:)(?![.]D_?[uz]))"
_NOT_AFTER_NUMBER = r"(?<![dDnYy][-/.:])"
_DAY = _NOT_AFTER_NUMBER + r"(?P<{}>[dD])"
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
_OTHER_ERA = r"(?:_?\(?(?P<{}>H)\)?|_?s(?!_?H))?(?!_?[EHm])"
_FOREIGN = "|".join(
    (
        # ۶ خرداد ۱۳۹۷ · جدی ۰۳, ۱۴۰۳ · ۱۳۹۷ خرداد ۶ · 1401 یکشنبه 10 مهر
        _DAY.format("fd1") + rf"{_J}(?P<fm1>O){_J}(?P<fy1>y){_OTHER_ERA.format('fe1')}",
        rf"(?P<fm2>O){_J}(?P<fd2>[dD])(?![:h]){_J}(?P<fy2>y){_OTHER_ERA.format('fe2')}",
        rf"(?P<fy3>y){_J}(?P<fm3>O){_J}(?P<fd3>[dD])(?![:h])(?!{_J}y)",
        rf"(?P<fy4>y){_J}(?:W{_J})?(?P<fd4>[dD]){_J}(?P<fm4>O)(?!{_J}y)",
        # ۱۳۹۷/۰۳/۰۶ · 12/9/1439 هـ
        rf"(?P<fy5>y)(?P<fs5>{_SEP})(?P<fm5>[dD])(?P=fs5)(?P<fd5>[dD])"
        rf"{_OTHER_ERA.format('fe5')}{_NO_MORE}",
        _DAY.format("fd6")
        + rf"(?P<fs6>{_SEP}|_?s_)(?P<fm6>[dD])(?P=fs6)(?P<fy6>y)"
        + rf"{_OTHER_ERA.format('fe6')}{_NO_MORE}",
    )
)
FOREIGN_FORMS = "123456"
# What is left of dates of other calendars where their parts stand apart.
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
_SHORT = _DAY.format("sa") + rf"(?P<ss>{_SEP})(?P<sb>[dD])(?P=ss)(?P<sc>D)(?!:){_NO_MORE}"
# A day without a year.
_PARTIAL = rf"[dD]{_J}{_MONTH}|{_MONTH}{_J}[dD](?![:h])(?!{_J}[MB])"
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
    rf"(?P<date>{_FULL})|(?P<foreign>{_FOREIGN})|(?P<short>{_SHORT})"
    rf"|(?P<spoken>{_TIME_AFTER_WORD})|(?P<time>{_TIME})"
    rf"|(?P<calendar>{_OTHER_CALENDAR})|(?P<partial>{_PARTIAL})"
    r"|(?P<weekday>[WB])|(?P<label>L)|(?P<place>z)|(?P<between>(?:[_,|/\-:().c']|T(?=[dD]:))+)|(?P<rest>.)"
)

# A match of `_ITEM`; its last group is its kind.
Item = re.Match[str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """One date and what belongs to it.

    `items` are the date, its label, weekday and time, in their order; `twins` are
    the same day in calendars that yield to that of `date`.
    """

    date: Item
    items: tuple[Item, ...]
    twins: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """The items of one line; `date`, `time` and the other kinds are named as in `_ITEM`."""

    lang: str
    tokens: Sequence[Token]
    items: tuple[Item, ...]

    @property
    def is_whole(self) -> bool:
        """True where nothing but dates stands in the line, and no half of one."""
        return not any(item.lastgroup in ("rest", "partial") for item in self.items)

    @property
    def is_any_date(self) -> bool:
        """True for a line that is a date in any calendar, a day without its year, a clock."""
        kinds = {item.lastgroup for item in self.items}
        if "rest" in kinds:
            return False
        clock = bool(kinds & {"time", "spoken"}) and (
            bool(kinds & {"label", "weekday"}) or any(item["ap2"] for item in self.items)
        )
        dated = bool(kinds & {"date", "foreign", "short", "partial"})
        return clock or dated or self._is_other_calendar()

    def _is_other_calendar(self) -> bool:
        symbols = {token.symbol for token in self.tokens}
        has_day = bool(symbols & set("dDo"))
        return any(item.lastgroup == "calendar" for item in self.items) and has_day

    def clusters(self) -> Iterator[Cluster]:
        """Yield each date with the label, weekday and time that stand around it."""
        run: list[Item] = []
        for item in self.items:
            if item.lastgroup == "rest":
                yield from _split(run, self)
                run = []
            elif item.lastgroup not in ("between", "partial"):
                run.append(item)
        yield from _split(run, self)

    def span(self, cluster: Cluster) -> tuple[int, int]:
        """Return where a cluster begins and ends in the line."""
        first, last = cluster.items[0], cluster.items[-1]
        return self.tokens[first.start()].start, self.tokens[last.end() - 1].end

    def tokens_in(self, item: Item, group: str | int = 0) -> Sequence[Token]:
        """Return the tokens of an item, or of a group of it."""
        start, end = item.span(group)
        return self.tokens[start:end]

    def value(self, item: Item, group: str) -> int:
        """Return the number that a group of one token stands for."""
        return self.tokens[item.start(group)].value or 0

    def calendar_of(self, item: Item) -> Calendar:
        """Return the calendar of a foreign date: of its month or era, else the usual one."""
        words = {token.word for token in self.tokens_in(item) if token.symbol in "OH"} - {""}
        if len(words) > 1:
            return ""
        named = cast(Calendar, words.pop() if words else "")
        form = foreign_form(item)
        return named or _usual_calendar(self.lang, self.value(item, f"fy{form}"))


def parse(line: str, lang: str, *, strict: bool = False) -> ParsedLine | None:
    """Return the items of a line; with `strict`, None where something is in no date."""
    tokens = tokens_of(line, lang, strict=strict)
    if tokens is None:
        return None
    symbols = "".join(token.symbol for token in tokens)
    return ParsedLine(lang, tokens, tuple(_ITEM.finditer(symbols)))


def foreign_form(item: Item) -> str:
    """Return the number of the form in which a date of another calendar is printed."""
    return next(form for form in FOREIGN_FORMS if item[f"fy{form}"])


# Solar years in which portals were read; a Hijri year of that time has a higher number.
_SOLAR_YEARS = range(1370, 1411)
_KURDISH_YEARS = range(2690, 2741)


def _usual_calendar(lang: str, year: int) -> Calendar:
    """Return the calendar that a date of numbers alone is in, "" where nobody can say."""
    if lang in ("fa", "ps", "ckb") and year in _SOLAR_YEARS:
        return "solar"
    return "solar" if lang == "ckb" and year in _KURDISH_YEARS else ""


# --- which items belong together ---------------------------------------------------------------

_DATES = ("date", "short", "foreign")
# Which calendar is believed where a day is printed in several.
_RANKS: dict[Calendar, int] = {"solar": 1, "lunar": 2}
_LAST_RANK = 3


def _rank(item: Item, parsed: ParsedLine) -> int:
    return 0 if item.lastgroup != "foreign" else _RANKS.get(parsed.calendar_of(item), _LAST_RANK)


def _split(run: list[Item], parsed: ParsedLine) -> Iterator[Cluster]:
    """Yield the clusters of items that follow each other.

    Of two dates in one calendar a time belongs to the one before it, all else to
    the next; twins stand behind their dates where the first date has none before it.
    """
    ranks = {at: _rank(item, parsed) for at, item in enumerate(run) if item.lastgroup in _DATES}
    best = min(ranks.values(), default=_LAST_RANK)
    dates = [at for at in ranks if ranks[at] == best]
    behind = ("time", "spoken", "foreign") if dates and dates[0] == min(ranks) else _TIMES
    start = 0
    for number, at in enumerate(dates):
        stop = at + 1
        if number + 1 < len(dates):
            while stop not in dates and run[stop].lastgroup in behind:
                stop += 1
        else:
            stop = len(run)
        yield _trimmed(run[start:stop], at - start)
        start = stop


_TIMES = ("time", "spoken")


def _trimmed(items: list[Item], date_at: int) -> Cluster:
    """Leave out what is left of other calendars, and what a second label begins behind the date."""
    date = items[date_at]
    labels = [at for at, item in enumerate(items) if item.lastgroup == "label"]
    later = [at for at in labels if at > date_at]
    if later and labels[0] < date_at:
        items = items[: later[0]]
    kept = tuple(item for item in items if item.lastgroup != "calendar")
    twins = tuple(item for item in kept if item.lastgroup == "foreign" and item is not date)
    return Cluster(date, kept, twins)
