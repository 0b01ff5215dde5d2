"""What each document is, and where its article stands: decided once all have been read.

One pass over small rows, in an order that depends on nothing but what was read.
"""

from __future__ import annotations

import json
import posixpath
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from warraq.content.versions import version_file
from warraq.diagnostics import Diagnostic, Report
from warraq.ingest.addresses import MAX_FOLDER, Addresses
from warraq.ingest.dedupe import Holders, judge, row_of
from warraq.ingest.ledger import Row, add_row, captures_of
from warraq.ingest.spool import NO_TEXT, Job, Reading, Spool, capture_name
from warraq.stopwatch import phase


@phase("settle")
def settle(
    spool: Spool,
    ledger: sqlite3.Connection,
    content: Path,
    deleted: frozenset[str],
    report: Report,
    *,
    again: bool,
) -> None:
    """Enter every document of the spool in the ledger, and order the articles to be written.

    With `again` those that stand are ordered, too. `deleted` are digests of captures
    whose article somebody deleted.
    """
    desk = _Settling(spool, ledger, content, deleted, report, again)
    if desk.holders.any:
        for stands in (desk.holders.was_read_from, desk.stands):
            for reading in filter(stands, spool.readings()):
                desk.keep(reading)
    for reading in spool.readings():
        if not (desk.holders.was_read_from(reading) or desk.stands(reading)):
            desk.enter(reading)
    desk.show_newest()


# Why a capture is another one of an article, rather than the same once more.
_VERSIONS = frozenset({"same story", "same address"})


class _Settling:
    """Settles one reading after the other, knowing those before."""

    def __init__(
        self,
        spool: Spool,
        ledger: sqlite3.Connection,
        content: Path,
        deleted: frozenset[str],
        report: Report,
        again: bool,
    ) -> None:
        self.holders = Holders(ledger)
        self._spool = spool
        self._ledger = ledger
        self._addresses = Addresses(content, spool.crowded(MAX_FOLDER))
        self._deleted = deleted
        self._report = report
        self._again = again
        self._grown: set[str] = set()

    def stands(self, reading: Reading) -> bool:
        """Return whether an article stands that has a reading's id and shows another capture."""
        is_there = bool(self.holders.file_of(reading.id))
        return is_there and not self.holders.was_read_from(reading)

    def keep(self, reading: Reading) -> None:
        """Enter a reading whose article stands: it stays the original of all others."""
        content = self.holders.file_of(reading.id)
        if reading.state == "article":
            row = judge(reading, self.holders)
            if self._again and row.outcome == "article":
                self._order(reading, content, held=True)
                self._grown.add(reading.id)
        elif reading.state == "skipped":
            self._report.add(_no_article_now(content, reading.reason))
            row = row_of(reading, "article", content=content)
        else:
            row = judge(reading, self.holders)
        self._enter(row)

    def enter(self, reading: Reading) -> None:
        """Enter any other reading; what is new gets an address and is to be written."""
        row = judge(reading, self.holders)
        if row.outcome == "article" and not row.content:
            row = self._new(reading, row)
        self._enter(row)

    def _enter(self, row: Row) -> None:
        add_row(self._ledger, row)
        if row.reason in _VERSIONS:
            self._grown.add(row.of)

    def show_newest(self) -> None:
        """Let every article of several captures show the newest, and list the others."""
        for identity in sorted(self._grown):
            article, *repeats = captures_of(self._ledger, identity)
            rows = (article, *(row for row in repeats if row.reason in _VERSIONS))
            if len(rows) > 1:
                self._show(article, _shown(rows), rows)

    def _show(self, article: Row, shown: Row, rows: tuple[Row, ...]) -> None:
        capture = capture_name(shown.file, shown.member, shown.offset)
        others = {row.sha256: row for row in sorted(rows, key=_newest) if row.id != shown.id}
        standing = self.holders.shown_in(article.content)
        texts = {row.story: row for row in _tellers(rows) if row.story != shown.story}
        keeps = "".join(row.id for row in texts.values() if self._keep_text(row, standing))
        versions = [
            (row.url, row.moment, row.file, row.sha256, _text_of(row, texts))
            for row in others.values()
        ]
        listed = json.dumps(versions, ensure_ascii=False)
        own = self._spool.reading_of(article.file, article.member, article.offset)
        reading = self._spool.reading_of(shown.file, shown.member, shown.offset)
        named = (own.names, own.kin) if own else ("", "")
        job = Job(NO_TEXT, 0, article.id, article.content, True, capture, *named, captures=listed)
        job = job._replace(keeps=keeps)
        if reading and (self._again or standing != capture):
            job = job._replace(batch=reading.batch, place=reading.place, held=bool(standing))
        self._spool.instead(job)

    def _keep_text(self, row: Row, standing: str) -> bool:
        """Order that what a capture told is kept; return whether the standing article told it."""
        reading = self._spool.reading_of(row.file, row.member, row.offset)
        if reading is None:
            return standing == capture_name(row.file, row.member, row.offset)
        job = Job(reading.batch, reading.place, row.id, version_file(row.id), False, "", "", "")
        self._spool.instead(job)
        return False

    def _new(self, reading: Reading, row: Row) -> Row:
        row = replace(row, content=f"{reading.lang}/{self._addresses.take(reading)}.md")
        self._order(reading, row.content, held=False)
        if row.sha256 in self._deleted:
            self._report.add(_returned(row))
        if former := self.holders.former(reading.capture)[0]:
            self._report.add(_second(row, former))
        return row

    def _order(self, reading: Reading, content: str, *, held: bool) -> None:
        place = (reading.batch, reading.place, reading.id)
        self._spool.order(Job(*place, content, held, reading.capture, reading.names, reading.kin))


