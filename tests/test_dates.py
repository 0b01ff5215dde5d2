"""Printed dates: what is read, what is left unread, and what is found in a text."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Literal

import jdatetime
import pytest
from babel.dates import format_date, format_datetime
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import read_cases
from warraq.text.calendars import lunar_day, solar_day
from warraq.text.dates import (
    PrintedDate,
    date_in_url,
    find_dates,
    in_zone,
    instant_of,
    looks_like_date,
    read_date,
    read_relative,
)
from warraq.text.datewords import OTHER_MONTHS, aliases


@pytest.mark.parametrize(("title", "given_line", "expected"), read_cases("dates.txt"))
def test_a_printed_date_is_read(title: str, given_line: str, expected: str) -> None:
    lang, _, line = given_line.partition(" ")

    found = read_date(line, lang)

    assert (found.iso if found else "none") == expected.strip(), title


def test_nearly_all_cases_that_are_dates_are_read() -> None:
    cases = read_cases("dates.txt")
    read = [line for _, line, expected in cases if expected.strip() != "none"]
    left = [title for title, _, _ in cases if "(left unread)" in title]

    assert len(cases) >= 600
    assert {line.partition(" ")[0] for line in read} >= set(LONG_FORMS) - {"ar-IQ"}
    assert len(left) <= 0.02 * (len(read) + len(left))


# --- every day of forty years in the long form of every language ------------------------------

# Pattern, months from January, weekdays from Monday; `_` stands for a space.
LONG_FORMS = {
    "ar": (
        "{w}، {d} {m} {y}",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    ),
    "ar-IQ": (
        "{w} , {m} {d} {y}",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني "
        "كانون_الأول",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    ),
    "en": (
        "{w}, {m} {d}, {y}",
        "January February March April May June July August September October November December",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "fr": (
        "{w} {d} {m} {y}",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    ),
    "ckb": (
        "{d}ی {m}ی {y}، {w}",
        "کانوونی_دووەم شوبات ئازار نیسان ئایار حوزەیران تەمووز ئاب ئەیلوول تشرینی_یەکەم "
        "تشرینی_دووەم کانوونی_یەکەم",
        "دووشەممە سێشەممە چوارشەممە پێنجشەممە ھەینی شەممە یەکشەممە",
    ),
    "kmr": (
        "{w}, {d}ê {m}ê {y}an",
        "Rêbendan Sibat Adar Nîsan Gulan Hezîran Tîrmeh Tebax Îlon Cotmeh Mijdar Berfanbar",
        "duşem sêşem çarşem pêncşem înî şemî yekşem",
    ),
    "fa": (
        "{w} {d} {m} {y}",
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    ),
    "ur": (
        "{w} {d} {m} {y}ء",
        "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
        "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار",
    ),
    "he": (
        "יום {w}, {d} ב{m} {y}",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        "שני שלישי רביעי חמישי שישי שבת ראשון",
    ),
    "tr": (
        "{d} {m} {y} {w}",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    ),
    "es": (
        "{w}, {d} de {m} de {y}",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
    ),
    "de": (
        "{w}, {d}. {m} {y}",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    ),
    "ru": (
        "{w}, {d} {m} {y} г.",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "понедельник вторник среда четверг пятница суббота воскресенье",
    ),
    "zh": (
        "{y}年{m}{d}日{w}",
        "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    ),
    "id": (
        "{w}, {d} {m} {y}",
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    ),
}
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
LANGUAGES = st.sampled_from(sorted(LONG_FORMS))
DIGITS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])


def printed(day: date, lang: str, *, weekday: int | None = None, digits: str = "") -> str:
    """Return `day` in the long form of a language; `weekday` prints another one."""
    pattern, months, weekdays = LONG_FORMS[lang]
    name = weekdays.split()[day.weekday() if weekday is None else weekday]
    month = months.split()[day.month - 1].replace("_", " ")
    line = pattern.format(w=name, d=day.day, m=month, y=day.year)
    return line.translate(str.maketrans("0123456789", digits)) if digits else line


@given(DAYS, LANGUAGES, DIGITS)
def test_every_day_reads_back_in_every_language(day: date, lang: str, digits: str) -> None:
    found = read_date(printed(day, lang, digits=digits), lang)

    assert found == PrintedDate(day.isoformat(), "certain", "", weekday_agrees=True)


@given(DAYS, LANGUAGES)
def test_a_date_is_found_between_words(day: date, lang: str) -> None:
    line = printed(day, lang)

    found = find_dates(f"Xyzzy\n@ {line} @\n", lang)

    assert [(iso.iso, start) for start, _, iso in found] == [(day.isoformat(), len("Xyzzy\n@ "))]


@given(DAYS, LANGUAGES, st.integers(1, 6))
def test_a_wrong_weekday_lowers_the_certainty(day: date, lang: str, shift: int) -> None:
    wrong = (day.weekday() + shift) % 7

    found = read_date(printed(day, lang, weekday=wrong), lang)

    assert found == PrintedDate(day.isoformat(), "likely", "", weekday_agrees=False)


@given(DAYS, st.sampled_from(["{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%d.%m.%Y}"]), LANGUAGES)
def test_a_numeric_date_is_right_or_unread(day: date, pattern: str, lang: str) -> None:
    found = read_date(pattern.format(day), lang)

    assert found is None or found.iso == day.isoformat()


LOCALES = ["ar", "ar_EG", "ar_IQ", "ar_MA", "ar_DZ", "en_US", "en_GB", "en_CA", "fr_FR", "fr_CA"]
LOCALES += ["ckb_IQ", "ku_TR", "fa_IR", "fa_AF", "ur_PK", "he_IL", "tr_TR", "es_ES", "es_US"]
LOCALES += ["de_DE", "de_CH", "ru_RU", "zh_Hans_CN", "zh_Hant_HK", "id_ID"]
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2030, 12, 31))


@given(MOMENTS, st.sampled_from(LOCALES), st.sampled_from(["full", "long", "medium", "short"]))
def test_what_programs_print_is_right_or_unread(
    moment: datetime, locale: str, form: Literal["full", "long", "medium", "short"]
) -> None:
    lang = "kmr" if locale == "ku_TR" else locale.partition("_")[0]
    day = read_date(format_date(moment, form, locale=locale), lang)
    instant = read_date(format_datetime(moment, form, locale=locale), lang)

    assert day is None or day.iso == moment.date().isoformat()
    assert instant is None or instant.iso[:16] in (f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%dT%H:%M}")
    assert day is not None or form in ("medium", "short")


# --- nothing comes out of nothing ------------------------------------------------------------

PIECES = st.sampled_from(
    [*"0123456789٢۷ /-.:,،|T+Z()'", "2018", "1439", "1397", "2711", "مايو", "رمضان", "الأحد", "م"]
    + [
        "May",
        "mar",
        "GMT",
        "pm",
        "هـ",
        "27",
        "12",
        "年",
        "月",
        "日",
        "ی",
        "خرداد",
        "Published",
        "\u200f",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))
TAGS = st.sampled_from([*sorted(LONG_FORMS), "", "und", "ku-Arab", "zh-Hans", "prs"])


@given(TEXTS, TAGS)
def test_any_text_gives_a_real_day_of_our_time_or_none(text: str, lang: str) -> None:
    found = [read_date(text, lang), *(date_ for _, _, date_ in find_dates(text, lang))]

    for one in filter(None, found):
        day = one.iso[:10] if len(one.iso) > len("2018-05") else f"{one.iso}-01"
        assert 1900 <= date.fromisoformat(day).year <= 2099


@given(TEXTS, TAGS)
def test_what_is_read_looks_like_a_date(text: str, lang: str) -> None:
    assert looks_like_date(text, lang) or read_date(text, lang) is None


@given(TEXTS, TAGS)
def test_spans_lie_in_the_text_one_after_the_other(text: str, lang: str) -> None:
    edges = [edge for start, end, _ in find_dates(text, lang) for edge in (start, end)]

    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


# --- order, labels, weekdays ----------------------------------------------------------------


def test_a_given_order_settles_a_numeric_date() -> None:
    assert read_date("05/06/2018", "en", order="dmy") == PrintedDate("2018-06-05", "certain")
    assert read_date("05/06/2018", "en", order="mdy") == PrintedDate("2018-05-06", "certain")


def test_a_value_above_twelve_beats_a_given_order() -> None:
    assert read_date("27/05/2018", "en", order="mdy") == PrintedDate("2018-05-27", "likely")


def test_the_habit_of_a_language_is_only_likely() -> None:
    assert read_date("05/06/2018", "fr") == PrintedDate("2018-06-05", "likely")
    assert read_date("05-06-2018", "ar") == PrintedDate("2018-06-05", "likely")
    assert read_date("05/06/2018", "ar") is None


def test_the_weekday_picks_between_day_and_month() -> None:
    found = read_date("الثلاثاء 05/08/2018", "ar")

    assert found == PrintedDate("2018-05-08", "certain", "", weekday_agrees=True)


def test_a_weekday_that_fits_neither_order_lowers_the_habit() -> None:
    found = read_date("Lundi 05/06/2018", "fr")

    assert found == PrintedDate("2018-06-05", "inferred", "", weekday_agrees=False)
    assert read_date("الاثنين 05/06/2018", "ar") is None


def test_a_weekday_settles_two_digits_of_a_year() -> None:
    assert read_date("الأحد 27/05/18", "ar") == PrintedDate("2018-05-27", "likely", "", True)
    assert read_date("یکشنبه 97/03/06", "fa") == PrintedDate("2018-05-27", "likely", "", True)
    assert read_date("27/05/18", "ar") is None


# --- other calendars --------------------------------------------------------------------------


def test_a_solar_date_is_certain_and_a_hijri_one_inferred() -> None:
    assert read_date("۶ خرداد ۱۳۹۷", "fa") == PrintedDate("2018-05-27", "certain")
    assert read_date("12 رمضان 1439 هـ", "ar") == PrintedDate("2018-05-27", "inferred")
    assert read_date("6ی جۆزەردانی 2718", "ckb") == PrintedDate("2018-05-27", "inferred")


def test_a_weekday_tells_on_which_day_the_month_was_sighted() -> None:
    found = read_date("الاثنين 12 رمضان 1439 هـ", "ar")

    assert found == PrintedDate("2018-05-28", "inferred", "", weekday_agrees=True)
    assert read_date("الخميس 12 رمضان 1439 هـ", "ar") is None


@pytest.mark.parametrize(
    ("line", "lang", "certainty"),
    [
        ("12 رمضان 1439 هـ | 27 مايو 2018 م", "ar", "certain"),
        ("11 رمضان 1439 هـ الموافق 27 مايو 2018 م", "ar", "certain"),
        ("12 شوال 1439 هـ | 27 مايو 2018 م", "ar", "inferred"),
        ("۶ خرداد ۱۳۹۷ - 27 May 2018", "fa", "certain"),
        ("۷ خرداد ۱۳۹۷ - 27 May 2018", "fa", "inferred"),
        ("یکشنبه ۶ خرداد ۱۳۹۷ - ۱۱ رمضان ۱۴۳۹", "fa", "certain"),
    ],
)
def test_the_same_day_in_a_second_calendar_is_a_check(line: str, lang: str, certainty: str) -> None:
    found = read_date(line, lang)

    assert found is not None
    assert (found.iso, found.certainty) == ("2018-05-27", certainty)


def test_a_second_calendar_tells_day_from_month() -> None:
    found = read_date("05/06/2018 - 20 رمضان 1439 هـ", "ar")

    assert found == PrintedDate("2018-06-05", "certain")


SOLAR_DAYS = st.dates(date(1900, 4, 1), date(2099, 12, 31))
LUNAR_DAYS = st.dates(date(1924, 8, 1), date(2077, 11, 16))


@given(SOLAR_DAYS)
def test_solar_days_are_those_of_another_reckoner(day: date) -> None:
    theirs = jdatetime.date.fromgregorian(date=day)

    assert solar_day(theirs.year, theirs.month, theirs.day) == day


@given(LUNAR_DAYS)
def test_lunar_days_are_those_of_the_table(day: date) -> None:
    theirs = Gregorian(day.year, day.month, day.day).to_hijri()

    assert lunar_day(theirs.year, theirs.month, theirs.day) == day


@given(st.integers(1200, 1600), st.integers(-1, 14), st.integers(-1, 33))
def test_days_that_no_calendar_has_are_none(year: int, month: int, day: int) -> None:
    solar, lunar = solar_day(year, month, day), lunar_day(year, month, day)

    theirs = jdatetime.date.fromgregorian(date=solar) if solar else None
    assert theirs is None or (theirs.year, theirs.month, theirs.day) == (year, month, day)
    assert lunar is None or Gregorian.fromdate(lunar).to_hijri().datetuple() == (year, month, day)


@given(st.dates(date(1921, 3, 21), date(2099, 12, 31)), DIGITS)
def test_every_solar_day_reads_back(day: date, digits: str) -> None:
    theirs = jdatetime.date.fromgregorian(date=day)
    month = next(aliases(OTHER_MONTHS["fa"]["solar"][theirs.month - 1]))
    line = f"{theirs.day} {month} {theirs.year}".translate(str.maketrans("0123456789", digits))

    assert read_date(line, "fa") == PrintedDate(day.isoformat(), "certain")


@pytest.mark.parametrize(
    ("line", "lang", "label"),
    [
        ("نُشر في 27 مايو 2018", "ar", "published"),
        ("آخر تحديث: 27 مايو 2018", "ar", "updated"),
        ("التوقيت الأحد، 27 مايو 2018", "ar", "clock"),
        ("الأحد، 27 مايو 2018", "ar", ""),
        ("تاریخ انتشار: ۲۷ مه ۲۰۱۸", "fa", "published"),
        ("Son güncelleme: 27.05.2018", "tr", "updated"),
        ("עודכן ב־27 במאי 2018", "he", "updated"),
        ("Обновлено 27 мая 2018", "ru", "updated"),
        ("发布于 2018年5月27日", "zh", "published"),
        ("Today is Sunday, May 27, 2018", "en", "clock"),
    ],
)
def test_a_label_says_what_the_date_is_of(line: str, lang: str, label: str) -> None:
    found = read_date(line, lang)

    assert found is not None
    assert (found.iso, found.label) == ("2018-05-27", label)


# --- dates inside a text ---------------------------------------------------------------------


def test_dates_in_a_text_come_with_their_spans() -> None:
    text = "محليات | 7-12-2021, 17:48\nأكدت اليوم الاثنين (21 آب 2023) أن 40 عنصرا"

    found = [(text[start:end], one.iso) for start, end, one in find_dates(text, "ar")]

    assert found[0] == ("7-12-2021, 17:48", "2021-12-07T17:48")
    assert found[1] == ("الاثنين (21 آب 2023", "2023-08-21")
    assert len(found) == 2


def test_published_and_updated_are_two_dates() -> None:
    text = "Published 27 May 2018 10:30 | Updated Monday 28 May 2018 11:45"

    found = [(one.label, one.iso) for _, _, one in find_dates(text, "en")]

    assert found == [("published", "2018-05-27T10:30"), ("updated", "2018-05-28T11:45")]


def test_a_month_and_a_year_in_prose_are_no_full_date() -> None:
    assert find_dates("منذ مايو 2018 والقوات تتقدم", "ar") == ()


@pytest.mark.parametrize(
    "text",
    ["1.2.2018.4", "رقم 12/5/2018/77", "between 2010-11 and 2018-19", "27 مايو 1439", "5-6-7-2018"],
)
def test_other_numbers_hold_no_date(text: str) -> None:
    assert find_dates(text, "ar") == ()


# --- lines that are dates without being read ---------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("ט' בכסלו תשע\"ח", "he"),
        ("27 مايو", "ar"),
        ("05/06/2018", "en"),
        ("27/05/18", "ar"),
        ("32 آذار 2018", "ar"),
        ("التوقيت 02:16 ص , بتوقيت القاهرة", "ar"),
        ("منذ يومين", "ar"),
        ("قبل 3 ساعات", "ar"),
        ("يومين مضت", "ar"),
        ("أمس", "ar"),
        ("3 hours ago", "en"),
        ("yesterday", "en"),
        ("il y a 3 heures", "fr"),
        ("3小时前", "zh"),
        ("3 saat önce", "tr"),
        ("לפני שעתיים", "he"),
        ("vor 2 Tagen", "de"),
    ],
)
def test_a_date_that_is_not_read_still_looks_like_one(line: str, lang: str) -> None:
    assert looks_like_date(line, lang)
    assert read_date(line, lang) is None


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("", "ar"),
        ("الأحد", "ar"),
        ("2018", "ar"),
        ("3-2", "ar"),
        ("100%", "en"),
        ("17:48", "en"),
        ("بغداد – رزاق الياسري", "ar"),
        ("مقتل 27 في مايو", "ar"),
        ("اليوم", "ar"),
        ("before", "en"),
        ("0 تعليق", "ar"),
        ("+964 770 123 4567", "ar"),
        ("May the force be with you", "en"),
        ("Page 1 of 10", "en"),
        ("« 1 2 3 »", "ar"),
    ],
)
def test_other_lines_do_not_look_like_dates(line: str, lang: str) -> None:
    assert not looks_like_date(line, lang)


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2018/05/27/slug/", "2018-05-27"),
        ("/2018/5/7/slug", "2018-05-07"),
        ("https://example.org/news/2018-05-27-title.html", "2018-05-27"),
        ("http://example.org/2018-05/27/c_123.htm", "2018-05-27"),
        ("http://example.org/20180527/story", "2018-05-27"),
        ("http://web.archive.org/web/20180529103000/http://a.org/2018/05/27/x", "2018-05-27"),
        ("http://web.archive.org/web/20180529103000/http://a.org/x", ""),
        ("https://example.org/n1/2018/0527/c1001-3.html", "2018-05-27"),
        ("https://example.org/t20180527_55123.html", "2018-05-27"),
        ("https://example.org/?date=20180527", "2018-05-27"),
        ("https://example.org/a-bridge-over-the-river-20180527/", "2018-05-27"),
        ("https://example.org/news/world-20180527", ""),
        ("https://example.org/article/20180527.html", ""),
        ("https://example.org/news.asp?id=20180527", ""),
        ("https://example.org/ten-years-after-2008-05-27-the-bridge", ""),
        ("/2018/13/27/x", ""),
        ("/2018/02/30/x", ""),
        ("/1397/03/06/x", ""),
        ("/2018/05/", ""),
        ("/archives/2018052712", ""),
        ("", ""),
    ],
)
def test_an_address_may_state_a_day(url: str, day: str) -> None:
    assert date_in_url(url) == day


# --- real captures -------------------------------------------------------------------------------


@pytest.mark.corpus
def test_dates_of_real_captures_are_real_days(corpus: Path) -> None:
    files = sorted((corpus / "raw-text").rglob("*.txt"))[:200]
    lines = [line for file in files for line in file.read_text("utf-8", "replace").splitlines()]

    found = [read_date(line, "ar") for line in lines]

    assert lines
    assert all("1900" <= one.iso[:4] <= "2099" for one in found if one)


# --- spans of time before a capture ------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "lang", "captured", "day"),
    [
        ("منذ يومين", "ar", "2018-05-29", "2018-05-27"),
        ("قبل 3 أيام", "ar", "2018-05-30", "2018-05-27"),
        ("منذ ٣ ساعات", "ar", "2018-05-27T17:48+03:00", "2018-05-27"),
        ("منذ ساعتين", "ar", "2018-05-27T17:48+03:00", "2018-05-27"),
        ("أمس", "ar", "2018-05-28", "2018-05-27"),
        ("أول أمس", "ar", "2018-05-29", "2018-05-27"),
        ("3 days ago", "en", "2018-05-30T10:00Z", "2018-05-27"),
        ("about an hour ago", "en", "2018-05-27T10:00Z", ""),
        ("an hour ago", "en", "2018-05-27T10:00Z", "2018-05-27"),
        ("20 minutes ago", "en", "2018-05-27T10:00Z", "2018-05-27"),
        ("yesterday", "en", "2018-05-28", "2018-05-27"),
        ("il y a 2 jours", "fr", "2018-05-29", "2018-05-27"),
        ("٣ ڕۆژ لەمەوبەر", "ckb", "2018-05-30", "2018-05-27"),
        ("berî 2 rojan", "kmr", "2018-05-29", "2018-05-27"),
        ("۲ روز پیش", "fa", "2018-05-29", "2018-05-27"),
        ("2 دن پہلے", "ur", "2018-05-29", "2018-05-27"),
        ("לפני יומיים", "he", "2018-05-29", "2018-05-27"),
        ("2 gün önce", "tr", "2018-05-29", "2018-05-27"),
        ("hace 2 días", "es", "2018-05-29", "2018-05-27"),
        ("vor 2 Tagen", "de", "2018-05-29", "2018-05-27"),
        ("2 дня назад", "ru", "2018-05-29", "2018-05-27"),
        ("3小时前", "zh", "2018-05-27T10:00+08:00", "2018-05-27"),
        ("2 hari yang lalu", "id", "2018-05-29", "2018-05-27"),
        # An hour that may lie in two days, a capture without its time, weeks and months.
        ("3 hours ago", "en", "2018-05-28T03:30Z", ""),
        ("3 hours ago", "en", "2018-05-27", ""),
        ("2 weeks ago", "en", "2018-05-27", ""),
        ("2 months ago", "en", "2018-05-27", ""),
        ("2 days ago", "en", "2018-05", ""),
        ("2 days ago", "en", "", ""),
        ("2 3 days ago", "en", "2018-05-29", ""),
        ("2 days", "en", "2018-05-29", ""),
        ("3 hours 5 minutes ago", "en", "2018-05-27T10:00Z", ""),
        ("27 May 2018", "en", "2018-05-29", ""),
        # Further back than calendars go, and digits that no number is read from.
        ("منذ 99999999999 يوم", "ar", "2018-05-29", ""),
        ("yesterday", "en", "0001-01-01", ""),
        ("፩ days ago", "en", "2018-05-29", ""),
        (f"{'9' * 5000} days ago", "en", "2018-05-29", ""),
    ],
)
def test_a_relative_date_is_read_from_its_capture(
    line: str, lang: str, captured: str, day: str
) -> None:
    found = read_relative(line, lang, captured)

    assert found == (PrintedDate(day, "inferred") if day else None)


@pytest.mark.parametrize(
    ("iso", "timezone", "local"),
    [
        ("2018-05-27T22:30Z", "Asia/Baghdad", "2018-05-28T01:30+03:00"),
        ("2018-05-27T22:30:15+00:00", "Asia/Kabul", "2018-05-28T03:00:15+04:30"),
        ("2018-05-28T01:30+03:00", "America/New_York", "2018-05-27T18:30-04:00"),
        ("2018-05-28T01:30+03:00", "UTC", "2018-05-28T01:30+03:00"),
        ("2018-05-28T01:30+03:00", "", "2018-05-28T01:30+03:00"),
        ("2018-05-27T22:30", "Asia/Baghdad", "2018-05-27T22:30"),
        ("2018-05-27", "Asia/Baghdad", "2018-05-27"),
        ("2018-05", "Asia/Baghdad", "2018-05"),
        ("2018-05-27T22:30Z", "Nowhere/Atall", "2018-05-27T22:30Z"),
        ("", "Asia/Baghdad", ""),
    ],
)
def test_a_moment_shows_the_clock_of_its_source(iso: str, timezone: str, local: str) -> None:
    assert in_zone(iso, timezone) == local


def test_moments_sort_as_they_followed_each_other_whatever_the_clock() -> None:
    told = (
        *("", "2018", "2018-05-27", "2018-05-27T23:30+03:00", "2018-05-27T21:00:30Z"),
        *("2018-05-27T20:00-02:00", "2018-05-27T22:30", "2018-05-28"),
    )

    assert sorted((*told[4:], *told[:4]), key=instant_of) == list(told)
    assert instant_of("2018-05-27T22:30Z") == instant_of("2018-05-28T01:30:00+03:00")
    assert instant_of("0001-01-01T01:30+03:00") == "0001-01-01T01:30+03:00"
