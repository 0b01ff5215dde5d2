"""The switch: the output is whole and old, or whole and new, whatever happens."""

from __future__ import annotations

import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.torture import faults, kills
from benchmarks.torture.disk import Crash, fail_at, in_child
from benchmarks.torture.mirror import fill
from tests.support import SiteTest, article, digests
from warraq.project import Project, writing
from warraq.publish.output.made import Made, Row
from warraq.publish.output.manifest import (
    manifest_lines,
    merged_lines,
    path_in,
    read_manifest,
    sorted_lines,
)

KILLS = 6


def test_a_second_build_writes_nothing(site: SiteTest) -> None:
    fill(site, 5).build()
    before = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}

    counts = site.build().json["counts"]

    assert (counts["written"], counts["removed"]) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == before


def test_only_changed_bytes_are_written(site: SiteTest) -> None:
    fill(site, 12).build()
    untouched = site.output / "ar/2018/05/02/n1/index.html"
    before = untouched.stat().st_mtime_ns

    fill(site, 13).build()

    assert untouched.stat().st_mtime_ns == before


def test_the_manifest_lists_every_file_and_nothing_more(site: SiteTest) -> None:
    fill(site, 3).build()

    files = digests(site.output)
    files.pop("manifest-sha256.txt")

    assert read_manifest(site.output) == files


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "%0A", "%"])
def test_a_site_whose_manifest_is_all_that_is_known_keeps_names_of_any_signs(
    site: SiteTest, sign: str
) -> None:
    file = f"content/ar/2018/05/01/a{sign}b.md"
    site.write(file, article("الأول")).build()
    files = digests(site.output)
    files.pop("manifest-sha256.txt")
    assert read_manifest(site.output) == files

    shutil.rmtree(site.root / ".warraq")
    site.write(file, article("الثاني")).build()

    assert "الثاني" in site.page(f"ar/2018/05/01/a{sign}b")


@given(st.dictionaries(st.text("ab/%\r\n\x0b\x1c\x85\u2028 0AD", min_size=1), st.just("0" * 64)))
def test_a_manifest_says_what_was_written(files: dict[str, str]) -> None:
    text = merged(b"", files)
    half = dict(list(files.items())[::2])

    assert {path_in(line[66:]): line[:64] for line in manifest_lines(text.decode())} == files
    assert merged(merged(b"", half), files) == text
    assert merged(text, dict.fromkeys(files.keys() - half.keys(), "")) == merged(b"", half)


def merged(old: bytes, changes: dict[str, str]) -> bytes:
    return b"".join(merged_lines(io.BytesIO(old), sorted_lines(changes.items())))


@given(st.dictionaries(st.text("ab/%\t\r\n\x01\x1c\x85\u2028 0AD", min_size=1), st.just("0" * 64)))
def test_what_was_made_is_told_in_the_order_of_the_manifest(files: dict[str, str]) -> None:
    made = Made(sqlite3.connect(":memory:", isolation_level=None))
    made.enter([Row(path, "root", digest, changed=True) for path, digest in files.items()])

    assert list(made.lines()) == sorted_lines(files.items())
    assert list(made.changed()) == sorted(files)


def test_a_file_that_two_slices_make_is_told_with_the_first_of_them() -> None:
    made = Made(sqlite3.connect(":memory:", isolation_level=None))
    rows = [Row("a", "day", "1", changed=True), Row("b", "day", "2", changed=False)]

    assert made.enter(rows) is None
    assert made.enter(rows) is None
    assert made.enter([second := Row("b", "month", "3", changed=True)]) == (second, "day")
    assert list(made.changed()) == ["a"]


def test_of_pages_that_wait_for_one_place_the_first_stays() -> None:
    made = Made(sqlite3.connect(":memory:", isolation_level=None))

    made.wait([("b", "one", b"1"), ("a", "one", b"2")])
    made.wait([("b", "other", b"3")])

    assert list(made.waiting()) == [("a", "one", b"2"), ("b", "one", b"1")]


def test_what_is_no_longer_planned_goes_and_its_empty_folders_too(site: SiteTest) -> None:
    fill(site, 3).build()
    (site.root / "content/ar/2018/05/03/n2.md").unlink()

    site.build()

    assert not (site.output / "ar/2018/05/03").exists()
    assert (site.output / "ar/2018/05/02/n1/index.html").is_file()


def test_files_of_others_in_the_output_stay(site: SiteTest) -> None:
    fill(site, 1).build()
    site.write("output/CNAME", "archive.example")

    fill(site, 2).build()

    assert (site.output / "CNAME").read_text() == "archive.example"


