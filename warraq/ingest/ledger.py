"""The ledger: what became of every capture.

One row for each capture found, and for each stretch of a container that holds none,
so the rows' outcomes sum to what there is. It is a cache: deleted or damaged, it is
made again by reading the captures again.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from warraq.model import Doubt

Outcome = Literal["article", "duplicate", "skipped", "failed", "lost"]
OUTCOMES: tuple[Outcome, ...] = ("article", "duplicate", "skipped", "failed", "lost")

# The earliest capture comes first, of equally old ones that with the lowest digest:
# whatever the captures are called and whenever they were found.
ORDER = "moment = '', moment, sha256, file, member, offset"

# Rows are found by digests, all over the file: 100,000 of them take half as long to enter
# as with the usual 2 MiB.
_CACHE_KIB = 64 << 10

# Where pictures lie in crawls.
NOTED = "pictures.sqlite"

# What is known of captures: true together, or not at all.
FILES = ("ledger.sqlite", "ledger.sqlite-journal", NOTED, f"{NOTED}-journal")

# Raised with every change of the tables; another version's file is made anew.
_VERSION = 6


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one capture.

    `file` and `content` are relative to `content/`; `member`, `offset` and `length`
    (bytes) say where in a container it lies. `of` is the id of the article that a
    duplicate repeats. `captured` is when it was made, as it tells that, and `moment` the
    same by one clock, so that texts sort as the moments followed each other. `story`
    digests language, title and body of what was read, and is how the same story is known
    again, as `page` is for the same address; `tale` is shared by all captures of one
    article. Of these that of the highest `rank`, and then the newest, is shown; `form`
    says how much of its form a text brought along.
    `names` and `kin` lead to translations. `said` are the doubts of what the capture
    tells, in JSON, and `doubts` of what its article shows. `size` (bytes) and
    `mtime_ns` are those of the file when it was read.
    """

    file: str
    sha256: str
    outcome: Outcome
    member: str = ""
    offset: int | None = None
    length: int | None = None
    of: str = ""
    reason: str = ""
    content: str = ""
    url: str = ""
    captured: str = ""
    moment: str = ""
    story: str = ""
    page: str = ""
    rank: int = 0
    form: int = 0
    tale: str = ""
    names: str = ""
    kin: str = ""
    said: str = ""
    doubts: tuple[Doubt, ...] = ()
    size: int = 0
    mtime_ns: int = 0

    @property
    def id(self) -> str:
        return self.sha256[:12]

    def as_json(self) -> dict[str, str | int | None]:
        """Return the shape that `ledger --json` prints."""
        names = ("file", "member", "offset", "length", "sha256", "outcome", "of", "reason")
        return {name: getattr(self, name) for name in (*names, "content", "url")}


