"""Hints that something changed: the events of the system, gathered until it is quiet."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from warraq.serve.snapshot import is_noise

# An editor saves in a handful of steps within a few milliseconds; a copy of many
# files is one change as long as it keeps coming, but nobody should wait for its end.
QUIET_SECONDS = 0.05
BURST_SECONDS = 1.0

_PROBE_SECONDS = 1.0
# Reading a file is no change: those events would come by the thousand from every build.
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Mailbox:
    """Paths that may have changed, put in by any thread and taken out by one."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._closed = False
        self._news = threading.Condition()

    @property
    def closed(self) -> bool:
        return self._closed

    def put(self, path: str) -> None:
        with self._news:
            self._paths.add(path)
            self._news.notify_all()

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait for a hint; return whether there is one."""
        with self._news:
            self._news.wait_for(lambda: self._paths or self._closed, seconds)
            return bool(self._paths)

    def take(self, seconds: float) -> frozenset[str]:
        """Wait for a hint, then for quiet; return all there are, none after `seconds`."""
        if not self.wait(seconds):
            return frozenset()
        end = time.monotonic() + BURST_SECONDS
        with self._news:
            while not self._closed and time.monotonic() < end:
                if not self._news.wait(QUIET_SECONDS):
                    break
            taken, self._paths = frozenset(self._paths), set()
            return taken


class Ears:
    """Listens to the system for changes of the watched files and folders.

    The folder that holds a watched one is listened to as well: so a watched one
    that appears later, or is replaced, is taken up.
    """

    def __init__(self, watched: Iterable[Path], heard: Callable[[str], None]) -> None:
        self._roots = tuple(str(path.absolute()) for path in watched)
        self._handler = _Handler(self._roots, heard)
        self._observer: BaseObserver = Observer()
        self._followed: dict[str, tuple[tuple[int, int], ObservedWatch]] = {}

    def start(self) -> None:
        """Begin; raises OSError where the system allows no more watches."""
        self._observer.start()
        for folder in sorted({str(Path(root).parent) for root in self._roots}):
            self._listen(folder, recursive=False)
        self.follow()

    def follow(self) -> None:
        """Listen to watched folders that have appeared or been replaced meanwhile."""
        for root in self._roots:
            known = self._followed.get(root)
            if known and known[0] != _identity(root):
                self._observer.unschedule(known[1])
                del self._followed[root]
            if root not in self._followed:
                self._listen(root, recursive=True)

    def stop(self) -> None:
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()

    def _listen(self, folder: str, *, recursive: bool) -> None:
        identity = _identity(folder)
        if identity is None:
            return
        watch = self._observer.schedule(
            self._handler, folder, recursive=recursive, event_filter=_CHANGES
        )
        if recursive:
            self._followed[folder] = (identity, watch)


class _Handler(FileSystemEventHandler):
    def __init__(self, roots: tuple[str, ...], heard: Callable[[str], None]) -> None:
        self._roots = roots
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        for raw in (event.src_path, event.dest_path):
            path = os.fsdecode(raw)
            if path and self._matters(path):
                self._heard(path)

    def _matters(self, path: str) -> bool:
        inside = any(path == root or path.startswith(root + os.sep) for root in self._roots)
        return inside and not is_noise(Path(path).name)


def events_arrive(folder: Path) -> bool:
    """Tell whether a file made in `folder` is heard of.

    In containers, on network folders and on some shared ones nothing ever is.
    True where no file may be made there: then nothing is known.
    """
    probe = folder / f"probe-{os.getpid()}"
    heard = threading.Event()
    ears = Ears([probe], lambda _: heard.set())
    try:
        folder.mkdir(exist_ok=True)
        ears.start()
        probe.touch()
        return heard.wait(_PROBE_SECONDS)
    except OSError:
        return True
    finally:
        ears.stop()
        _remove(probe)


def _remove(probe: Path) -> None:
    try:
        probe.unlink(missing_ok=True)
    except OSError:
        return


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        found = Path(folder).stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None
