"""What a reading is by itself, as its row in the ledger: before others are known."""

from __future__ import annotations

import json
from typing import cast

from warraq.diagnostics import Report
from warraq.ingest.ledger import Outcome, Row
from warraq.ingest.settling.held import HIDDEN, Holders
from warraq.ingest.settling.notices import no_article_now, nothing_left
from warraq.ingest.spool import Reading
from warraq.model import Doubt


def entered(reading: Reading, holders: Holders, report: Report) -> Row:
    """Return the row of a reading; an article stays one that today's rules would not take."""
    if reading.state == "skipped":
        if content := holders.file_of(reading.id):
            report.add(no_article_now(content, reading.reason))
            return _row_of(reading, "article", content=content)
        if content := _told_before(reading, holders):
            report.add(nothing_left(content, reading.reason))
            return _row_of(reading, "article", reason=reading.reason, content=content)
    return _row_of(reading, cast(Outcome, reading.state), reading.reason)


def _told_before(reading: Reading, holders: Holders) -> str:
    """Return the article that was read from a file when it had other bytes, or ""."""
    file, status = holders.former(reading.capture)
    return file if reading.offset is None and status not in HIDDEN else ""


def _row_of(reading: Reading, outcome: Outcome, reason: str = "", content: str = "") -> Row:
    """Return the row of a reading; of what is no article, nothing is doubtful."""
    is_told = reading.state == "article"
    doubts = json.loads(reading.doubts) if is_told and reading.doubts else ()
    return Row(
        file=reading.file,
        sha256=reading.sha256,
        outcome=outcome,
        member=reading.member,
        offset=reading.offset,
        length=reading.length,
        reason=reason,
        content=content,
        url=reading.url,
        captured=reading.captured,
        moment=reading.moment,
        story=reading.story if is_told else "",
        page=reading.page if is_told else "",
        rank=reading.rank,
        form=reading.form,
        # Until it is known who else tells it.
        tale=reading.story if is_told and not reading.page else "",
        names=reading.names if is_told else "",
        kin=reading.kin if is_told else "",
        said=reading.doubts if is_told else "",
        doubts=tuple(Doubt(code, message) for code, message in doubts),
        size=reading.size,
        mtime_ns=reading.mtime_ns,
    )
