"""Ask one extractor about many pages, and print what it tells, one JSON line a page.

    python benchmarks/quality/ask.py NAME CORPUS < rows

It runs in the environment of the extractor, which may be another than warraq's.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.quality.extractors import PEERS, Extractor
from benchmarks.quality.told import Told


def ask(extractor: Extractor, page: bytes, url: str) -> Told:
    """Return what `extractor` tells of `page`; one that gives up has told nothing."""
    begun = time.perf_counter()
    try:
        told = extractor(page, url)
    except Exception as error:  # whatever a peer raises is its answer
        told = Told(refused=f"{type(error).__name__}: {error}"[:200])
    return replace(told, seconds=time.perf_counter() - begun)


def main() -> None:
    """Answer row after row from the standard input."""
    name, corpus = sys.argv[1], Path(sys.argv[2])
    for line in sys.stdin:
        row = json.loads(line)
        page = gzip.decompress((corpus / row["file"]).read_bytes())
        print(
            json.dumps(asdict(ask(PEERS[name], page, row["url"])), ensure_ascii=False), flush=True
        )


if __name__ == "__main__":
    main()
