"""What changed in `content/`: every file that is other, read into its rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from warraq.catalog.update import Change
from warraq.diagnostics import Diagnostic
from warraq.publish.build import Reading
from warraq.publish.intake.scan import Scan, Suspect
from warraq.publish.intake.strays import STRAY
from warraq.stopwatch import steps
from warraq.workers import LostError, Pool, run

if TYPE_CHECKING:
    from warraq.publish.intake.reading import Read

ReadFiles = Callable[[tuple[Suspect, ...]], "tuple[Read, ...]"]

# Below so many files a pool costs more than it saves; so many go to a worker at once.
MANY = 400
_BATCH = 100


def read_changes(
    reading: Reading, database: sqlite3.Connection, pool: Pool | None
) -> Iterator[Change]:
    """Yield every file that is new, other or gone, and note what the files are now."""
    scan = Scan(reading.content, database, reading.only)
    deadly = _was_deadly(database)
    suspects = steps("scan", scan.suspects())
    first = list(islice(suspects, MANY))
    silent = set()
    if first:
        helpers = pool if deadly or len(first) == MANY else None
        for suspect, read in _read(reading, chain(first, suspects), helpers):
            yield from _noted(database, suspect, read)
            if not read.digest:
                silent.add(_folder_of(suspect.file))
    # What says nothing is asked again next time, so its folder is looked into.
    database.executemany(
        "UPDATE folders SET stamp = x'' WHERE path = ?", ((path,) for path in sorted(silent))
    )
    for path in scan.gone:
        database.execute("DELETE FROM files WHERE path = ?", (path,))
        database.execute("DELETE FROM shown WHERE file = ?", (path,))
        yield Change(path)


def _was_deadly(database: sqlite3.Connection) -> bool:
    """Return whether reading a file has ended workers before, and may end whoever reads it now."""
    query = "SELECT 1 FROM files WHERE problems != '' AND digest = '' LIMIT 1"
    return database.execute(query).fetchone() is not None


def _folder_of(file: str) -> str:
    return file.rpartition("/")[0]


def _read(
    reading: Reading, suspects: Iterable[Suspect], pool: Pool | None
) -> Iterator[tuple[Suspect, Read]]:
    """Yield every file with what it says."""
    # Where nothing is other nobody needs to know how to read.
    from warraq.publish.intake.reading import read_files

    task = partial(read_files, reading)
    for batch, found in run(task, _batches(suspects), pool):
        if isinstance(found, LostError):
            found = _one_by_one(task, batch, pool)
        yield from zip(batch, found, strict=True)


def _batches(suspects: Iterable[Suspect]) -> Iterator[tuple[Suspect, ...]]:
    waiting = iter(suspects)
    while batch := tuple(islice(waiting, _BATCH)):
        yield batch


def _one_by_one(task: ReadFiles, batch: tuple[Suspect, ...], pool: Pool | None) -> tuple[Read, ...]:
    """Return what the files of a batch say that ended its worker; one of them will again."""
    from warraq.publish.intake.reading import deadly

    singles = [(suspect,) for suspect in batch]
    found = dict(run(task, singles, pool))
    return tuple(
        deadly(one[0]) if isinstance(read := found[one], LostError) else read[0] for one in singles
    )


def _noted(database: sqlite3.Connection, suspect: Suspect, read: Read) -> Iterator[Change]:
    """Yield the change of a file whose bytes are other; note how all look."""
    file, stamp, before, _ = suspect
    if read.digest and read.digest == before:
        database.execute("UPDATE files SET stamp = ? WHERE path = ?", (stamp, file))
        return
    row = (file, _folder_of(file), stamp if read.digest else b"", read.digest)
    database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (*row, read.problems))
    if before:
        database.execute("DELETE FROM shown WHERE file = ?", (file,))
    database.executemany("INSERT INTO shown VALUES (?, ?)", ((file, one) for one in read.pictures))
    is_unreadable = bool(read.problems) and not (read.record or read.title)
    yield Change(file, read.record, read.title, is_unreadable)


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


# One look for each picture: an archive may have few of them, and files by the million.
_LOST = f"""
SELECT file, picture FROM shown
WHERE NOT EXISTS (SELECT 1 FROM files WHERE path = picture AND digest != '{STRAY}')
ORDER BY file, picture
"""
_LEFT = f"""
SELECT path FROM files WHERE path >= 'media/' AND path < 'media0' AND digest != '{STRAY}'
AND NOT EXISTS (SELECT 1 FROM shown WHERE picture = path) ORDER BY path
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
