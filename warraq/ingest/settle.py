"""What each document is, and where its article stands: decided once all have been read.

What is shown depends on the captures alone, and not on which of them came first. Only
what was given out once stays: an article's id and address.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from warraq.content import read_article_file
from warraq.diagnostics import Report
from warraq.ingest.addresses import MAX_FOLDER, Addresses
from warraq.ingest.entered import entered
from warraq.ingest.held import Holders
from warraq.ingest.joined import Standing, joined
from warraq.ingest.kinship import link_again
from warraq.ingest.ledger import ORDER, Outcome, add_rows
from warraq.ingest.notices import joined_with, renewed, returned, second
from warraq.ingest.showing import SELECT_TOLD, Told
from warraq.ingest.shown import Display
from warraq.ingest.spool import Job, Reading, Spool
from warraq.ingest.tales import gather
from warraq.ingest.texts import SAME_BYTES, SAME_PLACE, Texts, why_shown
from warraq.stopwatch import phase
from warraq.text.slug import SlugStyle, slug

_TOLD = f"{SELECT_TOLD} WHERE tale = ? AND tale != '' ORDER BY {ORDER}"
_SEVERAL = """
SELECT tale FROM captures WHERE tale != '' AND tale IN (SELECT tale FROM touched)
GROUP BY tale HAVING count(*) > 1 OR max(rowid) <= ? ORDER BY tale
"""
_STANDS = "UPDATE captures SET of = ?, reason = ?, content = ? WHERE rowid = ?"

# Why an article has another id than its capture: its file has other bytes now.
_RENEWED = "renewed"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be settled: where, and by what a person did and wants.

    `tree_of` tells the tree of the site that a language stands in.

    `deleted` are digests of captures whose article somebody deleted. With `again` the
    articles that stand are ordered, too.
    """

    content: Path
    tree_of: Callable[[str], str]
    style: SlugStyle
    deleted: frozenset[str]
    again: bool


@phase("settle")
def settle(
    wanted: Settlement, spool: Spool, ledger: sqlite3.Connection, report: Report
) -> frozenset[str]:
    """Enter every document of the spool in the ledger, and order the articles to be written.

    Returns the files of captures whose texts are needed and were not found: with these
    in the spool, too, all can be settled.
    """
    desk = _Settling(wanted, spool, ledger, report)
    desk.enter()
    gather(ledger, desk.since)
    tales = tuple(tale for (tale,) in ledger.execute(_SEVERAL, (desk.since,)))
    for tale in tales:
        desk.part(tale)
    desk.give_addresses()
    for tale in tales:
        desk.show(tale)
    link_again(spool, ledger, desk.since)
    return desk.missing


