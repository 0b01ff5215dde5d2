"""Saved pages in the shapes that portals of right-to-left languages and of Turkish have.

A file of `tests/themes/` is a page of a theme or system, with what is to be read of it
above; `$name` stands for words of `words.yaml`, which tells one invented story in six
languages, with all that portals print around one.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml

from tests.test_html import extract
from warraq.model import Extraction

THEMES = Path(__file__).parent / "themes"
STORY = yaml.safe_load((THEMES / "words.yaml").read_text("utf-8"))
FURNITURE = yaml.safe_load((THEMES / "furniture.yaml").read_text("utf-8"))
PAGES = tuple(sorted(path.stem for path in THEMES.glob("*.txt")))
LISTS = tuple(sorted(path.stem for path in THEMES.glob("lists/*.txt")))

# What is above no page is not to be found on it, either.
NOTHING = {"authors": [], "updated": "", "see_also": []}

Expected = dict[str, str | list[str]]


@pytest.mark.parametrize("lang", STORY)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_theme_is_read(name: str, lang: str) -> None:
    expected, page = read_theme(name)
    words = words_of(lang)
    found = extract(filled(page, words), url="https://news.example/p/482")

    assert not found.rejected
    assert found.lang == lang
    assert told_by(found, expected) == said(expected, words)


# Here the sentences around a story are few beside its own.
SILENT = (
    *("mambo_tables", "frontpage_rows", "two_cells", "nameless_tables", "aspnet_tables", "flat"),
    *("counters", "divs_without_names", "gallery", "k2", "news_agency", "open_paragraphs"),
)


@pytest.mark.parametrize("lang", STORY)
@pytest.mark.parametrize("name", SILENT)
def test_a_story_that_ends_no_paragraph_with_a_stop_is_read_whole(name: str, lang: str) -> None:
    expected, page = read_theme(name)
    words = without_stops(words_of(lang))
    found = extract(filled(page, words), url="https://news.example/p/482")

    assert not found.rejected
    assert told_by(found, expected) == said(expected, words)


@pytest.mark.parametrize("name", ["author", "section_tables"])
def test_a_list_of_teasers_without_stops_is_one(name: str) -> None:
    expected, page = read_theme(f"lists/{name}")
    found = extract(filled(page, without_stops(words_of("ar"))), url=str(expected.get("url", "")))

    assert found.rejected == "listing"


@pytest.mark.parametrize("lang", STORY)
@pytest.mark.parametrize("name", LISTS)
def test_a_page_that_tells_no_story_is_known(name: str, lang: str) -> None:
    expected, page = read_theme(f"lists/{name}")
    found = extract(filled(page, words_of(lang)), url=str(expected.get("url", "")))

    assert found.rejected == expected["rejected"]


@pytest.mark.parametrize("mark", ["\u200f", "&rlm;", "\u200b", "\ufeff"], ids=ascii)
@pytest.mark.parametrize("name", ["sahifa", "blogger", "aspnet_tables", "divs_without_names"])
def test_marks_that_show_nothing_hide_nothing(name: str, mark: str) -> None:
    expected, page = read_theme(name)
    words = words_of("ar")
    marked = re.sub(r">([^<>]*\w[^<>]*)<", rf">{mark}\1{mark}<", filled(page, words))

    assert told_by(extract(marked, url="https://news.example/p/482"), expected) == said(
        expected, words
    )


def test_every_word_is_told_in_every_language() -> None:
    assert {frozenset(words) for words in STORY.values()} == {frozenset(STORY["ar"])}


@pytest.mark.parametrize("at", [3, 5])
@pytest.mark.parametrize("lang", FURNITURE)
def test_lines_of_furniture_are_no_part_of_a_story(lang: str, at: int) -> None:
    words = words_of(lang)
    story = [words[name] for name in ("lead", "p1", "p2", "p4", "p5")]
    kept = [line for line in FURNITURE[lang] if line in body_of(story, line, at)]

    assert not kept


SENTENCES = {
    "ar": (
        "تابعوا المباراة على الشاشات الكبيرة.",
        "قال إن آراء الناس تعبر عن رأي المدينة في الجسر.",
        "اشترك في السباق مئة عداء من ثلاث مدن.",
    ),
    "fa": (
        "عضویت در کانال‌های رود برای قایقرانان آزاد است.",
        "مسئولیت این کار با شهرداری است.",
        "پیام او این بود: پایان کار آغاز است.",
    ),
    "tr": (
        "Kanala katılan su nehri yükseltti.",
        "Sorumluluk belediyenin, dedi.",
    ),
    "he": ("הצטרפו לערוץ הנהר שלוש ערים.", "התגובות היו נרגשות."),
    "ur": ("چینل سے پانی گزرتا ہے۔", "تبصرہ کرنے والوں نے پل کو سراہا۔"),
    "ckb": ("سەردانی کەناڵەکەی کرد.", "لێدوانی سەرۆک کورت بوو."),
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_sentences_stay_that_begin_like_furniture(lang: str) -> None:
    words = words_of(lang)
    story = [words[name] for name in ("lead", "p1", "p2", "p4", "p5")]

    for sentence in SENTENCES[lang]:
        assert body_of(story, sentence, 3) == [*story[:3], sentence, *story[3:]]


def body_of(story: list[str], line: str, at: int) -> list[str]:
    """Return what is read of a page with a line between the paragraphs of its story."""
    told = "".join(f"<p>{text}</p>" for text in (*story[:at], line, *story[at:]))
    return extract(f"<h1>A bridge</h1><div class=txt>{told}</div>").body.split("\n\n")


@cache
def read_theme(name: str) -> tuple[Expected, str]:
    """Return what is to be read of a page, and the page."""
    head, _, page = (THEMES / f"{name}.txt").read_text("utf-8").partition("\n---\n")
    return NOTHING | yaml.safe_load(head), page


def told_by(found: Extraction, expected: Expected) -> Expected:
    """Return the expected fields as they were found; emphasis is looked at elsewhere."""
    told = {name: getattr(found, name) for name in expected}
    told["see_also"] = [teaser.title for teaser in found.see_also]
    told["body"] = found.body.replace("**", "").split("\n\n")
    return {name: _told(name, value) for name, value in told.items()}


def said(expected: Expected, words: dict[str, str]) -> Expected:
    """Return what is expected in the words of a language."""
    told = {
        name: filled(value, words)
        if isinstance(value, str)
        else [part for text in value for part in filled(text, words).split("\n\n")]
        for name, value in expected.items()
    }
    return {name: _told(name, value) for name, value in told.items()}


def _told(name: str, value: Any) -> str | list[str]:
    """Return a value to be compared; boxes of related stories have no order."""
    if isinstance(value, str):
        return value
    return sorted(value) if name == "see_also" else list(value)


def filled(text: str, words: dict[str, str]) -> str:
    """Return a text with its words."""
    return Template(text).substitute(words)


@cache
def words_of(lang: str) -> dict[str, str]:
    """Return the words of a language, with the lists of links that pages are full of."""
    words = STORY[lang]
    menu = words["menu"].split()
    most = [words[f"m{number}"] for number in range(1, 5)]
    related = [words[f"r{number}"] for number in range(1, 4)]
    return words | {
        "lang": lang,
        "dir": "ltr" if lang == "tr" else "rtl",
        "menu_li": links(menu, '<li class="menu-item">{}</li>'),
        "menu_td": links(menu, "<td>{}</td>"),
        "menu_a": links(menu, "{}<br>"),
        "most_li": links(most, "<li>{}</li>"),
        "most_tr": links(most, "<tr><td>{}</td></tr>"),
        "most_a": links(most, "{}<br>"),
        "most_div": links(most, '<div class="item"><h3 class="entry-title">{}</h3></div>'),
        "rel_li": links(related, "<li>{}</li>"),
        "rel_tr": links(related, "<tr><td>{}</td></tr>"),
    }


def without_stops(words: dict[str, str]) -> dict[str, str]:
    """Return the words of a language, of which no sentence of the story ends with a stop."""
    told = ("lead", "p1", "p2", "p3", "p4", "p5", "p6")
    return words | {name: words[name].rstrip(".۔") for name in told}


def links(texts: list[str], frame: str) -> str:
    """Return links, each in a frame."""
    told = enumerate(texts)
    return "".join(frame.format(f'<a href="/l/{number}">{text}</a>') for number, text in told)
