"""What may be seen of the things that pages and shells are made of: links, dates, cards."""

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


class Box(NamedTuple):
    """A home box: its heading links to its section; `heading_key` where it has none."""

    style: BoxStyle
    heading: Link | None
    cards: tuple[Card, ...]
    heading_key: str = "latest"


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
