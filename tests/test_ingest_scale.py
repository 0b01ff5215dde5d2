"""However many hands read the captures, and in whatever order they come, the same comes out."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.containers import http, numbered, packed, page, warc_record, wxr, wxr_item
from tests.support import SiteTest, digests, dump
from warraq import workers
from warraq.config.reading import read_config
from warraq.content import read_article
from warraq.diagnostics import Report
from warraq.ingest import ingest
from warraq.ingest.beside import Beside
from warraq.ingest.captures import find_captures
from warraq.ingest.draft import Draft, Opened, read_draft
from warraq.ingest.ledger import looking_into_ledger, open_ledger, read_ledger
from warraq.ingest.pages import page_of
from warraq.model import Article
from warraq.project import open_project
from warraq.workers import Pool, processes


def heap(site: SiteTest) -> SiteTest:
    """Write captures of several kinds, with stories that stand in several of them."""
    for number in range(30):
        text = dump(
            f"خبر رقم {number % 20} عن السوق",
            day=f"الأحد , مايو {1 + number % 9} 2018",
            body=f"نص الخبر رقم {number % 25} عن السوق.\n\nوفقرة ثانية عن الناس.",
        )
        site.write(f"content/raw/dumps/{number:02}.txt", text)
    site.write("content/raw/crawl.warc.gz", packed(numbered(12)))
    site.write("content/raw/again.warc", b"".join(numbered(4)))
    site.write("content/raw/export.xml", wxr(*(wxr_item(f"خبر {n}") for n in range(3))))
    return site


def run(site: SiteTest, pool: Pool | None) -> Report:
    project = open_project(site.root)
    project.state.mkdir(exist_ok=True)
    report = Report()
    ingest(project, read_config(site.site), report, pool=pool)
    return report


def outcome(site: SiteTest) -> tuple[dict[str, str], list[object]]:
    """Return every article by its digest, and every row but for the time of its file."""
    rows = read_ledger(site.root / ".warraq")
    told = [(r.file, r.member, r.offset, r.outcome, r.reason, r.of, r.content) for r in rows]
    return digests(site.root / "content"), list(told)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], list[object]]:
    site = heap(SiteTest(tmp_path_factory.mktemp("alone") / "mirror"))
    run(site, None)
    return outcome(site)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_number_of_workers_changes_nothing(
    tmp_path: Path, alone: tuple[dict[str, str], list[object]], count: int
) -> None:
    site = heap(SiteTest(tmp_path / "mirror"))

    run(site, processes(count))

    assert outcome(site) == alone
    assert not (site.root / ".warraq" / "spool").exists()


def test_the_order_of_folders_changes_nothing(
    tmp_path: Path,
    alone: tuple[dict[str, str], list[object]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from warraq import ingest as room

    site = heap(SiteTest(tmp_path / "mirror"))
    found = room.find_captures
    monkeypatch.setattr(room, "find_captures", lambda raw: tuple(reversed(found(raw))))

    run(site, None)

    assert outcome(site) == alone


def test_what_is_added_later_joins_what_is_there(tmp_path: Path) -> None:
    at_once = SiteTest(tmp_path / "at-once")
    later = SiteTest(tmp_path / "later")
    late = {"late.warc": b"".join(numbered(15)), "late.txt": dump("خبر متأخر").encode()}
    heap(at_once)
    heap(later)
    run(later, None)
    for name, data in late.items():
        at_once.write(f"content/raw/{name}", data)
        later.write(f"content/raw/{name}", data)

    run(at_once, None)
    run(later, None)

    assert set(outcome(later)[0].items()) == set(outcome(at_once)[0].items())


def test_a_second_run_reads_no_container_again(site: SiteTest) -> None:
    heap(site)
    first = run(site, None).counts

    second = run(site, None).counts

    assert second["read"] == 0
    assert {**second, "read": 0} == {**first, "read": 0}


def test_an_article_of_a_container_that_was_deleted_returns_alone(site: SiteTest) -> None:
    site.write("content/raw/a.warc", b"".join(numbered(3)))
    run(site, None)
    before = digests(site.root / "content")
    path = next(iter(sorted((site.root / "content/ar").rglob("*.md"))))
    path.unlink()

    report = run(site, None)

    assert digests(site.root / "content") == before
    assert [found.code for found in report.diagnostics] == ["returned"]


def test_a_hand_edit_of_an_article_of_a_container_is_never_overwritten(site: SiteTest) -> None:
    site.write("content/raw/a.warc", warc_record(http(page("افتتاح المكتبة"))))
    run(site, None)
    (path,) = (site.root / "content/ar").rglob("*.md")
    path.write_text(path.read_text("utf-8").replace("مفتوحة", "مفتوحة دائما"), "utf-8")
    edited = path.read_bytes()

    answer = site.run("ingest", "--again", "--json")

    assert answer.codes == ["edited"]
    assert path.read_bytes() == edited


def test_ingest_again_renews_articles_of_containers(site: SiteTest) -> None:
    site.write("content/raw/a.xml", wxr(wxr_item("افتتاح المكتبة")))
    run(site, None)
    site.write("content/raw/a.yaml", "site: صحيفة أخرى\n")

    answer = site.run("ingest", "--again")

    assert '+  site: "صحيفة أخرى"' in answer.out


def indexes(state: Path) -> list[str]:
    with looking_into_ledger(state) as ledger:
        assert ledger is not None
        named = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql != '' ORDER BY name"
        return [sql for (sql,) in ledger.execute(named)]


def test_a_first_reading_leaves_the_indexes_that_later_ones_ask(
    site: SiteTest, tmp_path: Path
) -> None:
    heap(site).run("ingest")
    with open_ledger(tmp_path):
        pass

    assert indexes(site.root / ".warraq") == indexes(tmp_path) != []


def test_only_beside_sidecars_of_captures_a_capture_may_have_one(site: SiteTest) -> None:
    site.write("content/raw/a/_source.yaml", "site: صحيفة\n").write("content/raw/a/1.txt", "خبر")
    site.write("content/raw/b/2.yaml", "site: صحيفة\n").write("content/raw/b/2.txt", "خبر")

    found = find_captures(site.root / "content" / "raw")

    assert [(one.name, one.accompanied) for one in found] == [("a/1.txt", False), ("b/2.txt", True)]


# --- workers that die -------------------------------------------------------------------


def die_of(opened: Opened, beside: Beside) -> Draft:
    if opened.draft.capture.name.endswith("deadly.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_draft(opened, beside)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX ends a process so")
def test_a_capture_that_kills_its_reader_costs_no_other(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    heap(site).write("content/raw/dumps/deadly.txt", dump("خبر قاتل"))
    monkeypatch.setattr("warraq.ingest.reading.read_draft", die_of)

    # Only a fork knows what was patched here, and other tests may have left threads.
    report = run(site, lambda: ProcessPoolExecutor(2, mp_context=get_context("fork")))

    assert [found.code for found in report.diagnostics] == ["lost-worker"]
    assert report.counts["failed"] == 1
    assert report.counts["captures"] == 31 + 12 + 4 + 3 + 4


def double(number: int) -> int:
    return 2 * number


def test_work_is_asked_for_no_sooner_than_it_can_be_done() -> None:
    asked: list[int] = []

    def items() -> object:
        for number in range(40):
            asked.append(number)
            yield number

    results = workers.run(double, items(), processes(2), ahead=4)  # type: ignore[arg-type]

    for number, (item, result) in enumerate(results):
        assert (item, result) == (number, 2 * number)
        assert len(asked) <= number + 5


# --- the same story twice ----------------------------------------------------------------

FIRST = warc_record(
    http(page("افتتاح المكتبة")), url="http://www.bridge.example/1/", date="2018-05-27T06:00:00Z"
)
SECOND = warc_record(
    http(
        page(
            "افتتاح المكتبة القديمة", story=("نص جديد للخبر بعد التصحيح، وفيه ما لم يكن فيه.",) * 4
        )
    ),
    url="https://bridge.example/1?utm_source=x",
    date="2018-05-29T06:00:00Z",
)


def only(site: SiteTest) -> Article:
    (path,) = (site.root / "content/ar").rglob("*.md")
    return read_article(path.read_text("utf-8"), file="content/ar/a.md").article


def test_of_two_captures_of_a_page_the_newer_is_shown_and_the_other_listed(site: SiteTest) -> None:
    site.write("content/raw/a.warc", FIRST).write("content/raw/b.warc", SECOND)

    run(site, None)

    found = only(site)
    first, second = read_ledger(site.root / ".warraq")
    assert found.title == "افتتاح المكتبة القديمة"
    assert found.source.file == "raw/b.warc"
    assert [(one.url, one.captured, one.file) for one in found.captures] == [
        ("http://www.bridge.example/1/", "2018-05-27T09:00+03:00", "raw/a.warc")
    ]
    assert (found.id, found.captures[0].sha256) == (first.id, first.sha256)
    assert (second.outcome, second.reason, second.of) == ("duplicate", "same address", first.id)


@pytest.mark.parametrize("order", ["older-first", "newer-first"])
def test_a_capture_that_comes_later_joins_the_article_where_it_stands(
    site: SiteTest, tmp_path: Path, order: str
) -> None:
    captures = [("a.warc", FIRST), ("b.warc", SECOND)]
    at_once = SiteTest(tmp_path / "at-once")
    for name, data in captures:
        at_once.write(f"content/raw/{name}", data)
    run(at_once, None)
    for name, data in captures if order == "older-first" else reversed(captures):
        site.write(f"content/raw/{name}", data)
        run(site, None)
    again = digests(site.root / "content")

    found, expected = only(site), only(at_once)

    shown = (found.title, found.captured, found.source, found.captures)
    assert shown == (expected.title, expected.captured, expected.source, expected.captures)
    (site.root / ".warraq" / "ledger.sqlite").unlink()
    run(site, None)
    assert digests(site.root / "content") == again


def test_a_teaser_never_takes_the_place_of_the_story(site: SiteTest) -> None:
    feed = (
        '<rss version="2.0"><channel><item><title>افتتاح المكتبة</title><description>ملخص ...'
        "</description><link>https://bridge.example/1</link>"
        "<pubDate>Wed, 30 May 2018 10:00:00 +0300</pubDate></item></channel></rss>"
    )
    site.write("content/raw/a.warc", FIRST).write("content/raw/b.xml", feed)

    run(site, None)

    assert only(site).source.file == "raw/a.warc"
    assert [one.file for one in only(site).captures] == ["raw/b.xml"]


def test_an_edited_article_is_not_replaced_by_a_newer_capture(site: SiteTest) -> None:
    site.write("content/raw/a.warc", FIRST)
    run(site, None)
    (path,) = (site.root / "content/ar").rglob("*.md")
    path.write_text(path.read_text("utf-8").replace("مفتوحة", "مفتوحة دائما"), "utf-8")
    edited = path.read_bytes()
    site.write("content/raw/b.warc", SECOND)

    report = run(site, None)

    assert path.read_bytes() == edited
    assert [found.code for found in report.diagnostics] == ["edited"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/x/", "https://a.example/x", True),
        ("https://a.example:443/x#top", "https://a.example/x?fbclid=1", True),
        ("https://a.example/%D8%AE%D8%A8%D8%B1", "https://a.example/خبر", True),
        ("https://a.example/?p=1", "https://a.example/?p=2", False),
        ("https://a.example/x", "https://b.example/x", False),
    ],
)
def test_addresses_of_one_page_are_known_as_one(one: str, other: str, same: bool) -> None:
    assert (page_of(one) == page_of(other)) is same
    assert page_of(one) != ""
    assert (
        page_of("https://a.example/") == page_of("ftp://a.example/x") == page_of("http://[") == ""
    )


def versions(site: SiteTest) -> dict[str, str]:
    folder = site.root / "content/versions"
    return {path.stem: path.read_text("utf-8") for path in folder.rglob("*.md")}


@pytest.mark.parametrize("order", ["at-once", "older-first", "newer-first"])
def test_what_another_capture_told_is_kept_beside_the_article(site: SiteTest, order: str) -> None:
    captures = [("a.warc", FIRST), ("b.warc", SECOND)]
    for name, data in reversed(captures) if order == "newer-first" else captures:
        site.write(f"content/raw/{name}", data)
        if order != "at-once":
            run(site, None)
    run(site, None)

    (version,) = only(site).captures
    (kept,) = versions(site).items()

    assert version.text == kept[0] == version.sha256[:12]
    found = read_article(kept[1], file=f"content/versions/{kept[0]}.md")
    assert (found.article.title, found.edited, found.problems) == ("افتتاح المكتبة", False, ())
    assert found.article.source.file == "raw/a.warc"


def test_a_capture_that_told_the_same_is_listed_and_not_kept_twice(site: SiteTest) -> None:
    again = warc_record(
        http(page("افتتاح المكتبة") + b"<!-- cached -->"),
        url="https://bridge.example/1",
        date="2018-05-28T06:00:00Z",
    )
    site.write("content/raw/a.warc", FIRST).write("content/raw/b.warc", again)

    run(site, None)

    assert [one.text for one in only(site).captures] == [""]
    assert versions(site) == {}


def test_a_kept_text_that_was_edited_is_left_alone(site: SiteTest) -> None:
    site.write("content/raw/a.warc", FIRST).write("content/raw/b.warc", SECOND)
    run(site, None)
    (path,) = (site.root / "content/versions").rglob("*.md")
    path.write_text(path.read_text("utf-8").replace("المكتبة", "الدار"), "utf-8")
    edited = path.read_bytes()

    ingest(open_project(site.root), read_config(site.site), Report(), again=lambda _: None)

    assert path.read_bytes() == edited
