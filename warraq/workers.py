"""One way to run a batch: on all cores, and a worker that dies loses nothing.

Whoever has work hands over a function and its items, and gets a result for each, in
any order. A pool is anything shaped like `concurrent.futures.Executor`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Pool = Callable[[], Executor]


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
    task: Callable[[Item], Result], items: Sequence[Item], pool: Pool | None
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield (item, result) for every item; without a pool they are worked on right here.

    When a worker dies, what was not done is done again, each item alone; one that
    kills its worker even then comes back as a LostError. What `task` raises, this raises.
    """
    if pool is None:
        yield from ((item, task(item)) for item in items)
        return
    waiting = dict.fromkeys(range(len(items)))
    with pool() as executor:
        futures = {executor.submit(task, item): place for place, item in enumerate(items)}
        try:
            for future in as_completed(futures):
                result = future.result()
                place = futures[future]
                del waiting[place]
                yield items[place], result
        except BrokenProcessPool:
            pass
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise
    yield from run_alone(task, [items[place] for place in waiting], pool)


def stream(
    task: Callable[[Item], Result], items: Iterable[Item], pool: Pool | None, *, ahead: int
) -> Iterator[tuple[Item, Result | LostError]]:
    """Yield (item, result) like `run`, in the order of items that are made when asked for.

    No more than `ahead` of them are held at a time, so that their number and size do
    not matter. After a worker died, those that it may have had come last.
    """
    if pool is None:
        yield from ((item, task(item)) for item in items)
        return
    rest = iter(items)
    ended = False
    while not ended:
        waiting: deque[tuple[Item, Future[Result] | None]] = deque()
        with pool() as executor:
            try:
                while True:
                    for item in islice(rest, ahead - len(waiting)):
                        # Entered first: handing it over may be what shows the pool broken.
                        waiting.append((item, None))
                        waiting[-1] = (item, executor.submit(task, item))
                    if not waiting:
                        ended = True
                        break
                    future = waiting[0][1]
                    result = future.result() if future else task(waiting[0][0])
                    yield waiting.popleft()[0], result
            except BrokenProcessPool:
                pass
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise
        yield from run_alone(task, [item for item, _ in waiting], pool)


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
