"""R16: what is made to be larger than any machine is refused or capped, quickly and in little room.

Each bomb lies in a project of its own, beside one sound capture that must be published.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest import mock

from benchmarks.torture.disk import Crash, in_child
from benchmarks.torture.figure import Figure
from tests.containers import STORY, http, page, wacz, warc_record, wxr, wxr_item
from tests.support import SiteTest, dump
from warraq.ingest.ledger import read_ledger

Say = Callable[[str], None]
Bomb = Callable[[SiteTest, int], object]

SECONDS = 2.0
EXTRA_BYTES = 200 << 20
_DEEP = 100_000
# What YAML takes for 60 KB of front matter.
_DEPTH = 30_000


def measure(folder: Path, *, megabytes: int, say: Say = lambda line: None) -> Figure:
    """Build a project with each bomb; `megabytes` is what those of zeros inflate to."""
    failures: list[str] = []
    # What a process does but once is no cost of a bomb.
    _cost(SiteTest(folder / "warm"))
    plain = _cost(SiteTest(folder / "plain"))
    worst_seconds, worst_bytes = 0.0, 0
    for name, lay in BOMBS.items():
        site = SiteTest(folder / name.replace(" ", "-"))
        lay(site, megabytes)
        found = _cost(site)
        if isinstance(found, Crash) or isinstance(plain, Crash):
            failures.append(f"{name}: {found}")
            continue
        seconds, size = found[0] - plain[0], found[1] - plain[1]
        worst_seconds, worst_bytes = max(worst_seconds, seconds), max(worst_bytes, size)
        say(f"{name}: {seconds:.2f} s, {size >> 20} MB, {found[2]}")
        if seconds > SECONDS or size > EXTRA_BYTES or not found[3]:
            failures.append(f"{name}: {seconds:.2f} s, {size >> 20} MB, sound one {found[3]}")
    note = f"at most {worst_seconds:.2f} s and {worst_bytes >> 20} MB extra"
    return Figure("R16", "bombs refused or capped", len(BOMBS), tuple(failures), note)


def _cost(site: SiteTest) -> tuple[float, int, str, bool] | Crash:
    """Return what a build costs: seconds of processor, bytes, outcomes; and whether all is told."""
    site.write("content/raw/sound.txt", dump("خبر سليم عن الجسر"))

    def work() -> tuple[float, int, str, bool]:
        with (
            mock.patch("warraq.ingest.run._hands", return_value=None),
            mock.patch("warraq.workers.processes", return_value=None),
        ):
            before = resource.getrusage(resource.RUSAGE_SELF)
            run = site.run("build", "--json")
            after = resource.getrusage(resource.RUSAGE_SELF)
        rows = read_ledger(site.root / ".warraq")
        told = ", ".join(sorted({f"{row.outcome} {row.reason}".strip() for row in rows}))
        sound = any(row.outcome == "article" and "sound" in row.file for row in rows)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = (after.ru_maxrss - before.ru_maxrss) << 10
        return seconds, size, told, sound and run.code in (0, 1)

    return in_child(work)


def zeros(megabytes: int, before: bytes = b"") -> bytes:
    """Return what inflates to so many megabytes of nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    made = [packer.compress(before)]
    made += [packer.compress(bytes(1 << 20)) for _ in range(megabytes)]
    return b"".join([*made, packer.flush()])


def overlapping(count: int = 200) -> bytes:
    """Return a zip file whose many members are one and the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/0.warc", bytes(1 << 20))
        first = archive.infolist()[0]
        for number in range(1, count):
            member = zipfile.ZipInfo(f"archive/{number}.warc")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(member, name, getattr(first, name))
            archive.filelist.append(member)
        archive._didModify = True
    return made.getvalue()


def huge_picture() -> bytes:
    """Return a picture of 100,000 × 100,000 points, of which there is the header alone."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def _raw(site: SiteTest, megabytes: int, *, name: str, data: str | bytes) -> object:
    return site.write(f"content/raw/{name}", data)


