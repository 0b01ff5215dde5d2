"""Ingest: captures → articles in `content/`.

The story of one run: find the captures, read those that are new into the spool,
decide what each of them is, give the articles their addresses, write them, and keep
the ledger. Captures are never modified; a file a person edited is left alone.

Reading and writing are done by all cores, a batch at a time, so that memory does not
grow with the input; the decisions in between see small rows, sorted on disk.

What reads and writes is imported where it begins: most runs find nothing to read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from warraq.config import SiteConfig, SourceConfig
from warraq.diagnostics import ConfigError, Diagnostic, NotCompletedError, Report
from warraq.ingest.captures import find_captures
from warraq.ingest.ledger import (
    NOTED,
    OUTCOMES,
    Row,
    counts_of,
    forget_ledger,
    is_damage,
    open_ledger,
)
from warraq.ingest.stale import chosen, take_stale
from warraq.model import Doubt
from warraq.project import Project
from warraq.stopwatch import phase
from warraq.workers import Pool

Progress = Callable[[int, int], None]
Say = Callable[[str], None]

_ANY = "SELECT 1 FROM captures LIMIT 1"


def ingest(
    project: Project,
    config: SiteConfig,
    report: Report,
    *,
    only: Iterable[Path] = (),
    again: Say | None = None,
    progress: Progress = lambda done, total: None,
    pool: Pool | None = None,
) -> None:
    """Read what is new under `content/raw/` into articles, and keep the ledger.

    `only` restricts the reading to captures at or below these paths. With `again`
    today's rules are applied to yesterday's captures, too: articles that nobody edited
    are renewed and keep their address, and `again` is given the differences. Failures
    and doubts are added to `report`; its counts of outcomes sum to the captures.
    """
    folders = tuple(only)
    _check(project, folders)
    _check_profiles(project, config)
    for attempt in ("as it is", "made anew"):
        found = Report()
        try:
            _ingest(project, config, found, folders, again, progress, pool)
            break
        except sqlite3.Error as error:
            if attempt == "made anew" or not is_damage(error):
                raise _not_kept(error) from error
            forget_ledger(project.state)
    # What is missing for many captures is said once.
    report.extend(dict.fromkeys(found.diagnostics))
    report.counts |= found.counts


def _check(project: Project, folders: Iterable[Path]) -> None:
    """Raise ConfigError for a path outside `content/raw/`, or where nothing is."""
    for path in (folder.resolve() for folder in folders):
        if not path.exists():
            hint = "name a file or folder below content/raw/"
            message = "there is no such file"
            raise ConfigError(Diagnostic(str(path), "no-such-file", message, hint))
        if path != project.raw.resolve() and project.raw.resolve() not in path.parents:
            hint = f"copy it into {project.raw} first: captures are kept with the articles"
            message = "this is not below content/raw/"
            raise ConfigError(Diagnostic(str(path), "outside-raw", message, hint))


def _check_profiles(project: Project, config: SiteConfig) -> None:
    """Raise ConfigError for a profile that is not there, or says what none may say.

    Of its source there may be no capture to read, now or ever.
    """
    usual = SourceConfig("").profile
    if named := sorted({source.profile for source in config.sources} - {usual}):
        from warraq.ingest.portal.profiles import load_profile

        for name in named:
            load_profile(name, project_folder=project.profiles)


def _not_kept(error: sqlite3.Error) -> NotCompletedError:
    hint = "make room, or mend the rights of .warraq/, and run it again"
    message = f"the ledger could not be kept: {error}"
    return NotCompletedError(Diagnostic(".warraq/ledger.sqlite", "not-completed", message, hint))


def _ingest(
    project: Project,
    config: SiteConfig,
    report: Report,
    only: tuple[Path, ...],
    again: Say | None,
    progress: Progress,
    pool: Pool | None,
) -> None:
    captures = find_captures(project.raw)
    with open_ledger(project.state) as ledger:
        ledger.execute("BEGIN IMMEDIATE")
        _check_whole(project, ledger)
        wanted = chosen(only)
        todo = take_stale(ledger, project.content, captures, wanted, again=again is not None)
        if todo.captures:
            with phase("load the program"):
                from warraq.ingest.run import Order, carry_out

            order = Order(project, config, captures, todo, again, progress, pool)
            carry_out(order, ledger, report)
        ledger.execute("COMMIT")
        counts = counts_of(ledger)
        whole = {"captures": sum(counts[name] for name in OUTCOMES), "read": 0}
        report.counts = {**whole, **counts} | report.counts


def _check_whole(project: Project, ledger: sqlite3.Connection) -> None:
    """Raise DatabaseError where a part of what is known is gone: all is true, or nothing."""
    if not (project.state / NOTED).is_file() and ledger.execute(_ANY).fetchone():
        raise sqlite3.DatabaseError(f"{NOTED} is gone")


def doubtful(rows: Iterable[Row]) -> Iterator[tuple[Row, Doubt]]:
    """Yield what a person should look at, capture by capture."""
    return ((row, doubt) for row in rows for doubt in row.doubts)
