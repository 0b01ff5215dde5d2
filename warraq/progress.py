"""How far a long run is: a bar on a terminal, a line now and then elsewhere.

Both tell how many are done, how many that is in a second, and how long the rest will
take. Words, numbers and the bar are ASCII, which every terminal writes.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

Move = Callable[[int, int], None]

# Rare enough for a log, and for the mail of a nightly job; what is quicker says nothing.
SECONDS_BETWEEN_LINES = 10.0

# A terminal shows no more than that, and drawing it costs nothing then.
_SECONDS_BETWEEN_DRAWINGS = 0.1

_BAR_COLUMNS = 30
_COLUMNS_IF_UNKNOWN = 80


class Shower(Protocol):
    """Shows how far a run is: `total` is 0 as long as nobody knows it."""

    seconds: float

    def show(self, label: str, done: int, total: int, pace: str) -> None: ...

    def close(self) -> None: ...


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Move]:
    """Give what is called with how many are done, and of how many."""
    if quiet:
        yield lambda done, total: None
        return
    shower = Bar() if sys.stderr.isatty() else Lines()
    try:
        yield Meter(label, shower).move
    finally:
        shower.close()


class Meter:
    """Knows the pace of a run, and when it is time to show it again."""

    def __init__(
        self, label: str, shower: Shower, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._label = label
        self._shower = shower
        self._clock = clock
        self._shown = clock()
        self._begin(0)

    def _begin(self, done: int) -> None:
        self._first = self._done = done
        self._since = self._clock()

    def move(self, done: int, total: int) -> None:
        """Take in that `done` of `total` are done; fewer than before begin something new."""
        if done < self._done:
            self._begin(done)
        self._done = done
        now = self._clock()
        if now - self._shown >= self._shower.seconds:
            self._shown = now
            label = self._label if total else "reading"
            told = pace(done - self._first, max(0, total - done), now - self._since)
            self._shower.show(label, done, total, told)


def pace(done: int, left: int, seconds: float) -> str:
    """Return `310 a second, 0:27 left`; nothing as long as nothing is done."""
    if not done or seconds <= 0:
        return ""
    rate = done / seconds
    told = f"{rate:.0f} a second" if rate >= 10 else f"{rate:.1f} a second"
    return f"{told}, {_minutes(left / rate)} left" if left else told


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Lines:
    """Prints a line to standard error."""

    seconds = SECONDS_BETWEEN_LINES

    def show(self, label: str, done: int, total: int, pace: str) -> None:
        of = f" of {total}" if total else ""
        print(f"{label}: {done}{of}" + (f", {pace}" if pace else ""), file=sys.stderr, flush=True)

    def close(self) -> None:
        """Do nothing: a line is whole."""


class Bar:
    """Draws a bar at the foot of a terminal, and takes it away at the end."""

    seconds = _SECONDS_BETWEEN_DRAWINGS

    def __init__(self) -> None:
        self._drawn = ""

    def show(self, label: str, done: int, total: int, pace: str) -> None:
        parts = (label, _bar(done, total), f"{done}/{total}" if total else str(done), pace)
        self._draw("  ".join(filter(None, parts)))

    def close(self) -> None:
        if self._drawn:
            self._draw("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _draw(self, line: str) -> None:
        """Write over what was drawn: blanks cover its rest, on terminals without escapes, too."""
        # In the last column some terminals begin a new line.
        line = line[: _columns() - 1]
        sys.stderr.write("\r" + line.ljust(len(self._drawn)))
        sys.stderr.flush()
        self._drawn = line


def _bar(done: int, total: int) -> str:
    filled = _BAR_COLUMNS * min(done, total) // total if total else 0
    return f"[{'#' * filled:<{_BAR_COLUMNS}}]" if total else ""


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _COLUMNS_IF_UNKNOWN
    except OSError:
        return _COLUMNS_IF_UNKNOWN
