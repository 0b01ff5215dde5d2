"""A slice: the part of the site that one planner call makes.

A day's articles, one list, one front. Values and their texts alone: which slices a site
has is in `whole`, which of them a change touches in `touched`.
"""

from __future__ import annotations

from dataclasses import dataclass

_BETWEEN = "\t"

# Slices that hold many articles, each of which can be made as a slice of its own.
OF_MANY = frozenset({"articles", "bucket"})


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the site: what kind of pages, of which language, for which key.

    The key is a date, a stretch of days, a section, a section with a month
    (`security 2018-05`), a content file, or empty. `str` writes a slice as it is stored.
    """

    kind: str
    tree: str = ""
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}{_BETWEEN}{self.tree}{_BETWEEN}{self.key}"

    @property
    def words(self) -> str:
        """The slice as people read it."""
        return f"{self.kind} {self.tree} {self.key}".strip()

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of a stretch of days."""
        first, _, last = self.key.partition(" ")
        return first, last or first

    @property
    def section_month(self) -> tuple[str, str]:
        """The section and the month of a section's month."""
        section, _, month = self.key.rpartition(" ")
        return section, month

    @property
    def is_article(self) -> bool:
        """Whether it is one article, whose content file is the key."""
        return self.kind == "article"


# Stands for all slices of the site.
EVERYTHING = Slice("everything")


def slice_of(text: str) -> Slice:
    """Return the slice that `str` wrote."""
    return Slice(*text.split(_BETWEEN, 2))


def article_slice(tree: str, file: str) -> Slice:
    """Return the slice that makes one article."""
    return Slice("article", tree, file)


def day_slice(tree: str, day: str) -> Slice:
    """Return the slice that makes the articles filed under a day."""
    return Slice("articles", tree, day)


def days_slice(tree: str, first: str, last: str) -> Slice:
    """Return the slice that makes the articles filed under a stretch of days."""
    return Slice("articles", tree, f"{first} {last}")


def section_month_slice(tree: str, section: str, month: str) -> Slice:
    """Return the slice that makes the pages of a section's month."""
    return Slice("section-month", tree, f"{section} {month}")
