"""What stands around an article: its neighbours, and what was related to it on its day."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from warraq.catalog import Entry, Surroundings
from warraq.catalog.rows import BACKWARD, FORWARD, HEX_PAIR, JOINED_BACKWARD, JOINED_FORWARD, Rows


class Around:
    """Asks what stands around the articles of one language."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def articles_between(self, first: str, last: str, related: int) -> Iterator[Surroundings]:
        """Yield the articles filed under the days of a stretch, each with its surroundings."""
        line = self._rows.entries(
            f"listed = 1 AND date >= ? AND date < ? ORDER BY {FORWARD}", first, last + "~"
        )
        return self._surrounded(line, related)

    def undated_bucket(self, start: str) -> Iterator[Surroundings]:
        """Yield the undated articles of a bucket, with their neighbours."""
        if not start:
            # What people wrote by hand stands here and there between the others.
            apart = f"listed = 1 AND date = '' AND id NOT GLOB '{HEX_PAIR}' ORDER BY {FORWARD}"
            for entry in self._rows.entries(apart):
                yield from self._surrounded((entry,), 0)
            return
        line = self._rows.entries(
            f"listed = 1 AND date = '' AND id >= ? AND id < ? ORDER BY {FORWARD}",
            start,
            start + "~",
        )
        yield from self._surrounded(line, 0)

    def article(self, file: str, related: int) -> Iterator[Surroundings]:
        """Yield one listed article with its surroundings; nothing where it is gone."""
        found = self._rows.entries("file = ? AND listed = 1", file)
        # Nothing is older than the undated: what is related to them is nobody's to say.
        return self._surrounded(found, related if found and found[0].date else 0)

    def beside(self, entry: Entry, related: int) -> tuple[Entry, ...]:
        """Return the articles that show `entry`: its neighbours, and who has it as related."""
        neighbours = (self._beside(entry, ">", FORWARD), self._beside(entry, "<", BACKWARD))
        found = [one for one in neighbours if one]
        # An article of an inner section stands in the lines of the outer ones, too.
        for slug in entry.sections:
            after = f"AND (m.date, m.id, m.address) > (?, ?, ?) ORDER BY {JOINED_FORWARD} LIMIT ?"
            found += self._rows.members(slug, after, *entry.order, related)
        return tuple(found)

    def after(self, entry: Entry, count: int) -> str:
        """Return the date of the `count`th article after `entry`; "" where there are fewer."""
        rest = (
            "listed = 1 AND date != '' AND (date, id, address) > (?, ?, ?) "
            f"ORDER BY {FORWARD} LIMIT 1 OFFSET ?"
        )
        found = self._rows.entries(rest, *entry.order, count - 1)
        return found[0].date if found else ""

    def _surrounded(self, line: tuple[Entry, ...], related: int) -> Iterator[Surroundings]:
        """Yield articles in their order with what stands beside them.

        Whatever is behind an article in its sections is carried along, so that a
        stretch of any length asks each section once.
        """
        if not line:
            return
        around = (self._beside(line[0], "<", BACKWARD), *line, None)
        newer = self._beside(line[-1], ">", FORWARD)
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
        before = f"AND (m.date, m.id, m.address) < (?, ?, ?) ORDER BY {JOINED_BACKWARD} LIMIT ?"
        found = {slug: self._rows.members(slug, before, *line[0].order, related) for slug in slugs}
        return {slug: deque(reversed(row), related) for slug, row in found.items()}

    def _beside(self, entry: Entry, side: str, order: str) -> Entry | None:
        """Return the next article on one side: `<` with the order backward, `>` with it forward."""
        dated = "date != ''" if entry.date else "date = ''"
        rest = f"listed = 1 AND {dated} AND (date, id, address) {side} (?, ?, ?)"
        found = self._rows.entries(f"{rest} ORDER BY {order} LIMIT 1", *entry.order)
        return found[0] if found else None
