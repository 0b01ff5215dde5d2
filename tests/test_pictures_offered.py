"""Pictures that a page offers in several sizes: the best one that came with it is kept."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.containers import http, page, warc_record, wxr, wxr_item
from tests.test_pictures_crawled import read_all
from warraq.ingest.html import markdown_of
from warraq.ingest.html.candidates import candidates, gather_sources
from warraq.ingest.html.tree import parse

HOME = "http://bridge.example"
BODY = "\n\n".join(f"فقرة رقم {number} من خبر الجسر الذي افتتح اليوم." for number in range(5))


def picture(width: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 40), (9, 90, 0)).save(out, "JPEG")
    return out.getvalue()


def offered(markup: str) -> list[str]:
    root = parse(f"<div>{markup}</div>")
    assert root is not None
    gather_sources(root)
    return candidates(next(root.iter("img")))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img src="a.jpg">', ["a.jpg"]),
        ('<img src="a.jpg" srcset="b.jpg 300w, c.jpg 1200w">', ["c.jpg", "a.jpg", "b.jpg"]),
        ('<img src="a.jpg" width="1000" srcset="b.jpg 900w">', ["a.jpg", "b.jpg"]),
        ('<img src="a.jpg" srcset="a.jpg, b.jpg 2x">', ["b.jpg", "a.jpg"]),
        ('<img src="a.jpg" srcset="raw.jpg 6000w, b.jpg 960w">', ["b.jpg", "a.jpg", "raw.jpg"]),
        ('<img src="dot.gif" data-src="a.jpg">', ["a.jpg", "dot.gif"]),
        ('<img src="dot.gif" data-srcset="a.jpg 300w">', ["a.jpg", "dot.gif"]),
        ('<img src="a.jpg" srcset="x,y.jpg 900w,z.jpg 700w">', ["x,y.jpg", "z.jpg", "a.jpg"]),
        (
            '<picture><source srcset="a.webp 1200w" type="image/webp"><source data-srcset="b.jpg">'
            '<img src="c.jpg" srcset=" , "></picture>',
            ["a.webp", "b.jpg", "c.jpg"],
        ),
    ],
)
def test_the_best_address_of_a_picture_comes_first(markup: str, expected: list[str]) -> None:
    assert offered(markup) == expected


def test_where_none_came_along_the_best_address_stays() -> None:
    markup = '<p><img alt="جسر" src="/s.jpg" srcset="/l.jpg 1200w"></p>'

    assert markdown_of(markup, url=HOME) == f"![جسر]({HOME}/l.jpg)"


SHOWN = (
    '<picture><source srcset="{0}/1200.jpg 1200w, {0}/900.jpg 900w">'
    '<img alt="جسر" src="{0}/dot.gif" data-src="{0}/300.jpg" width="300"></picture>'
)


def story(folder: str) -> bytes:
    shown = f"<figure>{SHOWN.format(folder)}</figure>".encode()
    return page("خبر عن الجسر").replace(b"</article>", shown + b"</article>")


@pytest.mark.parametrize(
    ("there", "width"), [((300, 900), 900), ((300,), 300), ((1200, 900), 1200)]
)
def test_a_saved_page_shows_the_best_picture_of_its_folder(
    tmp_path: Path, there: tuple[int, ...], width: int
) -> None:
    folder = tmp_path / "content/raw/a_files"
    folder.mkdir(parents=True)
    for one in there:
        (folder / f"{one}.jpg").write_bytes(picture(one))

    (text,), codes = read_all(tmp_path, {"a.html": story("a_files")})

    assert f"-{width}x40.jpg)" in text
    assert codes == set()


@pytest.mark.parametrize(
    ("there", "width"), [((300, 900), 900), ((300,), 300), ((1200, 900), 1200)]
)
def test_a_page_of_a_crawl_shows_the_best_picture_of_the_crawl(
    tmp_path: Path, there: tuple[int, ...], width: int
) -> None:
    records = [
        warc_record(http(picture(one), media="image/jpeg"), url=f"{HOME}/i/{one}.jpg")
        for one in there
    ]
    crawl = b"".join([records[0], warc_record(http(story("/i"))), *records[1:]])

    (text,), codes = read_all(tmp_path, {"a.warc": crawl})

    assert f"-{width}x40.jpg)" in text
    assert codes == set()


def test_a_damaged_one_gives_way_to_the_next(tmp_path: Path) -> None:
    sizes = {1200: picture(1200)[:300], 900: picture(900)}
    records = (
        warc_record(http(data, media="image/jpeg"), url=f"{HOME}/i/{one}.jpg")
        for one, data in sizes.items()
    )

    (text,), codes = read_all(
        tmp_path, {"a.warc": warc_record(http(story("/i"))) + b"".join(records)}
    )

    assert "-900x40.jpg)" in text
    assert codes == set()


@pytest.mark.parametrize("name", ["a.warc", "a.html"])
def test_what_no_capture_holds_leaves_the_page_and_stays_in_the_record(
    tmp_path: Path, name: str
) -> None:
    body = story(f"{HOME}/i")

    (text,), _ = read_all(tmp_path, {name: warc_record(http(body)) if name == "a.warc" else body})

    assert f"![جسر]({HOME}/i/1200.jpg)" in text
    assert "^" not in text


def test_a_post_of_an_export_shows_the_best_picture_of_its_uploads(tmp_path: Path) -> None:
    uploads = tmp_path / "content/raw/wp-content/uploads"
    uploads.mkdir(parents=True)
    (uploads / "small.jpg").write_bytes(picture(300))
    (uploads / "large.jpg").write_bytes(picture(900))
    there = "https://bridge.example/wp-content/uploads"
    image = (
        f'<img alt="جسر" src="{there}/small.jpg" width="300" '
        f'srcset="{there}/huge.jpg 1500w, {there}/large.jpg 900w">'
    )
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))

    (text,), _ = read_all(tmp_path, {"a.xml": wxr(wxr_item("خبر عن الجسر", paragraphs + image))})

    assert "-900x40.jpg)" in text


def test_the_same_story_is_known_with_and_without_its_pictures(tmp_path: Path) -> None:
    plain = page("خبر عن الجسر")
    (tmp_path / "content/raw/a_files").mkdir(parents=True)
    (tmp_path / "content/raw/a_files/300.jpg").write_bytes(picture(300))

    texts, _ = read_all(tmp_path, {"a.html": story("a_files"), "b.warc": warc_record(http(plain))})

    assert len(texts) == 1
