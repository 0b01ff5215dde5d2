"""Where the time of a run goes, and how far it is."""

from __future__ import annotations

import time
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from tests.support import SiteTest, article
from warraq.profiled import Profile, profile_of
from warraq.progress import Bar, Lines, Meter, pace, progress
from warraq.stopwatch import Stopwatch, phase, steps, watched, watching
from warraq.workers import Pool, processes, run

COUNTED = 3


def seconds_of(name: str, profile: Profile) -> float:
    return sum(one.main.wall for one in profile.phases if one.name == name)


def work(item: int) -> int:
    """Do something that a worker would."""
    with phase("work", COUNTED, part="hard"):
        time.sleep(0.01)
    return item + 1


def threads() -> Executor:
    return ThreadPoolExecutor(2)


# --- the stopwatch ----------------------------------------------------------------------


def test_a_second_belongs_to_the_innermost_phase_alone() -> None:
    with watching() as watch, phase("outer"):
        time.sleep(0.02)
        with phase("inner"):
            time.sleep(0.05)

    profile = profile_of(watch)
    assert 0.02 <= seconds_of("outer", profile) < seconds_of("inner", profile)
    assert seconds_of("inner", profile) >= 0.05


def test_all_phases_together_are_the_whole_run() -> None:
    began = time.perf_counter()
    with watching() as watch:
        with phase("one"):
            time.sleep(0.01)
        time.sleep(0.01)
    whole = time.perf_counter() - began

    profile = profile_of(watch)

    assert {one.name for one in profile.phases} == {"one", "other"}
    assert profile.wall == pytest.approx(sum(one.both.wall for one in profile.phases))
    assert 0.02 <= profile.wall <= whole + 0.01


def test_nothing_is_noted_unless_somebody_watches() -> None:
    with phase("unseen"):
        assert watched() is None
    with watching() as watch:
        pass

    assert [one.name for one in profile_of(watch).phases] == ["other"]


def test_a_phase_ends_where_its_block_raises() -> None:
    with watching() as watch:
        with pytest.raises(ValueError, match="wrong"), phase("raising"):
            raise ValueError("wrong")
        with phase("after"):
            pass

    assert {name for name, _ in watch.spent} == {"other", "raising", "after"}


def test_what_is_done_with_an_item_is_not_part_of_finding_it() -> None:
    with watching() as watch:
        for _ in steps("find", range(2)):
            time.sleep(0.02)

    profile = profile_of(watch)

    assert seconds_of("find", profile) < 0.02 <= seconds_of("other", profile)


def test_a_phase_may_be_a_whole_function() -> None:
    @phase("whole")
    def asked(number: int) -> int:
        return number * 2

    with watching() as watch:
        assert asked(21) == 42

    assert ("whole", "") in watch.spent


@pytest.mark.parametrize("pool", [threads, processes(1)], ids=["threads", "processes"])
def test_workers_tell_what_they_spent(pool: Pool) -> None:
    with watching() as watch:
        found = list(run(work, [1, 2, 3], pool))

    profile = profile_of(watch)
    (worked,) = (one for one in profile.parts if one.name == "work")

    assert found == [(1, 2), (2, 3), (3, 4)]
    assert (worked.part, worked.workers.number, worked.main.number) == ("hard", 3 * COUNTED, 0)
    assert worked.workers.wall >= 0.03
    assert all(peak >= 0 for peak in profile.peaks)


def test_without_a_pool_the_work_counts_as_the_main_process() -> None:
    with watching() as watch:
        assert list(run(work, [1], None)) == [(1, 2)]

    (worked,) = profile_of(watch).parts

    assert (worked.main.number, worked.workers.number) == (COUNTED, 0)


def test_the_costliest_comes_first_and_is_named() -> None:
    watch = Stopwatch()
    watch.begin(("burn", ""), 4)
    until = time.process_time() + 0.03
    while time.process_time() < until:
        pass
    watch.end()

    profile = profile_of(watch)
    lines = list(profile.lines())

    assert profile.phases[0].name == "burn"
    assert profile.phases[0].rate == pytest.approx(4 / profile.phases[0].both.wall)
    assert lines[1].startswith("burn")
    assert any(line.startswith("«burn» dominates: ") for line in lines)


# --- the commands -----------------------------------------------------------------------


