"""Which files of the site are not as the last build left them.

Nothing of ours in `output/` is younger than the mark that the last build made when it was
done. What is gone, or younger and of other bytes than the manifest says, is made again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from warraq.catalog.slices import slice_of
from warraq.catalog.store import mark_stale
from warraq.diagnostics import Diagnostic
from warraq.project import Project
from warraq.publish.output.manifest import read_manifest
from warraq.publish.output.owners import owner_of
from warraq.stopwatch import phase

# To look at a file takes some 10 µs: at more of them a build would notice it. Above it,
# they are looked at when that is asked for.
MOST = 20_000


def mark_whole(project: Project) -> None:
    """Note that all files of the site are as they should be, now."""
    _mark(project).touch()


@phase("look for damage")
def mark_damaged(
    project: Project, database: sqlite3.Connection, *, thorough: bool
) -> list[Diagnostic]:
    """Enter as stale what somebody else changed or removed; return what to say of it.

    `thorough` reads every file; else those are read that look changed, if any are looked at.
    """
    if not thorough and database.execute(_MANY, (MOST,)).fetchone():
        return []
    look = _Look(project, 0 if thorough else _time_of(_mark(project)))
    found = list(look.damaged(path for (path,) in database.execute(_PATHS)))
    if found:
        database.execute("BEGIN")
        for path, how in found:
            owner = slice_of(owner_of(database, path))
            mark_stale(database, (owner,), f"output/{path} was {how}")
        database.execute("COMMIT")
    elif look.younger:
        # Else they would all be read again next time.
        mark_whole(project)
    return [_problem(path, how) for path, how in found]


_MANY = "SELECT 1 FROM outputs LIMIT 1 OFFSET ?"
_PATHS = "SELECT path FROM outputs ORDER BY path"


class _Look:
    """One look at files of the site; `younger` tells whether any was touched since a time."""

    def __init__(self, project: Project, since: int) -> None:
        self.younger = False
        self._output = project.output
        self._since = since
        self._digests: dict[str, str] | None = None

    def damaged(self, paths: Iterator[str]) -> Iterator[tuple[str, str]]:
        """Yield the files that are other than they were, and what befell them."""
        for path in paths:
            changed = _time_of(f"{self._output}/{path}")
            if not changed:
                yield path, "removed"
            elif changed >= self._since and not self._is_whole(path):
                yield path, "changed"
            self.younger |= changed > self._since

    def _is_whole(self, path: str) -> bool:
        if self._digests is None:
            self._digests = read_manifest(self._output) or {}
        try:
            data = (self._output / path).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == self._digests.get(path)


def _time_of(path: str | Path) -> int:
    """Return when a file was last changed, renamed or given other rights; 0 where it is gone."""
    try:
        stat = os.lstat(path)
    except OSError:
        return 0
    return max(stat.st_mtime_ns, stat.st_ctime_ns)


def _mark(project: Project) -> Path:
    return project.state / f"whole-{Path(project.site).name}"


def _problem(path: str, how: str) -> Diagnostic:
    hint = "find out who or what did it, if it was not you"
    message = f"this was {how} since the last build, and is written anew"
    return Diagnostic(f"output/{path}", "mended-file", message, hint, 0, "warning")
