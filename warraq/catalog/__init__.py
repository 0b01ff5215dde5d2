"""The catalog: every article without its body, sorted, one tree per language.

Publish asks here what stands on which day, in which section, and next to what.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from warraq.model import Article

Basis = Literal["published", "captured", ""]

_DAY = len("2018-05-27")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a tree.

    `file` is relative to `content/`; `address` is unique in its tree; `date` is
    the day it is filed under, by its `basis`; both are empty for the undated.
    `sections` are section slugs, outer first, `section_names` what was printed for each.
    """

    article: Article
    file: str
    tree: str
    address: str
    date: str = ""
    basis: Basis = ""
    sections: tuple[str, ...] = ()
    section_names: tuple[str, ...] = ()
    teaser: str = ""

    @property
    def day(self) -> str:
        return self.date[:_DAY] if len(self.date) >= _DAY else ""

    @property
    def order(self) -> tuple[str, str, str]:
        """Sort key, older first: date, then id, so that equal dates keep one order."""
        return (self.date, self.article.id, self.address)

    @property
    def listed(self) -> bool:
        return self.article.status != "removed"


def filed_under(article: Article) -> tuple[str, Basis]:
    """Return the date an article is filed under: publication, else capture, else none.

    Only a whole day files; what is known less precisely goes to the undated shelf.
    """
    if len(article.published) >= _DAY:
        return article.published, "published"
    if len(article.captured) >= _DAY:
        return article.captured, "captured"
    return "", ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of one tree: its articles (older first), its place under another."""

    slug: str
    name: str
    parent: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Tree:
    """The articles of one language, older first, the undated apart."""

    tag: str
    entries: tuple[Entry, ...]
    undated: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    sections: Mapping[str, Section] = field(default_factory=dict)

    @cached_property
    def days(self) -> Mapping[str, tuple[Entry, ...]]:
        """Day (ISO) → its articles, older first; also the day an address states."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.day].append(entry)
            stated = entry.address[:_DAY].replace("/", "-")
            if stated != entry.day and not entry.address.startswith("undated/"):
                found[stated].append(entry)
        return {day: tuple(entries) for day, entries in sorted(found.items())}

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
        return self.entries[-1].day if self.entries else ""

    def newest(self, count: int) -> tuple[Entry, ...]:
        """Return the newest articles; undated ones only where nothing has a date."""
        line = self.entries or self.undated
        return tuple(reversed(line[-count:]))

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """Address → index among the dated articles, or among the undated ones."""
        lines = (self.entries, self.undated)
        return {entry.address: place for line in lines for place, entry in enumerate(line)}

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return the next older and the next newer article."""
        line = self.entries if entry.date else self.undated
        here = self._positions[entry.address]
        older = line[here - 1] if here else None
        return older, line[here + 1] if here + 1 < len(line) else None

    def older_in_section(self, entry: Entry, count: int) -> tuple[Entry, ...]:
        """Return the newest older articles of the entry's innermost section."""
        if not entry.sections or not entry.date:
            return ()
        line = self.sections[entry.sections[-1]].entries
        here = bisect_left(line, entry.order, key=lambda other: other.order)
        return tuple(reversed(line[max(0, here - count) : here]))

    def before(self, day: str, count: int) -> tuple[Entry, ...]:
        """Return the newest articles that a reader met on the morning of `day`.

        These are those of earlier days, so that news of the day leaves its pages
        still; the first day of an archive shows its own.
        """
        if not day:
            return self.newest(count)
        earlier = bisect_left(self.entries, day, key=lambda entry: entry.day)
        if earlier == 0:
            return tuple(reversed(self.days.get(day, ())[:count]))
        return tuple(reversed(self.entries[max(0, earlier - count) : earlier]))


def _grouped(names: Iterable[str], group_of: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[group_of(name)].append(name)
    return {group: tuple(members) for group, members in found.items()}


@dataclass(frozen=True, eq=False)
class Catalog:
    """All trees, in the order of the site's languages."""

    trees: tuple[Tree, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Article id → entry, removed ones included."""
        return {
            entry.article.id: entry
            for tree in self.trees
            for entry in (*tree.entries, *tree.undated, *tree.removed)
            if entry.article.id
        }

    def tree(self, tag: str) -> Tree:
        return next(tree for tree in self.trees if tree.tag == tag)
