"""Which file did a server deliver in a record of a crawl?

FastWARC takes a record apart; what it gives up on is tried with warcio. Both belong to
the extra `warc` and are imported when the first crawl is read.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from warraq.ingest.readers.crawlhead import PAGES, Head, media_of
from warraq.ingest.readers.frames import MOST_BYTES
from warraq.ingest.readers.packages import package

_LOOKS_LIKE_PAGE = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>|\xef\xbb\xbf)*<(?:!doctype|html)", re.I
)
_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Behind the end of a page stand a few comments and scripts.
_END = 2048


@dataclass(frozen=True, slots=True)
class Page:
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
        if self.media in PAGES:
            return ""
        unsaid = not self.media and _LOOKS_LIKE_PAGE.match(self.data[:1024])
        return "" if unsaid else "no-page"


def page_in(data: bytes, head: Head) -> Page | None:
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


def _by_fastwarc(data: bytes, head: Head) -> Page | None:
    fastwarc = package("fastwarc.warc", "warc", "crawls")
    try:
        record = next(fastwarc.ArchiveIterator(io.BytesIO(data), parse_http=False))
        if head.kind == "resource":
            return Page(0, head.media, "", record.reader.read(MOST_BYTES + 1), "fastwarc")
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
    return Page(status, media.lower(), charset, body, "fastwarc", leads_to)


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
        # Its error is a class of its own, which only the package could name.
        raise ValueError("br") from error


def _by_warcio(data: bytes, head: Head) -> Page | None:
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
    return Page(status, media_of(kind), told_charset, body, "warcio", leads_to)


def _target(status: int, location: str | None, head: Head) -> str:
    """Return the address to which a record redirects, "" for one that does not."""
    if status not in _REDIRECTS or not location:
        return ""
    try:
        return urljoin(head.url, location.strip())
    except ValueError:
        return ""