def test_a_build_shows_where_its_time_went(site: SiteTest) -> None:
    site.write("content/ar/2024/03/31/a.md", article("الأول"))

    run = site.run("build", "--profile")

    assert run.code == 0
    for name in ("find captures", "scan", "plan", "render", "  article.html", "stage", "switch"):
        assert any(line.startswith(name) for line in run.out.splitlines()), name
    assert " dominates: " in run.out


@pytest.mark.parametrize("command", ["build", "ingest", "publish"])
def test_a_profile_is_part_of_the_json(site: SiteTest, command: str) -> None:
    site.write("content/ar/2024/03/31/a.md", article("الأول"))

    profile = site.run(command, "--json", "--profile").json["profile"]

    assert profile["cpu"] > 0
    assert sum(one["share"] for one in profile["phases"]) == pytest.approx(1, abs=0.01)
    assert "profile" not in site.run(command, "--json").json


def test_a_run_that_fails_shows_its_profile_too(site: SiteTest) -> None:
    site.write("content/ar/2024/03/31/a.md", article("الأول"))
    site.write("templates/article.html", "{{ main.nothing }}")

    run = site.run("build", "--json", "--profile")

    assert run.code == 1
    assert "render" in {one["name"] for one in run.json["profile"]["phases"]}


def test_a_profiled_build_writes_the_same_site(site: SiteTest) -> None:
    site.write("content/ar/2024/03/31/a.md", article("الأول"))
    site.run("build", "--profile")

    assert site.run("build", "--json").json["counts"]["written"] == 0


# --- progress ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "left", "seconds", "expected"),
    [
        (0, 10, 5.0, ""),
        (10, 90, 0.0, ""),
        (100, 0, 2.0, "50 a second"),
        (3100, 8370, 10.0, "310 a second, 0:27 left"),
        (1, 9, 2.0, "0.5 a second, 0:18 left"),
        (10, 40_000, 1.0, "10 a second, 1:06:40 left"),
    ],
)
def test_the_pace_is_told_in_words(done: int, left: int, seconds: float, expected: str) -> None:
    assert pace(done, left, seconds) == expected


def test_elsewhere_a_line_is_printed_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 0.0, 1.0, 9.0, 10.0, 15.0, 21.0])
    meter = Meter("writing", Lines(), clock=lambda: next(moments))

    for done in (10, 90, 100, 150, 210):
        meter.move(done, 1000)

    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "writing: 100 of 1000, 10 a second, 1:30 left",
        "writing: 210 of 1000, 10 a second, 1:19 left",
    ]


def test_as_long_as_nobody_knows_how_many_there_are_only_the_pace_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    moments = iter([0.0, 0.0, 20.0])
    Meter("writing", Lines(), clock=lambda: next(moments)).move(400, 0)

    assert capsys.readouterr().err == "reading: 400, 20 a second\n"


def test_what_begins_anew_has_a_pace_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 0.0, 5.0, 10.0, 10.0, 20.0])
    meter = Meter("writing", Lines(), clock=lambda: next(moments))

    for done in (4000, 100, 200):
        meter.move(done, 300)

    assert capsys.readouterr().err.splitlines()[-1] == "writing: 200 of 300, 10 a second, 0:10 left"


def test_a_bar_is_drawn_over_itself_and_taken_away(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar()

    bar.show("reading", 5, 0, "")
    bar.show("writing", 250, 1000, "50 a second, 0:15 left")
    bar.show("writing", 1000, 1000, "")
    bar.close()

    drawn = capsys.readouterr().err.split("\r")
    full = "writing  [##############################]  1000/1000"
    half = "writing  [#######                       ]  250/1000  50 a second, 0:15 left"
    assert drawn == ["", "reading  5", half, full.ljust(len(half)), " " * len(full), ""]


def test_a_bar_keeps_to_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("warraq.progress._columns", lambda: 20)

    Bar().show("writing", 250, 1000, "50 a second")

    assert capsys.readouterr().err == "\rwriting  [#######  "


def test_a_bar_that_was_never_drawn_is_not_taken_away(capsys: pytest.CaptureFixture[str]) -> None:
    Bar().close()

    assert capsys.readouterr().err == ""


def test_a_quiet_run_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("writing", quiet=True) as move:
        move(1, 2)

    assert capsys.readouterr() == ("", "")


def test_what_progress_says_is_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    Lines().show("writing", 1, 2, pace(1, 1, 1.0))

    assert capsys.readouterr().err.isascii()
