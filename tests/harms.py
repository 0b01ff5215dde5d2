"""Ways to damage a capture, as heaps and bad copies do; the same chance does the same harm."""

from __future__ import annotations

import random
from collections.abc import Callable

Harm = Callable[[bytes, random.Random], bytes]

_CHARSETS = ("cp1256", "cp1252", "iso8859_6", "utf-16-le", "utf-16-be", "cp720", "koi8_r", "cp1255")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\x2b\x2f\x76\x38")
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_MARKS = "\u0300\u0301\u064b\u0651\u0670\u05b0\u0e31\u20dd\u0489\ufe0f\u034f"


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, 512))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def spliced(data: bytes, chance: random.Random) -> bytes:
    at, to = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:at] + data[to:] + data[at : at + 200]


def in_another_charset(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(_CHARSETS), "replace")


def under_a_false_mark(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(_BOMS) + data


def with_nuls(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + b"\0" * chance.choice((1, 3, 500)) + data[at:]


def with_noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    noise = chance.randbytes(chance.randrange(1, 300))
    return data[:at] + noise + data[at + chance.choice((0, len(noise))) :]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def repeated(data: bytes, chance: random.Random) -> bytes:
    return data * chance.randrange(2, 20)


def on_one_line(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice((b" ", b"", b"\r", b"\x0b", "\u2028".encode())))


def with_a_huge_line(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice((b"a", b"<", b'"', b"{", b" ", b"\\")) * 50_000 + data[at:]


def random_bytes(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice((1, 7, 200, 5000)))


def random_letters(data: bytes, chance: random.Random) -> bytes:
    signs = (chr(chance.choice((10, 32, *range(0x600, 0x700)))) for _ in range(800))
    return "".join(signs).encode()


def under_marks(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return "".join(
        sign + chance.choice(_MARKS) * chance.choice((0, 0, 40)) for sign in text
    ).encode()


def only_marks(data: bytes, chance: random.Random) -> bytes:
    return "".join(chance.choices(_MARKS + "\n", k=chance.choice((1, 50, 20_000)))).encode()


def under_controls(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return "".join(sign + chance.choice(("", "", chance.choice(_BIDI))) for sign in text).encode()


def only_controls(data: bytes, chance: random.Random) -> bytes:
    return "".join(chance.choices(_BIDI + "\n", k=chance.choice((1, 50, 20_000)))).encode()


# Those that leave enough for a container to be known as one come first.
HARMS: tuple[Harm, ...] = (
    *(truncated, flipped, spliced, in_another_charset, under_a_false_mark, with_nuls, with_noise),
    *(shuffled, repeated, on_one_line, with_a_huge_line, random_bytes, random_letters),
    *(under_marks, only_marks, under_controls, only_controls),
)
