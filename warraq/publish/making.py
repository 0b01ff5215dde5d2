"""From stale slices to a site that was switched: made by workers, staged, put in place, noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from warraq.catalog.slices import EVERYTHING, Slice, day_slice
from warraq.catalog.store import get_meta, mark_stale, seal_store, set_meta, stale_slices, token_of
from warraq.catalog.whole import all_slices, articles_of
from warraq.config import SiteConfig
from warraq.diagnostics import Diagnostic, Report
from warraq.project import Project
from warraq.publish.builder import Built, Job, build_slices, close_builder
from warraq.publish.damage import mark_whole
from warraq.publish.halves import Build, Inside, Parts, made_in_halves
from warraq.publish.manifest import standing
from warraq.publish.owners import Owners, name_of, owner_of
from warraq.publish.site import read_site
from warraq.publish.writer import Writer, own_files
from warraq.stopwatch import phase
from warraq.workers import LostError, Pool, run

if TYPE_CHECKING:
    from warraq.progress import Move

# Below so many pages a pool costs more than it saves.
MANY = 400

# So many slices go to a worker at once.
BATCH = 32

# Why a slice is still to be made, which no build makes without a worker.
_DEADLY = "its worker ended twice"


def make(
    project: Project,
    config: SiteConfig,
    database: sqlite3.Connection,
    report: Report,
    progress: Move,
    pool: Pool,
) -> None:
    """Make the stale slices and switch to the site they belong to."""
    stands = standing(project.output)
    anew = not stands or get_meta(database, "manifest") != stands
    manifest = own_files(project.output) if anew else {}
    stale = stale_slices(database)
    lost: set[Slice] = set()
    job = Job(project, config, token_of(database))
    whole = EVERYTHING in stale
    parts = _all(project, config) if whole else _needed(database, stale)
    writer = Writer(project, lambda path: path in manifest or bool(owner_of(database, path)))
    try:
        owners = Owners(database, writer, () if whole else stale)
        pages = len(parts) + (_articles(database) if whole else 0)
        helpers = pool if pages >= MANY or _was_deadly(database) else None
        build = partial(build_slices, job)
        inside = partial(_inside, project, config)
        for built in _built(build, parts, helpers, inside, lost):
            owners.take(built)
            progress(owners.number, max(pages, owners.number))
        if lost:
            owners.keep(lost, manifest if anew else None)
            writer.drop_untaken()
            report.extend(_lost(part) for part in sorted(lost, key=str))
        with phase("switch", len(owners.paths)):
            owners.settle(project)
            old = manifest.keys() | owners.before(whole=whole)
            written, removed = writer.switch(old - owners.paths.keys(), anew=anew)
    except BaseException:
        writer.discard()
        raise
    finally:
        close_builder(job)
    report.counts |= {"written": written, "removed": removed}
    try:
        _remember(project, database, owners, lost, anew=anew)
    except (OSError, sqlite3.Error) as error:
        report.add(_not_remembered(error))


def _articles(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])


def _all(project: Project, config: SiteConfig) -> tuple[Slice, ...]:
    with closing(read_site(project, config)) as site:
        return tuple(all_slices(site.catalog.trees, author_pages=config.author_pages))


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


def _built(
    build: Build, parts: tuple[Slice, ...], pool: Pool | None, inside: Inside, lost: set[Slice]
) -> Iterator[tuple[Built, ...]]:
    """Yield the pages of every slice, in batches; add what ended its worker to `lost`."""
    for batch, built in run(build, _batches(parts), pool):
        if not isinstance(built, LostError):
            yield built
        elif pool is not None:
            yield from made_in_halves(build, batch, pool, inside, lost)


def _was_deadly(database: sqlite3.Connection) -> bool:
    """Return whether a slice that is to be made has ended workers before."""
    query = "SELECT 1 FROM stale WHERE reason = ? LIMIT 1"
    return database.execute(query, (_DEADLY,)).fetchone() is not None


def _inside(project: Project, config: SiteConfig, part: Slice) -> Parts:
    """Return the articles of a slice of many."""
    with closing(read_site(project, config)) as site:
        return tuple(articles_of(part, site.catalog.trees))


def _batches(parts: Parts) -> list[Parts]:
    """Return the slices in batches, small enough that no worker is left with the last one."""
    size = max(1, min(BATCH, len(parts) // 128 + 3))
    return [parts[start : start + size] for start in range(0, len(parts), size)]


def _lost(part: Slice) -> Diagnostic:
    where = name_of(part) if part.is_article else f"output/{part.tree}"
    what = part.kind if part.is_article else part.words
    hint = "the rest of the site was made, and this is as it was; look at the file that is named"
    message = f"making this ended its process, twice ({what})"
    return Diagnostic(where, "lost-worker", message, hint)


@phase("remember")
def _remember(
    project: Project, database: sqlite3.Connection, owners: Owners, lost: set[Slice], *, anew: bool
) -> None:
    """Note what stands now, and that nothing is stale any more but what was lost."""
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
