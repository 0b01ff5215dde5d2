"""How are the ordered articles written: a batch at a time, by all cores?"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

from warraq.diagnostics import Diagnostic, NotCompletedError, Report
from warraq.force import FEW
from warraq.ingest.articles import add_held, drop_held
from warraq.ingest.reading import Desk
from warraq.ingest.settling.kinship import with_translations
from warraq.ingest.spool import Spool
from warraq.ingest.taking import AHEAD
from warraq.ingest.writing import missing_of, remove_spent, write_jobs
from warraq.stopwatch import phase
from warraq.workers import LostError, Pool, run

Say = Callable[[str], None]


@phase("keep the ledger")
def write_ordered(
    desk: Desk,
    spool: Spool,
    ledger: sqlite3.Connection,
    report: Report,
    say: Say | None,
    pool: Pool | None,
) -> list[Path]:
    """Write the articles that were ordered, batch by batch as they were read.

    Returns the files written, or as many of them as tell `force` that they are many.
    """
    files: list[Path] = []
    work = (with_translations(jobs, ledger, report) for jobs in spool.jobs())
    for jobs, result in run(partial(write_jobs, desk), work, pool, ahead=AHEAD):
        if isinstance(result, LostError):
            hint = "look at the articles there; what was written is found by the next run"
            message = "writing ended its process, twice"
            where = f"content/{jobs[0].content}"
            raise NotCompletedError(Diagnostic(where, "lost-worker", message, hint))
        add_held(ledger, (written.held for written in result if written.held))
        # Workers look for pictures meanwhile: what is noted of these waits till they are done.
        spool.miss(filter(None, map(missing_of, jobs, result)))
        files += [desk.content / job.content for job in jobs if len(files) <= FEW]
        for written in result:
            report.extend(written.problems)
            if written.difference and say:
                report.count("changed")
                say(written.difference)
    drop_held(ledger, remove_spent(desk.content, spool.spent()))
    return files
