"""Pictures saved with pages: what is kept of them, and how pages show them."""

from __future__ import annotations

import base64
import contextlib
import io
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from warraq.config.reading import read_config
from warraq.diagnostics import Diagnostic, InputError, Report
from warraq.ingest import ingest
from warraq.ingest.pictures.album import Album
from warraq.ingest.pictures.companion import picture_beside
from warraq.ingest.pictures.enclosed import Enclosed
from warraq.ingest.pictures.kept import RefusedError, kept_picture
from warraq.media import is_whole, picture_address, picture_parts
from warraq.project import open_project
from warraq.publish import publish
from warraq.publish.markdown import held_pictures, render_body

SECRET = b"a secret place"


def picture(kind: str, size: tuple[int, int] = (64, 40)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.save(out, kind, **({} if kind == "GIF" else {"exif": exif}))
    return out.getvalue()


def beside(page: Path, content: Path) -> Album:
    return Album(content, page.name, partial(picture_beside, page))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_keeps_its_dots_and_nothing_else(kind: str) -> None:
    kept = kept_picture(picture(kind) + b"<script>")

    assert kept is not None
    assert SECRET not in kept.data
    assert b"<script>" not in kept.data
    assert (kept.width, kept.height) == ((64, 40) if kind == "GIF" else (40, 64))


@pytest.mark.parametrize("data", [b"<svg/>", b"", picture("JPEG")[:300], picture("PNG")[:60]])
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedError):
        kept_picture(data)


def test_a_picture_is_measured_before_it_is_decoded() -> None:
    wide = bytearray(picture("PNG"))
    wide[16:24] = (100_000).to_bytes(4) * 2

    with pytest.raises(RefusedError):
        kept_picture(bytes(wide))


def test_no_flipped_byte_of_a_picture_raises_anything_else() -> None:
    whole = picture("JPEG", (40, 40))
    for place in range(0, len(whole), 7):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        with contextlib.suppress(RefusedError):
            kept = kept_picture(bytes(flipped))
            assert kept is None or kept.data


def test_a_dot_that_stands_in_for_a_picture_is_none() -> None:
    assert kept_picture(picture("GIF", (1, 1))) is None


@pytest.mark.parametrize(
    "address",
    ["../x.png", "a_files/../x.png", "/etc/passwd", "a_files/link.png", "b_files/x.png", "x.png"],
)
def test_no_address_leads_out_of_the_folder_of_a_page(tmp_path: Path, address: str) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "b_files").mkdir()
    for name in ("x.png", "b_files/x.png"):
        (tmp_path / name).write_bytes(picture("PNG"))
    (tmp_path / "a_files/link.png").symlink_to(tmp_path / "x.png")
    album = beside(tmp_path / "a.html", tmp_path / "content")

    assert album.held(address) == ""
    assert not (tmp_path / "content").exists()


def test_a_refused_picture_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files/x.jpg").write_bytes(picture("JPEG")[:300])
    album = beside(tmp_path / "a.html", tmp_path / "content")

    assert [album.held("./a_files/x.jpg"), album.held("a_files/x.jpg")] == ["", ""]
    assert {found.code for found in album.problems} == {"refused-picture"}


def test_without_pillow_one_note_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: str) -> None:
        raise InputError(Diagnostic("", "missing-package", "pictures need it", "pip install it"))

    monkeypatch.setattr("warraq.ingest.pictures.kept.package", missing)
    notes = set()
    for name in ("a", "b"):
        (tmp_path / f"{name}_files").mkdir()
        (tmp_path / f"{name}_files/x.png").write_bytes(picture("PNG"))
        album = beside(tmp_path / f"{name}.html", tmp_path)
        assert album.held(f"{name}_files/x.png") == ""
        notes |= set(album.problems)

    assert [(note.code, note.severity) for note in notes] == [("missing-package", "note")]


def test_a_picture_in_the_page_itself_is_kept(tmp_path: Path) -> None:
    album = beside(tmp_path / "a.html", tmp_path)
    data = base64.b64encode(picture("PNG")).decode()

    place = album.held(f"data:image/png;base64,{data}")

    assert picture_parts(place) is not None
    assert is_whole(place, (tmp_path / place).read_bytes())


HELD = picture_address(b"dots", 640, 480, "jpg")


def test_a_picture_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[bytes] = []

    def force(paths: list[Path]) -> None:
        assert not list(tmp_path.rglob("[!.]*.jpg"))
        forced.extend(path.read_bytes() for path in paths)

    monkeypatch.setattr("warraq.ingest.pictures.album.force", force)
    dots = base64.b64encode(picture("JPEG")).decode()

    place = beside(tmp_path / "a.html", tmp_path).held(f"data:image/jpeg;base64,{dots}")

    assert forced == [(tmp_path / place).read_bytes()]


