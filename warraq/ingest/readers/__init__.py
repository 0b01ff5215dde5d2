"""READERS, in sniffing order: which kind of capture a file is.

A kind is known by its content, not by its name. A new one is a module here with
`sniff` and `read_documents`, and a line in a tuple: CONTAINERS hold many documents
in one file, the others one. A container's reader yields all that the file holds, in
the order of its bytes: documents, and in between what was left out or lost. The others
also make their one document of bytes that are read already, in `document_of`. RECORDS
hold articles of which the fields are parted already; they take them apart in
`record_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from warraq.ingest.readers import feed, html, jsonl, table, textdump, wacz, warc, wxr
from warraq.model import RawDocument, Record

# So much of a file tells what it is.
HEAD = 4096

RECORDS: tuple[ModuleType, ...] = (wxr, feed, jsonl, table)

CONTAINERS: tuple[ModuleType, ...] = (warc, wacz, *RECORDS)

READERS: tuple[ModuleType, ...] = (*CONTAINERS, html, textdump)


def reader_of(name: str, head: bytes) -> ModuleType | None:
    """Return the reader for a file with this name and these first bytes, if any."""
    return next((reader for reader in READERS if reader.sniff(name, head)), None)


def record_of(document: RawDocument, fields: Mapping[str, str]) -> Record:
    """Return the fields of a record; `fields` are what the settings call them.

    Raises DamagedError for what is none.
    """
    reader = next(one for one in RECORDS if document.reader == one.NAME)
    record: Record = reader.record_of(document, fields)
    return record


def container_of(path: Path, name: str) -> ModuleType:
    """Return the reader of a file that is known to hold many documents."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return next(reader for reader in CONTAINERS if reader.sniff(name, head))
