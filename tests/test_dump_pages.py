"""Dumps of whole pages, menus and all, in the layouts that portals of the region have."""

from __future__ import annotations

import pytest

from tests.conftest import read_cases
from tests.patience import SECONDS_A_CAPTURE, at_most
from tests.test_extract_cases import STORIES, told
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.model import Extraction
from warraq.text.encoding import decode

PAGES = read_cases("pages.txt")


@pytest.mark.parametrize(("name", "page", "expected"), PAGES, ids=[name for name, _, _ in PAGES])
def test_the_article_of_a_whole_page_is_read(name: str, page: str, expected: str) -> None:
    del name
    found = extract_text(decode(page.encode()), load_profile("generic"), Hints())
    *fields, body = expected.strip().split("\n")
    paragraphs = [text.replace("\n", " / ") for text in found.body.split("\n\n")]

    assert list(told(found)) == fields
    told_body = f"body: {len(paragraphs)} | {paragraphs[0][:40]} | {paragraphs[-1][-40:]}"
    assert told_body.rstrip() == body


# What stands below the poems, where anything does.
SHARES = (["شارك"], ["Share"], ["اشتراک گذاری"], ["شەیر"], ["שתפו"], ["شیئر کریں"])
POEMS = [case for case in PAGES if " poem" in case[0]]


@pytest.mark.parametrize("page", [page for _, page, _ in POEMS], ids=[name for name, _, _ in POEMS])
def test_a_poem_keeps_every_line(page: str) -> None:
    body = extract_text(decode(page.encode()), load_profile("generic"), Hints()).body
    kept = [line.replace("\\", "") for line in body.split("\n") if line]
    printed = [line for line in page.split("\n") if line]

    begins = printed.index(kept[0])
    assert kept == printed[begins : begins + len(kept)]
    assert printed[begins + len(kept) :][:1] in ([], *SHARES)


@pytest.mark.parametrize(
    "line",
    ["العدد{}x", "عنوان{}| ب", "عنوان{}- ب", "مرسلة بواسطة سلمى العبيدي{}x", "\u200f{}\u200f"],
)
def test_a_long_run_of_blanks_takes_no_time(line: str) -> None:
    story = STORIES["ar"]
    hostile = line.format("\t" * 100_000)

    with at_most(SECONDS_A_CAPTURE):
        for lines in ([hostile, *story], [story[0], *story, hostile]):
            extract_text(decode("\n".join(lines).encode()), load_profile("generic"), Hints())


def test_many_outlets_and_names_take_no_time() -> None:
    title, *sentences = STORIES["en"]
    names = ["2020-01-02 | By Ada Sample | By Bob Example"] * 3000

    with at_most(SECONDS_A_CAPTURE):
        _read(title, *["Coast news agency"] * 3000, title, *names, *sentences)


def _read(*lines: str) -> Extraction:
    return extract_text(decode("\n".join(lines).encode()), load_profile("generic"), Hints())


def test_a_sentence_about_copying_is_no_notice() -> None:
    _, *sentences = STORIES["ar"]
    told = "لا يجوز نسخ هذه التجربة في الموانئ الأخرى بلا دراسة كافية كما قال العمال أمس."

    assert told in _read("الرئيسية", STORIES["ar"][0], *sentences, told, *sentences[:1]).body


def test_a_path_is_no_line_end_that_is_spelt_out() -> None:
    told = r"The list lies in C:\news\notes, and nobody has looked at it since the storm."

    assert _read(told).title.startswith(r"The list lies in C:\news\notes")


@pytest.mark.parametrize("name", ["René Post", "Ada Press"])
def test_a_person_may_be_called_as_outlets_are(name: str) -> None:
    title, *sentences = STORIES["en"]

    assert _read("Home", title, f"By {name}", *sentences).authors == (name,)


def test_an_editor_of_a_short_name_is_no_author() -> None:
    title, *sentences = STORIES["en"]

    assert _read("Home", title, *sentences, "Edited by: Ed").authors == ()


@pytest.mark.parametrize(
    ("lang", "links", "results"),
    [
        (
            "en",
            ("Home", "Log in", "Harbour", "Parks", "Bridges", "Ships", "Mills"),
            ("Tanners 0 Millers 0", "Quarry 2 Ferrymen 5", "Weavers 1 Bakers 1"),
        ),
        (
            "ar",
            ("الرئيسية", "تسجيل الدخول", "الميناء", "الحدائق", "الجسور", "السفن", "المطاحن"),
            ("الدباغون 0 الطحانون 0", "المقلع 2 الملاحون 5", "النساجون 1 الخبازون 1"),
        ),
    ],
)
def test_lines_lost_behind_a_short_dump_are_doubtful(
    lang: str, links: tuple[str, ...], results: tuple[str, ...]
) -> None:
    page = (*links, *STORIES[lang])

    assert "unknown-tail" in _doubts(*page, *results, "Share")
    assert "unknown-tail" not in _doubts(*page, "Share")
    assert "much-dropped" in _doubts(*page, *results * 2, "Share")


def _doubts(*lines: str) -> set[str]:
    return {doubt.code for doubt in _read(*lines).doubts}
