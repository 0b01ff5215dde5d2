"""The catalog on disk: one SQLite file below `.warraq/`, deletable at any time.

One process writes it, in one transaction a build; what a change makes stale is
entered in the same transaction, and leaves only when the site has been switched.
A run that dies in between therefore loses nothing: the next one finds the same
slices still to do.
"""

from __future__ import annotations

import errno
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from warraq.catalog import Entry
from warraq.catalog.slices import Slice, slice_of
from warraq.diagnostics import naming
from warraq.force import force
from warraq.text.slug import file_identity

# Raised with every change of the tables; a file of another version is made anew.
VERSION = 11

# An article's row takes a kilobyte or two. In pages of the usual 4 KiB such rows would each
# fill a page of their own, and the catalog of an archive be three times as large.
_PAGE_SIZE = 16 * 1024

# KiB that a connection keeps in memory. Each worker has one that reads, in the order of
# the rows mostly, and what it does not keep the system does.
_WRITERS_CACHE, _READERS_CACHE = 65_536, 8_192

# What is known of `content/`; made without indexes where much is entered at once.
_CONTENT = """
CREATE TABLE folders (path TEXT PRIMARY KEY, stamp BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, folder TEXT NOT NULL, stamp BLOB NOT NULL,
    digest TEXT NOT NULL, problems TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
    file TEXT PRIMARY KEY, id TEXT NOT NULL, tree TEXT NOT NULL, address TEXT NOT NULL,
    lang TEXT NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL, date TEXT NOT NULL,
    basis TEXT NOT NULL, stated TEXT NOT NULL, sections TEXT NOT NULL, names TEXT NOT NULL,
    authors TEXT NOT NULL, teaser TEXT NOT NULL, digest TEXT NOT NULL,
    path TEXT NOT NULL, claim TEXT NOT NULL, key TEXT NOT NULL, listed INTEGER NOT NULL,
    site TEXT NOT NULL, rights TEXT NOT NULL, spooled TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE members (
    tree TEXT NOT NULL, slug TEXT NOT NULL, date TEXT NOT NULL, id TEXT NOT NULL,
    address TEXT NOT NULL, file TEXT NOT NULL, parent TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (tree, slug, date, id, address, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE authors (
    tree TEXT NOT NULL, name TEXT NOT NULL, date TEXT NOT NULL, id TEXT NOT NULL,
    address TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (tree, name, date, id, address, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE printed (
    tree TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, day TEXT NOT NULL,
    title TEXT NOT NULL
) STRICT;
CREATE TABLE translations (
    id TEXT NOT NULL, other TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (id, other, file)
) STRICT, WITHOUT ROWID;
CREATE TABLE aliases (tree TEXT NOT NULL, alias TEXT NOT NULL, file TEXT NOT NULL,
    PRIMARY KEY (tree, alias, file)) STRICT, WITHOUT ROWID;
CREATE TABLE pages (file TEXT PRIMARY KEY, tree TEXT NOT NULL, name TEXT NOT NULL,
    title TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sketches (file TEXT PRIMARY KEY, lang TEXT NOT NULL, outlet TEXT NOT NULL,
    sketch BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE handles (handle INTEGER NOT NULL, file TEXT NOT NULL) STRICT;
CREATE TABLE carried (file TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (file, other)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE shown (file TEXT NOT NULL, picture TEXT NOT NULL, PRIMARY KEY (file, picture)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE captures (capture TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (capture, file)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE looks (capture TEXT PRIMARY KEY, look BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE versions (text TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (text, file)
    ) STRICT, WITHOUT ROWID
"""

_INDEXES = """
CREATE INDEX files_by_folder ON files (folder);
CREATE INDEX files_with_problems ON files (path) WHERE problems != '';
CREATE INDEX entries_in_order ON entries (tree, listed, date, id, address);
CREATE INDEX entries_by_stated ON entries (tree, stated) WHERE stated != '';
CREATE INDEX entries_by_id ON entries (id);
CREATE INDEX entries_by_claim ON entries (tree, claim);
CREATE INDEX entries_by_key ON entries (tree, key);
CREATE INDEX entries_moved ON entries (file) WHERE path != address;
CREATE INDEX entries_by_source ON entries (rights, site) WHERE listed = 1;
CREATE INDEX members_by_file ON members (file);
CREATE INDEX authors_by_file ON authors (file);
CREATE INDEX printed_by_key ON printed (tree, key);
CREATE INDEX printed_by_day ON printed (tree, day);
CREATE INDEX printed_by_file ON printed (file);
CREATE INDEX translations_back ON translations (other);
CREATE INDEX translations_by_file ON translations (file);
CREATE INDEX aliases_by_file ON aliases (file);
CREATE INDEX handles_by_handle ON handles (handle, file);
CREATE INDEX shown_by_picture ON shown (picture);
CREATE INDEX captures_by_file ON captures (file);
CREATE INDEX versions_by_file ON versions (file)
"""

