"""Which article stands for a capture, whatever its bytes are now?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple, cast

from warraq.ingest.ledger import ORDER
from warraq.ingest.settling.settlement import Run
from warraq.ingest.settling.showing import SELECT_TOLD, Told
from warraq.ingest.settling.texts import why_shown
from warraq.ingest.spool import Reading

# Why an article has another id than its capture: its file has other bytes now.
RENEWED = "renewed"

_TOLD = f"{SELECT_TOLD} WHERE tale = ? AND tale != '' ORDER BY {ORDER}"


class Standing(NamedTuple):
    """An article that stands: its id, and its file relative to `content/`."""

    id: str
    content: str


class Standings:
    """The articles that stand, by what the ledger knows of their captures."""

    def __init__(self, run: Run) -> None:
        self._ledger = run.ledger
        self._holders = run.holders
        self._content = run.wanted.content

    def of_tale(self, tale: str, rows: tuple[Told, ...]) -> list[Standing]:
        """Return the articles of a tale that stand, in the order of its captures."""
        ids = dict.fromkeys((*(row.id for row in rows), *(row.of for row in rows if row.of)))
        found = (Standing(one, self._holders.file_of(one)) for one in ids)
        stand = [one for one in found if one.content and self._tale_of(one.id) == tale]
        return stand or [one for one in map(self.shows, rows) if one][:1]

    def shows(self, row: Told | Reading) -> Standing | None:
        """Return the article that shows a capture, if that which gave it its id is gone."""
        for file in self._formerly(row):
            identity = self._holders.id_in(file)
            if identity and not self._tale_of(identity) and self.why_shown(row, file):
                return Standing(identity, file)
        return None

    def _formerly(self, row: Told | Reading) -> Iterator[str]:
        """Yield the articles that may have been read from a capture when it had other bytes."""
        if not self._holders.any:
            return
        if file := self._holders.former(row.capture)[0]:
            yield file
        if row.offset is not None and (file := self._holders.of_page(row.page, row.file)):
            yield file

    def why_shown(self, row: Told | Reading, content: str) -> str:
        """Return why an article is that of a capture which did not give it its id, or ""."""
        if content not in self._formerly(row):
            return ""
        return why_shown(self._content / content, content, row)

    def _tale_of(self, identity: str) -> str:
        """Return the tale of an id: that of the first capture with these bytes.

        Where that is gone, it is that of the first which repeated it.
        """
        for which in ("substr(sha256, 1, 12) = ? AND story != ''", "of = ? AND of != ''"):
            query = f"SELECT tale FROM captures WHERE {which} ORDER BY {ORDER} LIMIT 1"
            if found := self._ledger.execute(query, (identity,)).fetchone():
                return cast(str, found[0])
        return ""


def told_of(ledger: sqlite3.Connection, tale: str) -> tuple[Told, ...]:
    """Return the captures of a tale, in their order."""
    return tuple(map(Told._make, ledger.execute(_TOLD, (tale,))))
