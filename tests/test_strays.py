"""What lies in `content/` and is not read is named; so is a profile that nobody knows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support import DEFAULT_SITE, Run, SiteTest, article


def unread(run: Run) -> dict[str, str]:
    """Return file → message of what a build did not read."""
    found = run.json["diagnostics"]
    return {one["file"]: one["message"] for one in found if one["code"] == "unread-file"}


@pytest.mark.parametrize("name", ["b.MD", "b.markdown", "b.txt", "pages/b.mkd"])
def test_a_text_by_another_name_than_an_articles_is_named(site: SiteTest, name: str) -> None:
    site.write("content/ar/a.md", article("الأول")).write(f"content/ar/{name}", article("الثاني"))

    run = site.build()

    assert list(unread(run)) == [f"content/ar/{name}"]
    assert "rename it to b.md" in run.out


def test_a_link_is_named_and_not_followed(site: SiteTest, tmp_path: Path) -> None:
    site.write("content/ar/a.md", article("الأول"))
    (tmp_path / "secret.md").write_text(article("مكتوم"), "utf-8")
    (tmp_path / "folder").mkdir()
    (site.root / "content/ar/link.md").symlink_to(tmp_path / "secret.md")
    (site.root / "content/ar/2018").symlink_to(tmp_path / "folder")

    told = unread(site.build())

    assert sorted(told) == ["content/ar/2018", "content/ar/link.md"]
    assert all("symbolic link" in message for message in told.values())
    assert not any("مكتوم" in path.read_text("utf-8") for path in site.output.rglob("*.html"))


def test_an_article_outside_of_every_language_is_named(site: SiteTest) -> None:
    site.write("content/ar/a.md", article("الأول")).write("content/b.md", article("الثاني"))

    assert list(unread(site.build())) == ["content/b.md"]


def test_any_other_file_is_noted(site: SiteTest) -> None:
    site.write("content/ar/a.md", article("الأول")).write("content/ar/photo.jpg", b"x")
    site.write("content/media/aa/photo.jpg", b"x").write("content/ar/.hidden", b"x")

    run = site.build()

    assert sorted(unread(run)) == ["content/ar/photo.jpg", "content/media/aa/photo.jpg"]
    assert {one["severity"] for one in run.json["diagnostics"]} == {"note"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_name_that_is_no_text_is_named_and_stops_nothing(site: SiteTest) -> None:
    site.write("content/ar/a.md", article("الأول"))
    folder = os.fsencode(site.root / "content/ar")
    Path(os.fsdecode(folder + b"/\xff.md")).write_text(article("الثاني"), "utf-8")
    Path(os.fsdecode(folder + b"/\xfe")).mkdir()

    assert sorted(unread(site.build())) == [r"content/ar/\xfe", r"content/ar/\xff.md"]


def test_what_is_not_read_is_named_by_every_build_until_it_is_gone(site: SiteTest) -> None:
    site.write("content/ar/a.md", article("الأول")).write("content/ar/b.txt", "x")
    first, second = site.build(), site.build()
    (site.root / "content/ar/b.txt").unlink()

    assert unread(first) == unread(second) != {}
    assert second.json["counts"]["written"] == 0
    assert unread(site.build()) == {}


def test_an_article_in_whose_place_a_link_is_put_leaves_the_site(
    site: SiteTest, tmp_path: Path
) -> None:
    site.write("content/ar/2018/05/27/a.md", article("الأول")).build()
    path = site.root / "content/ar/2018/05/27/a.md"
    path.rename(tmp_path / "a.md")
    path.symlink_to(tmp_path / "a.md")

    assert list(unread(site.build())) == ["content/ar/2018/05/27/a.md"]
    assert not (site.output / "ar/2018/05/27/a/index.html").exists()


@pytest.mark.parametrize(
    ("profile", "hint"),
    [("clasic-portal", "did you mean «classic-portal»?"), ("q7", "write profiles/q7.yaml")],
)
def test_a_profile_nobody_knows_is_refused_before_there_is_a_capture_to_read_with_it(
    tmp_path: Path, profile: str, hint: str
) -> None:
    source = f'sources: [{{match: "none/**", profile: {profile}}}]'
    site = SiteTest(tmp_path, DEFAULT_SITE.replace('sources: [{match: "**",', f"{source} #"))
    site.write("content/ar/a.md", article("الأول"))

    run = site.run("build", "--json")

    assert (run.code, run.codes) == (2, ["unknown-profile"])
    assert run.json["diagnostics"][0]["file"] == "site.yaml"
    assert hint in run.out


@pytest.mark.parametrize("command", [["serve"], ["review", "--serve"]])
def test_a_port_that_is_none_is_wrong_use(site: SiteTest, command: list[str]) -> None:
    run = site.run(*command, "--port", "99999")

    assert run.code == 2
    assert "--port" in run.err
