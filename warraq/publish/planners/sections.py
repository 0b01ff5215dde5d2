"""Section fronts with their months; reporters' pages are built the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from warraq.catalog import Entry
from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.page import Page
from warraq.publish.planners.lists import chunks, numbered_pages
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.views import Group, Link, ListView, PageLink

FRONT_ITEMS = 12


def plan(site: Site) -> Iterator[Page]:
    """Yield the fronts and months of all sections, and of reporters where they are wanted."""
    for edition in site.editions:
        for shelf in _section_shelves(edition):
            yield from _shelf(edition, shelf)
        if site.config.author_pages:
            for shelf in _author_shelves(edition):
                yield from _shelf(edition, shelf)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Articles (older first) that share a front page at `front`."""

    kind: Literal["section", "author"]
    name: str
    front: str
    entries: tuple[Entry, ...]
    slug: str = ""
    parents: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()


def _section_shelves(edition: Edition) -> Iterator[_Shelf]:
    trees = edition.site.catalog.trees
    for section in edition.tree.sections.values():
        elsewhere = [tree.tag for tree in trees if section.slug in tree.sections]
        yield _Shelf(
            kind="section",
            name=section.name,
            front=routes.section(edition.tag, section.slug),
            entries=section.entries,
            slug=section.slug,
            parents=(section.parent,) if section.parent else (),
            counterparts=tuple(routes.section(tag, section.slug) for tag in elsewhere),
        )


def _author_shelves(edition: Edition) -> Iterator[_Shelf]:
    written: dict[str, list[Entry]] = defaultdict(list)
    for entry in (*edition.tree.undated, *edition.tree.entries):
        for name in entry.article.authors:
            written[name].append(entry)
    for name, entries in sorted(written.items()):
        yield _Shelf("author", name, edition.author_addresses[name], tuple(entries))


def _shelf(edition: Edition, shelf: _Shelf) -> Iterator[Page]:
    months = _months(shelf)
    yield _front(edition, shelf, months)
    for month, entries in months.items():
        parts = chunks(entries)
        for number in range(1, len(parts) + 1):
            yield _month(edition, shelf, list(months), month, parts, number)


def _months(shelf: _Shelf) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in shelf.entries:
        if entry.date:
            found[entry.day[:7]].append(entry)
    return {month: tuple(entries) for month, entries in sorted(found.items())}


def _month_address(shelf: _Shelf, month: str) -> str:
    return f"{shelf.front}{month.replace('-', '/')}/"


def _page(edition: Edition, shelf: _Shelf, address: str, title: str, view: ListView) -> Page:
    front = address == shelf.front
    counterparts = shelf.counterparts if front else ()
    return Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="list.html",
        view=view,
        head=edition.head(title, address, counterparts=counterparts),
        shell=edition.shell(address, section=shelf.slug, counterparts=counterparts),
    )


def _ancestors(edition: Edition, shelf: _Shelf, link: Linker) -> tuple[Link, ...]:
    return tuple(edition.section_link(slug, link) for slug in shelf.parents)


def _front(edition: Edition, shelf: _Shelf, months: Mapping[str, tuple[Entry, ...]]) -> Page:
    link = edition.site.linker(shelf.front)
    sections = edition.tree.sections.values()
    children = [other.slug for other in sections if shelf.slug and other.parent == shelf.slug]
    newest = tuple(reversed(shelf.entries[-FRONT_ITEMS:]))
    crumbs = edition.crumbs(link, *_ancestors(edition, shelf, link), Link(shelf.name))
    view = ListView(
        kind=shelf.kind,
        crumbs=crumbs,
        heading=shelf.name,
        groups=(Group(None, tuple(edition.card(e, link, section=not shelf.slug) for e in newest)),),
        items=len(shelf.entries),
        subsections=tuple(edition.section_link(slug, link) for slug in children),
        months=_months_by_year(edition, shelf, months, link),
    )
    return _page(edition, shelf, shelf.front, shelf.name, view)


def _months_by_year(
    edition: Edition, shelf: _Shelf, months: Mapping[str, tuple[Entry, ...]], link: Linker
) -> tuple[tuple[str, tuple[PageLink, ...]], ...]:
    years: dict[str, list[PageLink]] = defaultdict(list)
    for month, entries in months.items():
        href = link(_month_address(shelf, month))
        count = edition.number(len(entries))
        years[month[:4]].append(PageLink(edition.month(month), href, count))
    return tuple((edition.date(year), tuple(links)) for year, links in reversed(years.items()))


def _month(
    edition: Edition,
    shelf: _Shelf,
    months: list[str],
    month: str,
    parts: tuple[tuple[Entry, ...], ...],
    number: int,
) -> Page:
    front = _month_address(shelf, month)
    address = front if number == len(parts) else routes.page_of(front, number)
    link = edition.site.linker(address)
    shelf_link = Link(shelf.name, link(shelf.front))
    title = edition.date(month)
    cards = (
        edition.card(e, link, teaser=False, section=False) for e in reversed(parts[number - 1])
    )
    older, newer = _around(edition, shelf, months, month, link)
    view = ListView(
        kind=shelf.kind,
        crumbs=edition.crumbs(link, *_ancestors(edition, shelf, link), shelf_link, Link(title)),
        heading=f"{shelf.name}: {title}",
        groups=(Group(None, tuple(cards)),),
        items=sum(len(part) for part in parts),
        dense=True,
        pages=numbered_pages(edition, front, number, len(parts), link),
        page_number=number,
        page_count=len(parts),
        older=older,
        newer=newer,
    )
    return _page(edition, shelf, address, f"{shelf.name} – {title}", view)


def _around(
    edition: Edition, shelf: _Shelf, months: list[str], month: str, link: Linker
) -> tuple[Link | None, Link | None]:
    place = months.index(month)
    to: Callable[[str], Link] = lambda m: Link(edition.date(m), link(_month_address(shelf, m)))  # noqa: E731
    older = to(months[place - 1]) if place else None
    return older, to(months[place + 1]) if place + 1 < len(months) else None
