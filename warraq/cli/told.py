"""What does a run say, in one line, that it did?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.diagnostics import Report

if TYPE_CHECKING:
    from warraq.project import Project


def ingest_line(project: Project, report: Report) -> str:
    """Return `200 read: 196 articles, 3 duplicates, 1 skipped (listing); 7 doubtful`."""
    from warraq.ingest.ledger import reasons_for_skipping

    counts = report.counts
    parts = [_counted(counts["article"], "article"), _counted(counts["duplicate"], "duplicate")]
    reasons = ", ".join(reasons_for_skipping(project.state)) if counts["skipped"] else ""
    parts.append(f"{counts['skipped']} skipped" + (f" ({reasons})" if reasons else ""))
    parts += [f"{counts[name]} {name}" for name in ("failed", "lost") if counts[name]]
    found, read = counts["captures"], counts["read"]
    head = f"{found} read" if read == found else f"{_counted(found, 'capture')}, {read} of them new"
    return f"{head}: {', '.join(parts)}; {counts['doubtful']} doubtful"


def rehearsal_line(report: Report) -> str:
    """Return `nothing was written: 3 articles would change, 1 be new`.

    What other captures told is named where anything of it would change.
    """
    changed, new, versions = (report.counts[name] for name in ("changed", "new", "versions"))
    articles = f"{_counted(changed, 'article')} would change, {new} be new"
    texts = f"; so would {_counted(versions, 'text')} of other captures" if versions else ""
    return f"nothing was written: {articles}{texts}"


def learn_line(report: Report) -> str:
    """Return `41 lines and 2 boxes learned from 300 documents of 2 portals`."""
    names = ("learned", "boxes", "documents", "portals")
    lines, boxes, documents, portals = (report.counts.get(name, 0) for name in names)
    return (
        f"{lines} lines and {boxes} boxes learned from {documents} documents of {portals} portals"
    )


def publish_line(report: Report) -> str:
    """Return `402 files: 12 written, 0 removed`."""
    counts = report.counts
    changes = f"{counts['written']} written, {counts['removed']} removed"
    return f"{_counted(counts['pages'], 'file')}: {changes}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
