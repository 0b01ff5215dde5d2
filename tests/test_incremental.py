"""An incremental build equals a clean one, byte for byte, after any series of edits."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

import pytest

from benchmarks.torture.editor import SITE
from benchmarks.torture.sequences import run, unlike_clean
from tests.support import SiteTest, article
from warraq.config.reading import read_config
from warraq.content import ContentFile, read_article_file
from warraq.diagnostics import Report
from warraq.project import open_project
from warraq.publish import publish
from warraq.publish.builder import Builder, build_slices
from warraq.publish.making import MANY
from warraq.publish.output.stage import Stage, Staged
from warraq.publish.page import Page
from warraq.publish.spool import Spool
from warraq.publish.story import story_of

SEQUENCES = 4
EDITS = 12


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_incremental_equals_clean(tmp_path: Path, seed: int) -> None:
    assert list(run(tmp_path, seed, EDITS)) == []


@pytest.mark.parametrize("edit", ["edited", "new", "emptied"])
def test_a_look_into_the_folder_that_changed_finds_what_a_look_over_all_does(
    site: SiteTest, edit: str
) -> None:
    first = published(site, "a", "2018-05-01")
    published(site, "b", "2018-05-02", see_also="[{title: خبر a}]")
    site.build()

    if edit == "edited":
        site.write(first, article("خبر آخر", published="2018-05-01", id="a" * 12))
    elif edit == "new":
        published(site, "c", "2018-05-01")
    else:
        (site.root / first).unlink()
    project, config = open_project(site.root), read_config((site.root / "site.yaml").read_text())
    publish(project, config, Report(), only=frozenset({"ar/2018/05/01"}))

    looked_at_one = site.tree()
    assert "0 written" in site.run("publish").out
    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert site.tree() == looked_at_one


# --- what long runs have found ------------------------------------------------------------


def published(site: SiteTest, name: str, day: str, **fields: str) -> str:
    """Write an article of a day in Arabic; return its file."""
    file = "/".join(("content/ar", *day.split("-"), f"{name}.md")).replace("//", "/")
    stated = {"published": day, "id": (name * 12)[:12], **fields}
    site.write(file, article(f"خبر {name}", **stated))
    return file


def test_translations_follow_an_article_whose_address_became_free(site: SiteTest) -> None:
    first = published(site, "a", "2018-05-01", path="2018/05/01/shared")
    published(site, "b", "2018-05-02", path="2018/05/01/shared")
    fields = {"id": "cccccccccccc", "translations": "[bbbbbbbbbbbb]"}
    site.write("content/en/2018/05/02/c.md", article("The bridge", captured="2018-05-02", **fields))
    site.build()
    assert "2018/05/01/shared-bbbbbb/" in site.page("en/2018/05/02/c")

    (site.root / first).unlink()

    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_the_first_days_follow_the_first_articles_however_far_these_are(site: SiteTest) -> None:
    published(site, "a", "2018-05-01")
    published(site, "b", "2018-05-04")
    last = published(site, "c", "2018-05-09")
    # Four days that hold only what states them in its address.
    for day in range(5, 9):
        published(site, f"d{day}", "2018-05-20", path=f"2018/05/0{day}/d{day}")
    site.build()

    (site.root / last).rename((site.root / last).with_name("r.md"))

    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_nothing_is_related_to_an_article_without_a_day(site: SiteTest) -> None:
    site.write("content/ar/undated/a.md", article("خبر أول", id="aaaaaaaaaaaa", section="[أمن]"))
    site.build()

    site.write("content/ar/undated/b.md", article("خبر ثان", id="bbbbbbbbbbbb", section="[أمن]"))

    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_the_day_in_an_address_follows_an_article_without_a_day(site: SiteTest) -> None:
    published(site, "a", "2018-05-07")
    site.write("content/ar/undated/b.md", article("خبر", path="2018/05/07/b"))
    site.build()
    assert "خبر" in site.page("ar/2018/05/07")

    site.write("content/ar/undated/b.md", article("خبر", path="2018/05/08/b"))

    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_months_of_other_reporters_follow_the_news_before_them(tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "m", SITE + "author_pages: true\n")
    published(site, "a", "2018-04-01", authors="[سلمى]")
    published(site, "b", "2018-05-01", authors="[ليلى]")
    site.build()

    published(site, "c", "2018-04-02", authors="[سلمى]")

    assert unlike_clean(site, tmp_path / "clean") == ""


def test_all_pages_of_a_day_say_what_it_is_the_day_of(site: SiteTest) -> None:
    for day in range(1, 5):
        published(site, "a", f"2018-05-0{day}")
    for name in "bcd":
        published(site, name, "", captured="2018-05-05")
    site.build()

    published(site, "e", "2018-05-05")

    assert unlike_clean(site, site.root.parent / "clean") == ""


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_an_article_of_the_first_or_last_day_that_there_is_ends_no_build(
    site: SiteTest, day: str
) -> None:
    published(site, "a", day, see_also="[{title: جسر ونهر وسوق ومدرسة}]")
    site.build()

    published(site, "b", day, see_also="[{title: جسر ونهر وسوق ومسرح}, {title: خبر a}]")

    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_a_printed_title_of_signs_alone_names_nothing(site: SiteTest) -> None:
    site.write("content/ar/2018/05/01/a.md", article('"??"', published="2018-05-01"))
    printed = {"see_also": '[{title: "!!"}]', "published": "2018-05-02"}
    site.write("content/ar/2018/05/02/b.md", article("خبر", **printed))
    site.build()
    assert "غير متوفرة في الأرشيف" in site.page("ar/2018/05/02/b")

    site.write("content/ar/2018/05/02/b.md", article("خبر", body="نص", **printed))

    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_a_capture_that_is_gone_or_changed_is_published_no_longer(tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "m", SITE + "publish_raw: true\n")
    data = b"one\ntwo\n"
    digest = sha256(data[4:]).hexdigest()
    source = f"{{file: raw/a.txt, offset: 4, bytes: 4, sha256: {digest}}}"
    published(site, "a", "2018-05-01", source=source)
    copy = site.output / "ar/2018/05/01/a/raw.txt"
    site.write("content/raw/a.txt", data).run("publish")
    assert copy.read_bytes() == b"two\n"

    for now, copied in ((b"one\nTWO\n", False), (data, True)):
        site.write("content/raw/a.txt", now)
        assert unlike_clean(site, tmp_path / "clean") == ""
        assert copy.exists() is copied
    (site.root / "content/raw/a.txt").unlink()

    assert unlike_clean(site, tmp_path / "clean") == ""
    assert not copy.exists()


def test_words_that_no_list_shows_make_only_their_own_page_again(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = published(site, "a", "2018-05-01")
    published(site, "b", "2018-05-02")
    body = "word " * 100
    site.write(file, article("خبر a", body=body, published="2018-05-01", id="a" * 12))
    site.build()
    made: list[str] = []
    monkeypatch.setattr(
        "warraq.publish.making.build_slices",
        lambda job, parts: (made.extend(map(str, parts)), build_slices(job, parts))[1],
    )

    text = article("خبر a", body=f"{body}\n\nthe end", published="2018-05-01", id="a" * 12)
    site.write(file, text)
    site.build()

    assert made == [f"article\tar\t{file.removeprefix('content/')}"]
    assert "the end" in site.page("ar/2018/05/01/a")
    assert unlike_clean(site, site.root.parent / "clean") == ""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the slices that builds make, as they make them."""
    slices: list[str] = []
    monkeypatch.setattr(
        "warraq.publish.making.build_slices",
        lambda job, parts: (slices.extend(map(str, parts)), build_slices(job, parts))[1],
    )
    return slices


