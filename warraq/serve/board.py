"""What the open pages are told: one state, set by the builder, awaited by the pages."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from dataclasses import dataclass, replace

from warraq.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class State:
    """How the preview stands.

    `number` counts the states. `build` names the site that is served, and
    `has_site` is false while there is none. `complete` is false where the newest
    build broke off; `problems` are what the author should see.
    """

    number: int = 0
    build: str = ""
    has_site: bool = False
    complete: bool = True
    problems: tuple[Diagnostic, ...] = ()

    def as_json(self) -> str:
        """Return the state on one line, as the script in the page reads it."""
        problems = [found.as_json() for found in self.problems]
        return json.dumps(
            {
                "number": self.number,
                "build": self.build,
                "complete": self.complete,
                "problems": problems,
            }
        )


class Board:
    """The newest state; any thread may show one, any task may wait for the next."""

    def __init__(self, state: State | None = None) -> None:
        self._lock = threading.Lock()
        self._state = state or State()
        self._closed = False
        self._bells: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    @property
    def state(self) -> State:
        return self._state

    def show(self, state: State) -> None:
        """Show a state, and wake who waits, unless it says nothing new."""
        with self._lock:
            if replace(state, number=self._state.number) == self._state:
                return
            self._state = replace(state, number=self._state.number + 1)
        self._ring()

    def close(self) -> None:
        """End all waiting, for the server is about to stop."""
        self._closed = True
        self._ring()

    async def after(self, number: int) -> State | None:
        """Return the first state newer than `number`; None when the board closes."""
        bell = asyncio.Event()
        place = (asyncio.get_running_loop(), bell)
        with self._lock:
            self._bells.add(place)
        try:
            while not self._closed and self._state.number <= number:
                await bell.wait()
                bell.clear()
            return None if self._closed else self._state
        finally:
            with self._lock:
                self._bells.discard(place)

    def _ring(self) -> None:
        with self._lock:
            bells = tuple(self._bells)
        for loop, bell in bells:
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(bell.set)
