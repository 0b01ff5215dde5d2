"""Changes of `content/` → changes of the catalog, and the slices they touch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count

from warraq.catalog import Entry, filed_under
from warraq.catalog.names import SectionNames
from warraq.catalog.see_also import printed_key, title_key, who_prints
from warraq.catalog.slices import Slice, touched_by
from warraq.catalog.store import BETWEEN, entries, mark_stale, place_of
from warraq.catalog.translations import group_of
from warraq.catalog.tree import Tree
from warraq.config import SiteConfig
from warraq.model import Article

_DAY = len("2018-05-27")
_ENTRY_MARKS = ", ".join("?" * 20)


@dataclass(frozen=True, slots=True)
class Change:
    """A content file that is new, other, or (without an article) gone."""

    file: str
    article: Article | None = None
    teaser: str = ""
    digest: str = ""


def is_plain_page(file: str) -> bool:
    """Return whether a content file is a page of prose (`<lang>/pages/NAME.md`)."""
    return file.split("/")[1:2] == ["pages"]


class Update:
    """Applies changes in one transaction of the caller's."""

    def __init__(self, database: sqlite3.Connection, config: SiteConfig) -> None:
        self._database = database
        self._config = config
        self._names = SectionNames(config)

    def apply(self, changes: Iterable[Change], *, mark: bool) -> None:
        """Bring the catalog up to date; `mark` enters the slices that are stale now.

        A first build marks none: it makes everything.
        """
        touched: list[tuple[Entry, str]] = []
        stories: set[str] = set()
        places: set[tuple[str, str]] = set()
        for change in changes:
            if is_plain_page(change.file):
                self._change_page(change, mark=mark)
                continue
            old = next(entries(self._database, "WHERE file = ?", change.file), None)
            new = self._entry(change)
            if mark and old:
                touched.append((old, "changed" if new else "gone"))
                stories |= group_of(self._database, old.id)
            if old:
                places.add(self._claim_of(old.file))
                self._remove(old)
            if new and change.article:
                places.add((new.tree, place_of(new.address)))
                self._add(new, change.article)
                touched += [(new, "changed" if old else "new")] if mark else []
                stories |= {new.id, *change.article.translations} if mark else set()
        moved = self._settle_addresses(places)
        if mark:
            stories |= {entry.id for entry, _ in moved}
            self._mark([*touched, *moved], stories)

    # --- writing ---------------------------------------------------------------------

    def _change_page(self, change: Change, *, mark: bool) -> None:
        """Note a page of prose; a removed one is simply no longer there."""
        tree = self._config.tree_of(change.file.partition("/")[0])
        self._database.execute("DELETE FROM pages WHERE file = ?", (change.file,))
        if change.article and change.article.status != "removed":
            name = change.file.rsplit("/", 1)[-1].removesuffix(".md")
            row = (change.file, tree, name, change.article.title)
            self._database.execute("INSERT INTO pages VALUES (?, ?, ?, ?)", row)
        if mark:
            parts = (Slice("plain", tree), Slice("redirects", tree))
            mark_stale(self._database, ((str(one), f"content/{change.file}") for one in parts))

    def _entry(self, change: Change) -> Entry | None:
        article = change.article
        if article is None:
            return None
        date, basis = filed_under(article)
        stated = article.path[:_DAY].replace("/", "-")
        elsewhere = stated[:1].isdigit() and stated != date[:_DAY]
        placed = self._names.placed(article.section, article.lang)
        return Entry(
            file=change.file,
            id=article.id,
            tree=self._config.tree_of(article.lang),
            address=article.path,
            lang=article.lang,
            title=article.title,
            status=article.status,
            date=date,
            basis=basis,
            stated=stated if elsewhere else "",
            sections=tuple(slug for slug, _ in placed),
            names=tuple(name for _, name in placed),
            authors=article.authors,
            teaser=change.teaser,
            digest=change.digest,
        )

    def _add(self, entry: Entry, article: Article) -> None:
        source = article.source
        insert = self._database.execute
        listed = int(entry.listed)
        site = source.site if source.sha256 else ""
        rights = source.rights if source.sha256 else "own"
        row = (
            *(entry.file, entry.id, entry.tree, entry.address, entry.lang, entry.title),
            *(entry.status, entry.date, entry.basis, entry.stated, BETWEEN.join(entry.sections)),
            *(BETWEEN.join(entry.names), BETWEEN.join(entry.authors), entry.teaser, entry.digest),
            *(article.path, place_of(entry.address), listed, site, rights),
        )
        insert(f"INSERT INTO entries VALUES ({_ENTRY_MARKS})", row)
        insert(
            "INSERT OR IGNORE INTO titles VALUES (?, ?, ?, ?)",
            (entry.tree, title_key(entry.title, entry.lang), entry.file, entry.day),
        )
        if listed:
            self._add_lists(entry, article)

    def _add_lists(self, entry: Entry, article: Article) -> None:
        insert = self._database.executemany
        order = (*entry.order, entry.file)
        parents = ("", *entry.sections)
        insert(
            "INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (entry.tree, slug, *order, parent, name, int(slug == entry.sections[-1]))
                for slug, name, parent in zip(entry.sections, entry.names, parents, strict=False)
            ),
        )
        insert(
            "INSERT OR IGNORE INTO authors VALUES (?, ?, ?, ?, ?, ?)",
            ((entry.tree, name, *order) for name in entry.authors),
        )
        insert(
            "INSERT OR IGNORE INTO printed VALUES (?, ?, ?, ?)",
            (
                (entry.tree, printed_key(item.title, entry.lang), entry.file, entry.day)
                for item in article.see_also
            ),
        )
        insert(
            "INSERT OR IGNORE INTO translations VALUES (?, ?, ?)",
            ((entry.id, other, entry.file) for other in article.translations if entry.id),
        )
        insert(
            "INSERT OR IGNORE INTO aliases VALUES (?, ?, ?)",
            ((entry.tree, alias, entry.file) for alias in article.aliases),
        )

    def _claim_of(self, file: str) -> tuple[str, str]:
        query = "SELECT tree, claim FROM entries WHERE file = ?"
        tree, claim = self._database.execute(query, (file,)).fetchone()
        return tree, claim

    def _remove(self, entry: Entry) -> None:
        for table in (
            "entries",
            "members",
            "authors",
            "titles",
            "printed",
            "translations",
            "aliases",
        ):
            self._database.execute(f"DELETE FROM {table} WHERE file = ?", (entry.file,))

    def _settle_addresses(self, places: set[tuple[str, str]]) -> list[tuple[Entry, str]]:
        """Give articles that claim one address each their own; the lowest id keeps it bare."""
        touched = []
        for tree, place in sorted(places):
            claims = "SELECT file, path, address, id FROM entries WHERE tree = ? AND claim = ?"
            rows = self._database.execute(f"{claims} ORDER BY id, file", (tree, place)).fetchall()
            taken: set[str] = set()
            for file, path, address, id_ in rows:
                ways = (path, *([f"{path}-{id_[:6]}"] if id_ else ()))
                numbered = (f"{path}-{number}" for number in count(2))
                own = next(way for way in chain(ways, numbered) if place_of(way) not in taken)
                taken.add(place_of(own))
                if own != address:
                    touched.append((self._readdress(file, own), "moved"))
        return touched

    def _readdress(self, file: str, address: str) -> Entry:
        """Move an article to another address, in every table that sorts by it."""
        for table in ("entries", "members", "authors"):
            self._database.execute(
                f"UPDATE {table} SET address = ? WHERE file = ?", (address, file)
            )
        return next(entries(self._database, "WHERE file = ?", file))

    # --- marking ---------------------------------------------------------------------

    def _mark(self, touched: list[tuple[Entry, str]], stories: set[str]) -> None:
        trees = {tag: Tree(self._database, tag, self._names) for tag in self._config.tags}
        first = self._config.tags[0]
        author_pages = self._config.author_pages
        for entry, why in touched:
            tree = trees.get(entry.tree)
            if tree is None:
                continue
            slices = touched_by(entry, tree, first=entry.tree == first, author_pages=author_pages)
            reason = f"content/{entry.file} is {why}"
            mark_stale(self._database, ((str(one), reason) for one in slices))
            mark_stale(self._database, self._printing(entry, reason))
        mark_stale(self._database, self._translated(stories))

    def _printing(self, entry: Entry, reason: str) -> Iterator[tuple[str, str]]:
        """Yield the articles whose printed see-also may mean `entry`."""
        for file in who_prints(self._database, entry):
            yield str(Slice("article", entry.tree, file)), reason

    def _translated(self, stories: set[str]) -> Iterator[tuple[str, str]]:
        members = {one for story in stories if story for one in group_of(self._database, story)}
        # What is written by hand may have no id; that makes it nobody's translation.
        for member in sorted((members | stories) - {""}):
            for entry in entries(self._database, "WHERE id = ?", member):
                yield str(Slice("article", entry.tree, entry.file)), "a translation changed"
