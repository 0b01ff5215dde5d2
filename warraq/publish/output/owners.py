"""Which slice each file of the site belongs to, and who gets a path that two want."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from warraq.catalog.slices import Slice, slice_of
from warraq.diagnostics import ConfigError, Diagnostic
from warraq.project import Project
from warraq.publish import routes
from warraq.publish.output.made import Made, Row
from warraq.publish.output.reasons import Reasons
from warraq.publish.output.stage import Built, Stage, Staged
from warraq.publish.output.writer import Writer


def owner_of(database: sqlite3.Connection, path: str) -> str:
    """Return the slice that wrote a file of the site that stands; "" for a file of others."""
    row = database.execute("SELECT slice FROM outputs WHERE path = ?", (path,)).fetchone()
    return row[0] if row else ""


_UNMADE = "NOT EXISTS (SELECT 1 FROM made WHERE made.path = outputs.path)"


class Owners:
    """Takes what was built and settles who stands where.

    Two slices' pages on one path are refused, naming both (those of one slice are refused
    where it is made, before one is staged over the other); but a page at an old address gives
    way to any other: whatever stands there now is what its reader should meet.
    """

    def __init__(
        self, database: sqlite3.Connection, made: Made, writer: Writer, stale: Iterable[Slice]
    ) -> None:
        """Begin; without `stale` slices all of them are made anew."""
        self._database = database
        self._made = made
        self._writer = writer
        self._stale = frozenset(map(str, stale))

    def take(self, built: Iterable[Built]) -> None:
        """Enter pages; raise ConfigError for two that want one path."""
        pages = tuple(built)
        self._made.wait([(one.path, one.owner, one.waiting) for one in pages if not one.staged])
        self._enter([(one.owner, one.staged) for one in pages if one.staged])

    def _enter(self, pages: list[tuple[str, Staged]]) -> None:
        for owner, staged in pages:
            self._refuse_second(staged.path, owner, self._holder_before(staged.path))
            self._writer.admit(staged)
        rows = [Row(one.path, owner, one.digest, one.changed) for owner, one in pages]
        if held := self._made.enter(rows):
            self._refuse_second(held[0].path, held[0].owner, held[1])

    def _refuse_second(self, path: str, owner: str, holder: str) -> None:
        if holder not in ("", owner):
            names = (name_of(slice_of(one)) for one in (holder, owner))
            raise ConfigError(clash(path, *names))

    def keep(self, lost: Iterable[Slice], unknown: Mapping[str, str] | None) -> None:
        """Let what slices wrote that could not be made stand as it is.

        `unknown` are the files and digests of a site of which nothing else is sure: there an
        article has what lies in its folder.
        """
        for part in lost:
            owner = str(part)
            held = set(self._written_by(owner))
            if unknown is not None:
                folder = self._folder_of(part)
                held = {
                    one for one in unknown if one in held or (folder and one.startswith(folder))
                }
            digests = unknown or {}
            rows = (Row(path, owner, digests.get(path, ""), changed=False) for path in held)
            self._made.enter([row for row in rows if not self._made.owner_of(row.path)])

    def _folder_of(self, part: Slice) -> str:
        """Return the folder of an article; "" for other slices."""
        if not part.is_article:
            return ""
        query = "SELECT tree, address FROM entries WHERE file = ?"
        row = self._database.execute(query, (part.key,)).fetchone()
        return routes.article(*row) if row else ""

    def settle(self, project: Project) -> None:
        """Stage the pages at old addresses whose paths nobody else has taken."""
        stage = Stage(project)
        for path, owner, data in self._made.waiting():
            holder = self._made.owner_of(path) or self._holder_before(path)
            if holder in ("", owner):
                self._enter([(owner, stage.put(path, data))])

    def _holder_before(self, path: str) -> str:
        """Return who holds a path from before, and is not made again."""
        holder = owner_of(self._database, path) if self._stale else ""
        return "" if holder in self._stale else holder

    def gone(self) -> Iterator[str]:
        """Yield the files that the slices now made had written before, and have not now."""
        query = f"SELECT path FROM outputs WHERE {_UNMADE}"
        if not self._stale:
            return (path for (path,) in self._database.execute(query))
        found = (self._database.execute(f"{query} AND slice = ?", (one,)) for one in self._stale)
        return (path for rows in found for (path,) in rows)

    def _written_by(self, owner: str) -> Iterator[str]:
        query = "SELECT path FROM outputs WHERE slice = ?"
        return (path for (path,) in self._database.execute(query, (owner,)))

    def remember(self, *, anew: bool) -> None:
        """Enter who holds what now and why, in the caller's transaction.

        `anew` says that there was no site, or none that was known.
        """
        gone = [(path, owner_of(self._database, path)) for path in self.gone()]
        reasons = Reasons(self._database)
        if anew:
            reasons.note_one_for_all()
        else:
            reasons.note(self._made.changed_owners(), gone=False)
            reasons.note(gone, gone=True)
        self._database.executemany("DELETE FROM outputs WHERE path = ?", ((p,) for p, _ in gone))
        # In their order, each is put where the one before it is.
        self._database.execute(
            "INSERT OR REPLACE INTO outputs SELECT path, owner FROM made ORDER BY path"
        )


def name_of(part: Slice) -> str:
    """Return how a slice is told to people: an article by its file."""
    return f"content/{part.key}" if part.is_article else part.words


def clash(path: str, one: str, other: str) -> Diagnostic:
    """Return the finding that two want to be the file at `path`."""
    message = f"«{one}» and «{other}» both want to be {path}"
    hint = "rename one of these files, or give an article another «path»"
    return Diagnostic(f"output/{path}", "same-path", message, hint)
