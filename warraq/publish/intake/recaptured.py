"""Which articles publish a capture that is another by now?"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from warraq.catalog.published import looks, mark_publishing, note_looks
from warraq.publish.intake.scan import TICK_NS

# How a file looks that is not there, and one so young that it may change and look the same.
_GONE, _YOUNG = b"gone", b""


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
