"""What becomes of slices that ended their worker?

They are made again in halves, a stretch of days article by article in the end, so that
only what is deadly itself is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from warraq.catalog.slices import Slice
from warraq.workers import LostError, Pool, run_alone

if TYPE_CHECKING:
    from warraq.publish.builder import Built

Parts = tuple[Slice, ...]
Build = Callable[[Parts], "tuple[Built, ...]"]
Inside = Callable[[Slice], Parts]


def made_in_halves(
    build: Build, parts: Parts, pool: Pool, inside: Inside, lost: set[Slice]
) -> Iterator[tuple[Built, ...]]:
    """Yield the pages of slices that ended their worker together; add the deadly to `lost`.

    `inside` says which slices one consists of, none where it is the smallest.
    """
    smaller = inside(parts[0]) if len(parts) == 1 else parts
    if not smaller:
        lost.update(parts)
    for half in _halves(smaller):
        for _, built in run_alone(build, [half], pool):
            if isinstance(built, LostError):
                yield from made_in_halves(build, half, pool, inside, lost)
            else:
                yield built


def _halves(parts: Parts) -> list[Parts]:
    middle = len(parts) // 2
    return [half for half in (parts[:middle], parts[middle:]) if half]
