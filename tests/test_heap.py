"""A heap as a hacked server leaves it: each file has its row, and none stops the run."""

from __future__ import annotations

import builtins
import gzip
import io
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.torture.accounts import unaccounted
from tests.containers import http, numbered, page, warc_record
from tests.support import SiteTest, article, dump
from warraq.ingest.captures import CaptureFile, find_captures
from warraq.ingest.draft import Opened, open_file
from warraq.ingest.ledger import OUTCOMES, Row, read_ledger
from warraq.ingest.readers.frames import frames
from warraq.ingest.reading import Desk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="it needs pipes and any file name")


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def story(number: int) -> str:
    return dump(f"خبر رقم {number} من الكومة", body=f"نص الخبر رقم {number}.\n\nوفقرة عن السوق.")


# name → what lies there, and what becomes of it: an outcome and, where it is none, the reason.
HEAP: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "skipped empty"),
    "empty.html": (b"", "skipped unsupported"),
    "empty.warc.gz": (b"", "skipped empty"),
    "nothing-but-nuls.txt": (bytes(5000), "skipped unsupported"),
    "a-nul-inside.txt": (story(1).replace("السوق", "السو\0ق").encode(), "article"),
    "utf16-without-a-mark.txt": (story(2).encode("utf-16-le"), "article"),
    "nested.zip": (zipped(a=zipped(b=story(3).encode())), "skipped unsupported"),
    "page.html.gz": (gzip.compress(page("خبر مضغوط")), "skipped unsupported"),
    "cut.pdf": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 9", "skipped unsupported"),
    "Thumbs.db": (b"\xd0\xcf\x11\xe0" + bytes(600), "skipped unsupported"),
    "shell.php": (b"<?php eval(base64_decode($_POST['x'])); ?>", "skipped unsupported"),
    "x" * 251 + ".txt": (story(4).encode(), "article"),
    "y" * 255: (story(5).encode(), "article"),
    os.fsdecode("خبر".encode("cp1256") + b".txt"): (story(6).encode(), "article"),
    "a" + "/b" * 60 + "/deep.txt": (story(7).encode(), "article"),
}


@pytest.fixture
def heap(site: SiteTest) -> SiteTest:
    """Return a project of that heap, with pipes, loops and links to elsewhere in it."""
    for name, (data, _) in HEAP.items():
        site.write(f"content/raw/{name}", data)
    raw = site.root / "content" / "raw"
    os.mkfifo(raw / "pipe.txt")
    (raw / "loop").symlink_to(".")
    (raw / "loop.txt").symlink_to("loop.txt")
    (raw / "passwd.txt").symlink_to("/etc/passwd")
    (raw / "nowhere.txt").symlink_to("nowhere")
    return site


