"""How fast warraq is beside its peers, on one machine, at one work.

    python benchmarks/bench.py --install
    python benchmarks/bench.py --sizes 1000,10000 --tools warraq,hugo --report
    python benchmarks/bench.py --sizes 100000 --rows scale --pairs 3
    python benchmarks/bench.py --dumps 100000 --crawl 1024 --pages 300 --heap corpus --memory

Figures are kept in the folder of the benchmark and can be filled in by several runs.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.conditions import machine
from benchmarks.generate import Made, articles
from benchmarks.heap import heap
from benchmarks.peers import GARBAGE, install, peers, peers_handed, peers_in_their_own_way, warraq
from benchmarks.reading import reading
from benchmarks.report import write_report
from benchmarks.results import Key, Result, load, save
from benchmarks.rows import Bench, cold, serve, warm
from benchmarks.scale import scale
from benchmarks.task import Task, Tool

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "explanation" / "performance.md"
HEAPS: dict[str, Callable[[int], Iterable[Made]]] = {"invented": articles, "corpus": heap}
TABLES = {"H": peers_handed, "A": peers, "B": peers_in_their_own_way}
LINKS = {"on": (True,), "off": (False,), "both": (True, False)}
PLACES = {"tmpfs": Path("/dev/shm"), "disk": None}
NEW_ARTICLES = 41


def main() -> None:
    """Measure what was asked for, say each figure, keep all of them."""
    options = _options()
    # As an installer leaves it, also where Python is told to write no bytecode.
    compileall.compile_dir(ROOT / "warraq", quiet=1)
    options.folder.mkdir(exist_ok=True)
    (options.folder / ".gitignore").write_text("*\n", encoding="utf-8")
    environment = options.folder / "peers"
    if options.install:
        install(environment)
    file = options.folder / "results.jsonl"
    found = load(file)
    print(machine())
    for result in _measured(options, environment):
        found[result.key] = result
        save(file, found.values())
        print(_line(result), flush=True)
    if options.report:
        REPORT.write_text(write_report(found.values()), encoding="utf-8")
        print(f"wrote {REPORT.relative_to(ROOT)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = partial(str.split, sep=",")
    numbers = lambda text: [int(one) for one in text.split(",") if one]  # noqa: E731
    parser.add_argument("--sizes", type=numbers, default=[], help="numbers of articles")
    parser.add_argument("--tools", type=names, default=["warraq", *peers(Path())])
    parser.add_argument("--rows", type=names, default=["cold"], help="cold, warm, serve, scale")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--where", choices=("tmpfs", "disk", "both"), default="tmpfs")
    parser.add_argument("--table", choices=(*TABLES, "all"), default="A")
    parser.add_argument("--links", choices=LINKS, default="on")
    parser.add_argument("--heap", choices=HEAPS, default="invented")
    parser.add_argument("--dumps", type=int, default=0, help="read so many text dumps")
    parser.add_argument("--crawl", type=int, default=0, help="read a crawl of so many MB")
    parser.add_argument("--pages", type=int, default=0, help="read so many saved pages")
    parser.add_argument("--gogc", type=numbers, default=[GARBAGE[0]], help="100,200,400")
    parser.add_argument("--memory", action="store_true", help="one more run, for its memory")
    parser.add_argument("--limit", type=float, default=3600, help="seconds a run may take")
    parser.add_argument("--folder", type=Path, default=ROOT / ".warraq-bench")
    parser.add_argument("--install", action="store_true", help="install the peers first")
    parser.add_argument("--report", action="store_true", help=f"write {REPORT.name}")
    options = parser.parse_args()
    if options.heap == "corpus" and "WARRAQ_CORPUS" not in os.environ:
        parser.error("--heap corpus: name the folder of the captures in WARRAQ_CORPUS")
    return options


def _measured(options: argparse.Namespace, environment: Path) -> Iterator[Result]:
    places = list(PLACES) if options.where == "both" else [options.where]
    for where in places:
        above = PLACES[where] or options.folder
        folder = Path(tempfile.mkdtemp(prefix="warraq-bench-", dir=above))
        bench = Bench(folder, where, options.pairs, options.limit, options.memory)
        try:
            for size in options.sizes:
                yield from _of_size(options, environment, bench, size)
            real = options.heap == "corpus"
            wanted = {"dumps": options.dumps, "crawl": options.crawl, "pages": options.pages}
            yield from reading(bench, **wanted, real=real)
        finally:
            shutil.rmtree(folder)


def _of_size(
    options: argparse.Namespace, environment: Path, bench: Bench, size: int
) -> Iterator[Result]:
    made = partial(HEAPS[options.heap], size)
    if "cold" in options.rows:
        for table, garbage, tool in _entrants(options, environment):
            name = tool.name + _suffix(garbage, tool)
            for links in LINKS["on"] if table == "B" else LINKS[options.links]:
                row = "cold" if links else "cold, no links"
                key = Key(table, row, size, bench.where, name)
                task = Task(made, links=links)
                yield from cold(bench, warraq(), tool, task, key, same=table != "B")
    yield from _changing(options, environment, bench, size)
    if "scale" in options.rows:
        yield from scale(bench, warraq(), HEAPS[options.heap], size)


def _entrants(options: argparse.Namespace, environment: Path) -> Iterator[tuple[str, int, Tool]]:
    """Yield (table, GOGC, tool) for each cold build that is asked for, none of them twice."""
    seen = set()
    for table in TABLES if options.table == "all" else [options.table]:
        for garbage in options.gogc:
            for tool in _chosen(options, TABLES[table](environment, garbage=garbage)):
                entrant = type(tool), garbage if tool.name == "hugo" else None
                if entrant not in seen:
                    seen.add(entrant)
                    yield table, garbage, tool


def _changing(
    options: argparse.Namespace, environment: Path, bench: Bench, size: int
) -> Iterator[Result]:
    """Yield the rows of builds after a change and of previews."""
    heaped = HEAPS[options.heap]
    task, longer = Task(partial(heaped, size)), Task(partial(heaped, size + NEW_ARTICLES))
    ours = [warraq()] if "warraq" in options.tools else []
    for tool in [*ours, *_chosen(options, peers(environment))]:
        key = Key("A", "", size, bench.where, tool.name, ours=tool.name == "warraq")
        if "warm" in options.rows:
            yield from warm(bench, tool, task, longer, key)
        if "serve" in options.rows:
            yield from serve(bench, tool, task, key)


def _chosen(options: argparse.Namespace, tools: dict[str, Tool]) -> Iterator[Tool]:
    for name in options.tools:
        if name == "warraq":
            continue
        if missing := tools[name].missing():
            print(f"{name}: not run; it is not installed ({missing})")
        else:
            yield tools[name]


def _suffix(garbage: int, tool: Tool) -> str:
    return f" GOGC={garbage}" if tool.name == "hugo" and garbage != GARBAGE[0] else ""


def _line(result: Result) -> str:
    key = result.key
    name = f"warraq beside {key.peer}" if key.ours and key.peer != "warraq" else key.peer
    walls = " ".join(f"{wall:.3f}" for wall in result.walls)
    cpus = " ".join(f"{cpu:.2f}" for cpu in result.cpus)
    more = f"  {result.memory / 2**20:.0f} MiB" if result.memory else ""
    failed = f"  {result.why}" if result.why else ""
    return (
        f"{key.table} {key.size} {key.where} {name} {key.row}: {walls} s; cpu {cpus} s;"
        f" {result.files} files{more}{failed}"
    )


if __name__ == "__main__":
    main()