_COLUMNS = tuple(field.name for field in fields(Row))
_NUMBERS = frozenset({"offset", "length", "size", "mtime_ns", "rank", "form"})
# Spelled for what asks: most questions are about captures that tell something.
_INDEXES = {
    "captures_by_place": "(file, member, offset)",
    "captures_by_id": "(substr(sha256, 1, 12)) WHERE story != ''",
    "captures_by_story": "(story) WHERE story != ''",
    "captures_by_page": "(page) WHERE page != '' AND story != ''",
    "captures_by_tale": "(tale) WHERE tale != ''",
    "captures_by_names": "(file) WHERE names != ''",
    "captures_by_kin": "(kin) WHERE kin != ''",
}
_MAKE_INDEXES = tuple(
    f"CREATE INDEX IF NOT EXISTS {name} ON captures {what}" for name, what in _INDEXES.items()
)
_TABLES = f"""
CREATE TABLE IF NOT EXISTS captures (
    {", ".join(f"{name} {'INTEGER' if name in _NUMBERS else 'TEXT'}" for name in _COLUMNS)}
) STRICT;
{"; ".join(_MAKE_INDEXES)};
CREATE TABLE IF NOT EXISTS held (
    file TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    id TEXT NOT NULL, capture TEXT NOT NULL, page TEXT NOT NULL, status TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held_by_id ON held (id, file);
CREATE INDEX IF NOT EXISTS held_by_capture ON held (capture, file);
CREATE INDEX IF NOT EXISTS held_by_page ON held (page, file) WHERE page != '';
CREATE TABLE IF NOT EXISTS leads (folder TEXT, name TEXT, file TEXT) STRICT;
CREATE INDEX IF NOT EXISTS leads_by_folder ON leads (folder);
CREATE INDEX IF NOT EXISTS leads_by_file ON leads (file);
"""
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM captures"
_PLAIN_COLUMNS = tuple(name for name in _COLUMNS if name != "doubts")
_PLAIN = attrgetter(*_PLAIN_COLUMNS)
_INSERT = (
    f"INSERT INTO captures ({', '.join(_PLAIN_COLUMNS)}, doubts) "
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_IN_ORDER = "ORDER BY file, member, offset"


def read_ledger(state: Path) -> tuple[Row, ...]:
    """Return the rows, sorted by file; none where there is no ledger of this version."""
    if not (state / "ledger.sqlite").is_file():
        return ()
    try:
        with open_ledger(state) as database:
            return tuple(rows_of(database))
    except (sqlite3.Error, ValueError, TypeError):
        return ()


@contextlib.contextmanager
def open_ledger(state: Path) -> Iterator[sqlite3.Connection]:
    """Give the ledger's database; what is done in it is kept by a commit only.

    A ledger of another version is emptied. Raises sqlite3.DatabaseError for a damaged one.
    """
    database = sqlite3.connect(state / "ledger.sqlite", isolation_level=None)
    try:
        if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            database.executescript(
                "DROP TABLE IF EXISTS captures; DROP TABLE IF EXISTS held; "
                "DROP TABLE IF EXISTS leads;"
            )
        database.executescript(f"{_TABLES} PRAGMA user_version = {_VERSION};")
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def looking_into_ledger(state: Path) -> Iterator[sqlite3.Connection | None]:
    """Give the ledger to be read alone, its file staying as it is; None where there is none.

    Raises sqlite3.DatabaseError for a damaged one.
    """
    path = state / "ledger.sqlite"
    if not path.is_file():
        yield None
        return
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        yield database if version == _VERSION else None
    finally:
        database.close()


def forget_ledger(state: Path) -> None:
    """Drop the ledger, so that the next reading makes it again."""
    for name in FILES:
        (state / name).unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file is damaged, rather than the disk full."""
    damage = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_MISMATCH", "SQLITE_ERROR")
    return getattr(error, "sqlite_errorname", "SQLITE_ERROR").startswith(damage)


def rows_of(
    database: sqlite3.Connection, where: str = "", values: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Yield the rows that an SQL condition fits, in the order of their places."""
    for found in database.execute(f"{_SELECT} {where} {_IN_ORDER}", values):
        stated: dict[str, Any] = dict(zip(_COLUMNS, found, strict=True))
        doubts = json.loads(stated.pop("doubts") or "[]")
        yield Row(**stated, doubts=tuple(Doubt(code, message) for code, message in doubts))


def add_rows(database: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Enter rows; where there were none, indexes are made of all of them at the end."""
    # Not before: whoever only reads through the rows is faster with little.
    database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    is_first = database.execute("SELECT 1 FROM captures LIMIT 1").fetchone() is None
    for name in _INDEXES if is_first else ():
        database.execute(f"DROP INDEX {name}")
    database.executemany(_INSERT, map(_values, rows))
    for statement in _MAKE_INDEXES if is_first else ():
        database.execute(statement)


def skip_row(database: sqlite3.Connection, number: int, reason: str, content: str) -> None:
    """Let a row be no article's, for what became of the one in `content`."""
    database.execute(
        "UPDATE captures SET outcome = 'skipped', reason = ?, content = ?, doubts = '', "
        "story = '', tale = '' WHERE rowid = ?",
        (reason, content, number),
    )


def _values(row: Row) -> tuple[str | int | None, ...]:
    return (*_PLAIN(row), doubts_as_text(row.doubts))


def doubts_as_text(doubts: Iterable[Doubt]) -> str:
    """Return doubts as the ledger keeps them: JSON, or nothing."""
    listed = [[doubt.code, doubt.message] for doubt in doubts]
    return json.dumps(listed, ensure_ascii=False) if listed else ""


def counts_of(database: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows there are of each outcome, and how many are doubtful."""
    counts: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
    counts |= dict(database.execute("SELECT outcome, count(*) FROM captures GROUP BY outcome"))
    query = "SELECT count(*) FROM captures WHERE doubts != ''"
    return counts | {"doubtful": database.execute(query).fetchone()[0]}


def reasons_for_skipping(state: Path) -> tuple[str, ...]:
    """Return the reasons that captures were skipped for, sorted."""
    query = "SELECT DISTINCT reason FROM captures WHERE outcome = 'skipped' ORDER BY reason"
    with open_ledger(state) as database:
        return tuple(reason for (reason,) in database.execute(query))
