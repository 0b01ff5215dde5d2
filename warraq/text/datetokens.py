"""A line as the symbols of a date grammar.

Every number, word and mark of a line becomes one letter that says what it can
be in a date (`27 مايو 2018` is `D_M_Y`), so that a grammar is a regular
expression over those letters, the same for all languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from warraq.text.calendars import FIRST_YEAR, LAST_YEAR
from warraq.text.datewords import (
    ENDINGS,
    MONTHS,
    OTHER_MONTHS,
    PREFIXES,
    WEEKDAYS,
    WORDS,
    Role,
    aliases,
)
from warraq.text.keys import DOTLESS_LANGUAGES, key

# d D  number of one, of two digits      Y y  year: Gregorian, of another calendar
# n    other number                      o    Hebrew numeral
# M W B  month, weekday, either          O    month of another calendar
# L    label    c  joint word            k u h  words around a time
# a p  before, after noon                m    م: after noon, or Gregorian
# E H  era: Gregorian, other             s    ending of a number
# z    time zone  T  ISO 8601 separator  年月日  themselves
# x    anything else
UNKNOWN = "x"

# Hijri and Jalali years, then Buddhist and Kurdish, then Hebrew ones.
_OTHER_YEARS = (range(1200, 1600), range(2450, 2850), range(5600, 5900))


class Token(NamedTuple):
    """One symbol with its place in the line and what it stands for.

    `value` is the number, the month (1 to 12), the weekday (0 is Monday), ten
    times the month plus the weekday for `B`, or minutes east of Greenwich for `z`.
    `word` is the kind of a label, or the calendar of a month or an era.
    """

    symbol: str
    start: int
    end: int
    value: int | None = None
    word: str = ""


def tokens_of(line: str, lang: str, *, strict: bool = False) -> list[Token] | None:
    """Return the symbols of a line; with `strict`, None at the first unknown one."""
    parts: list[_Part] = []
    for match in _PART.finditer(line):
        piece = _piece(match.group(), match.lastgroup or "mark", lang)
        if strict and piece.symbol == UNKNOWN:
            return None
        if piece.symbol:
            parts.append((piece, match.start(), match.end()))
    tokens: list[Token] = []
    position = 0
    while position < len(parts):
        token, position = _token_at(position, parts)
        if strict and token.symbol == UNKNOWN:
            return None
        tokens.append(token)
    return tokens


def folded_words(text: str, lang: str) -> list[str]:
    """Return the folded words and numbers of a text; a Chinese character is a word."""
    parts = ((match.group(), match.lastgroup or "") for match in _PART.finditer(text))
    return [_folded(part, kind, lang) for part, kind in parts if kind in _SPOKEN]


# --- pieces: words, numbers and marks, folded --------------------------------------------

_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
_MARKS += r"\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\u00ad"
_HAN = r"\u3400-\u9fff"
_PART = re.compile(
    rf"""
    (?P<number>
        (?:19|20)[0-9]{{2}}(?=[0-2][0-9]:[0-5][0-9](?![0-9]))  # a time runs into a year
        |[0-9]+|[٠-٩]+|[۰-۹]+|[０-９]+
    )
    |(?P<space>\s+)
    |(?P<han>[{_HAN}])
    |(?P<numeral>[א-ת]+["״][א-ת](?![א-ת])|[א-ת]['׳](?![א-ת]))
    |(?P<word>[^\W\d_{_HAN}](?:[^\W\d_{_HAN}]|[{_MARKS}])*)
    |(?P<nothing>[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c{_MARKS}]+)
    |(?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PUNCTUATION = {
    sign: symbol
    for symbol, signs in {
        ",": ",،、，;؛",
        "/": "/\\⁄／",
        "-": "-–—‐‑−־－",
        ".": ".。．",
        ":": ":：∶",
        "|": "|¦·•»«›‹>►◄▶◀*~",
        "(": "([（【",
        ")": ")]）】",
        "'": "'’‘`´׳",
        "+": "+＋",
        "s": "°",
    }.items()
    for sign in signs
}
# Icons of a clock or a calendar stand before a date as symbols or private-use letters.
_ICON_CATEGORIES = frozenset({"So", "Co"})


_SPOKEN = frozenset({"word", "han", "numeral", "number"})
_LONGEST_NUMBER = 4
_HEBREW_YEAR = re.compile(r"ה?תש")


class _Meaning(NamedTuple):
    symbol: str
    value: int | None = None
    word: str = ""


_Phrases = tuple[tuple[tuple[str, ...], _Meaning], ...]


class _Piece(NamedTuple):
    """A word, number or mark: what it is alone, and the phrases it may begin.

    `symbol` is `w` for a word that means something only inside a phrase, and
    empty for a control character, which is passed over.
    """

    text: str
    symbol: str
    value: int | None = None
    phrases: _Phrases = ()


_Part = tuple[_Piece, int, int]


@lru_cache(maxsize=8192)
def _piece(text: str, kind: str, lang: str) -> _Piece:
    folded = _folded(text, kind, lang)
    if kind == "number":
        return _number(folded)
    if kind in _SPOKEN and folded:
        return _word(folded, kind, lang)
    if kind in ("space", "nothing"):
        return _Piece(folded, "_" if kind == "space" else "")
    # A tatweel that stands alone is drawn, and meant, as a dash.
    sign = folded or "-"
    return _Piece(sign, sign)


def _folded(text: str, kind: str, lang: str) -> str:
    if kind == "mark":
        return _PUNCTUATION.get(text) or _icon_or_unknown(text)
    if kind == "number" and len(text) <= _LONGEST_NUMBER:
        return str(int(text)).rjust(len(text), "0")
    return key(text, lang) if kind in _SPOKEN else text


def _icon_or_unknown(sign: str) -> str:
    return "|" if unicodedata.category(sign) in _ICON_CATEGORIES else UNKNOWN


def _word(folded: str, kind: str, lang: str) -> _Piece:
    phrases = _lexicon(lang).get(folded, ())
    if kind == "numeral":
        return _Piece(folded, "y" if _HEBREW_YEAR.match(folded) else "o", None, phrases)
    known = phrases or folded in _words_of_phrases(lang)
    return _Piece(folded, "w" if known else UNKNOWN, None, phrases)


def _number(digits: str) -> _Piece:
    if len(digits) > _LONGEST_NUMBER:
        return _Piece(digits, "n")
    value = int(digits)
    return _Piece(digits, _number_symbol(len(digits), value), value)


def _number_symbol(length: int, value: int) -> str:
    if length <= 2:
        return "D" if length == 2 else "d"
    if length == 4 and FIRST_YEAR <= value <= LAST_YEAR:
        return "Y"
    return "y" if length == 4 and any(value in years for years in _OTHER_YEARS) else "n"


# --- tokens: the longest phrase at each place ---------------------------------------------


def _token_at(position: int, parts: list[_Part]) -> tuple[Token, int]:
    """Return the token that begins at a part, and the position of the part after it."""
    piece, start, end = parts[position]
    for phrase, meaning in piece.phrases:
        after = position + 1 if len(phrase) == 1 else _end_of(phrase, parts, position)
        if after:
            last = parts[after - 1][2]
            return Token(meaning.symbol, start, last, meaning.value, meaning.word), after
    symbol = UNKNOWN if piece.symbol == "w" else piece.symbol
    return Token(symbol, start, end, piece.value), position + 1


def _end_of(phrase: tuple[str, ...], parts: list[_Part], position: int) -> int:
    """Return the position after `phrase` in `parts`, 0 where it does not stand there."""
    for text in phrase[1:]:
        position += 1
        while position < len(parts) and parts[position][0].symbol in ("_", "-"):
            position += 1
        if position >= len(parts) or parts[position][0].text != text:
            return 0
    return position + 1


# --- the lexicon: phrases by their first word ----------------------------------------------

_SYMBOLS: dict[Role, str] = {
    "era": "E",
    "other_era": "H",
    "solar_era": "H",
    "lunar_era": "H",
    "am": "a",
    "pm": "p",
    "hour": "k",
    "oclock": "u",
    "published": "L",
    "updated": "L",
    "clock": "L",
    "zone": "z",
    "joint": "c",
    "suffix": "s",
}
_ROLE_WORDS: dict[Role, str] = {
    "published": "published",
    "updated": "updated",
    "clock": "clock",
    "solar_era": "solar",
    "lunar_era": "lunar",
}
_EVERYWHERE = {
    "t": "T",
    "h": "h",
    "年": "年",
    "月": "月",
    "日": "日",
    "号": "日",
    "號": "日",
    "时": "h",
    "時": "h",
    "点": "h",
    "分": "s",
}
_PLAIN_LATIN = frozenset({"en", "fr", "kmr", "tr", "es", "de", "id"})
_SHORTEST_PLAIN = 3


def _lexicon(lang: str) -> dict[str, _Phrases]:
    """Return the phrases of a language, longest first, under their first word.

    English stands behind every language, since portals print it. Without a
    language all are tried, less the words on which two of them differ.
    """
    return _phrases_of(lang if lang in MONTHS else "")


@cache
def _phrases_of(lang: str) -> dict[str, _Phrases]:
    if lang:
        fold = lang if lang in DOTLESS_LANGUAGES else ""
        meanings = {**_meanings("en", fold), **_everywhere(), **_meanings(lang, fold)}
    else:
        meanings = {**_everywhere(), **_agreed(_meanings(known, "") for known in MONTHS)}
    found: dict[str, list[tuple[tuple[str, ...], _Meaning]]] = {}
    for phrase, meaning in meanings.items():
        found.setdefault(phrase[0], []).append((phrase, meaning))
    return {
        first: tuple(sorted(phrases, key=lambda entry: -len(entry[0])))
        for first, phrases in found.items()
    }


@cache
def _words_of_phrases(lang: str) -> frozenset[str]:
    phrases = (phrase for entries in _lexicon(lang).values() for phrase, _ in entries)
    return frozenset(word for phrase in phrases for word in phrase)


_Meanings = dict[tuple[str, ...], _Meaning]


def _everywhere() -> _Meanings:
    return {(word,): _Meaning(symbol) for word, symbol in _EVERYWHERE.items()}


def _agreed(languages: Iterable[_Meanings]) -> _Meanings:
    agreed: _Meanings = {}
    disputed: set[tuple[str, ...]] = set()
    for meanings in languages:
        for phrase, meaning in meanings.items():
            if agreed.setdefault(phrase, meaning) != meaning:
                disputed.add(phrase)
    return {phrase: meaning for phrase, meaning in agreed.items() if phrase not in disputed}


# Making them takes long, and all languages but a few fold them alike.
@cache
def _meanings(lang: str, fold: str) -> _Meanings:
    """Return what the phrases of a language mean, folded as those of `fold`."""
    meanings: _Meanings = {}
    plain: _Meanings = {}
    for alias, meaning in _entries(lang):
        phrase = _phrase(alias, fold)
        meanings[phrase] = _either(meanings.get(phrase), meaning)
        if lang in _PLAIN_LATIN and len(alias) >= _SHORTEST_PLAIN:
            plain.update((_phrase(form, fold), meaning) for form in _plain_forms(alias))
    return {**plain, **meanings}


def _either(known: _Meaning | None, new: _Meaning) -> _Meaning:
    """Return what a word with two meanings is: `mar` both of them, else the first."""
    if known is None or known == new:
        return new
    if known.symbol == "M" and new.symbol == "W":
        return _Meaning("B", (known.value or 0) * 10 + (new.value or 0))
    return known


def _entries(lang: str) -> Iterator[tuple[str, _Meaning]]:
    for number, cell in enumerate(MONTHS[lang], start=1):
        yield from ((name, _Meaning("M", number)) for name in _inflected(cell, lang))
    for number, cell in enumerate(WEEKDAYS[lang]):
        yield from ((name, _Meaning("W", number)) for name in _inflected(cell, lang))
    for calendar, months in OTHER_MONTHS.get(lang, {}).items():
        for number, cell in enumerate(months, start=1):
            yield from ((name, _Meaning("O", number, calendar)) for name in _inflected(cell, lang))
    if lang == "ar":
        yield "م", _Meaning("m")
    for role, symbol in _SYMBOLS.items():
        for alias in aliases(WORDS[lang].get(role, "")):
            yield _role_entry(alias, symbol, role)


def _role_entry(alias: str, symbol: str, role: Role) -> tuple[str, _Meaning]:
    if symbol == "z":
        name, _, minutes = alias.partition("=")
        return name, _Meaning("z", int(minutes) if minutes else None)
    return alias, _Meaning(symbol, None, _ROLE_WORDS.get(role, ""))


def _inflected(cell: str, lang: str) -> Iterator[str]:
    for name in aliases(cell):
        yield name
        yield from (name + ending for ending in ENDINGS.get(lang, ()))
        yield from (prefix + name for prefix in PREFIXES.get(lang, ()))


def _plain_forms(alias: str) -> Iterator[str]:
    """Return a Latin name as keyboards without its letters type it (`Agustos`, `NISAN`)."""
    letters = unicodedata.normalize("NFD", alias.replace("ı", "i"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    yield from (bare, bare.replace("i", "ı"))


def _phrase(alias: str, lang: str) -> tuple[str, ...]:
    parts = ((match.group(), match.lastgroup or "") for match in _PART.finditer(alias))
    folded = (_folded(text, kind, lang) for text, kind in parts if kind != "space")
    return tuple(text for text in folded if text and text != "-")
