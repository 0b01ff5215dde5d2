"""Long lists, cut so that nothing shifts when an archive fills in from any end.

Pages are counted from the oldest items and are full; what is left over, the newest,
stands on the list's own address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from warraq.catalog import Entry
from warraq.catalog.lines import neighbours
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.routes import Linker
from warraq.publish.views.parts import Link, PageLink

# Sixty titles are two or three screens, and stay within the budget of a first view.
PAGE_ITEMS = 60

# So many numbers are shown around that of the page.
NUMBERS = 5


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list that stands at `front`: its entries, older first, of `items` in all."""

    front: str
    entries: tuple[Entry, ...]
    items: int
    number: int
    count: int

    @property
    def is_newest(self) -> bool:
        """Whether it has the newest entries, and so stands at the list's own address."""
        return self.number == self.count

    @property
    def address(self) -> str:
        return self.at(self.number)

    def at(self, number: int) -> str:
        """Return the address of another page of the list."""
        return self.front if number == self.count else routes.page_of(self.front, number)


def list_pages(front: str, entries: tuple[Entry, ...]) -> Iterator[ListPage]:
    """Yield the pages of a list at `front`, the oldest entries first; none for an empty one."""
    items = len(entries)
    starts = range(0, items, PAGE_ITEMS)
    for number, start in enumerate(starts, start=1):
        held = entries[start : start + PAGE_ITEMS]
        yield ListPage(front, held, items, number, len(starts))


def numbered_pages(edition: Edition, page: ListPage, link: Linker) -> tuple[PageLink, ...]:
    """Return links to the pages of a list around one of them; none for a single page."""
    if page.count <= 1:
        return ()
    first = max(1, min(page.number - NUMBERS // 2, page.count - NUMBERS + 1))
    shown = {1, page.count, *range(first, min(page.count, first + NUMBERS - 1) + 1)}
    return tuple(_numbered(edition, page, number, link) for number in sorted(shown))


def _numbered(edition: Edition, page: ListPage, number: int, link: Linker) -> PageLink:
    current = number == page.number
    return PageLink(
        edition.number(number), "" if current else link(page.at(number)), current=current
    )


def around(
    line: Iterable[str], here: str, to: Callable[[str], Link]
) -> tuple[Link | None, Link | None]:
    """Return links `to` what is older and what is newer in a sorted line of dates."""
    older, newer = neighbours(line, here)
    return to(older) if older else None, to(newer) if newer else None
