"""What was made for the next site: whose each file is, and the digest of its bytes.

There are as many rows as files, an archive has millions of them, and a build asks for few
of them twice: so they lie in tables of SQLite that move to the disk as they grow.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import NamedTuple

from warraq.publish.output.manifest import Line, name_of, sorted_lines

# They go with the connection. The first build of an archive enters them almost in order, so
# that few pages are in use at a time.
_TABLES = """
PRAGMA temp.cache_size = -8192;
CREATE TEMP TABLE made (
    path TEXT PRIMARY KEY, owner TEXT NOT NULL, digest TEXT NOT NULL, changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE waiting (
    path TEXT PRIMARY KEY, owner TEXT NOT NULL, data BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

# What a line of the manifest encodes sorts there otherwise than here; few files are so named.
_ODD = "path GLOB '*[' || char(1) || '-' || char(31) || ']*'"


class Row(NamedTuple):
    """A file of the next site and the slice it belongs to; `changed` where its bytes are staged.

    Without a digest it stands as it is, and the manifest says of it what it said before.
    """

    path: str
    owner: str
    digest: str
    changed: bool


class Made:
    """The files that were made so far, and the pages that wait until all others are.

    `number` counts both.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self.number = 0
        self._database = database
        for statement in _TABLES.split(";"):
            database.execute(statement)

    # --- entering --------------------------------------------------------------------

    def enter(self, rows: Sequence[Row]) -> tuple[Row, str] | None:
        """Enter files; return the first that is another slice's already, and which one's."""
        if self._insert("made", rows) == len(rows):
            return None
        held = ((row, self.owner_of(row.path)) for row in rows)
        return next(((row, owner) for row, owner in held if owner != row.owner), None)

    def wait(self, pages: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep pages (path, owner, bytes) for later; of several at one path the first."""
        self._insert("waiting", pages)

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Enter rows whose path is free; return how many are."""
        if not rows:
            return 0
        values = ", ".join("?" * len(rows[0]))
        self._database.execute("BEGIN")
        done = self._database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({values})", rows)
        self._database.execute("COMMIT")
        self.number += done.rowcount
        return done.rowcount

    # --- asking ----------------------------------------------------------------------

    def owner_of(self, path: str) -> str:
        """Return the slice that a file was made by; "" where it was not."""
        query = "SELECT owner FROM made WHERE path = ?"
        row = self._database.execute(query, (path,)).fetchone()
        return row[0] if row else ""

    def is_changed(self, path: str) -> bool:
        """Return whether a file was made, with bytes that are staged."""
        query = "SELECT 1 FROM made WHERE path = ? AND changed"
        return self._database.execute(query, (path,)).fetchone() is not None

    def changed(self) -> Iterator[str]:
        """Yield the files whose bytes are staged, sorted."""
        query = "SELECT path FROM made WHERE changed ORDER BY path"
        return (path for (path,) in self._database.execute(query))

    def changed_owners(self) -> Iterator[tuple[str, str]]:
        """Yield these files with the slices that they belong to."""
        return self._database.execute("SELECT path, owner FROM made WHERE changed")

    def waiting(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield the pages that wait, sorted by path."""
        return self._database.execute("SELECT path, owner, data FROM waiting ORDER BY path")

    def lines(self) -> Iterator[Line]:
        """Yield what the manifest should say of the files, in its order."""
        query = "SELECT path, digest FROM made WHERE digest != '' AND {} ORDER BY path"
        plain, odd = (self._database.execute(query.format(one)) for one in (f"NOT {_ODD}", _ODD))
        return merge(((name_of(path), digest) for path, digest in plain), sorted_lines(odd))
