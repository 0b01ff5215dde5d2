"""The rows of the tables: cold builds in pairs, builds after a change, previews.

Every run has a folder of its own. On a disk nothing is removed before the end, since
a file system that was just cleared is slow for minutes; in memory it is at once.
"""

from __future__ import annotations

import filecmp
import http.client
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from urllib.parse import quote

from benchmarks.conditions import file_system, machine
from benchmarks.equal import differences
from benchmarks.generate import Made
from benchmarks.measure import Cost, FailedError, files_below, peak_memory, run, size_of
from benchmarks.results import Key, Result
from benchmarks.task import Command, Task, Tool

EDITS = 5
PREVIEW = ("preview: start", "preview: edit to served page", "preview: start again")
_ADDITION = "\n\nAn added paragraph, number {number}."


class UnequalError(Exception):
    """Two tools did not write the same site, so their times mean nothing."""


@dataclass(frozen=True)
class Bench:
    """Where and how often to measure; `numbers` gives each run its folder."""

    folder: Path
    where: str
    pairs: int
    limit: float
    memory: bool
    numbers: Iterator[int] = field(default_factory=count)

    def fresh(self, source: Path) -> Path:
        """Return a copy of a source in a folder of its own."""
        folder = self.folder / f"run-{next(self.numbers)}"
        shutil.copytree(source, folder, symlinks=True, copy_function=shutil.copyfile)
        return folder

    def drop(self, folder: Path) -> None:
        """Remove a folder, where that does not slow down what comes next."""
        if self.where == "tmpfs":
            shutil.rmtree(folder)

    def source(self, tool: Tool, task: Task) -> Path:
        """Return a folder with everything a tool builds from."""
        folder = self.folder / f"source-{next(self.numbers)}"
        folder.mkdir(parents=True)
        tool.write(task, folder)
        return folder


# --- cold builds ------------------------------------------------------------------------


def cold(
    bench: Bench, ours: Tool, peer: Tool, task: Task, key: Key, *, same: bool = True
) -> Iterator[Result]:
    """Yield both halves of the pairs; where pages must be the `same`, each one is compared."""
    tools = (ours, peer)
    sources = [bench.source(tool, task) for tool in tools]
    costs: list[list[Cost]] = [[], []]
    written: list[tuple[int, int]] = [(0, 0), (0, 0)]
    memory = [0, 0]
    # Who failed, or was ended at the limit, has no figure; the other one keeps its own.
    whys, side = ["", ""], 0
    try:
        for number in range(bench.pairs):
            folders = []
            for side, tool in enumerate(tools):
                folders.append(bench.fresh(sources[side]))
                costs[side].append(run(tool.build(folders[side]), limit=bench.limit))
            if number == 0:
                outputs = [tool.output(folders[side]) for side, tool in enumerate(tools)]
                written = [size_of(output) for output in outputs]
                if same:
                    refuse_difference(*outputs)
            for folder in folders:
                bench.drop(folder)
        for side, tool in enumerate(tools if bench.memory else ()):
            folder = bench.fresh(sources[side])
            memory[side] = peak_memory(tool.build(folder), limit=bench.limit)
            bench.drop(folder)
    except FailedError as error:
        whys[side] = str(error)
    for source in sources:
        bench.drop(source)
    for side, tool in enumerate(tools):
        own = replace(key, ours=side == 0)
        files, size = written[side]
        result = result_of(bench, own, tool, costs[side], whys[side])
        yield replace(result, files=files, bytes=size, memory=memory[side])


def refuse_difference(ours: Path, theirs: Path) -> None:
    """Raise UnequalError, with some of what differs, unless two sites are the same."""
    found = list(islice(differences(ours, theirs), 10))
    if found:
        raise UnequalError("\n".join([f"{theirs} is not the same site:", *found]))


# --- builds after a change ----------------------------------------------------------------


def warm(bench: Bench, tool: Tool, task: Task, longer: Task, key: Key) -> Iterator[Result]:
    """Yield what each change costs; `longer` is the same archive with more articles.

    Our own site must be, after all changes, what a build from nothing gives.
    """
    steps = _changes(task, longer)
    sources = [bench.source(tool, changed) for _, changed in steps]
    costs: dict[str, list[Cost]] = {name: [] for name, _ in steps[1:]}
    why = ""
    try:
        for _ in range(bench.pairs):
            folder = bench.fresh(sources[0])
            run(tool.build(folder, warm=True), limit=bench.limit)
            for (name, _), before, after in zip(steps[1:], sources, sources[1:], strict=False):
                change(folder, before, after)
                costs[name].append(run(tool.build(folder, warm=True), limit=bench.limit))
            if key.ours:
                _refuse_stale(bench, tool, folder, sources[-1])
            bench.drop(folder)
    except FailedError as error:
        why = str(error)
    for source in sources:
        bench.drop(source)
    for name, found in costs.items():
        yield result_of(bench, replace(key, row=name), tool, found, why)


