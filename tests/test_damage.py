"""What somebody else did to the finished site is found, said and mended by the next build."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support import Run, SiteTest, article
from warraq.publish.output import damage

PAGE = "ar/2018/05/27/a/index.html"
LIST = "ar/2018/05/index.html"


@pytest.fixture
def built(site: SiteTest) -> SiteTest:
    """Return a site of two articles that was built."""
    site.write("content/ar/2018/05/27/a.md", article("الأول"))
    site.write("content/ar/2018/05/28/b.md", article("الثاني")).build()
    return site


def mended(run: Run) -> dict[str, str]:
    """Return file → message of what a build mended."""
    found = run.json["diagnostics"]
    return {one["file"]: one["message"] for one in found if one["code"] == "mended-file"}


@pytest.mark.parametrize("path", [PAGE, LIST, "index.html", "robots.txt"])
def test_a_file_that_was_removed_is_written_again(built: SiteTest, path: str) -> None:
    before = built.tree()
    (built.output / path).unlink()

    run = built.build()

    assert built.tree() == before
    assert run.json["counts"]["written"] == 1
    assert "removed" in mended(run)[f"output/{path}"]
    assert "was removed" in built.run("why", path).out


@pytest.mark.parametrize("path", [PAGE, LIST, "404.html"])
def test_a_file_that_was_changed_is_written_again(built: SiteTest, path: str) -> None:
    before = built.tree()
    # Of the same length, and older by its own word: only the system's time tells.
    data = (built.output / path).read_bytes()
    (built.output / path).write_bytes(data.replace(b"<", b">", 1))
    os.utime(built.output / path, ns=(10**18, 10**18))

    run = built.build()

    assert built.tree() == before
    assert "changed" in mended(run)[f"output/{path}"]


def test_a_folder_that_was_removed_is_written_again(built: SiteTest) -> None:
    before = built.tree()
    shutil.rmtree(built.output / "ar/2018")

    run = built.build()

    assert built.tree() == before
    assert len(mended(run)) == sum(path.startswith("ar/2018/") for path in before)


def test_damage_is_mended_together_with_the_days_news(built: SiteTest, tmp_path: Path) -> None:
    (built.output / PAGE).unlink()
    built.write("content/ar/2018/05/29/c.md", article("الثالث")).build()
    clean = SiteTest(tmp_path / "clean")
    shutil.copytree(built.root / "content", clean.root / "content")
    clean.build()

    assert built.tree() == clean.tree()


@pytest.mark.parametrize("inside", ["", "notes.txt"])
@pytest.mark.parametrize("path", [PAGE, "index.html"])
def test_a_folder_in_the_place_of_a_file_stops_the_build_before_anything_is_touched(
    built: SiteTest, path: str, inside: str
) -> None:
    before = built.tree()
    (built.output / path).unlink()
    (built.output / path).mkdir()
    if inside:
        (built.output / path / inside).write_text("mine", "utf-8")
    left = built.tree()
    built.write("content/ar/2018/05/29/c.md", article("الثالث"))

    run = built.run("build", "--json")

    assert (run.code, built.tree()) == (2, left)
    (problem,) = (one for one in run.json["diagnostics"] if one["severity"] != "note")
    assert (problem["code"], problem["file"]) == ("foreign-file", f"output/{path}")
    shutil.rmtree(built.output / path)
    built.build()
    assert built.tree().keys() >= before.keys()


def test_a_file_in_the_place_of_a_folder_stops_the_build_and_stays(built: SiteTest) -> None:
    before = built.tree()
    shutil.rmtree(built.output / "ar/2018")
    (built.output / "ar/2018").write_text("mine", "utf-8")

    run = built.run("build", "--json")

    assert (run.code, run.codes) == (2, ["foreign-file"])
    assert run.json["diagnostics"][0]["file"] == "output/ar/2018"
    assert (built.output / "ar/2018").read_text("utf-8") == "mine"
    (built.output / "ar/2018").unlink()
    built.build()
    assert built.tree() == before


def test_what_the_site_itself_no_longer_has_gives_way(built: SiteTest) -> None:
    built.write("static/a", "file").write("static/b/c", "file").build()
    shutil.rmtree(built.root / "static")

    built.write("static/a/c", "file").write("static/b", "file").build()

    assert (built.output / "assets/a/c").is_file()
    assert (built.output / "assets/b").is_file()


def test_a_folder_in_the_place_of_a_file_that_goes_stays(built: SiteTest) -> None:
    (built.output / PAGE).unlink()
    built.write(f"output/{PAGE}/notes.txt", "mine")
    (built.root / "content/ar/2018/05/27/a.md").unlink()

    built.build()

    assert (built.output / PAGE / "notes.txt").read_text("utf-8") == "mine"


def test_a_folder_in_the_place_of_the_manifest_is_refused(built: SiteTest) -> None:
    (built.output / "manifest-sha256.txt").unlink()
    (built.output / "manifest-sha256.txt").mkdir()

    run = built.run("build", "--json")

    assert (run.code, run.codes) == (2, ["foreign-folder"])


def test_a_file_that_somebody_added_stays_and_check_names_it(built: SiteTest) -> None:
    (built.output / "ar/own.txt").write_text("x", "utf-8")

    run = built.build()

    assert (mended(run), run.json["counts"]["written"]) == ({}, 0)
    assert (built.output / "ar/own.txt").is_file()
    assert "not-in-manifest" in built.run("check", "--json").codes


def test_other_rights_are_no_damage_and_looked_into_once(
    built: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in built.output.rglob("*.html"):
        path.chmod(0o640)
    assert mended(built.build()) == {}
    monkeypatch.setattr(damage, "read_manifest", lambda output: pytest.fail("read again"))

    assert mended(built.build()) == {}


def test_a_large_site_is_looked_at_when_that_is_asked_for(
    built: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage, "MOST", 3)
    before = built.tree()
    (built.output / PAGE).unlink()
    assert mended(built.build()) == {}

    run = built.run("build", "--verify", "--json")

    assert list(mended(run)) == [f"output/{PAGE}"]
    assert built.tree() == before


def test_verify_finds_what_no_time_tells(built: SiteTest) -> None:
    before = built.tree()
    (built.output / PAGE).write_bytes(b"x")
    (built.root / ".warraq/whole-output").touch()
    os.utime(built.root / ".warraq/whole-output", (2**33, 2**33))
    assert mended(built.build()) == {}

    run = built.run("publish", "--verify", "--json")

    assert (run.code, list(mended(run))) == (0, [f"output/{PAGE}"])
    assert built.tree() == before


def test_a_build_without_changes_writes_no_mark(built: SiteTest) -> None:
    mark = built.root / ".warraq/whole-output"
    built.build()
    before = mark.stat().st_mtime_ns

    assert mended(built.build()) == {}
    assert mark.stat().st_mtime_ns == before
