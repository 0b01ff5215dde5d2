"""A language's words, for a tool that writes dates, numbers and counts itself."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from benchmarks.handed.desk import Data, Desk
from warraq.text.dateformat import first_weekday, format_date, format_number, weekday_names
from warraq.text.locale import load_locale
from warraq.text.sections import SECTION_ORDER, section_name

_COUNTED = ("items", "lines_removed")
_PHRASES = ("year_archive", "month_archive", "day_archive")
_LATIN_DIGITS = range(10)

# Languages that count as English does have no rule of their own.
_PLURAL_RULES = frozenset({"ar", "fa", "fr", "he"})

_FIELD = re.compile(r"'([^']*)'|(E+|d+|M+|y+)")
_PLACES = {"E": "{w}", "d": "{d}", "M": "{m}", "y": "{y}"}
_MOMENT = "2018-05-27T07:25"


def wording(desk: Desk) -> Data:
    """Return the frame of a language, the names of its dates, and its forms of counting."""
    tag, language = desk.tag, desk.language
    names, months = _table()[tag], _table()[language.months or tag]
    digits = [format_number(digit, language.digits) for digit in _LATIN_DIGITS]
    frame = desk.frame()
    frame["phrases"] |= {name: desk.halves(name, "d") for name in _PHRASES}
    return {
        **frame,
        "patterns": {name: _pattern(names[name]) for name in ("full", "long", "month_year")},
        "months": months["months"],
        "months_alone": months.get("months_alone") or months["months"],
        "weekdays": names["weekdays"],
        "weekdays_short": list(weekday_names(language.months or tag)),
        "first_weekday": (first_weekday(language.months or tag) + 1) % 7,
        "before_time": format_date(_MOMENT, tag)[len(format_date(_MOMENT[:10], tag)) : -5],
        "digits": [] if language.digits == "latn" else digits,
        "thousands": format_number(1000, language.digits)[1],
        "plurals": {noun: dict(load_locale(tag).plurals[noun]) for noun in _COUNTED},
        "plural_rule": tag if tag in _PLURAL_RULES else "",
        "published_on_plain": desk.t.plain("published_on", d="{d}"),
        "page_x_of_y": str(desk.t("page_x_of_y", n="{n}", m="{m}")),
        "section_order": SECTION_ORDER,
        "section_names": {slug: section_name(slug, tag) for slug in SECTION_ORDER},
    }


def _pattern(cldr: str) -> str:
    """Return a pattern of CLDR with its letters as named places."""
    return _FIELD.sub(lambda found: _PLACES[found[2][0]] if found[2] else found[1], cldr)


@cache
def _table() -> dict[str, Any]:
    text = files("warraq.text").joinpath("cldr.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
