"""The entries of one language, as a condition selects them, and the orders they stand in."""

from __future__ import annotations

import sqlite3

from warraq.catalog import Entry
from warraq.catalog.store import JOINED_COLUMNS, entries, entry_of

FORWARD = "date, id, address"
BACKWARD = "date DESC, id DESC, address DESC"
# The same of a table `m` that entries are joined with.
JOINED_FORWARD = "m.date, m.id, m.address"
JOINED_BACKWARD = "m.date DESC, m.id DESC, m.address DESC"

# How an id begins that was made of a digest; undated articles are made in parts by it.
HEX_PAIR = "[0-9a-f][0-9a-f]*"


class Rows:
    """The entries of one tree, and those of its sections."""

    def __init__(self, database: sqlite3.Connection, tag: str) -> None:
        self._tag = tag
        self._database = database

    def entries(self, rest: str, *values: object) -> tuple[Entry, ...]:
        """Return the entries that a condition selects, in its order."""
        return tuple(entries(self._database, f"WHERE tree = ? AND {rest}", self._tag, *values))

    def members(self, slug: str, rest: str, *values: object) -> tuple[Entry, ...]:
        """Return the entries in a section (`m`) that a condition selects, in its order."""
        query = f"SELECT {JOINED_COLUMNS} FROM members m JOIN entries e USING (file)"
        values = (self._tag, slug, *values)
        rows = self._database.execute(f"{query} WHERE m.tree = ? AND m.slug = ? {rest}", values)
        return tuple(entry_of(row) for row in rows)
