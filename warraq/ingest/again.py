"""Today's rules, applied to yesterday's captures.

Only articles that nobody edited are read again; each keeps its address. What would
change is shown before it is written.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from warraq.config import SiteConfig
from warraq.content import format_article, read_article
from warraq.diagnostics import Diagnostic, InputError, Report
from warraq.ingest import Progress, chosen, ingest
from warraq.ingest.articles import article_of, write_text
from warraq.ingest.captures import find_captures
from warraq.ingest.draft import Draft, read_draft
from warraq.ingest.ledger import Row, read_ledger, write_ledger
from warraq.project import Project


def ingest_again(
    project: Project,
    config: SiteConfig,
    report: Report,
    say: Callable[[str], None],
    *,
    only: Iterable[Path] = (),
    progress: Progress = lambda done, total: None,
) -> tuple[Row, ...]:
    """Read captures anew and return the whole ledger; `say` is given the differences.

    Skipped, failed and duplicate captures are judged again like new ones. Captures
    that have become no article under today's rules keep the one they have.
    """
    only = tuple(only)
    wanted = chosen(project, only)
    captures = {f"raw/{found.name}": found for found in find_captures(project.raw) if wanted(found)}
    rows = read_ledger(project.state)
    _forget_all_but_articles(project, rows, captures.keys())
    rows = ingest(project, config, report, only=only, progress=progress)
    siblings = {row.file: row.id for row in rows}
    fresh = []
    for number, row in enumerate(rows, start=1):
        if row.outcome == "article" and row.file in captures:
            draft = read_draft(captures[row.file], config, project.raw, project.profiles)
            row = _renew(project, config, row, draft, siblings, report, say)
        fresh.append(row)
        progress(number, len(rows))
    write_ledger(project.state, fresh)
    return tuple(fresh)


def _forget_all_but_articles(project: Project, rows: tuple[Row, ...], files: Iterable[str]) -> None:
    """Drop the rows to be judged again, so that ingest meets their captures as new."""
    again = frozenset(files)
    kept = [row for row in rows if row.outcome == "article" or row.file not in again]
    if len(kept) < len(rows):
        write_ledger(project.state, kept)


def _renew(
    project: Project,
    config: SiteConfig,
    row: Row,
    draft: Draft,
    siblings: dict[str, str],
    report: Report,
    say: Callable[[str], None],
) -> Row:
    path = project.content / row.content
    old = path.read_text("utf-8", "replace")
    where = project.name_of(path)
    try:
        standing = read_article(old, file=where)
    except InputError as error:
        report.extend(error.diagnostics)
        return row
    if standing.edited:
        hint = "correct it by hand, or delete it to have it read anew"
        message = "edited by hand, so it was left alone"
        report.add(Diagnostic(where, "edited", message, hint, 0, "note"))
        return row
    if draft.failed or draft.unread or draft.extraction.rejected:
        reason = draft.unread or draft.extraction.rejected or "failed"
        hint = "delete the article if that is right"
        message = f"today's rules would not take this for an article ({reason})"
        report.add(Diagnostic(where, "no-article-now", message, hint, 0, "warning"))
        return row
    article = article_of(draft, config, standing.article.path, siblings, report)
    article = replace(article, aliases=standing.article.aliases)
    new = format_article(article, draft.extraction.body)
    if new != old:
        say("\n".join(_difference(old, new, where)))
        write_text(path, new)
        report.count("changed")
    return replace(row, story=draft.story, doubts=draft.extraction.doubts)


def _difference(old: str, new: str, where: str) -> Iterable[str]:
    return difflib.unified_diff(
        old.splitlines(),
        new.splitlines(),
        f"{where} (as it is)",
        f"{where} (read again)",
        lineterm="",
        n=1,
    )
