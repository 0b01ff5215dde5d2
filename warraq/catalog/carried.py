"""Which outlets carried the same story: copies stay articles of their own, and know each other.

Copies are looked for by a few handles of each text, and compared by their sketches.
They are of one language and of different outlets: what one outlet printed twice is no
copy by another, and what was translated is told by `translations`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from warraq.catalog import Entry
from warraq.catalog.store import JOINED_COLUMNS, entry_of
from warraq.model import Article
from warraq.text.sketch import MIN_CLAUSES, handles, is_copy, packed, sketch, unpacked

# A clause that more articles share is a formula of theirs, and tells nothing.
_MOST = 24


class SketchRow(NamedTuple):
    """A row of `sketches`: what is known of an article that may have copies."""

    file: str
    lang: str
    outlet: str
    sketch: bytes

    @property
    def parts(self) -> tuple[int, ...]:
        return unpacked(self.sketch)

    @property
    def handles(self) -> tuple[int, ...]:
        """The parts by which its copies are looked for."""
        return handles(self.parts)

    def is_copied_by(self, other: SketchRow) -> bool:
        """Return whether another outlet's article tells the same."""
        if other.lang != self.lang or other.outlet == self.outlet:
            return False
        return is_copy(self.parts, other.parts)


def outlet_of(article: Article) -> str:
    """Return who published an article: the outlet's name, else the host of its address."""
    source = article.source
    if source.site or not source.url:
        return source.site
    try:
        return urlsplit(source.url).hostname or ""
    except ValueError:
        return ""


def sketch_row(file: str, article: Article, body: str) -> tuple[SketchRow, ...]:
    """Return the row of an article that may have copies; none for a notice, or without outlet."""
    outlet = outlet_of(article)
    parts = sketch(body, article.lang) if outlet else ()
    if len(parts) < MIN_CLAUSES:
        return ()
    return (SketchRow(file, article.lang, outlet, packed(parts)),)


class Carried:
    """Keeps the pairs of copies as articles come and go, in the caller's transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        # Handle → how many articles had it before the first change.
        self._before: dict[int, int] = {}

    def enter(self, rows: Iterable[SketchRow]) -> None:
        """Note the handles of articles whose sketches were entered."""
        pairs = [(handle, row.file) for row in rows for handle in row.handles]
        self._database.executemany("INSERT INTO handles VALUES (?, ?)", pairs)

    def touch_all(self, rows: Iterable[SketchRow]) -> None:
        """Remember how things stood before articles with these sketches come or go."""
        for handle in (handle for row in rows for handle in row.handles):
            if handle not in self._before:
                self._before[handle] = self._count(handle)

    def go(self, file: str) -> None:
        """Forget the handles of an article, as long as its sketch is there."""
        row = self._sketch(file)
        if row is None:
            return
        self.touch_all((row,))
        pairs = [(handle, file) for handle in row.handles]
        self._database.executemany("DELETE FROM handles WHERE handle = ? AND file = ?", pairs)

    def find_all(self) -> None:
        """Find the copies in a catalog that was just filled."""
        query = (
            "SELECT DISTINCT file FROM handles WHERE handle IN "
            "(SELECT handle FROM handles GROUP BY handle HAVING count(*) BETWEEN 2 AND ?)"
        )
        files = [file for (file,) in self._database.execute(query, (_MOST,))]
        for file in files:
            pairs = ((file, other) for other in self._copies(file))
            self._database.executemany("INSERT INTO carried VALUES (?, ?)", pairs)

    def settle(self, changed: Iterable[str]) -> set[str]:
        """Return the files whose copies are others now, after all changes."""
        files = set(changed)
        for handle, before in self._before.items():
            # What was a formula and is one still, has made no copies.
            if min(before, self._count(handle)) <= _MOST:
                files |= self._having(handle)
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
        for other in sorted(self._near(row) - {file}):
            its = self._sketch(other)
            if its and row.is_copied_by(its):
                yield other

    def _near(self, row: SketchRow) -> set[str]:
        """Return the files that have a handle in common, itself included."""
        near: set[str] = set()
        for handle in row.handles:
            found = self._having(handle, _MOST + 1)
            near |= found if len(found) <= _MOST else set()
        return near

    def _having(self, handle: int, most: int = -1) -> set[str]:
        """Return the files that have a handle; `most` of them, if that is not negative."""
        query = "SELECT file FROM handles WHERE handle = ? LIMIT ?"
        return {file for (file,) in self._database.execute(query, (handle, most))}

    def _count(self, handle: int) -> int:
        """Return how many articles have a handle, counted no further than matters."""
        return len(self._having(handle, _MOST + 1))

    def _sketch(self, file: str) -> SketchRow | None:
        query = "SELECT file, lang, outlet, sketch FROM sketches WHERE file = ?"
        row = self._database.execute(query, (file,)).fetchone()
        return SketchRow._make(row) if row else None


def carriers(database: sqlite3.Connection, file: str) -> tuple[tuple[str, Entry], ...]:
    """Return (outlet, article) of the copies of an article, older first."""
    query = (
        f"SELECT s.outlet, {JOINED_COLUMNS} FROM carried c JOIN entries e ON e.file = c.other "
        "JOIN sketches s ON s.file = c.other WHERE c.file = ? AND e.listed = 1"
    )
    rows = database.execute(query, (file,))
    found = [(outlet, entry_of(row)) for outlet, *row in rows]
    return tuple(sorted(found, key=lambda pair: (pair[1].order, pair[0])))
