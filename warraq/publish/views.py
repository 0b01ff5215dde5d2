"""What each template may see: small frozen values, and nothing else.

A template sees its page's `head`, its `main` view or a part of its shell, the `frame`
of its page, and the words `t` of the page's language: no settings, no catalog, no
clock. Every `href` is already relative to the page it stands on. `lang` and `dir` of a
value are set only where they differ from those of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from warraq.catalog import Basis
from warraq.config import BoxStyle
from warraq.text.direction import Direction


class Link(NamedTuple):
    """A link, or plain text where `href` is empty."""

    text: str
    href: str = ""
    lang: str = ""
    dir: Direction | Literal[""] = ""
    current: bool = False


class DateView(NamedTuple):
    """A date in words, with its ISO form and what it is the date of."""

    iso: str
    text: str
    basis: Basis = ""


# --- the shell: what pages of one language, day, section and depth share --------------


class MenuItem(NamedTuple):
    link: Link
    children: tuple[Link, ...] = ()


class Widget(NamedTuple):
    """A sidebar box: a heading from the words (`heading_key`), then links.

    `kind` `list` shows links with their dates in `notes`; `counts` shows a
    number beside each link; `months` is the days of one month as a grid.
    """

    kind: Literal["list", "counts", "months"]
    heading_key: str
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    grid: MonthGrid | None = None
    more: Link | None = None


class GridDay(NamedTuple):
    """A day of the month grid; no link where nothing is held."""

    number: str
    href: str = ""
    current: bool = False


class MonthGrid(NamedTuple):
    """One month: its name, short weekday names, and weeks of seven (None = not this month)."""

    month: Link
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[GridDay | None, ...], ...]


# A part of the shell is shared, and known again, as the one object that it is: so it
# is rendered once, and nobody compares what is in it.


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What all pages of one language and depth share.

    `title` is the site's name, with its own language where it has none in this one.
    `archive_of` is the outlet's name where the mirror must say «Archive of X»,
    and empty where the outlet publishes its own archive. `icon` is the address of the
    favicon; empty means none.
    """

    lang: str
    dir: Direction
    title: Link
    home: str
    css: str
    is_home: bool = False
    archive_of: str = ""
    sidebar: Literal["end", "start", "none"] = "end"
    breadcrumb_separator: str = "/"
    icon: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """The date in the top bar."""

    date: DateView | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The links of the top bar. `languages` carries each name in its own language."""

    secondary: tuple[Link, ...] = ()
    languages: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Menu:
    """The main menu: home, then the sections with their sub-sections."""

    items: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ticker:
    """The headlines below the menu; `heading_key` is `breaking` or `latest`."""

    links: tuple[Link, ...] = ()
    heading_key: str = "latest"


@dataclass(frozen=True, slots=True, eq=False)
class Aside:
    """The sidebar."""

    widgets: tuple[Widget, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Footer:
    """The foot of the page; `years` are those of the notice of rights."""

    links: tuple[Link, ...] = ()
    years: str = ""


class Shell(NamedTuple):
    """What surrounds the head and the main of a page, part by part."""

    frame: Frame
    day: Day = Day()
    top: Top = Top()
    menu: Menu = Menu()
    ticker: Ticker = Ticker()
    aside: Aside = Aside()
    footer: Footer = Footer()


class Head(NamedTuple):
    """What the page itself puts into `<head>`.

    `alternates` are (BCP 47 tag, absolute URL); `refresh` is the target of a
    redirect page.
    """

    title: str
    description: str = ""
    robots: str = ""
    canonical: str = ""
    original: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    refresh: str = ""


# --- the mains: one per page kind --------------------------------------------------------


class Card(NamedTuple):
    """An article in a list, a box or a related grid."""

    title: str
    href: str
    lang: str = ""
    dir: Direction | Literal[""] = ""
    teaser: str = ""
    date: DateView | None = None
    section: Link | None = None
    byline: str = ""
    draft: bool = False


class Box(NamedTuple):
    """A home box: its heading links to its section; `heading_key` where it has none."""

    style: BoxStyle
    heading: Link | None
    cards: tuple[Card, ...]
    heading_key: str = "latest"


class HomeView(NamedTuple):
    lead: tuple[Card, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """One step of a pagination or of a list of months."""

    text: str
    href: str = ""
    count: str = ""
    current: bool = False


class Group(NamedTuple):
    """Items of a list under one heading; no heading where `heading` is None."""

    heading: Link | None
    cards: tuple[Card, ...]
    note: str = ""
    date: DateView | None = None


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


class SeeAlsoView(NamedTuple):
    """The see-also box as printed; no `href` means the item is not held."""

    title: str
    teaser: str = ""
    href: str = ""


class SourceView(NamedTuple):
    """The provenance panel of an article."""

    site: str
    url: str = ""
    host: str = ""
    sha256: str = ""
    file: str = ""
    raw_href: str = ""
    changes: int = 0


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
