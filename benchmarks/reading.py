"""The rows of «Reading captures»: how fast captures become articles, beside a peer where one does.

Every run is a command in processes of its own; warraq and its peer take turns, each with
as many processes as there are cores.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from benchmarks.conditions import file_system, machine
from benchmarks.ingest import LANGUAGES, SEED, page_of, write_crawl, write_project
from benchmarks.measure import Cost, FailedError, peak_memory, run
from benchmarks.peers import warraq
from benchmarks.results import Key, Result
from benchmarks.rows import Bench
from benchmarks.task import Command

TABLE = "R"
DUMPS, CRAWL = "text dumps", "pages of a crawl (WARC)"
UNCHANGED = "{}, nothing new"
INVENTED, REAL = "saved pages, invented", "saved pages, real ones"

# What asks of trafilatura all that an article of warraq has.
_AS_WE_DO = ("--markdown", "--with-metadata", "--formatting", "--links", "--images")

# Why a peer has no row.
_ABSENT = {"rs-trafilatura": "no package of it can be installed here"}

_SCRIPT = "function(a){return a+1};" * 2_000
_CORES = os.cpu_count() or 1

Write = Callable[[Path], int]


def reading(
    bench: Bench, *, dumps: int = 0, crawl: int = 0, pages: int = 0, real: bool = False
) -> Iterator[Result]:
    """Yield the rows of so many dumps, of a crawl of so many megabytes, and of so many pages.

    `real` pages are those of the corpus that WARRAQ_CORPUS names, else they are invented.
    """
    if dumps:
        yield from _alone(bench, DUMPS, lambda folder: _dumps(folder, dumps))
    if crawl:
        yield from _alone(bench, CRAWL, lambda folder: write_crawl(folder, crawl))
    if pages:
        made = _real() if real else _invented()
        yield from _beside(bench, REAL if real else INVENTED, list(islice(made, pages)))


def _dumps(folder: Path, count: int) -> int:
    write_project(folder, count)
    return count


def _alone(bench: Bench, row: str, write: Write) -> Iterator[Result]:
    """Yield what it costs to read captures for the first time, and when nothing is new."""
    source = bench.folder / f"source-{next(bench.numbers)}"
    key = Key(TABLE, row, write(source), bench.where, "warraq", ours=True)
    first: list[Cost] = []
    again: list[Cost] = []
    why, memory = "", 0
    try:
        for _ in range(bench.pairs):
            folder = bench.fresh(source)
            first.append(run(_warraq(folder), limit=bench.limit))
            again.append(run(_warraq(folder), limit=bench.limit))
            bench.drop(folder)
        memory = _memory(bench, source, _warraq)
    except FailedError as error:
        why = str(error)
    bench.drop(source)
    yield _result(bench, key, first, warraq().version(), memory, why)
    unchanged = Key(TABLE, UNCHANGED.format(row), key.size, bench.where, "warraq", ours=True)
    yield _result(bench, unchanged, again, warraq().version(), 0, why)


def _beside(bench: Bench, row: str, pages: list[bytes]) -> Iterator[Result]:
    """Yield both halves of the pairs that read the same pages, and who could not be run."""
    source = bench.folder / f"source-{next(bench.numbers)}"
    write_pages(source, pages)
    commands = {
        "warraq": _warraq,
        "trafilatura": _trafilatura,
        "trafilatura, Markdown with metadata": partial(_trafilatura, options=_AS_WE_DO),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    memory, whys = dict.fromkeys(commands, 0), dict.fromkeys(commands, "")
    name = ""
    try:
        for _ in range(bench.pairs):
            for name, command in commands.items():
                folder = bench.fresh(source)
                costs[name].append(run(command(folder), limit=bench.limit))
                bench.drop(folder)
        for name, command in commands.items():
            memory[name] = _memory(bench, source, command)
    except FailedError as error:
        whys[name] = str(error)
    bench.drop(source)
    for name in commands:
        key = Key(TABLE, row, len(pages), bench.where, name, ours=name == "warraq")
        told = warraq().version() if key.ours else f"trafilatura {_version()}"
        yield _result(bench, key, costs[name], told, memory[name], whys[name])
    for name, why in _ABSENT.items():
        yield _result(bench, Key(TABLE, row, len(pages), bench.where, name), [], "", 0, why)


def write_pages(folder: Path, pages: Iterable[bytes]) -> None:
    """Make a project of saved pages."""
    raw = folder / "content" / "raw"
    raw.mkdir(parents=True)
    languages = ", ".join(LANGUAGES)
    (folder / "site.yaml").write_text(f"title: الجسر\nlanguages: [{languages}]\n", "utf-8")
    for number, page in enumerate(pages):
        (raw / f"{number:06}.html").write_bytes(page)


def _invented() -> Iterator[bytes]:
    chance = random.Random(SEED)
    number = 0
    while True:
        yield page_of(chance, number, _SCRIPT)
        number += 1


def _real() -> Iterator[bytes]:
    """Yield the pages of the corpus, each one once."""
    for file in sorted((Path(os.environ["WARRAQ_CORPUS"]) / "html").rglob("*.html.gz")):
        yield gzip.decompress(file.read_bytes())


def _warraq(folder: Path) -> Command:
    build = Path(__file__).resolve().parents[1] / "build.py"
    return Command((sys.executable, str(build), "ingest"), folder)


def _trafilatura(folder: Path, options: Sequence[str] = ()) -> Command:
    tool = shutil.which("trafilatura", path=str(Path(sys.executable).parent)) or "trafilatura"
    places = ("--input-dir", "content/raw", "--output-dir", "output")
    return Command((tool, *places, "--parallel", str(_CORES), *options), folder)


def _version() -> str:
    return version("trafilatura")


def _memory(bench: Bench, source: Path, command: Callable[[Path], Command]) -> int:
    if not bench.memory:
        return 0
    folder = bench.fresh(source)
    peak = peak_memory(command(folder), limit=bench.limit)
    bench.drop(folder)
    return peak


def _result(bench: Bench, key: Key, costs: list[Cost], told: str, memory: int, why: str) -> Result:
    return Result(
        key=key,
        walls=tuple(cost.wall for cost in costs),
        cpus=tuple(cost.cpu for cost in costs),
        loads=tuple(load for cost in costs for load in cost.load),
        memory=memory,
        version=told,
        machine=machine(),
        file_system=file_system(bench.folder),
        why=why,
    )
