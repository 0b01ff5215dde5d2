"""What does a crawler say of a record, in the headers of WARC (ISO 28500) or the line of ARC?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warraq.ingest.readers.signs import kind_of
from warraq.model import Pictured

# The media types of a page.
PAGES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Head:
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
        return "no-page" if self.kind == "resource" and self.media not in PAGES else ""


KINDS = frozenset(
    {"response", "resource", "warcinfo", "request", "metadata"}
    | {"revisit", "conversion", "continuation"}
)


def read_head(data: bytes) -> Head:
    """Return what is said of a record before what it holds."""
    data = data.lstrip(b"\r\n")
    if not data.startswith(b"WARC/"):
        return _read_arc_head(data)
    end = re.search(rb"\r?\n\r?\n", data)
    size = end.end() if end else len(data)
    fields = dict(_fields(data[:size]))
    return Head(
        kind=fields.get("warc-type", "").lower(),
        url=fields.get("warc-target-uri", "").strip("<> "),
        moment=_iso(fields.get("warc-date", "")),
        media=media_of(fields.get("content-type", "")),
        size=size,
        digest=fields.get("warc-payload-digest", ""),
        refers=fields.get("warc-refers-to-target-uri", "").strip("<> "),
    )


def _read_arc_head(data: bytes) -> Head:
    """Return what the one line before a record of an ARC says: address, host, time, kind, length.

    Addresses may hold blanks, so the line is read from its end.
    """
    line = data[: data.find(b"\n") + 1]
    words = line.decode("utf-8", "replace").split()
    at = next((n for n, word in enumerate(words) if n > 1 and re.fullmatch(r"\d{12,14}", word)), 0)
    url = "%20".join(words[: max(at - 1, 1)])
    kind = "warcinfo" if url.startswith("filedesc:") else "response"
    return Head(kind, url, _iso(words[at]), "", len(line))


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def media_of(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T?(\d\d):?(\d\d)")


def _iso(stamp: str) -> str:
    """Return a stamp of a crawler, which is in UTC, as ISO 8601 to the minute, or ""."""
    found = _STAMP.match(stamp)
    return "{}-{}-{}T{}:{}Z".format(*found.groups()) if found else ""
