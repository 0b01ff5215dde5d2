"""The catalog as a whole: its trees, who means whom, which stories belong together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property

from warraq.catalog import Entry
from warraq.catalog.carried import carriers
from warraq.catalog.names import SectionNames
from warraq.catalog.see_also import SeeAlso
from warraq.catalog.store import entries
from warraq.catalog.translations import group_of
from warraq.catalog.tree import Tree
from warraq.config import SiteConfig

# Rights under which a text is shown without being the mirror's own.
_OTHERS = ("third-party", "public-domain")


class Catalog:
    """Answers from the database; what it has answered once it may keep."""

    def __init__(self, database: sqlite3.Connection, config: SiteConfig) -> None:
        self._database = database
        self._tags = config.tags
        names = SectionNames(config)
        self.trees = tuple(Tree(database, tag, names) for tag in config.tags)
        self.see_also = SeeAlso(database)

    def close(self) -> None:
        """Ask no more."""
        self._database.close()

    def tree(self, tag: str) -> Tree:
        return self.trees[self._tags.index(tag)]

    def translations(self, entry: Entry) -> tuple[Entry, ...]:
        """Return one version of a story for each of its languages; nothing where it has one.

        `entry` stands for its own, of each other the earliest.
        """
        group = group_of(self._database, entry.id) if self._has_translations else ()
        if len(group) < 2:
            return ()
        found = [
            other
            for member in group
            for other in entries(self._database, "WHERE id = ? AND listed = 1", member)
        ]
        # Of a language the earliest, and of undated ones the first.
        in_order = sorted(
            found,
            key=lambda other: (self._tags.index(other.tree), not other.date, other.order),
        )
        told = _one_a_language(entry, in_order)
        return told if len(told) > 1 else ()

    def carriers(self, entry: Entry) -> tuple[tuple[str, Entry], ...]:
        """Return (outlet, article) of the other outlets that carried a story, older first."""
        return carriers(self._database, entry.file) if self._has_copies else ()

    @cached_property
    def _has_copies(self) -> bool:
        return bool(self._database.execute("SELECT 1 FROM carried LIMIT 1").fetchone())

    @cached_property
    def _has_translations(self) -> bool:
        return bool(self._database.execute("SELECT 1 FROM translations LIMIT 1").fetchone())

    @cached_property
    def third_party_sources(self) -> tuple[str, ...]:
        """Return the outlets whose texts are shown without being theirs to show."""
        found = {site for rights in _OTHERS for site in self._sites(rights)}
        return tuple(sorted(found))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the outlets that articles name, sorted."""
        every = _steps(self._database, "rights", "listed = 1 AND rights")
        return tuple(sorted({site for rights in every for site in self._sites(rights)} - {""}))

    def _sites(self, rights: str) -> Iterator[str]:
        """Yield the outlets with these rights."""
        return _steps(self._database, "site", "listed = 1 AND rights = ? AND site", rights)


def _steps(database: sqlite3.Connection, column: str, where: str, *values: str) -> Iterator[str]:
    """Yield the values of a column in order; each is one step in an index, however large."""
    query = f"SELECT min({column}) FROM entries WHERE {where}"
    (found,) = database.execute(f"{query} >= ?", (*values, "")).fetchone()
    while found is not None:
        yield found
        (found,) = database.execute(f"{query} > ?", (*values, found)).fetchone()


def _one_a_language(entry: Entry, versions: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the versions of a story in other languages, the first of each, and its own."""
    first: dict[str, Entry] = {}
    for version in versions:
        if version == entry or version.lang != entry.lang:
            first.setdefault(version.lang, version)
    return tuple(first.values())
