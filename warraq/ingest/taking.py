"""How are captures read into the spool: a batch at a time, by all cores?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from warraq.diagnostics import Report
from warraq.ingest.batches import batches, items_of, singles
from warraq.ingest.captures import CaptureFile
from warraq.ingest.pictures.noted import Noted
from warraq.ingest.reading import Batch, BatchRead, Desk, Item, lost_item, read_items
from warraq.ingest.spool import Spool
from warraq.stopwatch import phase, steps
from warraq.workers import LostError, Pool, run, run_alone

Progress = Callable[[int, int], None]

# Enough batches to keep every core busy, few enough to be held in memory.
AHEAD = 3 * (os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Taking:
    """Who reads, and where it goes: texts into the `spool`, what was wrong into the `report`."""

    desk: Desk
    spool: Spool
    pictures: Noted
    report: Report
    progress: Progress
    pool: Pool | None

    @phase("keep what was read")
    def read(self, captures: tuple[CaptureFile, ...], *, first: int = 0) -> int:
        """Read the files, then those among them that hold many documents.

        Batches are numbered from `first`; returns the number of the next one.
        """
        containers: list[CaptureFile] = []
        number = first
        for batch, read in self._results(batches((Item(one) for one in captures), first=first)):
            containers.extend(read.containers)
            number = max(number, batch.number + 1)
            self._keep(read, len(captures))
        held = steps("open containers", self.pictures.noting(items_of(containers)))
        for batch, read in self._results(batches(held, first=number)):
            number = max(number, batch.number + 1)
            self._keep(read, len(captures))
        return number

    def _keep(self, read: BatchRead, captures: int) -> None:
        self.spool.add(read.readings)
        self.report.extend(read.problems)
        self.report.count("read", len(read.readings))
        # A file may hold any number of captures.
        done = self.report.counts["read"]
        self.progress(done, max(done, captures))

    def _results(self, work: Iterable[Batch]) -> Iterator[tuple[Batch, BatchRead]]:
        """Yield what each batch held; what ends its worker even alone is a failure of its own."""
        task = partial(read_items, self.desk)
        for batch, result in run(task, work, self.pool, ahead=AHEAD):
            if not isinstance(result, LostError):
                yield batch, result
            elif self.pool:
                for single, alone in run_alone(task, tuple(singles(batch)), self.pool):
                    found = lost_item(single) if isinstance(alone, LostError) else alone
                    yield single, found