def test_a_folder_without_our_mark_is_refused_and_left_alone(site: SiteTest) -> None:
    fill(site, 1).write("output/thesis.docx", "years of work")

    run = site.run("build", "--json")

    assert (run.code, run.codes) == (2, ["foreign-folder"])
    assert digests(site.output).keys() == {"thesis.docx"}


def test_a_file_of_others_is_never_overwritten(site: SiteTest) -> None:
    fill(site, 1).build()
    site.write("output/ar/2018/05/02/n1/index.html", "mine")

    run = fill(site, 2).run("build", "--json")

    assert (run.code, run.codes) == (2, ["foreign-file"])
    assert (site.output / "ar/2018/05/02/n1/index.html").read_text() == "mine"


def test_a_manifest_cannot_name_files_outside(site: SiteTest, tmp_path: Path) -> None:
    fill(site, 1).build()
    precious = tmp_path / "precious.txt"
    precious.write_text("keep")
    manifest = site.output / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text("utf-8") + f"{'0' * 64}  ../../precious.txt\n", "utf-8")

    site.build()

    assert precious.read_text() == "keep"


# --- faults -----------------------------------------------------------------------------


def test_whatever_call_fails_the_old_site_stands_and_the_message_names_the_file(
    tmp_path: Path,
) -> None:
    first, later = faults.measure(tmp_path, articles=4, every=29)

    assert (first.failures, later.failures) == ((), ())
    assert first.trials > 20
    assert later.trials > 30


def test_every_kind_of_call_is_seen_to_fail(site: SiteTest) -> None:
    fill(site, 3).build()
    fill(site, 4, "معدل")
    (site.root / "content/ar/2018/05/02/n1.md").unlink()

    def work() -> list[str]:
        calls = fail_at(0, 0, site.root)
        site.run("build")
        return calls

    calls = in_child(work)

    assert not isinstance(calls, Crash)
    kinds = {call.split(" ")[0] for call in calls}
    assert kinds >= {"open-r", "open-w", "write", "fsync", "link", "rename", "mkdir", "remove"}


def _publish(site: SiteTest) -> int:
    return site.run("publish", "--quiet").code


def test_an_interrupted_build_leaves_the_old_site(site: SiteTest) -> None:
    fill(site, 3).build()
    before = site.tree()
    fill(site, 3, "معدل")
    patch = pytest.MonkeyPatch()
    patch.setattr("warraq.publish.output.switch.Switch._put", _interrupt)

    answer = _publish(site)
    patch.undo()

    assert answer == 3
    assert site.tree() == before


def _interrupt(self: object, path: str) -> None:
    raise KeyboardInterrupt


# --- kills ------------------------------------------------------------------------------


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    whole, one_worker = kills.measure(tmp_path, kills=KILLS, articles=60)

    assert (whole.failures, one_worker.failures) == ((), ())


def test_a_first_build_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    dice = random.Random(6)
    for turn in range(5):
        site = fill(SiteTest(tmp_path / str(turn)), 100)
        process = site.start("publish")
        time.sleep(dice.uniform(0.1, 1.0))
        process.kill()
        process.communicate()

        if site.output.exists():
            manifest = read_manifest(site.output)
            assert manifest is not None
            assert manifest.keys() == digests(site.output).keys() - {"manifest-sha256.txt"}


@pytest.mark.parametrize("done", range(0, 40, 3))
def test_a_switch_cut_anywhere_is_completed_by_the_next_command(site: SiteTest, done: int) -> None:
    fill(site, 3, "old").build()
    fill(site, 4, "new")
    patch = pytest.MonkeyPatch()
    steps = iter(range(done))
    real = os.replace

    def cut(*paths: Any) -> None:
        if "staging" in str(paths[0]) and next(steps, None) is None:
            os._exit(9)
        real(*paths)

    patch.setattr(os, "replace", cut)
    child = os.fork()
    if child == 0:
        site.run("publish")
        os._exit(0)
    os.waitpid(child, 0)
    patch.undo()

    site.build()

    other = fill(SiteTest(site.root.parent / "clean"), 4, "new")
    other.build()
    assert site.tree() == other.tree()


# --- two at once ------------------------------------------------------------------------


def test_a_second_writer_is_told_who_is_writing(site: SiteTest) -> None:
    fill(site, 1).build()

    with writing(Project(site.root)):
        process = site.start("build", "--json")
        out, _ = process.communicate()

    assert process.returncode == 3
    assert f"process {os.getpid()}" in out


def test_the_lock_of_a_dead_process_is_free(site: SiteTest) -> None:
    fill(site, 1)
    holder = (
        "import time; from pathlib import Path\n"
        "from warraq.project import Project, writing\n"
        f"with writing(Project(Path({str(site.root)!r}))):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parent.parent,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.communicate()

    assert site.run("build").code == 0
