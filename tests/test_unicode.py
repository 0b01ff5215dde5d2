"""Stored text keeps what was printed and loses what no reader saw."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import read_cases
from warraq.text.unicode import RULES, clean_text

LETTERS = "هكتابىيیگ\u0640\u064b\u0654\u0301\u0308eA1٤,.«»“”ﷺ"
SPACES = " \t\n\u00a0\u2009\u202f\u2003\u3000"
DELETABLE = (
    "\u00ad\u200b\u200c\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\x00\x0b\x1c\ufffd"
)
LINE_ENDS = "\r\x85\u2028\u2029"
FORMS = "ﺍﺏﻻﷲﭖ\ufe70\ufe71ﮎ"

texts = st.text(alphabet=LETTERS + SPACES + DELETABLE + LINE_ENDS + "\u200d\u200e\u200f")


@pytest.mark.parametrize(("title", "raw", "expected"), read_cases("clean.txt"))
def test_cleaning(title: str, raw: str, expected: str) -> None:
    assert clean_text(raw).text == expected


@pytest.mark.parametrize(("title", "raw", "expected"), read_cases("clean.txt"))
def test_what_is_clean_reports_no_change(title: str, raw: str, expected: str) -> None:
    assert clean_text(expected).changes == ()


@given(st.text(alphabet=LETTERS + SPACES + DELETABLE + LINE_ENDS + FORMS) | st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text).text

    assert clean_text(once) == type(clean_text(text))(once)


@given(texts)
def test_only_whitespace_and_deletable_characters_differ(text: str) -> None:
    assert bare(clean_text(text).text) == bare(text)


@given(texts)
def test_line_numbers_stay(text: str) -> None:
    normal = text.replace("\r\n", "\n")
    for end in LINE_ENDS:
        normal = normal.replace(end, "\n")

    before, after = normal.split("\n"), clean_text(text).text.split("\n")

    assert [bare(line) for line in after] == [bare(line) for line in before]


@given(st.text(alphabet=st.characters(codec=None)))
def test_the_result_can_always_be_written(text: str) -> None:
    clean = clean_text(text).text

    assert unicodedata.is_normalized("NFC", clean)
    assert clean.encode("utf-8").decode("utf-8") == clean


def test_changes_are_counted_by_rule() -> None:
    found = clean_text("\ufeffأ\u00a0ب\r\nج\u0000د\ufffd  ه ")

    assert found.text == "أ ب\nجد ه"
    assert found.changes == (
        ("line-ends", 1),
        ("control-characters", 2),
        ("invisible-characters", 1),
        ("plain-spaces", 1),
        ("edge-spaces", 1),
        ("single-spaces", 1),
    )


def test_every_line_end_becomes_a_line_feed() -> None:
    assert clean_text("a\r\nb\rc\x85d\u2028e\u2029f").text == "a\nb\nc\nd\ne\nf"


def test_half_a_surrogate_pair_is_dropped_and_counted() -> None:
    assert clean_text("a\ud83db").changes == (("control-characters", 1),)


def test_a_bidi_control_of_another_line_is_left_alone() -> None:
    assert clean_text("\u2067a\u2069\n\u202eb").text == "\u2067a\u2069\nb"


def test_an_embedding_cannot_be_closed_from_inside_an_isolate() -> None:
    assert clean_text("\u202ba\u2068b\u202cc\u2069d\u202c").text == ("\u202ba\u2068bc\u2069d\u202c")


def test_a_presentation_mark_joins_the_letter_before_it() -> None:
    assert clean_text("ﺏﺎ\ufe70ﺏ").text == "با\u064bب"


def test_rule_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_hostile_nesting_ends_in_time() -> None:
    deep = "\u2068" * 20_000 + "a" + "\u2069" * 20_000

    assert clean_text(deep).text == deep


@pytest.mark.corpus
def test_a_real_dump_loses_only_its_no_break_spaces(corpus: Path) -> None:
    raw = (corpus / "raw-text/000_174e6ac4a4abd41d.txt").read_text(encoding="utf-8")

    clean = clean_text(raw)

    assert dict(clean.changes) == {"plain-spaces": 5, "edge-spaces": 3, "single-spaces": 2}
    assert clean.text.count("\n") == raw.count("\n")


def bare(text: str) -> str:
    """Return the characters that cleaning may not touch."""
    kept = "".join(char for char in text if char not in DELETABLE and not char.isspace())
    return unicodedata.normalize("NFC", kept)
