"""R6: neither the clock nor the times of files hide a change."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill
from benchmarks.torture.sequences import templates_compiled_once, unlike_clean
from tests.support import SiteTest

YEARS_10 = 10 * 365 * 86_400
CLOCKS = {"the right clock": 0, "ten years behind": -YEARS_10, "ten years ahead": YEARS_10}

Edit = Callable[[Path], None]


def measure(folder: Path, *, rounds: int) -> Figure:
    """Return how many edits were seen, whatever the clock and the file's times said."""
    failures: list[str] = []
    trials = 0
    with templates_compiled_once():
        for clock, seconds in CLOCKS.items():
            with mock.patch("time.time_ns", _clock(seconds)):
                for what in _unseen(folder / clock.replace(" ", "-"), rounds):
                    trials += 1
                    failures += [f"{clock}, {what}"] if what else []
    return Figure("R6", "changes seen, by three clocks", trials, tuple(failures))


def _clock(seconds: int) -> Callable[[], int]:
    really = time.time_ns
    return lambda: really() + seconds * 10**9


def _unseen(folder: Path, rounds: int) -> Iterator[str]:
    """Yield, for each edit, how the site differs from a clean build; "" if not."""
    site = fill(SiteTest(folder / "mirror"), 6)
    site.build()
    path = site.root / "content/ar/2018/05/03/n2.md"
    for turn in range(rounds):
        for name, edit in EDITS.items():
            edit(path)
            found = unlike_clean(site, folder / "clean")
            yield f"{name}, round {turn}: {found}" if found else ""


# --- edits: the same number of bytes each time -------------------------------------------


def _turn_a_letter(path: Path) -> None:
    """Change a word into another of as many bytes, and back again."""
    text = path.read_text("utf-8")
    ways = ("المجلس", "المجلص")
    one, other = ways if ways[0] in text else reversed(ways)
    path.write_text(text.replace(one, other), "utf-8")


def _same_time(path: Path) -> None:
    stat = path.stat()
    _turn_a_letter(path)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _from_the_future(path: Path) -> None:
    _turn_a_letter(path)
    os.utime(path, (4_000_000_000, 4_000_000_000))


def _back_in_time(path: Path) -> None:
    _turn_a_letter(path)
    os.utime(path, (1_000_000_000, 1_000_000_000))


def _of_the_epoch(path: Path) -> None:
    _turn_a_letter(path)
    os.utime(path, (0, 0))


def _put_in_place(path: Path) -> None:
    """Put another file of the same size and time in its place, as tools that copy do."""
    stat = path.stat()
    beside = path.with_suffix(".new")
    beside.write_bytes(path.read_bytes())
    _turn_a_letter(beside)
    os.utime(beside, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    beside.replace(path)


EDITS: dict[str, Edit] = {
    "a plain edit": _turn_a_letter,
    "the same time": _same_time,
    "a time to come": _from_the_future,
    "back in time": _back_in_time,
    "the first second": _of_the_epoch,
    "put in place": _put_in_place,
}