def _refuse_stale(bench: Bench, tool: Tool, folder: Path, source: Path) -> None:
    """Raise UnequalError unless all the changes led to what a build from nothing gives."""
    clean = bench.fresh(source)
    run(tool.build(clean), limit=bench.limit)
    refuse_difference(tool.output(clean), tool.output(folder))
    bench.drop(clean)


def _changes(task: Task, longer: Task) -> list[tuple[str, Task]]:
    """Return (name, archive after it), each following from the one before."""
    size = sum(1 for _ in task.made())
    middle = size // 2

    def version(until: int, *, removed: bool) -> Callable[[], Iterator[Made]]:
        def made() -> Iterator[Made]:
            for number, one in enumerate(islice(longer.made(), until)):
                if number == middle:
                    yield edited(one, 1)
                elif not (removed and number == middle + 1):
                    yield one

        return made

    return [
        ("first build", task),
        ("nothing changed", task),
        ("one article edited", Task(version(size, removed=False))),
        ("one new article", Task(version(size + 1, removed=False))),
        ("one article removed", Task(version(size + 1, removed=True))),
        ("40 new articles", Task(version(size + 41, removed=True))),
    ]


def edited(made: Made, number: int) -> Made:
    """Return an article with a paragraph added at its end."""
    return replace(made, body=made.body + _ADDITION.format(number=number))


def change(folder: Path, before: Path, after: Path) -> None:
    """Do in `folder` what leads from the source `before` to `after`; touch nothing else."""
    old, new = set(files_below(before)), set(files_below(after))
    for name in old - new:
        (folder / name).unlink()
    for name in new:
        if name not in old or not filecmp.cmp(before / name, after / name, shallow=False):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(after / name, folder / name)


# --- previews -----------------------------------------------------------------------------


def serve(bench: Bench, tool: Tool, task: Task, key: Key) -> Iterator[Result]:
    """Yield how long a preview takes to start, from an edit to its page, and to start again."""
    size = sum(1 for _ in task.made())
    victim = next(islice(task.made(), size // 2, None))
    folder = bench.source(tool, task)
    command = tool.serve(folder, _PORT)
    if command is None:
        return
    address = quote(f"/{victim.article.lang}/{victim.article.path}/")
    starts, edits, restarts, why = [], [], [], ""
    title = victim.article.title.split()[0]
    try:
        with _running(command):
            starts.append(_seconds_until(address, title, bench.limit))
            time.sleep(1)
            for number in range(EDITS):
                edits.append(_edit(bench, tool, task, folder, victim, number, address))
                time.sleep(1)
        with _running(command):
            restarts.append(_seconds_until(address, title, bench.limit))
    except FailedError as error:
        why = str(error)
    for row, walls in zip(PREVIEW, (starts, edits, restarts), strict=True):
        costs = [Cost(wall, 0.0, (0.0, 0.0)) for wall in walls]
        yield result_of(bench, replace(key, row=row), tool, costs, why)
    bench.drop(folder)


_PORT = 8765


def _edit(
    bench: Bench, tool: Tool, task: Task, folder: Path, victim: Made, number: int, address: str
) -> float:
    """Return the seconds from saving an article to its being served as saved."""
    name, text = tool.article(task, edited(victim, number))
    (folder / name).write_text(text, encoding="utf-8")
    return _seconds_until(address, _ADDITION.format(number=number).strip(), bench.limit)


@contextmanager
def _running(command: Command) -> Iterator[None]:
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env=command.whole_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _seconds_until(address: str, text: str, limit: float) -> float:
    """Return how long it takes from now until a page with some text is served."""
    began = time.perf_counter()
    while text not in _served(address):
        if time.perf_counter() - began > min(limit, 600):
            raise FailedError(f"a preview does not show «{text}»")
        time.sleep(0.005)
    return time.perf_counter() - began


def _served(address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=30)
    try:
        connection.request("GET", address, headers={"Host": f"localhost:{_PORT}"})
        return connection.getresponse().read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def result_of(bench: Bench, key: Key, tool: Tool, costs: list[Cost], why: str = "") -> Result:
    """Return a row of the tables, with the conditions under which it was measured."""
    return Result(
        key=key,
        walls=tuple(cost.wall for cost in costs),
        cpus=tuple(cost.cpu for cost in costs),
        loads=tuple(load for cost in costs for load in cost.load),
        version=tool.version(),
        machine=machine(),
        file_system=file_system(bench.folder),
        why=why,
    )
