"""What a text said before its UTF-8 was misread and stored again.

«Ø¨ØºØ¯Ø§Ø¯» and «ط¨ط؛ط¯ط§ط¯» are «بغداد», read as Windows-1252 or -1256. A
word is repaired only where every byte of it goes back.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# Pages were misread as the code page of the West or of the Arab world.
_MISREAD_AS = ("cp1252", "cp1256")

# Fewer characters than these may be meant as they stand.
_FEWEST = 3
# Of the words beyond ASCII in a line, so many must go back before any of them does.
_SHARE = 0.75
# Text that was misread twice is not rare.
_TIMES = 2

# Letters and punctuation that such text is made of when it is right again. What
# «CAFÉ»» would become, a letter of phonetics, is not among them.
_PLAUSIBLE = re.compile(
    "[\u00a0-\u017f\u0218-\u021b\u0259\u0386-\u03ce\u0400-\u045f\u0490\u0491\u05b0-\u05ea"
    "\u060c-\u06ff\u0900-\u097f\u0e01-\u0e5b\u200b-\u200f\u2010-\u2026\u2030-\u203a\u20ac\u2116"
    "\u2122\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufb50-\ufdff\ufe70-\ufeff\uff01-\uff5e]*"
)


def repaired(text: str, utf8: bytes = b"") -> tuple[str, str]:
    """Return the text as it was meant, and the code page that it was misread in, or "".

    `utf8` is the same text as bytes, where somebody has it.
    """
    if text.isascii() or not _has_sign(text, utf8 or text.encode("utf-8", "surrogatepass")):
        return text, ""
    tried = ((_with(_page(name), text), name) for name in _MISREAD_AS)
    (better, gained), name = max(tried, key=lambda one: one[0][1])
    return (better, name) if gained >= _FEWEST else (text, "")


class _Page(NamedTuple):
    """A code page: its characters beyond ASCII, and those as the bytes they stand for."""

    run: re.Pattern[str]
    as_bytes: dict[int, int]


@cache
def _page(name: str) -> _Page:
    as_bytes = {ord(char): byte for byte, char in _high_half(name).items()}
    # Bytes that the page leaves undefined were kept as control characters.
    as_bytes |= {byte: byte for byte in range(0x80, 0xA0)}
    letters = re.escape("".join(map(chr, as_bytes)))
    return _Page(re.compile(f"[{letters}]+"), as_bytes)


def _high_half(name: str) -> dict[int, str]:
    return {byte: bytes([byte]).decode(name, "ignore") or chr(byte) for byte in range(0x80, 0x100)}


# Letters and marks of which every text of a few words has one; misread, they are
# pairs that few other texts have.
_COMMON = "اليیەויоаαışłăəéèêçüöñáã’–ÃÂÄÅÉهकก的ー에시"


def _has_sign(text: str, utf8: bytes) -> bool:
    # Both letters of a pair are beyond ASCII, and of a page hardly one in ten is: where no
    # pair is among these, brought together, there is none.
    beyond = utf8.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return _has_pair(beyond) and _has_pair(text)


_ASCII = bytes(range(0x80))


def _has_pair(text: str) -> bool:
    # A single character is found forty times faster than two.
    return any(
        second in text and any(sign in text for sign in signs) for second, signs in _signs().items()
    )


@cache
def _signs() -> dict[str, frozenset[str]]:
    """Return second character → the pairs of misread letters that end in it."""
    pages = [_high_half(name) for name in (*_MISREAD_AS, "latin-1")]
    pairs = {page[a] + page[b] for page in pages for a, b, *_ in map(str.encode, _COMMON)}
    seconds = {pair[1] for pair in pairs}
    return {second: frozenset(pair for pair in pairs if pair[1] == second) for second in seconds}


def _with(page: _Page, text: str) -> tuple[str, int]:
    """Return the text with lines misread in `page` repaired, and how many characters came back."""
    lines = [_line(page, line) for line in text.split("\n")]
    return "\n".join(line for line, _ in lines), sum(gained for _, gained in lines)


def _line(page: _Page, line: str) -> tuple[str, int]:
    if line.isascii():
        return line, 0
    runs = [match.group() for match in page.run.finditer(line)]
    meant = {run: _meant(page, run) for run in runs}
    back = [meant[run] for run in runs if meant[run]]
    if not back or len(back) < _SHARE * len(runs):
        return line, 0
    return page.run.sub(lambda match: meant[match[0]] or match[0], line), sum(map(len, back))


def _meant(page: _Page, run: str, times: int = _TIMES) -> str:
    """Return what a run of characters was in UTF-8, "" where it was not."""
    try:
        text = run.translate(page.as_bytes).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
    if times > 1 and page.run.fullmatch(text) and (again := _meant(page, text, times - 1)):
        return again
    return text if _PLAUSIBLE.fullmatch(text) else ""
