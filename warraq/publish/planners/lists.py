"""Long lists, cut so that nothing shifts when an archive fills in from any end.

Pages are counted from the oldest items and are full; what is left over, the newest,
stands on the list's own address.
"""

from __future__ import annotations

from typing import TypeVar

from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.routes import Linker
from warraq.publish.views.parts import PageLink

# Sixty titles are two or three screens, and stay within the budget of a first view.
PAGE_ITEMS = 60

# Numbers shown around the current page.
WINDOW = 5

T = TypeVar("T")


def chunks(items: tuple[T, ...], size: int = PAGE_ITEMS) -> tuple[tuple[T, ...], ...]:
    """Return the items (older first) in full pages, the newest in the last one."""
    return tuple(items[start : start + size] for start in range(0, len(items), size))


def numbered_pages(
    edition: Edition, front: str, current: int, count: int, link: Linker
) -> tuple[PageLink, ...]:
    """Return links to the pages of a list around the current one; none for a single page."""
    if count <= 1:
        return ()
    first = max(1, min(current - WINDOW // 2, count - WINDOW + 1))
    shown = sorted({1, count, *range(first, min(count, first + WINDOW - 1) + 1)})
    return tuple(
        PageLink(
            edition.number(number),
            ""
            if number == current
            else link(front if number == count else routes.page_of(front, number)),
            current=number == current,
        )
        for number in shown
    )
