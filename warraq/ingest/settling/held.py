"""Which articles are held already, wherever a person may have moved them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from warraq.text.slug import file_identity

# What a person may have made of an article that no capture shall undo.
HIDDEN = frozenset({"removed", "draft"})


class Holders:
    """The articles that lie in `content/`, as the ledger's database knows them."""

    def __init__(self, ledger: sqlite3.Connection) -> None:
        self._ledger = ledger
        # A first reading finds nothing there, and need not ask a hundred thousand times.
        self.any = ledger.execute("SELECT 1 FROM held LIMIT 1").fetchone() is not None

    def file_of(self, identity: str) -> str:
        """Return the file below `content/` of the article with this id, or ""."""
        # What was never read whole has no id; and neither has what a person wrote.
        if not (self.any and identity):
            return ""
        query = "SELECT file FROM held WHERE id = ? ORDER BY file LIMIT 1"
        found = self._ledger.execute(query, (identity,)).fetchone()
        return found[0] if found else ""

    def is_held(self, content: str) -> bool:
        """Return whether a file below `content/` is an article that stands."""
        query = "SELECT 1 FROM held WHERE file = ?"
        return self.any and self._ledger.execute(query, (content,)).fetchone() is not None

    def shown_in(self, content: str) -> str:
        """Return the capture that an article in `content/` says it was read from."""
        query = "SELECT capture FROM held WHERE file = ?"
        found = self._ledger.execute(query, (content,)).fetchone() if self.any else None
        return found[0] if found else ""

    def former(self, capture: str) -> tuple[str, str]:
        """Return (file, status) of the article that was read from a capture, or blanks."""
        query = "SELECT file, status FROM held WHERE capture = ? ORDER BY file LIMIT 1"
        found = self._ledger.execute(query, (capture,)).fetchone() if self.any else None
        return found or ("", "")

    def of_page(self, page: str, file: str) -> str:
        """Return the article of an address that was read from a file of captures, or ""."""
        query = (
            "SELECT file FROM held WHERE page = ? AND page != '' "
            "AND substr(capture, 1, ?) = ? ORDER BY file LIMIT 1"
        )
        begin = f"{file}\t"
        found = self._ledger.execute(query, (page, len(begin), begin)).fetchone()
        return found[0] if found else ""

    def id_in(self, content: str) -> str:
        """Return the id that an article in `content/` states."""
        found = self._ledger.execute("SELECT id FROM held WHERE file = ?", (content,)).fetchone()
        return found[0] if found else ""

    def leading_from(self, folder: str) -> Iterator[str]:
        """Yield the names, folded, that lead from a folder's addresses to articles elsewhere."""
        if self.any:
            query = "SELECT name FROM leads WHERE folder = ?"
            yield from (name for (name,) in self._ledger.execute(query, (file_identity(folder),)))

    def hidden(self, capture: str) -> tuple[str, str]:
        """Return (file, status) of the article from a capture if a person hid it, or blanks."""
        file, status = self.former(capture)
        return (file, status) if status in HIDDEN else ("", "")
