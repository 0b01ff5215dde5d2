"""What lies in `content/raw/`: the captures, found and never touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warraq.ingest.sidecar import is_sidecar


@dataclass(frozen=True, slots=True)
class CaptureFile:
    """A file below `content/raw/`, as the file system tells of it.

    `name` is its path relative to `content/raw/`, with slashes. `link` is true
    for a symbolic link, which is never followed: it could lead anywhere.
    """

    path: Path
    name: str
    size: int
    mtime_ns: int
    link: bool = False


def find_captures(raw: Path) -> tuple[CaptureFile, ...]:
    """Return every capture below `raw`, sorted by name; dot files and sidecars are none."""
    return tuple(sorted(_walk(raw, ""), key=lambda found: found.name)) if raw.is_dir() else ()


def _walk(folder: Path, prefix: str) -> Iterator[CaptureFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = prefix + _readable(entry.name)
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), name + "/")
            elif not is_sidecar(entry.name):
                stat = entry.stat(follow_symlinks=False)
                link = entry.is_symlink() or not entry.is_file(follow_symlinks=False)
                yield CaptureFile(Path(entry.path), name, stat.st_size, stat.st_mtime_ns, link)


def _readable(name: str) -> str:
    """Return a file name as text; bytes of it that are none show by their numbers."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
