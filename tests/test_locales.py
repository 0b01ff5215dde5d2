from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata

import pytest

from warraq.text import locale
from warraq.text.keys import key
from warraq.text.locale import KINDS, LOCALES, fallback_chain, load_locale, recognised

ENGLISH = load_locale("en")
PLACEHOLDER = re.compile(r"\{(\w+)\}")

# Where a language has no forms of its own: networks are known by their own names.
DELIBERATELY_EMPTY = {
    ("social", tag) for tag in ("fr", "kmr", "tr", "es", "de", "id")
}  # fmt: skip


@pytest.mark.parametrize("tag", LOCALES)
def test_every_language_has_exactly_the_words_of_english(tag: str) -> None:
    assert list(load_locale(tag).words) == list(ENGLISH.words)
    assert list(load_locale(tag).plurals) == list(ENGLISH.plurals)


@pytest.mark.parametrize("tag", LOCALES)
def test_no_word_is_empty(tag: str) -> None:
    locale = load_locale(tag)

    assert all(word.strip() for word in (locale.name, *locale.words.values()))


@pytest.mark.parametrize("tag", LOCALES)
def test_placeholders_agree_with_english(tag: str) -> None:
    for name, word in load_locale(tag).words.items():
        assert sorted(PLACEHOLDER.findall(word)) == sorted(
            PLACEHOLDER.findall(ENGLISH.words[name])
        ), name


@pytest.mark.parametrize("tag", LOCALES)
def test_counted_nouns_hold_only_their_number(tag: str) -> None:
    for forms in load_locale(tag).plurals.values():
        assert set(PLACEHOLDER.findall(" ".join(forms.values()))) == {"n"}
        assert "{n}" in forms["other"]


@pytest.mark.parametrize("tag", LOCALES)
def test_every_kind_of_furniture_is_known_or_deliberately_empty(tag: str) -> None:
    forms = load_locale(tag).recognise

    assert list(forms) == list(KINDS)
    assert {(kind, tag) for kind in KINDS if not forms[kind]} == {
        pair for pair in DELIBERATELY_EMPTY if pair[1] == tag
    }


@pytest.mark.parametrize("tag", LOCALES)
def test_a_gazetteer_holds_the_places_of_its_region_and_the_capitals(tag: str) -> None:
    assert len(load_locale(tag).recognise["places"]) >= 60


@pytest.mark.parametrize("tag", LOCALES)
def test_what_is_unreviewed_is_named_among_the_words(tag: str) -> None:
    locale = load_locale(tag)

    assert locale.unreviewed <= set(locale.words) | set(locale.plurals)
    assert bool(locale.unreviewed) == (tag != "en")


@pytest.mark.parametrize("tag", LOCALES)
def test_files_are_nfc_and_carry_no_hidden_direction(tag: str) -> None:
    locale = load_locale(tag)
    words = [*locale.words.values(), *sum(locale.recognise.values(), ())]

    for word in words:
        assert unicodedata.is_normalized("NFC", word), word
        assert not re.search("[\u200b\u200e\u200f\u2028\u202a-\u202e\u2066-\u2069\ufeff]", word)


@pytest.mark.parametrize("tag", LOCALES)
def test_the_interface_headings_are_themselves_recognised(tag: str) -> None:
    locale = load_locale(tag)
    pairs = (
        *(("home", "home"), ("see_also", "see_also"), ("related", "see_also")),
        *(("read_more", "read_more"), ("latest", "latest"), ("breaking", "breaking")),
        *(("most_read", "most_read"), ("comments_none", "comments"), ("share", "share")),
        *(("previous", "previous_next"), ("not_found", "not_found"), ("rights", "copyright")),
    )

    for word, kind in pairs:
        assert key(locale.words[word], tag) in {key(f, tag) for f in locale.recognise[kind]}, word


def test_spellings_are_kept_as_written() -> None:
    assert load_locale("fa").words["sections"] == "بخش\u200cها"
    assert load_locale("ckb").words["home"] == "سەرەکی"
    assert load_locale("ar").words["see_also"] == "شاهد أيضاً"
    assert load_locale("ur").words["home"] == "صفحۂ اول"
    assert "الرئيسيه" in load_locale("ar").recognise["home"]


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("home", "الرئيسيه"),
        ("here", "Vous êtes ici"),
        ("see_also", "پیشنهاد سردبیر"),
        ("see_also", "Bunlar da ilginizi çekebilir"),
        ("desk", "غرفة الأخبار"),
        ("desk", "ویب ڈیسک"),
        ("desk", "Haber Merkezi"),
        ("captured_clock", "التوقيت"),
        ("agencies", "新华社"),
        ("places", "السليمانية"),
        ("ads", "ڕیکلام"),
        ("social", "تيلكرام"),
        ("by", "Nûçegihan"),
    ],
)
def test_forms_of_all_languages_are_recognised(kind: str, printed: str) -> None:
    assert printed in recognised(kind)


def test_a_form_known_twice_is_listed_once() -> None:
    assert len(set(recognised("home"))) == len(recognised("home"))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        recognised("weather")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", ("ar", "en")),
        ("ar-IQ", ("ar", "en")),
        ("zh_Hans_CN", ("zh", "en")),
        ("iw", ("he", "en")),
        ("ku", ("kmr", "en")),
        ("sv", ("en",)),
        ("", ("en",)),
    ],
)
def test_languages_fall_back_to_their_base_and_then_to_english(
    tag: str, expected: tuple[str, ...]
) -> None:
    assert fallback_chain(tag) == expected
    assert load_locale(tag).tag == expected[0]


def test_nothing_is_read_before_it_is_asked_for() -> None:
    script = (
        "from warraq.text import locale; "
        "assert locale._read_locale.cache_info().currsize == 0; "
        "locale.load_locale('ar'); "
        "assert locale._read_locale.cache_info().currsize == 1"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_reading_is_quick() -> None:
    def seconds_to_read(tag: str) -> float:
        locale._read_locale.cache_clear()
        start = time.process_time()
        load_locale(tag)
        return time.process_time() - start

    best = {tag: min(seconds_to_read(tag) for _ in range(5)) for tag in LOCALES}

    assert max(best.values()) < 0.006
    assert sum(best.values()) < 0.060
