"""What a document is: a new article, one that is held already, or none.

Equal bytes are the same capture; equal language, title and body, compared by their
keys, and equal addresses are the same story captured twice. Whoever is held already
stays the original.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import cast

from warraq.ingest.ledger import Outcome, Row
from warraq.ingest.spool import Reading
from warraq.model import Doubt

# What a person may have made of an article that no capture shall undo.
HIDDEN = frozenset({"removed", "draft"})


@dataclass(frozen=True, slots=True)
class Original:
    """An article that a capture repeats."""

    id: str
    content: str
    reason: str


class Holders:
    """The articles that are held, as the ledger's database knows them.

    They are those of its rows, and those that lie in `content/`, wherever a person may
    have moved them.
    """

    def __init__(self, ledger: sqlite3.Connection) -> None:
        self._ledger = ledger
        # A first reading finds nothing there, and need not ask a hundred thousand times.
        self.any = ledger.execute("SELECT 1 FROM held LIMIT 1").fetchone() is not None

    def original_of(self, reading: Reading) -> Original | None:
        """Return the article that has the same bytes, tells the same story, or is the same page."""
        return (
            self._article("same bytes", "substr(sha256, 1, 12) = ?", reading.id)
            or self._article("same story", "story = ? AND story != ''", reading.story)
            or self._same_page(reading)
        )

    def _same_page(self, reading: Reading) -> Original | None:
        """Return the article of which another capture has the same address."""
        if not reading.page:
            return None
        query = (
            "SELECT CASE WHEN of != '' THEN of ELSE substr(sha256, 1, 12) END, content "
            "FROM captures WHERE page = ? AND page != '' AND outcome IN ('article', 'duplicate')"
        )
        found = self._ledger.execute(query, (reading.page,)).fetchone()
        is_other = found is not None and found[0] != reading.id
        return Original(found[0], found[1], "same address") if is_other else None

    def _article(self, reason: str, condition: str, value: str) -> Original | None:
        query = "SELECT substr(sha256, 1, 12), content FROM captures"
        where = f"WHERE outcome = 'article' AND {condition}"
        found = self._ledger.execute(f"{query} {where} LIMIT 1", (value,)).fetchone()
        return Original(found[0], found[1], reason) if found else None

    def file_of(self, identity: str) -> str:
        """Return the file below `content/` of the article with this id, or ""."""
        # What was never read whole has no id; and neither has what a person wrote.
        if not (self.any and identity):
            return ""
        query = "SELECT file FROM held WHERE id = ? ORDER BY file LIMIT 1"
        found = self._ledger.execute(query, (identity,)).fetchone()
        return found[0] if found else ""

    def shown_in(self, content: str) -> str:
        """Return the capture that an article in `content/` says it was read from."""
        query = "SELECT capture FROM held WHERE file = ?"
        found = self._ledger.execute(query, (content,)).fetchone()
        return found[0] if found else ""

    def former(self, capture: str) -> tuple[str, str]:
        """Return (file, status) of the article that was read from a capture, or blanks."""
        query = "SELECT file, status FROM held WHERE capture = ? ORDER BY file LIMIT 1"
        found = self._ledger.execute(query, (capture,)).fetchone() if self.any else None
        return found or ("", "")

    def was_read_from(self, reading: Reading) -> bool:
        """Return whether an article in `content/` says that it was read from just these bytes."""
        query = "SELECT 1 FROM held WHERE id = ? AND capture = ?"
        values = (reading.id, reading.capture)
        return self.any and self._ledger.execute(query, values).fetchone() is not None


def judge(reading: Reading, holders: Holders) -> Row:
    """Return the ledger row of a document; a new article's `content` is still empty."""
    if reading.state != "article":
        return row_of(reading, cast(Outcome, reading.state), reading.reason)
    if original := holders.original_of(reading):
        repeated = row_of(reading, "duplicate", original.reason, original.content)
        return replace(repeated, of=original.id)
    content = holders.file_of(reading.id)
    former, status = holders.former(reading.capture)
    if not content and status in HIDDEN:
        # The file has other bytes now, but what a person hid must not come back by that.
        return row_of(reading, "skipped", status, former)
    return row_of(reading, "article", content=content)


def row_of(reading: Reading, outcome: Outcome, reason: str = "", content: str = "") -> Row:
    """Return the row of a reading; of what is no article, nothing is doubtful."""
    doubts = json.loads(reading.doubts or "[]") if outcome == "article" else []
    return Row(
        file=reading.file,
        sha256=reading.sha256,
        outcome=outcome,
        member=reading.member,
        offset=reading.offset,
        length=reading.length,
        reason=reason,
        content=content,
        url=reading.url,
        moment=reading.moment,
        story=reading.story,
        page=reading.page,
        rank=reading.rank,
        doubts=tuple(Doubt(code, message) for code, message in doubts),
        size=reading.size,
        mtime_ns=reading.mtime_ns,
    )
