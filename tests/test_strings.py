from __future__ import annotations

import jinja2
import pytest
from babel import Locale
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup

from warraq.publish.theme.strings import plural_category, words_for
from warraq.text.locale import LOCALES, load_locale


def test_a_word_is_asked_for_by_attribute_or_by_key() -> None:
    t = words_for("ar")

    assert t.home == "الرئيسية"
    assert t["home"] == "الرئيسية"


def test_values_are_escaped_and_isolated() -> None:
    phrase = words_for("ar")("by", a="<b>C++</b>")

    assert isinstance(phrase, Markup)
    assert phrase == "بواسطة <bdi>&lt;b&gt;C++&lt;/b&gt;</bdi>"


def test_markup_stays_markup_inside_a_phrase() -> None:
    when = Markup('<time datetime="2018-05-27">27 مايو 2018</time>')

    assert words_for("ar")("captured_on", d=when) == f"التُقط في <bdi>{when}</bdi>"


def test_each_value_stands_in_its_own_isolate() -> None:
    phrase = words_for("fa")("page_x_of_y", n="۲", m="۱۰")

    assert phrase == "صفحه <bdi>۲</bdi> از <bdi>۱۰</bdi>"


def test_numbers_among_the_values_take_the_digits_of_the_site() -> None:
    assert words_for("ar", "arab")("page_n", n=12) == "صفحة <bdi>١٢</bdi>"
    assert words_for("ar", "arab")("page_n", n="12") == "صفحة <bdi>12</bdi>"


def test_braces_in_a_value_are_no_placeholder() -> None:
    assert words_for("en")("by", a="{a} {x}") == "By <bdi>{a} {x}</bdi>"


def test_an_attribute_gets_isolating_controls_instead_of_tags() -> None:
    assert words_for("ar").plain("captured_on", d="2018-05-27") == "التُقط في \u20682018-05-27\u2069"
    assert words_for("en").plain("by", a="<b>") == "By \u2068<b>\u2069"


def test_values_that_a_phrase_does_not_name_are_let_be() -> None:
    assert words_for("en")("day_archive", d="x", a="y") == "Daily archive: <bdi>x</bdi>"


def test_a_value_that_is_missing_raises() -> None:
    with pytest.raises(KeyError, match="d"):
        words_for("en")("day_archive")


def test_a_word_that_no_language_has_raises() -> None:
    t = words_for("ar")

    with pytest.raises(KeyError):
        t["nonsense"]
    with pytest.raises(KeyError):
        t("nonsense")
    with pytest.raises(KeyError):
        t.count("nonsense", 1)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = t.nonsense


def test_templates_reach_the_words_and_stop_at_unknown_ones() -> None:
    jinja = jinja2.Environment(autoescape=True, undefined=StrictUndefined)
    page = jinja.from_string('{{ t.home }} {{ t("by", a="<i>") }} {{ t.count("items", 3) }}')

    assert page.render(t=words_for("en")) == "Home By <bdi>&lt;i&gt;</bdi> 3 items"
    with pytest.raises(UndefinedError):
        jinja.from_string("{{ t.nonsense }}").render(t=words_for("en"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "لا مواد"),
        (1, "مادة واحدة"),
        (2, "مادتان"),
        (3, "3 مواد"),
        (11, "11 مادة"),
        (100, "100 مادة"),
        (103, "103 مواد"),
        (12345, "12,345 مادة"),
    ],
)
def test_arabic_counts_in_six_ways(number: int, expected: str) -> None:
    assert words_for("ar").count("items", number) == expected


@pytest.mark.parametrize(
    ("lang", "number", "expected"),
    [
        ("he", 2, "שני פריטים"),
        ("ru", 21, "21 материал"),
        ("ru", 22, "22 материала"),
        ("ru", 25, "25 материалов"),
        ("fr", 0, "0 contenu"),
        ("es", 1_000_000, "1,000,000 de contenidos"),
        ("tr", 5, "5 içerik"),
        ("sv", 1, "1 item"),
    ],
)
def test_languages_count_by_their_own_rules(lang: str, number: int, expected: str) -> None:
    assert words_for(lang).count("items", number) == expected


def test_a_count_is_written_in_the_digits_of_the_site() -> None:
    assert words_for("ckb", "arab").count("items", 1234) == "١٬٢٣٤ بابەت"


@pytest.mark.parametrize("tag", LOCALES)
def test_plural_categories_are_those_of_cldr(tag: str) -> None:
    rule = Locale.parse(tag).plural_form

    for number in (*range(1001), 1_000_000, 2_000_000, 1_000_001, 10**9):
        assert plural_category(number, tag) == rule(number), number


@pytest.mark.parametrize("tag", LOCALES)
def test_every_noun_has_exactly_the_categories_of_its_language(tag: str) -> None:
    categories = {*Locale.parse(tag).plural_form.rules, "other"}

    for forms in load_locale(tag).plurals.values():
        assert set(forms) == categories
