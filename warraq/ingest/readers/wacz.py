"""WACZ: a zip file of crawls with an index, read where it lies.

The names of its members are data: nothing is ever unpacked to a path.
"""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from warraq.diagnostics import Diagnostic, InputError
from warraq.ingest.readers import warc
from warraq.model import Origin, Passed, RawDocument

_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = 30
_LENGTHS = 26
# Crawls are stored as they are, being compressed already; text becomes a tenth at best.
_LARGE = 64 << 20
_MOST_TIMES = 100
# Of a damaged member what came out before the damage is read, but for less than this.
_PIECE = 4096


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file is a zip file with what a WACZ holds first, or is named as one."""
    if not head.startswith(_ZIP):
        return False
    told = any(word in head for word in (b"datapackage.json", b"archive/", b"indexes/", b"pages/"))
    return told or name.lower().endswith(".wacz")


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument | Passed]:
    """Yield all that the crawls in the archive at `path` hold, and the other members."""
    size = path.stat().st_size
    archive = _opened(path)
    if archive is None:
        # Its members are stored as they are, so crawls can be found without the directory.
        with path.open("rb") as stream:
            yield from warc.read_crawl(stream, size, file=file)
        return
    with archive:
        members = sorted(archive.infolist(), key=lambda member: member.header_offset)
        _refuse_bombs(members, archive.start_dir, file)
        yield from _parts(archive, members, size, file)


@contextmanager
def opened_member(path: Path, name: str) -> Iterator[tuple[BinaryIO, int, int]]:
    """Give the crawl `name` of an archive, and where it begins and ends in the file given."""
    with zipfile.ZipFile(path) as archive, ExitStack() as files:
        member = archive.getinfo(name)
        if member.compress_type == zipfile.ZIP_STORED:
            stream = files.enter_context(path.open("rb"))
            begin = _begin(stream, member)
            yield stream, begin, begin + member.file_size
            return
        copy = files.enter_context(tempfile.TemporaryFile())
        _copy(archive, member, copy)
        yield copy, 0, copy.tell()


def _begin(stream: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Return where the bytes of a member begin: behind its name and what else its header has.

    Raises BadZipFile where there is no such header.
    """
    stream.seek(member.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(_ZIP):
        raise zipfile.BadZipFile(member.filename)
    name, extra = struct.unpack_from("<HH", header, _LENGTHS)
    return member.header_offset + _LOCAL_HEADER + int(name) + int(extra)


def _opened(path: Path) -> zipfile.ZipFile | None:
    """Return the archive, None where its directory does not fit its bytes."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return None
    first = min((member.header_offset for member in archive.infolist()), default=-1)
    if first == 0:
        return archive
    archive.close()
    return None


def _refuse_bombs(members: list[zipfile.ZipInfo], end_of_members: int, file: str) -> None:
    """Raise InputError where members share bytes: that is how a small zip holds petabytes."""
    ends = [member.header_offset + _LOCAL_HEADER + member.compress_size for member in members]
    begins = [member.header_offset for member in members[1:]] + [end_of_members]
    if any(end > begin for end, begin in zip(ends, begins, strict=True)):
        hint = "it is made to be larger than any disk when unpacked; make the archive anew"
        raise InputError(Diagnostic(file, "bomb", "members of this zip file overlap", hint))


def _parts(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], size: int, file: str
) -> Iterator[RawDocument | Passed]:
    ends = [member.header_offset for member in members[1:]] + [archive.start_dir]
    for member, end in zip(members, ends, strict=True):
        origin = Origin(file=file, offset=member.header_offset)
        # Stands for its bytes in the archive; what is in it is told by places of its own.
        yield Passed(origin, end - member.header_offset, "member")
        yield from _inside(archive, member, file)
    yield Passed(Origin(file=file, offset=archive.start_dir), size - archive.start_dir, "index")


def _inside(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str
) -> Iterator[RawDocument | Passed]:
    name = member.filename
    if member.file_size > max(_LARGE, _MOST_TIMES * member.compress_size):
        yield Passed(Origin(file=file, member=name, offset=0), 0, "bomb")
        return
    try:
        with archive.open(member) as packed:
            if not warc.sniff(name, packed.read(4096)):
                return
        # Records are looked for to and fro; a member of a zip begins anew each time.
        with tempfile.TemporaryFile() as stream:
            problem = _copy(archive, member, stream)
            yield from warc.read_crawl(stream, stream.tell(), file=file, member=name)
        if problem:
            raise zipfile.BadZipFile(problem)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        where = Origin(file=file, member=name, offset=0)
        message = f"the member cannot be read: {error}"
        yield Passed(where, member.compress_size, "damaged", lost=True, message=message)


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: IO[bytes]) -> str:
    """Copy what can be had of a member, and return what is wrong with it."""
    try:
        with archive.open(member) as packed:
            # The sum at the end tells of damage; which record it hit, the records tell.
            packed._expected_crc = None  # type: ignore[attr-defined]
            while piece := packed.read(_PIECE):
                target.write(piece)
    except (zlib.error, EOFError) as error:
        return str(error) or "it is cut off"
    return ""
