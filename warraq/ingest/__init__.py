"""Ingest: captures → articles in `content/`.

The story of one run: find the captures, read those that are new, decide what each
of them is, give the articles their addresses, write them, and enter everything in
the ledger. Captures are never modified; a file a person edited is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from warraq.config import SiteConfig
from warraq.content import format_article
from warraq.diagnostics import ConfigError, Diagnostic, Report
from warraq.force import force
from warraq.ingest.addresses import Addresses, crowded_folders
from warraq.ingest.articles import Held, article_of, held_in, write_text
from warraq.ingest.captures import CaptureFile, find_captures
from warraq.ingest.dedupe import Holders, is_article, judge
from warraq.ingest.draft import Draft, read_draft
from warraq.ingest.ledger import OUTCOMES, Row, read_ledger, write_ledger
from warraq.model import Doubt
from warraq.project import Project

Progress = Callable[[int, int], None]


def ingest(
    project: Project,
    config: SiteConfig,
    report: Report,
    *,
    only: Iterable[Path] = (),
    progress: Progress = lambda done, total: None,
) -> tuple[Row, ...]:
    """Read what is new under `content/raw/` into articles; return the whole ledger.

    `only` restricts the reading to captures at or below these paths. Failures and
    doubts are added to `report`; the rows' outcomes sum to the captures found.
    """
    captures = find_captures(project.raw)
    before = read_ledger(project.state)
    known = _still_true(project, captures, before)
    wanted = chosen(project, only)
    new = [found for found in captures if f"raw/{found.name}" not in known and wanted(found)]
    drafts = list(_read(project, config, new, progress))
    gone = frozenset(row.sha256 for row in before if row.outcome == "article")
    rows = [*known.values(), *_enter(project, config, drafts, tuple(known.values()), gone, report)]
    unseen = len(captures) - len(rows)
    if not only and unseen:
        raise AssertionError(f"{len(captures)} captures, but {len(rows)} rows in the ledger")
    if new or len(known) != len(before):
        # The ledger outlives a power cut, so what it names must, too.
        read = (row for row in rows if row.content and row.file not in known)
        force([project.content / row.content for row in read])
        write_ledger(project.state, rows)
    _tally(report, rows, len(new))
    return tuple(sorted(rows, key=lambda row: row.file))


def chosen(project: Project, only: Iterable[Path]) -> Callable[[CaptureFile], bool]:
    """Return whether a capture lies at or below one of the paths; all do where none is named.

    Raises ConfigError for a path outside `content/raw/`, or where nothing is.
    """
    folders = [path.resolve() for path in only]
    for path in folders:
        if not path.exists():
            hint = "name a file or folder below content/raw/"
            message = "there is no such file"
            raise ConfigError(Diagnostic(str(path), "no-such-file", message, hint))
        if path != project.raw.resolve() and project.raw.resolve() not in path.parents:
            hint = f"copy it into {project.raw} first: captures are kept with the articles"
            message = "this is not below content/raw/"
            raise ConfigError(Diagnostic(str(path), "outside-raw", message, hint))
    if not folders:
        return lambda found: True
    return lambda found: any(
        found.path.resolve() == path or path in found.path.resolve().parents for path in folders
    )


def _still_true(
    project: Project, captures: Iterable[CaptureFile], rows: tuple[Row, ...]
) -> dict[str, Row]:
    """Return the rows, by file, whose capture is unchanged and whose article is in place."""
    stats = {f"raw/{found.name}": (found.size, found.mtime_ns) for found in captures}
    held = {row.id: row for row in rows if row.outcome == "article" and _in_place(project, row)}
    kept = {}
    for row in rows:
        unchanged = stats.get(row.file) == (row.size, row.mtime_ns)
        standing = row.id in held if row.outcome == "article" else not row.of or row.of in held
        if unchanged and standing and row.outcome != "failed":
            kept[row.file] = row
    return kept


def _in_place(project: Project, row: Row) -> bool:
    return (project.content / row.content).is_file()


def _read(
    project: Project, config: SiteConfig, new: list[CaptureFile], progress: Progress
) -> Iterator[Draft]:
    for number, capture in enumerate(new, start=1):
        yield read_draft(capture, config, project.raw, project.profiles)
        progress(number, len(new))


def _enter(
    project: Project,
    config: SiteConfig,
    drafts: list[Draft],
    known: tuple[Row, ...],
    gone: frozenset[str],
    report: Report,
) -> Iterator[Row]:
    """Decide what each draft is and write the articles, in the order of their ids.

    That order is the same whatever the captures are called and whenever they
    were found, so the lowest id keeps the bare address and is the original.
    """
    articles = [draft for draft in drafts if is_article(draft)]
    addresses = Addresses(project.content, config.slug, crowded_folders(articles))
    holders = Holders(known, held_in(project) if articles else Held({}, {}))
    siblings = {draft.origin.file: draft.id for draft in drafts} | {r.file: r.id for r in known}
    settled: dict[str, Row] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.id, draft.capture.name)):
        row = judge(draft, holders)
        if row.outcome == "article" and not row.content:
            article = article_of(draft, config, addresses.take(draft), siblings, report)
            row = replace(row, content=f"{article.lang}/{article.path}.md")
            text = format_article(article, draft.extraction.body)
            write_text(project.content / row.content, text)
            if draft.sha256 in gone:
                report.add(_returned(row))
            if former := holders.held.by_capture.get(row.file, ("", ""))[0]:
                report.add(_second(row, former))
        if row.outcome == "article":
            holders.add(row)
        if draft.failed:
            report.add(draft.failed)
        settled[row.file] = row
    yield from settled.values()


def _second(row: Row, former: str) -> Diagnostic:
    hint = "keep the better one; write «status: removed» in the other"
    message = f"its capture has other bytes than when content/{former} was read from it"
    return Diagnostic(f"content/{row.content}", "capture-changed", message, hint, 0, "warning")


def _returned(row: Row) -> Diagnostic:
    hint = "to keep it away, leave the file and write «status: removed» in it"
    message = "this article had been deleted, and its capture brought it back"
    return Diagnostic(f"content/{row.content}", "returned", message, hint, 0, "note")


def _tally(report: Report, rows: list[Row], new: int) -> None:
    report.counts |= dict.fromkeys(("captures", "read", *OUTCOMES, "doubtful"), 0)
    report.counts |= {"captures": len(rows), "read": new}
    for row in rows:
        report.count(row.outcome)
        report.count("doubtful", 1 if row.doubts else 0)


def doubtful(rows: Iterable[Row]) -> Iterator[tuple[Row, Doubt]]:
    """Yield what a person should look at, capture by capture."""
    return ((row, doubt) for row in rows for doubt in row.doubts)
