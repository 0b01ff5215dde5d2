"""How slices are made though some of them end their worker.

What ended a worker is made again in halves, a stretch of days article by article in the
end, so that only what is deadly itself is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from warraq.catalog.slices import Slice
from warraq.publish.output.stage import Built
from warraq.workers import LostError, Pool, run, run_alone

Parts = tuple[Slice, ...]
Make = Callable[[Parts], "tuple[Built, ...]"]
Inside = Callable[[Slice], Parts]


class Maker:
    """Makes slices; `lost` are those that ended their worker by themselves."""

    def __init__(self, make: Make, inside: Inside, pool: Pool | None) -> None:
        """Begin; `inside` says which slices one consists of, none where it is the smallest."""
        self.lost: set[Slice] = set()
        self._make = make
        self._inside = inside
        self._pool = pool

    def made(self, batches: Iterable[Parts]) -> Iterator[tuple[Built, ...]]:
        """Yield the pages of slices, batch by batch."""
        for batch, built in run(self._make, batches, self._pool):
            if not isinstance(built, LostError):
                yield built
            elif self._pool is not None:
                yield from self._in_halves(batch, self._pool)

    def _in_halves(self, parts: Parts, pool: Pool) -> Iterator[tuple[Built, ...]]:
        """Yield the pages of slices that ended their worker together."""
        smaller = self._inside(parts[0]) if len(parts) == 1 else parts
        if not smaller:
            self.lost.update(parts)
        for half in _halves(smaller):
            for _, built in run_alone(self._make, [half], pool):
                if isinstance(built, LostError):
                    yield from self._in_halves(half, pool)
                else:
                    yield built


def _halves(parts: Parts) -> list[Parts]:
    middle = len(parts) // 2
    return [half for half in (parts[:middle], parts[middle:]) if half]
