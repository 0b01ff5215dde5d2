"""Where the records of a crawl begin and end, whatever is damaged between them.

A crawl is a row of records, plain or each compressed as a member of a gzip file. What
is found is told in the order of its bytes and without gaps, so that all of them are
accounted for: a record, or a stretch that holds none.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from warraq.ingest.readers.inflating import CUT_OFF, UNCHECKED, Tape, inflate, inflated_head

# What is larger is no page; it is passed over without being held in memory.
MOST_BYTES = 32 << 20

GZIP = b"\x1f\x8b\x08"
# Headers are some hundred bytes; cookies and signatures make a few thousand of them.
_MOST_HEADER = 64 << 10
# What every record of a WARC ends in.
_END = b"\r\n\r\n"

_WARC = re.compile(rb"WARC/\d\.\d+\r?\n(?:[^\r\n]+\r?\n)*\r?\n")
_ARC = re.compile(rb"\S+?://[^\n]* \d{12,14} \S+ (?:\S+ \S+ \d+ \S+ )?(\d+)\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.I | re.M)
_BEGINS = re.compile(
    rb"^(?:WARC/\d\.\d|[a-z]{3,8}://[^\n]{1,4096} \d{12,14} [^\n]{1,256} \d+\r?$)", re.M
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of a crawl: `data` is a record, and `problem` says what is wrong with it.

    `inner` is where the record begins within what a member of gzip inflates to, 0 for
    the first; those behind it take no bytes of the file for themselves. `large` marks
    a record that is too large to be a page, of which `data` is the header alone.
    """

    offset: int
    length: int
    data: bytes = b""
    problem: str = ""
    inner: int = 0
    large: bool = False


def frames(stream: BinaryIO, size: int) -> Iterator[Frame]:
    """Yield the frames of a crawl of `size` bytes; `stream` can seek."""
    place = 0
    while place < size:
        end = place
        # Each is handed on before the next is taken: one member may hold a whole crawl.
        for frame in _at(stream, place, size):
            end = max(end, frame.offset + frame.length)
            yield frame
        place = end


def frame_at(stream: BinaryIO, place: int, size: int) -> Frame | None:
    """Return the first frame that was found at a place of a crawl, if it is there still."""
    first = next(_at(stream, place, size), None)
    return first if first and not first.inner else None


def _at(stream: BinaryIO, place: int, size: int) -> Iterator[Frame]:
    """Yield the frames that begin at a place: that of a record, or those of a member of gzip."""
    stream.seek(place)
    if stream.read(len(GZIP)) == GZIP:
        return _member(stream, place, size)
    return iter((_plain(stream, place, size),))


# --- plain records ----------------------------------------------------------------------


def _plain(stream: BinaryIO, place: int, size: int) -> Frame:
    """Return the frame that begins at `place`, where no gzip does."""
    stream.seek(place)
    head = stream.read(_MOST_HEADER)
    header = _header(head)
    if header is None:
        return _gap(stream, place, size, "no record begins here")
    begin, length = header
    end = place + begin + length
    if end > size:
        return _cut(stream, place, size)
    stream.seek(end)
    tail = stream.read(_MOST_HEADER)
    blank = len(tail) - len(tail.lstrip(b"\r\n"))
    follows = _BEGINS.match(tail, blank) or tail.startswith(GZIP, blank)
    if tail[blank:] and not follows and not _ends_alone(stream, place + begin, length, tail):
        return _gap(stream, place, size, "its record does not end where it says")
    whole = begin + length + blank
    if length > MOST_BYTES:
        return Frame(place, whole, head[:begin], large=True)
    stream.seek(place)
    return Frame(place, whole, stream.read(begin + length))


def _cut(stream: BinaryIO, place: int, size: int) -> Frame:
    """Return the record that goes on behind the end of the file; what is there may be enough."""
    gap = _gap(stream, place, size, "its record is longer than the file")
    if gap.offset + gap.length < size or gap.length > MOST_BYTES:
        return gap
    stream.seek(place)
    return replace(gap, data=stream.read(gap.length))


def _ends_alone(stream: BinaryIO, begin: int, length: int, tail: bytes) -> bool:
    """Return whether a record ends as it should, though what follows begins as nothing should."""
    if not tail.startswith(_END) or length > MOST_BYTES:
        return False
    stream.seek(begin)
    return not _BEGINS.search(stream.read(length))


def _header(head: bytes) -> tuple[int, int] | None:
    """Return how many bytes a header takes and how many it announces; None for no header."""
    blank = len(head) - len(head.lstrip(b"\r\n"))
    if warc := _WARC.match(head, blank):
        length = _LENGTH.search(warc[0])
        return (warc.end(), int(length[1])) if length else None
    arc = _ARC.match(head, blank)
    return (arc.end(), int(arc[1])) if arc else None


def _gap(stream: BinaryIO, place: int, size: int, problem: str) -> Frame:
    """Return the stretch from `place` to where the next record begins."""
    return Frame(place, _next_begin(stream, place + 1, size) - place, problem=problem)


