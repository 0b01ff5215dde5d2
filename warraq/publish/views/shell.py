"""What may be seen of all that surrounds the main of a page: its shell, part by part, and head.

The shell is what pages of one language, day, section and depth share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from warraq.publish.views.parts import DateView, Link
from warraq.text.direction import Direction


class MenuItem(NamedTuple):
    """A section of the menu with its sub-sections."""

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
    """The headlines below the menu."""

    links: tuple[Link, ...] = ()


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
    """What the page itself puts into `<head>`; `alternates` are (BCP 47 tag, absolute URL)."""

    title: str
    description: str = ""
    robots: str = ""
    canonical: str = ""
    original: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
