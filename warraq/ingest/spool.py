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
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from warraq.model import Version


class Reading(NamedTuple):
    """What one document became, but for its text: a row of the table.

    `state` is `article`, `skipped`, `failed` or `lost`, before it is known which
    articles are held already. `names` are the captures that its sidecar names as
    translations, parted by line ends. `batch` and `place` lead to the text.
    """

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
    is written again, unless somebody edited it. `names` and `kin` lead to translations,
    whose ids, parted by blanks, are known when all articles are. `captures` are the
    others of the same article, in JSON. `keeps` is the name under which the text that
    stands is kept when another takes its place, "" where it is kept already.
    """

    batch: int
    place: int
    id: str
    content: str
    held: bool
    capture: str
    names: str
    kin: str
    translations: str = ""
    captures: str = "[]"
    keeps: str = ""

    @property
    def versions(self) -> tuple[Version, ...]:
        return tuple(Version(*values) for values in json.loads(self.captures))


# The batch of jobs that need no text: what stands is told of its other captures.
NO_TEXT = -1 << 40


def capture_name(file: str, member: str, offset: int | None) -> str:
    """Return what tells one capture from all others: its file, or its place in one."""
    return file if offset is None else f"{file}\t{member}\t{offset}"


_READINGS = f"CREATE TABLE readings ({', '.join(Reading._fields)})"
_JOBS = f"CREATE TABLE jobs ({', '.join(Job._fields)})"
_KIN = "CREATE INDEX readings_by_kin ON readings (kin) WHERE kin != ''"
# The earliest capture of a story is its original, of equally old ones that with the
# lowest digest: whatever the captures are called and whenever they were found.
_ORDER = "moment = '', moment, sha256, file, member, offset"


class Spool:
    """The spool of one run; nothing of it outlives the run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._database = sqlite3.connect(folder / "readings.sqlite", isolation_level=None)
        # Nobody reads it after a crash, so that nothing need be safe.
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._database.executescript(f"{_READINGS}; {_JOBS}; {_KIN};")

    def close(self) -> None:
        self._database.close()

    def add(self, readings: Iterable[Reading]) -> None:
        """Enter what was read."""
        marks = ", ".join("?" * len(Reading._fields))
        self._database.executemany(f"INSERT INTO readings VALUES ({marks})", readings)

    def readings(self) -> Iterator[Reading]:
        """Yield what was read, originals before those that repeat them."""
        return map(
            Reading._make, self._database.execute(f"SELECT * FROM readings ORDER BY {_ORDER}")
        )

    def crowded(self, most: int) -> frozenset[tuple[str, str]]:
        """Return the (language, folder) pairs of more than `most` articles."""
        query = (
            "SELECT lang, folder FROM readings WHERE state = 'article' "
            "GROUP BY lang, folder HAVING count(*) > ?"
        )
        return frozenset(self._database.execute(query, (most,)))

    def order(self, job: Job) -> None:
        """Enter an article to be written."""
        self._database.execute(f"INSERT INTO jobs VALUES ({', '.join('?' * len(job))})", job)

    def instead(self, job: Job) -> None:
        """Enter a job, and take back what had been ordered for its article."""
        self._database.execute("DELETE FROM jobs WHERE content = ?", (job.content,))
        self.order(job)

    def reading_of(self, file: str, member: str, offset: int | None) -> Reading | None:
        """Return what this run read of a capture, if it did."""
        self._database.execute(
            "CREATE INDEX IF NOT EXISTS readings_by_place ON readings (file, member, offset)"
        )
        query = "SELECT * FROM readings WHERE file = ? AND member = ? AND offset IS ?"
        found = self._database.execute(query, (file, member, offset)).fetchone()
        return Reading._make(found) if found else None

    def jobs(self) -> Iterator[tuple[Job, ...]]:
        """Yield the articles to be written, batch by batch."""
        ordered = self._database.execute("SELECT * FROM jobs ORDER BY batch, place")
        for _, jobs in groupby(map(Job._make, ordered), lambda job: job.batch):
            yield tuple(jobs)

    def kin_of(self, kin: str) -> tuple[str, ...]:
        """Return the captures that tell one story in several languages."""
        query = "SELECT file, member, offset FROM readings WHERE kin = ? AND kin != ''"
        return tuple(capture_name(*place) for place in self._database.execute(query, (kin,)))


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

        def write(text: str) -> int:
            data = text.encode("utf-8")
            place = file.tell()
            file.write(len(data).to_bytes(_LENGTH_BYTES))
            file.write(data)
            return place

        yield write


def read_batch(folder: Path, batch: int, places: Iterable[int]) -> Iterator[str]:
    """Yield the texts at these places of a batch."""
    with (folder / f"{batch}.texts").open("rb") as file:
        for place in places:
            file.seek(place)
            length = int.from_bytes(file.read(_LENGTH_BYTES))
            yield file.read(length).decode("utf-8")


_LENGTH_BYTES = 8
