"""The undated shelf: articles that no page, address or capture gives a day."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.catalog import Entry
from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.page import Page
from warraq.publish.planners.lists import chunks, numbered_pages
from warraq.publish.routes import Linker
from warraq.publish.shells import STILL
from warraq.publish.site import Site
from warraq.publish.views.mains import ListView
from warraq.publish.views.parts import Card, Group, Link


def plan_undated(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the undated shelf."""
    yield from _undated(site.edition(part.tree))


def _undated(edition: Edition) -> Iterator[Page]:
    parts = chunks(edition.tree.undated)
    for number, part in enumerate(parts, start=1):
        front = routes.undated(edition.tag)
        address = front if number == len(parts) else routes.page_of(front, number)
        link = edition.site.linker(address)
        view = ListView(
            "undated",
            edition.crumbs(
                link,
                Link(edition.t.archive, link(routes.archive(edition.tag))),
                Link(edition.t.undated),
            ),
            edition.t.undated,
            groups=(Group(None, tuple(_undated_cards(edition, part, link))),),
            # Full pages stay as they are when more comes: they do not say how much there is.
            items=edition.tree.undated_count if address == front else 0,
            pages=numbered_pages(edition, front, number, len(parts), link),
            page_number=number,
            page_count=len(parts),
        )
        yield edition.page(address, edition.t.undated, "list.html", view, day=STILL)


def _undated_cards(edition: Edition, part: tuple[Entry, ...], link: Linker) -> Iterator[Card]:
    return (edition.card(entry, link, teaser=False) for entry in reversed(part))
