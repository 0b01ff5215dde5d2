"""Pictures that lie in the crawl of a page, before it or behind it."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image

from tests.containers import (
    STORY,
    arc_record,
    http,
    packed,
    page,
    wacz,
    warc_record,
    wxr,
    wxr_item,
)
from warraq.config.reading import read_config
from warraq.diagnostics import Report
from warraq.ingest import ingest
from warraq.ingest.captures import CaptureFile
from warraq.ingest.ledger import read_ledger
from warraq.ingest.pictures.crawled import looking_up
from warraq.ingest.pictures.noted import noted
from warraq.ingest.readers.inflating import inflate_to
from warraq.ingest.reading import Item
from warraq.media import is_whole, picture_parts
from warraq.model import Origin, Passed, Pictured
from warraq.project import Project

SHOWN = "http://bridge.example/i/x.jpg"
OTHER = "http://bridge.example/i/other.jpg"


def picture(shade: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 40), (shade, 90, 0)).save(out, "JPEG")
    return out.getvalue()


def story() -> bytes:
    shown = '<figure><img src="/i/x.jpg" alt="جسر"><figcaption>في أيار</figcaption></figure>'
    return http(page("خبر عن الجسر").replace(b"</article>", f"{shown}</article>".encode()))


def shown(url: str = SHOWN, *more: str, shade: int = 0, media: str = "image/jpeg") -> bytes:
    return warc_record(http(picture(shade), media=media), url=url, more=more)


def revisit(*more: str) -> bytes:
    return warc_record(b"", kind="revisit", url=SHOWN, more=more)


def read_all(root: Path, captures: dict[str, bytes]) -> tuple[list[str], set[str]]:
    """Read captures; return the files of the articles, and the codes of what was said."""
    (root / "content/raw").mkdir(parents=True, exist_ok=True)
    for name, data in captures.items():
        (root / "content/raw" / name).write_bytes(data)
    project, report = Project(root), Report()
    project.state.mkdir(exist_ok=True)
    ingest(project, read_config("title: A\nlanguages: [ar]\n"), report)
    texts = [path.read_text("utf-8") for path in sorted(root.glob("content/ar/**/*.md"))]
    return texts, {one.code for one in report.diagnostics}


def moved(to: str, url: str = SHOWN, *, status: str = "301 Moved", body: bytes = b"") -> bytes:
    return warc_record(http(body, f"Location: {to}", status=status), url=url)


def hops(count: int) -> bytes:
    """Return so many redirects one after the other, the last one to OTHER."""
    places = [SHOWN, *(f"http://bridge.example/{n}" for n in range(1, count)), OTHER]
    return b"".join(moved(to, url) for url, to in pairwise(places))


PAGE = warc_record(story())
DIGEST = "WARC-Payload-Digest: sha1:AAAA"
DEFLATED = io.BytesIO()
with zipfile.ZipFile(DEFLATED, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("archive/data.warc", PAGE + shown())

CRAWLS = {
    "behind.warc": PAGE + shown(),
    "before.warc.gz": packed([shown(OTHER, shade=9), shown(), PAGE]),
    "one-member.warc.gz": gzip.compress(shown(OTHER, shade=9) + PAGE + shown()),
    "resource.warc": PAGE + warc_record(picture(), kind="resource", url=SHOWN),
    "unsaid.warc": PAGE + shown(media="application/octet-stream"),
    "old.arc": arc_record(story()) + arc_record(http(picture(), media="image/jpeg"), SHOWN),
    "stored.wacz": wacz(**{"archive/a.warc.gz": packed([PAGE, shown()]), "pages/p": b"x"}),
    "deflated.wacz": DEFLATED.getvalue(),
    "same-digest.warc.gz": packed([PAGE, revisit(DIGEST), shown(OTHER, DIGEST)]),
    "moved.warc": PAGE + moved("other.jpg", body=b"<p>moved</p>") + shown(OTHER),
    "found.warc.gz": packed([shown(OTHER), moved(OTHER, status="302 Found"), PAGE]),
    "see-other.warc": PAGE + moved(OTHER, status="303 See Other") + shown(OTHER),
    "to-https.warc": PAGE + moved(SHOWN.replace("http:", "https:")) + moved(OTHER) + shown(OTHER),
    "five-hops.warc": PAGE + hops(5) + shown(OTHER),
    "same-address.warc": PAGE + revisit(f"WARC-Refers-To-Target-URI: {OTHER}") + shown(OTHER),
}


@pytest.mark.parametrize("name", CRAWLS)
def test_an_article_has_the_picture_of_its_crawl(tmp_path: Path, name: str) -> None:
    (text,), _ = read_all(tmp_path, {name: CRAWLS[name]})

    (held,) = (tmp_path / "content/media").rglob("*.jpg")
    place = held.relative_to(tmp_path / "content").as_posix()
    assert f'![جسر]({place} "في أيار")' in text
    assert picture_parts(place)
    assert is_whole(place, held.read_bytes())
    rows = [row for row in read_ledger(tmp_path / ".warraq") if not row.member]
    assert sum(row.length or 0 for row in rows) == len(CRAWLS[name])


@pytest.mark.parametrize(
    "crawl",
    [
        PAGE,
        PAGE + shown(OTHER),
        PAGE + revisit(DIGEST) + revisit(f"WARC-Refers-To-Target-URI: {SHOWN}"),
        PAGE + warc_record(http(picture(), status="404 Not Found"), url=SHOWN),
        PAGE + hops(6) + shown(OTHER),
        PAGE + moved(OTHER) + moved(SHOWN, OTHER),
        PAGE + moved("http://[") + moved(OTHER, status="404 Not Found") + shown(OTHER),
        PAGE + shown(media="image/svg+xml").replace(b"\xff\xd8\xff", b"<s>"),
    ],
)
def test_what_a_crawl_does_not_hold_stays_an_address(tmp_path: Path, crawl: bytes) -> None:
    (text,), _ = read_all(tmp_path, {"a.warc": crawl})

    assert f'![جسر]({SHOWN} "في أيار")' in text
    assert not (tmp_path / "content/media").exists()


def test_a_damaged_picture_of_a_crawl_is_named_and_stays_an_address(tmp_path: Path) -> None:
    cut = warc_record(http(picture()[:300], media="image/jpeg"), url=SHOWN)

    (text,), codes = read_all(tmp_path, {"a.warc": PAGE + cut})

    assert SHOWN in text
    assert codes == {"refused-picture"}


def test_pictures_that_no_article_names_are_left_where_they_are(tmp_path: Path) -> None:
    read_all(tmp_path, {"a.warc": PAGE + shown() + shown(OTHER, shade=9)})

    assert len(list((tmp_path / "content/media").rglob("*.jpg"))) == 1


PARTED: tuple[tuple[bytes, ...], ...] = (
    (PAGE, shown()),
    (PAGE, packed([shown(OTHER, shade=9), shown()])),
    (PAGE, revisit(DIGEST), shown(OTHER, DIGEST)),
    (PAGE + revisit(DIGEST), shown(OTHER, DIGEST)),
    (PAGE, moved(OTHER), shown(OTHER)),
    (
        PAGE + moved(OTHER),
        revisit(DIGEST).replace(b"x.jpg", b"other.jpg"),
        shown(OTHER + "?1", DIGEST),
    ),
    (PAGE, wacz(**{"archive/a.warc.gz": packed([shown()])})),
)


def arrive(root: Path, files: Iterable[tuple[str, bytes]]) -> str:
    """Let files of a crawl come, a run for each; return the article."""
    for name, data in files:
        texts, _ = read_all(root, {name: data})
    (text,) = texts
    return text


@pytest.mark.parametrize("files", PARTED)
def test_a_picture_is_found_in_another_file_of_the_crawl(
    tmp_path: Path, files: tuple[bytes, ...]
) -> None:
    named = [(f"{number}.{_suffix(data)}", data) for number, data in enumerate(files)]
    (whole,), _ = read_all(tmp_path / "whole", dict(named))

    assert "![جسر](media/" in whole
    for place, order in enumerate((named, named[::-1])):
        root = tmp_path / str(place)
        root.mkdir()
        assert arrive(root, order) == whole


def _suffix(data: bytes) -> str:
    return "wacz" if data.startswith(b"PK") else "warc.gz" if data[0] == 0x1F else "warc"


def test_the_files_of_another_folder_are_another_crawl(tmp_path: Path) -> None:
    (tmp_path / "content/raw/other").mkdir(parents=True)

    (text,), _ = read_all(tmp_path, {"a.warc": PAGE, "other/b.warc": shown()})

    assert SHOWN in text


def test_the_picture_beside_the_page_goes_before_that_of_another_file(tmp_path: Path) -> None:
    files = {"a.warc": shown(shade=9), "b.warc": PAGE + shown(shade=200), "c.warc": shown(shade=5)}

    (text,), _ = read_all(tmp_path, files)

    place = text.partition("![جسر](")[2].split()[0]
    with Image.open(tmp_path / "content" / place) as found:
        assert found.getpixel((0, 0))[0] > 190  # type: ignore[index]


def test_a_picture_that_comes_later_is_not_put_into_what_a_person_edited(tmp_path: Path) -> None:
    read_all(tmp_path, {"a.warc": PAGE})
    (file,) = tmp_path.glob("content/ar/**/*.md")
    file.write_text(file.read_text("utf-8") + "\nأضافها شخص.\n", "utf-8")

    (text,), codes = read_all(tmp_path, {"b.warc": shown()})

    assert SHOWN in text
    assert codes == set()


def test_what_comes_later_and_is_not_missed_changes_nothing(tmp_path: Path) -> None:
    read_all(tmp_path, {"a.warc": PAGE + shown()})
    (file,) = tmp_path.glob("content/ar/**/*.md")
    before = file.stat().st_mtime_ns

    read_all(tmp_path, {"b.warc": shown(OTHER) + shown(shade=9)})

    assert file.stat().st_mtime_ns == before


def test_a_crawl_that_is_gone_lends_no_more_pictures(tmp_path: Path) -> None:
    read_all(tmp_path, {"a.warc": shown()})
    (tmp_path / "content/raw/a.warc").unlink()

    (text,), _ = read_all(tmp_path, {"b.warc": PAGE})

    assert SHOWN in text


def test_what_is_noted_is_made_again_where_it_is_lost(tmp_path: Path) -> None:
    read_all(tmp_path, {"a.warc": shown()})
    (tmp_path / ".warraq/pictures.sqlite").unlink()

    (text,), _ = read_all(tmp_path, {"b.warc": PAGE})

    assert "![جسر](media/" in text


def test_more_files_than_a_process_may_open_lend_their_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warraq.ingest.pictures.crawled._MOST_FILES", 2)
    image = '<figure><img src="/i/{0}.jpg" alt="{0}"></figure>'
    pictures = "".join(image.format(n) for n in range(6)) + image.format(0).replace("alt", "title")
    body = page("خبر عن الجسر").replace(b"</article>", pictures.encode() + b"</article>")
    files = {f"{n}.warc": shown(f"http://bridge.example/i/{n}.jpg", shade=40 * n) for n in range(6)}

    (text,), _ = read_all(tmp_path, {"page.warc": warc_record(http(body)), **files})

    assert text.count("](media/") == 7


def test_a_member_that_holds_a_whole_crawl_is_inflated_once_for_all_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inflated: list[int] = []

    def counted(target: BinaryIO, stream: BinaryIO, place: int) -> None:
        inflated.append(place)
        inflate_to(target, stream, place)

    monkeypatch.setattr("warraq.ingest.pictures.crawled.inflate_to", counted)
    image = '<figure><img src="/i/{0}.jpg" alt="{0}"></figure>'
    pictures = "".join(image.format(n) for n in range(9))
    body = page("خبر عن الجسر").replace(b"</article>", pictures.encode() + b"</article>")
    records = [shown(f"http://bridge.example/i/{n}.jpg", shade=9 * n) for n in range(9)]
    crawl = warc_record(b"", kind="warcinfo") + b"".join([warc_record(http(body)), *records])

    (text,), _ = read_all(tmp_path, {"a.warc.gz": gzip.compress(crawl)})

    assert text.count("](media/") == 9
    assert inflated == [0]
    assert not list((tmp_path / ".warraq").rglob("*.inflated"))


@pytest.mark.parametrize("place", [1, 0x7FFF_FFFF])
def test_a_crawl_that_is_another_one_since_holds_no_picture(tmp_path: Path, place: int) -> None:
    crawl = CRAWLS["stored.wacz"]
    entry = crawl.index(b"PK\x01\x02") + 42
    moved = crawl[:entry] + place.to_bytes(4, "little") + crawl[entry + 4 :]
    (tmp_path / "a.wacz").write_bytes(moved)
    origin = Origin(file="a.wacz", member="archive/a.warc.gz", offset=0)
    told = Passed(origin, 0, "no-page", picture=Pictured(SHOWN))
    item = Item(CaptureFile(tmp_path / "a.wacz", "a.wacz", 0, 0), told)
    with noted(tmp_path) as index:
        list(index.noting([item]))

    with looking_up(tmp_path / "pictures.sqlite", tmp_path, tmp_path) as crawls:
        assert crawls
        assert crawls.picture("a.wacz", SHOWN) == b""


def test_a_record_has_the_pictures_in_its_body(tmp_path: Path) -> None:
    dots = base64.b64encode(picture()).decode()
    body = "".join(f"<p>{text}</p>" for text in STORY)
    inside = f'<img src="data:image/jpeg;base64,{dots}" alt="جسر">'
    export = wxr(wxr_item("خبر عن الجسر", body + inside))

    (text,), _ = read_all(tmp_path, {"a.xml": export})

    (held,) = (tmp_path / "content/media").rglob("*.jpg")
    assert f"![جسر](media/{held.parent.name}/{held.name})" in text


def test_a_picture_that_its_owner_took_out_of_an_article_does_not_come_back(
    tmp_path: Path,
) -> None:
    read_all(tmp_path, {"a.warc": PAGE + shown()})
    (file,) = tmp_path.glob("content/ar/**/*.md")
    file.write_text(file.read_text("utf-8").replace("![جسر]", "![لا]"), "utf-8")
    (held,) = (tmp_path / "content/media").rglob("*.jpg")
    held.unlink()

    project, report = Project(tmp_path), Report()
    ingest(
        project, read_config("title: A\nlanguages: [ar]\n"), report, again=lambda difference: None
    )

    assert {one.code for one in report.diagnostics} == {"edited"}
    assert not held.exists()


@pytest.mark.parametrize("bytes_left", [None, 0, 100])
def test_reading_again_restores_a_picture_that_is_lost_or_changed(
    tmp_path: Path, bytes_left: int | None
) -> None:
    read_all(tmp_path, {"a.warc": PAGE + shown()})
    (held,) = (tmp_path / "content/media").rglob("*.jpg")
    whole = held.read_bytes()
    held.unlink() if bytes_left is None else held.write_bytes(whole[:bytes_left])

    project, config = Project(tmp_path), read_config("title: A\nlanguages: [ar]\n")
    ingest(project, config, Report(), again=lambda difference: None)

    assert held.read_bytes() == whole
