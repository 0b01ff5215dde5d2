"""What a capture is: a new article, one that is held already, or none.

Equal bytes are the same capture; equal language, title and body, compared by their
keys, are the same story captured twice. Whoever is held already stays the original.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from warraq.ingest.articles import Held
from warraq.ingest.draft import Draft
from warraq.ingest.ledger import Row

# What a person may have made of an article that no capture shall undo.
HIDDEN = frozenset({"removed", "draft"})


def is_article(draft: Draft) -> bool:
    """Return whether a capture can be read as an article, be it held already or not."""
    return not (draft.failed or draft.unread or draft.extraction.rejected)


class Holders:
    """The articles that are held, known by id and by story.

    `held` are those that lie in `content/`, wherever a person may have moved them.
    """

    def __init__(self, rows: Iterable[Row], held: Held) -> None:
        self.held = held
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
        """Return the article that has the same bytes, or tells the same story."""
        return self._by_id.get(draft.id) or self._by_story.get(draft.story)


def judge(draft: Draft, holders: Holders) -> Row:
    """Return the ledger row of a capture; a new article's `content` is still empty."""
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
        return replace(
            row,
            outcome="duplicate",
            reason=reason,
            doubts=(),
            of=original.id,
            content=original.content,
        )
    row = replace(row, content=holders.held.by_id.get(draft.id, ""))
    former, status = holders.held.by_capture.get(row.file, ("", ""))
    if not row.content and status in HIDDEN:
        # The file has other bytes now, but what a person hid must not come back by that.
        return replace(row, outcome="skipped", reason=status, content=former, doubts=())
    return row
