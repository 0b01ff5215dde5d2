"""Ingest: captures → articles in `content/`.

The story of one run: find the captures, read those that are new, decide what each
of them is, give the articles their addresses, write them, and enter everything in
the ledger. Captures are never modified; a file a person edited is left alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from warraq.config import SiteConfig
from warraq.content import format_article
from warraq.diagnostics import ConfigError, Diagnostic, Report
from warraq.ingest.addresses import Addresses, crowded_folders
from warraq.ingest.captures import CaptureFile, find_captures
from warraq.ingest.draft import Draft, read_draft
from warraq.ingest.ledger import OUTCOMES, Row, read_ledger, write_ledger
from warraq.model import Article, Doubt
from warraq.project import Project

Progress = Callable[[int, int], None]

_ID = re.compile(r'^id: "?([0-9a-f]{12,64})"?\s*$', re.MULTILINE)
_HEAD_BYTES = 4096


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
        write_ledger(project.state, rows)
    _tally(report, rows, len(new), len(captures))
    return tuple(sorted(rows, key=lambda row: row.file))


def chosen(project: Project, only: Iterable[Path]) -> Callable[[CaptureFile], bool]:
    """Return whether a capture lies at or below one of the paths; all do where none is named.

    Raises ConfigError for a path outside `content/raw/`, or where nothing is.
    """
    folders = [path.resolve() for path in only]
    for path in folders:
        if path != project.raw.resolve() and project.raw.resolve() not in path.parents:
            hint = f"copy it into {project.raw} first: captures are kept with the articles"
            message = "this is not below content/raw/"
            raise ConfigError(Diagnostic(str(path), "outside-raw", message, hint))
        if not path.exists():
            raise ConfigError(Diagnostic(str(path), "no-such-file", "there is no such file"))
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


# --- deciding ---------------------------------------------------------------------------


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
    articles = [draft for draft in drafts if _is_article(draft)]
    addresses = Addresses(project.content, config.slug, crowded_folders(articles))
    holders = _Holders(known, _ids_in_content(project) if articles else {})
    siblings = {draft.origin.file: draft.id for draft in drafts} | {r.file: r.id for r in known}
    settled: dict[str, Row] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.id, draft.capture.name)):
        row = _decide(draft, holders)
        if row.outcome == "article" and not row.content:
            article = article_of(draft, config, addresses.take(draft), siblings, report)
            row = replace(row, content=f"{article.lang}/{article.path}.md")
            text = format_article(article, draft.extraction.body)
            write_text(project.content / row.content, text)
            if draft.sha256 in gone:
                report.add(_returned(row))
        if row.outcome == "article":
            holders.add(row)
        if draft.failed:
            report.add(draft.failed)
        settled[row.file] = row
    yield from settled.values()


def _returned(row: Row) -> Diagnostic:
    hint = "to keep it away, leave the file and write «status: removed» in it"
    message = "this article had been deleted, and its capture brought it back"
    return Diagnostic(f"content/{row.content}", "returned", message, hint, 0, "note")


def _is_article(draft: Draft) -> bool:
    return not (draft.failed or draft.unread or draft.extraction.rejected)


class _Holders:
    """Which articles are held, by id and by story."""

    def __init__(self, rows: Iterable[Row], in_content: dict[str, str]) -> None:
        self.in_content = in_content
        self._by_id: dict[str, Row] = {}
        self._by_story: dict[str, Row] = {}
        for row in rows:
            if row.outcome == "article":
                self.add(row)

    def add(self, row: Row) -> None:
        self._by_id.setdefault(row.id, row)
        if row.story:
            self._by_story.setdefault(row.story, row)

    def original_of(self, draft: Draft) -> Row | None:
        return self._by_id.get(draft.id) or self._by_story.get(draft.story)


def _decide(draft: Draft, holders: _Holders) -> Row:
    found = draft.extraction
    row = Row(
        file=draft.origin.file,
        sha256=draft.sha256,
        outcome="article",
        story=draft.story,
        doubts=found.doubts,
        size=draft.capture.size,
        mtime_ns=draft.capture.mtime_ns,
    )
    if draft.failed:
        return replace(row, outcome="failed", reason=draft.failed.code)
    if draft.unread or found.rejected:
        return replace(row, outcome="skipped", reason=draft.unread or found.rejected, doubts=())
    if original := holders.original_of(draft):
        reason = "same bytes" if original.id == draft.id else "same story"
        held = {"of": original.id, "content": original.content}
        return replace(row, outcome="duplicate", reason=reason, doubts=(), **held)
    return replace(row, content=holders.in_content.get(draft.id, ""))


def _ids_in_content(project: Project) -> dict[str, str]:
    """Return id → file (relative to `content/`) of the articles that are there already."""
    found = {}
    for path in sorted(project.content.glob("*/**/*.md")):
        name = path.relative_to(project.content).as_posix()
        if not name.startswith("raw/"):
            with path.open("rb") as file:
                match = _ID.search(file.read(_HEAD_BYTES).decode("utf-8", "replace"))
            if match:
                found.setdefault(match[1], name)
    return found


# --- writing ----------------------------------------------------------------------------


def article_of(
    draft: Draft, config: SiteConfig, path: str, siblings: dict[str, str], report: Report
) -> Article:
    """Return the article that a draft becomes at the address `path`."""
    found = draft.extraction
    return Article(
        id=draft.id,
        path=path,
        lang=found.lang or config.tags[0],
        title=found.title or path.rsplit("/", 1)[-1],
        section=found.section,
        authors=found.authors,
        place=found.place,
        credit=found.credit,
        published=found.published,
        updated=found.updated,
        captured=found.captured,
        tags=found.tags,
        summary=found.summary,
        see_also=found.see_also,
        translations=tuple(_translations(draft, siblings, report)),
        source=draft.source,
        provenance=tuple(sorted(found.provenance, key=lambda entry: entry.field)),
        dropped=found.dropped,
    )


def _translations(draft: Draft, siblings: dict[str, str], report: Report) -> Iterator[str]:
    """Yield the ids of the captures that the sidecar names as translations."""
    folder = PurePosixPath(draft.origin.file).parent
    for name in draft.sidecar.translations:
        near, far = posixpath.normpath(folder / name), f"raw/{name}"
        if (other := siblings.get(near) or siblings.get(far)) and other != draft.id:
            yield other
        elif not other:
            where = f"content/{draft.origin.file}"
            hint = "name a capture beside this one, or by its path below content/raw/"
            message = f"the translation «{name}» is not there"
            report.add(Diagnostic(where, "no-translation", message, hint, severity="warning"))


def write_text(path: Path, text: str) -> None:
    """Write a file of `content/` whole or not at all; equal bytes are left untouched."""
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name[:40]}.part")
    staged.write_bytes(data)
    staged.replace(path)


def _tally(report: Report, rows: Iterable[Row], new: int, found: int) -> None:
    report.counts |= dict.fromkeys(("captures", "read", *OUTCOMES, "doubtful"), 0)
    report.counts |= {"captures": found, "read": new}
    for row in rows:
        report.count(row.outcome)
        report.count("doubtful", 1 if row.doubts else 0)


def doubtful(rows: Iterable[Row]) -> Iterator[tuple[Row, Doubt]]:
    """Yield what a person should look at, capture by capture."""
    return ((row, doubt) for row in rows for doubt in row.doubts)