# What was made of it, and what is to be made again.
_SITE = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE outputs (path TEXT PRIMARY KEY, slice TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX outputs_by_slice ON outputs (slice);
CREATE TABLE stale (slice TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE reasons (path TEXT PRIMARY KEY, reason TEXT NOT NULL, gone INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
"""

CONTENT_TABLES = tuple(re.findall(r"TABLE (\w+)", _CONTENT))
# What SQLite says of a disk that is full, worn out or closed to us, and of damage on it.
_DISK_TROUBLE = frozenset(
    (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    + (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY)
)

# Texts never hold it: the reader drops what means nothing.
_BETWEEN = "\x1f"

ENTRY_COLUMNS = ", ".join(Entry._fields)
# The same where entries are joined, as `e`, with another table.
JOINED_COLUMNS = ", ".join(f"e.{column}" for column in Entry._fields)


def open_store(path: Path) -> sqlite3.Connection:
    """Return the database at `path` for writing; made anew where it is not as sealed."""
    path.parent.mkdir(exist_ok=True)
    if not _is_sealed(path):
        forget(path)
    database = _connect(path)
    if database.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        script = f"BEGIN;{_SITE}{_CONTENT};{_INDEXES};PRAGMA user_version = {VERSION};COMMIT;"
        database.executescript(script)
    return database


def read_store(path: Path) -> sqlite3.Connection:
    """Return the database at `path` for asking, as workers do."""
    return _connect(path, _READERS_CACHE)


def is_store(path: Path) -> bool:
    """Return whether a database of this version lies at `path`, to be asked."""
    if not path.is_file():
        return False
    try:
        with closing(_connect(path)) as database:
            return bool(database.execute("PRAGMA user_version").fetchone()[0] == VERSION)
    except sqlite3.DatabaseError:
        return False


def empty_content(database: sqlite3.Connection) -> None:
    """Forget all of `content/`, in the caller's transaction; until `index_content`, no indexes."""
    for table in CONTENT_TABLES:
        database.execute(f"DROP TABLE {table}")
    for statement in _CONTENT.split(";"):
        database.execute(statement)


def index_content(database: sqlite3.Connection) -> None:
    """Make the indexes that `empty_content` left out: of sorted rows, at a third of the cost."""
    for statement in _INDEXES.split(";"):
        database.execute(statement)


@contextmanager
def as_disk_error(path: Path) -> Iterator[None]:
    """Let what SQLite says of its disk be the OSError that the same trouble is elsewhere."""
    try:
        yield
    except sqlite3.Error as error:
        # An extended code has its plain one in the lowest byte.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DISK_TROUBLE:
            raise
        raise OSError(errno.EIO, str(error), str(path)) from error


def forget(path: Path) -> None:
    """Remove the database: the next build makes everything anew."""
    for name in (path, _seal(path), path.with_name(f"{path.name}-journal")):
        name.unlink(missing_ok=True)


def seal_store(path: Path) -> None:
    """Write down how the database looks, which no transaction is changing; its bytes come first."""
    force([path])
    with naming(_seal(path)):
        _seal(path).write_text(_look(path), "ascii")


def _connect(path: Path, cache: int = _WRITERS_CACHE) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    # The catalog is a cache, and forced to the disk when it is sealed: what was cut short
    # before that is made anew.
    database.execute("PRAGMA synchronous = OFF")
    # Of use for a new file only.
    database.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    database.execute(f"PRAGMA cache_size = -{cache}")
    return database


def _is_sealed(path: Path) -> bool:
    """Return whether the file is as a build left it: nobody has written in it since.

    Reading all of it for a checksum would cost a build without changes a fifth of its time.
    """
    try:
        return _seal(path).read_text("ascii") == _look(path)
    except (OSError, ValueError):
        return False


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.seal")


def _look(path: Path) -> str:
    stat = path.stat()
    times = f"{stat.st_mtime_ns} {stat.st_ctime_ns}"
    return f"{VERSION} {stat.st_size} {times} {stat.st_ino}\n"


def entry_of(row: Iterable[Any]) -> Entry:
    """Return the entry of a row of `ENTRY_COLUMNS`."""
    *plain, sections, names, authors, teaser, digest = row
    lists = (_unpacked(sections), _unpacked(names), _unpacked(authors))
    return Entry._make((*plain, *lists, teaser, digest))


def packed(texts: tuple[str, ...]) -> str:
    """Return several texts as they stand in one column."""
    return _BETWEEN.join(texts)


def _unpacked(text: str) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN)) if text else ()


def entries(database: sqlite3.Connection, rest: str, *values: object) -> Iterator[Entry]:
    """Yield the entries that a condition selects, in its order."""
    query = f"SELECT {ENTRY_COLUMNS} FROM entries {rest}"
    return (entry_of(row) for row in database.execute(query, values))


def place_of(address: str) -> str:
    """Return what two addresses share that would be one on some file system."""
    return file_identity(address)


def get_meta(database: sqlite3.Connection, name: str) -> str:
    row = database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def set_meta(database: sqlite3.Connection, name: str, value: str) -> None:
    if get_meta(database, name) != value:
        database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def mark_stale(database: sqlite3.Connection, slices: Iterable[Slice], reason: str) -> None:
    """Enter slices that are to be made again; the first reason of a slice stays."""
    rows = ((str(one), reason) for one in slices)
    database.executemany("INSERT OR IGNORE INTO stale VALUES (?, ?)", rows)


def stale_slices(database: sqlite3.Connection) -> tuple[Slice, ...]:
    """Return the slices that are to be made, sorted."""
    rows = database.execute("SELECT slice FROM stale ORDER BY slice")
    return tuple(slice_of(one) for (one,) in rows)


def token_of(database: sqlite3.Connection) -> str:
    """Return what tells this state of the catalog from any other one."""
    return str(database.execute("PRAGMA data_version").fetchone()[0]) + str(time.time_ns())
