"""The pictures in crawls, each taken out where it lies when an article that names it is written."""

from __future__ import annotations

import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from warraq.diagnostics import InputError
from warraq.ingest.pages import page_of
from warraq.ingest.pictures.noted import folder_of
from warraq.ingest.readers import wacz, warc
from warraq.ingest.readers.inflating import inflate_to

# The file of the page goes first: what lies there was fetched with it. From http to https,
# or to `www.`, is no way to another page.
_FIELDS = "SELECT file, member, place, inner, digest, refers, held FROM pictures WHERE folder = ?"
_OF_PAGE = f"""
{_FIELDS} AND page = ? AND (held OR digest != '' OR refers != page)
ORDER BY file = ? DESC, held DESC, file, member, place, inner LIMIT ?
"""
_OF_DIGEST = f"""
{_FIELDS} AND digest = ? AND digest != '' AND held
ORDER BY file = ? DESC, file, member, place, inner LIMIT ?
"""
_IS_CRAWL = "SELECT 1 FROM crawls WHERE folder = ? LIMIT 1"

# So many redirects and references are followed, which also ends what leads in a circle.
_MOST_HOPS = 5
# So many records of one address are looked at, and so many taken out in vain.
_MOST_RECORDS = 4
# A crawl may be of thousands of files, and a process opens some hundreds.
_MOST_FILES = 16


# A file, and where the crawl begins and ends in it.
_Stretch = tuple[BinaryIO, int, int]


class _Record(NamedTuple):
    """What is noted of a record of a crawl."""

    file: str
    member: str
    place: int
    inner: int
    digest: str
    refers: str
    held: int


class Crawls:
    """The pictures that are noted of crawls."""

    def __init__(
        self, index: sqlite3.Connection, content: Path, room: Path, files: ExitStack
    ) -> None:
        """Begin; in the folder `room` all workers find what one of them inflated."""
        self._index = index
        self._content = content
        self._room = room
        self._files = files
        self._open: dict[str, tuple[ExitStack, _Stretch]] = {}

    def is_crawl(self, file: str) -> bool:
        """Return whether there is a crawl in the folder of a capture."""
        return self._index.execute(_IS_CRAWL, (folder_of(file),)).fetchone() is not None

    def picture(self, file: str, address: str) -> bytes:
        """Return the picture that the crawl of the capture `file` holds for an address, or b""."""
        records = islice(self._held(file, page_of(address), _MOST_HOPS), _MOST_RECORDS)
        return next(filter(None, map(self._taken_out, records)), b"")

    def _held(self, file: str, page: str, hops: int) -> Iterator[_Record]:
        """Yield where a picture lies; what a record says is held elsewhere is looked up there."""
        for record in self._records(_OF_PAGE, file, page) if page else ():
            if record.held:
                yield record
                continue
            yield from self._records(_OF_DIGEST, file, record.digest)
            if hops:
                yield from self._held(file, record.refers, hops - 1)

    def _records(self, query: str, file: str, value: str) -> tuple[_Record, ...]:
        values = (folder_of(file), value, file, _MOST_RECORDS)
        return tuple(map(_Record._make, self._index.execute(query, values)))

    def _taken_out(self, record: _Record) -> bytes:
        try:
            if record.inner:
                stream, _, end = self._inflated(record)
                return warc.delivered_at(stream, record.inner, end)
            stream, begin, end = self._stretch(record.file, record.member)
            return warc.delivered_at(stream, begin + record.place, end)
        except (InputError, OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
            # The crawl is another one since, or damaged there: as if it held none.
            return b""

    def _stretch(self, file: str, member: str) -> _Stretch:
        path = self._content / file
        crawl = wacz.opened_member(path, member) if member else warc.opened(path)
        return self._opened(f"{file}\t{member}", crawl)

    def _inflated(self, record: _Record) -> _Stretch:
        """Return all that a member of gzip holds: for each record it would begin anew."""
        name = f"{record.file}\t{record.member}\t{record.place}"
        copy = self._room / f"{sha256(name.encode()).hexdigest()[:16]}.inflated"
        if not copy.is_file():
            stream, begin, _ = self._stretch(record.file, record.member)
            part = copy.with_suffix(f".{os.getpid()}.part")
            try:
                with part.open("wb") as target:
                    inflate_to(target, stream, begin + record.place)
                part.replace(copy)
            finally:
                part.unlink(missing_ok=True)
        return self._opened(name, warc.opened(copy))

    def _opened(self, name: str, crawl: AbstractContextManager[_Stretch]) -> _Stretch:
        if name not in self._open:
            if len(self._open) >= _MOST_FILES:
                self._open.pop(next(iter(self._open)))[0].close()
            closer = self._files.enter_context(ExitStack())
            self._open[name] = (closer, closer.enter_context(crawl))
        return self._open[name][1]


@contextmanager
def looking_up(index: Path, content: Path, room: Path) -> Iterator[Crawls | None]:
    """Give the pictures that are noted in a file, None where there is none."""
    if not index.is_file():
        yield None
        return
    with closing(sqlite3.connect(index)) as database, ExitStack() as files:
        yield Crawls(database, content, room, files)