LINKS = 5

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>
<item><title>Bread is dear</title><link>http://a.example/1</link>
<description>Bread costs more since Monday, and bakers say it will stay so.</description></item>
</channel></rss>"""


def rows(site: SiteTest) -> list[Row]:
    return list(read_ledger(site.root / ".warraq"))


def told(site: SiteTest) -> dict[str, str]:
    """Return file → its outcome and reason."""
    return {row.file: f"{row.outcome} {row.reason}".strip() for row in rows(site)}


def test_each_file_of_a_heap_has_a_clear_row(heap: SiteTest) -> None:
    run = heap.run("ingest", "--json")

    found = told(heap)
    shown = {os.fsencode(name).decode("utf-8", "backslashreplace"): name for name in HEAP}
    assert {name: found[f"raw/{name}"] for name in shown} == {
        name: HEAP[original][1] for name, original in shown.items()
    }
    assert list(found.values()).count("skipped link") == LINKS
    assert run.json["counts"]["captures"] == len(HEAP) + LINKS
    assert run.code == 0
    assert unaccounted(rows(heap), find_captures(heap.root / "content" / "raw")) == []


def test_a_heap_is_read_once_and_any_part_of_it_alone(heap: SiteTest) -> None:
    raw = heap.root / "content" / "raw"
    only = heap.run("ingest", str(raw / "a"), "--json").json["counts"]
    rest = heap.run("ingest", "--json").json["counts"]
    again = heap.run("ingest", "--json").json["counts"]

    assert (only["read"], rest["read"]) == (1, len(HEAP) + LINKS - 1)
    assert again["read"] == 0
    assert sum(again[name] for name in OUTCOMES) == len(HEAP) + LINKS


@pytest.mark.parametrize("closed", ["content/raw/closed", "content/raw/closed.txt"])
def test_what_the_system_does_not_give_fails_alone_and_is_tried_again(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    site.write("content/raw/a.txt", story(1)).write("content/raw/closed/b.txt", story(2))
    site.write("content/raw/closed.txt", story(3))
    with monkeypatch.context() as patch:
        deny(patch, site.root / closed)
        run = site.run("ingest", "--json")

    assert run.code == 1
    assert run.codes == ["unreadable"]
    assert run.json["diagnostics"][0]["file"] == closed
    assert run.json["counts"]["article"] == 2
    assert site.run("ingest", "--json").json["counts"]["article"] == 3


def deny(patch: pytest.MonkeyPatch, closed: Path) -> None:
    """Let the system refuse a file or folder, as it would to all but the superuser."""
    scandir, open_path, open_it = os.scandir, Path.open, builtins.open

    def refused(path: object) -> None:
        if Path(str(path)) == closed:
            raise PermissionError(13, "Permission denied", str(path))

    def scan(path: str = ".") -> Iterator[os.DirEntry[str]]:
        refused(path)
        return scandir(path)

    def opened_path(path: Path, *rest: Any, **more: Any) -> Any:
        refused(path)
        return open_path(path, *rest, **more)

    def opened(path: str, *rest: str, **more: str) -> object:
        refused(path)
        return open_it(path, *rest, **more)  # type: ignore[call-overload]

    patch.setattr(os, "scandir", scan)
    patch.setattr(Path, "open", opened_path)
    patch.setattr(builtins, "open", opened)


def test_what_is_written_beside_a_capture_and_cannot_be_opened_costs_it_alone(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("content/raw/a.txt", story(1)).write("content/raw/b.txt", story(2))
    site.write("content/raw/b.yaml", "lang: ar\n")
    with monkeypatch.context() as patch:
        deny(patch, site.root / "content" / "raw" / "b.yaml")
        run = site.run("ingest", "--json")

    assert run.codes == ["unreadable"]
    assert run.json["diagnostics"][0]["file"] == "content/raw/b.yaml"
    assert (run.json["counts"]["article"], run.json["counts"]["failed"]) == (1, 1)


def test_a_file_that_goes_before_it_is_read_fails_alone(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("content/raw/a.txt", story(1)).write("content/raw/b.txt", story(2))

    def first(capture: CaptureFile) -> Opened:
        if capture.name == "b.txt":
            capture.path.unlink()
        return open_file(capture)

    with monkeypatch.context() as patch:
        patch.setattr("warraq.ingest.reading.open_file", first)
        run = site.run("ingest", "--json")

    assert (run.codes, run.json["counts"]["article"]) == (["unreadable"], 1)
    assert told(site)["raw/b.txt"] == "failed unreadable"
    site.run("ingest")
    assert told(site) == {"raw/a.txt": "article"}


def test_a_crawl_that_grows_while_it_is_read_is_read_again(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *later = numbered(3)
    site.write("content/raw/a.warc", first)
    path = site.root / "content" / "raw" / "a.warc"

    def grows(desk: Desk, batch: object) -> object:
        with path.open("ab") as file:
            file.write(b"".join(later))
        return read_items(desk, batch)  # type: ignore[arg-type]

    from warraq.ingest.reading import read_items

    with monkeypatch.context() as patch:
        patch.setattr("warraq.ingest.taking.read_items", grows)
        site.run("ingest")
    run = site.run("ingest", "--json")

    assert run.json["counts"]["read"] > 0
    assert {"article"} <= {row.outcome for row in rows(site)}
    assert len({row.url for row in rows(site) if row.url}) == len(later) + 1


def test_a_crawl_that_shrinks_while_it_is_read_ends_where_it_does() -> None:
    data = warc_record(http(page("خبر")))

    found = list(frames(io.BytesIO(data), size := 1 << 40))

    assert sum(frame.length for frame in found) == size
    assert found[-1].problem


@pytest.mark.skipif(sys.platform != "linux", reason="it needs a path longer than the system takes")
def test_a_folder_too_deep_for_the_system_fails_alone(site: SiteTest) -> None:
    site.write("content/raw/a.txt", story(1))
    here = os.open(site.root / "content" / "raw", os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)

    run = site.run("ingest", "--json")

    assert (run.codes, run.json["counts"]["article"]) == (["unreadable"], 1)
    assert "too long" in run.json["diagnostics"][0]["message"]


def test_nothing_in_a_heap_lays_claim_to_what_a_person_wrote(heap: SiteTest) -> None:
    heap.write("content/en/mine.md", article("Mine", published="2018-01-02"))
    heap.write("content/raw/feed.xml", FEED)
    heap.run("ingest")
    before = told(heap)
    again = heap.run("ingest", "--again", "--json")

    assert "en/mine.md" not in {row.content for row in rows(heap)}
    assert again.codes == []
    assert told(heap) == before
