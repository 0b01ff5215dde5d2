"""What each document is, and where its article stands: decided once all have been read.

What is shown depends on the captures alone, and not on which of them came first. Only
what was given out once stays: an article's id and address.
"""

from __future__ import annotations

import sqlite3

from warraq.diagnostics import Report
from warraq.ingest.ledger import add_rows
from warraq.ingest.settling.entered import entered
from warraq.ingest.settling.held import Holders
from warraq.ingest.settling.kinship import link_again
from warraq.ingest.settling.parting import Parting
from warraq.ingest.settling.placing import Placing
from warraq.ingest.settling.settlement import Run, Settlement
from warraq.ingest.settling.shown import Display
from warraq.ingest.settling.standing import Standings, told_of
from warraq.ingest.settling.tales import gather
from warraq.ingest.settling.texts import Texts
from warraq.ingest.spool import Spool
from warraq.stopwatch import phase

_SEVERAL = """
SELECT tale FROM captures WHERE tale != '' AND tale IN (SELECT tale FROM touched)
GROUP BY tale HAVING count(*) > 1 OR max(rowid) <= ? ORDER BY tale
"""


@phase("settle")
def settle(
    wanted: Settlement, spool: Spool, ledger: sqlite3.Connection, report: Report
) -> frozenset[str]:
    """Enter every document of the spool in the ledger, and order the articles to be written.

    Returns the files of captures whose texts are needed and were not found: with these
    in the spool, too, all can be settled.
    """
    run = Run(wanted, spool, ledger, Holders(ledger), report, _newest(ledger))
    standings, texts = Standings(run), Texts(run)
    display = Display(run, texts)
    _enter(run)
    tales = _gather(run)
    parting = Parting(run, standings)
    for tale in tales:
        parting.part(tale)
    Placing(run, standings, display).give_addresses()
    for tale in tales:
        if rows := told_of(ledger, tale):
            display.show(rows)
    link_again(spool, ledger, run.since)
    return frozenset(texts.missing)


def _newest(ledger: sqlite3.Connection) -> int:
    return int(ledger.execute("SELECT ifnull(max(rowid), 0) FROM captures").fetchone()[0])


def _enter(run: Run) -> None:
    """Enter every reading in the ledger, each as if it were alone."""
    readings = run.spool.readings()
    add_rows(run.ledger, (entered(one, run.holders, run.report) for one in readings))


def _gather(run: Run) -> tuple[str, ...]:
    """Return the tales of several captures, or of former ones, that this run touches."""
    gather(run.ledger, run.since)
    return tuple(tale for (tale,) in run.ledger.execute(_SEVERAL, (run.since,)))
