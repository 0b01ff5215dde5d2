"""One way to run a batch: on all cores, and a worker that dies loses nothing.

Whoever has work hands over a function and its items, and gets a result for each, in
any order. A pool is anything shaped like `concurrent.futures.Executor`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import connection
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Pool = Callable[[], Executor]

# So many items are under way at once: enough that no worker waits for its next one.
AHEAD = 32


class LostError(Exception):
    """The work on one item killed its worker, alone and again."""


def processes(count: int = 0) -> Pool:
    """Return a pool of `count` processes, as many as there are cores for 0."""
    wanted = count or os.cpu_count() or 1

    def start() -> Executor:
        # A fork copies what is loaded, which is fast, but also locks that other
        # threads hold, which would never open again.
        forks = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if forks else "spawn")
        return ProcessPoolExecutor(wanted, mp_context=context, initializer=_end_with_parent)

    return start


def _end_with_parent() -> None:
    """Let a worker end when its parent is killed: nobody waits for what it makes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True)
        watch.start()


def _exit_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def run(
    task: Callable[[Item], Result], items: Iterable[Item], pool: Pool | None
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield (item, result) for every item; without a pool they are worked on right here.

    Items are taken as they are needed, so that a million of them need no room. When a
    worker dies, what was not done is done again, each item alone; one that kills its
    worker even then comes back as a LostError. What `task` raises, this raises.
    """
    if pool is None:
        yield from ((item, task(item)) for item in items)
        return
    waiting = iter(items)
    while (first := next(waiting, None)) is not None:
        given: dict[Future[Result], Item] = {}
        with pool() as executor:
            try:
                yield from _given_out(executor, task, chain((first,), waiting), given)
            except BrokenProcessPool:
                pass
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        yield from run_alone(task, list(given.values()), pool)


def _given_out(
    executor: Executor,
    task: Callable[[Item], Result],
    items: Iterator[Item],
    given: dict[Future[Result], Item],
) -> Iterator[tuple[Item, Result]]:
    """Yield results as they come, keeping workers supplied; `given` is what is under way."""
    for item in islice(items, AHEAD):
        given[executor.submit(task, item)] = item
    while given:
        done, _ = wait(given, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            yield given.pop(future), result
            for item in islice(items, 1):
                given[executor.submit(task, item)] = item


def run_alone(
    task: Callable[[Item], Result], items: Sequence[Item], pool: Pool
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield (item, result), each item in a pool of its own that it alone can break."""
    for item in items:
        with pool() as executor:
            try:
                yield item, executor.submit(task, item).result()
            except BrokenProcessPool:
                yield item, LostError(f"{item}")
