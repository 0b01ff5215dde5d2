"""Which outlets carried the same story: copies stay articles of their own, and know each other.

Copies are looked for by a few marks of each text, and compared by their sketches.
They are of one language and of different outlets: what one outlet printed twice is no
copy by another, and what was translated is told by `translations`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from warraq.catalog import Entry
from warraq.catalog.store import ENTRY_COLUMNS, entry_of
from warraq.model import Article
from warraq.text.sketch import MIN_CLAUSES, is_copy, marks, packed, sketch, unpacked

# A clause that more articles share is a formula of theirs, and tells nothing.
_MOST = 24

Row = tuple[str | int | bytes, ...]


def outlet_of(article: Article) -> str:
    """Return who published an article: the outlet's name, else the host of its address."""
    source = article.source
    if source.site or not source.url:
        return source.site
    try:
        return urlsplit(source.url).hostname or ""
    except ValueError:
        return ""


def sketch_row(file: str, article: Article, body: str) -> tuple[Row, ...]:
    """Return the row of an article that may have copies; none for a notice, or without outlet."""
    outlet = outlet_of(article)
    parts = sketch(body, article.lang) if outlet else ()
    return ((file, article.lang, outlet, packed(parts)),) if len(parts) >= MIN_CLAUSES else ()


class Carried:
    """Keeps the pairs of copies as articles come and go, in the caller's transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        # Mark → how many articles had it before the first change.
        self._before: dict[int, int] = {}

    def enter(self, rows: Iterable[Row]) -> None:
        """Note the marks of articles whose sketches were entered."""
        pairs = [(mark, row[0]) for row in rows for mark in _marks_of(row[3])]
        self._database.executemany("INSERT INTO marks VALUES (?, ?)", pairs)

    def touch_all(self, rows: Iterable[Row]) -> None:
        """Remember how things stood before articles with these sketches come or go."""
        for mark in (mark for row in rows for mark in _marks_of(row[3])):
            if mark not in self._before:
                self._before[mark] = self._count(mark)

    def go(self, file: str) -> None:
        """Forget the marks of an article, as long as its sketch is there."""
        rows = self._database.execute("SELECT * FROM sketches WHERE file = ?", (file,)).fetchall()
        self.touch_all(rows)
        pairs = [(mark, file) for row in rows for mark in _marks_of(row[3])]
        self._database.executemany("DELETE FROM marks WHERE mark = ? AND file = ?", pairs)

    def find_all(self) -> None:
        """Find the copies in a catalog that was just filled."""
        query = (
            "SELECT DISTINCT file FROM marks WHERE mark IN "
            "(SELECT mark FROM marks GROUP BY mark HAVING count(*) BETWEEN 2 AND ?)"
        )
        files = [file for (file,) in self._database.execute(query, (_MOST,))]
        for file in files:
            pairs = ((file, other) for other in self._copies(file))
            self._database.executemany("INSERT INTO carried VALUES (?, ?)", pairs)

    def settle(self, changed: Iterable[str]) -> set[str]:
        """Return the files whose copies are others now, after all changes."""
        files = set(changed)
        for mark, before in self._before.items():
            # What was a formula and is one still, has made no copies.
            if min(before, self._count(mark)) <= _MOST:
                query = "SELECT file FROM marks WHERE mark = ?"
                files |= {file for (file,) in self._database.execute(query, (mark,))}
        self._before.clear()
        return {file for file in sorted(files) if self._renew(file)}

    def _renew(self, file: str) -> bool:
        query = "SELECT other FROM carried WHERE file = ?"
        before = {other for (other,) in self._database.execute(query, (file,))}
        copies = set(self._copies(file))
        if copies == before:
            return False
        self._database.execute("DELETE FROM carried WHERE file = ?", (file,))
        pairs = ((file, other) for other in sorted(copies))
        self._database.executemany("INSERT INTO carried VALUES (?, ?)", pairs)
        return True

    def _copies(self, file: str) -> Iterator[str]:
        """Yield the other outlets' articles that tell the same."""
        row = self._sketch(file)
        if row is None:
            return
        lang, outlet, parts = row
        near: set[str] = set()
        for mark in marks(parts):
            query = "SELECT file FROM marks WHERE mark = ? LIMIT ?"
            found = [name for (name,) in self._database.execute(query, (mark, _MOST + 1))]
            near |= set(found) if len(found) <= _MOST else set()
        for other in sorted(near - {file}):
            its_lang, its_outlet, its_parts = self._sketch(other) or (lang, outlet, ())
            if its_lang == lang and its_outlet != outlet and is_copy(parts, its_parts):
                yield other

    def _sketch(self, file: str) -> tuple[str, str, tuple[int, ...]] | None:
        query = "SELECT lang, outlet, sketch FROM sketches WHERE file = ?"
        row = self._database.execute(query, (file,)).fetchone()
        return (row[0], row[1], unpacked(row[2])) if row else None

    def _count(self, mark: int) -> int:
        """Return how many articles have a mark, counted no further than matters."""
        query = "SELECT count(*) FROM (SELECT 1 FROM marks WHERE mark = ? LIMIT ?)"
        return int(self._database.execute(query, (mark, _MOST + 1)).fetchone()[0])


def _marks_of(blob: str | int | bytes) -> tuple[int, ...]:
    return marks(unpacked(blob)) if isinstance(blob, bytes) else ()


def carriers(database: sqlite3.Connection, file: str) -> tuple[tuple[str, Entry], ...]:
    """Return (outlet, article) of the copies of an article, older first."""
    columns = ", ".join(f"e.{column}" for column in ENTRY_COLUMNS.split(", "))
    query = (
        f"SELECT s.outlet, {columns} FROM carried c JOIN entries e ON e.file = c.other "
        "JOIN sketches s ON s.file = c.other WHERE c.file = ? AND e.listed = 1"
    )
    found = [(row[0], entry_of(row[1:])) for row in database.execute(query, (file,))]
    return tuple(sorted(found, key=lambda pair: (pair[1].order, pair[0])))
