"""Records in tables: CSV and its kin, with the names of the columns in the first row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from warraq.ingest.readers.fieldnames import looks_like_record
from warraq.ingest.readers.fieldnames import record_of as record_of_fields
from warraq.ingest.readers.frames import MOST_BYTES
from warraq.ingest.readers.heads import head_text, may_spell
from warraq.model import DamagedError, Origin, Passed, RawDocument, Record
from warraq.text.encoding import decode

NAME = "table"

_DELIMITERS = (",", ";", "\t", "|")
_SIGNS = tuple(sign.encode() for sign in _DELIMITERS)
_SUFFIXES = (".csv", ".tsv", ".tab")
# What pandas writes for nothing; a table has no other way to say that it is none of its words.
_NOTHING = frozenset({"NaN", "nan"})
_SAMPLE = 64 << 10
# A quote that nothing closes would swallow the rest of the file.
_LONGEST_ROW = 4 << 20


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file is a table whose columns have the names of news, or any by its name."""
    if not (may_spell(head) or may_spell(head.partition(b"\n")[0], *_SIGNS)):
        return False
    text = head_text(head).removeprefix("\ufeff")
    names = _cells(text.split("\n", 1)[0].strip("\r"), _delimiter(text))
    plain = all(re.fullmatch(r"[\w .#/-]{1,40}", name.strip()) for name in names)
    if len(names) < 2 or not plain:
        return False
    return name.lower().endswith(_SUFFIXES) or looks_like_record(frozenset(names))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda sign: (first.count(sign), -_DELIMITERS.index(sign)))


def _cells(row: str, delimiter: str) -> list[str]:
    csv.field_size_limit(MOST_BYTES)
    try:
        return next(csv.reader(row.splitlines(keepends=True), delimiter=delimiter), [])
    except csv.Error as error:
        raise DamagedError(f"this is no row of a table ({error})") from error


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument | Passed]:
    """Yield the rows of the table at `path`."""
    with path.open("rb") as stream:
        sample = decode(stream.read(_SAMPLE))
        stream.seek(0)
        rows = _rows(stream)
        _, header, length = next(rows)
        yield Passed(Origin(file=file, offset=0), length, "frame")
        context = (
            ("header", decode(header, declared=sample.encoding).text.lstrip("\ufeff")),
            ("delimiter", _delimiter(sample.text)),
        )
        for offset, data, length in rows:
            origin = Origin(file=file, offset=offset)
            if length > len(data):
                message = "a quote is not closed, or the row is larger than any page"
                yield Passed(origin, length, "damaged", lost=True, message=message)
            elif data.strip():
                yield RawDocument(
                    origin,
                    data,
                    kind="record",
                    reader=NAME,
                    charset=sample.encoding,
                    length=length,
                    context=context,
                )
            else:
                yield Passed(origin, length, "empty")


def _rows(stream: BinaryIO) -> Iterator[tuple[int, bytes, int]]:
    """Yield (offset, row, length); a row goes on where a quote is open at the end of a line."""
    offset = 0
    while line := stream.readline(_LONGEST_ROW):
        row = bytearray(line)
        is_open = row.count(b'"') % 2
        while is_open and len(row) < _LONGEST_ROW and (more := stream.readline(_LONGEST_ROW)):
            row += more
            is_open ^= more.count(b'"') % 2
        if is_open:
            # The first line alone is lost; what it seemed to open is read again.
            stream.seek(offset + len(line))
            yield offset, b"", len(line)
            offset += len(line)
            continue
        yield offset, bytes(row), len(row)
        offset += len(row)


def record_of(document: RawDocument, fields: Mapping[str, str]) -> Record:
    """Return the record that a row is; raises DamagedError for none."""
    context = dict(document.context)
    text = decode(document.data, declared=document.charset)
    delimiter = context["delimiter"]
    names = _cells(context["header"].rstrip("\r\n"), delimiter)
    cells = _cells(text.text.rstrip("\r\n"), delimiter)
    if len(cells) < 2:
        raise DamagedError("this row has one column alone")
    values = zip(names, ("" if cell in _NOTHING else cell for cell in cells), strict=False)
    found = record_of_fields(dict(values), fields)
    return replace(found, replaced=text.replaced, encoding=text.encoding)
