"""The ledger: what became of every capture.

One row for each capture found, so the rows' outcomes sum to the captures. It is
a cache: deleted or damaged, it is made again by reading the captures again.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from warraq.catalog.store import as_disk_error
from warraq.model import Doubt

Outcome = Literal["article", "duplicate", "skipped", "failed"]
OUTCOMES: tuple[Outcome, ...] = ("article", "duplicate", "skipped", "failed")

# Raised with every change of the table; another version's file is made anew.
_VERSION = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS captures (
    file TEXT NOT NULL, member TEXT NOT NULL, offset INTEGER, sha256 TEXT NOT NULL,
    outcome TEXT NOT NULL, of TEXT NOT NULL, reason TEXT NOT NULL, content TEXT NOT NULL,
    story TEXT NOT NULL, doubts TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL
) STRICT
"""
_COLUMNS = (
    "file, member, offset, sha256, outcome, of, reason, content, story, doubts, size, mtime_ns"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one capture.

    `file` and `content` are relative to `content/`. `of` is the id of the article
    that a duplicate repeats. `story` digests language, title and body of what was
    read, and is how the same story is known again. `size` (bytes) and `mtime_ns`
    are those of the file when it was read.
    """

    file: str
    sha256: str
    outcome: Outcome
    member: str = ""
    offset: int | None = None
    of: str = ""
    reason: str = ""
    content: str = ""
    story: str = ""
    doubts: tuple[Doubt, ...] = ()
    size: int = 0
    mtime_ns: int = 0

    @property
    def id(self) -> str:
        return self.sha256[:12]

    def as_json(self) -> dict[str, str | int | None]:
        """Return the shape that `ledger --json` prints."""
        names = ("file", "member", "offset", "sha256", "outcome", "of", "reason", "content")
        return {name: getattr(self, name) for name in names}


def read_ledger(state: Path) -> tuple[Row, ...]:
    """Return the rows, sorted by file; none where there is no ledger of this version."""
    if not (state / "ledger.sqlite").is_file():
        return ()
    try:
        with _open(state) as database:
            query = f"SELECT {_COLUMNS} FROM captures ORDER BY file, member, offset"
            return tuple(_row(*values) for values in database.execute(query))
    except (sqlite3.Error, ValueError, TypeError):
        return ()


def write_ledger(state: Path, rows: Iterable[Row]) -> None:
    """Make the ledger hold exactly `rows`."""
    ordered = sorted(rows, key=lambda row: (row.file, row.member, row.offset or 0))
    try:
        _replace_rows(state, ordered)
    except sqlite3.DatabaseError:
        (state / "ledger.sqlite").unlink(missing_ok=True)
        with as_disk_error(state / "ledger.sqlite"):
            _replace_rows(state, ordered)


def _replace_rows(state: Path, rows: list[Row]) -> None:
    with _open(state) as database, database:
        database.execute("DROP TABLE IF EXISTS captures")
        database.execute(_TABLE)
        database.execute(f"PRAGMA user_version = {_VERSION}")
        marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
        statement = f"INSERT INTO captures ({_COLUMNS}) VALUES ({marks})"
        database.executemany(statement, (_values(row) for row in rows))


@contextlib.contextmanager
def _open(state: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(state / "ledger.sqlite")
    try:
        if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
            database.execute("DROP TABLE IF EXISTS captures")
            database.execute("PRAGMA user_version = 0")
        database.execute(_TABLE)
        yield database
    finally:
        database.close()


def _values(row: Row) -> tuple[str | int | None, ...]:
    doubts = json.dumps([[doubt.code, doubt.message] for doubt in row.doubts], ensure_ascii=False)
    head = (row.file, row.member, row.offset, row.sha256, row.outcome, row.of, row.reason)
    return (*head, row.content, row.story, doubts, row.size, row.mtime_ns)


def _row(*values: object) -> Row:
    fields: dict[str, Any] = dict(zip(_COLUMNS.split(", "), values, strict=True))
    doubts = tuple(Doubt(code, message) for code, message in json.loads(fields.pop("doubts")))
    return Row(**fields, doubts=doubts)
