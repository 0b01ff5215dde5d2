"""Where pictures lie in crawls, and which of them articles still miss: kept from run to run.

A crawler writes a row of files, and a page may lie in one of them and its pictures in
another, which perhaps comes later. All files of one folder are one crawl. What is passed
over in them is noted by its address, on disk and not in memory; and so is what an
article names and no file of its folder held, so that it is found when it arrives.

Like the ledger, beside which it lies, it is a cache, and forgotten with it.
"""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.ingest.ledger import NOTED
from warraq.ingest.pages import page_of
from warraq.ingest.pictures.alternatives import parted
from warraq.ingest.readers import warc
from warraq.ingest.spool import NO_TEXT, Job, Missing, Spool
from warraq.model import Origin, Passed, Pictured, RawDocument

if TYPE_CHECKING:
    from warraq.ingest.reading import Item

# Raised with every change of the tables; another version's file is made anew.
_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS crawls (file TEXT PRIMARY KEY, folder TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS crawls_by_folder ON crawls (folder);
CREATE TABLE IF NOT EXISTS pictures (folder TEXT, page TEXT, file TEXT, member TEXT,
    place INTEGER, inner INTEGER, digest TEXT, refers TEXT, held INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS by_page ON pictures (folder, page);
CREATE INDEX IF NOT EXISTS by_digest ON pictures (folder, digest) WHERE digest != '';
CREATE INDEX IF NOT EXISTS by_target ON pictures (folder, refers) WHERE refers != '';
CREATE INDEX IF NOT EXISTS by_file ON pictures (file);
CREATE TABLE IF NOT EXISTS wanted (content TEXT, folder TEXT, page TEXT, open TEXT) STRICT;
CREATE INDEX IF NOT EXISTS wanted_by_page ON wanted (folder, page);
CREATE INDEX IF NOT EXISTS wanted_by_content ON wanted (content);
"""
_INSERT = "INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

# What of a folder can be found now that could not before: what has come, what is the
# same as it, and what leads there.
_ARRIVED = """
WITH RECURSIVE found (page) AS (
    SELECT page FROM pictures WHERE file IN (SELECT file FROM read_now) AND folder = :folder
    UNION SELECT same.page FROM pictures new JOIN pictures same
    ON same.folder = :folder AND same.digest = new.digest AND same.digest != ''
    WHERE new.file IN (SELECT file FROM read_now) AND new.folder = :folder
    AND new.digest != '' AND new.held AND NOT same.held
    UNION SELECT leading.page FROM found JOIN pictures leading
    ON leading.folder = :folder AND leading.refers = found.page AND leading.refers != ''
)
SELECT DISTINCT content FROM wanted WHERE folder = :folder
AND page IN (SELECT page FROM found WHERE page != '') ORDER BY content
"""


class Noted:
    """What is noted, for one run."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._database.execute("CREATE TEMP TABLE read_now (file TEXT PRIMARY KEY)")

    def noting(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items as they come, and note where pictures lie among them."""
        known = ""
        for item in items:
            if item.capture.name != known:
                known = item.capture.name
                self._forget(f"raw/{known}")
            found = item.found
            if isinstance(found, RawDocument) and found.kind == "html":
                self._note_crawl(found.origin.file)
            elif isinstance(found, Passed) and found.picture:
                self._note_crawl(found.origin.file)
                self._database.execute(_INSERT, _row(found.origin, found.picture))
            yield item

    def _note_crawl(self, file: str) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO crawls VALUES (?, ?)", (file, folder_of(file))
        )
        self._database.execute("INSERT OR IGNORE INTO read_now VALUES (?)", (file,))

    def _forget(self, file: str) -> None:
        self._database.execute("DELETE FROM pictures WHERE file = ?", (file,))
        self._database.execute("DELETE FROM crawls WHERE file = ?", (file,))

    def forget_gone(self, files: Collection[str]) -> None:
        """Forget the crawls that are not among the files that are there."""
        for (file,) in self._database.execute("SELECT file FROM crawls").fetchall():
            if file not in files:
                self._forget(file)

    def keep(self) -> None:
        """Let workers see what was noted."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def arrived(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the articles that miss what was read by this run, each with all it misses."""
        folders = (
            "SELECT DISTINCT folder FROM crawls WHERE file IN (SELECT file FROM read_now) "
            "AND folder IN (SELECT folder FROM wanted) ORDER BY folder"
        )
        opens = "SELECT DISTINCT open FROM wanted WHERE content = ? ORDER BY open"
        for (folder,) in self._database.execute(folders).fetchall():
            for (content,) in self._database.execute(_ARRIVED, {"folder": folder}).fetchall():
                found = self._database.execute(opens, (content,))
                yield content, tuple(one for (one,) in found)

    def want(self, missing: Iterable[Missing]) -> None:
        """Note what articles miss, instead of what they did."""
        for article in missing:
            self._database.execute("DELETE FROM wanted WHERE content = ?", (article.content,))
            texts = filter(None, article.pictures.split("\n"))
            pages = {(page_of(one), text) for text in texts for one in parted(text)}
            rows = ((article.content, article.folder, *pair) for pair in sorted(pages))
            self._database.executemany("INSERT INTO wanted VALUES (?, ?, ?, ?)", rows)


def seek_again(noted: Noted, spool: Spool, ledger: sqlite3.Connection) -> None:
    """Order that articles that stand look for pictures that they missed and that have come."""
    query = "SELECT id, capture FROM held WHERE file = ?"
    for content, pictures in noted.arrived():
        text = "\n".join(pictures)
        found = ledger.execute(query, (content,)).fetchone()
        if found and not spool.add_pictures(content, text):
            identity, capture = found
            job = Job(NO_TEXT, 0, identity, content, True, capture, True, captures="")
            spool.order((job._replace(pictures=text),))


def folder_of(file: str) -> str:
    """Return what the files of one crawl share."""
    return posixpath.dirname(file)


def _row(origin: Origin, told: Pictured) -> tuple[str | int | None, ...]:
    member, inner = warc.parted(origin.member)
    place = (folder_of(origin.file), page_of(told.url), origin.file, member, origin.offset, inner)
    return (*place, told.digest, page_of(told.refers), int(told.held))


@contextmanager
def noted(state: Path) -> Iterator[Noted]:
    """Give what is noted; what is done to it is kept where the run comes to its end.

    Raises sqlite3.DatabaseError for a file that is damaged, or of another version.
    """
    with closing(sqlite3.connect(state / NOTED, isolation_level=None)) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            message = "what is noted of pictures is of another version"
            raise sqlite3.DatabaseError(message)
        database.executescript(f"{_TABLES} PRAGMA user_version = {_VERSION};")
        database.execute("BEGIN")
        yield Noted(database)
        database.execute("COMMIT")
