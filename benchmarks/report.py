"""docs/explanation/performance.md, from the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import median

from benchmarks.measure import UNFINISHED
from benchmarks.reading import TABLE as READING
from benchmarks.results import Key, Result
from benchmarks.rows import PREVIEW
from benchmarks.scale import TABLE as SCALE

_COLD = {
    ("A", "cold"): "table A, the same pages from all, Hugo in its best idiom",
    ("A", "cold, no links"): "table A without related articles and neighbours",
    ("H", "cold"): "table H, the same pages from all, with all lists handed to the peers",
    ("H", "cold, no links"): "table H without related articles and neighbours",
    ("B", "cold"): "table B, each tool in its own way",
}
_WARM = (
    *("nothing changed", "one article edited", "one new article", "one article removed"),
    *("40 new articles", *PREVIEW),
)
_NOT_RUN = "not run"

_READING = """\
Each run is a command of its own: `warraq ingest` over the captures of a new project,
and once more when nothing is new; beside it, over the same pages and with as many
processes, `trafilatura --input-dir … --output-dir … --parallel`: in its usual settings, which
write the text alone, and with `--markdown --with-metadata --formatting --links --images`, which
ask of it what an article of warraq has.
warraq also tells which stories are the same, names and writes articles with their
sources, and keeps the ledger.
"""

_SCALE = """\
Each change is made to what the changes before it left, and in the end the site is compared,
file by file, with one that is built from nothing.
«Files» are those that are other than before, at most.
A bare look is `scandir` and `stat` of every file of `content/` in Python, and nothing else.
"""

_INTRODUCTION = """\
# Performance

How long warraq takes beside its peers, measured by one command on one machine.
`benchmarks/bench.py` wrote this page; rows in which warraq loses stay in it.

## What is compared

An invented archive of nine languages, most of it Arabic, stands for a portal.
Bodies have 2,900 letters in the median and a long tail.
There are ten sections, up to six tags an article, and 40 to 100 articles a day.
Each tool reads them in the form that it reads fastest, and writes the same site:
every article with its neighbours, related and see-also items and provenance,
sections with their months, days, months, years, home pages, «about» and «not found»,
all in the frame of warraq's theme.
**The same** is checked and not believed: of every page of the first run of each pair,
text and links must be equal, and the size within 2 %.

There are three tables.

- **A**: each tool in its best idiom.
  Hugo gets ordinary articles and makes all lists, neighbours, tickers, calendars and dates itself:
  by its own collections, grouped once a language, cached partials and a content adapter.
  Worked out for it are related articles, what see-also items mean,
  and which pages of lists there are.
  Eleventy, Pelican and Nikola take part as they do in table H: they are given their lists.
- **H**: what warraq works out itself, the peers are handed as data:
  which articles are related, older and newer, what stands on each list and in each sidebar,
  all dates and numbers in words.
  They only render and write: no collections, taxonomies or link rewriting anywhere.
  This is the comparison that is hardest for warraq.
- **B**: each tool with what its manual begins with; the pages are not the same, nor compared.

Each is tuned as its manual advises: `partialCached`, ample memory and front matter in JSON in Hugo,
which is also run with other settings of its garbage collector (GOGC), of which the best counts;
JavaScript layouts in Eleventy.
warraq, on its side, also checks front matter, keeps what it needs for the next build,
writes the checksums of all files, and replaces the old site in one step.

"""

_REPEAT = """\
## How to repeat it

```sh
make bench
make bench BENCH="--sizes 1000 --table A --tools hugo"
```

It needs Node for Eleventy, and puts the other peers into `.warraq-bench/`.
Close what else runs, and look at the load in the tables: a busy machine gives ratios at best.
"""


def write_report(results: Iterable[Result]) -> str:
    """Return the page."""
    rows = {result.key: result for result in results}
    parts = [_INTRODUCTION, *_conditions(rows), *_colds(rows), *_warms(rows)]
    parts += [*_scales(rows), *_readings(rows)]
    return "\n".join([*parts, _REPEAT])


def _conditions(rows: dict[Key, Result]) -> Iterator[str]:
    machines = sorted({result.machine for result in rows.values()})
    versions = sorted({result.version for result in rows.values()} - {""})
    places = sorted({f"{key.where} ({result.file_system})" for key, result in rows.items()})
    yield "## Conditions\n"
    yield f"- Machine: {'; '.join(machines)}."
    yield f"- Versions: {'; '.join(versions)}."
    yield f"- File systems: {', '.join(places)}. The page cache is warm: sources were just written."
    yield "- Runs alternate, warraq and a peer in turn, each in a fresh folder."
    yield "- A figure is the median of the runs, with the least and the most; «×» is how many"
    yield "  times as long the peer takes, by the medians; memory is the greatest sum over all"
    yield "  processes, a shared page counted once.\n"


def _colds(rows: dict[Key, Result]) -> Iterator[str]:
    for (table, row), heading in _COLD.items():
        keys = _entered(rows, table, row)
        if not keys:
            continue
        yield f"## A build from nothing: {heading}\n"
        yield "| articles | on | peer | peer, s | warraq, s | × | CPU, s | memory, MiB | load |"
        yield "|---:|---|---|---|---|---:|---|---|---|"
        for key in sorted(keys, key=lambda key: (key.size, key.where, key.peer)):
            yield _pair(rows[key], rows[replace(key, ours=True)])
        yield "\nCPU time and memory: the peer's : warraq's."
        yield "Load: least and most, of one minute.\n"


def _entered(rows: dict[Key, Result], table: str, row: str) -> list[Key]:
    """Return the peers' keys of a table; who is the same in table H takes part in A from there."""
    keys = [key for key in rows if (key.table, key.row) == (table, row) and not key.ours]
    if table == "A" and keys:
        own = {(key.size, key.where, key.peer) for key in keys}
        keys += [
            key
            for key in _entered(rows, "H", row)
            if not key.peer.startswith("hugo") and (key.size, key.where, key.peer) not in own
        ]
    return keys


