"""Pictures on pages: several sizes of one that is held, the description of one that is lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.torture.sequences import unlike_clean
from tests.support import SiteTest, article
from warraq.config.reading import read_config
from warraq.diagnostics import Report
from warraq.media import picture_address
from warraq.project import Project
from warraq.publish import publish
from warraq.publish.pictures.sizes import Sizes

NAME = "content/ar/2018/05/27/a.md"


def photograph(width: int, height: int, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(out, kind, quality=95)
    return out.getvalue()


def held(site: SiteTest, width: int = 1200, height: int = 800) -> str:
    """Keep a picture in `content/`, shown by one article; return its address."""
    data = photograph(width, height)
    address = picture_address(data, width, height, "jpg")
    site.write(f"content/{address}", data)
    body = f'النص الأول هنا.\n\n![جسر "قديم"]({address} "في أيار")'
    site.write(NAME, article("الجسر", body=body, published="2018-05-27", path="2018/05/27/a"))
    return address


def files_beside(site: SiteTest) -> set[str]:
    folder = site.output / "ar/2018/05/27/a"
    return {path.name for path in folder.iterdir()} - {"index.html"}


@pytest.mark.parametrize(
    ("width", "offered"), [(1200, [480, 960]), (700, [480, 700]), (300, [300])]
)
def test_a_picture_is_offered_in_sizes_up_to_its_own(
    site: SiteTest, width: int, offered: list[int]
) -> None:
    address = held(site, width, 200)
    site.build()

    html = site.page("ar/2018/05/27/a")
    kinds = re.findall(r'<source type="image/(\w+)" srcset="([^"]+)" sizes=', html)
    sets = [[one.split() for one in files.split(", ")] for _, files in kinds]

    assert [kind for kind, _ in kinds] == ["avif", "webp"]
    assert all([size for _, size in files] == [f"{one}w" for one in offered] for files in sets)
    names = {name for files in sets for name, _ in files}
    assert files_beside(site) == names | {address.rpartition("/")[2]}
    for name in names:
        with Image.open(site.output / "ar/2018/05/27/a" / name) as image:
            assert f"-{image.width}x{image.height}." in name
    assert f'width="{width}" height="200" loading="lazy"' in html
    assert site.run("check").code == 0


def test_what_is_smaller_as_it_is_has_no_other_size(tmp_path: Path) -> None:
    data = photograph(40, 40, "WEBP")

    assert Sizes(tmp_path).of("a-40x40.webp", data[:20], 40, 40) == ()


def test_what_is_no_picture_is_published_as_it_is(tmp_path: Path) -> None:
    assert Sizes(tmp_path).of("a-40x40.jpg", b"\xff\xd8\xff" * 900, 40, 40) == ()
    assert list(tmp_path.rglob("*.avif")) == []


def test_sizes_are_the_same_whether_kept_damaged_or_made_anew(tmp_path: Path) -> None:
    data = photograph(600, 400)
    made = Sizes(tmp_path).of("a-600x400.jpg", data, 600, 400)
    kept = Sizes(tmp_path).of("a-600x400.jpg", data, 600, 400)
    for path in tmp_path.rglob("*.avif"):
        path.write_bytes(path.read_bytes()[:-9])

    again = Sizes(tmp_path).of("a-600x400.jpg", data, 600, 400)

    assert len(made) == 4
    assert made == kept == again


def test_without_pillow_there_is_the_picture_alone(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warraq.publish.pictures.sizes.encoder", lambda: "")
    monkeypatch.setattr("warraq.publish.intake.intake.encoder", lambda: "")
    address = held(site, 300, 200)
    site.build()

    assert "<picture>" not in site.page("ar/2018/05/27/a")
    assert files_beside(site) == {address.rpartition("/")[2]}

    monkeypatch.undo()
    site.build()
    assert "<picture>" in site.page("ar/2018/05/27/a")


def test_why_knows_the_bytes_of_a_picture(site: SiteTest) -> None:
    held(site, 300, 200)
    site.build()

    for name in files_beside(site):
        facts = site.run("why", f"ar/2018/05/27/a/{name}", "--json").json
        assert facts["state"] == "up to date"
        assert facts["bytes"] == (site.output / "ar/2018/05/27/a" / name).stat().st_size


def codes(site: SiteTest) -> set[str]:
    return set(site.build().codes)


def test_a_picture_that_is_lost_or_changed_leaves_the_page_and_comes_back(site: SiteTest) -> None:
    place = site.root / "content" / held(site, 300, 200)
    whole = place.read_bytes()
    assert codes(site) == set()
    first = site.tree()

    place.unlink()
    assert codes(site) == {"lost-picture"}
    html = site.page("ar/2018/05/27/a")
    assert "<figure>جسر &quot;قديم&quot;<figcaption>في أيار</figcaption></figure>" in html
    assert files_beside(site) == set()
    assert unlike_clean(site, site.root.parent / "clean") == ""

    place.write_bytes(whole + b"x")
    assert codes(site) == {"changed-picture"}
    assert files_beside(site) == set()

    place.write_bytes(whole)
    assert codes(site) == set()
    assert site.tree() == first


def test_a_picture_that_nobody_shows_is_named_and_stays(site: SiteTest) -> None:
    address = held(site, 300, 200)
    assert codes(site) == set()

    (site.root / NAME).unlink()

    assert codes(site) == {"unused-picture"}
    assert (site.root / "content" / address).is_file()


def test_a_page_of_prose_shows_pictures(site: SiteTest) -> None:
    address = held(site, 300, 200)
    site.write("content/ar/pages/help.md", f"---\ntitle: مساعدة\n---\n\n![جسر]({address})\n")
    site.build()

    assert "<picture>" in site.page("ar/help")
    assert (site.output / "ar/help" / address.rpartition("/")[2]).is_file()

    (site.root / "content" / address).unlink()
    site.build()
    assert "<figure>جسر</figure>" in site.page("ar/help")


def made_by(site: SiteTest) -> set[str]:
    return {path.name for path in (site.root / ".warraq/pictures").iterdir()}


def test_sizes_go_when_neither_the_site_nor_its_preview_has_their_encoder(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(site, 300, 200)
    project = Project(site.root)
    config = read_config((site.root / "site.yaml").read_text("utf-8"))

    def build(which: Project, encoder: str) -> set[str]:
        monkeypatch.setattr("warraq.publish.pictures.sizes.encoder", lambda: encoder)
        monkeypatch.setattr("warraq.publish.intake.intake.encoder", lambda: encoder)
        publish(which, config, Report())
        return made_by(site)

    project.state.mkdir(exist_ok=True)
    assert build(project, "1-old") == {"1-old"}
    assert build(project.preview, "1-old") == {"1-old"}
    assert build(project, "1-new") == {"1-old", "1-new"}
    assert build(project, "") == {"1-old", "1-new"}
    assert build(project, "1-new") == {"1-old", "1-new"}
    assert build(project.preview, "1-new") == {"1-new"}