def _next_begin(stream: BinaryIO, place: int, size: int) -> int:
    """Return where the next record begins, at `place` or behind it; else the size."""
    # Looked at with an overlap, since what begins a record may lie across two pieces.
    overlap = 8 << 10
    place -= 1
    while place < size:
        stream.seek(place)
        piece = stream.read(1 << 20)
        for at in sorted({*_plain_begins(piece), *_gzip_begins(piece)}):
            if at > 0 and (
                piece[at : at + 1] != GZIP[:1] or _BEGINS.match(inflated_head(piece[at:]))
            ):
                return place + at
        if not piece or place + len(piece) >= size:
            # No piece: the file has become shorter since.
            return size
        place += max(len(piece) - overlap, 1)
    return size


def _plain_begins(piece: bytes) -> Iterator[int]:
    return (match.start() for match in _BEGINS.finditer(piece))


def _gzip_begins(piece: bytes) -> Iterator[int]:
    at = piece.find(GZIP)
    while at >= 0:
        yield at
        at = piece.find(GZIP, at + 1)


# --- compressed records -----------------------------------------------------------------


def _member(stream: BinaryIO, place: int, size: int) -> Iterator[Frame]:
    """Yield the frames of the member of gzip at `place`: mostly one record."""
    inflated, length, problem = inflate(stream, place, MOST_BYTES + _MOST_HEADER)
    header = _header(inflated[:_MOST_HEADER])
    if problem:
        end = place + (length or 0)
        if problem != UNCHECKED or not _may_end(stream, end, size):
            end = _next_begin(stream, place + 1, size)
        gap = Frame(place, end - place, problem=problem)
        yield from _broken(gap, inflated)
        return
    if length is None:
        yield from _long_member(stream, place, size, inflated, header)
        return
    if header is None:
        yield Frame(place, length, problem="no record is in it" if inflated.strip() else "")
        return
    if sum(header) + 4 >= len(inflated):
        short = "its record is cut" if len(inflated) < sum(header) else ""
        yield Frame(place, length, inflated[: sum(header)], short)
        return
    yield from _packed(io.BytesIO(inflated), len(inflated), place, length)


def _may_end(stream: BinaryIO, end: int, size: int) -> bool:
    """Return whether a member may end there, none of its bytes being lost or too many."""
    stream.seek(end)
    head = stream.read(_MOST_HEADER)
    return end == size or head.startswith(GZIP) or bool(_BEGINS.match(head))


def _broken(gap: Frame, inflated: bytes) -> Iterator[Frame]:
    """Yield what is left of a member that is damaged or cut off.

    What came out of a damaged one may be wrong in any letter, so a single record of it
    is lost; of many, those are worth reading that seem whole.
    """
    header = _header(inflated[:_MOST_HEADER])
    blank = 0 if gap.problem == CUT_OFF else len(_END)
    if header and sum(header) + blank < len(inflated):
        tape = io.BytesIO(inflated)
        yield from _packed(tape, len(inflated), gap.offset, gap.length, gap.problem)
        yield Frame(gap.offset, 0, problem=gap.problem, inner=len(inflated))
    else:
        yield replace(gap, data=inflated if header and gap.problem == CUT_OFF else b"")


def _long_member(
    stream: BinaryIO, place: int, size: int, inflated: bytes, header: tuple[int, int] | None
) -> Iterator[Frame]:
    """Yield the frames of a member that inflates to more than a page."""
    end = _next_begin(stream, place + 1, size)
    if header is None:
        yield Frame(place, end - place, problem="it inflates to far more than a record")
    elif header[1] > MOST_BYTES:
        yield Frame(place, end - place, inflated[: header[0]], large=True)
    else:
        yield from _streamed(stream, place, end)


def _packed(
    inflated: io.BytesIO, size: int, place: int, length: int, problem: str = ""
) -> Iterator[Frame]:
    """Yield the records that one member holds; the first stands for the bytes of all."""
    inner = 0
    while inner < size:
        found = _plain(inflated, inner, size)
        if found.data or found.problem:
            taken = length if inner == 0 else 0
            wrong = found.problem or problem
            yield Frame(place, taken, found.data, wrong, inner, found.large)
        inner += found.length


def _streamed(stream: BinaryIO, place: int, end: int) -> Iterator[Frame]:
    """Yield the records of a member that holds a whole crawl, inflating as they are read."""
    tape = Tape(stream, place)
    while (header := _header(tape.peek(_MOST_HEADER))) is not None:
        inner = tape.place
        large = header[1] > MOST_BYTES
        data = tape.take(header[0] if large else sum(header))
        if large:
            tape.drop(header[1])
        cut = not large and len(data) < sum(header)
        taken = end - place if inner == 0 else 0
        yield Frame(place, taken, b"" if cut else data, "its record is cut" if cut else "", inner)
        if cut or tape.is_bomb:
            break
    if tape.peek(1) or tape.problem:
        yield Frame(place, 0, problem=tape.problem or "no record begins here", inner=tape.place)
