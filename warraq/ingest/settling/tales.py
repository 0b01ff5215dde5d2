"""Which captures are of one article: those of one tale, whenever each of them came.

A capture belongs to the article of its address; and an address, or a capture without
one, to the article at whose address was told first what it begins with. So a tale is
named by an address, or, where no address tells it, by what is told. What is told
later leads nowhere: many addresses end with the same notice that the portal is gone,
and are no one article for that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from warraq.ingest.ledger import ORDER

_TABLES = (
    "CREATE TEMP TABLE touched (tale TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE queue (number INTEGER PRIMARY KEY, page TEXT UNIQUE)",
    "CREATE TEMP TABLE stories (story TEXT PRIMARY KEY) WITHOUT ROWID",
)
_BYTES_READ_OTHERWISE = """
SELECT DISTINCT new.sha256 FROM captures new JOIN captures other
ON substr(other.sha256, 1, 12) = substr(new.sha256, 1, 12)
WHERE new.rowid > ? AND new.story != '' AND other.story NOT IN ('', new.story)
"""
# Spelled so that the indexes of the ledger, which leave out what is empty, are used.
_OF_PAGE = "page = ? AND page != '' AND story != ''"
_OF_STORY = "story = ? AND story != '' AND page != ''"
_ALONE = "story = ? AND story != '' AND page = ''"
_OF_BYTES = "substr(sha256, 1, 12) = ? AND story != ''"
_FIRST = f"SELECT story FROM captures WHERE {_OF_PAGE} ORDER BY {ORDER} LIMIT 1"
_TELLER = f"SELECT page FROM captures WHERE {_OF_STORY} ORDER BY {ORDER} LIMIT 1"

# Captures of a page that thousands have copied ask for the same.
_REMEMBERED = 4_096


def gather(ledger: sqlite3.Connection, since: int) -> None:
    """Name the tale of every capture that was entered after row `since`, or led on by one.

    The temporary table `touched` then holds the tales that have other captures than before.
    """
    # Not as one script, which would end what is not kept yet.
    for table in _TABLES:
        ledger.execute(table)
    _agree_on_bytes(ledger, since)
    tales = _Tales(ledger)
    ledger.execute(
        "INSERT OR IGNORE INTO queue (page) SELECT page FROM captures "
        "WHERE rowid > ? AND page != '' AND story != '' UNION SELECT page FROM dropped",
        (since,),
    )
    # What all have been read for the first time has nothing else to lead on.
    for page in _queued(ledger):
        changed = tales.rename(_OF_PAGE, page, tales.of_page(page))
        if since and (changed or _is_new(ledger, page, since)):
            for story in _stories_of(ledger, page):
                _lead_on(ledger, story)
    _gather_without_address(ledger, tales, since)
    ledger.execute(
        "INSERT OR IGNORE INTO touched SELECT tale FROM captures WHERE rowid > ? AND tale != ''",
        (since,),
    )
    ledger.execute(_SHARING, (since, since))


# What others share a kept text with a capture that is now the first to have its bytes.
_SHARING = f"""
INSERT OR IGNORE INTO touched SELECT other.tale FROM captures new JOIN captures other
ON substr(other.sha256, 1, 12) = substr(new.sha256, 1, 12)
WHERE new.rowid > ? AND new.story != '' AND other.rowid <= ? AND other.story != ''
AND new.rowid = (SELECT rowid FROM captures first WHERE first.story != ''
AND substr(first.sha256, 1, 12) = substr(new.sha256, 1, 12) ORDER BY {ORDER} LIMIT 1)
"""


def _agree_on_bytes(ledger: sqlite3.Connection, since: int) -> None:
    """Let equal bytes tell the same, in whatever folders, with whatever rules, they lie."""
    for (sha256,) in ledger.execute(_BYTES_READ_OTHERWISE, (since,)).fetchall():
        identity = (sha256[:12],)
        told = f"SELECT story FROM captures WHERE {_OF_BYTES}"
        stories = {story for (story,) in ledger.execute(told, identity)}
        first = f"{told} ORDER BY {ORDER} LIMIT 1"
        ledger.execute(f"UPDATE captures SET story = ({first}) WHERE {_OF_BYTES}", identity * 2)
        for story in stories:
            _lead_on(ledger, story)


def _queued(ledger: sqlite3.Connection) -> Iterator[str]:
    """Yield the pages of the queue, and those that are added to it meanwhile."""
    number = 0
    query = "SELECT number, page FROM queue WHERE number > ? ORDER BY number LIMIT 1"
    while found := ledger.execute(query, (number,)).fetchone():
        number, page = found
        yield page


def _is_new(ledger: sqlite3.Connection, page: str, since: int) -> bool:
    query = (
        f"SELECT 1 FROM captures WHERE {_OF_PAGE} AND rowid > ? "
        "UNION ALL SELECT 1 FROM dropped WHERE page = ? LIMIT 1"
    )
    return ledger.execute(query, (page, since, page)).fetchone() is not None


def _stories_of(ledger: sqlite3.Connection, page: str) -> list[str]:
    """Return what an address tells, or used to tell."""
    told = f"SELECT story FROM captures WHERE {_OF_PAGE}"
    gone = "SELECT story FROM dropped WHERE page = ?"
    return [story for (story,) in ledger.execute(f"{told} UNION {gone}", (page, page))]


def _lead_on(ledger: sqlite3.Connection, story: str) -> None:
    """Queue every address that tells a story."""
    if ledger.execute("INSERT OR IGNORE INTO stories VALUES (?)", (story,)).rowcount:
        ledger.execute(
            f"INSERT OR IGNORE INTO queue (page) SELECT page FROM captures WHERE {_OF_STORY}",
            (story,),
        )


def _gather_without_address(ledger: sqlite3.Connection, tales: _Tales, since: int) -> None:
    """Name the tales of captures that have no address: that of the address that tells theirs."""
    ledger.execute(
        "INSERT OR IGNORE INTO stories SELECT new.story FROM captures new "
        f"WHERE new.rowid > ? AND new.story != '' AND {_TOLD_BY.format('!=')} "
        f"AND {_TOLD_BY.format('=')}",
        (since,),
    )
    for (story,) in ledger.execute("SELECT story FROM stories"):
        tales.rename(_ALONE, story, tales.of_story(story))


# Whether there is a capture with, or without, an address that tells the same.
_TOLD_BY = (
    "EXISTS (SELECT 1 FROM captures other "
    "WHERE other.story = new.story AND other.story != '' AND other.page {} '')"
)


class _Tales:
    """Names tales from what the rows of the ledger tell, and from nothing else."""

    def __init__(self, ledger: sqlite3.Connection) -> None:
        self._ledger = ledger
        self._first = lru_cache(_REMEMBERED)(self._first_of)
        self._teller = lru_cache(_REMEMBERED)(self._teller_of)

    def of_page(self, page: str) -> str:
        """Return the tale of an address; each step leads to one that told it earlier."""
        while (earlier := self._teller(self._first(page))) not in ("", page):
            page = earlier
        return page

    def of_story(self, story: str) -> str:
        """Return the tale of what captures without an address tell."""
        teller = self._teller(story)
        return self.of_page(teller) if teller else story

    def rename(self, which: str, value: str, tale: str) -> bool:
        """Name the tale of rows; note those that they leave, and return whether any did."""
        others = f"{which} AND tale != ?"
        self._ledger.execute(
            f"INSERT OR IGNORE INTO touched SELECT tale FROM captures WHERE {others}",
            (value, tale),
        )
        update = f"UPDATE captures SET tale = ? WHERE {others}"
        return self._ledger.execute(update, (tale, value, tale)).rowcount > 0

    def _first_of(self, page: str) -> str:
        found = self._ledger.execute(_FIRST, (page,)).fetchone()
        return found[0] if found else ""

    def _teller_of(self, story: str) -> str:
        found = self._ledger.execute(_TELLER, (story,)).fetchone() if story else None
        return found[0] if found else ""
