"""The archive by date: hub, years, months, days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from warraq.catalog import Entry
from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import Beside
from warraq.publish.page import Page
from warraq.publish.planners.grid import month_grid
from warraq.publish.planners.lists import ListPage, around, list_pages, numbered_pages
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.views.mains import ListView, YearView
from warraq.publish.views.parts import Card, Group, Link, PageLink

# A month page names the first items of each of its days; the day has them all.
MONTH_ITEMS = 3

# A year page that named more days would hold more elements than an old phone bears.
YEAR_DAYS = 200


def plan_hub(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the archive hub of a language."""
    yield _hub(site.edition(part.tree))


def plan_year(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the page of a year, if anything is held of it."""
    edition = site.edition(part.tree)
    if part.key in edition.tree.years:
        yield _year(edition, part.key)


def plan_month(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the page of a month."""
    edition = site.edition(part.tree)
    if part.key in edition.tree.months:
        yield _month(edition, part.key)


def plan_day(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the pages of a day."""
    edition = site.edition(part.tree)
    if part.key in edition.tree.days:
        front = routes.dated(edition.tag, part.key)
        for page in list_pages(front, edition.tree.day(part.key)):
            yield _day(edition, part.key, page)


def _hub(edition: Edition) -> Page:
    address = routes.archive(edition.tag)
    link = edition.site.linker(address)
    tree = edition.tree
    shelf = PageLink(
        edition.t.undated, link(routes.undated(edition.tag)), _items(edition, tree.undated_count)
    )
    view = YearView(
        "archive",
        edition.crumbs(link, Link(edition.t.archive)),
        edition.t.archive,
        rows=tuple(
            (_date_link(edition, link, year), _months(edition, year, link))
            for year in reversed(list(tree.years))
        ),
        undated=shelf if tree.undated_count else None,
    )
    return edition.page(address, edition.t.archive, "year.html", view)


def _months(edition: Edition, year: str, link: Linker) -> tuple[PageLink, ...]:
    return tuple(
        PageLink(
            edition.month(month),
            link(routes.dated(edition.tag, month)),
            edition.number(sum(edition.tree.days[day] for day in edition.tree.months[month])),
        )
        for month in edition.tree.years[year]
    )


def _year(edition: Edition, year: str) -> Page:
    address = routes.dated(edition.tag, year)
    link = edition.site.linker(address)
    rows = tuple(
        (
            Link(edition.month(month), link(routes.dated(edition.tag, month))),
            _month_steps(edition, month, link),
        )
        for month in edition.tree.years[year]
    )
    older, newer = around(edition.tree.years, year, partial(_date_link, edition, link))
    view = YearView(
        "year",
        edition.crumbs(link, *edition.date_crumbs(year, link)),
        edition.date(year),
        rows,
        heading_key="year_archive",
        older=older,
        newer=newer,
    )
    return edition.page(address, edition.date(year), "year.html", view, Beside(year))


def _month_steps(edition: Edition, month: str, link: Linker) -> tuple[PageLink, ...]:
    """Return a month's days; in a year that holds most days, only how much the month holds."""
    tree = edition.tree
    year = tree.years[month[:4]]
    if sum(len(tree.months[one]) for one in year) <= YEAR_DAYS:
        return tuple(_day_link(edition, day, link) for day in tree.months[month])
    items = sum(tree.days[day] for day in tree.months[month])
    return (PageLink(_items(edition, items), link(routes.dated(edition.tag, month))),)


def _day_link(edition: Edition, day: str, link: Linker) -> PageLink:
    items = _items(edition, edition.tree.days[day])
    return PageLink(edition.number(int(day[8:])), link(routes.dated(edition.tag, day)), items)


def _items(edition: Edition, number: int) -> str:
    return edition.t.count("items", number)


def _date_link(edition: Edition, link: Linker, date: str) -> Link:
    return Link(edition.date(date), link(routes.dated(edition.tag, date)))


def _month(edition: Edition, month: str) -> Page:
    address = routes.dated(edition.tag, month)
    link = edition.site.linker(address)
    days = edition.tree.months[month]
    older, newer = around(edition.tree.months, month, partial(_date_link, edition, link))
    title = edition.date(month)
    view = ListView(
        "month",
        edition.crumbs(link, *edition.date_crumbs(month, link)),
        title,
        groups=tuple(_month_group(edition, day, link) for day in reversed(days)),
        heading_key="month_archive",
        items=sum(edition.tree.days[day] for day in days),
        dense=True,
        older=older,
        newer=newer,
    )
    widgets = (month_grid(edition, month, "", link),)
    return edition.page(address, title, "list.html", view, Beside(month, widgets=widgets))


def _month_group(edition: Edition, day: str, link: Linker) -> Group:
    """Return a day of a month page: titles alone, since the day's own page says the rest."""
    entries = edition.tree.day(day)
    cards = (edition.card(entry, link, teaser=False) for entry in reversed(entries[-MONTH_ITEMS:]))
    return Group(
        Link(edition.date(day, weekday=True), link(routes.dated(edition.tag, day))),
        tuple(Card(card.title, card.href, card.lang, card.dir) for card in cards),
        note=_items(edition, len(entries)) if len(entries) > MONTH_ITEMS else "",
    )


def _day(edition: Edition, day: str, page: ListPage) -> Page:
    link = edition.site.linker(page.address)
    older, newer = around(edition.tree.days, day, partial(_date_link, edition, link))
    title = edition.date(day, weekday=True)
    captured = any(entry.basis == "captured" for entry in page.entries)
    view = ListView(
        "day",
        edition.crumbs(link, *edition.date_crumbs(day, link)),
        title,
        groups=tuple(_by_section(edition, page.entries, link)),
        heading_key="day_archive",
        items=page.items,
        basis_note=edition.t.basis_captured_note if captured else "",
        dense=True,
        pages=numbered_pages(edition, page, link),
        page_number=page.number,
        page_count=page.count,
        older=older,
        newer=newer,
    )
    widgets = (month_grid(edition, day[:7], day, link),)
    return edition.page(page.address, title, "list.html", view, Beside(day, widgets=widgets))


def _by_section(edition: Edition, entries: tuple[Entry, ...], link: Linker) -> Iterator[Group]:
    """Yield the items of a day, newest first, under their sections in the menu's order."""
    groups: dict[str, list[Card]] = defaultdict(list)
    for entry in reversed(entries):
        outer = entry.sections[0] if entry.sections else ""
        groups[outer].append(edition.card(entry, link, section=len(entry.sections) > 1))
    for slug in (*edition.tree.sections, ""):
        if slug in groups:
            heading = edition.section_link(slug, link) if slug else None
            yield Group(heading, tuple(groups[slug]))
