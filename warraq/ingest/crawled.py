"""The pictures in crawls: where each lies, and what stands there.

A crawl is read once from its beginning to its end, and a picture mostly comes behind
the page that shows it. So what is passed over is noted on disk by its address, and is
looked up when an article that names it is written; all others stay where they are.
"""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from warraq.diagnostics import InputError
from warraq.ingest.pages import page_of
from warraq.ingest.readers import wacz, warc
from warraq.ingest.reading import Item
from warraq.model import Origin, Passed, Pictured

_NAME = "pictures.sqlite"
# Nobody reads it after a crash, so that nothing need be safe.
_TABLE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS pictures (file TEXT, page TEXT, member TEXT, place INTEGER,
    inner INTEGER, digest TEXT, refers TEXT, held INTEGER);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS by_page ON pictures (file, page);
CREATE INDEX IF NOT EXISTS by_digest ON pictures (file, digest) WHERE held;
"""
_INSERT = "INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
# From http to https, or to `www.`, is no way to another page.
_OF_PAGE = """
SELECT member, place, inner, digest, refers, held FROM pictures
WHERE file = ? AND page = ? AND (held OR digest != '' OR refers != page)
ORDER BY held DESC, member, place, inner LIMIT 1
"""
_OF_DIGEST = """
SELECT member, place, inner FROM pictures
WHERE file = ? AND digest = ? AND held ORDER BY member, place, inner LIMIT 1
"""

# So many redirects and references are followed, which also ends what leads in a circle.
_MOST_HOPS = 5

_Place = tuple[str, int, int]


def noting(items: Iterable[Item], folder: Path) -> Iterator[Item]:
    """Yield items as they come, and note in `folder` where pictures lie among them."""
    database: sqlite3.Connection | None = None
    for item in items:
        if isinstance(item.found, Passed) and item.found.picture:
            database = database or _opened(folder / _NAME)
            database.execute(_INSERT, _row(item.found.origin, item.found.picture))
        yield item
    if database:
        database.executescript(_INDEXES)
        database.commit()
        database.close()


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.executescript(_TABLE)
    return database


def _row(origin: Origin, told: Pictured) -> tuple[str | int | None, ...]:
    member, inner = warc.parted(origin.member)
    place = (origin.file, page_of(told.url), member, origin.offset, inner)
    return (*place, told.digest, page_of(told.refers), int(told.held))


class Crawls:
    """The pictures that this run found in crawls, each taken out when it is asked for."""

    def __init__(self, index: sqlite3.Connection, content: Path, files: ExitStack) -> None:
        self._index = index
        self._content = content
        self._files = files
        self._open: dict[tuple[str, str], tuple[BinaryIO, int, int]] = {}

    def picture(self, file: str, address: str) -> bytes:
        """Return the picture that the crawl `file` holds for an address, b"" for none."""
        place = self._place(file, page_of(address))
        if place is None:
            return b""
        member, offset, inner = place
        try:
            stream, begin, end = self._stretch(file, member)
            return warc.delivered_at(stream, begin + offset, end, inner)
        except (InputError, OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
            # The crawl is another one since, or damaged there: as if it held none.
            return b""

    def _place(self, file: str, page: str) -> _Place | None:
        """Return where a picture lies; what a record says is held elsewhere is looked up there."""
        for _ in range(1 + _MOST_HOPS):
            found = self._index.execute(_OF_PAGE, (file, page)).fetchone() if page else None
            if found is None:
                return None
            member, place, inner, digest, refers, held = found
            if held:
                return member, place, inner
            if digest and (same := self._index.execute(_OF_DIGEST, (file, digest)).fetchone()):
                return same[0], same[1], same[2]
            page = refers
        return None

    def _stretch(self, file: str, member: str) -> tuple[BinaryIO, int, int]:
        if (file, member) not in self._open:
            path = self._content / file
            crawl = wacz.opened_member(path, member) if member else warc.opened(path)
            self._open[file, member] = self._files.enter_context(crawl)
        return self._open[file, member]


@contextmanager
def looking_up(folder: Path, content: Path) -> Iterator[Crawls | None]:
    """Give the pictures that were noted in `folder`, None where there were none."""
    path = folder / _NAME
    if not path.is_file():
        yield None
        return
    with closing(sqlite3.connect(path)) as index, ExitStack() as files:
        yield Crawls(index, content, files)
