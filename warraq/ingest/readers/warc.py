"""Crawls: WARC and ARC files, in which every page of HTML that was delivered is a capture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from warraq.ingest.readers.crawlhead import KINDS, read_head
from warraq.ingest.readers.delivered import page_in
from warraq.ingest.readers.frames import GZIP, Frame, frame_at, frames
from warraq.ingest.readers.packages import package
from warraq.ingest.readers.signs import kind_of
from warraq.model import Origin, Passed, Pictured, RawDocument

_BEGINS = re.compile(
    rb"\s*(?:WARC/\d\.\d|filedesc://|dns:|https?://\S+ \S+ \d{12,14} \S+ \d+\r?\n)"
)
# Where the first record is damaged, the name tells what the others are.
_NAMED = re.compile(r"\.w?arc(\.gz)?$", re.I)
_HEADERS = 8192


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file is a crawl, plain or compressed; one that is damaged by its name."""
    named = _NAMED.search(name)
    if named and (GZIP if named[1] else b"\nWARC/1.") in head:
        return True
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 512)
        except zlib.error:
            return False
    return bool(_BEGINS.match(head))


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument | Passed]:
    """Yield all that the crawl at `path` holds."""
    with path.open("rb") as stream:
        yield from read_crawl(stream, path.stat().st_size, file=file)


def read_crawl(
    stream: BinaryIO, size: int, *, file: str, member: str = ""
) -> Iterator[RawDocument | Passed]:
    """Yield all that a crawl of `size` bytes holds, `member` being its name in an archive."""
    package("fastwarc", "warc", "crawls")
    for frame in frames(stream, size):
        inner = "/".join(filter(None, (member, f"+{frame.inner}" if frame.inner else "")))
        yield _document(frame, Origin(file=file, member=inner, offset=frame.offset))


_INNER = re.compile(r"(?:(.*)/)?\+(\d+)", re.S)


def parted(member: str) -> tuple[str, int]:
    """Return the crawl in which a record lies, and where within a member of gzip."""
    found = _INNER.fullmatch(member)
    return (found[1] or "", int(found[2])) if found else (member, 0)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int, int]]:
    """Give a crawl, and where it begins and ends in its file."""
    with path.open("rb") as stream:
        yield stream, 0, path.stat().st_size


def delivered_at(stream: BinaryIO, place: int, size: int) -> bytes:
    """Return the file that the record at a place delivered, b"" where there is none."""
    frame = frame_at(stream, place, size)
    page = page_in(frame.data, read_head(frame.data)) if frame and frame.data else None
    return page.data if page else b""


def _document(frame: Frame, origin: Origin) -> RawDocument | Passed:
    if not frame.data:
        reason = "damaged" if frame.problem else "empty"
        lost = bool(frame.problem)
        return Passed(origin, frame.length, reason, lost=lost, message=frame.problem)
    head = read_head(frame.data)
    if head.kind not in KINDS:
        message = f"there is no kind of record «{head.kind[:40]}»"
        return Passed(origin, frame.length, "damaged", _digest(frame), lost=True, message=message)
    if reason := head.passed_for() or ("too-large" if frame.large else ""):
        picture = head.pictured(frame.data)
        return Passed(origin, frame.length, reason, _digest(frame), picture=picture)
    page = page_in(frame.data, head)
    problem = _why_not(frame.data) if page is None else ""
    if page and frame.problem and not page.is_whole:
        problem = frame.problem
    if page is None or problem:
        return Passed(origin, frame.length, "damaged", _digest(frame), lost=True, message=problem)
    if reason := page.passed_for():
        picture = head.picture if reason == "no-page" and kind_of(page.data)[0] else None
        if page.leads_to:
            picture = Pictured(head.url, refers=page.leads_to, held=False)
        return Passed(origin, frame.length, reason, _digest(frame), picture=picture)
    return RawDocument(
        origin,
        page.data,
        kind="html",
        url=head.url,
        captured=head.moment,
        charset=page.charset,
        length=frame.length,
        damage=frame.problem,
        context=(("reader", page.reader),),
    )


def _why_not(data: bytes) -> str:
    brotli = re.search(rb"^content-encoding:\s*br\b", data[:_HEADERS], re.I | re.M)
    needed = " (it is compressed with Brotli, which needs the package «brotli»)" if brotli else ""
    return f"neither FastWARC nor warcio can take its page out{needed}"


def _digest(frame: Frame) -> str:
    return sha256(frame.data).hexdigest()
