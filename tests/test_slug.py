"""Names that mean one file everywhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.slug import MAX_BYTES, path_fits, safe_name, same_file, slug


@pytest.mark.parametrize(
    ("title", "lang", "expected"),
    [
        ("تنسيق عراقي مع «قسد» لعملية برية", "ar", "تنسيق-عراقي-مع-قسد-لعملية-برية"),
        ("أَمْن الدولــة", "ar", "أمن-الدولة"),
        ("می\u200cخواهم", "fa", "میخواهم"),
        ("هه\u200cواڵ", "ckb", "هەواڵ"),
        ("İstanbul IŞIK", "tr", "istanbul-ışık"),
        ("שָׁלוֹם עולם", "he", "שלום-עולם"),
        ("हिन्दी समाचार", "hi", "हिन्दी-समाचार"),
        ("AT&T &amp; Co. – 1,000 x", "en", "at-t-amp-co-1000-x"),
        ("\u202egnp.exe", "en", "gnp-exe"),
    ],
)
def test_a_unicode_slug_keeps_the_printed_letters(title: str, lang: str, expected: str) -> None:
    assert slug(title, lang=lang, fallback="x") == expected


@pytest.mark.parametrize(
    ("title", "lang", "expected"),
    [
        ("تنسيق عراقي مع قسد", "ar", "tnsiq-araqi-ma-qsd"),
        ("وزارة التربية", "ar", "wzara-altrbya"),
        ("جمهوری اسلامی ایران", "fa", "jmhuri-aslami-ayran"),
        ("هەواڵەکانی کوردستان", "ckb", "hewalekani-kurdstan"),
        ("تازہ ترین", "ur", "tazh-trin"),
        ("חדשות אחרונות", "he", "hdshot-ahronot"),
        ("Nûçeyên dawî", "kmr", "nuceyen-dawi"),
        ("Ağustos İçin Işık", "tr", "agustos-icin-isik"),
        ("Последние новости", "ru", "poslednie-novosti"),
        ("Київ і гроші", "uk", "kyyiv-i-hroshi"),
        ("Größe", "de", "groesse"),
        ("北京新闻", "zh", "bei-jing-xin-wen"),
    ],
)
def test_a_latin_slug_can_be_read(title: str, lang: str, expected: str) -> None:
    assert slug(title, style="latin", lang=lang, fallback="x") == expected


def test_the_style_id_is_the_id_alone() -> None:
    assert slug("أي عنوان", style="id", fallback="e18d0042c5bd") == "e18d0042c5bd"


@pytest.mark.parametrize("title", ["", "…", "؟!", "\u202e", "ـــ", "ًٌ"])
def test_a_title_without_letters_gets_the_fallback(title: str) -> None:
    assert slug(title, fallback="e18d0042c5bd") == "e18d0042c5bd"


@pytest.mark.parametrize("title", ["CON", "aux", "nul", "COM1", "lpt9", "com¹"])
def test_a_reserved_name_is_never_a_slug(title: str) -> None:
    assert slug(title, fallback="e18d").endswith("-e18d")


def test_a_long_title_is_cut_at_a_word() -> None:
    made = slug("كلمة " * 40, fallback="x")

    assert len(made.encode()) <= MAX_BYTES
    assert set(made.split("-")) == {"كلمة"}


def test_a_word_longer_than_the_cap_is_cut_inside() -> None:
    assert slug("ك" * 100, fallback="x") == "ك" * 40


@given(st.text(), st.sampled_from(["unicode", "latin"]), st.sampled_from(["", "ar", "tr", "ckb"]))
def test_a_slug_is_safe_whatever_the_title(text: str, style: str, lang: str) -> None:
    made = slug(text, style="latin" if style == "latin" else "unicode", lang=lang, fallback="e18d")

    assert safe_name(made)
    assert len(made.encode()) <= MAX_BYTES + len("-e18d")
    assert made == unicodedata.normalize("NFC", made)
    assert "/" not in made
    assert style == "unicode" or made.isascii()


@pytest.mark.parametrize("name", ["index.html", "2018", "تنسيق-عراقي", "console", "com10", "a.b"])
def test_an_ordinary_name_is_safe(name: str) -> None:
    assert safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            ".",
            "..",
            ".hidden",
            "-option",
            " a",
            "a.",
            "a ",
            "a:b",
            "a/b",
            "a\\b",
            'a"b',
            "a?b",
        ),
        *("con", "CON.html", "Aux.tar.gz", "nul ", "COM1.txt", "lpt\u00b2", "CONIN$", "a\x00b"),
        *("e\u0301", "ك" * 128, "a" * 256, "\ud800"),
    ],
)
def test_a_name_that_some_system_refuses_is_not_safe(name: str) -> None:
    assert not safe_name(name)


def test_a_path_is_measured_in_utf16_units() -> None:
    assert path_fits("/".join(["a" * 79] * 3))
    assert not path_fits("/".join(["a" * 80] * 3))
    assert path_fits("ar/" + "ك" * 100, limit=103)
    assert not path_fits("😀" * 60, limit=119)


def test_a_path_with_one_name_too_long_does_not_fit() -> None:
    assert not path_fits("ar/" + "ك" * 128)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ar/News", "ar/news"),
        ("caf\u00e9", "cafe\u0301"),
        ("a./b", "a/b"),
        ("STRASSE", "straße"),
    ],
)
def test_paths_that_fall_together_somewhere_are_one_file(one: str, other: str) -> None:
    assert same_file(one, other)


def test_letters_that_only_look_alike_are_two_files() -> None:
    assert not same_file("کتاب", "كتاب")
    assert not same_file("a/b", "a/c")
