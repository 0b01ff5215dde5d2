"""From stale slices to a site that was switched: made by workers, staged, put in place, noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from warraq.catalog.slices import EVERYTHING, Slice, day_slice
from warraq.catalog.store import mark_stale, seal_store, set_meta, stale_slices, token_of
from warraq.catalog.whole import all_slices, articles_of
from warraq.diagnostics import Diagnostic, Report
from warraq.publish.build import Build
from warraq.publish.builder import Job, build_slices, close_builder
from warraq.publish.halves import Maker, Parts
from warraq.publish.output.damage import mark_whole
from warraq.publish.output.made import Made
from warraq.publish.output.manifest import standing
from warraq.publish.output.owners import Owners, name_of, owner_of
from warraq.publish.output.writer import Writer, own_files
from warraq.publish.site import read_site
from warraq.stopwatch import phase

# Below so many pages a pool costs more than it saves.
MANY = 400

# So many slices go to a worker at once.
BATCH = 32

# Why a slice is still to be made, which no build makes without a worker.
_DEADLY = "its worker ended twice"


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made: some slices, which have about so many `pages`.

    `stale` are those that were marked, none where the whole site is made. `unknown` are the
    files and digests of a site of which nothing else is sure, None where all of it is known.
    """

    parts: Parts
    pages: int
    stale: Parts
    unknown: Mapping[str, str] | None


def make(build: Build, report: Report) -> None:
    """Make the stale slices and switch to the site they belong to."""
    order = _order(build)
    made = Made(build.database)
    writer = Writer(build.project, made, partial(_is_own, build.database, order))
    owners = Owners(build.database, made, writer, order.stale)
    try:
        lost = _make_parts(build, order, made, owners)
        if lost:
            owners.keep(lost, order.unknown)
            writer.drop_unmade()
            report.extend(_lost(part) for part in sorted(lost, key=str))
        with phase("switch", made.number):
            owners.settle(build.project)
            gone = _gone(order, made, owners)
            written, removed = writer.switch(gone, anew=order.unknown is not None)
    except BaseException:
        writer.discard()
        raise
    report.counts |= {"written": written, "removed": removed}
    try:
        _remember(build, owners, lost, anew=order.unknown is not None)
    except (OSError, sqlite3.Error) as error:
        report.add(_not_remembered(error))


def _order(build: Build) -> _Order:
    """Return what is to be made; refuse to write into a folder that is not ours."""
    unknown = None if build.knows_the_site else own_files(build.project.output)
    stale = stale_slices(build.database)
    if EVERYTHING in stale:
        parts = _all(build)
        return _Order(parts, len(parts) + _articles(build.database), (), unknown)
    parts = _needed(build.database, stale)
    return _Order(parts, len(parts), stale, unknown)


def _all(build: Build) -> tuple[Slice, ...]:
    with closing(read_site(build.project, build.config)) as site:
        return tuple(all_slices(site.catalog.trees, author_pages=build.config.author_pages))


def _articles(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])


def _needed(database: sqlite3.Connection, stale: tuple[Slice, ...]) -> tuple[Slice, ...]:
    """Return the slices to make: an article whose whole day is made needs no turn of its own."""
    made = frozenset(stale)
    return tuple(part for part in stale if _day_of(database, part) not in made)


def _day_of(database: sqlite3.Connection, part: Slice) -> Slice | None:
    """Return the slice that makes an article with its day, None for what no day has."""
    if not part.is_article:
        return None
    query = "SELECT substr(date, 1, 10) FROM entries WHERE file = ? AND listed = 1"
    row = database.execute(query, (part.key,)).fetchone()
    return day_slice(part.tree, row[0]) if row else None


def _is_own(database: sqlite3.Connection, order: _Order, path: str) -> bool:
    """Return whether a file of the site that stands is from an earlier build."""
    return path in (order.unknown or ()) or bool(owner_of(database, path))


def _make_parts(build: Build, order: _Order, made: Made, owners: Owners) -> frozenset[Slice]:
    """Make slices and give their pages to `owners`; return what could not be made."""
    job = Job(build.project, build.config, token_of(build.database))
    helpers = build.pool if order.pages >= MANY or _was_deadly(build.database) else None
    maker = Maker(partial(build_slices, job), partial(_inside, build), helpers)
    try:
        for built in maker.made(_batches(order.parts)):
            owners.take(built)
            build.progress(made.number, max(order.pages, made.number))
    finally:
        close_builder(job)
    return frozenset(maker.lost)


def _was_deadly(database: sqlite3.Connection) -> bool:
    """Return whether a slice that is to be made has ended workers before."""
    query = "SELECT 1 FROM stale WHERE reason = ? LIMIT 1"
    return database.execute(query, (_DEADLY,)).fetchone() is not None


def _inside(build: Build, part: Slice) -> Parts:
    """Return the articles of a slice of many."""
    with closing(read_site(build.project, build.config)) as site:
        return tuple(articles_of(part, site.catalog.trees))


def _batches(parts: Parts) -> list[Parts]:
    """Return the slices in batches, small enough that no worker is left with the last one."""
    size = max(1, min(BATCH, len(parts) // 128 + 3))
    return [parts[start : start + size] for start in range(0, len(parts), size)]


def _gone(order: _Order, made: Made, owners: Owners) -> list[str]:
    """Return the files of the site that stands which are none of the next one."""
    unknown = (path for path in order.unknown or () if not made.owner_of(path))
    return sorted({*unknown, *owners.gone()})


def _lost(part: Slice) -> Diagnostic:
    where = name_of(part) if part.is_article else f"output/{part.tree}"
    what = part.kind if part.is_article else part.words
    hint = "the rest of the site was made, and this is as it was; look at the file that is named"
    message = f"making this ended its process, twice ({what})"
    return Diagnostic(where, "lost-worker", message, hint)


@phase("remember")
def _remember(build: Build, owners: Owners, lost: Iterable[Slice], *, anew: bool) -> None:
    """Note what stands now, and that nothing is stale any more but what was lost."""
    project, database = build.project, build.database
    database.execute("BEGIN")
    owners.remember(anew=anew)
    database.execute("DELETE FROM stale")
    mark_stale(database, lost, _DEADLY)
    set_meta(database, "manifest", standing(project.output))
    database.execute("COMMIT")
    mark_whole(project)
    seal_store(project.catalog)


def _not_remembered(error: Exception) -> Diagnostic:
    hint = "make room, or mend the rights of .warraq/; the next build makes everything anew"
    message = f"the site is written, but not what the next build should know: {error}"
    return Diagnostic(".warraq", "not-remembered", message, hint, severity="warning")
