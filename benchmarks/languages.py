"""How often the language of a line, and of a few words of it, is told.

    python benchmarks/languages.py [--corpus DIR] [--invented N]

Lines come from the case files, from the benchmark's vocabulary, and, where there is
a corpus, from its `lang-lines`. A language that is not told is «open»; a line taken
for another language of its direction is a neighbour, which is the worst answer from
right to left.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from vocabulary import vocabulary

from tests.conftest import read_cases
from warraq.text.direction import direction_of
from warraq.text.language import identify

INVENTED = ("ar", "ckb", "en", "fa", "fr", "he", "kmr", "tr", "ur")
# The languages of the portal, and the neighbours that must not be taken for them.
SHOWN = (
    *("ar", "en", "fr", "ckb", "kmr", "fa", "ur", "he", "tr", "es", "de", "ru", "zh", "id"),
    *("ps", "ug", "sd"),
)
_WORDS = (8, 14)
# A piece of a sentence: a headline, and what a teaser shows.
_PIECES = (4, 8)
_SHORTEST = 20


def cases() -> Iterator[tuple[str, str]]:
    """Yield (language, line) of the case files."""
    for name in ("languages.txt", "lines.txt"):
        for _, text, lang in read_cases(name):
            if lang in SHOWN:
                yield lang, text


def pieces(size: int) -> Iterator[tuple[str, str]]:
    """Yield every stretch of `size` words of those lines that follow each other."""
    for lang, text in cases():
        words = text.split()
        for at in range(0, len(words) - size + 1, size):
            yield lang, " ".join(words[at : at + size])


def invented(count: int) -> Iterator[tuple[str, str]]:
    """Yield lines of words drawn as often as they are used, in no grammar."""
    for lang in INVENTED:
        chance = random.Random(lang)
        words = vocabulary(lang)
        for _ in range(count):
            size = chance.randint(*_WORDS)
            yield lang, " ".join(chance.choices(words.words, cum_weights=words.weights, k=size))


def corpus_lines(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of the corpus' files, each named by its language."""
    for file in sorted((corpus / "lang-lines").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if len(line) > _SHORTEST:
                yield file.stem, line


def verdict(lang: str, line: str) -> str:
    """Return what became of a line: right, open, neighbour or wrong."""
    found = identify(line).lang
    if found.partition("-")[0] == lang:
        return "right"
    if found == "und":
        return "open"
    return "neighbour" if direction_of(found) == direction_of(lang) == "rtl" else "wrong"


def _print(title: str, lines: Iterator[tuple[str, str]]) -> None:
    told: dict[str, Counter[str]] = {}
    for lang, line in lines:
        told.setdefault(lang, Counter())[verdict(lang, line)] += 1
    told["all"] = sum(told.values(), Counter())
    for lang, counts in told.items():
        kinds = (f"{counts[kind]:5} {kind}" for kind in ("right", "open", "neighbour", "wrong"))
        share = counts["right"] / max(counts.total(), 1)
        print(f"{title:18} {lang:4} {share:7.2%} of {counts.total():5}:{','.join(kinds)}")


def main() -> None:
    """Print what became of every kind of line, by language."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get("WARRAQ_CORPUS"))
    parser.add_argument(
        "--invented", type=int, default=300, help="invented lines for each language"
    )
    options = parser.parse_args()
    _print("sentences", cases())
    for size in _PIECES:
        _print(f"{size} words of them", pieces(size))
    _print("invented", invented(options.invented))
    if options.corpus and options.corpus.is_dir():
        _print("corpus", corpus_lines(options.corpus))


if __name__ == "__main__":
    main()
