"""Why a file of the site was last written, or taken away.

A build knows why each slice is stale; what it then writes has that reason. Where the
whole site is made anew there is one reason for all of it, which is kept once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from warraq.catalog.slices import EVERYTHING, Slice, day_slice, slice_of
from warraq.catalog.store import get_meta, set_meta

# So many of the things that changed are named in one reason.
_MOST_NAMED = 3


def reason_of(database: sqlite3.Connection, path: str) -> tuple[str, bool]:
    """Return why a file was last written, or removed, and whether it was removed."""
    query = "SELECT reason, gone FROM reasons WHERE path = ?"
    row = database.execute(query, (path,)).fetchone()
    return (row[0], bool(row[1])) if row else (get_meta(database, "reason"), False)


def what_changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return, in words, which of the named digests are other than they were; "" for none."""
    names = sorted(name for name in before.keys() | now if before.get(name) != now.get(name))
    if not names:
        return ""
    more = len(names) - _MOST_NAMED
    listed = ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"changed: {listed}"


def why_anew(database: sqlite3.Connection, standing: str) -> str:
    """Return why the whole site is made anew; `standing` tells the site that stands, if one."""
    if not standing:
        return "there was no site yet"
    if not get_meta(database, "manifest"):
        return "nothing was known of an earlier build"
    if get_meta(database, "manifest") != standing:
        return "the site was not as the last build had left it"
    return "changed: languages, sections, slug or publish_raw in site.yaml"


class Reasons:
    """The reasons of one build; to be noted before it forgets what was stale."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        rows = database.execute("SELECT slice, reason FROM stale")
        self._stale = {slice_of(part): reason for part, reason in rows}

    def note_one_for_all(self) -> None:
        """Note that all of the site was written, for one reason."""
        self._database.execute("DELETE FROM reasons")
        set_meta(self._database, "reason", self._stale.get(EVERYTHING, ""))

    def note(self, owners: Iterable[tuple[str, str]], *, gone: bool) -> None:
        """Note why files were written, or removed; `owners` are paths with their slices."""
        rows = ((path, self._of(slice_of(owner)), gone) for path, owner in owners)
        self._database.executemany("INSERT OR REPLACE INTO reasons VALUES (?, ?, ?)", rows)

    def _of(self, part: Slice) -> str:
        own = self._stale.get(part) or self._of_day(part)
        return "; ".join(dict.fromkeys(filter(None, (own, self._stale.get(EVERYTHING)))))

    def _of_day(self, part: Slice) -> str:
        """Return the reason of the day that an article was made with."""
        if not part.is_article:
            return ""
        query = "SELECT substr(date, 1, 10) FROM entries WHERE file = ?"
        row = self._database.execute(query, (part.key,)).fetchone()
        return self._stale.get(day_slice(part.tree, row[0]), "") if row else ""
