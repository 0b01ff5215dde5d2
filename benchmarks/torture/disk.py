"""A disk under watch: every call of a process below a folder is seen, and one of them fails.

Python tells an audit hook of each file that is opened, renamed, linked or removed, and
of each folder that is made or looked into; what a hook raises, the call raises. Writing
and forcing to the disk are no such events, so these are wrapped. A hook cannot be taken
away again: watched work runs in a process of its own.
"""

# What stands between a program and its disk takes whatever that is given.
# ruff: noqa: ANN401

from __future__ import annotations

import builtins
import errno
import io
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

CODES = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EMFILE)

_FORK = multiprocessing.get_context("fork")

# Audit event → the places of its paths, and of the folders' descriptors these start from.
_EVENTS: dict[str, tuple[tuple[int, int | None], ...]] = {
    "open": ((0, None),),
    "os.link": ((0, 2), (1, 3)),
    "os.listdir": ((0, None),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.scandir": ((0, None),),
}

_OF_OPEN_FILES = ("write", "fsync", "sync")

# What is told of a call: its name, its paths, the bytes it writes.
Seen = Callable[[str, tuple[str, ...], bytes], None]


@dataclass(frozen=True, slots=True)
class Crash:
    """What a piece of work raised: a bug."""

    trace: str


def in_child(work: Callable[[], T]) -> T | Crash:
    """Return what `work` returns in a process of its own; it may leave that in any state."""
    receiver, sender = _FORK.Pipe(duplex=False)

    def answer() -> None:
        try:
            sender.send(work())
        except BaseException:
            sender.send(Crash(traceback.format_exc()))

    process = _FORK.Process(target=answer)
    process.start()
    sender.close()
    try:
        found: T | Crash = receiver.recv()
    except EOFError:
        found = Crash("the process ended without an answer")
    process.join()
    return found


def fail_at(number: int, code: int, below: Path) -> list[str]:
    """Make the `number`th call below a folder fail; return the list that all calls are put in.

    A write that fails has written its first half. 0 lets every call pass.
    """
    calls: list[str] = []

    def seen(what: str, paths: tuple[str, ...], data: bytes) -> None:
        calls.append(" ".join((what, *paths)))
        if len(calls) == number:
            raise OSError(code, os.strerror(code), *_names(what, paths))

    watch(below, seen)
    return calls


def _names(what: str, paths: tuple[str, ...]) -> tuple[object, ...]:
    """Return the paths that the system names when a call fails: none for an open file."""
    if what in _OF_OPEN_FILES:
        return ()
    return (paths[0], None, paths[1]) if len(paths) > 1 else paths


def watch(below: Path, seen: Seen) -> None:
    """Call `seen` before each call that changes or looks at something below a folder, for good.

    What is forced to the disk as a whole is a call on that folder itself.
    """
    start = f"{below}{os.sep}"

    def tell(what: str, *paths: str, data: bytes = b"") -> None:
        if f"{paths[0]}{os.sep}".startswith(start) and not sys.is_finalizing():
            seen(what, paths, data)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS:
            paths = tuple(_path(arguments, *places) for places in _EVENTS[event])
            if all(paths):
                tell(_name(event, arguments), *paths)

    sys.addaudithook(hook)
    _wrap_writing(tell)
    _wrap_sync(tell, below)


def _name(event: str, arguments: tuple[Any, ...]) -> str:
    """Return `open-w` for a file to be written anew, `open-a` for one to be changed."""
    if event == "open":
        flags = arguments[2] or 0
        if flags & os.O_TRUNC:
            return "open-w"
        return "open-a" if flags & (os.O_WRONLY | os.O_RDWR) else "open-r"
    return event.removeprefix("os.")


def _path(arguments: tuple[Any, ...], place: int, folder_place: int | None) -> str:
    """Return a path of an event as it would be written in full; "" for a descriptor."""
    path = arguments[place]
    if isinstance(path, int) or path is None:
        return ""
    folder = arguments[folder_place] if folder_place is not None else -1
    if isinstance(folder, int) and folder >= 0:
        return os.path.join(_of(folder), os.fsdecode(path))  # noqa: PTH118 - both are text
    return os.fsdecode(path)


def _of(descriptor: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:
        return ""


def _wrap_writing(tell: Callable[..., None]) -> None:
    really = io.open

    def opened(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        found = really(file, mode, *rest, **options)
        if isinstance(file, int) or not set(mode) & set("wax+"):
            return found
        return _Watched(found, str(file), tell)

    io.open = builtins.open = opened  # type: ignore[assignment]


def _wrap_sync(tell: Callable[..., None], below: Path) -> None:
    forces, forces_all = os.fsync, os.sync

    def fsync(descriptor: int) -> None:
        tell("fsync", _of(descriptor))
        forces(descriptor)

    def sync() -> None:
        tell("sync", str(below))
        forces_all()

    os.fsync, os.sync = fsync, sync


class _Watched:
    """A file opened to be written, which tells of each write."""

    def __init__(self, file: Any, path: str, tell: Callable[..., None]) -> None:
        self._file, self._path, self._tell = file, path, tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: Any) -> int:
        try:
            self._tell(
                "write", self._path, data=data.encode() if isinstance(data, str) else bytes(data)
            )
        except OSError:
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise
        return int(self._file.write(data))

    def writelines(self, lines: Any) -> None:
        """Write lines as one call, since they are gathered before they reach the disk."""
        if held := list(lines):
            self.write(held[0][:0].join(held))
