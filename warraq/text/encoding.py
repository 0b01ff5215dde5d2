"""Which encoding bytes are in, and the text they spell.

What the bytes themselves prove comes first, what somebody declared after it,
and last a judge who looks how much the letters resemble text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from warraq.model import DecodedText
from warraq.text.codepages import CODE_PAGES, character_cost, most_likely
from warraq.text.mojibake import repaired

# Legacy text makes a whole multi-byte sequence by rare chance only, so half of
# them whole is enough, and a quarter where no more is broken than a handful of
# damaged bytes explains.
_DAMAGED = 0.5
_HANDFUL_DAMAGED = 0.25
_HANDFUL = 6

# Spaces, digits and line ends leave a NUL in every second byte: a tenth of the
# characters in any alphabet, hardly one in Chinese.
_NUL_SHARE = 0.08
_SOME_NULS = 3

# Chinese and Japanese text needs seven to ten bits a character, chance 14 to 24.
_CHINESE_BITS = 10.8

# How many bits per byte worse than the best guess a declared encoding may look.
# Encodings of one script differ by less, those of different scripts by more; the
# more letters there are, the less a declaration counts beside them.
_DECLARED_BONUS = 1.5
_BYTES_IN_DOUBT = 100

_SAMPLE = 3_072
_PIECES = 4


def decode(data: bytes, *, declared: str = "") -> DecodedText:
    """Return `data` read as text; never raises.

    `declared` is the encoding that a header, a page or a person named. It is believed
    where the bytes prove nothing else and do not look wrong in it. Text that had been
    misread before it was stored is repaired where all of it goes back.
    """
    proven = decode_proven(data)
    return proven or _repaired(_read(data, _by_letters(data, _codec(declared))))


def decode_proven(data: bytes) -> DecodedText | None:
    """Return `data` read as text, None where the bytes alone do not prove their encoding."""
    if encoding := _by_mark(data) or _by_nuls(data):
        return _repaired(_read(data, encoding))
    try:
        return _repaired(DecodedText(data.decode("utf-8"), "utf-8"), data)
    except UnicodeDecodeError:
        return None


def _read(data: bytes, encoding: str) -> DecodedText:
    text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if replaced and encoding.startswith("utf-8"):
        replaced -= data.count(b"\xef\xbf\xbd")
    return DecodedText(text, encoding, replaced)


def _repaired(read: DecodedText, utf8: bytes = b"") -> DecodedText:
    """Undo a misreading; only Unicode can have kept one. `utf8` is the text, where it is known."""
    if not read.encoding.startswith("utf"):
        return read
    text, misread = repaired(read.text, utf8)
    return replace(read, text=text, misread=misread) if misread else read


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _by_mark(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _by_nuls(data: bytes) -> str:
    """Return the UTF-16 that the places of the NULs tell, or ""."""
    sample = data[: 2 * _SAMPLE]
    if b"\0" not in sample:
        return ""
    units = (len(sample) + 1) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    encoding, more, fewer = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if fewer * 8 > more:
        return ""
    if more < max(_NUL_SHARE * units, _SOME_NULS):
        return ""
    return encoding if _reads_as_text(sample, encoding) else ""


_STRANGE = re.compile("[\0-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\ud800-\udfff]")


def _reads_as_text(sample: bytes, encoding: str) -> bool:
    """Return whether the characters fall into few blocks, as those of one text do."""
    text = sample.decode(encoding, "replace")
    if len(_STRANGE.findall(text)) > 0.05 * len(text) + 1:
        return False
    blocks: dict[int, int] = {}
    for char in text:
        blocks[ord(char) >> 8] = blocks.get(ord(char) >> 8, 0) + 1
    in_few = sum(sorted(blocks.values())[-3:]) >= 0.7 * len(text)
    return in_few or character_cost(text, "hangul") <= _CHINESE_BITS * len(text)


def _by_letters(data: bytes, declared: str) -> str:
    """Return the encoding of bytes that are no whole UTF-8."""
    whole, broken = _utf8_sequences(data)
    needed = _HANDFUL_DAMAGED if broken <= _HANDFUL else _DAMAGED
    if whole >= needed * (whole + broken) or _only_cut(data):
        return "utf-8"
    if declared and declared not in CODE_PAGES and _is_readable(data, declared):
        return declared
    sample = _sample(data)
    beyond_ascii = len(sample) - len(sample.translate(None, _HIGH))
    bonus = _DECLARED_BONUS * min(beyond_ascii, _BYTES_IN_DOUBT)
    return _chinese_utf16(data) or most_likely(sample, favoured=declared, bonus=bonus)


def _chinese_utf16(data: bytes) -> str:
    """Return the UTF-16 in which the bytes are Chinese or Japanese, or ""."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE].decode(encoding, "replace")
        if character_cost(text, "kana") <= _CHINESE_BITS * len(text):
            return encoding
    return ""


_HIGH = bytes(range(0x80, 0x100))


def _utf8_sequences(data: bytes) -> tuple[int, int]:
    """Return how many multi-byte sequences are whole, and how many broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    return len(text) - len(data.translate(None, _HIGH)) - broken, broken


def _only_cut(data: bytes) -> bool:
    """Return whether nothing is wrong but the last character, cut in the middle."""
    try:
        text, used = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return False
    return used < len(data) and not text.isascii()


_START = re.compile(rb"[\x00-\x2f][\x80-\xff]")


def _sample(data: bytes) -> bytes:
    """Return pieces with letters beyond ASCII from all over `data`."""
    if len(data) <= _SAMPLE:
        return data
    size, step = _SAMPLE // _PIECES, len(data) // _PIECES
    starts: list[int] = []
    for number in range(_PIECES):
        found = _START.search(data, max(number * step, starts[-1] + size if starts else 0))
        if found:
            starts.append(found.start() + 1)
    if not starts:
        first = re.search(rb"[\x80-\xff]", data)
        starts.append(first.start() if first else 0)
    return b" ".join(data[start : start + size] for start in starts)


# Browsers read these labels as the code page that contains them (WHATWG Encoding).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_SPELLINGS = {
    "iso-8859-8-i": "iso8859-8",
    "x-sjis": "shift_jis",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "windows-31j": "cp932",
    "x-gbk": "gbk",
    "ks_c_5601-1987": "euc_kr",
}


# Codecs of one byte or character table; the UTF ones prove themselves, and what
# unpacks or escapes is no encoding that a page may name.
_TABLES = ("big5", "cp", "euc", "gb", "iso", "johab", "koi8", "kz", "mac", "ptcp", "shift", "tis")


def _codec(label: str) -> str:
    """Return the codec that a label means, "" where it is none or says nothing."""
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_SPELLINGS.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if name.startswith(_TABLES) else ""


def _is_readable(sample: bytes, encoding: str) -> bool:
    text = sample[:_SAMPLE].decode(encoding, "replace")
    return len(_STRANGE.findall(text)) <= 0.02 * len(text)
