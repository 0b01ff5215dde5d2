"""What the watched trees look like, by stat, and which of their folders changed.

Events of the system are hints: some are lost, many mean nothing. Whether there
is something to build is decided here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

# Files that editors, browsers and systems leave for a moment, and folders that are no content.
_NOISE = re.compile(
    r""".* ~ | \#.*\# | \.\#.* | 4913                      # Emacs, Vim's write test
    | \..*\.sw[a-z] | \.goutputstream-.* | \.~lock\..*    # Vim, GNOME, LibreOffice
    | .*___jb_(tmp|old)___ | .*\.(tmp|part|crdownload)    # JetBrains, downloads
    | \.DS_Store | Thumbs\.db | desktop\.ini | \.git | __pycache__""",
    re.VERBOSE,
)


def is_noise(name: str) -> bool:
    """Tell whether a file or folder of this name is nobody's content."""
    return _NOISE.fullmatch(name) is not None


class Snapshot:
    """Remembers one number a folder, so that a million files fit into memory."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = tuple(str(root.absolute()) for root in roots)
        self._folders: dict[str, int] = {}

    def look(self) -> frozenset[str]:
        """Look at everything; return the folders (or watched files) that changed since."""
        seen = dict(entry for root in self._roots for entry in _walk(root))
        changed = {path for path, mark in seen.items() if self._folders.get(path) != mark}
        gone = self._folders.keys() - seen.keys()
        self._folders = seen
        return frozenset(changed | gone)

    def look_at(self, hints: Iterable[str]) -> frozenset[str]:
        """Look where `hints` point; return the folders that changed since.

        A hint at a folder, or from an unknown one, may mean anything below it,
        so everything is looked at then.
        """
        places = {self._place(hint) for hint in hints}
        if None in places:
            return self.look()
        return frozenset(place for place in places if place and self._update(place))

    def _place(self, hint: str) -> str | None:
        if hint in self._roots and Path(hint).is_file():
            return hint
        if Path(hint).is_dir() or hint in self._folders:
            return None
        parent = str(Path(hint).parent)
        return parent if parent in self._folders else None

    def _update(self, place: str) -> bool:
        mark, _ = _mark(place)
        before = self._folders.pop(place, None)
        if mark is not None:
            self._folders[place] = mark
        return mark != before


def contents(folders: Iterable[str]) -> dict[str, bytes]:
    """Return a digest of each file that lies directly in `folders`."""
    files = (path for folder in folders for path in _files(folder))
    return {path: digest for path in files if (digest := _digest(path))}


def _walk(root: str) -> Iterator[tuple[str, int]]:
    pending = [root]
    while pending:
        folder = pending.pop()
        mark, below = _mark(folder)
        if mark is not None:
            yield folder, mark
        pending.extend(below)


def _mark(path: str) -> tuple[int | None, list[str]]:
    """Return a number that stands for a folder's entries, and the folders in it."""
    try:
        with os.scandir(path) as entries:
            kept = [entry for entry in entries if not is_noise(entry.name)]
    except NotADirectoryError:
        return _file_mark(path), []
    except OSError:
        return None, []
    below = [entry.path for entry in kept if entry.is_dir(follow_symlinks=False)]
    marks = frozenset((entry.name, _entry_mark(entry)) for entry in kept)
    return hash(marks), below


def _entry_mark(entry: os.DirEntry[str]) -> tuple[int, ...]:
    try:
        if entry.is_dir(follow_symlinks=False):
            return ()  # it has a number of its own
        return _stat_mark(entry.stat())
    except OSError:
        return (0,)  # a link that leads nowhere, or a file that has just gone


def _file_mark(path: str) -> int | None:
    try:
        return hash(_stat_mark(Path(path).stat()))
    except OSError:
        return None


def _stat_mark(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _files(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.is_file() and not is_noise(entry.name)]
    except NotADirectoryError:
        return [folder]
    except OSError:
        return []


def _digest(path: str) -> bytes | None:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()
    except OSError:
        return None