def _pair(peer: Result, ours: Result) -> str:
    ratio = f"{median(peer.walls) / median(ours.walls):.1f}" if peer.walls and ours.walls else ""
    cells = (
        f"{peer.key.size:,}",
        peer.key.where,
        peer.key.peer,
        _figure(peer),
        _figure(ours),
        ratio,
        f"{_median(peer.cpus)} : {_median(ours.cpus)}",
        f"{_mebibytes(peer)} : {_mebibytes(ours)}",
        _load(peer),
    )
    return f"| {' | '.join(cells)} |"


def _figure(result: Result) -> str:
    if result.why:
        return result.why if result.why.startswith(UNFINISHED) else f"{_NOT_RUN}: {result.why}"
    if not result.walls:
        return _NOT_RUN
    digits = 3 if median(result.walls) < 1 else 1
    least, most = min(result.walls), max(result.walls)
    return f"{median(result.walls):.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def _median(seconds: tuple[float, ...]) -> str:
    return f"{median(seconds):.1f}" if seconds else _NOT_RUN


def _mebibytes(result: Result) -> str:
    return f"{result.memory / 2**20:,.0f}" if result.memory else _NOT_RUN


def _load(result: Result) -> str:
    return f"{min(result.loads):.1f}–{max(result.loads):.1f}" if result.loads else ""


def _warms(rows: dict[Key, Result]) -> Iterator[str]:
    keys = [key for key in rows if key.row in _WARM and key.table != SCALE]
    tools = sorted({key.peer for key in keys}, key=lambda name: (name != "warraq", name))
    for size, where in sorted({(key.size, key.where) for key in keys}):
        yield f"## After a change: {size:,} articles, {where}\n"
        yield f"| seconds | {' | '.join(tools)} |"
        yield f"|---|{'---|' * len(tools)}"
        for row in _WARM:
            cells = (
                _figure(rows.get(key, Result(key)))
                for key in (Key("A", row, size, where, tool, tool == "warraq") for tool in tools)
            )
            yield f"| {row} | {' | '.join(cells)} |"
        yield ""


def _scales(rows: dict[Key, Result]) -> Iterator[str]:
    found = [result for key, result in rows.items() if key.table == SCALE]
    if not found:
        return
    yield "## Large archives, warraq alone\n"
    yield _SCALE
    yield "| articles | on | what | seconds | CPU, s | files | memory, MiB | load |"
    yield "|---:|---|---|---|---:|---:|---|---|"
    for result in sorted(found, key=lambda one: (one.key.size, one.key.where)):
        cells = (
            *(f"{result.key.size:,}", result.key.where, result.key.row, _figure(result)),
            *(_median(result.cpus), f"{result.files:,}", _mebibytes(result), _load(result)),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _readings(rows: dict[Key, Result]) -> Iterator[str]:
    results = [result for key, result in rows.items() if key.table == READING]
    if not results:
        return
    yield "## Reading captures\n"
    yield _READING
    yield "| captures | of them | on | tool | a second | seconds | CPU, s | memory, MiB | load |"
    yield "|---|---:|---|---|---:|---|---:|---:|---|"
    for result in sorted(results, key=lambda one: (one.key.row, one.key.size, not one.key.ours)):
        yield _reading(result)
    yield ""


def _reading(result: Result) -> str:
    key = result.key
    speed = f"{key.size / median(result.walls):,.0f}" if result.walls else ""
    cells = (
        *(key.row, f"{key.size:,}", key.where, key.peer, speed, _figure(result)),
        *(_median(result.cpus), _mebibytes(result), _load(result)),
    )
    return f"| {' | '.join(cells)} |"
