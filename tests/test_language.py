"""The language of a text, and of a headline."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import read_cases
from warraq.text.language import LanguageGuess, identify, settle

CASES = read_cases("languages.txt")
LINES = read_cases("lines.txt")


@pytest.mark.parametrize(("title", "text", "lang"), CASES)
def test_a_paragraph_names_its_language(title: str, text: str, lang: str) -> None:
    assert identify(text).lang == lang


@pytest.mark.parametrize(("title", "text", "lang"), CASES)
def test_a_wrong_hint_does_not_turn_a_paragraph(title: str, text: str, lang: str) -> None:
    wrong = "en" if lang != "en" else "ar"

    assert identify(text, hint=wrong).lang == lang


@pytest.mark.parametrize(("title", "text", "lang"), CASES[:14])
def test_two_lines_of_a_common_language_are_certain(title: str, text: str, lang: str) -> None:
    assert identify(text).certainty == "certain"


@pytest.mark.parametrize(("title", "text", "lang"), CASES[:14])
def test_what_a_program_states_by_itself_turns_no_text(title: str, text: str, lang: str) -> None:
    wrong = "en" if lang != "en" else "de"

    assert settle(wrong, text).lang == lang
    assert settle(lang, text) == LanguageGuess(lang, "certain")
    # Of a language that nobody here can tell, whoever stated it knows best.
    assert settle("xx", text).lang in ("xx", lang)


def test_a_short_text_is_in_the_language_that_is_stated() -> None:
    assert settle("en", "Le pont") == LanguageGuess("en", "certain")


@pytest.mark.parametrize(
    ("headline", "hint"),
    [
        ("Barzanî li Hewlêrê", "kmr"),
        ("بارزانی در اربیل", "ckb"),
        ("وزير الدفاع في بغداد", "fa"),
        ("CNN", "en"),
        ("北京新闻", "ja"),
    ],
)
def test_a_headline_is_in_the_language_of_its_site(headline: str, hint: str) -> None:
    assert identify(headline, hint=hint) == LanguageGuess(hint, "likely")


def test_a_headline_in_another_script_is_not() -> None:
    assert identify("Последние новости", hint="ar").lang == "ru"


@pytest.mark.parametrize(
    ("headline", "lang"),
    [
        ("سەرۆک لە هەولێر", "ckb"),
        ("گزارش از پاریس", "fa"),
        ("پاکستان میں بارش کے بعد سیلاب", "ur"),
        ("اخبار اليوم", "ar"),
        ("דף הבית", "he"),
    ],
)
def test_letters_name_the_language_of_a_headline(headline: str, lang: str) -> None:
    assert identify(headline).lang == lang


@pytest.mark.parametrize(("title", "line", "lang"), LINES)
def test_a_line_is_in_its_language_or_open(title: str, line: str, lang: str) -> None:
    assert identify(line).lang in (lang, "und")


def test_nearly_all_lines_name_their_language() -> None:
    named = [identify(line).lang == lang for _, line, lang in LINES]

    assert {lang for _, _, lang in LINES} >= {"ps", "ug", "sd"}
    assert sum(named) >= 0.94 * len(named)


@pytest.mark.parametrize(
    "line",
    [
        "د کال",
        "شهر جي نئين پل ٻن سالن کان پوءِ",
        "په بازار کې د ډوډۍ بیه",
        "بازاردا ناننىڭ باھاسى",
    ],
)
def test_a_neighbour_of_persian_is_not_persian(line: str) -> None:
    assert identify(line).lang != "fa"


def test_two_languages_with_one_score_are_left_open() -> None:
    assert identify("le la de que").lang == "und"
    assert identify("le la de que", hint="fr").lang == "fr"


def test_a_hint_keeps_its_region() -> None:
    dari = next(text for title, text, _ in CASES if title == "Dari")

    assert identify(dari, hint="fa-AF") == LanguageGuess("fa-AF", "certain")


def test_quotations_in_another_script_do_not_count() -> None:
    arabic = next(text for title, text, _ in CASES if title == "Arabic")

    assert identify(f"{arabic} «Breaking news from the capital» BBC").lang == "ar"


@pytest.mark.parametrize("text", ["", "  \n", "2018-05-27 10:30", "… – !"])
def test_a_text_without_letters_says_nothing(text: str) -> None:
    assert identify(text) == LanguageGuess("und", "inferred")
    assert identify(text, hint="ar") == LanguageGuess("ar", "inferred")


def test_names_alone_are_left_open() -> None:
    assert identify("Xyzzy Plugh Qwfp").lang == "und"


def test_a_script_with_one_language_names_it() -> None:
    assert identify("საქართველო", hint="en") == LanguageGuess("ka", "likely")


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["records", "dumps", "raw-text"])
def test_real_articles_name_their_language(corpus: Path, folder: str) -> None:
    gold = (corpus / folder / "gold.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in gold.split("\n") if line]
    known = {lang for _, _, lang in CASES}
    wrong = Counter(
        (row["lang"], found)
        for row in rows
        if row["lang"] in known and len(row.get("body", "")) > 200
        if (found := identify(row["body"]).lang) != row["lang"]
    )

    assert not wrong


@pytest.mark.corpus
@pytest.mark.parametrize(("lang", "share"), [("ckb", 0.995), ("kmr", 0.99), ("en", 0.97)])
def test_real_lines_name_their_language(corpus: Path, lang: str, share: float) -> None:
    lines = (corpus / "lang-lines" / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if len(line) > 20]

    assert sum(identify(line).lang == lang for line in lines) >= share * len(lines)
