"""What a run settles: what is wanted, and what it has at hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from warraq.diagnostics import Report
from warraq.ingest.settling.held import Holders
from warraq.ingest.spool import Spool
from warraq.text.slug import SlugStyle


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be settled: where, and by what a person did and wants.

    `tree_of` tells the tree of the site that a language stands in.

    `deleted` are digests of captures whose article somebody deleted. With `again` the
    articles that stand are ordered, too.
    """

    content: Path
    tree_of: Callable[[str], str]
    style: SlugStyle
    deleted: frozenset[str]
    again: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What a run settles with; its rows of the ledger are behind `since`."""

    wanted: Settlement
    spool: Spool
    ledger: sqlite3.Connection
    holders: Holders
    report: Report
    since: int
