"""Which files of `content/` may be other than they were.

Stat first: a folder whose files all have the size, times and inode they had is not
looked into, and neither is a file. What looks other is read, and its bytes decide.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from warraq.legible import is_text, readable
from warraq.media import FOLDER, picture_parts
from warraq.publish.intake.strays import Stray, stray_of

# A file written so shortly before it is read may be written again within the tick of
# the file system's clock; it is read again next time.
TICK_NS = 100_000_000


class Suspect(NamedTuple):
    """A file that looks other than it did: `stamp` is how it looks, `digest` what it held.

    `stray` says why it is not to be read, "" for content.
    """

    file: str
    stamp: bytes
    digest: str
    stray: Stray = ""


# Size in bytes, the times of writing and of any change in nanoseconds, inode.
_Look = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of `content/`: its files by name, and how each looks; `strays` are no content."""

    path: str
    files: dict[str, _Look]
    strays: dict[str, Stray]

    @property
    def stamp(self) -> bytes:
        return hashlib.blake2b(repr(self.files).encode(), digest_size=16).digest()

    @property
    def newest_ns(self) -> int:
        return max((max(look[1:3]) for look in self.files.values()), default=0)


class Scan:
    """One look over `content/`, in the caller's transaction; or into some folders of it only.

    `only` are their paths relative to `content/`.
    """

    def __init__(
        self, content: Path, database: sqlite3.Connection, only: Collection[str] = ()
    ) -> None:
        self._content = content
        self._database = database
        self._only = only
        self._too_young = time.time_ns() - TICK_NS
        self.gone: list[str] = []

    def suspects(self) -> Iterator[Suspect]:
        """Yield the files to read; `gone` holds those that are no more once all are yielded."""
        known = self._known_folders()
        for folder in self._folders():
            before, stamp = known.pop(folder.path, None), folder.stamp
            if before == stamp:
                continue
            young = folder.newest_ns > self._too_young
            files = [] if before is None else self._known(folder.path)
            yield from _other_files(folder, files, self.gone, young=young)
            row = (folder.path, b"" if young else stamp)
            self._database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", row)
        for path in known:
            self.gone += [file for file, _, _ in self._known(path)]
            self._database.execute("DELETE FROM folders WHERE path = ?", (path,))

    def _folders(self) -> Iterator[_Folder]:
        if not self._only:
            return _folders(str(self._content), "")
        looks = (_look_into(str(self._content), path) for path in sorted(self._only))
        return (folder for folder, _ in looks if folder.files)

    def _known_folders(self) -> dict[str, bytes]:
        query = "SELECT path, stamp FROM folders"
        if not self._only:
            return dict(self._database.execute(query))
        rows = (self._database.execute(f"{query} WHERE path = ?", (one,)) for one in self._only)
        return {path: stamp for found in rows for path, stamp in found}

    def _known(self, folder: str) -> list[tuple[str, bytes, str]]:
        query = "SELECT path, stamp, digest FROM files WHERE folder = ?"
        return self._database.execute(query, (folder,)).fetchall()


def is_article(path: str) -> bool:
    """Return whether an article or a page may be at `path`, relative to `content/`."""
    *folders, name = path.split("/")
    hidden = any(one.startswith(".") for one in (*folders, name))
    inside = bool(folders) and folders[0] not in ("raw", FOLDER.rstrip("/")) and not hidden
    return inside and name.endswith(".md")


def _other_files(
    folder: _Folder, files: list[tuple[str, bytes, str]], gone: list[str], *, young: bool
) -> Iterator[Suspect]:
    """Yield what looks other in a folder than in `files`, and enter what is gone."""
    known = {path: (stamp, digest) for path, stamp, digest in files}
    for name, look in folder.files.items():
        path = f"{folder.path}/{name}" if folder.path else name
        stamp = b"%d %d %d %d" % look
        before, digest = known.pop(path, (b"", ""))
        if before != stamp:
            yield Suspect(path, b"" if young else stamp, digest, folder.strays.get(name, ""))
    gone += known


def _is_content(folder: str, entry: os.DirEntry[str]) -> bool:
    """Return whether a file is an article, a page or a picture: by its name, and no link."""
    name = entry.name
    if not folder or not is_text(name) or not entry.is_file(follow_symlinks=False):
        return False
    if name.endswith(".md"):
        return not folder.startswith(FOLDER)
    return folder.startswith(FOLDER) and picture_parts(f"{folder}/{name}") is not None


def _folders(content: str, path: str) -> Iterator[_Folder]:
    """Yield the folders below `content/`, the captures and hidden ones aside."""
    folder, inner = _look_into(content, path)
    if folder.files:
        yield folder
    for name in inner:
        yield from _folders(content, f"{path}/{name}" if path else name)


def _look_into(content: str, path: str) -> tuple[_Folder, list[str]]:
    """Return a folder, without files where there is none, and the names of those in it."""
    files: dict[str, _Look] = {}
    strays: dict[str, Stray] = {}
    inner: list[str] = []
    try:
        entries = sorted(os.scandir(f"{content}/{path}"), key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError):
        entries = []
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
        files[name] = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    return _Folder(path, files, strays), inner
