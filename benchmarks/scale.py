"""warraq alone, on archives too large to wait for others: a build, and what changes cost.

Beside the changes stands a bare look at every file of `content/` (scandir and stat in
Python), which no build that finds its changes by looking can do without.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import Made
from benchmarks.measure import Cost, peak_memory, run
from benchmarks.results import Key, Result
from benchmarks.rows import Bench, UnequalError, edited, result_of
from benchmarks.task import Task, Tool, write_text
from warraq.publish.output.manifest import NAME as MANIFEST

TABLE = "scale"
FIRST = "first build"
LOOK = "a bare look at content/"

# Where a line of a manifest names its file.
_PATH = 66

# What a newsroom adds on a day.
_DAY = 40


class _Change(NamedTuple):
    """A change of an archive: which articles are written, and which go."""

    name: str
    written: tuple[Made, ...] = ()
    gone: tuple[Made, ...] = ()


def scale(
    bench: Bench, tool: Tool, heap: Callable[[int], Iterable[Made]], size: int
) -> Iterator[Result]:
    """Yield what a first build of `size` articles costs, and every change after it.

    Files are those that are other than before. Raises UnequalError unless all changes
    led to what a build from nothing gives.
    """
    kept: dict[int, Made] = {}
    task = Task(lambda: _noting(heap(size + bench.pairs * (_DAY + 1)), size, kept))
    folder = bench.source(tool, task)
    costs = {FIRST: [run(tool.build(folder), limit=bench.limit)], LOOK: []}
    files = {FIRST: sum(1 for _ in _lines(tool, folder))}
    before = bench.folder / f"{folder.name}-before"
    for change in _changes(kept, size, bench.pairs):
        shutil.copyfile(tool.output(folder) / MANIFEST, before)
        _make(change, tool, task, folder)
        costs[LOOK].append(_look(folder / "content"))
        costs.setdefault(change.name, []).append(run(tool.build(folder), limit=bench.limit))
        with before.open("rb") as lines:
            other = sum(1 for _ in _other(lines, _lines(tool, folder)))
        files[change.name] = max(other, files.get(change.name, 0))
    peak = _peak_of_clean(bench, tool, folder)
    for name, found in costs.items():
        key = Key(TABLE, name, size, bench.where, tool.name, ours=True)
        memory = peak if name == FIRST else 0
        yield replace(result_of(bench, key, tool, found), files=files.get(name, 0), memory=memory)


def _noting(made: Iterable[Made], size: int, kept: dict[int, Made]) -> Iterator[Made]:
    """Yield the first `size` articles; keep those in their middle, and all that come later."""
    middle = range(size // 2, size // 2 + 100)
    for number, one in enumerate(made):
        if number in middle or number >= size:
            kept[number] = one
        if number < size:
            yield one


def _changes(kept: dict[int, Made], size: int, rounds: int) -> Iterator[_Change]:
    for number in range(rounds):
        middle, newest = size // 2 + 2 * number, size + (_DAY + 1) * number
        yield _Change("nothing changed")
        yield _Change("one article edited", (edited(kept[middle], 1),))
        yield _Change("one new article", (kept[newest],))
        yield _Change("one article removed", gone=(kept[middle + 1],))
        day = tuple(kept[newest + one] for one in range(1, _DAY + 1))
        yield _Change(f"{_DAY} new articles", day)


def _make(change: _Change, tool: Tool, task: Task, folder: Path) -> None:
    for one in change.written:
        name, text = tool.article(task, one)
        write_text(folder / name, text)
    for one in change.gone:
        (folder / tool.article(task, one)[0]).unlink()


def _lines(tool: Tool, folder: Path) -> Iterator[bytes]:
    """Yield what the manifest says of each file of the site, sorted by path."""
    with (tool.output(folder) / MANIFEST).open("rb") as file:
        yield from file


def _other(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines of one manifest that another does not have, holding neither."""
    line = next(old, b"")
    for one in new:
        while line and line[_PATH:] < one[_PATH:]:
            line = next(old, b"")
        if one != line:
            yield one


def _look(folder: Path) -> Cost:
    """Return what it costs to ask the system how every file looks, and nothing else."""
    load, wall, cpu = os.getloadavg()[0], time.perf_counter(), time.process_time()
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
    spent = time.perf_counter() - wall, time.process_time() - cpu
    return Cost(*spent, (load, os.getloadavg()[0]))


def _peak_of_clean(bench: Bench, tool: Tool, folder: Path) -> int:
    """Return the memory, in bytes, of a build from nothing, which must give the same site."""
    clean = bench.folder / f"run-{next(bench.numbers)}"
    made = shutil.ignore_patterns("output", ".warraq")
    shutil.copytree(folder, clean, ignore=made, copy_function=shutil.copyfile)
    peak = peak_memory(tool.build(clean), limit=bench.limit)
    for one, two in ((folder, clean), (clean, folder)):
        if different := list(islice(_other(_lines(tool, one), _lines(tool, two)), 5)):
            raise UnequalError(f"{folder} is not what a build from nothing gives: {different}")
    bench.drop(clean)
    bench.drop(folder)
    return peak
