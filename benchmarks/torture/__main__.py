"""Run the long proofs, and print a row for each figure.

python -m benchmarks.torture
python -m benchmarks.torture --only R1,R10 --kills 50 --sequences 20
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from benchmarks.torture import (
    at_once,
    bombs,
    clocks,
    damage,
    faults,
    full_disk,
    gashes,
    idle,
    kills,
    large,
    mutants,
    powercut,
    sequences,
    shown,
    soak,
    variations,
)
from benchmarks.torture.figure import Figure

Measure = Callable[[Path], "Figure | Iterable[Figure]"]


def main() -> int:
    """Measure what was asked for; return 1 where anything did not hold."""
    options = _options()
    figures = _figures(options)
    broken = 0
    for name in options.only or figures:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"torture-{name}-", dir=options.folder) as folder:
            found = figures[name](Path(folder))
            for figure in (found,) if isinstance(found, Figure) else found:
                print(f"{figure.line} [{time.monotonic() - begun:.0f} s]", flush=True)
                print(*figure.details, sep="\n", end="\n" if figure.failures else "", flush=True)
                broken += len(figure.failures)
    return 1 if broken else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.torture",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = partial(str.split, sep=",")
    add = partial(parser.add_argument, type=int)
    parser.add_argument("--only", type=names, default=[], help="R1,R2,…")
    parser.add_argument("--folder", type=Path, help="where to work (a fast disk with room)")
    parser.add_argument("--first", type=int, default=0, help="R10: number of the first sequence")
    add("--kills", default=500, help="R1: builds killed")
    add("--archive", default=2000, help="R1: articles")
    add("--articles", default=50, help="R2, R7, R12: articles")
    add("--every", default=1, help="R2, R7: only each so-many-th call or cut")
    add("--sizes", default=20, help="R3: disks")
    add("--pairs", default=50, help="R4: pairs of commands")
    add("--cases", default=200, help="R5: damaged states")
    add("--rounds", default=10, help="R6: rounds of edits")
    parser.add_argument("--minutes", type=float, default=20.0, help="R9: how long")
    add("--sequences", default=1000, help="R10: sequences")
    add("--edits", default=20, help="R10: edits of a sequence")
    add("--inputs", default=10_000, help="R14: damaged captures of each kind")
    parser.add_argument("--kinds", type=names, default=[], help="R14, R18: kinds of captures")
    add("--shown", default=5000, help="R15: articles of each language")
    add("--zeros", default=1024, help="R16: megabytes that a bomb inflates to")
    add("--damages", default=200, help="R17: damages")
    add("--megabytes", default=2048, help="R18: size of each file")
    options = parser.parse_args()
    unknown = set(options.only) - _figures(options).keys()
    if unknown:
        parser.error(f"no such figure: {', '.join(sorted(unknown))}")
    return options


def _figures(of: argparse.Namespace) -> Mapping[str, Measure]:
    """Return the figures by their names, as many trials each as the options say."""
    return {
        "R1": partial(kills.measure, kills=of.kills, articles=of.archive, say=_say),
        "R2": partial(faults.measure, articles=of.articles, every=of.every, say=_say),
        "R3": partial(full_disk.measure, sizes=of.sizes, say=_say),
        "R4": partial(at_once.measure, rounds=of.pairs, articles=100, say=_say),
        "R5": partial(damage.measure, cases=of.cases, say=_say),
        "R6": partial(clocks.measure, rounds=of.rounds),
        "R7": partial(powercut.measure, articles=of.articles, every=of.every, say=_say),
        "R9": partial(soak.measure, minutes=of.minutes, say=_say),
        "R10": partial(
            sequences.measure,
            sequences=of.sequences,
            edits=of.edits,
            first=of.first,
            say=_say,
        ),
        "R11": partial(variations.measure, say=_say),
        "R12": partial(idle.measure, articles=of.articles),
        "R14": partial(mutants.measure, inputs=of.inputs, kinds=tuple(of.kinds), say=_say),
        "R15": partial(shown.measure, articles=of.shown, say=_say),
        "R16": partial(bombs.measure, megabytes=of.zeros, say=_say),
        "R17": partial(gashes.measure, damages=of.damages, say=_say),
        "R18": partial(large.measure, megabytes=of.megabytes, kinds=tuple(of.kinds), say=_say),
    }


def _say(line: str) -> None:
    print(f"     {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
