"""Make `warraq/text/cldr.json`: names and patterns of dates, from Babel's copy of CLDR.

    python scripts/make_cldr.py

Babel is a tool of development: the mirror reads only the file made here. Names
are taken from the format context alone: Babel 2.16 to 2.18 lets stand-alone names
of one language leak into others loaded later. Where a month needs another form
when it stands alone, that form is written here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from babel import Locale

TARGET = Path(__file__).parents[1] / "warraq" / "text" / "cldr.json"

# The tag, and a locale of the territory that says on which day its week starts.
# Arabic by itself is of no country: CLDR gives it the week of the world.
LANGUAGES = {
    "ar": "ar",
    "ckb": "ckb_IQ",
    "de": "de_DE",
    "en": "en_US",
    "es": "es_ES",
    "fa": "fa_IR",
    "fr": "fr_FR",
    "he": "he_IL",
    "id": "id_ID",
    "kmr": "tr_TR",
    "ru": "ru_RU",
    "tr": "tr_TR",
    "ur": "ur_PK",
    "zh": "zh_Hans_CN",
}
VARIANTS = (
    *("ar-AE", "ar-BH", "ar-DZ", "ar-EG", "ar-IQ", "ar-JO", "ar-KW", "ar-LB", "ar-LY", "ar-MA"),
    *("ar-MR", "ar-OM", "ar-PS", "ar-QA", "ar-SA", "ar-SD", "ar-SY", "ar-TN", "ar-YE", "en-GB"),
)
SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)  # Babel counts from Monday, the file from Sunday

# What CLDR lacks, or has in a form that no newspaper prints.
OWN: dict[str, dict[str, Any]] = {
    # CLDR's full date puts the year first and the weekday last; its «Friday» has
    # the aspirated U+06BE; its short weekdays are numbered. «December» is spelled
    # like «January» here.
    "ckb": {
        "full": "EEEE، dی MMMMی y",
        "month_year": "MMMMی y",
        "months": {11: "کانوونی یەکەم"},
        "weekdays": {5: "هەینی"},
        "weekdays_short": ("یەک", "دوو", "سێ", "چوار", "پێنج", "هەینی", "شەم"),
    },
    # The names that stand alone: without the ezafe, and in the nominative.
    "fa": {
        "months_alone": (
            *("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت"),
            *("سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
        ),
        "weekdays_short": ("ی", "د", "س", "چ", "پ", "ج", "ش"),
    },
    "ru": {
        "months_alone": (
            *("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август"),
            *("сентябрь", "октябрь", "ноябрь", "декабрь"),
        ),
    },
}


def main() -> None:
    """Write the file anew."""
    TARGET.write_text(cldr_json(), encoding="utf-8", newline="\n")


def cldr_json(order: tuple[str, ...] = ("he", *LANGUAGES, *VARIANTS)) -> str:
    """Return the file's text; the order in which Babel loads the languages must not show."""
    table = {tag: _entry(tag) for tag in order}
    return json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _entry(tag: str) -> dict[str, Any]:
    locale = Locale.parse(tag, sep="-")
    entry: dict[str, Any] = {
        "first_weekday": _first_weekday(tag, locale),
        "full": locale.date_formats["full"].pattern,
        "long": locale.date_formats["long"].pattern,
        "month_year": str(locale.datetime_skeletons["yMMMM"]),
        "months": [locale.months["format"]["wide"][number] for number in range(1, 13)],
        "weekdays": [locale.days["format"]["wide"][day] for day in SUNDAY_FIRST],
        "weekdays_short": [locale.days["format"]["short"][day] for day in SUNDAY_FIRST],
    }
    return _with_own(entry, OWN.get(tag, {}))


def _first_weekday(tag: str, locale: Locale) -> int:
    where = Locale.parse(LANGUAGES[tag]) if tag in LANGUAGES else locale
    return int(where.first_week_day)


def _with_own(entry: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    for field, value in own.items():
        if isinstance(value, dict):
            entry[field] = [value.get(at, name) for at, name in enumerate(entry[field])]
        else:
            entry[field] = value
    return entry


if __name__ == "__main__":
    main()
