"""However many hands read the captures, and in whatever order they come, the same comes out."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.containers import http, numbered, packed, page, warc_record, wxr, wxr_item
from tests.support import SiteTest, digests, dump
from warraq.config import read_config
from warraq.diagnostics import Report
from warraq.ingest import ingest
from warraq.ingest.captures import CaptureFile
from warraq.ingest.draft import Draft, read_draft
from warraq.ingest.ledger import read_ledger
from warraq.project import open_project
from warraq.workers import Pool, processes, stream


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


# --- workers that die -------------------------------------------------------------------


def die_of(capture: CaptureFile, *rest: object) -> Draft:
    if capture.name.endswith("deadly.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_draft(capture, *rest)  # type: ignore[arg-type]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX ends a process so")
def test_a_capture_that_kills_its_reader_costs_no_other(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    heap(site).write("content/raw/dumps/deadly.txt", dump("خبر قاتل"))
    monkeypatch.setattr("warraq.ingest.reading.read_draft", die_of)

    report = run(site, processes(2))

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

    results = stream(double, items(), processes(2), ahead=4)  # type: ignore[arg-type]

    for number, (item, result) in enumerate(results):
        assert (item, result) == (number, 2 * number)
        assert len(asked) <= number + 5
