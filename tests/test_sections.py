from __future__ import annotations

import pytest

from warraq.text import sections
from warraq.text.keys import key
from warraq.text.locale import LOCALES
from warraq.text.sections import SECTION_ORDER, section_name, section_slug


def test_menus_follow_the_order_of_the_map() -> None:
    assert tuple(sections._names()) == SECTION_ORDER


@pytest.mark.parametrize("slug", SECTION_ORDER)
def test_every_section_has_a_name_in_every_language(slug: str) -> None:
    assert set(sections._names()[slug]) == set(LOCALES)
    assert all(section_name(slug, tag) not in ("", slug) for tag in LOCALES)


@pytest.mark.parametrize("tag", LOCALES)
def test_a_name_means_one_section(tag: str) -> None:
    seen: dict[str, str] = {}
    for slug, names in sections._names().items():
        for name in names[tag]:
            assert seen.setdefault(key(name, tag), slug) == slug, name
            assert section_slug(name, tag) == slug


@pytest.mark.parametrize(
    ("name", "lang", "slug"),
    [
        ("سياسة", "ar", "politics"),
        ("السياسه", "ar-IQ", "politics"),
        ("محليات", "ar", "local"),
        ("الاقتصاد", "ar", "economy"),
        ("إقتصاد :", "ar", "economy"),
        ("كوردستان", "ar", "kurdistan"),
        ("ڕۆشنبیری", "ckb", "culture"),
        ("هەمەڕەنگ", "ckb", "variety"),
        ("بین‌الملل", "fa", "world"),
        ("بین الملل", "fa", "world"),
        ("استان‌ها", "fa", "governorates"),
        ("GÜNDEM", "tr", "local"),
        ("SİYASET", "tr", "politics"),
        ("Kültür-Sanat", "tr", "culture"),
        ("شوبز", "ur", "arts"),
        ("דעות", "he", "opinion"),
        ("Sports", "ar", "sports"),
        ("Économie", "fr", "economy"),
    ],
)
def test_names_that_portals_print_find_their_section(name: str, lang: str, slug: str) -> None:
    assert section_slug(name, lang) == slug


@pytest.mark.parametrize("name", ["", "ال", "زاوية القارئ", "خبر عن السياسة"])
def test_an_unknown_name_is_no_section(name: str) -> None:
    assert section_slug(name, "ar") is None


def test_a_section_outside_the_map_keeps_its_slug_as_name() -> None:
    assert section_name("readers-corner", "ar") == "readers-corner"


def test_names_are_kept_as_written() -> None:
    assert section_name("world", "fa") == "بین\u200cالملل"
    assert section_name("culture", "tr") == "Kültür-Sanat"
    assert section_name("politics", "ar-IQ") == "سياسة"
