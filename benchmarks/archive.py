"""What an archive of articles consists of: its days, months, sections, neighbours.

Worked out here once and handed to every peer as data, so that none of them has to;
warraq works it out itself, and both must come to the same pages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from benchmarks.generate import Made
from warraq.publish.markdown import first_words
from warraq.text.sections import SECTION_ORDER, section_slug

TEASER_LENGTH = 150
RELATED_ITEMS = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """An article as lists know it."""

    id: str
    path: str
    title: str
    published: str
    section: str
    teaser: str
    byline: tuple[str, ...]

    @property
    def day(self) -> str:
        return self.published[:10]


class Tree:
    """The articles of one language, oldest first."""

    def __init__(self, tag: str, rows: list[Row]) -> None:
        self.tag = tag
        self.rows = rows

    @cached_property
    def days(self) -> Mapping[str, list[Row]]:
        return _grouped((row.day, row) for row in self.rows)

    @cached_property
    def months(self) -> Mapping[str, list[str]]:
        return _grouped((day[:7], day) for day in self.days)

    @cached_property
    def years(self) -> Mapping[str, list[str]]:
        return _grouped((month[:4], month) for month in self.months)

    @cached_property
    def sections(self) -> Mapping[str, list[Row]]:
        found = _grouped((row.section, row) for row in self.rows)
        return {slug: found[slug] for slug in SECTION_ORDER if slug in found}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {row.id: number for number, row in enumerate(self.rows)}

    @cached_property
    def section_positions(self) -> Mapping[str, int]:
        lines = (enumerate(rows) for rows in self.sections.values())
        return {row.id: number for line in lines for number, row in line}

    def row(self, row_id: str) -> Row:
        """Return an article by its id."""
        return self.rows[self.positions[row_id]]

    def neighbours(self, row_id: str) -> tuple[str, str]:
        """Return the ids of the next older and the next newer article, "" for none."""
        here = self.positions[row_id]
        older = self.rows[here - 1].id if here else ""
        return older, self.rows[here + 1].id if here + 1 < len(self.rows) else ""

    def related(self, row_id: str) -> list[str]:
        """Return the ids of the newest older articles of the same section."""
        line = self.sections[self.row(row_id).section]
        here = self.section_positions[row_id]
        return [row.id for row in reversed(line[max(0, here - RELATED_ITEMS) : here])]

    def before(self, date: str, count: int) -> list[str]:
        """Return the ids of the newest articles before a day, month or year.

        Where nothing is earlier they are those of the oldest, oldest first.
        """
        here = bisect_left(self.rows, date, key=lambda row: row.published)
        shown = reversed(self.rows[max(0, here - count) : here]) if here else self.rows[:count]
        return [row.id for row in shown]

    def newest(self, count: int) -> list[str]:
        return [row.id for row in reversed(self.rows[-count:])]


def read_archive(made: Iterable[Made], tags: Iterable[str]) -> dict[str, Tree]:
    """Return language → tree, in the order of `tags`."""
    rows: dict[str, list[Row]] = {tag: [] for tag in tags}
    for one in made:
        rows[one.article.lang].append(_row(one))
    return {tag: Tree(tag, found) for tag, found in rows.items()}


def _row(made: Made) -> Row:
    article = made.article
    return Row(
        id=article.id,
        path=article.path,
        title=article.title,
        published=article.published,
        section=section_slug(article.section[0], article.lang) or "",
        teaser=article.summary or first_words(made.body, TEASER_LENGTH),
        byline=article.authors,
    )


def _grouped(pairs: Iterator[tuple[str, T]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for name, member in pairs:
        found[name].append(member)
    return found
