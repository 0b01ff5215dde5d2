"""How containers of captures stand damage: every byte is accounted for, nothing crashes or hangs.

    python benchmarks/damage.py [--number 10000] [--kinds warc-gz,wxr]

Each of so many copies of an invented container of each kind is damaged in one of five
ways (a bit, the end, noise over it, a hole, noise in between), the same ones every time.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.containers import damaged
from tests.test_readers import SAMPLES
from warraq.config import read_config
from warraq.ingest.captures import CaptureFile
from warraq.ingest.draft import draft_of
from warraq.ingest.readers import CONTAINERS, reader_of
from warraq.model import RawDocument

SEED = 20_180_527
# A guard against hanging, not a measure.
_LONG = 5.0
_CONFIG = read_config("title: الجسر\nlanguages: [ar, en]\n")


def measure(kind: str, number: int, folder: Path) -> str:
    """Return what became of so many damaged copies of a container, as a line."""
    chance = random.Random(SEED)
    path = folder / "a.bin"
    read = documents = slow = untold = 0
    longest = 0.0
    for turn in range(number):
        data = damaged(SAMPLES[kind], turn % 5, chance)[0]
        path.write_bytes(data)
        begun = time.process_time()
        reader = reader_of(path.name, data[:4096])
        if reader is not None and reader in CONTAINERS:
            found = list(reader.read_documents(path, file="raw/a.bin"))
            documents += sum(_is_read(one, path) for one in found)
            covered = sum(one.length or 0 for one in found if not one.origin.member)
            untold += covered != len(data)
            read += 1
        longest = max(longest, time.process_time() - begun)
        slow += time.process_time() - begun > _LONG
    return (
        f"{kind:8} n={number}  still known as such {read}, documents {documents}, "
        f"bytes untold in {untold}, hung {slow}, longest {longest:.2f} s"
    )


def _is_read(found: object, path: Path) -> bool:
    if not isinstance(found, RawDocument):
        return False
    capture = CaptureFile(path, path.name, 0, 0)
    return draft_of(found, capture, _CONFIG, path.parent, path.parent).is_article


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--kinds", default=",".join(SAMPLES))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds.split(","):
            print(measure(kind, options.number, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