class _Settling:
    """Settles what was read together with what the ledger knows."""

    def __init__(
        self, wanted: Settlement, spool: Spool, ledger: sqlite3.Connection, report: Report
    ) -> None:
        content = wanted.content
        self.since: int = ledger.execute("SELECT ifnull(max(rowid), 0) FROM captures").fetchone()[0]
        self._wanted = wanted
        self._spool = spool
        self._ledger = ledger
        self._report = report
        self._holders = Holders(ledger)
        self._given: list[tuple[int, str]] = []
        self._ordered: list[Job] = []
        self._addresses = Addresses(
            content, wanted.tree_of, self._holders, spool.crowded(MAX_FOLDER)
        )
        self._texts = Texts(spool, content, self._holders, self.since)
        self._display = Display(
            spool, ledger, content, self._holders, self._texts, again=wanted.again
        )

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
        if joined(content, others, self._wanted.content, self._spool):
            self._report.extend(joined_with(one.content, content) for one in others)
            apart = {}
        original = self._original(rows, identity, content)
        seen = {original.sha256} if original else set()
        for row in rows:
            if row.id in apart:
                # What a person edited stays an article, though it is one with another.
                self._enter(row, "article", content=apart.pop(row.id))
            elif row is original and row.id == identity:
                self._enter(row, "article", content=content)
            elif row is original:
                self._enter(row, "article", of=identity, reason=_RENEWED, content=content)
            else:
                reason = _reason(row, original or rows[0], seen)
                self._enter(row, "duplicate", of=identity, reason=reason, content=content)
            seen.add(row.sha256)

    def _original(self, rows: tuple[Told, ...], identity: str, content: str) -> Told | None:
        """Return the capture that gave an article its id, or that had other bytes when it did."""
        gave = (row for row in rows if row.id == identity)
        renewed = (row for row in rows if self._why_shown(row, content))
        return next(gave, None) or next(renewed, None)

    def _told(self, tale: str) -> tuple[Told, ...]:
        return tuple(map(Told._make, self._ledger.execute(_TOLD, (tale,))))

    def _standing(self, tale: str, rows: tuple[Told, ...]) -> list[Standing]:
        """Return the articles of a tale that stand, in the order of its captures."""
        ids = dict.fromkeys((*(row.id for row in rows), *(row.of for row in rows if row.of)))
        found = (Standing(one, self._holders.file_of(one)) for one in ids)
        stand = [one for one in found if one.content and self._tale_of(one.id) == tale]
        return stand or [one for one in map(self._shows, rows) if one][:1]

    def _shows(self, row: Told | Reading) -> Standing | None:
        """Return the article that shows a capture, if that which gave it its id is gone."""
        for file in self._formerly(row):
            identity = self._holders.id_in(file)
            if identity and not self._tale_of(identity) and self._why_shown(row, file):
                return Standing(identity, file)
        return None

    def _formerly(self, row: Told | Reading) -> Iterator[str]:
        """Yield the articles that may have been read from a capture when it had other bytes."""
        if not self._holders.any:
            return
        if file := self._holders.former(row.capture)[0]:
            yield file
        if row.offset is not None and (file := self._holders.of_page(row.page, row.file)):
            yield file

    def _why_shown(self, row: Told | Reading, content: str) -> str:
        """Return why an article is that of a capture which did not give it its id, or ""."""
        if content not in self._formerly(row):
            return ""
        return why_shown(self._wanted.content / content, content, row)

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

    def give_addresses(self) -> None:
        """Give every new article its address, the earliest first; order those that are alone."""
        query = (
            "SELECT rowid FROM captures WHERE rowid > ? AND outcome = 'article' AND content = ''"
        )
        without = {number for (number,) in self._ledger.execute(query, (self.since,))}
        for number, reading in self._spool.articles():
            if self.since + number in without:
                self._place(reading, self.since + number)
        # All at once: one by one they took twice as long.
        self._spool.order(self._ordered)
        update = "UPDATE captures SET content = ?2 WHERE rowid = ?1"
        self._ledger.executemany(update, sorted(self._given))
        for told in self._without_file():
            self._display.give_address(told, self._addresses, self._wanted.style)

    def _place(self, reading: Reading, number: int) -> None:
        content = self._holders.file_of(reading.id)
        file, status = self._holders.hidden(reading.capture)
        if content:
            self._note(number, content)
            self._renew(reading, Standing(reading.id, content))
        elif status:
            # The file has other bytes now, but what a person hid must not come back by that.
            self._hide(number, file, status)
        elif (shown := self._shows(reading)) and self._is_its_story(reading, shown.content):
            self._ledger.execute(_STANDS, (shown.id, _RENEWED, shown.content, number))
            self._renew(reading, shown, self._why_shown(reading, shown.content))
        else:
            content = self._new(reading)
            self._note(number, content)
            self._order(reading, Standing(reading.id, content), held=False)

    def _is_its_story(self, reading: Reading, content: str) -> bool:
        """Return whether an article may be what a file told that has other bytes now.

        Where no address tells, the headline does: a name such as `1.txt` is used again for
        another story, which must not take the place of the first one.
        """
        if reading.page or self._why_shown(reading, content) != SAME_PLACE:
            return True
        path = self._wanted.content / content
        held = read_article_file(path.read_bytes(), file=f"content/{content}").article
        own = slug(held.title, style=self._wanted.style, lang=held.lang, fallback="")
        return own == reading.slug

    def _note(self, number: int, content: str) -> None:
        self._given.append((number, content))

    def _renew(self, reading: Reading, standing: Standing, reason: str = "") -> None:
        """Order that an article shows its one capture, if that moved or has other bytes now."""
        content = standing.content
        moved = self._holders.shown_in(content) != reading.capture
        if not (reason or moved or self._wanted.again):
            reason = self._why_shown(reading, content)
        if reason == SAME_PLACE:
            self._report.add(renewed(content))
            self._display.forget_text(reading.id)
        if reason == SAME_PLACE or moved or self._wanted.again:
            self._order(reading, standing, held=True)

    def _order(self, reading: Reading, standing: Standing, *, held: bool) -> None:
        place = (reading.batch, reading.place, *standing)
        linked = bool(reading.names or reading.kin)
        self._ordered.append(Job(*place, held, reading.capture, linked))

    def _new(self, reading: Reading) -> str:
        place = (reading.lang, reading.folder, reading.slug, reading.id)
        content = f"{reading.lang}/{self._addresses.take(*place)}.md"
        if reading.sha256 in self._wanted.deleted:
            self._report.add(returned(content))
        if reading.offset is None and (former := self._holders.former(reading.capture)[0]):
            self._report.add(second(content, former))
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


def _reason(row: Told, first: Told, seen: set[str]) -> str:
    """Return why a capture is of the article which `first` gave its id, or of which it is first."""
    if row.sha256 in seen:
        return SAME_BYTES
    tells_it = row is not first and row.story == first.story
    return "same story" if tells_it or not row.page else "same address"
