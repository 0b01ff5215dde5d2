"""The catalog: every article without its body, sorted, one tree per language.

It lies on disk (`store`), is asked through `tree`, and knows itself which slices of
the site a change touches (`touched`), so that work grows with the change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from warraq.model import Article, Status

Basis = Literal["published", "captured", ""]

# As many as the ticker of a dated page shows, and the related grid of an article.
WINDOW = 3

_DAY = len("2018-05-27")


class Entry(NamedTuple):
    """What lists need to know of an article.

    `file` is relative to `content/`; `address` is unique in its `tree`; `date` is
    what it is filed under, by its `basis`, both empty for the undated; `stated` is
    the day its address states where that is another. `sections` are slugs, `names`
    the printed names, both outer first. `digest` is that of the content file.
    """

    file: str
    id: str
    tree: str
    address: str
    lang: str
    title: str
    status: Status = "public"
    date: str = ""
    basis: Basis = ""
    stated: str = ""
    sections: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    teaser: str = ""
    digest: str = ""

    @property
    def day(self) -> str:
        return self.date[:_DAY]

    @property
    def order(self) -> tuple[str, str, str]:
        """Sort key, older first: date, then id, so that equal dates keep one order."""
        return (self.date, self.id, self.address)

    @property
    def listed(self) -> bool:
        return self.status != "removed"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of one tree: its name there, the section it lies in, how many it holds."""

    slug: str
    name: str
    parent: str
    count: int


class Surroundings(NamedTuple):
    """An article with what stands beside it as of its own day."""

    entry: Entry
    older: Entry | None
    newer: Entry | None
    related: tuple[Entry, ...] = ()


def filed_under(article: Article) -> tuple[str, Basis]:
    """Return the date an article is filed under: publication, else capture, else none.

    Only a whole day files; what is known less precisely goes to the undated shelf.
    """
    if len(article.published) >= _DAY:
        return article.published, "published"
    if len(article.captured) >= _DAY:
        return article.captured, "captured"
    return "", ""
