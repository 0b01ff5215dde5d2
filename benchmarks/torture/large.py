"""R18: a file of any size is read in the same memory, and nothing but what is broken is lost."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.measure import peak_memory
from benchmarks.task import Command
from benchmarks.torture.accounts import unaccounted
from benchmarks.torture.figure import Figure
from tests.containers import WXR_HEAD, http, page, warc_record, wxr_item
from tests.support import ROOT, SiteTest
from warraq.ingest.captures import find_captures
from warraq.ingest.ledger import Row, read_ledger

Say = Callable[[str], None]

# For the process that reads; each worker has as much.
MOST_BYTES = 200 << 20
# Long items, so that a large file is not mainly many articles.
_PARAGRAPHS = 2500
_PARAGRAPH = "وقالت مديرة المكتبة إن فيها ثلاثة آلاف كتاب، وإن أبوابها مفتوحة كل يوم حتى الغروب"

Item = Callable[[int], bytes]


def measure(
    folder: Path, *, megabytes: int, kinds: tuple[str, ...] = (), say: Say = lambda line: None
) -> Iterator[Figure]:
    """Yield a figure for each kind of container: one file of that size, read to its end."""
    for kind in kinds or tuple(_KINDS):
        site = SiteTest(folder / kind)
        head, item, tail = _KINDS[kind]
        items = _written(site.root / "content" / "raw" / f"a.{kind}", megabytes, head, item, tail)
        say(f"{kind}: {items} items written")
        peak = peak_memory(_command(site))
        rows = read_ledger(site.root / ".warraq")
        wrong = unaccounted(rows, find_captures(site.root / "content" / "raw"))
        told = _items(rows)
        wrong += [f"{told} of {items} items are in the ledger"] * (told != items)
        wrong += [f"it took {peak >> 20} MB"] * (peak > MOST_BYTES)
        shutil.rmtree(site.root)
        note = f"{items} items, {peak >> 20} MB"
        yield Figure("R18", f"{megabytes} MB of {kind} in flat memory", 1, tuple(wrong), note)


def _command(site: SiteTest) -> Command:
    """Return the reading by one process: the sum over workers tells of cores, not of the file."""
    one = "import os, sys; os.cpu_count = lambda: 1; from warraq.cli import main; "
    code = f"{one}sys.argv[1:] = ['ingest', '--project', {str(site.root)!r}]; main()"
    return Command((sys.executable, "-c", code), ROOT)


def _items(rows: tuple[Row, ...]) -> int:
    return sum(row.outcome in ("article", "duplicate") for row in rows)


def _written(path: Path, megabytes: int, head: bytes, item: Item, tail: bytes) -> int:
    """Write a container of that size; return how many items are in it."""
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.write(head)
        for number in count():
            if file.tell() >= megabytes << 20:
                break
            file.write(item(number))
        file.write(tail)
    return number


# --- the containers ---------------------------------------------------------------------


def _story(number: int) -> tuple[str, ...]:
    return (f"الخبر رقم {number} عن المكتبة.", *(f"{_PARAGRAPH} {n}." for n in range(_PARAGRAPHS)))


def _title(number: int) -> str:
    return f"خبر رقم {number} عن المكتبة"


def _crawled(number: int) -> bytes:
    body = page(_title(number), story=_story(number))
    return warc_record(http(body), url=f"http://bridge.example/{number}")


def _exported(number: int) -> bytes:
    """Return an item of an export; of each ten one has a control character, one other letters."""
    item = wxr_item(_title(number), "\n\n".join(_story(number)))
    if number % 10 == 3:
        item = item.replace("المكتبة", "المكت\x10بة")
    if number % 10 == 5:
        return item.encode("cp1256", "replace")
    if number % 10 == 7:
        item = "".join(line for line in item.splitlines(True) if "<wp:post_date" not in line)
    return item.encode()


def _entry(number: int) -> bytes:
    told = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in _story(number))
    link = f"<link>https://bridge.example/{number}</link>"
    entry = f"<title>{_title(number)}</title>{link}<description>{told}</description>"
    return f"<item>{entry}</item>\n".encode()


def _line(number: int) -> bytes:
    record = {"title": _title(number), "text": "\n\n".join(_story(number))}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def _row(number: int) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerow((_title(number), "\n\n".join(_story(number))))
    return made.getvalue().encode()


_RSS_HEAD = b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title>\n'
_KINDS: dict[str, tuple[bytes, Item, bytes]] = {
    "wxr": (WXR_HEAD.encode(), _exported, b"</channel></rss>\n"),
    "warc": (b"", _crawled, b""),
    "feed": (_RSS_HEAD, _entry, b"</channel></rss>\n"),
    "jsonl": (b"", _line, b""),
    "csv": (b"title,text\r\n", _row, b""),
}
