"""Text dumps: one file is the printed text of one page.

A dump is known by its content; by its name only a text of another kind, such as
a stylesheet, whose bytes may read as a dump's.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from warraq.model import Origin, RawDocument
from warraq.text.encoding import decode

_OTHER_TEXTS = (
    *(".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml", ".xsl", ".rss", ".atom", ".svg"),
    *(".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".yaml", ".yml", ".toml", ".ini", ".sql"),
    *(".css", ".scss", ".js", ".mjs", ".ts", ".php", ".asp", ".aspx", ".jsp", ".py", ".rb"),
    *(".pl", ".sh", ".bat", ".ps1", ".warc", ".wacz", ".cdx", ".rtf", ".eml", ".mbox", ".srt"),
    *(".vtt", ".ics", ".vcf"),
)

# How files of other kinds begin.
_MAGIC = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"%PDF", b"SQLite format 3"),
    *(b"\x7fELF", b"OggS", b"ID3", b"\xd0\xcf\x11\xe0"),
)
_MARKUP = re.compile(
    r"[\ufeff\s]*(?:"
    r"<(?:!doctype|!--|\?xml|html|head|body|meta|title|script|rss|feed|div|article|p)\b|"
    r"<(?:!--|\?xml)|[{\[]\s*[\[{\"]|\{\s*\}|WARC/\d)",
    re.IGNORECASE,
)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))

# Damaged text holds stray control bytes; other files consist of them.
_MOST_CONTROLS = 0.1


def sniff(name: str, head: bytes) -> bool:
    """Return whether the file `name`, which begins with `head`, is a text dump."""
    if name.lower().endswith(_OTHER_TEXTS) or head.startswith(_MAGIC):
        return False
    text = _text_of(head)
    return text is not None and not _MARKUP.match(text)


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument]:
    """Yield the one document of the file at `path`, known as `file`."""
    yield document_of(path.read_bytes(), file=file)


def document_of(data: bytes, *, file: str) -> RawDocument:
    """Return the dump that a file consists of."""
    return RawDocument(Origin(file=file), data)


def _text_of(head: bytes) -> str | None:
    """Return what the first bytes of a file spell as far as markup goes; None for no text.

    The high bytes of UTF-16 are control characters in most alphabets.
    """
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls <= len(head) * _MOST_CONTROLS and not head.startswith(_MARKS):
        return head.decode("utf-8", "replace")
    read = decode(head)
    return read.text if read.encoding.startswith(("utf-16", "utf-32")) else None
