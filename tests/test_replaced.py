"""A capture whose file has other bytes than when its article was read from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.containers import STORY, page, wxr, wxr_item
from tests.support import SiteTest, dump
from tests.test_arrival import articles, crawled, read, state_of
from warraq.ingest.ledger import read_ledger

OTHER = "نص آخر تماما عن السوق.\n\nوفقرة ثانية عن الناس."
LATER = "نص ثالث جاء بعد ذلك.\n\nوفيه أسماء الذين حضروا."
URL = "url: https://bridge.example/1\n"


def outcomes(site: SiteTest) -> list[tuple[str, str, str]]:
    rows = read_ledger(site.root / ".warraq")
    return [(row.file, row.outcome, row.reason) for row in rows]


def kept(site: SiteTest) -> list[str]:
    found = (site.root / "content/versions").rglob("*.md")
    return [path.read_text("utf-8") for path in sorted(found)]


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("sidecar", ["", URL])
def test_its_article_is_updated_where_it_stands_and_keeps_what_it_told(
    site: SiteTest, sidecar: str, again: bool
) -> None:
    site.write("content/raw/a.txt", dump()).write("content/raw/a.txt.yaml", sidecar)
    read(site)
    (before,) = articles(site)
    site.write("content/raw/a.txt", dump(body=OTHER))

    found = read(site, again=again)

    (after,) = articles(site)
    assert (after.article.id, after.article.path) == (before.article.id, before.article.path)
    assert "السوق" in after.body
    (former,) = after.article.captures
    assert (former.file, former.sha256) == ("raw/a.txt", before.article.source.sha256)
    assert [before.body in text for text in kept(site)] == [True]
    assert outcomes(site) == [("raw/a.txt", "article", "renewed")]
    assert [(one.code, one.severity) for one in found.diagnostics] == [("capture-changed", "note")]


def test_it_may_change_again_and_again_and_the_ledger_may_be_lost(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    read(site)
    for body in (OTHER, LATER):
        site.write("content/raw/a.txt", dump(body=body))
        read(site)

    state = state_of(site)
    shutil.rmtree(site.root / ".warraq")
    read(site)
    read(site, again=True)

    (found,) = articles(site)
    assert "ثالث" in found.body
    assert len(found.article.captures) == len(kept(site)) == 2
    assert outcomes(site) == [("raw/a.txt", "article", "renewed")]
    assert state_of(site) == state


@pytest.mark.parametrize("again", [False, True])
def test_it_may_become_again_what_it_was(site: SiteTest, again: bool) -> None:
    site.write("content/raw/a.txt", dump())
    read(site)
    (before,) = articles(site)
    site.write("content/raw/a.txt", dump(body=OTHER))
    read(site)
    site.write("content/raw/a.txt", dump())

    read(site, again=again)

    (after,) = articles(site)
    assert after.body == before.body
    assert [OTHER[:9] in text for text in kept(site)][-1:] == [True]
    assert len(after.article.captures) == 1
    assert outcomes(site) == [("raw/a.txt", "article", "")]


def test_beside_other_captures_of_its_address_it_is_one_with_them(site: SiteTest) -> None:
    for name, body, day in (("a", dump(), "01"), ("b", dump(body=LATER), "02")):
        site.write(f"content/raw/{name}.txt", body)
        site.write(f"content/raw/{name}.txt.yaml", f"{URL}captured: 2018-06-{day}\n")
    read(site)
    (before,) = articles(site)
    site.write("content/raw/a.txt", dump(body=OTHER))

    read(site)
    told, state = outcomes(site), state_of(site)
    read(site, again=True)

    (found,) = articles(site)
    assert found.article.id == before.article.id
    assert "ثالث" in found.body
    assert [one.file for one in found.article.captures] == ["raw/a.txt"] * 2
    assert len(kept(site)) == 2
    assert told == [
        ("raw/a.txt", "duplicate", "same address"),
        ("raw/b.txt", "article", "renewed"),
    ]
    assert state_of(site) == state


def test_what_is_spelled_otherwise_and_tells_the_same_is_no_other_capture(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    read(site)
    site.write("content/raw/a.txt", dump().replace("\n", "\r\n"))

    read(site)

    (found,) = articles(site)
    assert found.article.captures == ()
    assert found.article.source.sha256.startswith(read_ledger(site.root / ".warraq")[0].sha256)


def test_an_article_that_a_person_edited_is_left_alone_and_not_doubled(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    read(site)
    (path,) = _files(site)
    path.write_text(path.read_text("utf-8") + "\nأضافها شخص.\n", "utf-8")
    edited = path.read_bytes()
    site.write("content/raw/a.txt", dump(body=OTHER))

    found = read(site)

    assert _files(site) == [path]
    assert path.read_bytes() == edited
    assert "edited" in [one.code for one in found.diagnostics]


def test_at_another_address_it_is_another_article(site: SiteTest) -> None:
    site.write("content/raw/a.html", page("خبر"))
    site.write("content/raw/a.html.yaml", URL)
    read(site)
    site.write("content/raw/a.html", page("خبر آخر"))
    site.write("content/raw/a.html.yaml", URL.replace("/1", "/2"))

    found = read(site)

    assert len(_files(site)) == 2
    assert [(one.code, one.severity) for one in found.diagnostics] == [
        ("capture-changed", "warning")
    ]


def exported(body: str) -> bytes:
    """Return an export of which one item has this body, behind one of another story."""
    paragraphs = "\n\n".join(f"{body} ({number})" for number in range(5))
    other = wxr_item("خبر السوق", f"{body} عن السوق.")
    return wxr(other + wxr_item("خبر عن الجسر", paragraphs))


@pytest.mark.parametrize("again", [False, True])
def test_of_an_export_that_was_replaced_what_has_the_same_address_is_the_same(
    site: SiteTest, again: bool
) -> None:
    site.write("content/raw/a.xml", exported(STORY[0]))
    read(site)
    files = _files(site)
    site.write("content/raw/a.xml", exported(STORY[1]))

    read(site, again=again)
    state = state_of(site)
    read(site, again=True)
    shutil.rmtree(site.root / ".warraq")
    read(site, again=True)

    assert _files(site) == files
    assert state_of(site) == state
    assert {len(one.article.captures) for one in articles(site)} == {1}
    assert all(STORY[1][:9] in one.body for one in articles(site))
    assert len(kept(site)) == len(files) == 2


def test_what_lies_at_its_offset_in_another_crawl_is_another_article(site: SiteTest) -> None:
    site.write("content/raw/a.warc", crawled(page("خبر"), "bridge.example/1", "2018-05-27"))
    read(site)
    other = crawled(page("خبر آخر"), "bridge.example/2", "2018-05-28")
    site.write("content/raw/a.warc", other)

    read(site)

    assert len(_files(site)) == 2


def _files(site: SiteTest) -> list[Path]:
    return sorted((site.root / "content/ar").rglob("*.md"))


@pytest.mark.parametrize("edited", [False, True])
def test_a_name_that_is_used_again_takes_no_story_away(site: SiteTest, edited: bool) -> None:
    site.write("content/raw/1.txt", dump("افتتاح الجسر الجديد"))
    read(site)
    (first,) = (site.root / "content/ar").rglob("*.md")
    if edited:
        first.write_text(first.read_text("utf-8") + "\nكلمة\n", "utf-8")
    before = first.read_bytes()
    site.write("content/raw/1.txt", dump("موسم الزيتون ضعيف", body=OTHER))

    found = read(site)

    assert first.read_bytes() == before
    assert sorted(one.article.title for one in articles(site)) == [
        "افتتاح الجسر الجديد",
        "موسم الزيتون ضعيف",
    ]
    assert ("capture-changed", "warning") in [(one.code, one.severity) for one in found.diagnostics]
    state = state_of(site)
    read(site, again=True)
    assert state_of(site) == state


@pytest.mark.parametrize(("left", "reason"), [("", "empty"), ("404 Not Found\n", "not-found")])
def test_an_article_whose_capture_is_emptied_stays_and_says_so(
    site: SiteTest, left: str, reason: str
) -> None:
    site.write("content/raw/a.txt", dump())
    read(site)
    (before,) = articles(site)
    site.write("content/raw/a.txt", left)

    found, silent = read(site), read(site)

    assert list(articles(site)) == [before]
    assert outcomes(site) == [("raw/a.txt", "article", reason)]
    assert [(one.code, one.severity) for one in found.diagnostics] == [
        ("capture-changed", "warning")
    ]
    assert silent.diagnostics == []

    site.write("content/raw/a.txt", dump())
    read(site)
    assert outcomes(site) == [("raw/a.txt", "article", "")]


def test_what_a_person_hid_stays_hidden_when_its_capture_is_emptied(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    read(site)
    (path,) = _files(site)
    path.write_text(path.read_text("utf-8").replace("---\n", "---\nstatus: removed\n", 1), "utf-8")
    site.write("content/raw/a.txt", "")

    found = read(site)

    assert found.diagnostics == []
    assert outcomes(site) == [("raw/a.txt", "skipped", "empty")]
