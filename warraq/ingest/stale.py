"""Which captures must be read: new ones, changed ones, and those whose article is gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from warraq.ingest.articles import articles_in
from warraq.ingest.captures import CaptureFile
from warraq.stopwatch import phase


@dataclass(frozen=True, slots=True)
class Stale:
    """The captures to be read, and the digests of those whose article has been deleted."""

    captures: tuple[CaptureFile, ...]
    deleted: frozenset[str]


@phase("find captures")
def take_stale(
    ledger: sqlite3.Connection,
    content: Path,
    captures: tuple[CaptureFile, ...],
    wanted: Callable[[CaptureFile], bool],
    *,
    again: bool,
) -> Stale:
    """Drop the rows of the ledger that are not true any more; return what is to be read.

    Of a file that holds many captures all are read if one must be. With `again`
    everything is read that is wanted.
    """
    names = {f"raw/{found.name}": found for found in captures}
    untrue, deleted = _untrue(ledger, content, names)
    if again:
        untrue |= {name for name, found in names.items() if wanted(found)}
    ledger.execute(_DROPPED)
    # What is gone from the disk is remembered by its article; what is read again may differ.
    drop_rows(ledger, untrue & names.keys())
    ledger.executemany(_FORGET, ((name,) for name in untrue))
    known = {file for (file,) in ledger.execute("SELECT DISTINCT file FROM captures")}
    unread = (found for name, found in names.items() if name not in known and wanted(found))
    return Stale(tuple(unread), frozenset(deleted))


def _untrue(
    ledger: sqlite3.Connection, content: Path, names: dict[str, CaptureFile]
) -> tuple[set[str], set[str]]:
    """Return the files whose rows are not true any more, and the digests of deleted articles."""
    there = {name for name, _ in articles_in(content)}
    untrue: set[str] = set()
    deleted: set[str] = set()
    for file, size, mtime_ns, outcome, sha256, name in ledger.execute(_QUERY):
        found = names.get(file)
        gone = outcome in ("article", "duplicate") and name not in there
        changed = found is None or (found.size, found.mtime_ns) != (size, mtime_ns)
        if changed or gone or outcome == "failed":
            untrue.add(file)
        if gone:
            deleted.add(sha256)
    return untrue, deleted


def drop_rows(ledger: sqlite3.Connection, files: Iterable[str]) -> None:
    """Drop the rows of files that are read again, and remember what they told where."""
    for file in files:
        ledger.execute(_REMEMBER, (file,))
        ledger.execute(_FORGET, (file,))


# Asked by its page for every page that is read.
_DROPPED = "CREATE TEMP TABLE dropped (page, story, PRIMARY KEY (page, story)) WITHOUT ROWID"
_REMEMBER = """
INSERT OR IGNORE INTO dropped SELECT page, story FROM captures
WHERE file = ? AND page != '' AND story != ''
"""
_FORGET = "DELETE FROM captures WHERE file = ?"
_QUERY = "SELECT file, size, mtime_ns, outcome, sha256, content FROM captures"


def chosen(folders: Iterable[Path]) -> Callable[[CaptureFile], bool]:
    """Return whether a capture lies at or below one of the paths; all do where none is named."""
    resolved = [path.resolve() for path in folders]
    if not resolved:
        return lambda found: True

    def lies_there(found: CaptureFile) -> bool:
        # A link is where it lies, wherever it leads.
        place = found.path.parent.resolve() / found.path.name
        return any(place == path or path in place.parents for path in resolved)

    return lies_there
