"""Text dumps: one file is the printed text of one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from warraq.model import Origin, RawDocument

# Names that promise another kind, though their bytes may be letters too.
_OTHER_KINDS = frozenset(
    {".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml", ".rss", ".atom", ".svg", ".json"}
    | {".jsonl", ".ndjson", ".csv", ".tsv", ".css", ".js", ".yaml", ".yml", ".toml", ".sql"}
    | {".warc", ".wacz", ".cdx", ".gz", ".zip", ".rtf", ".jpg", ".jpeg", ".png", ".gif", ".pdf"}
)

# How files of other kinds begin.
_MAGIC = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"%PDF", b"SQLite format 3"),
    *(b"\x7fELF", b"OggS", b"ID3", b"\xd0\xcf\x11\xe0"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM_AND_SPACE = b"\xef\xbb\xbf \t\r\n"
_MARKUP = re.compile(
    rb"<(?:!doctype|!--|\?xml|html|head|body|meta|title|script|rss|feed|div|article|p)\b|"
    rb"<(?:!--|\?xml)|[{\[]\s*[\[{\"]|\{\s*\}|WARC/\d",
    re.IGNORECASE,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))

# Damaged text holds stray control bytes; other files consist of them.
_MOST_CONTROLS = 0.1


def sniff(name: str, head: bytes) -> bool:
    """Return whether the file `name`, which begins with `head`, is a text dump."""
    if PurePosixPath(name.lower()).suffix in _OTHER_KINDS:
        return False
    if head.startswith(_UTF16):
        return True
    if head.startswith(_MAGIC) or _MARKUP.match(head.lstrip(_BOM_AND_SPACE)):
        return False
    return _reads_as_text(head)


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument]:
    """Yield the one document of the file at `path`, known as `file`."""
    yield RawDocument(Origin(file=file), path.read_bytes())


def _reads_as_text(head: bytes) -> bool:
    if _is_utf16(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= len(head) * _MOST_CONTROLS


def _is_utf16(head: bytes) -> bool:
    """Return whether one of every two bytes is a NUL or names one script throughout."""
    return any(head[at::2].count(0) * 2 > len(head[at::2]) > 8 for at in (0, 1))
