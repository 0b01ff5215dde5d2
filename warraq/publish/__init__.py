"""Publish: `content/` → the site.

The story of a build: see what is other in `content/`, bring the catalog up to date,
make the slices that are stale, stage what changed, and switch.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from warraq.catalog.ask import Catalog
from warraq.catalog.pictures import are_any_shown, mark_all_showing
from warraq.catalog.slices import all_slices
from warraq.catalog.store import (
    as_disk_error,
    empty_content,
    get_meta,
    mark_stale,
    open_store,
    read_store,
    seal_store,
    set_meta,
)
from warraq.catalog.update import Change, Update
from warraq.config import SiteConfig
from warraq.diagnostics import ConfigError, Diagnostic, NotCompletedError, Report
from warraq.project import Project
from warraq.publish.changes import Audience, Reading, problems_in, read_changes
from warraq.publish.damage import mark_damaged, mark_whole
from warraq.publish.fingerprint import assets_digests, site_digests
from warraq.publish.manifest import NAME
from warraq.publish.owners import Owners, owner_of
from warraq.publish.reasons import EVERYTHING, what_changed, why_anew
from warraq.publish.site import read_site
from warraq.publish.sizes import encoder
from warraq.publish.spool import clear_spool
from warraq.publish.sweep import sweep_sizes
from warraq.publish.theme_files import template_files
from warraq.publish.writer import Writer, own_files
from warraq.stopwatch import phase
from warraq.workers import LostError, Pool, processes, run, run_alone

if TYPE_CHECKING:
    from warraq.publish.builder import Built

Progress = Callable[[int, int], None]
Build = Callable[[tuple[str, ...]], "tuple[Built, ...]"]

# Rows and pages are many small values without cycles: looking for cycles among them,
# here and in workers, is idle.
_GC_THRESHOLD = 200_000

# Below so many pages a pool costs more than it saves.
MANY = 400

# So many slices go to a worker at once.
BATCH = 32

# After so many articles one says how many have been read.
_TOLD = 100


def publish(
    project: Project,
    config: SiteConfig,
    report: Report,
    *,
    audience: Audience = "public",
    only: frozenset[str] = frozenset(),
    progress: Progress = lambda done, total: None,
    pool: Pool | None = None,
    verify: bool = False,
) -> None:
    """Write the site. Drafts show only in a `preview`; problems go to `report`.

    Whoever knows that `only` some folders of `content/` changed since the last build names
    them, relative to it. With `verify` every file that stands is read, and made again if it
    was damaged. The caller holds the project's lock. Raises ConfigError before anything is
    written, NotCompletedError with the old site as it was.
    """
    gc.set_threshold(_GC_THRESHOLD)
    path, pool = project.catalog, pool or processes()
    if not project.content.is_dir() and project.output.exists():
        hint = "is its disk mounted? to publish an empty site, make an empty folder"
        message = "the articles are gone, so the site was left as it is"
        raise ConfigError(Diagnostic("content", "no-content", message, hint))
    try:
        with as_disk_error(path), closing(open_store(path)) as database:
            _take_in(project, config, database, audience, only, progress, pool)
            mended: list[Diagnostic] = []
            # In a preview nobody else has any business; what is all made anew is compared.
            if audience == "public" and EVERYTHING not in _stale(database):
                mended = mark_damaged(project, database, thorough=verify)
            # Where nothing was written, its seal is whole: that was checked when it was opened.
            if database.total_changes:
                seal_store(path)
            report.extend(problems_in(database))
            _warn_of_anonymity(project, config, report)
            report.counts |= {"pages": 0, "written": 0, "removed": 0}
            if _stale(database):
                _make(project, config, database, report, progress, pool)
                # Said of what was done; what is in the way is said instead where it is.
                report.extend(mended)
                clear_spool(project.spool)
            report.counts["pages"] = _count(database)
    except OSError as error:
        raise NotCompletedError(_disk_problem(error)) from error


@phase("catalog")
def _take_in(
    project: Project,
    config: SiteConfig,
    database: sqlite3.Connection,
    audience: Audience,
    only: frozenset[str],
    progress: Progress,
    pool: Pool,
) -> None:
    """Bring the catalog up to date, and mark what is stale for it."""
    database.execute("BEGIN")
    standing = _standing(project)
    whole = not standing or get_meta(database, "manifest") != standing
    # A tree may have come, gone or moved with the languages; sections with their names.
    catalog = repr((config.languages, config.sections, config.slug, audience))
    afresh = get_meta(database, "catalog") != catalog
    reason = why_anew(database, standing)
    if afresh:
        empty_content(database)
        set_meta(database, "catalog", catalog)
    clear_spool(project.spool)
    spool = project.spool if afresh else None
    wanted = frozenset() if afresh else only
    reading = Reading(project.content, config, audience, spool, _token(database), wanted)
    update = Update(database, config)
    changes = _counted(read_changes(reading, database, pool), progress)
    update.fill(changes) if afresh else update.apply(changes)
    if whole or afresh:
        mark_stale(database, [(EVERYTHING, reason)])
    database.execute("COMMIT")
    _compare_what_is_shared(project, config, database)


def _counted(changes: Iterator[Change], progress: Progress) -> Iterator[Change]:
    """Yield changes, and say how many there have been: nobody knows yet of how many."""
    for number, change in enumerate(changes, start=1):
        if not number % _TOLD:
            progress(number, 0)
        yield change


@phase("compare what is shared")
def _compare_what_is_shared(
    project: Project, config: SiteConfig, database: sqlite3.Connection
) -> None:
    """Mark all pages as stale where what they share is other, or the files beside them."""
    site = read_site(project, config)
    shared = site_digests(site, template_files(project.templates))
    assets = assets_digests(site)
    made_by = get_meta(database, "encoder")
    database.execute("BEGIN")
    if are_any_shown(database) and made_by != encoder():
        mark_all_showing(database, "pictures are encoded by another Pillow")
        set_meta(database, "encoder", encoder())
    for name, part, now in (("fingerprint", EVERYTHING, shared), ("assets", "assets\t\t", assets)):
        before = json.loads(get_meta(database, name) or "{}")
        if changed := what_changed(before, now):
            mark_stale(database, [(part, changed)])
            set_meta(database, name, json.dumps(now, ensure_ascii=False))
    database.execute("COMMIT")
    # Without Pillow nothing is made anew, and what is kept serves once it is back.
    if encoder() and made_by != get_meta(database, "encoder"):
        sweep_sizes(project)


def _standing(project: Project) -> str:
    """Return what tells the site that stands from any other; "" where none does."""
    try:
        stat = (project.output / NAME).stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"


def _stale(database: sqlite3.Connection) -> list[str]:
    return [one for (one,) in database.execute("SELECT slice FROM stale ORDER BY slice")]


def _articles(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])


def _count(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM outputs").fetchone()[0])


def _make(
    project: Project,
    config: SiteConfig,
    database: sqlite3.Connection,
    report: Report,
    progress: Progress,
    pool: Pool,
) -> None:
    """Make the stale slices and switch to the site they belong to."""
    standing = _standing(project)
    anew = not standing or get_meta(database, "manifest") != standing
    manifest = own_files(project.output) if anew else {}
    stale = _stale(database)
    lost: list[str] = []
    whole = EVERYTHING in stale
    parts = _all(project, config) if whole else _needed(database, stale)
    writer = Writer(project, lambda path: path in manifest or bool(owner_of(database, path)))
    try:
        owners = Owners(database, writer, () if whole else stale)
        pages = len(parts) + (_articles(database) if whole else 0)
        helpers = pool if pages >= MANY else None
        build = _builder(project, config, database)
        for built in _built(build, parts, report, helpers, lost):
            owners.take(built)
            progress(owners.number, max(pages, owners.number))
        with phase("switch", len(owners.paths)):
            owners.settle(project)
            old = manifest.keys() | owners.before(whole=whole)
            written, removed = writer.switch(old - owners.paths.keys(), anew=anew)
    except BaseException:
        writer.discard()
        raise
    report.counts |= {"written": written, "removed": removed}
    try:
        _remember(project, database, owners, lost, anew=anew)
    except (OSError, sqlite3.Error) as error:
        report.add(_not_remembered(error))


def _all(project: Project, config: SiteConfig) -> list[str]:
    trees = read_site(project, config).catalog.trees
    return [str(one) for one in all_slices(trees, author_pages=config.author_pages)]


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


def _token(database: sqlite3.Connection) -> str:
    """Return what tells this build's catalog from another one's."""
    return str(database.execute("PRAGMA data_version").fetchone()[0]) + str(time.time_ns())


def _builder(project: Project, config: SiteConfig, database: sqlite3.Connection) -> Build:
    """Return what makes the pages of some slices, in any process."""
    # A build that finds nothing to do needs neither planners nor templates.
    from warraq.publish.builder import Job, build_slices

    return partial(build_slices, Job(project, config, _token(database)))


def _built(
    build: Build,
    parts: list[str],
    report: Report,
    pool: Pool | None,
    lost: list[str],
) -> Iterator[tuple[Built, ...]]:
    """Yield the pages of every slice, in batches; add what ended its worker to `lost`."""
    for batch, built in run(build, _batches(parts), pool):
        if not isinstance(built, LostError):
            yield built
        elif pool is not None:
            for one, alone in run_alone(build, [(part,) for part in batch], pool):
                if isinstance(alone, LostError):
                    lost.append(one[0])
                    report.add(_lost(one[0]))
                else:
                    yield alone


def _batches(parts: list[str]) -> list[tuple[str, ...]]:
    """Return the slices in batches, small enough that no worker is left with the last one."""
    size = max(1, min(BATCH, len(parts) // 128 + 3))
    return [tuple(parts[start : start + size]) for start in range(0, len(parts), size)]


def _lost(part: str) -> Diagnostic:
    kind, _, key = part.split("\t", 2)
    hint = "the rest of the site was made; look at the file that is named here"
    message = f"making this ended its process, twice ({kind})"
    return Diagnostic(f"content/{key}", "lost-worker", message, hint)


@phase("remember")
def _remember(
    project: Project, database: sqlite3.Connection, owners: Owners, lost: list[str], *, anew: bool
) -> None:
    """Note what stands now, and that nothing is stale any more but what was lost."""
    database.execute("BEGIN")
    owners.remember(anew=anew)
    database.execute("DELETE FROM stale")
    mark_stale(database, ((part, "its worker ended twice") for part in lost))
    set_meta(database, "manifest", _standing(project))
    database.execute("COMMIT")
    mark_whole(project)
    seal_store(project.catalog)


def _not_remembered(error: Exception) -> Diagnostic:
    hint = "make room, or mend the rights of .warraq/; the next build makes everything anew"
    message = f"the site is written, but not what the next build should know: {error}"
    return Diagnostic(".warraq", "not-remembered", message, hint, severity="warning")


def _warn_of_anonymity(project: Project, config: SiteConfig, report: Report) -> None:
    if config.operator and config.contact:
        return
    with closing(read_store(project.catalog)) as database:
        if Catalog(database, config).third_party_sources:
            hint = (
                "say in site.yaml who runs this mirror (operator) and how to reach them (contact)"
            )
            message = "readers of others' texts should know whose copy they read"
            report.add(Diagnostic("site.yaml", "no-operator", message, hint, 0, "warning"))


def _disk_problem(error: OSError) -> Diagnostic:
    path = str(error.filename2 or error.filename or "output")
    hint = "the site is as it was before; make room or mend the folder's rights, and build again"
    return Diagnostic(
        path, "not-completed", f"could not read or write: {error.strerror or error}", hint
    )
