"""Pictures of WordPress exports, in the uploads that lie beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.containers import STORY, WXR_HEAD, wxr, wxr_item
from tests.test_pictures_crawled import picture
from warraq.config.reading import read_config
from warraq.diagnostics import Report
from warraq.ingest import ingest
from warraq.ingest.ledger import read_ledger
from warraq.ingest.pictures.uploads import uploaded
from warraq.project import Project

UPLOADS = "wp-content/uploads/2018/05"
ADDRESS = f"https://bridge.example/{UPLOADS}/x-300x200.jpg"
HOME = "https://www.bridge.example/ar"


def beside(folder: Path, *names: str) -> Path:
    """Lay uploads into a folder, each holding its own name; return the export there."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder / "a.xml"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("x-300x200.jpg", "x.jpg"), "x-300x200.jpg"),
        (("x-scaled.jpg", "x.jpg", "x-150x150.jpg"), "x.jpg"),
        (("x-scaled.jpg",), "x-scaled.jpg"),
        (("y.jpg", "x-150x150.jpg"), ""),
    ],
)
def test_the_original_stands_for_a_size_that_is_missing(
    tmp_path: Path, names: tuple[str, ...], expected: str
) -> None:
    export = beside(tmp_path, *(f"{UPLOADS}/{name}" for name in names))

    found = uploaded(export, ADDRESS, HOME)

    assert found == (f"{UPLOADS}/{expected}".encode() if expected else b"")


@pytest.mark.parametrize(
    "address",
    [
        f"http://www.bridge.example/{UPLOADS}/%D8%AC%D8%B3%D8%B1.jpg?w=300",
        f"/ar/{UPLOADS}/جسر.jpg",
        f"https://i2.wp.com/bridge.example/{UPLOADS}/جسر.jpg?resize=300",
    ],
)
def test_an_upload_is_known_by_all_addresses_of_its_site(tmp_path: Path, address: str) -> None:
    export = beside(tmp_path, f"a_files/{UPLOADS}/جسر.jpg")

    assert uploaded(export, address, HOME)


@pytest.mark.parametrize(
    "address",
    [
        f"https://other.example/{UPLOADS}/x.jpg",
        f"https://i2.wp.com/other.example/{UPLOADS}/x.jpg",
        f"https://bridge.example/{UPLOADS}/../../../../secret.jpg",
        f"https://bridge.example/{UPLOADS}/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.jpg",
        f"https://bridge.example/{UPLOADS}/link.jpg",
        f"https://bridge.example/{UPLOADS}/",
        "https://bridge.example/secret.jpg",
        "https://[",
    ],
)
def test_nothing_leads_out_of_the_uploads_or_to_those_of_another_site(
    tmp_path: Path, address: str
) -> None:
    export = beside(tmp_path, f"{UPLOADS}/x.jpg", "secret.jpg")
    (tmp_path / UPLOADS / "link.jpg").symlink_to(tmp_path / "secret.jpg")

    assert uploaded(export, address, HOME) == b""


def test_uploads_that_are_a_link_are_not_followed(tmp_path: Path) -> None:
    beside(tmp_path / "elsewhere", f"{UPLOADS}/x.jpg")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/wp-content").symlink_to(tmp_path / "elsewhere/wp-content")

    assert uploaded(tmp_path / "raw/a.xml", ADDRESS, HOME) == b""


def test_a_post_shows_the_picture_that_was_uploaded_for_it(tmp_path: Path) -> None:
    raw = tmp_path / "content/raw"
    (raw / UPLOADS).mkdir(parents=True)
    (raw / UPLOADS / "x.jpg").write_bytes(picture())
    image = f'<img src="{ADDRESS}" alt="جسر">'
    other = f'<img src="{ADDRESS.replace("bridge", "other")}" alt="نهر">'
    head = WXR_HEAD.replace("<language>", "<link>https://bridge.example</link><language>")
    body = "\n\n".join((*STORY, image, other))
    (raw / "a.xml").write_bytes(wxr(wxr_item("خبر عن الجسر", body), head=head))
    project, report = Project(tmp_path), Report()
    project.state.mkdir()

    ingest(project, read_config("title: A\nlanguages: [ar]\n"), report)

    (text,) = (path.read_text("utf-8") for path in tmp_path.glob("content/ar/**/*.md"))
    (held,) = (tmp_path / "content/media").rglob("*.jpg")
    assert f"![جسر](media/{held.parent.name}/{held.name})" in text
    assert "![نهر](https://other.example/" in text
    reasons = {row.file: row.reason for row in read_ledger(project.state)}
    assert reasons[f"raw/{UPLOADS}/x.jpg"] == "unsupported"
