"""Measure the cleaning on real captures with known answers, beside its peers.

    python -m benchmarks.quality --corpus DIR [--only dumps,records,structure,pages] [--peers NAMES]
    python -m benchmarks.quality --install        install the peers first
    python -m benchmarks.quality --worst 20       also list the worst pages of the studied half
    python -m benchmarks.quality --write          also write docs/explanation/accuracy.md

Publishers are halved by a digest of their names: mistakes were studied on one half only.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality import dumps, records, structure
from benchmarks.quality.extractors import PEERS
from benchmarks.quality.page import page_of
from benchmarks.quality.pages import Row, Score, ask_warraq, front_pages_of, rows_of, score
from benchmarks.quality.peers import ask, install
from benchmarks.quality.report import body_lines, field_lines, segment_lines, speed_line
from benchmarks.quality.scores import is_looked_at

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "explanation" / "accuracy.md"


def main() -> None:
    """Print the figures."""
    options = _options()
    if options.corpus is None or not options.corpus.is_dir():
        sys.exit("no corpus: name its folder with --corpus or WARRAQ_CORPUS")
    only = options.only.split(",")
    if "dumps" in only:
        _measure_dumps(options.corpus, options.worst)
    if "records" in only:
        print("\n".join(records.lines(records.score_records(options.corpus / "records"))))
    if "structure" in only:
        print("\n".join(structure.lines()))
    if "pages" in only:
        _measure_pages(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpus = os.environ.get("WARRAQ_CORPUS")
    parser.add_argument("--corpus", type=Path, default=Path(corpus) if corpus else None)
    parser.add_argument("--only", default="dumps,records,structure,pages")
    parser.add_argument("--peers", default=",".join(PEERS), help="names, or nothing")
    parser.add_argument("--write", action="store_true", help="write the page of the figures")
    parser.add_argument("--install", action="store_true", help="install the peers first")
    parser.add_argument("--environment", type=Path, default=ROOT / ".warraq-bench" / "extractors")
    parser.add_argument("--worst", type=int, default=0, help="also list the N worst pages")
    return parser.parse_args()


def _measure_dumps(corpus: Path, worst: int) -> None:
    for name in ("raw-text", "dumps"):
        begun = time.perf_counter()
        scores = dumps.score_folder(corpus / name)
        spent = time.perf_counter() - begun
        print("\n".join(dumps.lines(name, scores)))
        print(f"{'':24} {spent / len(scores) * 1000:.2f} ms a page")
        for one in sorted(scores, key=lambda s: (s.body, s.title))[:worst]:
            print(f"    {one.body:.3f} title {one.title} {one.gold['file']}")


def _measure_pages(options: argparse.Namespace) -> None:
    rows = rows_of(options.corpus)
    scores = [_ask_and_score(row, options.corpus) for row in rows]
    _print("warraq", scores)
    refused = [str(s.gold["file"]) for s in scores if s.told.refused]
    print(f"warraq            articles rejected {len(refused)} of {len(scores)} {refused or ''}")
    fronts = front_pages_of(options.corpus)
    taken = [row.file for row in fronts if not ask_warraq(row.page(options.corpus), "").refused]
    print(f"warraq            front pages taken {len(taken)} of {len(fronts)} {taken or ''}")
    _print_worst(scores, options.worst)
    asked: dict[str, list[Score] | str] = {"warraq": scores, **_ask_peers(rows, options)}
    if options.write:
        REPORT.write_text(page_of(asked), encoding="utf-8")


def _ask_peers(rows: Sequence[Row], options: argparse.Namespace) -> dict[str, list[Score] | str]:
    """Print the figures of the peers, and return their scores, or why they have none."""
    asked: dict[str, list[Score] | str] = {}
    not_installed = install(options.environment) if options.install else {}
    for name in filter(None, options.peers.split(",")):
        told = not_installed.get(name) or ask(name, rows, options.corpus, options.environment)
        if isinstance(told, str):
            asked[name] = told
            print(f"{name:17} not run: {told}")
        else:
            pairs = zip(rows, told, strict=True)
            asked[name] = scores = [score(row, one, row.page(options.corpus)) for row, one in pairs]
            _print(name, scores)
    return asked


def _ask_and_score(row: Row, corpus: Path) -> Score:
    page = row.page(corpus)
    return score(row, ask_warraq(page, row.url), page)


def _print(name: str, scores: list[Score]) -> None:
    for lines in (body_lines, field_lines, segment_lines):
        print("\n".join(lines(name, scores)))
    print(speed_line(name, scores), flush=True)


def _print_worst(scores: list[Score], number: int) -> None:
    studied = [s for s in scores if s.body is not None and is_looked_at(s)]
    for one in sorted(studied, key=lambda s: s.body or 0.0)[:number]:
        print(f"    {one.body:.3f} {one.gold['file']}")


if __name__ == "__main__":
    main()
