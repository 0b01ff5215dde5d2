"""Which of an article's captures is shown, and which texts of the others are kept.

Pure: it depends on the captures, and not on which of them came first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from warraq.ingest.spool import capture_name


class Told(NamedTuple):
    """A capture of an article, as the ledger knows it; `number` is that of its row."""

    number: int
    sha256: str
    file: str
    member: str
    offset: int | None
    url: str
    captured: str
    moment: str
    story: str
    page: str
    rank: int
    form: int
    outcome: str
    of: str
    content: str
    names: str
    kin: str
    said: str

    @property
    def id(self) -> str:
        return self.sha256[:12]

    @property
    def capture(self) -> str:
        return capture_name(self.file, self.member, self.offset)


SELECT_TOLD = f"SELECT rowid, {', '.join(Told._fields[1:])} FROM captures"


class Showing(NamedTuple):
    """What is shown of an article, what its other captures told by story, and all others."""

    shown: Told
    texts: dict[str, Told]
    others: tuple[Told, ...]

    def text_of(self, row: Told) -> str:
        """Return the name of the text that a capture told, "" for what is shown."""
        return self.texts[row.story].id if row.story in self.texts else ""


def showing(rows: Iterable[Told], among: Iterable[Told] = ()) -> Showing:
    """Return what is shown of these captures: the newest story, as it was told best.

    A whole story goes before a damaged one, and that before a teaser. Of captures that
    tell the same that is taken which brings most of its form along, and of these the
    first: so a story stays as it is however often it was captured again. Where `among`
    names captures, it is one of these that is shown.
    """
    told = [row for row in rows if row.story]
    best: dict[str, Told] = {}
    for row in sorted(told, key=_earliest):
        standing = best.setdefault(row.story, row)
        if (row.rank, row.form) > (standing.rank, standing.form):
            best[row.story] = row
    stays = max(among, key=_newest, default=None)
    shown = stays or best[max(told, key=_newest).story]
    by_bytes: dict[str, Told] = {}
    for row in sorted(rows, key=_earliest):
        by_bytes.setdefault(row.sha256, row)
    others = sorted((r for r in by_bytes.values() if r.sha256 != shown.sha256), key=_newest)
    texts = {story: row for story, row in best.items() if story != shown.story}
    return Showing(shown, texts, tuple(others))


def _earliest(row: Told) -> tuple[bool, str, str, str, str, int]:
    place = (row.file, row.member, row.offset or 0)
    return (row.moment == "", row.moment, row.sha256, *place)


def _newest(row: Told) -> tuple[int, str, int, str, str, str, int]:
    place = (row.file, row.member, row.offset or 0)
    return (row.rank, row.moment, row.form, row.sha256, *place)
