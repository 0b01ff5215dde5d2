"""Where the bytes of the next site wait, beside the one that stands."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from warraq.diagnostics import naming
from warraq.project import Project

# Folders known to exist; pages are made folder by folder, so few need be remembered.
_FOLDERS_KEPT = 10_000


class Staged(NamedTuple):
    """A file of the next site: its digest, and whether it differs from what stands there.

    It is `blocked` where a folder stands in its place, or a file in that of its folder.
    """

    path: str
    digest: str
    changed: bool
    stands: bool
    blocked: bool = False


class Built(NamedTuple):
    """What became of one page, and the slice it belongs to, as that is stored.

    An article belongs to its own slice, whether it was made alone or with its day. A
    page at an old address is not staged: its bytes wait until it is known to be free.
    """

    path: str
    owner: str
    staged: Staged | None
    waiting: bytes = b""


class Stage:
    """Puts files where the switch will find them, unless they stand there already."""

    def __init__(self, project: Project) -> None:
        self._staged = f"{staged_below(project)}/"
        self._standing = f"{project.output}/"
        # Nothing can stand in a site that is not there yet.
        self._first = not project.output.exists()
        self._folders: set[str] = set()

    def put(self, path: str, data: bytes) -> Staged:
        """Stage the bytes of a file at `path` of the site."""
        digest = hashlib.sha256(data).hexdigest()
        try:
            standing, blocked = None if self._first else _read(self._standing + path), False
        except (NotADirectoryError, IsADirectoryError):
            standing, blocked = None, True
        if standing == data:
            return Staged(path, digest, changed=False, stands=True)
        self._write(path, data)
        return Staged(path, digest, changed=True, stands=standing is not None, blocked=blocked)

    def _write(self, path: str, data: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._make_folder(folder)
        place = self._staged + path
        with naming(place), open(place, "wb", buffering=0) as file:
            written = file.write(data)
            while written < len(data):
                written += file.write(data[written:])

    def _make_folder(self, folder: str) -> None:
        """Make a folder; most have their parent already."""
        try:
            os.mkdir(self._staged + folder)
        except OSError:
            os.makedirs(self._staged + folder, exist_ok=True)
        if len(self._folders) >= _FOLDERS_KEPT:
            self._folders.clear()
        self._folders.add(folder)


def staged_below(project: Project) -> Path:
    """Return the folder in which the next site is staged."""
    return project.staging / "next"


def _read(path: str) -> bytes | None:
    try:
        with naming(path), open(path, "rb", buffering=0) as file:
            return file.read()
    except FileNotFoundError:
        return None
