"""Records in JSON: one a line, or objects one after the other, in a list or alone.

Lines are read one by one, so that a damaged one is lost alone. The record itself is
taken apart by whoever reads it, in `record_of`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from warraq.ingest.readers.fieldnames import looks_like_record
from warraq.ingest.readers.fieldnames import record_of as record_of_fields
from warraq.ingest.readers.frames import MOST_BYTES
from warraq.model import DamagedError, Origin, Passed, RawDocument, Record
from warraq.text.encoding import decode

NAME = "jsonl"

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*(?:\"|\})")
_FIELD = re.compile(rb'[{,]\s*"([^"\\]{1,60})"\s*:')
_LINES = (".jsonl", ".ndjson", ".jl", ".jsonlines")
_STEP = 1 << 20


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file holds objects of JSON that have the fields of news."""
    if not _OBJECT.match(head):
        return False
    names = frozenset(found.decode("utf-8", "replace") for found in _FIELD.findall(head))
    return name.lower().endswith(_LINES) or looks_like_record(names)


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument | Passed]:
    """Yield the records of the file at `path`."""
    with path.open("rb") as stream:
        first = stream.readline(MOST_BYTES)
        stream.seek(0)
        is_whole = _is_object(first) or path.name.lower().endswith(_LINES)
        yield from (_lines if is_whole else _objects)(stream, file)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: BinaryIO, file: str) -> Iterator[RawDocument | Passed]:
    offset = number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        length = len(line)
        while length > MOST_BYTES and not line.endswith(b"\n") and line:
            line = stream.readline(_STEP)
            length += len(line)
        origin = Origin(file=file, offset=offset, line=number)
        if length > MOST_BYTES:
            yield Passed(origin, length, "too-large")
        elif line.strip(b" \t\r\n\0"):
            yield RawDocument(origin, line, kind="record", reader=NAME, length=length)
        else:
            yield Passed(origin, length, "empty")
        offset += length


# --- objects one after the other --------------------------------------------------------

# A quote alone is that of a string of which the end is not there yet.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[{}"]', re.S)


def _objects(stream: BinaryIO, file: str) -> Iterator[RawDocument | Passed]:
    """Yield every object of the outermost list, or the one there is."""
    buffer, offset, begin, depth, at = b"", 0, 0, 0, 0
    opened = False
    while True:
        token = _TOKEN.search(buffer, at)
        if token is None or token[0] == b'"':
            # Twice as much each time, so that a long object is not copied again and again.
            chunk = stream.read(max(_STEP, len(buffer)))
            if not chunk or len(buffer) > MOST_BYTES:
                break
            at = token.start() if token else len(buffer)
            buffer += chunk
            continue
        at = token.end()
        if token[0] == b"{":
            depth += 1
            opened = True
        elif token[0] == b"}":
            depth = max(depth - 1, 0)
        if opened and depth == 0:
            yield _object(buffer[begin:at], offset, file)
            offset, buffer, at, opened = offset + at, buffer[at:], 0, False
    yield from _left(stream, buffer, offset, file)


def _object(data: bytes, offset: int, file: str) -> RawDocument:
    origin = Origin(file=file, offset=offset)
    return RawDocument(origin, data, kind="record", reader=NAME, length=len(data))


def _left(stream: BinaryIO, buffer: bytes, offset: int, file: str) -> Iterator[Passed]:
    """Yield what is behind the last whole object."""
    length = len(buffer)
    while chunk := stream.read(_STEP):
        length += len(chunk)
    origin = Origin(file=file, offset=offset)
    if buffer.strip(b" \t\r\n,]"):
        message = "an object is not closed"
        yield Passed(origin, length, "damaged", lost=True, message=message)
    elif length:
        yield Passed(origin, length, "empty")


_NO_OBJECT = "this is no object of JSON"


def record_of(document: RawDocument, fields: Mapping[str, str]) -> Record:
    """Return the record that a line or an object is; raises DamagedError for none."""
    text = decode(document.data)
    try:
        values = json.loads(text.text.strip(" \t\r\n,[\ufeff\0"), strict=False)
    except (ValueError, RecursionError) as error:
        if text.text.strip(" \t\r\n,\ufeff\0").startswith("["):
            raise DamagedError(_NO_OBJECT) from error
        raise DamagedError(f"this is no JSON ({error})"[:200]) from error
    if not isinstance(values, dict):
        raise DamagedError(_NO_OBJECT)
    found = record_of_fields(values, fields)
    return replace(found, replaced=text.replaced, encoding=text.encoding)
