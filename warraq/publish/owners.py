"""Which slice each file of the site belongs to, and who gets a path that two want."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from warraq.catalog.slices import Slice, slice_of
from warraq.diagnostics import ConfigError, Diagnostic
from warraq.project import Project
from warraq.publish import routes
from warraq.publish.reasons import Reasons
from warraq.publish.stage import Built, Stage, Staged
from warraq.publish.writer import Writer


def owner_of(database: sqlite3.Connection, path: str) -> str:
    """Return the slice that wrote a file of the site that stands; "" for a file of others."""
    row = database.execute("SELECT slice FROM outputs WHERE path = ?", (path,)).fetchone()
    return row[0] if row else ""


class Owners:
    """Takes what was built and settles who stands where.

    Two slices' pages on one path are refused, naming both (those of one slice are refused
    where it is made, before one is staged over the other); but a page at an old address gives
    way to any other: whatever stands there now is what its reader should meet.
    """

    def __init__(
        self, database: sqlite3.Connection, writer: Writer, stale: Iterable[Slice]
    ) -> None:
        """Begin; without `stale` slices all of them are made anew."""
        self.paths: dict[str, str] = {}
        self._database = database
        self._writer = writer
        self._stale = frozenset(map(str, stale))
        self._waiting: dict[str, Built] = {}
        self._written: list[str] = []

    @property
    def number(self) -> int:
        """How many pages were taken so far."""
        return len(self.paths) + len(self._waiting)

    def take(self, built: Iterable[Built]) -> None:
        """Enter pages; raise ConfigError for two that want one path."""
        for page in built:
            if page.staged is None:
                self._waiting.setdefault(page.path, page)
                continue
            holder = self._holder(page.path)
            if holder not in ("", page.owner):
                names = (name_of(slice_of(owner)) for owner in (holder, page.owner))
                raise ConfigError(clash(page.path, *names))
            if page.path not in self.paths:
                self._take(page.staged)
            self.paths[page.path] = page.owner

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
            for path in held - self.paths.keys():
                self.paths[path] = owner
                if unknown is not None:
                    self._writer.take(Staged(path, unknown[path], changed=False, stands=True))

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
        for path, page in sorted(self._waiting.items()):
            if self._holder(path) in ("", page.owner):
                self._take(stage.put(path, page.waiting))
                self.paths[path] = page.owner

    def _take(self, staged: Staged) -> None:
        self._writer.take(staged)
        if staged.changed:
            self._written.append(staged.path)

    def _holder(self, path: str) -> str:
        """Return who holds a path in this build, or from before and is not made again."""
        if path in self.paths or not self._stale:
            return self.paths.get(path, "")
        holder = owner_of(self._database, path)
        return "" if holder in self._stale else holder

    def before(self) -> frozenset[str]:
        """Return the files that the slices now made had written before."""
        if not self._stale:
            rows = self._database.execute("SELECT path FROM outputs")
            return frozenset(path for (path,) in rows)
        return frozenset(path for one in self._stale for path in self._written_by(one))

    def _written_by(self, owner: str) -> Iterator[str]:
        query = "SELECT path FROM outputs WHERE slice = ?"
        return (path for (path,) in self._database.execute(query, (owner,)))

    def remember(self, *, anew: bool) -> None:
        """Enter who holds what now and why, in the caller's transaction.

        `anew` says that there was no site, or none that was known.
        """
        gone = self.before() - self.paths.keys()
        reasons = Reasons(self._database)
        if anew:
            reasons.note_one_for_all()
        else:
            reasons.note(((path, self.paths[path]) for path in self._written), gone=False)
            former = [(path, owner_of(self._database, path)) for path in gone]
            reasons.note(former, gone=True)
        self._database.executemany("DELETE FROM outputs WHERE path = ?", ((p,) for p in gone))
        # In their order, each is put where the one before it is.
        self._database.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?)", sorted(self.paths.items())
        )


def name_of(part: Slice) -> str:
    """Return how a slice is told to people: an article by its file."""
    return f"content/{part.key}" if part.is_article else part.words


def clash(path: str, one: str, other: str) -> Diagnostic:
    """Return the finding that two want to be the file at `path`."""
    message = f"«{one}» and «{other}» both want to be {path}"
    hint = "rename one of these files, or give an article another «path»"
    return Diagnostic(f"output/{path}", "same-path", message, hint)
