"""Publish: `content/` → the site.

The story of a build: see what is other in `content/`, bring the catalog up to date,
make the slices that are stale, stage what changed, and switch.
"""

from __future__ import annotations

import gc
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from warraq.catalog.ask import Catalog
from warraq.catalog.slices import EVERYTHING
from warraq.catalog.store import as_disk_error, open_store, read_store, seal_store, stale_slices
from warraq.config import SiteConfig
from warraq.diagnostics import ConfigError, Diagnostic, NotCompletedError, Report
from warraq.project import Project
from warraq.publish.build import Audience, Build
from warraq.publish.intake.changes import problems_in
from warraq.publish.intake.intake import take_in
from warraq.publish.output.damage import mark_damaged
from warraq.publish.spool import clear_spool
from warraq.workers import Pool, processes

if TYPE_CHECKING:
    from warraq.progress import Move

# Rows and pages are many small values without cycles: looking for cycles among them,
# here and in workers, is idle.
_GC_THRESHOLD = 200_000


def publish(
    project: Project,
    config: SiteConfig,
    report: Report,
    *,
    audience: Audience = "public",
    only: frozenset[str] = frozenset(),
    progress: Move = lambda done, total: None,
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
    _refuse_lost_content(project)
    try:
        with as_disk_error(project.catalog), closing(open_store(project.catalog)) as database:
            helpers = pool or processes()
            build = Build(project, config, database, helpers, progress, audience, only)
            report.extend(take_in(build))
            _bring_up_to_date(build, report, verify=verify)
    except OSError as error:
        raise NotCompletedError(_disk_problem(error)) from error


def _refuse_lost_content(project: Project) -> None:
    """Raise ConfigError where there was a site of articles, and is no folder of them."""
    if not project.content.is_dir() and project.output.exists():
        hint = "is its disk mounted? to publish an empty site, make an empty folder"
        message = "the articles are gone, so the site was left as it is"
        raise ConfigError(Diagnostic("content", "no-content", message, hint))


def _bring_up_to_date(build: Build, report: Report, *, verify: bool) -> None:
    """Make what is stale, and say what there is to say."""
    mended = _mark_damaged(build, thorough=verify)
    # Where nothing was written, its seal is whole: that was checked when it was opened.
    if build.database.total_changes:
        seal_store(build.project.catalog)
    report.extend(problems_in(build.database))
    _warn_of_anonymity(build, report)
    report.counts |= {"pages": 0, "written": 0, "removed": 0}
    if stale_slices(build.database):
        # A build that finds nothing to do needs neither planners nor templates.
        from warraq.publish.making import make

        make(build, report)
        # Said of what was done; what is in the way is said instead where it is.
        report.extend(mended)
        clear_spool(build.project.spool)
    report.counts["pages"] = _count(build.database)


def _mark_damaged(build: Build, *, thorough: bool) -> list[Diagnostic]:
    """Look for damage where that is anybody's business; return what to say of it.

    In a preview nobody else has any; what is all made anew is compared.
    """
    if build.audience != "public" or EVERYTHING in stale_slices(build.database):
        return []
    return mark_damaged(build.project, build.database, thorough=thorough)


def _count(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM outputs").fetchone()[0])


def _warn_of_anonymity(build: Build, report: Report) -> None:
    wanted = _unsaid(build.config)
    if not wanted:
        return
    with closing(read_store(build.project.catalog)) as database:
        if Catalog(database, build.config).third_party_sources:
            message = "readers of others' texts should know whose copy they read"
            hint = f"say in site.yaml {' and '.join(wanted)}"
            report.add(Diagnostic("site.yaml", "no-operator", message, hint, 0, "warning"))


def _unsaid(config: SiteConfig) -> tuple[str, ...]:
    """Return what nobody says of who is behind this mirror."""
    told = {
        "who runs this mirror (operator)": config.operator,
        "how to reach them (contact)": config.contact,
    }
    return tuple(words for words, answer in told.items() if not answer)


def _disk_problem(error: OSError) -> Diagnostic:
    path = str(error.filename2 or error.filename or "output")
    hint = "the site is as it was before; make room or mend the folder's rights, and build again"
    return Diagnostic(
        path, "not-completed", f"could not read or write: {error.strerror or error}", hint
    )
