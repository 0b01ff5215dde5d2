"""What a watched run shows: its phases by cost, and what dominates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from warraq.stopwatch import Key, Lap, Laps, Stopwatch

# So many parts of a phase are shown, the slowest; the others are in `--json`.
_MOST_PARTS = 6

_HEAD = ("phase", "main s", "CPU s", "workers s", "CPU s", "share", "done", "a second")


@dataclass(frozen=True, slots=True)
class Phase:
    """What a phase, or a part of it, cost in the main process and in all workers together."""

    name: str
    part: str
    main: Lap
    workers: Lap

    @property
    def both(self) -> Lap:
        return self.main.plus(self.workers)

    @property
    def rate(self) -> float:
        """How many things were done in a second spent on them; 0 where nothing was counted."""
        return self.both.number / self.both.wall if self.both.wall else 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The phases of a run, the costliest first, and their parts."""

    wall: float
    phases: tuple[Phase, ...]
    parts: tuple[Phase, ...]
    peak: int
    peaks: tuple[int, ...]

    @property
    def cpu(self) -> float:
        return sum(phase.both.cpu for phase in self.phases)

    def share(self, phase: Phase) -> float:
        """Return which part of all processor time a phase took."""
        return phase.both.cpu / self.cpu if self.cpu else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `--json` prints."""
        return {
            "wall": round(self.wall, 3),
            "cpu": round(self.cpu, 3),
            "memory": {"main": self.peak, "workers": list(self.peaks)},
            "phases": [self._row(phase) for phase in self.phases],
            "parts": [self._row(part) for part in self.parts],
        }

    def _row(self, phase: Phase) -> dict[str, Any]:
        named = {"name": phase.name, "part": phase.part} if phase.part else {"name": phase.name}
        return named | {
            "main": {"wall": round(phase.main.wall, 4), "cpu": round(phase.main.cpu, 4)},
            "workers": {"wall": round(phase.workers.wall, 4), "cpu": round(phase.workers.cpu, 4)},
            "share": round(self.share(phase), 4),
            "done": phase.both.number,
            "per_second": round(phase.rate, 1),
        }

    def lines(self) -> Iterator[str]:
        """Yield a table for people, and what it comes to."""
        yield _line(_HEAD)
        for phase in self.phases:
            yield self._line(phase, phase.name)
            parts = [part for part in self.parts if part.name == phase.name]
            yield from (self._line(part, f"  {part.part}") for part in parts[:_MOST_PARTS])
        if self.phases:
            first = self.phases[0]
            share = f"{self.share(first):.0%} of {self.cpu:.1f} s of processor time"
            yield f"«{first.name}» dominates: {share}, in {self.wall:.1f} s"
        if self.peak:
            yield f"memory at most: {_memory(self.peak)}{self._of_workers()}"

    def _of_workers(self) -> str:
        workers = ", ".join(_memory(peak) for peak in self.peaks)
        return f" here, {workers} in workers (shared pages count in each)" if workers else ""

    def _line(self, phase: Phase, name: str) -> str:
        seconds = (phase.main.wall, phase.main.cpu, phase.workers.wall, phase.workers.cpu)
        counted = (str(phase.both.number), f"{phase.rate:.0f}") if phase.both.number else ("", "")
        shown = (f"{one:.2f}" if one else "" for one in seconds)
        return _line((name, *shown, f"{self.share(phase):.0%}", *counted))


def profile_of(watch: Stopwatch) -> Profile:
    """Return what a stopwatch has seen until now."""
    own = watch.taken()
    workers = _summed(laps for laps in watch.workers.values())
    parts = tuple(
        Phase(*key, own.spent.get(key, Lap()), workers.get(key, Lap()))
        for key in own.spent.keys() | workers.keys()
    )
    phases = (_whole(name, parts) for name in {part.name for part in parts})
    return Profile(
        wall=sum(lap.wall for lap in own.spent.values()),
        phases=_by_cost(phases),
        parts=_by_cost(part for part in parts if part.part),
        peak=own.peak,
        peaks=tuple(laps.peak for laps in watch.workers.values()),
    )


def _summed(all_laps: Iterable[Laps]) -> dict[Key, Lap]:
    total: dict[Key, Lap] = {}
    for laps in all_laps:
        for key, lap in laps.spent.items():
            total[key] = total.get(key, Lap()).plus(lap)
    return total


def _whole(name: str, parts: tuple[Phase, ...]) -> Phase:
    """Return a phase with all its parts; where they are counted, it is what is counted itself."""
    main, workers = Lap(), Lap()
    for part in parts:
        if part.name == name:
            own = part.part == ""
            main = main.plus(part.main if own else part.main._replace(number=0))
            workers = workers.plus(part.workers if own else part.workers._replace(number=0))
    return Phase(name, "", main, workers)


def _by_cost(phases: Iterable[Phase]) -> tuple[Phase, ...]:
    return tuple(sorted(phases, key=lambda phase: (-phase.both.cpu, phase.name, phase.part)))


def _line(cells: Iterable[str]) -> str:
    name, *numbers = cells
    return f"{name:<22}" + "".join(f"{number:>11}" for number in numbers)


def _memory(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"
