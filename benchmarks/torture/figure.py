"""A figure: what was tried, how often, and what did not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# So many failures are printed; the rest are counted.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """`trials` of one kind; each failure is a sentence that says how to meet it again.

    `missing` says why there were no trials on this machine.
    """

    name: str
    what: str
    trials: int
    failures: tuple[str, ...] = ()
    note: str = ""
    missing: str = ""

    @property
    def line(self) -> str:
        """Return the row that is printed."""
        if self.missing:
            return f"{self.name:<4} {self.what}: not run ({self.missing})"
        held = f"{self.trials - len(self.failures)} of {self.trials} held"
        return f"{self.name:<4} {self.what}: {held}" + (f"; {self.note}" if self.note else "")

    @property
    def details(self) -> Iterable[str]:
        """Yield what did not hold, the first of it in full."""
        yield from (f"     {failure}" for failure in self.failures[:_SHOWN])
        if len(self.failures) > _SHOWN:
            yield f"     … and {len(self.failures) - _SHOWN} more"
