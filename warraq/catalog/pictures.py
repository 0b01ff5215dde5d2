"""Who shows which picture of `content/media/`."""

from __future__ import annotations

import sqlite3

from warraq.catalog.slices import Slice, article_slice
from warraq.catalog.store import mark_stale


def are_any_shown(database: sqlite3.Connection) -> bool:
    """Return whether the archive shows pictures at all."""
    return database.execute("SELECT 1 FROM shown LIMIT 1").fetchone() is not None


def mark_showing(database: sqlite3.Connection, picture: str, reason: str) -> None:
    """Enter as stale what shows a picture (relative to `content/`)."""
    _mark(database, "SELECT file FROM shown WHERE picture = ?", (picture,), reason)


def mark_all_showing(database: sqlite3.Connection, reason: str) -> None:
    """Enter as stale what shows any picture."""
    _mark(database, "SELECT file FROM shown", (), reason)


def _mark(database: sqlite3.Connection, files: str, values: tuple[str, ...], reason: str) -> None:
    articles = f"SELECT DISTINCT tree, file FROM entries WHERE file IN ({files})"
    prose = f"SELECT DISTINCT tree FROM pages WHERE file IN ({files})"
    found = [article_slice(*place) for place in database.execute(articles, values)]
    found += [Slice("plain", tree) for (tree,) in database.execute(prose, values)]
    mark_stale(database, found, reason)
