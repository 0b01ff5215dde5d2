"""How fast captures become articles, and how much memory that takes.

    python benchmarks/ingest.py [--dumps 100000] [--warc 1024] [--pictures 1024 [--member]]
                                [--memory] [--folder DIR]

Text dumps and the pages of a crawl are made of invented words, the same ones every
time, and its pictures of invented dots. Each row is a run of
the command in a process of its own, with all cores; memory is that of the whole tree
of processes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

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
_SCRIPT = 50_000
# A page of a portal has one picture of its own, and many of others.
_PICTURES = 8
_PHOTOGRAPH = 200_000


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


def write_crawl(folder: Path, megabytes: int) -> int:
    """Make a project with a crawl of that size; return how many pages it has."""
    _begin(folder)
    chance = random.Random(SEED)
    # Markup and scripts outweigh the text of a page by far.
    script = "".join(chance.choices("abcdefghijklmnop(){};=,. ", k=_SCRIPT))
    pages = size = 0
    with (folder / "content" / "raw" / "crawl.warc").open("wb") as file:
        while size < megabytes << 20:
            size += file.write(_record(chance, pages, script))
            pages += 1
    return pages


def _begin(folder: Path) -> None:
    (folder / "content" / "raw").mkdir(parents=True)
    languages = ", ".join(LANGUAGES)
    (folder / "site.yaml").write_text(f"title: الجسر\nlanguages: [{languages}]\n", "utf-8")


def write_pictures(folder: Path, megabytes: int, *, in_one_member: bool) -> int:
    """Make a project with a crawl of so many MB of pictures; return how many pages it has."""
    _begin(folder)
    chance = random.Random(SEED)
    crawl = folder / "content" / "raw" / ("crawl.warc.gz" if in_one_member else "crawl.warc")
    pages = size = 0
    with gzip.open(crawl, "wb", 1) if in_one_member else crawl.open("wb") as file:
        while size < megabytes << 20:
            shown = f'<figure><img src="/i/{pages}-0.png" alt="{pages}"></figure>'
            body = page_of(chance, pages, "").replace(b"</article>", shown.encode() + b"</article>")
            file.write(_answered(str(pages), _day_of(pages), body))
            for number in range(_PICTURES):
                dots = _picture(chance)
                size += len(dots)
                place = f"i/{pages}-{number}.png"
                file.write(_answered(place, _day_of(pages), dots, "image/png"))
            pages += 1
    return pages


def _picture(chance: random.Random) -> bytes:
    """Return a picture of one colour, with as many bytes behind it as a photograph has."""
    made = io.BytesIO()
    colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
    Image.new("RGB", (640, 480), colour).save(made, "PNG")
    return made.getvalue() + chance.randbytes(_PHOTOGRAPH)


def _record(chance: random.Random, number: int, script: str) -> bytes:
    return _answered(str(number), _day_of(number), page_of(chance, number, script))


def _day_of(number: int) -> date:
    return date(2012, 1, 1) + timedelta(days=number // 60)


def _answered(place: str, day: date, body: bytes, media: str = "text/html; charset=utf-8") -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: {day}T10:00:00Z\r\n"
        f"WARC-Target-URI: http://bridge.example/{place}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def page_of(chance: random.Random, number: int, script: str) -> bytes:
    """Return an invented page as it is saved or crawled."""
    lang = chance.choices(LANGUAGES, _WEIGHTS)[0]
    day = date(2012, 1, 1) + timedelta(days=number // 60)
    words = vocabulary(lang)

    def text(count: int) -> str:
        return " ".join(chance.choices(words.words, cum_weights=words.weights, k=count))

    title = text(chance.randint(6, 10))
    story = "".join(
        f"<p>{text(chance.randint(*_WORDS))}.</p>" for _ in range(chance.randint(*_PARAGRAPHS))
    )
    menu = "".join(f'<li class="item"><a href="/{n}">{text(2)}</a></li>' for n in range(40))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="{day}T09:00:00+03:00">'
        f"<script>{script}</script></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{title}</h1>{story}</article></main>"
        f"<aside><ul>{menu}</ul></aside></body></html>"
    ).encode()


def row(name: str, project: Path, captures: int) -> str:
    """Return what one run of `warraq ingest` costs, as a line."""
    cost = run(_ingest(project))
    return (
        f"{name:26} {captures:8} captures {cost.wall:8.2f} s {captures / cost.wall:9.0f}/s"
        f" {cost.cpu:8.2f} CPU s   load {cost.load[0]:.1f}"
    )


def memory(project: Path) -> str:
    """Return how much memory a first reading takes, as a line."""
    return f"{'  memory of all processes':26} {peak_memory(_ingest(project)) / 1e6:8.0f} MB"


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
    parser.add_argument("--warc", type=int, default=0, help="also read a crawl of so many MB")
    parser.add_argument("--pictures", type=int, default=0, help="also one of so many MB of them")
    parser.add_argument("--member", action="store_true", help="of these make one member of gzip")
    parser.add_argument("--memory", action="store_true", help="also measure memory, in a run more")
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="warraq-ingest-"))
    if options.dumps:
        project = folder / f"dumps-{options.dumps}"
        write_project(project, options.dumps)
        measure("text dumps", project, options.dumps, memory_too=options.memory)
    if options.warc:
        project = folder / f"warc-{options.warc}"
        pages = write_crawl(project, options.warc)
        measure(f"a crawl of {options.warc} MB", project, pages, memory_too=options.memory)
    if options.pictures:
        project = folder / f"pictures-{options.pictures}"
        pages = write_pictures(project, options.pictures, in_one_member=options.member)
        what = f"{options.pictures} MB of pictures"
        measure(what, project, pages * (1 + _PICTURES), memory_too=options.memory)


def measure(what: str, project: Path, captures: int, *, memory_too: bool) -> None:
    """Print what it costs to read a project for the first time, and when nothing is new."""
    try:
        print(row(what, project, captures), flush=True)
        print(row("  nothing new", project, captures), flush=True)
        if memory_too:
            forget(project)
            print(memory(project), flush=True)
    finally:
        shutil.rmtree(project, ignore_errors=True)


if __name__ == "__main__":
    main()