def test_where_much_changed_nobody_asks_what_each_change_touches(
    site: SiteTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warraq.catalog.update._FEW", 3)
    monkeypatch.setattr("warraq.catalog.update.touched_by", None)
    published(site, "a", "2018-05-01")
    site.build()

    for number, name in enumerate("bcdef", start=1):
        published(site, name, f"2018-05-0{number}", see_also="[{title: خبر a}]")

    assert unlike_clean(site, tmp_path / "clean") == ""
    assert "a large part of content/ is other" in site.run("why", "ar/").out


def test_undated_articles_are_made_once(site: SiteTest, made: list[str]) -> None:
    for name, identity in (("a", "ab" * 6), ("b", "ac" * 6), ("c", ""), ("d", "zz" * 6)):
        site.write(f"content/ar/undated/{name}.md", article(f"خبر {name}", id=identity))

    site.build()

    assert sorted(one for one in made if one.startswith("bucket")) == [
        "bucket\tar\t",
        "bucket\tar\tab",
        "bucket\tar\tac",
    ]
    assert all(f"خبر {name}" in site.page(f"ar/undated/{name}") for name in "abcd")


def test_a_section_that_no_menu_shows_touches_what_names_it(
    site: SiteTest, tmp_path: Path, made: list[str]
) -> None:
    site.write("site.yaml", SITE)
    for number in range(1, 10):
        published(site, f"a{number}", f"2018-05-0{number}", section=f"[قسم {number}]")
    english = article("Story", published="2018-05-01", id="e" * 12, section="[قسم س]", lang="en")
    site.write("content/en/2018/05/01/e.md", english)
    site.build()
    made.clear()

    published(site, "x", "2018-05-09", section="[قسم س]")

    assert unlike_clean(site, tmp_path / "clean") == ""
    incremental = made[: made.index("assets\t\t")]
    assert len(incremental) < 40
    assert "section\ten\tقسم-س" in incremental


def test_tombstones_and_redirects_are_made_where_they_change(
    site: SiteTest, tmp_path: Path, made: list[str]
) -> None:
    published(site, "a", "2018-05-01", aliases="[2018/05/01/old]")
    published(site, "b", "2018-05-01", status="removed")
    published(site, "c", "2018-05-02")
    site.build()
    made.clear()

    published(site, "d", "2018-05-03")
    site.build()

    assert not {"removed\tar\t", "redirects\tar\t"} & {*made}
    for change in (
        lambda: published(site, "e", "2018-05-01", path="2018/05/01/old"),
        lambda: (site.root / "content/ar/2018/05/01/e.md").unlink(),
        lambda: published(site, "c", "2018-05-02", status="removed"),
        lambda: published(site, "a", "2018-05-01"),
        lambda: published(site, "b", "2018-05-01", aliases="[2018/05/01/older]"),
    ):
        change()
        assert unlike_clean(site, tmp_path / "clean") == ""


# --- claims to one address ------------------------------------------------------------------

DAY = "2018-05-02"


def claiming(site: SiteTest, name: str, path: str) -> Path:
    """Write an article without an id that wants to stand at `path` of a day."""
    return site.root / published(site, name, DAY, id="", path=f"2018/05/02/{path}")


def test_who_stood_beside_an_article_that_moved_is_made_again(site: SiteTest) -> None:
    published(site, "z", "2018-05-01")
    first, *_ = (claiming(site, *one) for one in (("1", "a"), ("2", "a"), ("3", "a-1"), ("4", "b")))
    site.build()
    assert "a-2/" in site.page("ar/2018/05/02/b")

    first.unlink()

    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert "a-2/" not in site.page("ar/2018/05/02/b")


def test_no_article_is_moved_to_the_address_of_another(site: SiteTest) -> None:
    for one in (("1", "a"), ("2", "a"), ("3", "a")):
        claiming(site, *one)
    site.build()
    assert "خبر 2" in site.page("ar/2018/05/02/a-2")

    other = claiming(site, "4", "A-2")

    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert "خبر 4" in site.page("ar/2018/05/02/A-2")
    assert "خبر 3" in site.page("ar/2018/05/02/a-4")

    other.unlink()

    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert "خبر 2" in site.page("ar/2018/05/02/a-2")


# --- what a preview keeps open ---------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells what is open")
def test_builds_in_one_process_leave_no_file_open(site: SiteTest) -> None:
    gc.disable()
    try:
        open_files = set()
        for number in range(4):
            published(site, "a", f"2018-05-0{number + 1}")
            # A catalog that is filled anew reads what was spooled.
            site.write("site.yaml", f"{site.site}sections: {{new{number}: [قسم]}}\n")
            built(site)
            open_files.add(len([*Path("/proc/self/fd").iterdir()]))
    finally:
        gc.enable()

    assert len(open_files) == 1


def test_a_spool_is_no_other_one_of_the_same_process(tmp_path: Path) -> None:
    stories = [story_of(read_article_file(article(one).encode(), file="a.md")) for one in "ab"]
    spools = [Spool(tmp_path) for _ in stories]

    places = [spool.put(story) for spool, story in zip(spools, stories, strict=True)]
    for spool in spools:
        spool.flush()

    assert [Spool(tmp_path).get(place) for place in places] == stories


# --- workers that die -----------------------------------------------------------------------


def forked() -> ProcessPoolExecutor:
    """Return a pool that knows what was patched here."""
    return ProcessPoolExecutor(2, mp_context=get_context("fork"))


def rendered(builder: Builder, page: Page) -> bytes:
    """Render a page, or end the process in the middle of a deadly article."""
    if "deadly" in page.content and page.template:
        os.kill(os.getpid(), signal.SIGKILL)
    return render(builder, page)


render = Builder.render


def with_deaths(site: SiteTest, many: int = 0) -> Report:
    """Build in workers that die of a deadly article; `many` pages are worth some."""
    with (
        mock.patch.object(Builder, "render", rendered),
        mock.patch("warraq.publish.making.MANY", many),
    ):
        return built(site)


def built(site: SiteTest) -> Report:
    report = Report()
    project, config = open_project(site.root), read_config((site.root / "site.yaml").read_text())
    publish(project, config, report, pool=forked)
    return report


@pytest.mark.skipif(os.name != "posix", reason="only POSIX ends a process so")
@pytest.mark.parametrize(
    ("change", "day"), [("settings", "2018-05-02"), ("memory", ""), ("article", "2018-05-02")]
)
def test_a_deadly_article_costs_no_other_its_page(site: SiteTest, change: str, day: str) -> None:
    for number in range(1, 5):
        published(site, f"n{number}", f"2018-05-0{number}")
    file = published(site, "deadly", day)
    site.build()
    before = site.tree()
    page = next(path for path in before if "deadly/index.html" in path)

    if change == "article":
        published(site, "deadly", day, section="[أمن]")
    else:
        site.write("site.yaml", site.site.replace("ar: الجسر", "ar: النهر"))
    if change == "memory":
        shutil.rmtree(site.root / ".warraq")
    for many in (0, MANY):
        report = with_deaths(site, many)
        assert [(one.code, one.file) for one in report.diagnostics] == [("lost-worker", file)]
        assert site.tree()[page] == before[page]
        assert site.tree().keys() >= before.keys()
        assert site.tree() != before

    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert site.tree()[page] != before[page]


def read_article(data: bytes, *, file: str) -> ContentFile:
    """Read an article, or end the process over a deadly one."""
    if "deadly" in file:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_article_file(data, file=file)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX ends a process so")
def test_a_file_that_ended_its_reader_is_asked_again(site: SiteTest) -> None:
    published(site, "a", "2018-05-01")
    file = published(site, "deadly", "2018-05-01")

    with (
        mock.patch("warraq.publish.intake.reading.read_article_file", read_article),
        mock.patch("warraq.publish.intake.scan.TICK_NS", 0),
    ):
        for many in (1, 400):
            with mock.patch("warraq.publish.intake.changes.MANY", many):
                (found,) = built(site).diagnostics
            assert (found.code, found.file) == ("lost-worker", file)

    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert "خبر deadly" in site.page("ar/2018/05/01/deadly")


@pytest.mark.skipif(os.name != "posix", reason="only POSIX ends a process so")
def test_what_a_dying_worker_staged_is_no_part_of_the_site(site: SiteTest) -> None:
    published(site, "a", "2018-05-01")
    published(site, "deadly", "2018-05-02")

    def staged(stage: Stage, path: str, data: bytes) -> Staged:
        done = put(stage, path, data)
        if "deadly" in path:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    put = Stage.put
    with mock.patch.object(Stage, "put", staged):
        with_deaths(site)

    assert (site.output / "ar/2018/05/01/a/index.html").exists()
    assert not (site.output / "ar/2018/05/02/deadly/index.html").exists()
    assert unlike_clean(site, site.root.parent / "clean") == ""
