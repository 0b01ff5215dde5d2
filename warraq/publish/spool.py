"""Stories on their way from the reading of `content/` to the rendering of pages.

A first build reads every article to know what stands beside which, and then shows
them all. In between they lie here, so that no file is read and parsed twice. What is
not here is simply read again.
"""

from __future__ import annotations

import marshal
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.diagnostics import naming

if TYPE_CHECKING:
    from warraq.publish.story import Story

# A worker spools so many bytes at most: the system keeps about so much in memory.
_ROOM = 1 << 30


class Spool:
    """One process's stories in a file of its own; the place of each is told by `put`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # A number of a process comes again, on this machine and on the next one.
        self._name = f"{os.getpid()}-{os.urandom(8).hex()}"
        self._waiting: list[bytes] = []
        self._end = 0
        self._open: dict[str, int] = {}

    def put(self, story: Story) -> str:
        """Keep a story until `flush`; return where it will be, "" where there is no room."""
        if self._end >= _ROOM:
            return ""
        data = marshal.dumps(tuple(story))
        place = f"{self._name} {self._end} {len(data)}"
        self._waiting.append(data)
        self._end += len(data)
        return place

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._folder.mkdir(exist_ok=True)
            path = self._folder / self._name
            with naming(path), path.open("ab") as file:
                file.write(b"".join(self._waiting))
            self._waiting.clear()

    def get(self, place: str) -> Story | None:
        """Return a story; None where it is not kept."""
        if not place:
            return None
        from warraq.publish.story import Story

        name, start, length = place.split(" ")
        if name not in self._open:
            try:
                self._open[name] = os.open(self._folder / name, os.O_RDONLY)
            except FileNotFoundError:
                return None
        data = os.pread(self._open[name], int(length), int(start))
        return Story._make(marshal.loads(data)) if len(data) == int(length) else None

    def close(self) -> None:
        """Give back the files that were read; what is asked for opens them again."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()


def clear_spool(folder: Path) -> None:
    """Forget all stories."""
    shutil.rmtree(folder, ignore_errors=True)
