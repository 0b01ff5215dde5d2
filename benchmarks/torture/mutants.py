"""R14: damaged captures of every kind are read, told in the ledger, and hold up nothing."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from benchmarks.torture.accounts import unaccounted
from benchmarks.torture.figure import Figure
from tests.harms import HARMS
from tests.patience import SECONDS_A_CAPTURE, HungError, at_most
from tests.samples import SAMPLES
from tests.support import DEFAULT_SITE
from warraq.config.reading import read_config
from warraq.diagnostics import Report
from warraq.ingest import ingest
from warraq.ingest.captures import find_captures
from warraq.ingest.ledger import OUTCOMES, read_ledger
from warraq.project import Project

Say = Callable[[str], None]

SEED = 20_180_527
# So many are read by one run, as in a heap; when the run hangs, each of them is read alone.
_TOGETHER = 100
_CONFIG = read_config(DEFAULT_SITE)


def measure(
    folder: Path, *, inputs: int, kinds: tuple[str, ...] = (), say: Say = lambda line: None
) -> Iterator[Figure]:
    """Yield a figure for each kind: so many damaged captures of it, and what became of them."""
    for kind in kinds or tuple(SAMPLES):
        trial = _Trial(folder / kind)
        mutants = _mutants(kind, inputs)
        for first in range(0, inputs, _TOGETHER):
            names = range(first, min(first + _TOGETHER, inputs))
            trial.read({f"{name:05}.{kind}": next(mutants) for name in names})
            if first % 2000 == 0:
                say(f"{kind}: {first} inputs, {len(trial.failures)} failures")
        told = ", ".join(f"{trial.outcomes[name]} {name}" for name in OUTCOMES)
        what = f"damaged captures of kind {kind} told whole"
        yield Figure("R14", what, inputs, tuple(trial.failures), f"rows: {told}")


def _mutants(kind: str, number: int) -> Iterator[bytes]:
    """Yield the sample of a kind, damaged in one way after the other; the same ones every time."""
    chance = random.Random(SEED)
    for count in range(number):
        yield HARMS[count % len(HARMS)](SAMPLES[kind], chance)


@dataclass(slots=True)
class _Trial:
    """Reads heaps of captures, each in a project of its own, and keeps what did not hold."""

    folder: Path
    failures: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def read(self, heap: dict[str, bytes]) -> None:
        """Read captures together; each alone, when that crashes or hangs."""
        wrong = self._ingested(heap)
        if wrong is None:
            return
        if len(heap) == 1:
            self.failures.append(f"{next(iter(heap))}: {wrong}")
            return
        before = len(self.failures)
        for name, data in heap.items():
            self.read({name: data})
        if wrong is not _SLOW and len(self.failures) == before:
            self.failures.append(f"{next(iter(heap))} and those after it, together: {wrong}")

    def _ingested(self, heap: dict[str, bytes]) -> str | None:
        """Return what crashed or hung, None where nothing did."""
        shutil.rmtree(self.folder, ignore_errors=True)
        project = Project(self.folder)
        for path in (project.raw, project.state):
            path.mkdir(parents=True)
        for name, data in heap.items():
            (project.raw / name).write_bytes(data)
        report = Report()
        try:
            # In this process, for what hangs in a worker could not be broken off.
            with (
                mock.patch("warraq.ingest.run._hands", return_value=None),
                at_most(SECONDS_A_CAPTURE),
            ):
                ingest(project, _CONFIG, report)
        except HungError:
            return _SLOW
        except Exception as error:
            return repr(error)[:300]
        self._count(project, report)
        return None

    def _count(self, project: Project, report: Report) -> None:
        rows = read_ledger(project.state)
        self.failures += unaccounted(rows, find_captures(project.raw))
        found = Counter(row.outcome for row in rows)
        self.outcomes += found
        if {name: report.counts[name] for name in OUTCOMES} != {n: found[n] for n in OUTCOMES}:
            self.failures.append(f"the report counts {report.counts}, the ledger {dict(found)}")


_SLOW = f"it hung for {SECONDS_A_CAPTURE:.0f} s"
