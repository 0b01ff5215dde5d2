"""One language of the catalog, as planners ask it: days, months, sections, neighbours.

Every question is a query; only the names of days and sections are held, which are few.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from warraq.catalog import Basis, Entry, Section, Surroundings
from warraq.catalog.names import SectionNames
from warraq.catalog.store import JOINED_COLUMNS, entries, entry_of, place_of

_FORWARD = "date, id, address"
_BACKWARD = "date DESC, id DESC, address DESC"

# How an id begins that was made of a digest; undated articles are made in parts by it.
_HEX_PAIR = "[0-9a-f][0-9a-f]*"


class Tree:
    """The articles of one language, older first, the undated apart."""

    def __init__(self, database: sqlite3.Connection, tag: str, names: SectionNames) -> None:
        self.tag = tag
        self._database = database
        self._names = names
        self._before: dict[tuple[str, int], tuple[Entry, ...]] = {}
        self._section_months: dict[str, Mapping[str, int]] = {}

    def _entries(self, rest: str, *values: object) -> tuple[Entry, ...]:
        return tuple(entries(self._database, f"WHERE tree = ? AND {rest}", self.tag, *values))

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
        filed = self._entries(
            f"listed = 1 AND date >= ? AND date < ? ORDER BY {_FORWARD}", day, day + "~"
        )
        # SQLite takes a partial index only where the query repeats its condition.
        stated = self._entries("stated != '' AND stated = ? AND listed = 1", day)
        return tuple(sorted((*filed, *stated), key=lambda entry: entry.order))

    def basis_of(self, day: str) -> Basis:
        """Return what a day is the day of for the newest article filed under it."""
        query = (
            "SELECT basis FROM entries WHERE tree = ? AND listed = 1 AND date >= ? AND date < ? "
            f"ORDER BY {_BACKWARD} LIMIT 1"
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
        dated = self._entries(f"listed = 1 AND date != '' ORDER BY {_BACKWARD} LIMIT ?", count)
        return dated or self._entries(f"listed = 1 ORDER BY {_BACKWARD} LIMIT ?", count)

    def before(self, date: str, count: int) -> tuple[Entry, ...]:
        """Return the newest articles of earlier days than `date` (a day, month or year).

        News of the day so leaves its own pages still; the first days of an archive,
        which has nothing earlier, show its first articles.
        """
        place = (date, count)
        if place not in self._before:
            rest = f"listed = 1 AND date != '' AND date < ? ORDER BY {_BACKWARD} LIMIT ?"
            self._before[place] = self._entries(rest, date, count) or self.oldest(count)
        return self._before[place]

    def oldest(self, count: int) -> tuple[Entry, ...]:
        return self._entries(f"listed = 1 AND date != '' ORDER BY {_FORWARD} LIMIT ?", count)

    # --- beside an article -----------------------------------------------------------

    def articles_between(self, first: str, last: str, related: int) -> Iterator[Surroundings]:
        """Yield the articles filed under the days of a stretch, each with its surroundings."""
        line = self._entries(
            f"listed = 1 AND date >= ? AND date < ? ORDER BY {_FORWARD}", first, last + "~"
        )
        return self._surrounded(line, related)

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
            f"SELECT DISTINCT CASE WHEN id GLOB '{_HEX_PAIR}' THEN substr(id, 1, 2) ELSE '' END "
            "FROM entries WHERE tree = ? AND listed = 1 AND date = '' ORDER BY 1"
        )
        return tuple(start for (start,) in self._database.execute(query, (self.tag,)))

    def undated_bucket(self, start: str) -> Iterator[Surroundings]:
        """Yield the undated articles of a bucket, with their neighbours."""
        if not start:
            # What people wrote by hand stands here and there between the others.
            query = (
                "SELECT file FROM entries WHERE tree = ? AND listed = 1 AND date = '' "
                f"AND id NOT GLOB '{_HEX_PAIR}' ORDER BY {_FORWARD}"
            )
            for (file,) in self._database.execute(query, (self.tag,)).fetchall():
                yield from self.article(file, 0)
            return
        line = self._entries(
            f"listed = 1 AND date = '' AND id >= ? AND id < ? ORDER BY {_FORWARD}",
            start,
            start + "~",
        )
        yield from self._surrounded(line, 0)

    def article(self, file: str, related: int) -> Iterator[Surroundings]:
        """Yield one listed article with its surroundings; nothing where it is gone."""
        found = self._entries("file = ? AND listed = 1", file)
        # Nothing is older than the undated: what is related to them is nobody's to say.
        return self._surrounded(found, related if found and found[0].date else 0)

    def beside(self, entry: Entry, related: int) -> tuple[Entry, ...]:
        """Return the articles that show `entry`: its neighbours, and who has it as related."""
        neighbours = (self._beside(entry, ">", _FORWARD), self._beside(entry, "<", _BACKWARD))
        found = [one for one in neighbours if one]
        # An article of an inner section stands in the lines of the outer ones, too.
        for slug in entry.sections:
            after = f"AND (m.date, m.id, m.address) > (?, ?, ?) ORDER BY {_of(_FORWARD)} LIMIT ?"
            found += self._members(slug, after, *entry.order, related)
        return tuple(found)

    def after(self, entry: Entry, count: int) -> str:
        """Return the date of the `count`th article after `entry`; "" where there are fewer."""
        rest = (
            "listed = 1 AND date != '' AND (date, id, address) > (?, ?, ?) "
            f"ORDER BY {_FORWARD} LIMIT 1 OFFSET ?"
        )
        found = self._entries(rest, *entry.order, count - 1)
        return found[0].date if found else ""

    def _surrounded(self, line: tuple[Entry, ...], related: int) -> Iterator[Surroundings]:
        """Yield articles in their order with what stands beside them.

        Whatever is behind an article in its sections is carried along, so that a
        stretch of any length asks each section once.
        """
        if not line:
            return
        around = (self._beside(line[0], "<", _BACKWARD), *line, None)
        newer = self._beside(line[-1], ">", _FORWARD)
        shelves = self._shelves(line, related)
        for here, entry in enumerate(line, start=1):
            shelf = shelves.get(entry.sections[-1], ()) if entry.sections else ()
            beside = tuple(reversed(shelf))
            yield Surroundings(entry, around[here - 1], around[here + 1] or newer, beside)
            for slug in entry.sections:
                if slug in shelves:
                    shelves[slug].append(entry)

    def _shelves(self, line: tuple[Entry, ...], related: int) -> dict[str, deque[Entry]]:
        """Return for each innermost section of a line what stood in it before the first."""
        if not related:
            return {}
        slugs = sorted({entry.sections[-1] for entry in line if entry.sections})
        before = f"AND (m.date, m.id, m.address) < (?, ?, ?) ORDER BY {_of(_BACKWARD)} LIMIT ?"
        found = {slug: self._members(slug, before, *line[0].order, related) for slug in slugs}
        return {slug: deque(reversed(row), related) for slug, row in found.items()}

    def _beside(self, entry: Entry, side: str, order: str) -> Entry | None:
        """Return the next article on one side: `<` with the order backward, `>` with it forward."""
        dated = "date != ''" if entry.date else "date = ''"
        rest = f"listed = 1 AND {dated} AND (date, id, address) {side} (?, ?, ?)"
        found = self._entries(f"{rest} ORDER BY {order} LIMIT 1", *entry.order)
        return found[0] if found else None

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
        query = (
            f"SELECT parent FROM members WHERE tree = ? AND slug = ? ORDER BY {_FORWARD} LIMIT 1"
        )
        row = self._database.execute(query, (self.tag, slug)).fetchone()
        return row[0] if row else ""

    def section_newest(self, slug: str, count: int) -> tuple[Entry, ...]:
        return self._members(slug, f"ORDER BY {_of(_BACKWARD)} LIMIT ?", count)

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
        rest = f"AND m.date >= ? AND m.date < ? ORDER BY {_of(_FORWARD)}"
        return self._members(slug, rest, month, month + "~")

    def _members(self, slug: str, rest: str, *values: object) -> tuple[Entry, ...]:
        query = f"SELECT {JOINED_COLUMNS} FROM members m JOIN entries e USING (file)"
        values = (self.tag, slug, *values)
        rows = self._database.execute(f"{query} WHERE m.tree = ? AND m.slug = ? {rest}", values)
        return tuple(entry_of(row) for row in rows)

    # --- by author -------------------------------------------------------------------

    @cached_property
    def author_names(self) -> tuple[str, ...]:
        query = "SELECT DISTINCT name FROM authors WHERE tree = ? ORDER BY name"
        return tuple(name for (name,) in self._database.execute(query, (self.tag,)))

    def written_by(self, name: str) -> tuple[Entry, ...]:
        """Return a reporter's articles, older first, the undated before them."""
        query = f"SELECT {JOINED_COLUMNS} FROM authors m JOIN entries e USING (file)"
        rest = f"WHERE m.tree = ? AND m.name = ? ORDER BY {_of(_FORWARD)}"
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
        return self._entries(f"listed = 1 AND date = '' ORDER BY {_FORWARD}")

    @property
    def removed(self) -> tuple[Entry, ...]:
        return self._entries("listed = 0 ORDER BY address")

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


def _of(order: str) -> str:
    return ", ".join(f"m.{column}" for column in order.split(", "))


def _grouped(names: Iterable[str], group_of: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[group_of(name)].append(name)
    return {group: tuple(members) for group, members in found.items()}