def _shown(rows: tuple[Row, ...]) -> Row:
    """Return the newest capture; of several that tell the same, that which told it first."""
    newest = max(rows, key=_newest)
    same = (row for row in rows if row.story == newest.story and row.rank == newest.rank)
    return min(same, key=_earliest)


def _tellers(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the first capture of each text that several told."""
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(row.story, []).append(row)
    return tuple(min(same, key=_earliest) for story, same in by_text.items() if story)


def _text_of(row: Row, texts: dict[str, Row]) -> str:
    return texts[row.story].id if row.story in texts else ""


def _earliest(row: Row) -> tuple[bool, str, str]:
    return (row.moment == "", row.moment, row.sha256)


def _newest(row: Row) -> tuple[int, str, str]:
    return (row.rank, row.moment, row.sha256)


def with_translations(
    jobs: tuple[Job, ...], spool: Spool, ledger: sqlite3.Connection, report: Report
) -> tuple[Job, ...]:
    """Return the articles to be written with the ids of their translations."""
    found = []
    for job in jobs:
        others = [*_named(job, ledger, report), *_of_kin(job, spool, ledger)]
        ids = dict.fromkeys(other for other in others if other not in ("", job.id))
        found.append(job._replace(translations=" ".join(ids)))
    return tuple(found)


def _named(job: Job, ledger: sqlite3.Connection, report: Report) -> Iterator[str]:
    """Yield the ids of the articles from the captures that a sidecar names."""
    folder = PurePosixPath(job.capture).parent
    for name in job.names.split("\n") if job.names else ():
        near, far = posixpath.normpath(folder / name), f"raw/{name}"
        if found := _article_of(near, ledger) or _article_of(far, ledger):
            yield found
        else:
            hint = "name a capture beside this one, or by its path below content/raw/"
            message = f"the translation «{name}» is not there"
            where = f"content/{job.capture}"
            report.add(Diagnostic(where, "no-translation", message, hint, severity="warning"))


def _of_kin(job: Job, spool: Spool, ledger: sqlite3.Connection) -> Iterator[str]:
    captures = spool.kin_of(job.kin) if job.kin else ()
    return (_article_of(capture, ledger) for capture in captures)


def _article_of(capture: str, ledger: sqlite3.Connection) -> str:
    """Return the id of the article that a capture became or repeats, or ""."""
    file, _, place = capture.partition("\t")
    member, _, offset = place.partition("\t")
    query = (
        "SELECT CASE WHEN of != '' THEN of ELSE substr(sha256, 1, 12) END FROM captures "
        "WHERE file = ? AND member = ? AND offset IS ? AND outcome IN ('article', 'duplicate')"
    )
    values = (file, member, int(offset) if offset else None)
    found = ledger.execute(query, values).fetchone()
    return found[0] if found else ""


def _second(row: Row, former: str) -> Diagnostic:
    hint = "keep the better one; write «status: removed» in the other"
    message = f"its capture has other bytes than when content/{former} was read from it"
    return Diagnostic(f"content/{row.content}", "capture-changed", message, hint, 0, "warning")


def _returned(row: Row) -> Diagnostic:
    hint = "to keep it away, leave the file and write «status: removed» in it"
    message = "this article had been deleted, and its capture brought it back"
    return Diagnostic(f"content/{row.content}", "returned", message, hint, 0, "note")


def _no_article_now(content: str, reason: str) -> Diagnostic:
    hint = "delete the article if that is right"
    message = f"today's rules would not take this for an article ({reason})"
    return Diagnostic(f"content/{content}", "no-article-now", message, hint, 0, "warning")