def test_a_held_picture_alone_in_a_paragraph_is_a_figure() -> None:
    html = render_body(f'![a <b>]({HELD} "Said & done")')

    assert html.startswith('<figure><img src="')
    assert "</figure>" in html
    assert 'width="640" height="480" loading="lazy" decoding="async" alt="a &lt;b&gt;"' in html
    assert "<figcaption>Said &amp; done</figcaption>" in html


def test_a_picture_that_is_not_held_stays_its_description() -> None:
    assert render_body("![words](media/aa/x.svg)") == "<p>words</p>\n"
    assert held_pictures("![words](media/aa/x.svg)") == ()


STORY = "The council met on Monday and spoke about the bridge for three hours in all. " * 6
PAGE = f"""<!doctype html><html lang="en"><head><title>The bridge</title>
<meta property="article:published_time" content="2018-05-27"></head><body><article>
<h1>The bridge</h1><p>{STORY}</p>
<figure><img src="a_files/x.jpg" alt="A bridge"><figcaption>Seen in May</figcaption></figure>
<p>{STORY}</p></article></body></html>"""


def test_a_page_shows_the_picture_that_was_saved_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "content/raw/a_files"
    folder.mkdir(parents=True)
    (tmp_path / "content/raw/a.html").write_text(PAGE, "utf-8")
    (folder / "x.jpg").write_bytes(picture("JPEG"))

    html = built(tmp_path)

    (shown,) = (tmp_path / "output").rglob("*.jpg")
    assert SECRET not in shown.read_bytes()
    assert f'<img src="{shown.name}" width="40" height="64"' in html
    assert "<figcaption>Seen in May</figcaption>" in html
    assert shown.name in (tmp_path / "output/manifest-sha256.txt").read_text("utf-8")


def mail(*parts: tuple[str, bytes]) -> bytes:
    """Return a page saved as a mail, each picture with the header that names it."""
    lines = [
        *("From: <Saved by Blink>", "Content-Location: https://bridge.example/2018/a.html"),
        *("Content-Type: multipart/related; boundary=B", "", "--B"),
        *("Content-Type: text/html; charset=utf-8", "", PAGE),
    ]
    for header, data in parts:
        lines += ["--B", "Content-Type: image/jpeg", "Content-Transfer-Encoding: base64"]
        lines += [header, "", base64.encodebytes(data).decode()]
    return "\r\n".join([*lines, "--B--", ""]).encode()


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("Content-ID: <x@bridge>", "cid:x@bridge"),
        ("Content-Location: https://bridge.example/i/x.jpg", "https://bridge.example/i/x.jpg"),
        ("Content-Location: ../i/x.jpg", "http://www.bridge.example/i/x.jpg#top"),
        ("Content-Location: file:///C:/i/x.jpg", "file:///C:/i/x.jpg"),
        (
            "Content-Location: https://web.archive.org/web/20180527101010im_/http://a.example/x.jpg",
            "http://a.example/x.jpg",
        ),
    ],
)
def test_a_mail_has_the_pictures_of_its_page(tmp_path: Path, header: str, address: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(mail((header, b"dots")))
    enclosed = Enclosed(tmp_path / "a.mhtml")

    assert enclosed.picture(address) == b"dots"
    assert enclosed.picture("cid:other") == enclosed.picture("https://[") == b""


def test_a_page_saved_as_a_mail_shows_its_pictures(tmp_path: Path) -> None:
    place = "Content-Location: https://bridge.example/2018/a_files/x.jpg"
    (tmp_path / "content/raw").mkdir(parents=True)
    (tmp_path / "content/raw/a.mhtml").write_bytes(mail((place, picture("JPEG"))))

    html = built(tmp_path)

    assert 'width="40" height="64"' in html
    assert "<figcaption>Seen in May</figcaption>" in html


def built(root: Path) -> str:
    """Read what lies in `content/raw/`, publish it, and return the page of its one article."""
    (root / "site.yaml").write_text("title: A\nlanguages: [en]\n", "utf-8")
    project, report = open_project(root), Report()
    project.state.mkdir()
    config = read_config(project.site_file.read_text("utf-8"))
    ingest(project, config, report)
    publish(project, config, report)
    (page,) = (root / "output/en/2018").glob("*/*/*/index.html")
    return page.read_text("utf-8")
