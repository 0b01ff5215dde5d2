"""The work in handy pieces: files first, then what the files among them hold that hold many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warraq.diagnostics import InputError
from warraq.ingest.captures import CaptureFile
from warraq.ingest.draft import unreadable
from warraq.ingest.readers import container_of
from warraq.ingest.reading import Batch, Item
from warraq.model import Origin, Passed, RawDocument

# So much work that handing it over weighs little, and so little that a worker who
# falls ill loses little.
_MOST_ITEMS = 100
_MOST_BYTES = 512 << 10


def batches(items: Iterable[Item], first: int) -> Iterator[Batch]:
    """Yield items in batches, numbered from `first`."""
    taken: list[Item] = []
    size = 0
    for item in items:
        taken.append(item)
        size += _size(item)
        if len(taken) == _MOST_ITEMS or size >= _MOST_BYTES:
            yield Batch(first, tuple(taken))
            first, taken, size = first + 1, [], 0
    if taken:
        yield Batch(first, tuple(taken))


def _size(item: Item) -> int:
    if item.found is None:
        return item.capture.size
    return len(item.found.data) if isinstance(item.found, RawDocument) else 0


def items_of(containers: Iterable[CaptureFile]) -> Iterator[Item]:
    """Yield everything that these files hold; what cannot be read is an item, too."""
    for capture in containers:
        empty = True
        for item in _opened(capture):
            empty = False
            yield item
        if empty:
            origin = Origin(file=f"raw/{capture.name}")
            yield Item(capture, Passed(origin, capture.size, "empty"))


def _opened(capture: CaptureFile) -> Iterator[Item]:
    file = f"raw/{capture.name}"
    try:
        reader = container_of(capture.path, capture.name)
        for found in reader.read_documents(capture.path, file=file):
            yield Item(capture, found)
    except InputError as error:
        yield Item(capture, error.diagnostics[0])
    except OSError as error:
        yield Item(capture, unreadable(capture, error))


def singles(batch: Batch) -> Iterator[Batch]:
    """Yield every item of a batch as a batch of its own, under a number that no other has."""
    for place, item in enumerate(batch.items):
        yield Batch(-1 - batch.number * _MOST_ITEMS - place, (item,))
