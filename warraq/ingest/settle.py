"""What each document is, and where its article stands: decided once all have been read.

What is shown depends on the captures alone, and not on which of them came first. Only
what was given out once stays: an article's id and address.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from warraq.diagnostics import Diagnostic, Report
from warraq.ingest.addresses import MAX_FOLDER, Addresses
from warraq.ingest.entered import entered
from warraq.ingest.held import Holders
from warraq.ingest.joined import Standing, joined
from warraq.ingest.kinship import link_again
from warraq.ingest.ledger import ORDER, Outcome, add_rows
from warraq.ingest.showing import SELECT_TOLD, Told
from warraq.ingest.shown import Display
from warraq.ingest.spool import Job, Reading, Spool
from warraq.ingest.tales import gather
from warraq.ingest.texts import Texts, shows
from warraq.stopwatch import phase
from warraq.text.slug import SlugStyle

_TOLD = f"{SELECT_TOLD} WHERE tale = ? AND tale != '' ORDER BY {ORDER}"
_SEVERAL = """
SELECT tale FROM captures WHERE tale != '' AND tale IN (SELECT tale FROM touched)
GROUP BY tale HAVING count(*) > 1 OR max(rowid) <= ? ORDER BY tale
"""


@phase("settle")
def settle(
    spool: Spool,
    ledger: sqlite3.Connection,
    content: Path,
    deleted: frozenset[str],
    report: Report,
    *,
    style: SlugStyle,
    again: bool,
) -> frozenset[str]:
    """Enter every document of the spool in the ledger, and order the articles to be written.

    Returns the files of captures whose texts are needed and were not found: with these
    in the spool, too, all can be settled. With `again` those that stand are ordered, too.
    `deleted` are digests of captures whose article somebody deleted.
    """
    desk = _Settling(spool, ledger, content, deleted, report, again)
    desk.enter()
    gather(ledger, desk.since)
    tales = tuple(tale for (tale,) in ledger.execute(_SEVERAL, (desk.since,)))
    for tale in tales:
        desk.part(tale)
    desk.give_addresses(style)
    for tale in tales:
        desk.show(tale)
    link_again(spool, ledger, desk.since)
    return desk.missing


class _Settling:
    """Settles what was read together with what the ledger knows."""

    def __init__(
        self,
        spool: Spool,
        ledger: sqlite3.Connection,
        content: Path,
        deleted: frozenset[str],
        report: Report,
        again: bool,
    ) -> None:
        self.since: int = ledger.execute("SELECT ifnull(max(rowid), 0) FROM captures").fetchone()[0]
        self._spool = spool
        self._ledger = ledger
        self._addresses = Addresses(content, spool.crowded(MAX_FOLDER))
        self._deleted = deleted
        self._report = report
        self._again = again
        self._content = content
        self._holders = Holders(ledger)
        self._texts = Texts(spool, content, self._holders, self.since)
        self._display = Display(spool, ledger, content, self._holders, self._texts, again=again)

    @property
    def missing(self) -> frozenset[str]:
        return frozenset(self._texts.missing)

    # --- what each reading is by itself ---------------------------------------------------

    def enter(self) -> None:
        """Enter every reading in the ledger, each as if it were alone."""
        readings = self._spool.readings()
        add_rows(self._ledger, (entered(one, self._holders, self._report) for one in readings))

    # --- which article the captures of one tale are of ------------------------------------

    def part(self, tale: str) -> None:
        """Tell the article of a tale from the captures that repeat it."""
        rows = self._told(tale)
        standing = self._standing(tale, rows)
        if not standing and not (rows := tuple(self._not_hidden(rows))):
            return
        (identity, content), *others = standing or [Standing(rows[0].id, "")]
        apart = dict(others)
        if joined(content, others, self._content, self._spool):
            self._report.extend(_joined(one.content, content) for one in others)
            apart = {}
        original = next((row for row in rows if row.id == identity), rows[0])
        seen = {original.sha256}
        for row in rows:
            if row.id in apart:
                # What a person edited stays an article, though it is one with another.
                self._enter(row, "article", content=apart.pop(row.id))
            elif row is original and row.id == identity:
                self._enter(row, "article", content=content)
            else:
                reason = _reason(row, original, seen)
                self._enter(row, "duplicate", of=identity, reason=reason, content=content)
            seen.add(row.sha256)

    def _told(self, tale: str) -> tuple[Told, ...]:
        return tuple(map(Told._make, self._ledger.execute(_TOLD, (tale,))))

    def _standing(self, tale: str, rows: tuple[Told, ...]) -> list[Standing]:
        """Return the articles of a tale that stand, in the order of its captures."""
        ids = dict.fromkeys((*(row.id for row in rows), *(row.of for row in rows if row.of)))
        found = (Standing(one, self._holders.file_of(one)) for one in ids)
        stand = [one for one in found if one.content and self._tale_of(one.id) == tale]
        shown = (self._shows(row.capture, row.sha256) for row in rows)
        return stand or [one for one in shown if one][:1]

    def _shows(self, capture: str, sha256: str) -> Standing | None:
        """Return the article that shows a capture, if that which gave it its id is gone."""
        file, _ = self._holders.former(capture)
        identity = self._holders.id_in(file) if file else ""
        if not identity or self._tale_of(identity):
            return None
        return Standing(identity, file) if shows(self._content / file, file, sha256) else None

    def _tale_of(self, identity: str) -> str:
        """Return the tale of an id: that of the first capture with these bytes.

        Where that is gone, it is that of the first which repeated it.
        """
        for which in ("substr(sha256, 1, 12) = ? AND story != ''", "of = ? AND of != ''"):
            query = f"SELECT tale FROM captures WHERE {which} ORDER BY {ORDER} LIMIT 1"
            if found := self._ledger.execute(query, (identity,)).fetchone():
                return cast(str, found[0])
        return ""

    def _not_hidden(self, rows: tuple[Told, ...]) -> Iterator[Told]:
        """Yield the captures that do not stand where one stood whose article a person hid."""
        for row in rows:
            file, status = self._holders.hidden(row.capture)
            if status and row.number > self.since:
                self._hide(row.number, file, status)
            else:
                yield row

    def _hide(self, number: int, file: str, status: str) -> None:
        self._ledger.execute(
            "UPDATE captures SET outcome = 'skipped', reason = ?, content = ?, doubts = '', "
            "story = '', tale = '' WHERE rowid = ?",
            (status, file, number),
        )

    def _enter(
        self, row: Told, outcome: Outcome, *, of: str = "", reason: str = "", content: str = ""
    ) -> None:
        self._ledger.execute(
            "UPDATE captures SET outcome = ?, of = ?, reason = ?, content = ?, doubts = ? "
            "WHERE rowid = ?",
            (outcome, of, reason, content, row.said if outcome == "article" else "", row.number),
        )

    # --- where new articles stand ---------------------------------------------------------

    def give_addresses(self, style: SlugStyle) -> None:
        """Give every new article its address, the earliest first; order those that are alone."""
        given: list[tuple[int, str]] = []
        self._spool.order(self._placed(given))
        update = "UPDATE captures SET content = ?2 WHERE rowid = ?1"
        self._ledger.executemany(update, sorted(given))
        for told in self._without_file():
            self._display.give_address(told, self._addresses, style)

    def _placed(self, given: list[tuple[int, str]]) -> Iterator[Job]:
        """Yield the articles to be written that are alone; note in `given` where each stands."""
        query = (
            "SELECT rowid FROM captures WHERE rowid > ? AND outcome = 'article' AND content = ''"
        )
        without = {number for (number,) in self._ledger.execute(query, (self.since,))}
        for number, reading in self._spool.articles():
            if self.since + number in without:
                yield from self._place(reading, self.since + number, given)

    def _place(self, reading: Reading, number: int, given: list[tuple[int, str]]) -> Iterator[Job]:
        content = self._holders.file_of(reading.id)
        if not content and (shown := self._shows(reading.capture, reading.sha256)):
            yield from self._stand(reading, number, shown)
            return
        file, status = self._holders.hidden(reading.capture)
        if not content and status:
            # The file has other bytes now, but what a person hid must not come back by that.
            self._hide(number, file, status)
            return
        held = bool(content)
        content = content or self._new(reading)
        given.append((number, content))
        # Who moved a capture wants its article to name the new place.
        if self._again or self._holders.shown_in(content) != reading.capture:
            linked = bool(reading.names or reading.kin)
            place = (reading.batch, reading.place, reading.id)
            yield Job(*place, content, held, reading.capture, linked)

    def _stand(self, reading: Reading, number: int, shown: Standing) -> Iterator[Job]:
        self._ledger.execute(
            "UPDATE captures SET outcome = 'duplicate', of = ?, reason = 'same bytes', "
            "content = ?, doubts = '' WHERE rowid = ?",
            (*shown, number),
        )
        if self._again:
            linked = bool(reading.names or reading.kin)
            place = (reading.batch, reading.place, *shown)
            yield Job(*place, held=True, capture=reading.capture, linked=linked)

    def _new(self, reading: Reading) -> str:
        place = (reading.lang, reading.folder, reading.slug, reading.id)
        content = f"{reading.lang}/{self._addresses.take(*place)}.md"
        if reading.sha256 in self._deleted:
            self._report.add(_returned(content))
        if former := self._holders.former(reading.capture)[0]:
            self._report.add(_second(content, former))
        return content

    def _without_file(self) -> tuple[Told, ...]:
        """Return the articles of captures read by former runs that have lost theirs to others."""
        where = "WHERE rowid <= ? AND outcome = 'article' AND content = ''"
        found = self._ledger.execute(f"{SELECT_TOLD} {where}", (self.since,))
        return tuple(map(Told._make, found))

    # --- what is shown --------------------------------------------------------------------

    def show(self, tale: str) -> None:
        """Order that an article of several captures shows what it should, and lists the others."""
        rows = self._told(tale)
        if rows:
            self._display.show(rows)


def _reason(row: Told, original: Told, seen: set[str]) -> str:
    if row.sha256 in seen:
        return "same bytes"
    return "same story" if row.story == original.story or not row.page else "same address"


def _second(content: str, former: str) -> Diagnostic:
    hint = "keep the better one; write «status: removed» in the other"
    message = f"its capture has other bytes than when content/{former} was read from it"
    return Diagnostic(f"content/{content}", "capture-changed", message, hint, 0, "warning")


def _returned(content: str) -> Diagnostic:
    hint = "to keep it away, leave the file and write «status: removed» in it"
    message = "this article had been deleted, and its capture brought it back"
    return Diagnostic(f"content/{content}", "returned", message, hint, 0, "note")


def _joined(content: str, other: str) -> Diagnostic:
    message = f"another capture shows that this is the story of content/{other}"
    hint = "its address leads there from now on"
    return Diagnostic(f"content/{content}", "joined", message, hint, 0, "note")
