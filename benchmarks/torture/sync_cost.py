"""What it costs to force a site to the disk, in several ways.

python -m benchmarks.torture.sync_cost FOLDER --files 100000
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

# An article's page, in the middle.
PAGE = 12_000
A_FOLDER = 100


def main() -> None:
    """Write the same files for each way, and say what writing and forcing took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="on the disk to be measured")
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--ways", default=",".join(WAYS), help="some of them, by their names")
    options = parser.parse_args()
    for name in options.ways.split(","):
        force = WAYS[name]
        written, forced = measure(options.folder, options.files, force)
        print(f"{name:<12} {written:7.2f} s to write, {forced:7.2f} s to force", flush=True)


def measure(folder: Path, files: int, force: Callable[[list[Path]], None]) -> tuple[float, float]:
    """Return the seconds that writing so many files and forcing them to the disk took."""
    place = Path(tempfile.mkdtemp(prefix="sync-cost-", dir=folder))
    try:
        os.sync()
        start = time.perf_counter()
        paths = list(_write(place, files))
        written = time.perf_counter()
        force(paths)
        return written - start, time.perf_counter() - written
    finally:
        shutil.rmtree(place)


def _write(folder: Path, files: int) -> Iterator[Path]:
    for number in range(files):
        path = folder / str(number // A_FOLDER) / str(number) / "index.html"
        path.parent.mkdir(parents=True)
        path.write_bytes(os.urandom(PAGE // 2).hex().encode())
        yield path


def _each(paths: list[Path]) -> None:
    for path in paths:
        _force(path)


def _last(paths: list[Path]) -> None:
    _force(paths[-1])


def _force(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file)


def _all(paths: list[Path]) -> None:
    os.sync()


WAYS: dict[str, Callable[[list[Path]], None]] = {
    "nothing": lambda paths: None,
    "one file": _last,
    "sync": _all,
    "each file": _each,
}


if __name__ == "__main__":
    main()
