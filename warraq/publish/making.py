"""From stale slices to a site that was switched: made by workers, staged, put in place, noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from warraq.catalog.slices import all_slices, articles_of, slice_of
from warraq.catalog.store import get_meta, mark_stale, seal_store, set_meta, stale_slices, token_of
from warraq.config import SiteConfig
from warraq.diagnostics import Diagnostic, Report
from warraq.project import Project
from warraq.publish.builder import Built, Job, build_slices, close_builder
from warraq.publish.damage import mark_whole
from warraq.publish.halves import Build, Inside, Parts, made_in_halves
from warraq.publish.manifest import standing
from warraq.publish.owners import Owners, name_of, owner_of
from warraq.publish.reasons import EVERYTHING
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
    lost: set[str] = set()
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
            report.extend(_lost(part) for part in sorted(lost))
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


def _all(project: Project, config: SiteConfig) -> list[str]:
    with closing(read_site(project, config)) as site:
        found = all_slices(site.catalog.trees, author_pages=config.author_pages)
        return [str(one) for one in found]


def _needed(database: sqlite3.Connection, stale: list[str]) -> list[str]:
    """Return the slices to make: an article whose whole day is made needs no turn of its own."""
    days = {part.split("\t", 1)[1] for part in stale if part.startswith("articles\t")}
    needed = []
    for part in stale:
        kind, tree, key = part.split("\t", 2)
        if kind == "article":
            query = "SELECT substr(date, 1, 10) FROM entries WHERE file = ? AND listed = 1"
            row = database.execute(query, (key,)).fetchone()
            if row and f"{tree}\t{row[0]}" in days:
                continue
        needed.append(part)
    return needed


def _built(
    build: Build, parts: list[str], pool: Pool | None, inside: Inside, lost: set[str]
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


def _inside(project: Project, config: SiteConfig, part: str) -> Parts:
    """Return the articles of a slice of many."""
    with closing(read_site(project, config)) as site:
        return tuple(str(one) for one in articles_of(slice_of(part), site.catalog.trees))


def _batches(parts: list[str]) -> list[tuple[str, ...]]:
    """Return the slices in batches, small enough that no worker is left with the last one."""
    size = max(1, min(BATCH, len(parts) // 128 + 3))
    return [tuple(parts[start : start + size]) for start in range(0, len(parts), size)]


def _lost(part: str) -> Diagnostic:
    kind, tree, _ = part.split("\t", 2)
    where = name_of(part) if kind == "article" else f"output/{tree}"
    what = kind if kind == "article" else name_of(part)
    hint = "the rest of the site was made, and this is as it was; look at the file that is named"
    message = f"making this ended its process, twice ({what})"
    return Diagnostic(where, "lost-worker", message, hint)


@phase("remember")
def _remember(
    project: Project, database: sqlite3.Connection, owners: Owners, lost: set[str], *, anew: bool
) -> None:
    """Note what stands now, and that nothing is stale any more but what was lost."""
    database.execute("BEGIN")
    owners.remember(anew=anew)
    database.execute("DELETE FROM stale")
    mark_stale(database, ((part, _DEADLY) for part in lost))
    set_meta(database, "manifest", standing(project.output))
    database.execute("COMMIT")
    mark_whole(project)
    seal_store(project.catalog)


def _not_remembered(error: Exception) -> Diagnostic:
    hint = "make room, or mend the rights of .warraq/; the next build makes everything anew"
    message = f"the site is written, but not what the next build should know: {error}"
    return Diagnostic(".warraq", "not-remembered", message, hint, severity="warning")
