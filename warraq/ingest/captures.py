"""What lies in `content/raw/`: the captures, found and never touched."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from warraq.ingest.sidecar import FOLDER_SIDECAR, is_sidecar
from warraq.legible import readable
from warraq.stopwatch import phase


class CaptureFile(NamedTuple):
    """A file below `content/raw/`, as the file system tells of it.

    `name` is its path relative to `content/raw/`, with slashes. `link` is true
    for a symbolic link, which is never followed: it could lead anywhere. A folder that
    cannot be read stands for what is in it. `accompanied` is false where no sidecar of a
    capture lies in its folder.
    """

    place: str | Path
    name: str
    size: int
    mtime_ns: int
    link: bool = False
    accompanied: bool = True

    @property
    def path(self) -> Path:
        # Made when asked for: of a hundred thousand captures few are opened in most runs.
        return Path(self.place)


@phase("find captures")
def find_captures(raw: Path) -> tuple[CaptureFile, ...]:
    """Return every capture below `raw`, sorted by name.

    Dot files and sidecars are none, nor is the folder that a browser saves with a page.
    """
    return tuple(sorted(_walk(raw, ""), key=lambda found: found.name)) if raw.is_dir() else ()


def _walk(folder: str | Path, prefix: str) -> Iterator[CaptureFile]:
    try:
        entries = os.scandir(folder)
    except OSError:
        # Whoever reads it will be told why it cannot be.
        yield CaptureFile(folder, prefix.rstrip("/"), 0, 0)
        return
    with entries:
        found = [entry for entry in entries if not entry.name.startswith(".")]
    sidecars = {entry.name for entry in found if is_sidecar(entry.name)}
    accompanied = not sidecars <= {FOLDER_SIDECAR}
    for entry in found:
        name = prefix + readable(entry.name)
        if entry.is_dir(follow_symlinks=False):
            if not _is_companion(entry.name, folder):
                yield from _walk(entry.path, name + "/")
        elif entry.name not in sidecars:
            yield from _file(entry, name, accompanied=accompanied)


def _file(entry: os.DirEntry[str], name: str, *, accompanied: bool) -> Iterator[CaptureFile]:
    """Yield a file, unless it has gone since its folder was read."""
    with contextlib.suppress(FileNotFoundError):
        stat = entry.stat(follow_symlinks=False)
        link = entry.is_symlink() or not entry.is_file(follow_symlinks=False)
        yield CaptureFile(entry.path, name, stat.st_size, stat.st_mtime_ns, link, accompanied)


# What browsers call the folder of the pictures and styles of a page they save.
COMPANION = ("_files", "_archivos", "_fichiers", "_dateien", "-dateien", "_soubory", ".files")


def _is_companion(name: str, folder: str | Path) -> bool:
    """Return whether a folder holds what belongs to a page saved beside it."""
    ending = next((end for end in COMPANION if name.lower().endswith(end)), "")
    page = Path(folder) / name[: -len(ending)] if ending else None
    return page is not None and any(
        page.with_name(page.name + suffix).is_file() for suffix in (".html", ".htm", ".xhtml")
    )
