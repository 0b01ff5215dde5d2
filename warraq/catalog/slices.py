"""Slices: the parts a site is planned in, and which of them a change touches.

A slice is what one planner call makes: a day's articles, one list, one front. The
functions here may name too many slices for a change, never too few; what comes out
equal is not written. Positions are compared in the catalog as it is after the change:
an article that has gone leaves its place to its neighbours, and one that has come
marks what it stands beside itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from warraq.catalog import Entry
from warraq.catalog.tree import Tree

# As many as the ticker of a dated page shows, and the related grid of an article.
WINDOW = 3

# Of so many articles what is asked once for all of them is little for each.
STRETCH = 128


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the site: what kind of pages, of which language, for which key.

    The key is a date, a stretch of days, a section, a section with a month
    (`security 2018-05`), a content file, or empty.
    """

    kind: str
    tree: str = ""
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}\t{self.tree}\t{self.key}"


def slice_of(text: str) -> Slice:
    """Return the slice that `str` wrote."""
    return Slice(*text.split("\t", 2))


def all_slices(trees: Iterable[Tree], *, author_pages: bool) -> Iterator[Slice]:
    """Yield every slice of the site."""
    yield from (Slice("root"), Slice("assets"), Slice("not-found"))
    for tree in trees:
        tag = tree.tag
        for kind in ("home", "hub", "plain", "removed", "redirects", "undated"):
            yield Slice(kind, tag)
        yield from (Slice("articles", tag, days) for days in _stretches(tree.days))
        yield from (Slice("day", tag, day) for day in tree.days)
        yield from (Slice("month", tag, month) for month in tree.months)
        yield from (Slice("year", tag, year) for year in tree.years)
        for slug in tree.sections:
            yield Slice("section", tag, slug)
            for month in tree.section_months(slug):
                yield Slice("section-month", tag, f"{slug} {month}")
        yield from (Slice("bucket", tag, start) for start in tree.undated_buckets)
        if author_pages:
            yield from (Slice("author", tag, name) for name in tree.author_names)


def _stretches(days: Mapping[str, int]) -> Iterator[str]:
    """Yield days in stretches (`2018-05-01 2018-05-27`) that hold some articles each."""
    first, held = "", 0
    for day, count in days.items():
        first, held = first or day, held + count
        if held >= STRETCH:
            yield f"{first} {day}"
            first, held = "", 0
    if first:
        yield f"{first} {day}"


def articles_of(part: Slice, trees: Iterable[Tree]) -> Iterator[Slice]:
    """Yield the articles that a slice of many makes, each as a slice of its own."""
    if part.kind not in ("articles", "bucket"):
        return
    tree = next(tree for tree in trees if tree.tag == part.tree)
    first, _, last = part.key.partition(" ")
    if part.kind == "articles":
        found = tree.articles_between(first, last or first, 0)
    else:
        found = tree.undated_bucket(part.key)
    yield from (Slice("article", part.tree, around.entry.file) for around in found)


def touched_by(entry: Entry, tree: Tree, *, first: bool, author_pages: bool) -> Iterator[Slice]:
    """Yield the slices that show `entry`, or would have shown it, in `tree` as it is now.

    `first` says that the tree is the site's first one, which the root shows.
    """
    tag = tree.tag
    yield Slice("article", tag, entry.file)
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
    for other in tree.beside(entry, WINDOW):
        yield Slice("article", tag, other.file)
    if not entry.date:
        yield Slice("undated", tag)
    for day in {entry.day, entry.stated} - {""}:
        yield from _touched_lists(day, entry, tree)
    if entry.date:
        # Every page of a day says what the day is the day of, which its newest article decides.
        if tree.is_filed_otherwise(entry):
            yield Slice("articles", tag, entry.day)
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
            yield Slice("section-month", tag, f"{slug} {one}")


def _around(line: Iterable[str], here: str) -> Iterator[str]:
    """Yield a name with its neighbours in a sorted line, whether it stands there or not."""
    names = list(line)
    earlier = [name for name in names if name < here]
    later = [name for name in names if name > here]
    yield here
    yield from earlier[-1:]
    yield from later[:1]


def _touched_windows(entry: Entry, tree: Tree, *, author_pages: bool) -> Iterator[Slice]:
    """Yield what shows `entry` among the newest articles of earlier days, months, years."""
    tag = tree.tag
    end = tree.after(entry, WINDOW)
    # What has nothing earlier to show, shows the first articles of all.
    first = _first_to_show(entry, tree)
    for day in _up_to_or_between(tree.days, first[:10], entry.day, end[:10]):
        yield Slice("articles", tag, day)
        yield Slice("day", tag, day)
    months = list(_up_to_or_between(tree.months, first[:7], entry.day[:7], end[:7]))
    yield from (Slice("month", tag, month) for month in months)
    for slug, month in product(tree.sections, months):
        yield Slice("section-month", tag, f"{slug} {month}")
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
