from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date as babel_date
from babel.dates import get_day_names, get_month_names

from warraq.text.dateformat import (
    Digits,
    first_weekday,
    format_date,
    format_number,
    month_name,
    to_digits,
    weekday_names,
)
from warraq.text.locale import LOCALES

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "warraq" / "text" / "cldr.json"
DAYS = [date(2018, 5, 27), date(2020, 2, 29), date(1999, 12, 3), date(2024, 1, 1)]

# Sorani has an order of its own here, written out below.
AS_IN_CLDR = [tag for tag in LOCALES if tag != "ckb"]
COUNTRIES = ["ar-IQ", "ar-SY", "ar-LB", "ar-MA", "ar-DZ", "ar-TN", "ar-EG", "ar-MR", "en-GB"]


def test_the_data_file_is_what_the_script_makes_with_hebrew_loaded_first() -> None:
    script = "import make_cldr, sys; sys.stdout.buffer.write(make_cldr.cldr_json().encode())"

    made = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT / "scripts", capture_output=True, check=True
    )

    assert made.stdout == SHIPPED.read_bytes()


def test_the_order_of_loading_does_not_show_in_the_data_file() -> None:
    script = (
        "import make_cldr, sys; order = (*make_cldr.VARIANTS, *reversed(make_cldr.LANGUAGES)); "
        "sys.stdout.buffer.write(make_cldr.cldr_json(order).encode())"
    )

    made = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT / "scripts", capture_output=True, check=True
    )

    assert made.stdout == SHIPPED.read_bytes()


def test_no_hebrew_month_leaks_into_another_language() -> None:
    table = json.loads(SHIPPED.read_text(encoding="utf-8"))

    assert {
        tag for tag, entry in table.items() if "מאי" in json.dumps(entry, ensure_ascii=False)
    } == {"he"}


@pytest.mark.parametrize("tag", [*AS_IN_CLDR, *COUNTRIES])
@pytest.mark.parametrize("day", DAYS)
def test_days_are_written_as_in_cldr(tag: str, day: date) -> None:
    babel_tag = tag.replace("-", "_")

    assert format_date(day.isoformat(), tag) == babel_date(day, "long", locale=babel_tag)
    assert format_date(day.isoformat(), tag, weekday=True) == babel_date(
        day, "full", locale=babel_tag
    )


@pytest.mark.parametrize("tag", [tag for tag in LOCALES if tag not in ("ru", "fa", "ckb")])
def test_names_are_those_of_the_format_context(tag: str) -> None:
    months = get_month_names("wide", context="format", locale=tag)
    days = get_day_names("wide", context="format", locale=tag)
    start = first_weekday(tag)

    assert [month_name(number, tag) for number in range(1, 13)] == list(months.values())
    assert weekday_names(tag, wide=True) == tuple(days[(start + n) % 7] for n in range(7))


@pytest.mark.parametrize(
    ("iso", "lang", "expected"),
    [
        ("2018", "ar", "2018"),
        ("2018-05", "ar", "مايو 2018"),
        ("2018-05-27", "ar", "27 مايو 2018"),
        ("2018-05-27T10:30+03:00", "ar", "27 مايو 2018، 10:30"),
        ("2018-05-27T10:30:59Z", "en", "May 27, 2018, 10:30"),
        ("2018-05", "ru", "май 2018\u202fг."),
        ("2018-05", "zh", "2018年5月"),
        ("2018-05-27", "ckb", "27ی ئایاری 2018"),
        ("2018-05", "ckb", "ئایاری 2018"),
        ("2018-12-03", "ckb", "3ی کانوونی یەکەمی 2018"),
        ("2018-05-27", "kmr", "27ê gulana 2018an"),
        ("2018-05", "kmr", "gulana 2018an"),
        ("2018-05-27", "ku", "27ê gulana 2018an"),
        ("2018-05-27", "fa", "27 مهٔ 2018"),
        ("2018-05-27", "sv", "May 27, 2018"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(iso: str, lang: str, expected: str) -> None:
    assert format_date(iso, lang) == expected


def test_sorani_puts_the_weekday_first() -> None:
    written = format_date("2018-05-27", "ckb", digits="arab", weekday=True)

    assert written == "یەکشەممە، ٢٧ی ئایاری ٢٠١٨"
    assert format_date("2018-06-01", "ckb", weekday=True).startswith("هەینی، ")


def test_kurmanji_declines_day_month_and_year() -> None:
    assert format_date("2018-05-27", "kmr", weekday=True) == "yekşem, 27ê gulana 2018an"


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ("", "27 مايو 2018"),
        ("ar", "27 مايو 2018"),
        ("ar-IQ", "27 أيار 2018"),
        ("ar-MA", "27 ماي 2018"),
        ("both", "27 أيار/مايو 2018"),
        ("fr", "27 مايو 2018"),
    ],
)
def test_month_names_follow_the_habit_of_the_country(months: str, expected: str) -> None:
    assert format_date("2018-05-27", "ar", months=months) == expected


def test_month_names_of_arabic_do_not_touch_other_languages() -> None:
    assert format_date("2018-05-27", "en", months="both") == "May 27, 2018"
    assert format_date("2018-05-27", "tr", months="ar-IQ") == "27 Mayıs 2018"


def test_a_month_alone_stands_in_the_nominative() -> None:
    assert month_name(5, "ru") == "май"
    assert month_name(5, "fa") == "مه"
    assert month_name(8, "ar", months="ar-IQ") == "آب"
    assert month_name(8, "ar", months="both") == "آب/أغسطس"


@pytest.mark.parametrize(
    ("lang", "start"),
    [("ar", 0), ("ar-MA", 0), ("tr", 0), ("ar-IQ", 5), ("ar-EG", 5), ("fa", 5), ("ckb", 5)]
    + [("ar-SA", 6), ("he", 6), ("en", 6)],
)
def test_weeks_start_where_cldr_says(lang: str, start: int) -> None:
    assert first_weekday(lang) == start


def test_weekdays_stand_in_the_order_of_the_week() -> None:
    assert weekday_names("ar-IQ", wide=True)[:2] == ("السبت", "الأحد")
    assert weekday_names("en") == ("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa")
    assert weekday_names("ckb")[0] == "شەم"


@pytest.mark.parametrize("tag", LOCALES)
def test_short_weekdays_tell_the_days_apart(tag: str) -> None:
    assert len(set(weekday_names(tag))) == 7


@pytest.mark.parametrize(
    ("digits", "expected"), [("latn", "1,234,567"), ("arab", "١٬٢٣٤٬٥٦٧"), ("arabext", "۱٬۲۳۴٬۵۶۷")]
)
def test_numbers_take_the_digits_asked_for(digits: Digits, expected: str) -> None:
    assert format_number(1234567, digits) == expected


def test_only_digits_change_when_digits_change() -> None:
    assert to_digits("27 مايو 2018, 10:30", "arabext") == "۲۷ مايو ۲۰۱۸, ۱۰:۳۰"
    assert format_date("2018-05-27T10:30", "fa", digits="arabext") == "۲۷ مهٔ ۲۰۱۸، ۱۰:۳۰"


@pytest.mark.parametrize("iso", ["", "27 مايو 2018", "2018-13", "2018-02-30", "2018-5-27", "0000"])
def test_what_is_no_iso_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match="is no ISO date"):
        format_date(iso, "ar")
