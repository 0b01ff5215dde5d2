"""What may be seen of the main of a page, for each kind of page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from warraq.publish.views.parts import (
    Box,
    Card,
    DateView,
    Group,
    Link,
    PageLink,
    SeeAlsoView,
    SourceView,
)
from warraq.text.direction import Direction


class HomeView(NamedTuple):
    """A home page: the newest articles, then the boxes."""

    lead: tuple[Card, ...]
    boxes: tuple[Box, ...]


class ListView(NamedTuple):
    """Section front and month, author, undated shelf, day, month: groups of cards.

    `heading_key` (with the placeholder `d`, `a` or `t` = `heading`) wraps the
    heading where the portal did (`day_archive`: «أرشيف يوم: 27 …»); `dense`
    lists show title, meta only. `months` is the section's months by year.
    `older`/`newer` lead to the neighbouring list (day, month or page).
    """

    kind: Literal["section", "author", "undated", "day", "month"]
    crumbs: tuple[Link, ...]
    heading: str
    groups: tuple[Group, ...]
    heading_key: str = ""
    items: int = 0
    basis_note: str = ""
    dense: bool = False
    subsections: tuple[Link, ...] = ()
    months: tuple[tuple[str, tuple[PageLink, ...]], ...] = ()
    pages: tuple[PageLink, ...] = ()
    page_number: int = 0
    page_count: int = 0
    older: Link | None = None
    newer: Link | None = None


class YearView(NamedTuple):
    """Archive hub (years with their months) and one year (months with their days)."""

    kind: Literal["archive", "year"]
    crumbs: tuple[Link, ...]
    heading: str
    rows: tuple[tuple[Link, tuple[PageLink, ...]], ...]
    heading_key: str = ""
    undated: PageLink | None = None
    older: Link | None = None
    newer: Link | None = None


class CarrierView(NamedTuple):
    """Another outlet that carried the story, with its article."""

    outlet: str
    link: Link
    date: DateView | None = None


class CaptureView(NamedTuple):
    """A capture of the article: when and where it was taken.

    It is the one that is `shown`, or told the `same`, or `href` leads to what it told
    otherwise, if that is held.
    """

    date: DateView | None
    address: str = ""
    href: str = ""
    shown: bool = False
    same: bool = False


class ArticleView(NamedTuple):
    """An article: `body` is safe HTML."""

    crumbs: tuple[Link, ...]
    title: str
    body: str
    lang: str = ""
    dir: Direction | Literal[""] = ""
    authors: tuple[Link, ...] = ()
    place: str = ""
    credit: str = ""
    sections: tuple[Link, ...] = ()
    published: DateView | None = None
    updated: DateView | None = None
    captured: DateView | None = None
    summary: str = ""
    tags: tuple[str, ...] = ()
    translations: tuple[Link, ...] = ()
    also: tuple[CarrierView, ...] = ()
    captures: tuple[CaptureView, ...] = ()
    older: Link | None = None
    newer: Link | None = None
    related: tuple[Card, ...] = ()
    see_also: tuple[SeeAlsoView, ...] = ()
    source: SourceView | None = None
    draft: bool = False


class Piece(NamedTuple):
    """Words that two texts share, or that only the other (`del`) or the shown one has (`ins`)."""

    kind: Literal["", "del", "ins"]
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that is not in both texts as it is; or a `count` of those that are not shown.

    `same` paragraphs are in both, and `further` ones are beyond what a page shows.
    """

    kind: Literal["changed", "added", "removed", "same", "further"]
    pieces: tuple[Piece, ...] = ()
    count: int = 0


class VersionView(NamedTuple):
    """What another capture of an article told otherwise; `article` leads back to it."""

    crumbs: tuple[Link, ...]
    captured: DateView | None
    article: Link
    passages: tuple[Passage, ...]
    lang: str = ""
    dir: Direction | Literal[""] = ""


class PlainView(NamedTuple):
    """A page of prose: About, Contact, the sources of the mirror; `body` is safe HTML.

    Also the tombstone of a removed article and the 404 page, whose heading is
    the word named by `heading_key`; `cards` are the newest items of a 404 page.
    `facts` are (key of a word, what it is).
    """

    kind: Literal["page", "about", "removed", "not-found"]
    crumbs: tuple[Link, ...]
    heading: str = ""
    heading_key: str = ""
    body: str = ""
    facts: tuple[tuple[str, Link], ...] = ()
    cards: tuple[Card, ...] = ()


class ChooserView(NamedTuple):
    """The language chooser at the root: each site title in its language."""

    entries: tuple[tuple[Link, str], ...]
    lang: str
    dir: Direction
    css: str
    icon: str = ""
    robots: str = ""


class RedirectView(NamedTuple):
    """A page at an article's old address."""

    href: str
    title: str
    lang: str
    dir: Direction
