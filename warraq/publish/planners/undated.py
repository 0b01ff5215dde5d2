"""The undated shelf: articles that no page, address or capture gives a day."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import STILL, Beside
from warraq.publish.page import Page
from warraq.publish.planners.lists import ListPage, list_pages, numbered_pages
from warraq.publish.site import Site
from warraq.publish.views.mains import ListView
from warraq.publish.views.parts import Group, Link


def plan_undated(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the undated shelf."""
    edition = site.edition(part.tree)
    for page in list_pages(routes.undated(edition.tag), edition.tree.undated):
        yield _undated_page(edition, page)


def _undated_page(edition: Edition, page: ListPage) -> Page:
    link, title = edition.site.linker(page.address), edition.t.undated
    archive = Link(edition.t.archive, link(routes.archive(edition.tag)))
    cards = (edition.card(entry, link, teaser=False) for entry in reversed(page.entries))
    view = ListView(
        "undated",
        edition.crumbs(link, archive, Link(title)),
        title,
        groups=(Group(None, tuple(cards)),),
        # Full pages stay as they are when more comes: they do not say how much there is.
        items=page.items if page.is_newest else 0,
        pages=numbered_pages(edition, page, link),
        page_number=page.number,
        page_count=page.count,
    )
    return edition.page(page.address, title, "list.html", view, Beside(STILL))
