"""Crawls: WARC and ARC files, in which every page of HTML that was delivered is a capture.

FastWARC takes a record apart; what it gives up on is tried with warcio. Both belong to
the extra `warc` and are imported when the first crawl is read.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from warraq.ingest.readers.frames import GZIP, MOST_BYTES, Frame, frame_at, frames
from warraq.ingest.readers.packages import package
from warraq.ingest.signs import kind_of
from warraq.model import Origin, Passed, Pictured, RawDocument

_BEGINS = re.compile(
    rb"\s*(?:WARC/\d\.\d|filedesc://|dns:|https?://\S+ \S+ \d{12,14} \S+ \d+\r?\n)"
)
# Where the first record is damaged, the name tells what the others are.
_NAMED = re.compile(r"\.w?arc(\.gz)?$", re.I)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_LOOKS_LIKE_PAGE = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>|\xef\xbb\xbf)*<(?:!doctype|html)", re.I
)
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Behind the end of a page stand a few comments and scripts.
_END = 2048
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
    page = _page_in(frame.data, _read_head(frame.data)) if frame and frame.data else None
    return page.data if page else b""


def _document(frame: Frame, origin: Origin) -> RawDocument | Passed:
    if not frame.data:
        reason = "damaged" if frame.problem else "empty"
        lost = bool(frame.problem)
        return Passed(origin, frame.length, reason, lost=lost, message=frame.problem)
    head = _read_head(frame.data)
    if head.kind not in _KINDS:
        message = f"there is no kind of record «{head.kind[:40]}»"
        return Passed(origin, frame.length, "damaged", _digest(frame), lost=True, message=message)
    if reason := head.passed_for() or ("too-large" if frame.large else ""):
        picture = head.pictured(frame.data)
        return Passed(origin, frame.length, reason, _digest(frame), picture=picture)
    page = _page_in(frame.data, head)
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


# --- the headers of a crawl -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """What the crawler says of a record; `size` is where its own header ends."""

    kind: str
    url: str
    moment: str
    media: str
    size: int
    digest: str = ""
    refers: str = ""

    @property
    def picture(self) -> Pictured:
        """Return what is said of a picture that is in the record."""
        return Pictured(self.url, self.digest)

    def pictured(self, record: bytes) -> Pictured | None:
        """Return the picture that a record without a page holds, or perhaps stands for."""
        if self.kind == "revisit":
            return Pictured(self.url, self.digest, self.refers, held=False)
        held = self.kind == "resource" and kind_of(record.lstrip(b"\r\n")[self.size :])[0]
        return self.picture if held else None

    def passed_for(self) -> str:
        """Return why a record of this kind is no page, else ""."""
        if self.kind not in ("response", "resource"):
            return self.kind
        if not self.url.lower().startswith(("http://", "https://", "urn:")):
            return "no-page"
        return "no-page" if self.kind == "resource" and self.media not in _PAGES else ""


_KINDS = frozenset(
    {"response", "resource", "warcinfo", "request", "metadata"}
    | {"revisit", "conversion", "continuation"}
)


def _read_head(data: bytes) -> _Head:
    data = data.lstrip(b"\r\n")
    if not data.startswith(b"WARC/"):
        return _read_arc_head(data)
    end = re.search(rb"\r?\n\r?\n", data)
    size = end.end() if end else len(data)
    fields = dict(_fields(data[:size]))
    return _Head(
        kind=fields.get("warc-type", "").lower(),
        url=fields.get("warc-target-uri", "").strip("<> "),
        moment=_iso(fields.get("warc-date", "")),
        media=_media(fields.get("content-type", "")),
        size=size,
        digest=fields.get("warc-payload-digest", ""),
        refers=fields.get("warc-refers-to-target-uri", "").strip("<> "),
    )


def _read_arc_head(data: bytes) -> _Head:
    """Return what the one line before a record of an ARC says: address, host, time, kind, length.

    Addresses may hold blanks, so the line is read from its end.
    """
    line = data[: data.find(b"\n") + 1]
    words = line.decode("utf-8", "replace").split()
    at = next((n for n, word in enumerate(words) if n > 1 and re.fullmatch(r"\d{12,14}", word)), 0)
    url = "%20".join(words[: max(at - 1, 1)])
    kind = "warcinfo" if url.startswith("filedesc:") else "response"
    return _Head(kind, url, _iso(words[at]), "", len(line))


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d)")


def _iso(stamp: str) -> str:
    """Return a stamp of a crawler, which is in UTC, as ISO 8601 to the minute, or ""."""
    found = _STAMP.match(stamp)
    return "{}-{}-{}T{}:{}Z".format(*found.groups()) if found else ""


# --- the page in a record ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """A delivered file, its transport undone; `status` 0 where none was told.

    A redirect has the address that it `leads_to`.
    """

    status: int
    media: str
    charset: str
    data: bytes
    reader: str
    leads_to: str = ""

    @property
    def is_whole(self) -> bool:
        """Return whether a page of which the record was cut has its end."""
        return b"</html" in self.data[-_END:].lower()

    def passed_for(self) -> str:
        """Return why this is no page that was delivered, else ""."""
        if self.status not in (0, _OK):
            return "http-status"
        if len(self.data) > MOST_BYTES:
            return "too-large"
        if not self.data.strip():
            return "empty"
        if self.media in _PAGES:
            return ""
        unsaid = not self.media and _LOOKS_LIKE_PAGE.match(self.data[:1024])
        return "" if unsaid else "no-page"


def _page_in(data: bytes, head: _Head) -> _Page | None:
    """Return the page in a record, by the first package that can take it out."""
    block = data.lstrip(b"\r\n")[head.size :]
    media = head.media if head.kind == "resource" else "application/http; msgtype=response"
    # Both packages take a record as WARC, whatever it came as.
    lines = (
        *("WARC/1.0", f"WARC-Type: {head.kind}", "WARC-Target-URI: http://a.example/"),
        *(f"Content-Type: {media}", f"Content-Length: {len(block)}", "", ""),
    )
    record = "\r\n".join(lines).encode() + block + b"\r\n\r\n"
    return _by_fastwarc(record, head) or _by_warcio(record, head)


def _by_fastwarc(data: bytes, head: _Head) -> _Page | None:
    fastwarc = package("fastwarc.warc", "warc", "crawls")
    try:
        record = next(fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False))
        if head.kind == "resource":
            return _Page(0, head.media, "", record.reader.read(MOST_BYTES + 1), "fastwarc")
        record.parse_http(auto_decode="transfer")
        told = record.http_headers
        status = int(told.status_code)
        media, charset = record.http_content_type or "", record.http_charset or ""
        leads_to = _target(status, told.get("Location"), head)
        coding = (told.get("Content-Encoding") or "").strip().lower()
        body = _uncompressed(record.reader.read(MOST_BYTES + 1), coding)
    except (OSError, ValueError, TypeError, AttributeError, StopIteration, zlib.error):
        return None
    if not body.strip():
        # Perhaps headers were taken for all there is; the other package sees more.
        return None
    return _Page(status, media.lower(), charset, body, "fastwarc", leads_to)


def _uncompressed(body: bytes, coding: str) -> bytes:
    """Return what a server compressed; raises ValueError for what cannot be undone here."""
    if coding in ("", "identity", "none"):
        return body
    if coding == "br":
        return _without_brotli(body)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(coding)
    # 32: gzip or zlib, whichever its header tells.
    return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MOST_BYTES + 1)


def _without_brotli(body: bytes) -> bytes:
    try:
        inflater = package("brotli", "warc", "some pages").Decompressor()
        return bytes(inflater.process(body, output_buffer_limit=MOST_BYTES + 1))
    except Exception as error:
        raise ValueError("br") from error


def _by_warcio(data: bytes, head: _Head) -> _Page | None:
    """Return the page by whatever warcio makes of a record that says less than it should."""
    archive = package("warcio.archiveiterator", "warc", "crawls")
    try:
        record = next(archive.ArchiveIterator(io.BytesIO(data)))
        body = record.content_stream().read(MOST_BYTES + 1)
        told = record.http_headers
        status = int(told.get_statuscode()) if told else 0
        kind = (told.get_header("Content-Type") or "") if told else head.media
        leads_to = _target(status, told.get_header("Location"), head) if told else ""
    except Exception:
        # It raises whatever its parts do.
        return None
    charset = re.search(r"charset=[\"']?([\w.:-]+)", kind, re.I)
    told_charset = charset[1] if charset else ""
    return _Page(status, _media(kind), told_charset, body, "warcio", leads_to)


def _target(status: int, location: str | None, head: _Head) -> str:
    """Return the address to which a record redirects, "" for one that does not."""
    if status not in _REDIRECTS or not location:
        return ""
    try:
        return urljoin(head.url, location.strip())
    except ValueError:
        return ""
