"""Which files of `content/` may be other than they were.

Stat first: a folder whose files all have the size, times and inode they had is not
looked into, and neither is a file. What looks other is read, and its bytes decide.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from warraq.legible import is_text, readable
from warraq.media import FOLDER, picture_parts
from warraq.publish.strays import Stray, stray_of

# A file written so shortly before it is read may be written again within the tick of
# the file system's clock; it is read again next time.
_TICK_NS = 100_000_000


class Suspect(NamedTuple):
    """A file that looks other than it did: `stamp` is how it looks, `digest` what it held.

    `stray` says why it is not to be read, "" for content.
    """

    file: str
    stamp: bytes
    digest: str
    stray: Stray = ""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of `content/`: its files by name, with their stamps; `strays` are no content."""

    path: str
    files: dict[str, bytes]
    strays: dict[str, Stray]
    newest_ns: int

    @property
    def stamp(self) -> bytes:
        digest = hashlib.blake2b(digest_size=16)
        for name, stamp in self.files.items():
            digest.update(os.fsencode(name) + b"\0" + stamp)
        return digest.digest()


class Scan:
    """One look over `content/`, in the caller's transaction."""

    def __init__(self, content: Path, database: sqlite3.Connection) -> None:
        self._content = content
        self._database = database
        self._too_young = time.time_ns() - _TICK_NS
        self.gone: list[str] = []

    def suspects(self) -> Iterator[Suspect]:
        """Yield the files to read; `gone` holds those that are no more once all are yielded."""
        known = dict(self._database.execute("SELECT path, stamp FROM folders"))
        for folder in _folders(str(self._content), ""):
            young = folder.newest_ns > self._too_young
            stamp = b"" if young else folder.stamp
            before = known.pop(folder.path, None)
            if before == stamp and stamp:
                continue
            files = [] if before is None else self._known(folder.path)
            yield from _other_files(folder, files, self.gone, young=young)
            row = (folder.path, stamp)
            self._database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", row)
        for path in known:
            self.gone += [file for file, _, _ in self._known(path)]
            self._database.execute("DELETE FROM folders WHERE path = ?", (path,))

    def _known(self, folder: str) -> list[tuple[str, bytes, str]]:
        query = "SELECT path, stamp, digest FROM files WHERE folder = ?"
        return self._database.execute(query, (folder,)).fetchall()


def _other_files(
    folder: _Folder, files: list[tuple[str, bytes, str]], gone: list[str], *, young: bool
) -> Iterator[Suspect]:
    """Yield what looks other in a folder than in `files`, and enter what is gone."""
    known = {path: (stamp, digest) for path, stamp, digest in files}
    for name, stamp in folder.files.items():
        path = f"{folder.path}/{name}" if folder.path else name
        before, digest = known.pop(path, (b"", ""))
        if before != stamp:
            yield Suspect(path, b"" if young else stamp, digest, folder.strays.get(name, ""))
    gone += known


def _is_content(folder: str, entry: os.DirEntry[str]) -> bool:
    """Return whether a file is an article, a page or a picture: by its name, and no link."""
    name = entry.name
    if not folder or not is_text(name) or not entry.is_file(follow_symlinks=False):
        return False
    if folder.startswith(FOLDER):
        return picture_parts(f"{folder}/{name}") is not None
    return name.endswith(".md")


def _folders(content: str, path: str) -> Iterator[_Folder]:
    """Yield the folders below `content/`, the captures and hidden ones aside."""
    files: dict[str, bytes] = {}
    strays: dict[str, Stray] = {}
    inner: list[str] = []
    newest = 0
    try:
        entries = sorted(os.scandir(f"{content}/{path}"), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or (not path and name == "raw"):
            continue
        if entry.is_dir(follow_symlinks=False) and is_text(name):
            inner.append(name)
            continue
        if not _is_content(path, entry):
            name = readable(name)
            strays[name] = stray_of(path, entry)
        stat = entry.stat(follow_symlinks=False)
        written, changed = stat.st_mtime_ns, stat.st_ctime_ns
        newest = max(newest, written, changed)
        files[name] = b"%d %d %d %d" % (stat.st_size, written, changed, stat.st_ino)
    if files:
        yield _Folder(path, files, strays, newest)
    for name in inner:
        yield from _folders(content, f"{path}/{name}" if path else name)
