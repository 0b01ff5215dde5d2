"""Where the time of a run goes: its phases, here and in workers.

Code says with `phase` what it is doing. Nobody looks at a clock unless a run is being
watched; then time is charged to the innermost phase that is open, so that all phases
together are the whole run.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ContextDecorator, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# What no phase claims.
OTHER = ("other", "")

Key = tuple[str, str]


class Lap(NamedTuple):
    """Seconds of the clock and of the processor, and how many things were done in them."""

    wall: float = 0.0
    cpu: float = 0.0
    number: int = 0

    def plus(self, other: Lap) -> Lap:
        return Lap(self.wall + other.wall, self.cpu + other.cpu, self.number + other.number)


class Laps(NamedTuple):
    """What one process spent in each phase (and part of it), and the most memory it had."""

    process: int
    peak: int
    spent: dict[Key, Lap]


class Stopwatch:
    """The phases of this process, and what workers told of theirs."""

    def __init__(self) -> None:
        self.spent: dict[Key, Lap] = {}
        self.workers: dict[int, Laps] = {}
        self._open: list[Key] = [OTHER]
        self._since = _clocks()

    def begin(self, key: Key, number: int) -> None:
        """Open a phase inside the one that is open."""
        self._charge()
        self._open.append(key)
        self._add(self.spent, key, Lap(number=number))

    def end(self) -> None:
        """Go back to the phase around the one that is open."""
        self._charge()
        self._open.pop()

    def _charge(self) -> None:
        now = _clocks()
        since, self._since = self._since, now
        self._add(self.spent, self._open[-1], Lap(now[0] - since[0], now[1] - since[1]))

    def taken(self) -> Laps:
        """Return what this process spent until now."""
        self._charge()
        return Laps(os.getpid(), peak_memory(), dict(self.spent))

    def add(self, laps: Laps) -> None:
        """Enter what a worker spent on one task."""
        before = self.workers.get(laps.process, Laps(laps.process, 0, {}))
        for key, lap in laps.spent.items():
            self._add(before.spent, key, lap)
        self.workers[laps.process] = before._replace(peak=max(before.peak, laps.peak))

    @staticmethod
    def _add(spent: dict[Key, Lap], key: Key, lap: Lap) -> None:
        spent[key] = spent.get(key, Lap()).plus(lap)


_watch: ContextVar[Stopwatch | None] = ContextVar("watch", default=None)


def watched() -> Stopwatch | None:
    """Return the stopwatch of this run, if it is watched."""
    return _watch.get()


@contextmanager
def watching() -> Iterator[Stopwatch]:
    """Watch what runs inside."""
    watch = Stopwatch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


class phase(ContextDecorator):  # noqa: N801 - read as a word, of a block or of a function
    """Say what a block, or a function, does, in which part of it, and to how many things."""

    def __init__(self, name: str, number: int = 0, *, part: str = "") -> None:
        self._key = (name, part)
        self._number = number

    def __enter__(self) -> None:
        if watch := _watch.get():
            watch.begin(self._key, self._number)

    def __exit__(self, *_: object) -> None:
        if watch := _watch.get():
            watch.end()


def steps(name: str, items: Iterable[Item]) -> Iterator[Item]:
    """Return what `items` yields; finding the next one is a phase, what is done with it is not."""
    return _steps(name, iter(items)) if watched() else iter(items)


def _steps(name: str, items: Iterator[Item]) -> Iterator[Item]:
    while True:
        with phase(name, 1):
            try:
                found = next(items)
            except StopIteration:
                return
        yield found


@dataclass(frozen=True, slots=True)
class Timed(Generic[Item, Result]):
    """A task for a worker that is watched: it returns its result, and what it spent."""

    task: Callable[[Item], Result]

    def __call__(self, item: Item) -> tuple[Result, Laps]:
        with watching() as watch:
            result = self.task(item)
            return result, watch.taken()


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


if sys.platform == "win32":

    def peak_memory() -> int:
        """Return 0: the system does not tell."""
        return 0
else:
    import resource

    # Bytes on macOS, KiB elsewhere.
    _UNIT = 1 if sys.platform == "darwin" else 1024

    def peak_memory() -> int:
        """Return the most memory that this process has had, in bytes."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
