"""One key for the spellings of one phrase."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.keys import MARKS, fold, key, words


@pytest.mark.parametrize(
    "spelling",
    ["شاهد أيضاً", "شاهد أيضًا", "شاهد ايضا", "شاهــد أيضاً:", "ﺷﺎﻫﺪ ﺃﻳﻀﺎً", "« شاهد  أيضا »"],
)
def test_spellings_of_see_also_have_one_key(spelling: str) -> None:
    assert key(spelling) == "شاهد ايضا"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("هه\u200cواڵ", "هەواڵ"),
        ("ھەواڵ", "هەواڵ"),
        ("کوردستان", "كوردستان"),
        ("إلى", "الي"),
        ("مدرسة", "مدرسه"),
        ("مسؤول", "مسوول"),
        ("أَمْن", "امن"),
        ("شָלוֹם".replace("ش", "ש"), "שלום"),
        ("می\u200cخواهم", "میخواهم"),
        ("٢٧ ۲۷ २७", "27 27 27"),
        ("Ｎｅｗｓ", "news"),
        ("Straße", "STRASSE"),
        ("Café", "cafe\u0301"),
        ("\u2067CNN\u2069\u200f", "cnn"),
    ],
)
def test_spellings_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_turkish_letters_i_stay_apart_in_turkish() -> None:
    assert key("İSTANBUL", "tr") == key("istanbul", "tr") == "istanbul"
    assert key("ISPARTA", "tr") == "ısparta"
    assert key("IRAQ", "en") == "iraq"


def test_a_capital_dotted_i_leaves_no_mark_behind_in_any_language() -> None:
    assert key("İstanbul") == "istanbul"


def test_vowel_signs_belong_to_their_word() -> None:
    assert words("हिन्दी समाचार") == ("हिन्दी", "समाचार")


def test_punctuation_and_low_lines_part_words() -> None:
    assert words("أمن / بغداد_2018, «نص»") == ("امن", "بغداد", "2018", "نص")


def test_nothing_but_punctuation_has_an_empty_key() -> None:
    assert key(" – / … ") == ""
    assert words("—") == ()


@given(
    st.text(alphabet="هكتابىئةەAIİıß ـ\u064b\u200c\u200f٤۴4/_-"), st.sampled_from(["", "tr", "ar"])
)
def test_a_key_is_its_own_key(text: str, lang: str) -> None:
    assert key(key(text, lang), lang) == key(text, lang)


@given(st.text(alphabet="هكتابé\u0301١a_.,«»-’\u200c\u093f \n\u00a0"))
def test_words_are_what_letters_and_their_marks_stand_in_a_row(text: str) -> None:
    assert words(text) == tuple(re.findall(rf"[\w{MARKS}]+", fold(text).replace("_", " ")))
