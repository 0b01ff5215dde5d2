"""The sample keeps its promises: what it covers, and that its Markdown is today's."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.support import ROOT, Run, SiteTest
from warraq.content import read_article
from warraq.ingest.captures import find_captures
from warraq.ingest.ledger import Row, read_ledger
from warraq.model import Article

LANGUAGES = ("ar", "ckb", "en", "fa", "fr", "he", "kmr", "tr", "ur")
YEARS = ("2016", "2017", "2018")

CAPTURES_AT_LEAST = 60
SECTIONS_AT_LEAST = 8

# What does not become an article of its own; every other capture does.
EXCEPTIONS = {
    "aljisr-2016/category-iqtisad.txt": ("skipped", "listing"),
    "aljisr-2016/jirar-musahhah.txt": ("duplicate", "same address"),
    "aljisr-2017/002_cb83f239a267c381.txt": ("duplicate", "same story"),
    "aljisr-2018/011_7c98853141ee9261.txt": ("skipped", "empty"),
    "aljisr-2018/012_d84012670a36ff3b.txt": ("skipped", "not-found"),
    "aljisr-2018/copy-of-tamrin.txt": ("duplicate", "same bytes"),
    "aljisr-2018/mushtarikun.txt": ("skipped", "log-in"),
}

# How many captures each folder holds, and the language all of them are in.
FOLDERS = {
    "aljisr-2016": (12, "ar"),
    "aljisr-2017": (13, "ar"),
    "aljisr-2018": (19, "ar"),
    "english": (8, "en"),
    "farsi": (6, "fa"),
    "francais": (4, "fr"),
    "ivrit": (4, "he"),
    "kurdi": (6, "ckb"),
    "kurmanci": (4, "kmr"),
    "turkce": (4, "tr"),
    "urdu": (5, "ur"),
}


def markdown(content: Path) -> dict[str, bytes]:
    """Return the articles below a content folder, by path, without captures and written pages."""
    found = {}
    for path in sorted(content.glob("*/**/*.md")):
        name = path.relative_to(content).as_posix()
        if not name.startswith("raw/") and name.split("/")[1] != "pages":
            found[name] = path.read_bytes()
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteTest, Run]:
    """Return the sample, built afresh from its captures, settings and written pages alone."""
    settings = (ROOT / "site.yaml").read_text("utf-8")
    sample = SiteTest(tmp_path_factory.mktemp("sample") / "mirror", settings)
    shutil.copytree(ROOT / "content" / "raw", sample.root / "content" / "raw")
    for page in ROOT.glob("content/*/pages/*.md"):
        sample.write(page.relative_to(ROOT).as_posix(), page.read_bytes())
    return sample, sample.run("build", "--json")


@pytest.fixture(scope="module")
def rows(built: tuple[SiteTest, Run]) -> dict[str, Row]:
    return {row.file.removeprefix("raw/"): row for row in read_ledger(built[0].root / ".warraq")}


@pytest.fixture(scope="module")
def articles(built: tuple[SiteTest, Run]) -> dict[str, Article]:
    found = markdown(built[0].root / "content")
    return {
        name: read_article(text.decode("utf-8"), file=f"content/{name}").article
        for name, text in found.items()
    }


def test_the_committed_markdown_is_what_the_captures_become_today(
    built: tuple[SiteTest, Run],
) -> None:
    committed = markdown(ROOT / "content")
    made = markdown(built[0].root / "content")
    remedy = "run `make site`, look at the differences, and commit them"

    assert committed, f"there are no articles in content/: {remedy}"
    assert sorted(committed) == sorted(made), remedy
    assert [name for name in made if committed[name] != made[name]] == [], remedy


def test_the_sample_builds_without_a_warning(built: tuple[SiteTest, Run]) -> None:
    _, run = built

    assert run.code == 0
    assert run.codes == []


def test_every_capture_becomes_what_it_is(rows: dict[str, Row]) -> None:
    outcomes = {name: (row.outcome, row.reason) for name, row in rows.items()}

    assert outcomes == dict.fromkeys(outcomes, ("article", "")) | EXCEPTIONS


def test_the_sample_holds_the_captures_it_promises(rows: dict[str, Row]) -> None:
    captures = [found.name for found in find_captures(ROOT / "content" / "raw")]

    assert sorted(rows) == captures
    assert len(captures) >= CAPTURES_AT_LEAST
    counted = Counter(name.partition("/")[0] for name in captures)
    assert counted == {folder: number for folder, (number, _) in FOLDERS.items()}


def test_articles_stand_in_the_language_of_their_folder(rows: dict[str, Row]) -> None:
    wrong = {
        name: row.content
        for name, row in rows.items()
        if row.content and row.content.partition("/")[0] != FOLDERS[name.partition("/")[0]][1]
    }

    assert wrong == {}
    assert {row.content.partition("/")[0] for row in rows.values() if row.content} == {*LANGUAGES}


def test_the_sample_covers_sections_and_years(
    built: tuple[SiteTest, Run], articles: dict[str, Article]
) -> None:
    sections = [path for path in (built[0].output / "ar" / "section").iterdir() if path.is_dir()]
    years = Counter((found.published or found.captured)[:4] for found in articles.values())

    assert len(sections) >= SECTIONS_AT_LEAST
    assert {*YEARS} <= years.keys()
    assert min(years[year] for year in YEARS) >= 10
    assert years[""] >= 1, "an article without a day is missing"


def test_translations_lead_to_each_other(
    built: tuple[SiteTest, Run], articles: dict[str, Article]
) -> None:
    by_id = {found.id: name for name, found in articles.items()}
    pairs = {
        (name, by_id[other]) for name, found in articles.items() for other in found.translations
    }

    assert len(pairs) >= 4
    assert {(there, here) for here, there in pairs} == pairs
    for here, there in pairs:
        page = (built[0].output / here.removesuffix(".md") / "index.html").read_text("utf-8")
        assert f'/{there.removesuffix(".md")}/" lang="{there.partition("/")[0]}"' in page


def test_a_story_that_two_outlets_carried_and_one_that_was_corrected_are_there(
    built: tuple[SiteTest, Run], articles: dict[str, Article]
) -> None:
    output = built[0].output
    corrected = [name for name, found in articles.items() if found.captures]
    pages = [path.read_text("utf-8") for path in (output / "en").rglob("*/index.html")]
    (version,) = output.glob("ar/2016/**/captures/*/index.html")

    assert sum("Also carried by" in page for page in pages) == 2
    assert version.is_relative_to(output / corrected[0].removesuffix(".md"))
    assert "<ins>اثنتا" in version.read_text("utf-8")


def test_see_also_names_stories_that_are_held_and_others_that_are_not(
    built: tuple[SiteTest, Run],
) -> None:
    pages = [path.read_text("utf-8") for path in built[0].output.rglob("*/index.html")]
    boxes = [
        page.split('<ul class="rows see">')[1].split("</ul>")[0]
        for page in pages
        if 'ows see"' in page
    ]
    items = [item for box in boxes for item in box.split("<li>")[1:]]
    held = sum("<a href=" in item for item in items)

    assert held >= 5
    assert len(items) - held >= 5


def test_the_sample_is_our_own(articles: dict[str, Article], built: tuple[SiteTest, Run]) -> None:
    assert {found.source.rights for found in articles.values()} == {"own"}
    assert not [
        name for name, found in articles.items() if not found.source.sha256 or not found.source.site
    ]
    assert "noindex" in built[0].page("ar/index.html")


def test_some_captures_are_in_an_old_encoding_or_damaged(articles: dict[str, Article]) -> None:
    encodings = {found.source.encoding for found in articles.values()}

    assert len(encodings) >= 2
    assert "utf-8" in encodings


def test_the_check_finds_the_finished_sample_in_order(built: tuple[SiteTest, Run]) -> None:
    run = built[0].run("check", "--json")

    errors = [found for found in run.json["diagnostics"] if found["severity"] == "error"]
    assert errors == []
    assert run.code == 0
