"""What has been read, on its way to being written: on disk, not in memory.

Which article a capture becomes, and where it stands, can be told only when all of
them have been read. Until then the texts lie in files of the spool, one a batch, and
one small row a document in a table that sorts them.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from warraq.ingest.ledger import ORDER
from warraq.model import Version


class Reading(NamedTuple):
    """What one document became, but for its text: a row of the table.

    `state` is `article`, `skipped`, `failed` or `lost`, before it is known which
    articles are held already. `names` are the captures that its sidecar names as
    translations, parted by line ends. `batch` and `place` lead to the text.
    """

    captured: str
    moment: str
    sha256: str
    file: str
    member: str
    offset: int | None
    length: int | None
    state: str
    reason: str
    url: str
    story: str
    page: str
    rank: int
    form: int
    kin: str
    lang: str
    folder: str
    slug: str
    doubts: str
    names: str
    size: int
    mtime_ns: int
    batch: int
    place: int

    @property
    def id(self) -> str:
        return self.sha256[:12]

    @property
    def capture(self) -> str:
        return capture_name(self.file, self.member, self.offset)


class Job(NamedTuple):
    """An article to be written: where its text lies, and what the text does not say.

    `content` is relative to `content/`. An article that is there already is `held`: it
    is written again, unless somebody edited it. `capture` is the one that it shows. One
    that is `linked` has captures that lead to translations, whose ids, parted by blanks,
    are known when all articles are. `captures` are the others of the same article, in
    JSON; "" leaves those that are listed. `aliases` are addresses of articles that are
    one with it now, `files` those of its captures: of what else it lists of these, they
    hold nothing any more; and `pictures` what it missed and may find now.
    These are parted by line ends.
    """

    batch: int
    place: int
    id: str
    content: str
    held: bool
    capture: str
    linked: bool = False
    translations: str = ""
    captures: str = "[]"
    aliases: str = ""
    files: str = ""
    pictures: str = ""

    @property
    def versions(self) -> tuple[Version, ...]:
        # Nearly every article has one capture.
        listed = json.loads(self.captures) if self.captures not in ("", "[]") else ()
        return tuple(Version(*values) for values in listed)


class Missing(NamedTuple):
    """What an article misses of pictures, each by its addresses; parted by line ends.

    `folder` is that of its capture.
    """

    content: str
    folder: str
    pictures: str


# The batch of jobs that need no text: what stands is told of its other captures.
NO_TEXT = -1 << 40

# What no batch of captures bounds is written so many at a time.
_MOST_JOBS = 200

_CACHE_KIB = 32 << 10

# The batch of texts that were lifted out of `content/`.
_LIFTED = NO_TEXT - 1


def capture_name(file: str, member: str, offset: int | None) -> str:
    """Return what tells one capture from all others: its file, or its place in one."""
    return file if offset is None else f"{file}\t{member}\t{offset}"


_READINGS = f"CREATE TABLE readings ({', '.join(Reading._fields)})"
_JOBS = f"CREATE TABLE jobs ({', '.join(Job._fields)})"
_INDEX = "CREATE INDEX jobs_by_content ON jobs (content)"
_SPENT = "CREATE TABLE spent (content, by)"
_MISSING = f"CREATE TABLE missing ({', '.join(Missing._fields)})"


class Spool:
    """The spool of one run; nothing of it outlives the run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = sqlite3.connect(folder / "readings.sqlite", isolation_level=None)
        # Nobody reads it after a crash, so that nothing need be safe.
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        # All in one transaction that never ends: each of its own, rows took five times as long.
        self._database.executescript(
            f"BEGIN; {_READINGS}; {_JOBS}; {_INDEX}; {_SPENT}; {_MISSING};"
        )

    def close(self) -> None:
        self._database.close()

    def add(self, readings: Iterable[Reading]) -> None:
        """Enter what was read."""
        marks = ", ".join("?" * len(Reading._fields))
        self._database.executemany(f"INSERT INTO readings VALUES ({marks})", readings)

    def readings(self) -> Iterator[Reading]:
        """Yield what was read, in the order in which it was entered."""
        return map(Reading._make, self._database.execute("SELECT * FROM readings ORDER BY rowid"))

    def articles(self) -> Iterator[tuple[int, Reading]]:
        """Yield what was read as an article, with its number, the earliest first."""
        query = f"SELECT rowid, * FROM readings WHERE state = 'article' ORDER BY {ORDER}"
        for found in self._database.execute(query):
            yield found[0], Reading._make(found[1:])

    def place_of(self, number: int) -> tuple[int, int] | None:
        """Return where the text of a reading lies, None where it is that of no article."""
        query = "SELECT batch, place FROM readings WHERE rowid = ? AND state = 'article'"
        found: tuple[int, int] | None = self._database.execute(query, (number,)).fetchone()
        return found

    def crowded(self, most: int) -> frozenset[tuple[str, str]]:
        """Return the (language, folder) pairs of more than `most` articles."""
        query = (
            "SELECT lang, folder FROM readings WHERE state = 'article' "
            "GROUP BY lang, folder HAVING count(*) > ?"
        )
        return frozenset(self._database.execute(query, (most,)))

    def order(self, jobs: Iterable[Job]) -> None:
        """Enter articles to be written."""
        marks = ", ".join("?" * len(Job._fields))
        self._database.executemany(f"INSERT INTO jobs VALUES ({marks})", jobs)

    def instead(self, job: Job) -> None:
        """Enter a job, and take back what had been ordered for its article."""
        self._database.execute("DELETE FROM jobs WHERE content = ?", (job.content,))
        self.order((job,))

    def is_ordered(self, content: str) -> bool:
        """Return whether an article is to be written."""
        query = "SELECT 1 FROM jobs WHERE content = ?"
        return self._database.execute(query, (content,)).fetchone() is not None

    def add_pictures(self, content: str, pictures: str) -> bool:
        """Let an article that is to be written look for pictures; return whether it is."""
        update = "UPDATE jobs SET pictures = ? WHERE content = ?"
        return self._database.execute(update, (pictures, content)).rowcount > 0

    def keep(self, text: str) -> tuple[int, int]:
        """Take a text of `content/` into the spool, and return where it lies."""
        with (self._folder / f"{_LIFTED}.texts").open("ab") as file:
            return _LIFTED, _append(file, text)

    def forget_orders(self) -> None:
        """Take back all that was ordered."""
        for table in ("jobs", "spent"):
            self._database.execute(f"DELETE FROM {table}")

    def spend(self, content: str, by: str) -> None:
        """Order that a file goes when all are written: that of `by` tells what it told."""
        self._database.execute("INSERT INTO spent VALUES (?, ?)", (content, by))

    def spent_for(self, content: str) -> tuple[str, ...]:
        """Return the files that are to go for the sake of one."""
        query = "SELECT content FROM spent WHERE by = ? ORDER BY content"
        return tuple(file for (file,) in self._database.execute(query, (content,)))

    def miss(self, articles: Iterable[Missing]) -> None:
        """Enter what articles miss."""
        self._database.executemany("INSERT INTO missing VALUES (?, ?, ?)", articles)

    def missing(self) -> Iterator[Missing]:
        """Yield what articles miss."""
        return map(Missing._make, self._database.execute("SELECT * FROM missing"))

    def spent(self) -> tuple[str, ...]:
        """Return the files that are to go."""
        found = self._database.execute("SELECT DISTINCT content FROM spent ORDER BY content")
        return tuple(content for (content,) in found)

    def jobs(self) -> Iterator[tuple[Job, ...]]:
        """Yield the articles to be written, batch by batch."""
        ordered = self._database.execute("SELECT * FROM jobs ORDER BY batch, place, content")
        for _, jobs in groupby(map(Job._make, ordered), lambda job: job.batch):
            while some := tuple(islice(jobs, _MOST_JOBS)):
                yield some


@contextlib.contextmanager
def spooling(folder: Path) -> Iterator[Spool]:
    """Give an empty spool in `folder`, and remove it afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spool = Spool(folder)
    try:
        yield spool
    finally:
        spool.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def writing_batch(folder: Path, batch: int) -> Iterator[Callable[[str], int]]:
    """Give what writes a text into a batch and returns its place."""
    with (folder / f"{batch}.texts").open("wb") as file:
        yield partial(_append, file)


def _append(file: BinaryIO, text: str) -> int:
    data = text.encode("utf-8")
    place = file.tell()
    file.write(len(data).to_bytes(_LENGTH_BYTES))
    file.write(data)
    return place


def read_batch(folder: Path, batch: int, places: Iterable[int]) -> Iterator[str]:
    """Yield the texts at these places of a batch."""
    with (folder / f"{batch}.texts").open("rb") as file:
        for place in places:
            file.seek(place)
            length = int.from_bytes(file.read(_LENGTH_BYTES))
            yield file.read(length).decode("utf-8")


_LENGTH_BYTES = 8
