"""One way to run a batch: on all cores, and a worker that dies loses nothing.

Whoever has work hands over a function and its items, and gets a result for each, in
their order. A pool is anything shaped like `concurrent.futures.Executor`.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from warraq.stopwatch import Laps, Stopwatch, Timed, phase, watched

# What runs processes is imported by whoever starts some: most builds are too small.
if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

Pool = Callable[[], "Executor"]

# So many items are under way at once: enough that no worker waits for its next one.
AHEAD = 32


class LostError(Exception):
    """The work on one item killed its worker, alone and again."""


def processes(count: int = 0) -> Pool:
    """Return a pool of `count` processes, as many as there are cores for 0."""
    wanted = count or os.cpu_count() or 1

    def start() -> Executor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # A fork copies what is loaded, which is fast, but also locks that other
        # threads hold, which would never open again.
        forks = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if forks else "spawn")
        return ProcessPoolExecutor(wanted, mp_context=context, initializer=_begin)

    return start


# So many new objects until the collector looks for rings of them; what workers make has
# few, and a look at all that a page consists of takes a twelfth of its time.
_UNLOOKED = 100_000


def _begin() -> None:
    """Begin as a worker, who ends with its parent and leaves what is loaded alone."""
    gc.freeze()
    gc.set_threshold(max(_UNLOOKED, gc.get_threshold()[0]))
    _end_with_parent()


def _end_with_parent() -> None:
    """Let a worker end when its parent is killed: nobody waits for what it makes."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True)
        watch.start()


def _exit_after(sentinel: int) -> None:
    from multiprocessing import connection

    connection.wait([sentinel])
    os._exit(1)


def run(
    task: Callable[[Item], Result], items: Iterable[Item], pool: Pool | None, *, ahead: int = AHEAD
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield (item, result) for every item, in order; without a pool each is done right here.

    Items are taken as they are needed, `ahead` at a time, so that neither their number
    nor their size matters. When a worker dies, what was not done is done again, each
    item alone; one that kills its worker even then comes back as a LostError. What
    `task` raises, this raises. Of a run that is watched, workers are, too.
    """
    if pool is None:
        return ((item, task(item)) for item in items)
    if watch := watched():
        return _told(watch, _run(Timed(task), items, pool, ahead))
    return _run(task, items, pool, ahead)


def _told(
    watch: Stopwatch, done: Iterator[tuple[Item, tuple[Result, Laps] | LostError]]
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield what came back, and enter what workers spent on it."""
    for item, found in done:
        if isinstance(found, LostError):
            yield item, found
        else:
            watch.add(found[1])
            yield item, found[0]


def _run(
    task: Callable[[Item], Result], items: Iterable[Item], pool: Pool, ahead: int
) -> Iterator[tuple[Item, Result | LostError]]:
    from concurrent.futures import BrokenExecutor

    rest = iter(items)
    for first in rest:
        given: deque[tuple[Item, Future[Result] | None]] = deque()
        with pool() as executor:
            try:
                yield from _given_out(executor, task, chain((first,), rest), given, ahead)
            except BrokenExecutor:
                pass
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        yield from run_alone(task, [item for item, _ in given], pool)


def _given_out(
    executor: Executor,
    task: Callable[[Item], Result],
    items: Iterator[Item],
    given: deque[tuple[Item, Future[Result] | None]],
    ahead: int,
) -> Iterator[tuple[Item, Result]]:
    """Yield results in order, keeping workers supplied; `given` is what is under way."""
    while True:
        for item in islice(items, ahead - len(given)):
            # Entered first: handing it over may be what shows that the pool is broken.
            given.append((item, None))
            given[-1] = (item, executor.submit(task, item))
        if not given:
            return
        item, future = given[0]
        assert future is not None
        with phase("wait for workers"):
            result = future.result()
        given.popleft()
        yield item, result


def run_alone(
    task: Callable[[Item], Result], items: Sequence[Item], pool: Pool
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield (item, result), each item in a pool of its own that it alone can break."""
    from concurrent.futures import BrokenExecutor

    for item in items:
        with pool() as executor:
            try:
                yield item, executor.submit(task, item).result()
            except BrokenExecutor:
                yield item, LostError(f"{item}")
