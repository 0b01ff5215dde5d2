"""Which slices a whole site has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from warraq.catalog.slices import OF_MANY, Slice, article_slice, days_slice, section_month_slice
from warraq.catalog.tree import Tree

# Of so many articles what is asked once for all of them is little for each.
STRETCH = 128


def all_slices(trees: Iterable[Tree], *, author_pages: bool) -> Iterator[Slice]:
    """Yield every slice of the site."""
    yield from (Slice("root"), Slice("assets"), Slice("not-found"))
    for tree in trees:
        tag = tree.tag
        for kind in ("home", "hub", "plain", "removed", "redirects", "undated"):
            yield Slice(kind, tag)
        yield from (days_slice(tag, *ends) for ends in _stretches(tree.days))
        yield from (Slice("day", tag, day) for day in tree.days)
        yield from (Slice("month", tag, month) for month in tree.months)
        yield from (Slice("year", tag, year) for year in tree.years)
        for slug in tree.sections:
            yield Slice("section", tag, slug)
            yield from (section_month_slice(tag, slug, one) for one in tree.section_months(slug))
        yield from (Slice("bucket", tag, start) for start in tree.undated_buckets)
        if author_pages:
            yield from (Slice("author", tag, name) for name in tree.author_names)


def _stretches(days: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the first and the last days of stretches that hold some articles each."""
    first, held = "", 0
    for day, count in days.items():
        first, held = first or day, held + count
        if held >= STRETCH:
            yield first, day
            first, held = "", 0
    if first:
        yield first, day


def articles_of(part: Slice, trees: Iterable[Tree]) -> Iterator[Slice]:
    """Yield the articles that a slice of many makes, each as a slice of its own."""
    if part.kind not in OF_MANY:
        return
    tree = next(tree for tree in trees if tree.tag == part.tree)
    if part.kind == "articles":
        found = tree.around.articles_between(*part.days, 0)
    else:
        found = tree.around.undated_bucket(part.key)
    yield from (article_slice(part.tree, around.entry.file) for around in found)
