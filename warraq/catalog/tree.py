"""One language of the catalog, as planners ask it: days, months, sections, authors.

Every question is a query; only the names of days and sections are held, which are few.
What stands beside an article is asked of `around`.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from warraq.catalog import Basis, Entry, Section
from warraq.catalog.around import Around
from warraq.catalog.names import SectionNames
from warraq.catalog.rows import BACKWARD, FORWARD, HEX_PAIR, JOINED_BACKWARD, JOINED_FORWARD, Rows
from warraq.catalog.store import JOINED_COLUMNS, entry_of, place_of

# Pages are made day by day: what was news before so many days, months and years is asked
# again soon, and what was before all days of an archive would take more than all else.
_KEPT = 64


class Tree:
    """The articles of one language, older first, the undated apart."""

    def __init__(self, database: sqlite3.Connection, tag: str, names: SectionNames) -> None:
        self.tag = tag
        self._database = database
        self._rows = Rows(database, tag)
        self.around = Around(self._rows)
        self._names = names
        self._before = lru_cache(maxsize=_KEPT)(self._read_before)
        self._section_months: dict[str, Mapping[str, int]] = {}

    # --- by date ---------------------------------------------------------------------

    @cached_property
    def days(self) -> Mapping[str, int]:
        """Day (ISO) → how many items its page shows, older first.

        That is the articles filed under it, and those whose address states it.
        """
        filed = self._database.execute(
            "SELECT substr(date, 1, 10), count(*) FROM entries "
            "WHERE tree = ? AND listed = 1 AND date != '' GROUP BY 1",
            (self.tag,),
        )
        counts: dict[str, int] = defaultdict(int)
        counts.update(filed)
        stated = (
            "SELECT stated, count(*) FROM entries WHERE tree = ? AND stated != '' AND listed = 1"
        )
        for day, count in self._database.execute(f"{stated} GROUP BY 1", (self.tag,)):
            counts[day] += count
        return dict(sorted(counts.items()))

    @cached_property
    def months(self) -> Mapping[str, tuple[str, ...]]:
        """Month (`2018-05`) → its days, sorted."""
        return _grouped(self.days, lambda day: day[:7])

    @cached_property
    def years(self) -> Mapping[str, tuple[str, ...]]:
        """Year → its months, sorted."""
        return _grouped(self.months, lambda month: month[:4])

    @cached_property
    def newest_day(self) -> str:
        newest = self.newest(1)
        return newest[0].day if newest else ""

    def day(self, day: str) -> tuple[Entry, ...]:
        """Return what the page of a day shows, older first."""
        filed = self._rows.entries(
            f"listed = 1 AND date >= ? AND date < ? ORDER BY {FORWARD}", day, day + "~"
        )
        # SQLite takes a partial index only where the query repeats its condition.
        stated = self._rows.entries("stated != '' AND stated = ? AND listed = 1", day)
        return tuple(sorted((*filed, *stated), key=lambda entry: entry.order))

    def basis_of(self, day: str) -> Basis:
        """Return what a day is the day of for the newest article filed under it."""
        query = (
            "SELECT basis FROM entries WHERE tree = ? AND listed = 1 AND date >= ? AND date < ? "
            f"ORDER BY {BACKWARD} LIMIT 1"
        )
        row = self._database.execute(query, (self.tag, day, day + "~")).fetchone()
        return row[0] if row and len(day) == len("2018-05-27") else ""

    def is_filed_otherwise(self, entry: Entry) -> bool:
        """Return whether an article is filed under the day of `entry` for another reason."""
        query = (
            "SELECT 1 FROM entries WHERE tree = ? AND listed = 1 AND date >= ? AND date < ? "
            "AND basis != ? LIMIT 1"
        )
        values = (self.tag, entry.day, entry.day + "~", entry.basis)
        return self._database.execute(query, values).fetchone() is not None

    def newest(self, count: int) -> tuple[Entry, ...]:
        """Return the newest articles; undated ones only where nothing has a date."""
        dated = self._rows.entries(f"listed = 1 AND date != '' ORDER BY {BACKWARD} LIMIT ?", count)
        return dated or self._rows.entries(f"listed = 1 ORDER BY {BACKWARD} LIMIT ?", count)

    def before(self, date: str, count: int) -> tuple[Entry, ...]:
        """Return the newest articles of earlier days than `date` (a day, month or year).

        News of the day so leaves its own pages still; the first days of an archive,
        which has nothing earlier, show its first articles.
        """
        return self._before(date, count)

    def _read_before(self, date: str, count: int) -> tuple[Entry, ...]:
        rest = f"listed = 1 AND date != '' AND date < ? ORDER BY {BACKWARD} LIMIT ?"
        return self._rows.entries(rest, date, count) or self.oldest(count)

    def oldest(self, count: int) -> tuple[Entry, ...]:
        return self._rows.entries(f"listed = 1 AND date != '' ORDER BY {FORWARD} LIMIT ?", count)

    # --- for the rendering -------------------------------------------------------------

    def spooled_between(self, first: str, last: str) -> dict[str, str]:
        """Return file → where what it shows is spooled, for a stretch of days."""
        query = (
            "SELECT file, spooled FROM entries "
            "WHERE tree = ? AND listed = 1 AND date >= ? AND date < ?"
        )
        return dict(self._database.execute(query, (self.tag, first, last + "~")))

    @property
    def undated_buckets(self) -> tuple[str, ...]:
        """How the ids of undated articles begin, two hex digits each; "" where any begins else."""
        query = (
            f"SELECT DISTINCT CASE WHEN id GLOB '{HEX_PAIR}' THEN substr(id, 1, 2) ELSE '' END "
            "FROM entries WHERE tree = ? AND listed = 1 AND date = '' ORDER BY 1"
        )
        return tuple(start for (start,) in self._database.execute(query, (self.tag,)))

    # --- by section ------------------------------------------------------------------

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Slug → section, in the order of the menu: parents before their children."""
        rows = self._database.execute(
            "SELECT slug, count(*), min(name) FROM members WHERE tree = ? GROUP BY slug",
            (self.tag,),
        ).fetchall()
        parents = {slug: self._parent(slug) for slug, _, _ in rows}
        order = sorted(rows, key=lambda row: self._names.line_of_descent(row[0], parents))
        return {
            slug: Section(slug, self._names.shown(slug, self.tag, name), parents[slug], count)
            for slug, count, name in order
        }

    def _parent(self, slug: str) -> str:
        query = f"SELECT parent FROM members WHERE tree = ? AND slug = ? ORDER BY {FORWARD} LIMIT 1"
        row = self._database.execute(query, (self.tag, slug)).fetchone()
        return row[0] if row else ""

    def section_newest(self, slug: str, count: int) -> tuple[Entry, ...]:
        return self._rows.members(slug, f"ORDER BY {JOINED_BACKWARD} LIMIT ?", count)

    def section_months(self, slug: str) -> Mapping[str, int]:
        """Month → how many articles of the section it holds, older first."""
        query = (
            "SELECT substr(date, 1, 7), count(*) FROM members "
            "WHERE tree = ? AND slug = ? AND date != '' GROUP BY 1 ORDER BY 1"
        )
        if slug not in self._section_months:
            months = dict(self._database.execute(query, (self.tag, slug)))
            self._section_months[slug] = months
        return self._section_months[slug]

    def section_month(self, slug: str, month: str) -> tuple[Entry, ...]:
        rest = f"AND m.date >= ? AND m.date < ? ORDER BY {JOINED_FORWARD}"
        return self._rows.members(slug, rest, month, month + "~")

    # --- by author -------------------------------------------------------------------

    @cached_property
    def author_names(self) -> tuple[str, ...]:
        query = "SELECT DISTINCT name FROM authors WHERE tree = ? ORDER BY name"
        return tuple(name for (name,) in self._database.execute(query, (self.tag,)))

    def written_by(self, name: str) -> tuple[Entry, ...]:
        """Return a reporter's articles, older first, the undated before them."""
        query = f"SELECT {JOINED_COLUMNS} FROM authors m JOIN entries e USING (file)"
        rest = f"WHERE m.tree = ? AND m.name = ? ORDER BY {JOINED_FORWARD}"
        rows = self._database.execute(f"{query} {rest}", (self.tag, name))
        return tuple(entry_of(row) for row in rows)

    def authors_in(self, month: str) -> tuple[str, ...]:
        """Return who wrote in a month."""
        query = "SELECT DISTINCT name FROM authors WHERE tree = ? AND date >= ? AND date < ?"
        rows = self._database.execute(query, (self.tag, month, month + "~"))
        return tuple(name for (name,) in rows)

    # --- apart -----------------------------------------------------------------------

    @cached_property
    def undated_count(self) -> int:
        query = "SELECT count(*) FROM entries WHERE tree = ? AND listed = 1 AND date = ''"
        return int(self._database.execute(query, (self.tag,)).fetchone()[0])

    @property
    def undated(self) -> tuple[Entry, ...]:
        return self._rows.entries(f"listed = 1 AND date = '' ORDER BY {FORWARD}")

    @property
    def removed(self) -> tuple[Entry, ...]:
        return self._rows.entries("listed = 0 ORDER BY address")

    @property
    def free_aliases(self) -> tuple[tuple[str, Entry], ...]:
        """Return (old address, article), sorted, where no article stands there today.

        Addresses that only some file systems tell apart count as one.
        """
        query = "SELECT 1 FROM entries WHERE tree = ? AND claim = ?"
        aliases = self._aliases
        taken = {
            alias
            for alias, _ in aliases
            if self._database.execute(query, (self.tag, place_of(alias))).fetchone()
        }
        return tuple(pair for pair in aliases if pair[0] not in taken)

    def is_redirected(self, entry: Entry) -> bool:
        """Return whether an old address leads to an article, or would if the article went."""
        return entry.file in self._aliased or place_of(entry.address) in self._old_places

    @cached_property
    def _aliased(self) -> frozenset[str]:
        query = "SELECT DISTINCT file FROM aliases WHERE tree = ?"
        return frozenset(file for (file,) in self._database.execute(query, (self.tag,)))

    @cached_property
    def _old_places(self) -> frozenset[str]:
        query = "SELECT DISTINCT alias FROM aliases WHERE tree = ?"
        return frozenset(place_of(old) for (old,) in self._database.execute(query, (self.tag,)))

    @property
    def _aliases(self) -> tuple[tuple[str, Entry], ...]:
        query = f"SELECT a.alias, {JOINED_COLUMNS} FROM aliases a JOIN entries e USING (file)"
        rest = "WHERE a.tree = ? AND e.listed = 1 ORDER BY a.alias, e.file"
        rows = self._database.execute(f"{query} {rest}", (self.tag,))
        return tuple((alias, entry_of(row)) for alias, *row in rows)


def _grouped(names: Iterable[str], group_of: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[group_of(name)].append(name)
    return {group: tuple(members) for group, members in found.items()}
