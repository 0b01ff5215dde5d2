"""What a member of gzip inflates to, as far as it is whole.

A member may be cut off, damaged or a bomb: what came out before is handed on, with what
is wrong, and never more of it is held in memory than was asked for.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

_GZIP_WINDOW = 31
_CHUNK = 64 << 10
# What inflates a hundredfold and more is no crawl.
_BOMB = 256 << 20

CUT_OFF = "its member of gzip is cut off"
_DAMAGED = "its member of gzip is damaged"
UNCHECKED = "all of its member of gzip was read, but the check at the end of that fails"
# How zlib says so, and how many bytes of the member are behind what it had read by then.
_CHECKS = {"incorrect data check": 4, "incorrect length check": 0}


def inflate(stream: BinaryIO, place: int, most: int) -> tuple[bytes, int | None, str]:
    """Return (what a member inflates to, its length, what is wrong).

    The length is None where it inflates to `most` bytes or more.
    """
    stream.seek(place)
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    parts: list[bytes] = []
    room, taken = most, 0
    while not inflater.eof:
        chunk = stream.read(_CHUNK)
        taken += len(chunk)
        if not chunk:
            return b"".join(parts), taken, CUT_OFF
        part, used, problem = _next_part(inflater, chunk, room)
        parts.append(part)
        if problem:
            return b"".join(parts), taken - len(chunk) + used, problem
        room -= len(part)
        if room <= 0:
            return b"".join(parts), None, ""
    return b"".join(parts), taken - len(inflater.unused_data), ""


def _next_part(inflater: zlib._Decompress, chunk: bytes, most: int) -> tuple[bytes, int, str]:
    """Return (what a piece of a member inflates to, how many bytes made it, what is wrong)."""
    before = inflater.copy()
    try:
        return inflater.decompress(chunk, most), len(chunk), ""
    except zlib.error:
        return _until_damage(before, chunk)


def _until_damage(inflater: zlib._Decompress, chunk: bytes) -> tuple[bytes, int, str]:
    """Return what comes out of a piece before its damage, which zlib keeps to itself."""
    parts = bytearray()
    # Byte by byte, so that no more than a byte stands for is kept back.
    for at in range(len(chunk)):
        try:
            parts += inflater.decompress(chunk[at : at + 1])
        except zlib.error as error:
            behind = [rest for check, rest in _CHECKS.items() if check in str(error)]
            used = at + 1 + sum(behind)
            return bytes(parts), used, UNCHECKED if behind else _DAMAGED
    return bytes(parts), len(chunk), _DAMAGED


class Tape:
    """What a member inflates to, read from its begin to its end."""

    def __init__(self, stream: BinaryIO, place: int) -> None:
        stream.seek(place)
        self._stream = stream
        self._inflater = zlib.decompressobj(_GZIP_WINDOW)
        self._buffer = bytearray()
        self._read = 0
        self.place = 0
        self.problem = ""

    @property
    def is_bomb(self) -> bool:
        """Return whether it inflates to more than any crawl does."""
        inflated = self.place + len(self._buffer)
        return inflated > _BOMB and inflated > 100 * self._read

    def peek(self, count: int) -> bytes:
        """Return the next bytes without taking them, line ends before a record left out."""
        self._fill(count)
        blank = len(self._buffer) - len(self._buffer.lstrip(b"\r\n"))
        self.place += blank
        del self._buffer[:blank]
        return bytes(self._buffer[:count])

    def take(self, count: int) -> bytes:
        """Return the next bytes and take them."""
        self._fill(count)
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        self.place += len(data)
        return data

    def drop(self, count: int) -> None:
        """Take bytes without holding them."""
        while count > 0 and not self.is_bomb and (taken := len(self.take(min(count, _CHUNK)))):
            count -= taken

    def _fill(self, count: int) -> None:
        while len(self._buffer) < count and not self._inflater.eof and not self.problem:
            chunk = self._inflater.unconsumed_tail or self._stream.read(_CHUNK)
            if not chunk:
                self.problem = CUT_OFF
                return
            self._read += 0 if self._inflater.unconsumed_tail else len(chunk)
            part, _, self.problem = _next_part(self._inflater, chunk, 1 << 20)
            self._buffer += part


def inflate_to(target: BinaryIO, stream: BinaryIO, place: int) -> None:
    """Write what a member inflates to, as far as it is whole and no bomb."""
    tape = Tape(stream, place)
    while not tape.is_bomb and (part := tape.take(_CHUNK)):
        target.write(part)


def inflated_head(data: bytes) -> bytes:
    """Return the first of what inflates from here; nothing where no member begins."""
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(data[:_CHUNK], 4096)
    except zlib.error:
        return b""
