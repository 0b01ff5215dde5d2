"""Which bytes of its capture stand beside an article, and whose captures are others by now?

They are published as `source` states them: so many from one place, with their digest. Of
a file that holds many captures that is one record; what is packed in its file (a page in a
crawl or in a mail), and what was changed, is not published at all.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from pathlib import Path
from typing import NamedTuple

from warraq.catalog.published import looks, mark_publishing, note_looks
from warraq.publish.scan import TICK_NS

# How a file looks that is not there, and one so young that it may change and look the same.
_GONE, _YOUNG = b"gone", b""


class Piece(NamedTuple):
    """A stretch of a file below `content/`, with the digest of its bytes."""

    file: str
    offset: int
    length: int
    sha256: str


def read_piece(content: Path, piece: Piece) -> bytes:
    """Return the bytes of a capture; b"" where the file does not hold them as they are stated.

    Only a file that lies in `content/raw/` itself is read: not one a link leads to.
    """
    path = content / piece.file
    try:
        inside = (content / "raw").resolve() in path.resolve().parents
        if not (inside and path.is_file()):
            return b""
        with path.open("rb", buffering=0) as file:
            if piece.offset + piece.length > os.fstat(file.fileno()).st_size:
                return b""
            data = os.pread(file.fileno(), piece.length, piece.offset)
    except (OSError, RuntimeError):  # A loop of links is a RuntimeError.
        return b""
    return data if hashlib.sha256(data).hexdigest() == piece.sha256 else b""


def mark_changed_captures(content: Path, database: sqlite3.Connection) -> None:
    """Mark the articles that publish a capture which looks other than it did, or has gone."""
    too_young = time.time_ns() - TICK_NS
    noted = []
    for capture, before in looks(database):
        look = _look(content / capture, too_young)
        if look == before and look != _YOUNG:
            continue
        noted.append((capture, look))
        # What is published for the first time is new in the catalog, too.
        if before is not None:
            mark_publishing(database, capture, f"content/{capture} is changed")
    note_looks(database, noted)


def _look(path: Path, too_young: int) -> bytes:
    try:
        stat = path.stat()
    except OSError:
        return _GONE
    if max(stat.st_mtime_ns, stat.st_ctime_ns) > too_young:
        return _YOUNG
    return b"%d %d %d %d" % (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
