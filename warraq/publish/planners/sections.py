"""Section fronts with their months; reporters' pages are built the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from warraq.catalog import Entry
from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import STILL, Beside
from warraq.publish.page import Page
from warraq.publish.planners.lists import ListPage, around, list_pages, numbered_pages
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.views.mains import ListView
from warraq.publish.views.parts import Group, Link, PageLink

FRONT_ITEMS = 12


def plan_section(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the front of a section."""
    edition = site.edition(part.tree)
    if part.key in edition.tree.sections:
        yield _front(edition, _section_shelf(edition, part.key))


def plan_section_month(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the pages of a section's month."""
    edition = site.edition(part.tree)
    slug, month = part.section_month
    if slug in edition.tree.sections:
        shelf = _section_shelf(edition, slug)
        yield from _month_pages(edition, shelf, month, edition.tree.section_month(slug, month))


def plan_author(site: Site, part: Slice) -> Iterator[Page]:
    """Yield a reporter's front and months."""
    edition = site.edition(part.tree)
    written = edition.tree.written_by(part.key)
    if not written:
        return
    months = _by_month(written)
    shelf = _Shelf(
        kind="author",
        name=part.key,
        front=edition.author_address(part.key),
        count=len(written),
        newest=tuple(reversed(written[-FRONT_ITEMS:])),
        months={month: len(entries) for month, entries in months.items()},
    )
    yield _front(edition, shelf)
    for month, entries in months.items():
        yield from _month_pages(edition, shelf, month, entries)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A front page at `front`, its newest articles, and how many each month holds."""

    kind: Literal["section", "author"]
    name: str
    front: str
    count: int
    newest: tuple[Entry, ...]
    months: Mapping[str, int]
    slug: str = ""
    parents: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()


def _section_shelf(edition: Edition, slug: str) -> _Shelf:
    section = edition.tree.sections[slug]
    elsewhere = [tree.tag for tree in edition.site.catalog.trees if slug in tree.sections]
    return _Shelf(
        kind="section",
        name=section.name,
        front=routes.section(edition.tag, slug),
        count=section.count,
        newest=edition.tree.section_newest(slug, FRONT_ITEMS),
        months=edition.tree.section_months(slug),
        slug=slug,
        parents=(section.parent,) if section.parent else (),
        counterparts=tuple(routes.section(tag, slug) for tag in elsewhere),
    )


def _by_month(entries: tuple[Entry, ...]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.date:
            found[entry.day[:7]].append(entry)
    return {month: tuple(members) for month, members in sorted(found.items())}


def _month_pages(
    edition: Edition, shelf: _Shelf, month: str, entries: tuple[Entry, ...]
) -> Iterator[Page]:
    for page in list_pages(_month_address(shelf, month), entries):
        yield _month(edition, shelf, month, page)


def _month_address(shelf: _Shelf, month: str) -> str:
    return f"{shelf.front}{month.replace('-', '/')}/"


def _page(
    edition: Edition, shelf: _Shelf, address: str, title: str, view: ListView, day: str
) -> Page:
    counterparts = shelf.counterparts if address == shelf.front else ()
    beside = Beside(day, shelf.slug, counterparts)
    return edition.page(address, title, "list.html", view, beside)


def _ancestors(edition: Edition, shelf: _Shelf, link: Linker) -> tuple[Link, ...]:
    return tuple(edition.section_link(slug, link) for slug in shelf.parents)


def _front(edition: Edition, shelf: _Shelf) -> Page:
    link = edition.site.linker(shelf.front)
    sections = edition.tree.sections.values()
    children = [other.slug for other in sections if shelf.slug and other.parent == shelf.slug]
    crumbs = edition.crumbs(link, *_ancestors(edition, shelf, link), Link(shelf.name))
    view = ListView(
        kind=shelf.kind,
        crumbs=crumbs,
        heading=shelf.name,
        groups=(
            Group(None, tuple(edition.card(e, link, section=not shelf.slug) for e in shelf.newest)),
        ),
        items=shelf.count,
        subsections=tuple(edition.section_link(slug, link) for slug in children),
        months=_months_by_year(edition, shelf, link),
    )
    return _page(edition, shelf, shelf.front, shelf.name, view, "" if shelf.slug else STILL)


def _months_by_year(
    edition: Edition, shelf: _Shelf, link: Linker
) -> tuple[tuple[str, tuple[PageLink, ...]], ...]:
    years: dict[str, list[PageLink]] = defaultdict(list)
    for month, count in shelf.months.items():
        href = link(_month_address(shelf, month))
        years[month[:4]].append(PageLink(edition.month(month), href, edition.number(count)))
    return tuple((edition.date(year), tuple(links)) for year, links in reversed(years.items()))


def _month(edition: Edition, shelf: _Shelf, month: str, page: ListPage) -> Page:
    link = edition.site.linker(page.address)
    front = Link(shelf.name, link(shelf.front))
    title = edition.date(month)
    cards = (edition.card(e, link, teaser=False, section=False) for e in reversed(page.entries))
    older, newer = around(shelf.months, month, partial(_month_link, edition, shelf, link))
    view = ListView(
        kind=shelf.kind,
        crumbs=edition.crumbs(link, *_ancestors(edition, shelf, link), front, Link(title)),
        heading=f"{shelf.name}: {title}",
        groups=(Group(None, tuple(cards)),),
        items=page.items,
        dense=True,
        pages=numbered_pages(edition, page, link),
        page_number=page.number,
        page_count=page.count,
        older=older,
        newer=newer,
    )
    return _page(edition, shelf, page.address, f"{shelf.name} – {title}", view, month)


def _month_link(edition: Edition, shelf: _Shelf, link: Linker, month: str) -> Link:
    return Link(edition.date(month), link(_month_address(shelf, month)))
