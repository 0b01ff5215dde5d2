"""PLANNERS: which pages a site has.

Each looks at the site and yields pages; none writes. A new kind of page is a
module here and a line in the tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from warraq.publish.page import Page, without_clashes
from warraq.publish.planners import articles, assets, dates, home, pages, sections
from warraq.publish.site import Site

Planner = Callable[[Site], Iterator[Page]]

PLANNERS: tuple[Planner, ...] = (
    home.plan,
    articles.plan,
    sections.plan,
    dates.plan,
    pages.plan,
    assets.plan,
    # Last, since old addresses give way to whatever stands there now.
    articles.plan_redirects,
)


def plan_site(site: Site) -> Iterator[Page]:
    """Yield every page of the site; two on one path are refused, naming both."""
    return without_clashes(page for planner in PLANNERS for page in planner(site))
