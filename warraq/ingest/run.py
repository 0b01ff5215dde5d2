"""A run that has something to read: read it, settle what it is, write the articles."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from warraq.config import SiteConfig
from warraq.diagnostics import Report
from warraq.force import force
from warraq.ingest.articles import find_held
from warraq.ingest.captures import CaptureFile
from warraq.ingest.laying import write_ordered
from warraq.ingest.ledger import NOTED
from warraq.ingest.pictures.noted import noted, seek_again
from warraq.ingest.reading import Desk
from warraq.ingest.settling.settle import settle
from warraq.ingest.settling.settlement import Settlement
from warraq.ingest.spool import Spool, spooling
from warraq.ingest.stale import Stale, drop_rows
from warraq.ingest.taking import Taking
from warraq.project import Project
from warraq.workers import Pool, processes

# Starting workers takes as long as reading some fifty dumps.
_WORTH_WORKERS = 256 << 10


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to do: `todo` of all `captures` there are.

    With `say` the articles that stand are read again, and it is given the differences.
    """

    project: Project
    config: SiteConfig
    captures: tuple[CaptureFile, ...]
    todo: Stale
    say: Callable[[str], None] | None
    progress: Callable[[int, int], None]
    pool: Pool | None

    @property
    def desk(self) -> Desk:
        """What every worker of the run needs to know."""
        project = self.project
        places = (project.content, project.raw, project.profiles, project.state / "spool")
        return Desk(self.config, *places, project.state / NOTED)

    @property
    def settlement(self) -> Settlement:
        """What the run is to settle."""
        content, config, again = self.project.content, self.config, self.say is not None
        return Settlement(content, config.tree_of, config.slug, self.todo.deleted, again)


def carry_out(order: Order, ledger: sqlite3.Connection, report: Report) -> None:
    """Read what is to be read, settle what it is, and write the articles of it."""
    desk, hands = order.desk, order.pool or _hands(order.todo.captures)
    with spooling(desk.spool) as spool, noted(order.project.state) as pictures:
        pictures.forget_gone({f"raw/{found.name}" for found in order.captures})
        _read(order, Taking(desk, spool, pictures, report, order.progress, hands), ledger)
        pictures.keep()
        seek_again(pictures, spool, ledger)
        # The ledger outlives a power cut, so what it names must, too.
        force(write_ordered(desk, spool, ledger, report, order.say, hands))
        pictures.want(spool.missing())


def _hands(captures: Iterable[CaptureFile]) -> Pool | None:
    """Return workers, where there is enough to do for them."""
    worth = sum(found.size for found in captures) >= _WORTH_WORKERS
    return processes() if worth and (os.cpu_count() or 1) > 1 else None


def _read(order: Order, taking: Taking, ledger: sqlite3.Connection) -> None:
    """Read captures until all that they are is settled."""
    batch = taking.read(order.todo.captures)
    find_held(order.project.content, ledger)
    while missing := _missing(order, taking.spool, ledger, taking.report):
        batch = taking.read(missing, first=batch)


def _missing(
    order: Order, spool: Spool, ledger: sqlite3.Connection, report: Report
) -> tuple[CaptureFile, ...]:
    """Settle what was read; return captures that must be read, too, before it is settled.

    Articles that were one and are two need texts that nobody kept.
    """
    found = Report()
    ledger.execute("SAVEPOINT settling")
    files = settle(order.settlement, spool, ledger, found)
    missing = tuple(one for one in order.captures if f"raw/{one.name}" in files)
    if missing:
        ledger.execute("ROLLBACK TO settling")
        spool.forget_orders()
        drop_rows(ledger, (f"raw/{one.name}" for one in missing))
    else:
        report.extend(found.diagnostics)
    ledger.execute("RELEASE settling")
    return missing
