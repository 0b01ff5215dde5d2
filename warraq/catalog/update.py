"""Changes of `content/` → changes of the catalog, and the slices they touch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from warraq.catalog import Entry
from warraq.catalog.addresses import readdress, settle_addresses
from warraq.catalog.carried import Carried
from warraq.catalog.names import SectionNames
from warraq.catalog.pictures import mark_showing
from warraq.catalog.printers import Printers
from warraq.catalog.record import LISTS, EntryRow, Record, Row, shows_alike
from warraq.catalog.slices import Slice, article_slice
from warraq.catalog.store import entries, index_content, mark_stale
from warraq.catalog.touched import touched_by
from warraq.catalog.translations import group_of
from warraq.catalog.tree import Tree
from warraq.config import SiteConfig
from warraq.content.pages import is_plain_page, page_name
from warraq.content.versions import is_version
from warraq.media import picture_parts

# So many files are entered at once.
_TOGETHER = 1000

# What one article touches takes longer to find than some pages take to make: where more
# than so many changed, and more than this share of all, everything is as good as stale.
_FEW = 500
_SHARE = 1 / 8

# From so many on it pays to index the titles that are printed in their months.
_SOME = 16


class Change(NamedTuple):
    """A content file that is new, other, or (without a record or a title) gone.

    An article has a `record`; a page of prose has its `title`. One that `is_unreadable` is
    still there, and as good as gone.
    """

    file: str
    record: Record | None = None
    title: str = ""
    is_unreadable: bool = False


class _Touched:
    """What changes have touched so far.

    `entries` come with what became of them, as they were and as they are; `files` are those of
    all articles that changed; `stories` are the ids whose translations may be others, `places`
    the (tree, claim) pairs of addresses to settle. Where `is_much` nobody asks for entries
    and stories, of which an archive has as many as articles.
    """

    def __init__(self) -> None:
        self.entries: list[tuple[Entry, str]] = []
        self.files: set[str] = set()
        self.stories: set[str] = set()
        self.places: set[tuple[str, str]] = set()
        self.is_much = False
        self.looked_at = _FEW

    def add(self, entry: Entry, became: str, stories: set[str]) -> None:
        """Enter an article, and the ids of stories that it tells or told."""
        self.files.add(entry.file)
        if not self.is_much:
            self.entries.append((entry, became))
            self.stories |= stories

    def forget(self) -> None:
        """Hold no more than much that changed needs."""
        self.is_much = True
        self.entries.clear()
        self.stories.clear()


class Update:
    """Applies changes in one transaction of the caller's."""

    def __init__(self, database: sqlite3.Connection, config: SiteConfig) -> None:
        self._database = database
        self._config = config
        self._names = SectionNames(config)
        self._carried = Carried(database)
        # Articles that nobody touched and that stand elsewhere now, as they were and are.
        self.moved: list[tuple[Entry, Entry]] = []

    def fill(self, changes: Iterable[Change]) -> None:
        """Enter all of `content/` into a catalog that was just emptied."""
        records: list[Record] = []
        for change in changes:
            if is_plain_page(change.file):
                self._change_page(change, mark=False)
            elif change.record:
                records.append(change.record)
                if len(records) >= _TOGETHER:
                    self._insert(records)
                    records.clear()
        self._insert(records)
        index_content(self._database)
        claimed = "SELECT tree, claim FROM entries GROUP BY 1, 2 HAVING count(*) > 1"
        settle_addresses(self._database, set(self._database.execute(claimed)))
        self._carried.find_all()

    def apply(self, changes: Iterable[Change]) -> bool:
        """Bring the catalog up to date, and enter the slices that are stale now.

        Returns whether they were not told apart, as so much changed: all are stale.
        """
        touched = _Touched()
        for change in changes:
            if is_version(change.file):
                self._mark_showing(change.file)
            elif picture_parts(change.file):
                reason = f"content/{change.file} is changed"
                mark_showing(self._database, change.file, reason)
            elif is_plain_page(change.file):
                self._change_page(change, mark=True)
            else:
                self._change_article(change, touched)
                self._forget_if_much(touched)
        return self._settle(touched)

    def _forget_if_much(self, touched: _Touched) -> None:
        """Look now and then whether all is stale by now; what is much remains so."""
        if len(touched.entries) > touched.looked_at:
            touched.looked_at *= 2
            if self._is_much(len(touched.entries)):
                touched.forget()

    def _change_article(self, change: Change, touched: _Touched) -> None:
        old = next(entries(self._database, "WHERE file = ?", change.file), None)
        if old and change.record and self._shows_alike(change.record):
            self._change_inside(old, change.record)
            touched.files.add(old.file)
            return
        if old:
            lost = "unreadable" if change.is_unreadable else "gone"
            became = "changed" if change.record else lost
            touched.add(old, became, group_of(self._database, old.id))
            touched.places.add(self._claim_of(old.file))
            self._mark_redirects(old)
            self._remove(old)
        if record := change.record:
            self._insert_one(record)
            new = record.entry.listing
            stories = {new.id, *(str(other) for _, other, _ in record.translations)}
            touched.add(new, "changed" if old else "new", stories)
            touched.places.add(self._claim_of(new.file))

    def _settle(self, touched: _Touched) -> bool:
        """Settle addresses and copies after all changes, and mark what shows any of them."""
        pairs = settle_addresses(self._database, touched.places)
        moved = tuple(chain.from_iterable(pairs))
        files = touched.files
        self.moved = [(old, new) for old, new in pairs if old.file not in files]
        others = self._carried.settle(files)
        if touched.is_much or self._is_much(len(touched.entries)):
            return True
        touched.stories |= {entry.id for entry in moved}
        self._mark([*touched.entries, *((entry, "moved") for entry in moved)], touched.stories)
        self._mark_copies(others, {*files, *(entry.file for entry in moved)})
        return False

    def _is_much(self, changed: int) -> bool:
        if changed <= _FEW:
            return False
        (held,) = self._database.execute("SELECT count(*) FROM entries").fetchone()
        return changed > _SHARE * int(held)

    def _shows_alike(self, record: Record) -> bool:
        """Return whether an article that is held is to all other pages what it was."""
        (held,) = self._rows_of(record.entry.file, "entries")
        return shows_alike(EntryRow._make(held), record.entry) and all(
            set(self._rows_of(record.entry.file, table)) == set(getattr(record, table))
            for table in ("aliases", "translations")
        )

    def _rows_of(self, file: str, table: str) -> list[Row]:
        return self._database.execute(f"SELECT * FROM {table} WHERE file = ?", (file,)).fetchall()

    def _change_inside(self, old: Entry, record: Record) -> None:
        """Enter an article anew that stays where it is; only its own page is stale."""
        self._remove(old)
        self._insert_one(record)
        readdress(self._database, old.file, old.address)
        self._mark_article(old, f"content/{old.file} is changed")

    # --- writing ---------------------------------------------------------------------

    def _change_page(self, change: Change, *, mark: bool) -> None:
        """Note a page of prose; a removed one is simply no longer there."""
        tree = self._config.tree_of(change.file.partition("/")[0])
        self._database.execute("DELETE FROM pages WHERE file = ?", (change.file,))
        if change.title:
            row = (change.file, tree, page_name(change.file), change.title)
            self._database.execute("INSERT INTO pages VALUES (?, ?, ?, ?)", row)
        if mark:
            parts = (Slice("plain", tree), Slice("redirects", tree))
            reason = f"content/{change.file} is {'changed' if change.title else 'gone'}"
            mark_stale(self._database, parts, reason)

    def _insert_one(self, record: Record) -> None:
        self._carried.touch_all(record.sketches)
        self._insert([record])

    def _insert(self, records: list[Record]) -> None:
        self._insert_rows("entries", [record.entry for record in records])
        for table in LISTS:
            self._insert_rows(table, [row for one in records for row in getattr(one, table)])
        self._carried.enter(row for one in records for row in one.sketches)

    def _insert_rows(self, table: str, rows: list[Row]) -> None:
        if rows:
            values = ", ".join("?" * len(rows[0]))
            self._database.executemany(f"INSERT INTO {table} VALUES ({values})", rows)

    def _claim_of(self, file: str) -> tuple[str, str]:
        query = "SELECT tree, claim FROM entries WHERE file = ?"
        tree, claim = self._database.execute(query, (file,)).fetchone()
        return tree, claim

    def _remove(self, entry: Entry) -> None:
        self._carried.go(entry.file)
        for table in ("entries", *LISTS):
            self._database.execute(f"DELETE FROM {table} WHERE file = ?", (entry.file,))

    # --- marking ---------------------------------------------------------------------

    def _mark(self, touched: list[tuple[Entry, str]], stories: set[str]) -> None:
        trees = {tag: Tree(self._database, tag, self._names) for tag in self._config.tags}
        first = self._config.tags[0]
        author_pages = self._config.author_pages
        printers = Printers(self._database, many=len(touched) > _SOME)
        for entry, why in touched:
            tree = trees.get(entry.tree)
            if tree is None:
                continue
            slices = touched_by(entry, tree, first=entry.tree == first, author_pages=author_pages)
            reason = f"content/{entry.file} is {why}"
            mark_stale(self._database, slices, reason)
            printing = (article_slice(entry.tree, one) for one in printers.of(entry))
            mark_stale(self._database, printing, reason)
        mark_stale(self._database, self._translated(stories), "a translation changed")

    def _mark_article(self, entry: Entry, reason: str) -> None:
        mark_stale(self._database, (article_slice(entry.tree, entry.file),), reason)

    def _mark_redirects(self, entry: Entry) -> None:
        """Enter the redirects of a tree whose article may lose an old address."""
        query = "SELECT 1 FROM aliases WHERE file = ? LIMIT 1"
        if self._database.execute(query, (entry.file,)).fetchone():
            reason = f"content/{entry.file} is other"
            mark_stale(self._database, (Slice("redirects", entry.tree),), reason)

    def _translated(self, stories: set[str]) -> Iterator[Slice]:
        """Yield the articles that tell these stories, in all their languages."""
        members = {one for story in stories if story for one in group_of(self._database, story)}
        # What is written by hand may have no id; that makes it nobody's translation.
        for member in sorted((members | stories) - {""}):
            for entry in entries(self._database, "WHERE id = ?", member):
                yield article_slice(entry.tree, entry.file)

    def _mark_showing(self, file: str) -> None:
        """Enter the articles that show how a capture told their story."""
        query = "WHERE file IN (SELECT file FROM versions WHERE text = ?)"
        for entry in entries(self._database, query, PurePosixPath(file).stem):
            self._mark_article(entry, f"content/{file} is changed")

    def _mark_copies(self, others: set[str], touched: set[str]) -> None:
        """Enter the articles whose copies are others now, or whose copies were touched."""
        named = set(others)
        for file in touched:
            query = "SELECT other FROM carried WHERE file = ?"
            named |= {other for (other,) in self._database.execute(query, (file,))}
        for file in sorted(named):
            for entry in entries(self._database, "WHERE file = ?", file):
                self._mark_article(entry, "another outlet's copy changed")
