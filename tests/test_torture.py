"""A small share of the long proofs; the whole of them is `make torture`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from benchmarks.torture import (
    at_once,
    bombs,
    clocks,
    damage,
    full_disk,
    gashes,
    idle,
    large,
    mutants,
    powercut,
    shown,
    soak,
)
from benchmarks.torture.accounts import unaccounted
from benchmarks.torture.disk import Crash, fail_at, in_child
from benchmarks.torture.figure import Figure
from tests.harms import HARMS
from tests.samples import SAMPLES
from tests.support import ROOT, missing
from warraq.ingest.captures import CaptureFile
from warraq.ingest.ledger import Row

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it needs forks and /proc")


def test_damage_of_what_a_build_remembers_makes_no_difference(tmp_path: Path) -> None:
    figure = damage.measure(tmp_path, cases=len(damage.HARMS))

    assert figure.failures == ()


def test_neither_clocks_nor_times_of_files_hide_a_change(tmp_path: Path) -> None:
    assert clocks.measure(tmp_path, rounds=1).failures == ()


def test_an_idle_build_touches_no_file_of_the_site(tmp_path: Path) -> None:
    figure = idle.measure(tmp_path, articles=5)

    assert figure.failures == ()
    assert figure.trials > 20


def test_a_power_cut_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    first, later = powercut.measure(tmp_path, articles=4, every=7)

    assert (first.failures, later.failures) == ((), ())


def test_without_forcing_bytes_to_the_disk_a_power_cut_would_not(tmp_path: Path) -> None:
    with mock.patch("warraq.publish.output.writer.force"):
        _, later = powercut.measure(tmp_path, articles=4, every=7)

    assert later.failures


def test_two_commands_at_once_do_not_mix(tmp_path: Path) -> None:
    assert at_once.measure(tmp_path, rounds=len(at_once.PAIRS), articles=30).failures == ()


def test_a_preview_sees_every_edit(tmp_path: Path) -> None:
    figure = soak.measure(tmp_path, minutes=0.05)

    assert figure.failures == ()
    assert figure.trials >= 2


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    figure = full_disk.measure(tmp_path, sizes=4)

    if figure.missing:
        missing(figure.missing)
    assert figure.failures == ()


def test_damaged_captures_of_every_kind_are_told_whole(tmp_path: Path) -> None:
    figures = tuple(mutants.measure(tmp_path, inputs=len(HARMS)))

    assert [line for figure in figures for line in figure.failures] == []
    assert len(figures) == len(SAMPLES)


@pytest.mark.browser
@pytest.mark.parametrize("lang", shown.LANGUAGES)
def test_a_browser_shows_every_word_of_a_capture(lang: str, tmp_path: Path, chromium: Any) -> None:
    figure = shown.shown(tmp_path / lang, lang, chromium, articles=12)

    assert figure.failures == ()
    assert figure.trials == 12


def test_bombs_are_refused_or_capped(tmp_path: Path) -> None:
    assert bombs.measure(tmp_path, megabytes=40).failures == ()


def test_a_damaged_crawl_costs_what_is_damaged(tmp_path: Path) -> None:
    assert gashes.measure(tmp_path, damages=5).failures == ()


def test_a_large_file_is_read_in_little_memory(tmp_path: Path) -> None:
    figures = tuple(large.measure(tmp_path, megabytes=1))

    assert [line for figure in figures for line in figure.failures] == []
    assert len(figures) == 5


# --- the tools themselves ----------------------------------------------------------------


def test_a_call_that_fails_is_the_one_that_was_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def work() -> tuple[list[str], str]:
        calls = fail_at(3, 28, tmp_path)
        path.write_text("whole")
        try:
            path.rename(tmp_path / "b.txt")
        except OSError as error:
            return calls, str(error)
        return calls, ""

    found = in_child(work)

    assert not isinstance(found, Crash)
    calls, error = found
    assert [call.split(" ")[0] for call in calls] == ["open-w", "write", "rename"]
    assert "b.txt" in error


def test_a_write_that_fails_has_written_its_first_half(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"

    def work() -> None:
        fail_at(2, 28, tmp_path)
        path.write_bytes(b"12345678")

    found = in_child(work)

    assert isinstance(found, Crash)
    assert "OSError: [Errno 28]" in found.trace
    assert path.read_bytes() == b"1234"


def test_the_model_of_a_disk_loses_only_what_was_not_forced() -> None:
    disk = powercut.Disk(folders={"/m"})
    for call in (
        ("open-w", ("/m/a",), b""),
        ("write", ("/m/a",), b"forced"),
        ("fsync", ("/m/a",), b""),
        ("open-w", ("/m/b",), b""),
        ("write", ("/m/b",), b"lost"),
        ("rename", ("/m/a", "/m/c"), b""),
    ):
        disk.take(call)

    assert set(disk.names) == {"/m/b", "/m/c"}
    assert disk.forced[disk.names["/m/c"]] == b"forced"
    assert disk.forced[disk.names["/m/b"]] == b""


def test_a_byte_that_no_row_tells_of_is_found() -> None:
    captures = [CaptureFile("", name, 10, 0) for name in ("whole.txt", "gap.warc", "none.txt")]
    rows = [
        Row("raw/whole.txt", "", "article"),
        Row("raw/gap.warc", "", "skipped", offset=0, length=4),
        Row("raw/gap.warc", "", "article", offset=5, length=5),
    ]

    assert unaccounted(rows, captures) == [
        "raw/gap.warc: bytes are told without gaps to 4 of 10",
        "raw/none.txt: it has no row",
    ]


def test_a_figure_says_how_many_trials_held_and_which_did_not() -> None:
    figure = Figure("R1", "builds killed", 3, ("kill 2: a mixture",), "1 in the switch")

    assert figure.line == "R1   builds killed: 2 of 3 held; 1 in the switch"
    assert list(figure.details) == ["     kill 2: a mixture"]
    assert Figure("R3", "disks", 0, missing="no room").line == "R3   disks: not run (no room)"


def test_the_command_prints_a_row_and_ends_with_0_where_all_held() -> None:
    command = [sys.executable, "-m", "benchmarks.torture", "--only", "R12", "--articles", "2"]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("R12  files and folders untouched by idle builds: ")
