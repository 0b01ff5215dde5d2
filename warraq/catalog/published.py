"""Who publishes which capture, and how it looked: filled only where captures are published."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from warraq.catalog.slices import article_slice
from warraq.catalog.store import mark_stale


def looks(database: sqlite3.Connection) -> list[tuple[str, bytes | None]]:
    """Return every capture in use (relative to `content/`) with its look, None for a new one."""
    query = "SELECT DISTINCT capture, look FROM captures LEFT JOIN looks USING (capture)"
    return database.execute(query).fetchall()


def note_looks(database: sqlite3.Connection, pairs: Iterable[tuple[str, bytes]]) -> None:
    """Keep how captures look now."""
    database.executemany("INSERT OR REPLACE INTO looks VALUES (?, ?)", pairs)


def mark_publishing(database: sqlite3.Connection, capture: str, reason: str) -> None:
    """Enter as stale what publishes a capture."""
    query = "SELECT tree, file FROM captures JOIN entries USING (file) WHERE capture = ?"
    found = database.execute(query, (capture,)).fetchall()
    mark_stale(database, (article_slice(*place) for place in found), reason)
