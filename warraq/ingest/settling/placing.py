"""Where do new articles stand, and which of those that stand are to be written again?"""

from __future__ import annotations

from warraq.content import read_article_file
from warraq.ingest.ledger import skip_row
from warraq.ingest.settling.addresses import MAX_FOLDER, Addresses
from warraq.ingest.settling.notices import renewed, returned, second
from warraq.ingest.settling.settlement import Run
from warraq.ingest.settling.showing import SELECT_TOLD, Told
from warraq.ingest.settling.shown import Display
from warraq.ingest.settling.standing import RENEWED, Standing, Standings
from warraq.ingest.settling.texts import SAME_PLACE
from warraq.ingest.spool import Job, Reading
from warraq.text.slug import slug

_STANDS = "UPDATE captures SET of = ?, reason = ?, content = ? WHERE rowid = ?"


class Placing:
    """Gives new articles their addresses, and orders what is alone in its tale."""

    def __init__(self, run: Run, standings: Standings, display: Display) -> None:
        self._wanted = run.wanted
        self._spool = run.spool
        self._ledger = run.ledger
        self._holders = run.holders
        self._standings = standings
        self._display = display
        self._report = run.report
        self._since = run.since
        self._given: list[tuple[int, str]] = []
        self._ordered: list[Job] = []
        crowded = run.spool.crowded(MAX_FOLDER)
        self._addresses = Addresses(run.wanted.content, run.wanted.tree_of, run.holders, crowded)

    def give_addresses(self) -> None:
        """Give every new article its address, the earliest first; order those that are alone."""
        query = (
            "SELECT rowid FROM captures WHERE rowid > ? AND outcome = 'article' AND content = ''"
        )
        without = {number for (number,) in self._ledger.execute(query, (self._since,))}
        for number, reading in self._spool.articles():
            if self._since + number in without:
                self._place(reading, self._since + number)
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
            skip_row(self._ledger, number, status, file)
        elif shown := self._shows(reading):
            self._ledger.execute(_STANDS, (shown.id, RENEWED, shown.content, number))
            self._renew(reading, shown, self._standings.why_shown(reading, shown.content))
        else:
            content = self._new(reading)
            self._note(number, content)
            self._order(reading, Standing(reading.id, content), held=False)

    def _shows(self, reading: Reading) -> Standing | None:
        """Return the article of a capture that had other bytes when it gave that its id."""
        shown = self._standings.shows(reading)
        return shown if shown and self._is_its_story(reading, shown.content) else None

    def _is_its_story(self, reading: Reading, content: str) -> bool:
        """Return whether an article may be what a file told that has other bytes now.

        Where no address tells, the headline does: a name such as `1.txt` is used again for
        another story, which must not take the place of the first one.
        """
        if reading.page or self._standings.why_shown(reading, content) != SAME_PLACE:
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
            reason = self._standings.why_shown(reading, content)
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
        found = self._ledger.execute(f"{SELECT_TOLD} {where}", (self._since,))
        return tuple(map(Told._make, found))
