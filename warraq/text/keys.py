"""Folded forms of words, by which texts are matched, searched and sorted.

A key is never shown and never stored in place of a text, and it is no
identity: letters that differ in one language are one letter in another.
"""

from __future__ import annotations

import re
import unicodedata


def key(text: str, lang: str = "") -> str:
    """Return the form under which spellings of one phrase are equal.

    `lang` matters only where letters case differently (Turkish, Azeri).
    """
    folded = text if text.isascii() and not lang else fold(text, lang)
    if folded.isascii():
        return b" ".join(folded.encode().translate(_OF_ASCII).split()).decode()
    return " ".join(_WORD.findall(folded.replace("_", " ")))


def fold(text: str, lang: str = "") -> str:
    """Return a text whose letters are spelled as in its key, and whose signs stand as they did."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _folded(text.replace(_SORANI_HEH, "ە"))
    if lang.partition("-")[0] in DOTLESS_LANGUAGES:
        text = text.replace("I", "ı")
    return text.casefold()


def words(text: str, lang: str = "") -> tuple[str, ...]:
    """Return the folded words of `text` in their order."""
    return tuple(key(text, lang).split())


def _span(first: int, last: int) -> range:
    return range(first, last + 1)


# Sorani typed on an Arabic keyboard writes its vowel ە as ه and a non-joiner.
_SORANI_HEH = "ه\u200c"

DOTLESS_LANGUAGES = frozenset({"tr", "az"})

# Tatweel, Arabic and Hebrew vowel marks, joiners, bidi and other format controls:
# none of them makes another word.
DELETED = (
    *(0x0640, 0x0670, 0x00AD, 0x061C, 0x180E, 0xFEFF),
    *_span(0x0610, 0x061A),
    *_span(0x064B, 0x065F),
    *_span(0x06D6, 0x06ED),
    *_span(0x0591, 0x05BD),
    *(0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7),
    *_span(0x200B, 0x200F),
    *_span(0x202A, 0x202E),
    *_span(0x2060, 0x206F),
    *_span(0xFE00, 0xFE0F),
    *_span(0xFFF9, 0xFFFB),
    *_span(0xE0001, 0xE007F),
)

_ONE_LETTER = {"أإآٱ": "ا", "ىیئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ھہەۀ": "ه", "İ": "i"}

# The zeros of the scripts with decimal digits (general category Nd) that NFKC
# does not fold already.
_ZEROS = (
    *(0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6),
    *(0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0),
    *(0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0),
    *(0xAA50, 0xABF0, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450),
    *(0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60),
    *(0x16AC0, 0x16B50, 0x1E140, 0x1E2F0, 0x1E950),
)

_FOLDED: dict[int, str | None] = {
    **dict.fromkeys(DELETED),
    **{ord(letter): one for letters, one in _ONE_LETTER.items() for letter in letters},
    **{zero + value: str(value) for zero in _ZEROS for value in range(10)},
}

# Vowel signs and marks that belong to the word they stand in; `\w` leaves them out.
MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3"
    r"\u0900-\u0963\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ecd"
    r"\u0f71-\u0f84\u102b-\u103e\u135d-\u135f\u17b4-\u17d3\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
)
_WORD = re.compile(rf"[\w{MARKS}]+")
# The letters of ASCII in small, its figures, and every other sign of it as a space.
_OF_ASCII = "".join(chr(i) if chr(i).isalnum() else " " for i in range(0x80)).lower().encode() * 2

# A table looks at every letter, and nearly none changes; so rare ones are sought, and of
# these each is replaced throughout.
_COMMON = tuple((letter, one) for letters, one in _ONE_LETTER.items() for letter in letters)
_OTHERS = _FOLDED.keys() - {ord(letter) for letter, _ in _COMMON}
# A set of characters is quick to look up only within the basic plane.
_BASIC = "".join(chr(code) for code in sorted(_OTHERS) if code <= 0xFFFF)
_RARE = re.compile(f"[{re.escape(_BASIC)}\U00010000-\U0010ffff]")


def _folded(text: str) -> str:
    if _RARE.search(text):
        text = _RARE.sub(_fold_one, text)
    for letter, one in _COMMON:
        text = text.replace(letter, one)
    return text


def _fold_one(found: re.Match[str]) -> str:
    letter = found[0]
    return _FOLDED.get(ord(letter), letter) or ""
