"""PLANNERS: which pages a slice of the site has.

Each looks at the site through the slice's key and yields pages; none writes. A new
kind of page is a function here, a line in the table, and a line in the catalog's
slices for what touches it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from warraq.catalog.slices import Slice
from warraq.publish.page import Page
from warraq.publish.planners import articles, assets, dates, home, pages, sections, undated
from warraq.publish.site import Site

Planner = Callable[[Site, Slice], Iterator[Page]]

PLANNERS: Mapping[str, Planner] = MappingProxyType(
    {
        "root": home.plan_root,
        "home": home.plan_home,
        "articles": articles.plan_days,
        "article": articles.plan_one,
        "bucket": articles.plan_bucket,
        "removed": articles.plan_removed,
        "redirects": articles.plan_redirects,
        "section": sections.plan_section,
        "section-month": sections.plan_section_month,
        "author": sections.plan_author,
        "hub": dates.plan_hub,
        "year": dates.plan_year,
        "month": dates.plan_month,
        "day": dates.plan_day,
        "undated": undated.plan_undated,
        "plain": pages.plan_plain,
        "not-found": pages.plan_not_found,
        "assets": assets.plan,
    }
)


def plan_slice(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the pages of a slice; none where what it was made of has gone."""
    return PLANNERS[part.kind](site, part)
