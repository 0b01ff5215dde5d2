"""Which slices of the site a change touches.

The functions here may name too many, never too few; what comes out equal is not written.
Positions are compared in the catalog as it is after the change: an article that has gone
leaves its place to its neighbours, and one that has come enters what it stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from warraq.catalog import WINDOW, Entry
from warraq.catalog.lines import neighbours
from warraq.catalog.slices import Slice, article_slice, day_slice, section_month_slice
from warraq.catalog.tree import Tree


def touched_by(entry: Entry, tree: Tree, *, first: bool, author_pages: bool) -> Iterator[Slice]:
    """Yield the slices that show `entry`, or would have shown it, in `tree` as it is now.

    `first` says that the tree is the site's first one, which the root shows.
    """
    tag = tree.tag
    yield article_slice(tag, entry.file)
    yield from (Slice(kind, tag) for kind in ("home", "hub", "plain"))
    if not entry.listed:
        yield Slice("removed", tag)
    if tree.is_redirected(entry):
        yield Slice("redirects", tag)
    if first:
        yield from (Slice("root"), Slice("not-found"))
    yield from (Slice("section", tag, slug) for slug in (*tree.sections, *entry.sections))
    if author_pages:
        yield from (Slice("author", tag, name) for name in entry.authors)
    for other in tree.around.beside(entry, WINDOW):
        yield article_slice(tag, other.file)
    if not entry.date:
        yield Slice("undated", tag)
    for day in {entry.day, entry.stated} - {""}:
        yield from _touched_lists(day, entry, tree)
    if entry.date:
        # Every page of a day says what the day is the day of, which its newest article decides.
        if tree.is_filed_otherwise(entry):
            yield day_slice(tag, entry.day)
        yield from _touched_windows(entry, tree, author_pages=author_pages)


def _touched_lists(day: str, entry: Entry, tree: Tree) -> Iterator[Slice]:
    """Yield the lists of a day, and those that lead to them or show which days there are."""
    tag, month, year = tree.tag, day[:7], day[:4]
    yield from (Slice("day", tag, one) for one in _around(tree.days, day))
    yield from (Slice("day", tag, one) for one in tree.months.get(month, ()))
    yield from (Slice("month", tag, one) for one in _around(tree.months, month))
    yield from (Slice("year", tag, one) for one in _around(tree.years, year))
    for slug in entry.sections if entry.date else ():
        months = tree.section_months(slug)
        for one in _around(months, entry.day[:7]):
            yield section_month_slice(tag, slug, one)


def _around(line: Iterable[str], here: str) -> Iterator[str]:
    """Yield a name with its neighbours in a sorted line, whether it stands there or not."""
    yield here
    yield from filter(None, neighbours(line, here))


def _touched_windows(entry: Entry, tree: Tree, *, author_pages: bool) -> Iterator[Slice]:
    """Yield what shows `entry` among the newest articles of earlier days, months, years."""
    tag = tree.tag
    end = tree.around.after(entry, WINDOW)
    # What has nothing earlier to show, shows the first articles of all.
    first = _first_to_show(entry, tree)
    for day in _up_to_or_between(tree.days, first[:10], entry.day, end[:10]):
        yield day_slice(tag, day)
        yield Slice("day", tag, day)
    months = list(_up_to_or_between(tree.months, first[:7], entry.day[:7], end[:7]))
    yield from (Slice("month", tag, month) for month in months)
    for slug, month in product(tree.sections, months):
        yield section_month_slice(tag, slug, month)
    if author_pages:
        names = {name for month in months for name in tree.authors_in(month)}
        yield from (Slice("author", tag, name) for name in names)
    for year in _up_to_or_between(tree.years, first[:4], entry.day[:4], end[:4]):
        yield Slice("year", tag, year)


def _first_to_show(entry: Entry, tree: Tree) -> str:
    """Return the date of the first article where `entry` is, or was, shown as one of the first."""
    oldest = tree.oldest(WINDOW)
    near = len(oldest) < WINDOW or entry.order <= oldest[-1].order
    return oldest[0].date if oldest and near else ""


def _up_to_or_between(line: Iterable[str], first: str, after: str, until: str) -> Iterator[str]:
    """Yield the names up to `first`, and those after one and up to another ("" = all)."""
    for name in line:
        if name <= first or (after < name and (not until or name <= until)):
            yield name
