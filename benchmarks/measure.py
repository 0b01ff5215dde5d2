"""What a command costs: wall time, processor time, memory, and what it writes."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.task import Command

SAMPLES_A_SECOND = 50

# How a row begins that was ended at its limit: it has no figure, and is no failure.
UNFINISHED = "not run to the end"


class FailedError(Exception):
    """A command did not come to its end."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One run. Seconds; `load` is the machine's of one minute, before and after."""

    wall: float
    cpu: float
    load: tuple[float, float]


def run(command: Command, *, limit: float = 3600.0) -> Cost:
    """Return what a run costs, all processes it starts and waits for included."""
    before = os.getloadavg()[0]
    start = time.perf_counter()
    process = _start(command)
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    killer = threading.Timer(limit, end)
    killer.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise FailedError(f"{UNFINISHED} (> {limit:g} s)")
    if process.returncode:
        raise FailedError(f"{command.words[0]}: exit code {process.returncode} after {wall:.0f} s")
    return Cost(wall, usage.ru_utime + usage.ru_stime, (before, os.getloadavg()[0]))


def peak_memory(command: Command, *, limit: float = 3600.0) -> int:
    """Return the greatest sum of memory, in bytes, of a run and of all below it.

    A page that several processes share counts once (PSS). Looking slows the run
    down, so this one is not timed.
    """
    process = _start(command)
    deadline = time.monotonic() + limit
    peak = 0
    while process.poll() is None and time.monotonic() < deadline:
        peak = max(peak, sum(_memory(pid) for pid in _tree(process.pid)))
        time.sleep(1 / SAMPLES_A_SECOND)
    if process.poll() is None:
        process.kill()
        process.wait()
        raise FailedError(f"{UNFINISHED} (> {limit:g} s)")
    if process.wait():
        raise FailedError(f"{command.words[0]}: exit code {process.returncode}")
    return peak


def size_of(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [(folder / name).stat().st_size for name in files_below(folder)]
    return len(sizes), sum(sizes)


def files_below(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, relative to it."""
    for place, _, names in os.walk(folder):
        inner = Path(place).relative_to(folder)
        yield from ((inner / name).as_posix() for name in names)


def _start(command: Command) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command.words,
        cwd=command.folder,
        env=command.whole_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*"):
        for child in _words(task / "children"):
            yield from _tree(int(child))


def _words(file: Path) -> list[str]:
    # A process may end while one looks at it.
    try:
        return file.read_text(encoding="ascii").split()
    except OSError:
        return []


def _memory(pid: int) -> int:
    words = _words(Path(f"/proc/{pid}/smaps_rollup"))
    return int(words[words.index("Pss:") + 1]) * 1024 if "Pss:" in words else 0
