"""How long reading one capture may take before it counts as hanging."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# A guard against hanging, not a measure.
SECONDS_A_CAPTURE = 5.0


class HungError(BaseException):
    """A capture took longer than the guard allows; nothing that is read catches this."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Break off what works longer than that, however busy the machine is with other things."""
    if not hasattr(signal, "setitimer"):
        start = time.process_time()
        yield
        if time.process_time() - start > seconds:
            raise HungError
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise HungError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
