"""Dates and numbers in words.

Names and patterns are those of CLDR, from the data file beside this module. The
language is always said by the caller; the machine's own locale plays no part.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypedDict

Digits = Literal["latn", "arab", "arabext"]

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?"
)

# A pattern of UTS #35: quoted text, or a letter as often as its width asks.
_FIELD = re.compile(r"'(?P<quoted>[^']*)'|(?P<letters>E+|d+|M+|L+|y+)")

_DIGITS: dict[Digits, str] = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
}
_FROM_LATIN = {name: str.maketrans(_DIGITS["latn"], row) for name, row in _DIGITS.items()}

# UTS #35 names these separators for the numbering systems arab and arabext.
_THOUSANDS: dict[Digits, str] = {"latn": ",", "arab": "٬", "arabext": "٬"}

_ARABIC_COMMA = frozenset({"ar", "ckb", "fa", "ur"})
_NO_COMMA = frozenset({"fr", "tr", "zh"})

# Iraq and its neighbours print the month twice: first the Levantine name.
_BOTH = ("ar-IQ", "ar")


class _Names(TypedDict, total=False):
    first_weekday: int
    full: str
    long: str
    month_year: str
    months: list[str]
    months_alone: list[str]
    weekdays: list[str]
    weekdays_short: list[str]


@lru_cache(maxsize=16384)
def format_date(
    iso: str, lang: str, *, months: str = "", digits: Digits = "latn", weekday: bool = False
) -> str:
    """Return an ISO date of any precision in words: `27 مايو 2018`, `مايو 2018`, `2018`.

    `months` is a CLDR locale (`ar-IQ`) whose month names are used where it is of
    the same language, or `both` for `أيار/مايو`. A time is shown as printed in
    `iso`, without its zone. Raises ValueError for what is no ISO date.
    """
    if iso[10:11] == "T":
        # Times are rarely met again, days by the hundred.
        shown = format_date(iso[:10], lang, months=months, digits=digits, weekday=weekday)
        return shown + to_digits(_before_time(lang) + _parsed(iso)[0]["time"], digits)
    found, day = _parsed(iso)
    if not found["month"]:
        return to_digits(found["year"], digits)
    names = _names(lang)
    pattern = names["month_year"]
    if found["day"]:
        pattern = names["full"] if weekday else names["long"]
    return to_digits(_written(pattern, day, lang, months), digits)


def month_name(month: int, lang: str, *, months: str = "") -> str:
    """Return the name of a month (1 to 12) as it stands alone."""
    return _month(month, lang, months, "months_alone")


def weekday_names(lang: str, *, wide: bool = False) -> tuple[str, ...]:
    """Return the seven weekdays from the day on which the week of the language starts.

    They are short, as over a calendar, unless `wide`.
    """
    names = _names(lang)
    from_sunday = names["weekdays" if wide else "weekdays_short"]
    start = (names["first_weekday"] + 1) % 7
    return (*from_sunday[start:], *from_sunday[:start])


def first_weekday(lang: str) -> int:
    """Return the day on which the week starts; 0 is Monday, as in `date.weekday()`."""
    return _names(lang)["first_weekday"]


def format_number(number: int, digits: Digits = "latn") -> str:
    """Return a whole number with its thousands apart: `12,345`, `١٢٬٣٤٥`."""
    return to_digits(f"{number:,}".replace(",", _THOUSANDS[digits]), digits)


def to_digits(text: str, digits: Digits) -> str:
    """Return `text` with its digits 0 to 9 in another numbering system."""
    return text.translate(_FROM_LATIN[digits])


def _parsed(iso: str) -> tuple[re.Match[str], date]:
    found = _ISO.fullmatch(iso)
    if found:
        year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
        with suppress(ValueError):
            return found, date(year, month, day)
    raise ValueError(f"«{iso}» is no ISO date")


def _written(pattern: str, day: date, lang: str, months: str) -> str:
    def field(found: re.Match[str]) -> str:
        letters = found["letters"]
        if letters is None:
            return found["quoted"] or "'"
        if letters[0] == "E":
            return _names(lang)["weekdays"][(day.weekday() + 1) % 7]
        if letters[0] == "y":
            return f"{day.year:04}"
        if letters[0] == "d":
            return f"{day.day:0{len(letters)}}"
        if len(letters) < 3:
            return f"{day.month:0{len(letters)}}"
        return _month(day.month, lang, months, "months_alone" if letters[0] == "L" else "months")

    return _FIELD.sub(field, pattern)


def _month(month: int, lang: str, months: str, context: Literal["months", "months_alone"]) -> str:
    tags = _month_tags(lang, months)
    written = (_names(tag).get(context) or _names(tag)["months"] for tag in tags)
    return "/".join(dict.fromkeys(names[month - 1] for names in written))


def _month_tags(lang: str, months: str) -> tuple[str, ...]:
    if months == "both":
        return _BOTH if _base(lang) == "ar" else (lang,)
    return (months,) if months and _base(months) == _base(lang) else (lang,)


def _before_time(lang: str) -> str:
    if _base(lang) in _NO_COMMA:
        return " "
    return "، " if _base(lang) in _ARABIC_COMMA else ", "


def _base(tag: str) -> str:
    base = tag.replace("_", "-").partition("-")[0].lower()
    return "kmr" if base == "ku" else base


@cache
def _names(tag: str) -> _Names:
    """Return the entry of the tag, of its base language, or the English one."""
    table = _table()
    whole = tag.replace("_", "-")
    known = next((name for name in (whole, _base(whole)) if name in table), "en")
    return table[known]


@cache
def _table() -> dict[str, _Names]:
    text = Path(__file__).with_name("cldr.json").read_text(encoding="utf-8")
    table: dict[str, _Names] = json.loads(text)
    return table
