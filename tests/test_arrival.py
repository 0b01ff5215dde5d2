"""In whatever order captures arrive, in one run or in many, the same is shown of each story."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.containers import STORY, http, page, warc_record, wxr, wxr_item
from tests.support import SiteTest, digests, dump
from warraq.config.reading import read_config
from warraq.content import ContentFile, read_article
from warraq.diagnostics import Report
from warraq.frontmatter import format_article
from warraq.ingest import ingest
from warraq.project import open_project

MENDED = ("نص جديد للخبر بعد التصحيح، وفيه ما لم يكن فيه من قبل.",) * 4
PARKED = page(
    "هذا العنوان معروض للبيع", story=("يمكنك شراء هذا العنوان من صاحبه الجديد الآن.",) * 4
)
OPENING = "افتتاح المكتبة"


def crawled(body: bytes, url: str, day: str) -> bytes:
    return warc_record(http(body), url=f"https://{url}", date=f"{day}T06:00:00Z")


def teaser(title: str, link: str) -> str:
    return (
        f'<rss version="2.0"><channel><item><title>{title}</title><description>ملخص قصير ...'
        f"</description><link>https://{link}</link>"
        "<pubDate>Wed, 30 May 2018 10:00:00 +0300</pubDate></item></channel></rss>"
    )


def record(title: str, story: Iterable[str], **fields: str) -> str:
    return json.dumps({"title": title, "text": "\n\n".join(story), "language": "ar", **fields})


# One story as a page, mended and parked later, as a dump, a record, a teaser and an item of
# an export; a second address of it, pages that share what was parked there; others beside.
CAPTURES: dict[str, str | bytes] = {
    "first.warc": crawled(page(OPENING), "bridge.example/1", "2018-05-27"),
    "mended.warc": crawled(page(OPENING, story=MENDED), "www.bridge.example/1/", "2018-05-29"),
    "parked.warc": crawled(PARKED, "bridge.example/1", "2020-01-01"),
    "moved.warc": crawled(page(OPENING), "bridge.example/opening", "2018-06-02"),
    "moved-mended.warc": crawled(
        page(OPENING, story=MENDED), "bridge.example/opening", "2018-06-01"
    ),
    "saved.html": page(OPENING) + b"<!-- saved -->",
    "dump.txt": dump(OPENING, body="\n\n".join(STORY)),
    "dump-again.txt": dump(OPENING, body="\n\n".join(STORY)),
    "record.jsonl": record(OPENING, STORY, url="https://bridge.example/1", captured="2018-05-28"),
    "feed.xml": teaser(OPENING, "bridge.example/1?utm_source=feed"),
    "export.xml": wxr(wxr_item(OPENING)),
    "second.warc": crawled(page("خبر السوق", story=STORY[1:]), "bridge.example/2", "2018-05-27"),
    "second-parked.warc": crawled(PARKED, "bridge.example/2", "2020-01-02"),
    "other-outlet.txt": dump(OPENING, body="\n\n".join((*STORY, "وأضافت صحيفة أخرى هذا."))),
    "english.txt": dump(
        "The library opens", day="Sunday, May 27, 2018", section="Local", body="A library. " * 30
    ),
    "english.txt.yaml": "translations: [dump.txt]\nlang: en\n",
}


def read(site: SiteTest, *, again: bool = False) -> Report:
    report = Report()
    project = open_project(site.root)
    project.state.mkdir(exist_ok=True)
    ingest(project, read_config(site.site), report, again=(lambda _: None) if again else None)
    return report


def arrive(site: SiteTest, parts: Iterable[Iterable[str]]) -> SiteTest:
    """Let captures come in parts, and be read after each."""
    for part in parts:
        for name in part:
            beside = f"{name}.yaml"
            if beside in CAPTURES:
                site.write(f"content/raw/{beside}", CAPTURES[beside])
            site.write(f"content/raw/{name}", CAPTURES[name])
        read(site)
    return site


def articles(site: SiteTest) -> Iterator[ContentFile]:
    content = site.root / "content"
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content).as_posix()
        if not name.startswith(("raw/", "versions/")):
            yield read_article(path.read_text("utf-8"), file=f"content/{name}")


def shown(site: SiteTest) -> list[str]:
    """Return all articles but for what is given out once: id and address, and links by id."""
    found = tuple(articles(site))
    names = {one.article.id: one.article.source.sha256 for one in found}
    told = []
    for one in found:
        others = tuple(sorted(names[other] for other in one.article.translations))
        bare = replace(one.article, id="", path="", aliases=(), translations=others)
        told.append(format_article(bare, one.body))
    return sorted(told)


def versions(site: SiteTest) -> dict[str, str]:
    folder = site.root / "content/versions"
    return digests(folder) if folder.is_dir() else {}


def state_of(site: SiteTest) -> dict[str, int]:
    """Return when each file of `content/` was last written."""
    files = (path for path in (site.root / "content").rglob("*") if path.is_file())
    return {str(path): path.stat().st_mtime_ns for path in files}


NAMES = tuple(name for name in CAPTURES if not name.endswith(".yaml"))


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> SiteTest:
    return arrive(SiteTest(tmp_path_factory.mktemp("at-once") / "mirror"), [NAMES])


# Each is a run of its own, and takes its time.
MOST_PARTS = 8


def parted(seed: int) -> list[list[str]]:
    """Return the captures in some order, in some parts."""
    dice = random.Random(seed)
    names = dice.sample(NAMES, len(NAMES))
    cuts = sorted(dice.sample(range(1, len(names)), dice.randint(1, MOST_PARTS)))
    return [names[start:end] for start, end in zip([0, *cuts], [*cuts, len(names)], strict=True)]


@pytest.mark.parametrize("seed", range(5))
def test_the_same_is_shown_in_whatever_order_captures_arrive(
    tmp_path: Path, at_once: SiteTest, seed: int
) -> None:
    site = arrive(SiteTest(tmp_path / "mirror"), parted(seed))

    assert shown(site) == shown(at_once)
    assert versions(site) == versions(at_once)
    before = state_of(site)
    report = read(site, again=True)
    assert report.counts.get("changed", 0) == 0
    assert state_of(site) == before
    assert shown(site) == shown(at_once)


# --- articles that turn out to be one, or two --------------------------------------------

OLD = crawled(page("خبر أول"), "bridge.example/old", "2018-05-27")
NEW = crawled(page("خبر أول", story=MENDED), "bridge.example/new", "2018-06-01")
# What the new address began with was told at the old one before.
BRIDGE = crawled(page("خبر أول", story=MENDED), "bridge.example/old", "2018-05-29")


def files(site: SiteTest) -> list[str]:
    return sorted(path.stem for path in (site.root / "content/ar").rglob("*.md"))


def two_articles(site: SiteTest) -> None:
    site.write("content/raw/old.warc", OLD).write("content/raw/new.warc", NEW)
    read(site)
    assert len(files(site)) == 2


def test_articles_that_turn_out_to_be_one_are_joined_and_keep_their_addresses(
    site: SiteTest,
) -> None:
    two_articles(site)
    before = {one.article.path for one in articles(site)}
    site.write("content/raw/bridge.warc", BRIDGE)

    report = read(site)

    (joined,) = articles(site)
    assert {joined.article.path, *joined.article.aliases} == before
    assert [found.code for found in report.diagnostics] == ["joined"]
    state = state_of(site)
    assert read(site, again=True).counts.get("changed", 0) == 0
    assert state_of(site) == state


def test_a_dry_run_announces_which_articles_would_be_joined(site: SiteTest) -> None:
    two_articles(site)
    site.write("content/raw/bridge.warc", BRIDGE)
    before = digests(site.root / "content")

    codes = site.run("ingest", "--dry-run", "--json").codes

    assert {"would-join", "would-change", "would-keep", "joined"} == set(codes)
    assert digests(site.root / "content") == before


@pytest.mark.parametrize("which", [0, 1])
def test_an_article_that_a_person_edited_is_never_joined(site: SiteTest, which: int) -> None:
    two_articles(site)
    path = sorted((site.root / "content/ar").rglob("*.md"))[which]
    path.write_text(path.read_text("utf-8") + "\nوجملة من القارئ.\n", "utf-8")
    before = state_of(site)
    site.write("content/raw/bridge.warc", BRIDGE)

    read(site)
    read(site, again=True)

    assert state_of(site)[str(path)] == before[str(path)]
    assert len(files(site)) == 2


def test_a_notice_that_many_addresses_end_with_joins_none_of_them(site: SiteTest) -> None:
    for number in range(4):
        story = (f"خبر رقم {number} عن السوق القديم وأهله.",) * 4
        url = f"bridge.example/{number}"
        site.write(
            f"content/raw/{number}.warc",
            crawled(page(f"خبر {number}", story=story), url, "2018-05-27"),
        )
        site.write(
            f"content/raw/{number}-gone.warc", crawled(PARKED, url, f"2020-01-0{number + 1}")
        )
        read(site)

    assert len(files(site)) == 4


# --- what stays ---------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["old", "bridge"])
def test_what_a_capture_told_outlives_it(site: SiteTest, gone: str) -> None:
    site.write("content/raw/old.warc", OLD).write("content/raw/bridge.warc", BRIDGE)
    read(site)
    (site.root / f"content/raw/{gone}.warc").unlink()
    site.write("content/raw/parked.warc", crawled(PARKED, "bridge.example/old", "2020-01-01"))

    read(site)
    state = state_of(site)
    read(site, again=True)

    (found,) = articles(site)
    assert {one.file for one in found.article.captures} == {"raw/old.warc", "raw/bridge.warc"}
    kept = [path.read_text("utf-8") for path in (site.root / "content/versions").rglob("*.md")]
    assert sorted(MENDED[0] in text for text in kept) == [False, True]
    assert state_of(site) == state


@pytest.mark.parametrize("gone", ["old", "bridge"])
def test_a_story_that_a_person_removed_stays_away_when_a_capture_of_it_goes(
    site: SiteTest, gone: str
) -> None:
    site.write("content/raw/old.warc", OLD).write("content/raw/bridge.warc", BRIDGE)
    read(site)
    (path,) = (one for one in (site.root / "content/ar").rglob("*.md"))
    path.write_text(path.read_text("utf-8").replace("---\n", "---\nstatus: removed\n", 1), "utf-8")
    (site.root / f"content/raw/{gone}.warc").unlink()

    for again in (False, True):
        shutil.rmtree(site.root / ".warraq")
        read(site, again=again)
        assert list((site.root / "content/ar").rglob("*.md")) == [path]


def test_of_captures_that_tell_the_same_at_one_time_that_with_its_form_is_shown(
    site: SiteTest,
) -> None:
    site.write("content/raw/a.txt", dump(OPENING, day="", body="\n\n".join(STORY)))
    site.write("content/raw/b.html", CAPTURES["saved.html"])

    read(site)

    (found,) = articles(site)
    assert found.article.source.file == "raw/b.html"


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_newest_is_told_by_the_moment_whatever_clock_it_is_told_by(
    site: SiteTest, names: str
) -> None:
    early, late = "2018-05-28T01:30+03:00", "2018-05-27T20:00-05:00"
    for name, moment, story in zip(names, (early, late), (STORY, MENDED), strict=True):
        site.write(f"content/raw/{name}.txt", dump(OPENING, body="\n\n".join(story)))
        told = f"url: https://bridge.example/1\ncaptured: {moment}\n"
        site.write(f"content/raw/{name}.txt.yaml", told)

    read(site)

    (found,) = articles(site)
    assert MENDED[0] in found.body
    assert [one.captured for one in found.article.captures] == [early]


def test_a_translation_that_comes_later_is_known_to_the_article_that_names_it(
    site: SiteTest,
) -> None:
    for name in ("english.txt", "english.txt.yaml"):
        site.write(f"content/raw/{name}", CAPTURES[name])
    assert [found.code for found in read(site).diagnostics] == ["no-translation"]
    site.write("content/raw/dump.txt", CAPTURES["dump.txt"])

    read(site)

    arabic, english = articles(site)
    assert english.article.translations == (arabic.article.id,)


def test_a_lost_ledger_changes_nothing(tmp_path: Path, at_once: SiteTest) -> None:
    first, *rest = parted(3)
    site = arrive(SiteTest(tmp_path / "mirror"), [first])
    (site.root / ".warraq" / "ledger.sqlite").unlink()

    arrive(site, rest)

    assert shown(site) == shown(at_once)
    assert versions(site) == versions(at_once)
