"""Whether a ledger accounts for every file of a heap, and for every byte of its containers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from warraq.ingest.captures import CaptureFile
from warraq.ingest.ledger import OUTCOMES, Row


def unaccounted(rows: Iterable[Row], captures: Iterable[CaptureFile]) -> list[str]:
    """Return a sentence for each file of which something is missing in the ledger."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_file[row.file].append(row)
    sizes = {f"raw/{found.name}": found.size for found in captures}
    found = [f"{file} is in the ledger and not in the heap" for file in by_file.keys() - sizes]
    for file, size in sizes.items():
        found += [f"{file}: {wrong}" for wrong in _wrong_with(by_file.get(file, []), size)]
    return found


def _wrong_with(rows: list[Row], size: int) -> Iterable[str]:
    if not rows:
        yield "it has no row"
        return
    if outside := {row.outcome for row in rows} - set(OUTCOMES):
        yield f"its outcomes are {outside}"
    if any(row.offset is None for row in rows):
        if len(rows) > 1:
            yield f"it is told as a whole, and in {len(rows)} rows"
    elif (told := _covered(rows)) != size:
        yield f"bytes are told without gaps to {told} of {size}"


def _covered(rows: Iterable[Row]) -> int:
    """Return how far the stretches of a file follow each other from its first byte on."""
    place = 0
    # What lies within a member takes no bytes of the file for itself.
    stretches = sorted((row.offset or 0, row.length or 0) for row in rows if not row.member)
    for offset, length in stretches:
        if offset != place:
            break
        place += length
    return place