def _inflated(site: SiteTest, megabytes: int, *, name: str) -> object:
    return site.write(f"content/raw/{name}", zeros(megabytes))


def _delivered(site: SiteTest, megabytes: int) -> object:
    """Lay a crawl of one page that its server sent as zeros, packed."""
    record = warc_record(http(zeros(megabytes), "Content-Encoding: gzip"))
    return site.write("content/raw/a.warc", record)


def _recorded(site: SiteTest, megabytes: int) -> object:
    head = warc_record(b"", length=megabytes << 20).removesuffix(b"\r\n\r\n")
    return site.write("content/raw/a.warc.gz", zeros(megabytes, before=head))


def _packed_zip(site: SiteTest, megabytes: int) -> object:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("archive/a.warc", "w") as member,
    ):
        member.write(warc_record(http(page("خبر"))))
        for _ in range(megabytes):
            member.write(bytes(1 << 20))
    return site.write("content/raw/a.wacz", made.getvalue())


def _beside(site: SiteTest, megabytes: int, *, data: str) -> object:
    site.write("content/raw/b.txt", dump("خبر تجاوره قنبلة"))
    return site.write("content/raw/b.yaml", data)


def _by_hand(site: SiteTest, megabytes: int, *, data: str) -> object:
    return site.write("content/ar/2018/05/27/a.md", data)


_ALIASES = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_KINDS = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{_LAUGHS}]>'
_BOMBED = wxr(wxr_item("خبر &l11;", f"{STORY[0]} &l11;")).replace(
    b"<rss", f"{_KINDS}<rss".encode(), 1
)
_WIDE = "|" * 600 + "\n" + "|-" * 300 + "\n" + "|" * 300
_LONG = warc_record(http(page("خبر")), length=10 << 30)
_NESTED = "<div>" * _DEEP + "نص " + "</div>" * _DEEP

_DEEP_XML = wxr(wxr_item("خبر").replace("<link>", "<b>" * _DEEP))

BOMBS: dict[str, Bomb] = {
    "aliases beside": partial(_beside, data=_ALIASES),
    "depth beside": partial(_beside, data="a: " + "[" * _DEPTH),
    "aliases in front": partial(_by_hand, data=f"---\n{_ALIASES}title: x\n---\n\nنص\n"),
    "depth in front": partial(_by_hand, data=f"---\ntitle: x\na: {'[' * _DEPTH}\n---\n\nنص\n"),
    "entities of an export": partial(_raw, name="a.xml", data=_BOMBED),
    "zeros as a file": partial(_inflated, name="a.gz"),
    "zeros as a crawl": _recorded,
    "zeros as a page": _delivered,
    "zeros in a zip": _packed_zip,
    "members that overlap": partial(_raw, name="b.wacz", data=overlapping()),
    "a zip of zips": partial(_raw, name="c.wacz", data=wacz(**{"archive/a.zip": overlapping()})),
    "a record of 10 GB": partial(_raw, name="a.warc", data=_LONG),
    "a picture": partial(_raw, name="a.png", data=huge_picture()),
    "a wide table": partial(_by_hand, data=f"---\ntitle: x\n---\n\n{_WIDE}\n"),
    "a wide table as text": partial(_raw, name="t.txt", data=dump("خبر جدول", body=_WIDE)),
    "deep HTML": partial(_raw, name="a.html", data=page("خبر", story=()) + _NESTED.encode()),
    "deep JSON": partial(_raw, name="a.jsonl", data='{"title":' * _DEEP),
    "deep lists": partial(_raw, name="b.jsonl", data=json.dumps({"title": "x"})[:-1] + "[" * _DEEP),
    "deep XML": partial(_raw, name="d.xml", data=_DEEP_XML),
    "deep quotes": partial(_by_hand, data=f"---\ntitle: x\n---\n\n{'>' * 60_000} نص\n"),
}
