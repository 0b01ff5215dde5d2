"""What changed in `content/`: every file that is other, read into its rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Literal, NamedTuple

from warraq.catalog.record import Record, Recorder
from warraq.catalog.update import Change, is_plain_page
from warraq.config import SiteConfig
from warraq.content import ContentFile, is_version, read_article_file
from warraq.diagnostics import Diagnostic, InputError, naming
from warraq.media import is_whole, picture_parts
from warraq.publish.markdown import first_words, held_pictures
from warraq.publish.scan import Scan, Suspect
from warraq.publish.spool import Spool
from warraq.publish.story import story_of
from warraq.stopwatch import phase, steps
from warraq.workers import LostError, Pool, run

Audience = Literal["public", "preview"]

# As long as the teasers that the portal family printed.
TEASER_LENGTH = 150

# Below so many files a pool costs more than it saves; so many go to a worker at once.
MANY = 400
_BATCH = 100


class Read(NamedTuple):
    """What a file says: its digest, its problems as they are stored, its rows or its title.

    `pictures` are those that it shows, relative to `content/`.
    """

    digest: str
    problems: str = ""
    record: Record | None = None
    title: str = ""
    pictures: tuple[str, ...] = ()


class Reading(NamedTuple):
    """All that a worker needs to know to read content files.

    With a `spool`, what articles show is kept there for the rendering to come; `token`
    tells one build from the next.
    """

    content: Path
    config: SiteConfig
    audience: Audience
    spool: Path | None = None
    token: str = ""


def read_changes(
    reading: Reading, database: sqlite3.Connection, pool: Pool | None
) -> Iterator[Change]:
    """Yield every file that is new, other or gone, and note what the files are now."""
    scan = Scan(reading.content, database)
    suspects = steps("scan", scan.suspects())
    first = list(islice(suspects, MANY))
    helpers = pool if len(first) == MANY else None
    batches = _batches(chain(first, suspects))
    for batch, found in run(partial(read_files, reading), batches, helpers):
        if isinstance(found, LostError):
            found = _one_by_one(reading, batch, pool)
        for suspect, read in zip(batch, found, strict=True):
            yield from _noted(database, suspect, read)
    for path in scan.gone:
        database.execute("DELETE FROM files WHERE path = ?", (path,))
        database.execute("DELETE FROM shown WHERE file = ?", (path,))
        yield Change(path)


def _batches(suspects: Iterable[Suspect]) -> Iterator[tuple[Suspect, ...]]:
    waiting = iter(suspects)
    while batch := tuple(islice(waiting, _BATCH)):
        yield batch


def _one_by_one(
    reading: Reading, batch: tuple[Suspect, ...], pool: Pool | None
) -> tuple[Read, ...]:
    """Return what the files of a batch say that ended its worker; one of them will again."""
    singles = [(suspect,) for suspect in batch]
    found = dict(run(partial(read_files, reading), singles, pool))
    return tuple(
        _deadly(one[0]) if isinstance(read := found[one], LostError) else read[0] for one in singles
    )


def _noted(database: sqlite3.Connection, suspect: Suspect, read: Read) -> Iterator[Change]:
    """Yield the change of a file whose bytes are other; note how all look."""
    file, stamp, before = suspect
    if read.digest and read.digest == before:
        database.execute("UPDATE files SET stamp = ? WHERE path = ?", (stamp, file))
        return
    # What says nothing is asked again next time.
    row = (file, file.rpartition("/")[0], stamp if read.digest else b"", read.digest)
    database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (*row, read.problems))
    if before:
        database.execute("DELETE FROM shown WHERE file = ?", (file,))
    database.executemany("INSERT INTO shown VALUES (?, ?)", ((file, one) for one in read.pictures))
    yield Change(file, read.record, read.title)


# --- reading -----------------------------------------------------------------------------


def read_files(reading: Reading, suspects: tuple[Suspect, ...]) -> tuple[Read, ...]:
    """Return what each file says; one that has just gone says nothing. Raises OSError."""
    reader = _reader(reading)
    with phase("read articles", len(suspects)):
        found = tuple(reader.read(suspect.file) for suspect in suspects)
        reader.flush()
    return found


@lru_cache(maxsize=1)
def _reader(reading: Reading) -> _Reader:
    return _Reader(reading)


class _Reader:
    """Reads content files with the settings of one build."""

    def __init__(self, reading: Reading) -> None:
        self._content = f"{reading.content}/"
        self._hidden = ("draft",) if reading.audience == "public" else ()
        self._recorder = Recorder(reading.config)
        self._spool = Spool(reading.spool) if reading.spool else None

    def read(self, path: str) -> Read:
        """Return what a file says."""
        place = self._content + path
        try:
            with naming(place), open(place, "rb", buffering=0) as file:
                data = file.read()
        except FileNotFoundError:
            return Read("")
        if picture_parts(path):
            problem = "" if is_whole(path, data) else _packed((_other_bytes(path),))
            return Read(_digest(data), problem)
        try:
            found = read_article_file(data, file=f"content/{path}")
        except InputError as error:
            return Read(_digest(data), _packed(error.diagnostics))
        # The seal of an untouched file is the digest of all the rest of it.
        digest = _digest(data) if found.edited else found.article.written
        return self._entered(path, found, digest)

    def _entered(self, path: str, found: ContentFile, digest: str) -> Read:
        article, problems = found.article, _packed(found.problems)
        pictures = held_pictures(found.body)
        if article.status in self._hidden or is_version(path):
            return Read(digest, problems, pictures=pictures)
        if is_plain_page(path):
            shown = article.title if article.status != "removed" else ""
            return Read(digest, problems, title=shown, pictures=pictures)
        spooled = self._spool.put(story_of(found)) if self._spool else ""
        record = self._recorder.record(
            path, article, _teaser(found), digest, body=found.body, spooled=spooled
        )
        return Read(digest, problems, record, pictures=pictures)

    def flush(self) -> None:
        """Write what was spooled."""
        if self._spool:
            self._spool.flush()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _teaser(found: ContentFile) -> str:
    return found.article.summary or first_words(found.body, TEASER_LENGTH)


def _deadly(suspect: Suspect) -> Read:
    hint = "the rest of the site was made; look at the file that is named here"
    message = "reading this ended its process, twice"
    return Read("", _packed((Diagnostic(f"content/{suspect.file}", "lost-worker", message, hint),)))


def _packed(problems: tuple[Diagnostic, ...]) -> str:
    return json.dumps([one.as_json() for one in problems], ensure_ascii=False) if problems else ""


def _other_bytes(path: str) -> Diagnostic:
    hint = "put the picture back as it was, or take it out of the articles that show it"
    message = "this picture has other bytes than those it is named by, so it is not shown"
    return Diagnostic(f"content/{path}", "changed-picture", message, hint, 0, "warning")


def problems_in(database: sqlite3.Connection) -> Iterator[Diagnostic]:
    """Yield what is wrong in `content/`, read this time or before."""
    query = "SELECT problems FROM files WHERE problems != '' ORDER BY path"
    for (packed,) in database.execute(query):
        yield from (Diagnostic(**one) for one in json.loads(packed))
    moved = "SELECT file, path, address FROM entries WHERE path != address ORDER BY file"
    for file, path, address in database.execute(moved):
        message = f"«{path}» is the address of another article, too"
        hint = f"it stands at «{address}» now; give one of them another «path»"
        yield Diagnostic(f"content/{file}", "same-address", message, hint, 0, "warning")
    yield from _lost_and_left(database)


_LOST = """
SELECT file, picture FROM shown WHERE picture NOT IN (SELECT path FROM files)
ORDER BY file, picture
"""
_LEFT = """
SELECT path FROM files WHERE path >= 'media/' AND path < 'media0'
AND path NOT IN (SELECT picture FROM shown) ORDER BY path
"""


def _lost_and_left(database: sqlite3.Connection) -> Iterator[Diagnostic]:
    """Yield the pictures that are shown and not there, and those that nobody shows."""
    for file, picture in database.execute(_LOST):
        hint = "put it back from a copy, or read its capture again: warraq ingest --again"
        message = f"the picture «{picture}» is gone, so its description stands for it"
        yield Diagnostic(f"content/{file}", "lost-picture", message, hint, 0, "warning")
    for (path,) in database.execute(_LEFT):
        hint = "delete it if you do not need it; no command does"
        message = "no article shows this picture"
        yield Diagnostic(f"content/{path}", "unused-picture", message, hint, 0, "note")
