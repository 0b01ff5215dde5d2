"""R17: a damaged crawl loses what is damaged, and says where."""

from __future__ import annotations

import gzip
import random
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from benchmarks.torture.accounts import unaccounted
from benchmarks.torture.figure import Figure
from tests.containers import damaged, numbered
from tests.support import SiteTest
from warraq.ingest.captures import find_captures
from warraq.ingest.ledger import Row, read_ledger

Say = Callable[[str], None]

SEED = 20_180_527
RECORDS = 24
_WAYS = 5
# Noise between two records may end up behind the one or before the other.
_BETWEEN = 4


def measure(folder: Path, *, damages: int, say: Say = lambda line: None) -> Figure:
    """Damage a crawl of compressed records so many times, and look for all the others."""
    members = [gzip.compress(record, mtime=0) for record in numbered(RECORDS)]
    chance = random.Random(SEED)
    failures: list[str] = []
    site = SiteTest(folder / "mirror")
    kept = 0
    for number in range(damages):
        way = number % _WAYS
        data, first, last = damaged(b"".join(members), way, chance)
        rows = _ledger(site, data)
        read = {row.url.rpartition("/")[2] for row in rows if row.outcome == "article"}
        kept += len(read)
        outside = {str(n) for n in range(RECORDS)} - _hit(members, first, last, way)
        wrong = [*(f"record {name} is lost" for name in sorted(outside - read))]
        wrong += unaccounted(rows, find_captures(site.root / "content" / "raw"))
        if not _tells(rows, first):
            wrong.append(f"nothing is told of the damage at {first}")
        failures += [f"damage {number} of way {way} at {first}: {'; '.join(wrong)}"] * bool(wrong)
        if number % 50 == 0:
            say(f"{number} damages, {len(failures)} failures")
    note = f"{kept} of {damages * RECORDS} records read"
    what = f"damages of a WARC.gz of {RECORDS} records that cost no record beside them"
    return Figure("R17", what, damages, tuple(failures), note)


def _hit(members: list[bytes], first: int, last: int, way: int) -> set[str]:
    """Return the records that damage from the first to the last byte touches."""
    ends = list(accumulate(map(len, members)))
    hit = set(range(bisect_right(ends, first), bisect_right(ends, last) + 1))
    if way == _BETWEEN:
        hit |= {number - 1 for number in hit}
    return {str(number) for number in hit}


def _ledger(site: SiteTest, data: bytes) -> tuple[Row, ...]:
    site.write("content/raw/a.warc.gz", data)
    site.run("ingest", "--again", "--json")
    return read_ledger(site.root / ".warraq")


def _tells(rows: tuple[Row, ...], place: int) -> bool:
    """Return whether the ledger tells of damage there, as lost bytes or as a doubt of a story."""
    near = (row for row in rows if (row.offset or 0) <= place <= _end(row))
    return any(
        row.outcome == "lost" or any(doubt.code == "damaged-capture" for doubt in row.doubts)
        for row in near
    )


def _end(row: Row) -> int:
    return (row.offset or 0) + (row.length or 0)
