"""How fast captures become articles, and how much memory that takes.

    python benchmarks/ingest.py [--dumps 100000] [--memory] [--folder DIR]

Text dumps are made of invented words, the same ones every time. Each row is a run of
the command in a process of its own, with all cores; memory is that of the whole tree
of processes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import peak_memory, run
from benchmarks.task import Command
from benchmarks.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_180_527
LANGUAGES = ("ar", "ckb", "en", "fa", "tr")
_WEIGHTS = (62, 10, 14, 8, 6)
_HOME = {"ar": "الرئيسية", "ckb": "سەرەکی", "en": "Home", "fa": "خانه", "tr": "Ana Sayfa"}
_SEE_ALSO = {
    **{"ar": "شاهد أيضاً", "ckb": "هەروەها بخوێنەوە", "en": "See also"},
    **{"fa": "همچنین ببینید", "tr": "Ayrıca bakınız"},
}
_SECTION = {"ar": "محلية", "ckb": "کوردستان", "en": "Local", "fa": "اجتماعی", "tr": "Gündem"}
# The one known dump of this kind has 2,700 letters in nine paragraphs.
_PARAGRAPHS = (4, 10)
_WORDS = (25, 60)
_A_FOLDER = 1_000


def dumps(count: int) -> Iterator[str]:
    """Yield text dumps of invented pages, all different."""
    chance = random.Random(SEED)
    for number in range(count):
        lang = chance.choices(LANGUAGES, _WEIGHTS)[0]
        yield _dump(chance, lang, date(2012, 1, 1) + timedelta(days=number // 60))


def _dump(chance: random.Random, lang: str, day: date) -> str:
    words = vocabulary(lang)

    def text(count: int) -> str:
        return " ".join(chance.choices(words.words, cum_weights=words.weights, k=count))

    title = text(chance.randint(6, 10))
    paragraphs = (text(chance.randint(*_WORDS)) + "." for _ in range(chance.randint(*_PARAGRAPHS)))
    crumbs = f"{_HOME[lang]} / {_SECTION[lang]} / {title}"
    byline = f"{chance.choice(words.places)} – {chance.choice(words.names)}"
    related = (_SEE_ALSO[lang], text(8), f"{text(20)} ...")
    head = f"{day:%d/%m/%Y}\n{crumbs}"
    return "\n\n".join((head, title, byline, *paragraphs, *related))


def write_project(folder: Path, count: int) -> None:
    """Make a project with so many dumps."""
    folder.mkdir(parents=True)
    languages = ", ".join(LANGUAGES)
    (folder / "site.yaml").write_text(f"title: الجسر\nlanguages: [{languages}]\n", "utf-8")
    for number, text in enumerate(dumps(count)):
        path = folder / "content" / "raw" / f"{number // _A_FOLDER:04}" / f"{number:06}.txt"
        if number % _A_FOLDER == 0:
            path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")


def row(name: str, project: Path, captures: int) -> str:
    """Return what one run of `warraq ingest` costs, as a line."""
    cost = run(_ingest(project))
    return (
        f"{name:24} {captures:8} captures {cost.wall:8.2f} s {captures / cost.wall:9.0f}/s"
        f" {cost.cpu:8.2f} CPU s   load {cost.load[0]:.1f}"
    )


def memory(project: Path) -> str:
    """Return how much memory a first reading takes, as a line."""
    return f"{'memory of all processes':24} {peak_memory(_ingest(project)) / 1e6:8.0f} MB"


def _ingest(project: Path) -> Command:
    return Command((sys.executable, str(ROOT / "build.py"), "ingest"), project)


def forget(project: Path) -> None:
    """Take away what was read, so that it is read for the first time again."""
    shutil.rmtree(project / ".warraq")
    for lang in LANGUAGES:
        shutil.rmtree(project / "content" / lang, ignore_errors=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dumps", type=int, default=10_000)
    parser.add_argument("--memory", action="store_true", help="also measure memory, in a run more")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="warraq-ingest-"))
    project = folder / f"dumps-{options.dumps}"
    try:
        write_project(project, options.dumps)
        print(row("first reading", project, options.dumps), flush=True)
        print(row("nothing new", project, options.dumps), flush=True)
        if options.memory:
            forget(project)
            print(memory(project))
    finally:
        shutil.rmtree(project, ignore_errors=True)


if __name__ == "__main__":
    main()
