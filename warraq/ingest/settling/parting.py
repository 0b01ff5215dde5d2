"""Which article are the captures of one tale of, and which is which there?"""

from __future__ import annotations

from collections.abc import Iterator

from warraq.ingest.ledger import Outcome, skip_row
from warraq.ingest.settling.joined import joined
from warraq.ingest.settling.notices import joined_with
from warraq.ingest.settling.settlement import Run
from warraq.ingest.settling.showing import Told
from warraq.ingest.settling.standing import RENEWED, Standing, Standings, told_of
from warraq.ingest.settling.texts import SAME_BYTES


class Parting:
    """Parts the captures of a tale into the one of its article, and those that repeat it."""

    def __init__(self, run: Run, standings: Standings) -> None:
        self._content = run.wanted.content
        self._spool = run.spool
        self._ledger = run.ledger
        self._holders = run.holders
        self._standings = standings
        self._report = run.report
        self._since = run.since

    def part(self, tale: str) -> None:
        """Tell the article of a tale from the captures that repeat it."""
        rows = told_of(self._ledger, tale)
        standing = self._standings.of_tale(tale, rows)
        if not standing and not (rows := tuple(self._not_hidden(rows))):
            return
        (identity, content), *others = standing or [Standing(rows[0].id, "")]
        apart = self._apart(content, others)
        original = self._original(rows, identity, content)
        seen = {original.sha256} if original else set()
        for row in rows:
            if row.id in apart:
                # What a person edited stays an article, though it is one with another.
                self._enter(row, "article", content=apart.pop(row.id))
            elif row is original:
                of, reason = ("", "") if row.id == identity else (identity, RENEWED)
                self._enter(row, "article", of=of, reason=reason, content=content)
            else:
                reason = _reason(row, original or rows[0], seen)
                self._enter(row, "duplicate", of=identity, reason=reason, content=content)
            seen.add(row.sha256)

    def _apart(self, content: str, others: list[Standing]) -> dict[str, str]:
        """Return the files of articles, by id, that do not become one with that in `content`."""
        if not joined(content, others, self._content, self._spool):
            return dict(others)
        self._report.extend(joined_with(one.content, content) for one in others)
        return {}

    def _original(self, rows: tuple[Told, ...], identity: str, content: str) -> Told | None:
        """Return the capture that gave an article its id, or that had other bytes when it did."""
        gave = (row for row in rows if row.id == identity)
        renewed = (row for row in rows if self._standings.why_shown(row, content))
        return next(gave, None) or next(renewed, None)

    def _not_hidden(self, rows: tuple[Told, ...]) -> Iterator[Told]:
        """Yield the captures that do not stand where one stood whose article a person hid."""
        for row in rows:
            file, status = self._holders.hidden(row.capture)
            if status and row.number > self._since:
                skip_row(self._ledger, row.number, status, file)
            else:
                yield row

    def _enter(
        self, row: Told, outcome: Outcome, *, of: str = "", reason: str = "", content: str = ""
    ) -> None:
        self._ledger.execute(
            "UPDATE captures SET outcome = ?, of = ?, reason = ?, content = ?, doubts = ? "
            "WHERE rowid = ?",
            (outcome, of, reason, content, row.said if outcome == "article" else "", row.number),
        )


def _reason(row: Told, first: Told, seen: set[str]) -> str:
    """Return why a capture is of the article which `first` gave its id, or of which it is first."""
    if row.sha256 in seen:
        return SAME_BYTES
    tells_it = row is not first and row.story == first.story
    return "same story" if tells_it or not row.page else "same address"
