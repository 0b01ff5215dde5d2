"""Who wrote a story, from where, and for which agency, as its byline prints it.

A desk («متابعة», «newsroom») is no author and an agency is a credit. A line is
read as a byline only where its words prove it: a place or a byline word; names
alone prove nothing, except beside a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from warraq.ingest.lexicon import Lexicon
from warraq.model import Certainty

_LONGEST = 60
_LONGEST_LABELLED = 120
_SENTENCE_MARKS = re.compile(r"[.،؟!?;؛…]")
_BETWEEN_NAMES = re.compile(r"\s*[,،;؛&、]\s*|\s(?:and|und|et|och|og|и|ve|dan)\s")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_MOST_NAME_WORDS = 6

# Given name and family name at least; a longer run of words is a phrase.
_BARE_NAME = range(2, 4)

# «Ludwig van der Rohe»: such words stand small inside a name.
_LONGEST_PARTICLE = 3


@dataclass(frozen=True, slots=True)
class Byline:
    """What one byline says; all parts may be missing where it names a desk."""

    authors: tuple[str, ...] = ()
    place: str = ""
    credit: str = ""
    rule: str = "byline"
    certainty: Certainty = "likely"


def read_byline(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    """Return what `text` says if it is a byline."""
    if len(text) > _LONGEST_LABELLED:
        return None
    return (
        _labelled(text, lexicon)
        or _agency_or_desk(text, lexicon)
        or _two_parts(text, lexicon, separators)
    )


def bare_name(text: str, lexicon: Lexicon) -> Byline | None:
    """Return `text` as a name standing beside a date, if it looks like one."""
    words = text.split()
    shaped = len(words) in _BARE_NAME and all(map(_is_name_word, words))
    if not shaped or lexicon.kind_of(text) or not _is_person(text, lexicon):
        return None
    if lexicon.has("desk", words[-1]):
        return None
    return Byline(authors=(text,), rule="name-beside-date", certainty="inferred")


def _labelled(text: str, lexicon: Lexicon) -> Byline | None:
    label = lexicon.label_of(text)
    if label is None or label.kind != "by" or lexicon.is_caption(text):
        return None
    value = _IN_BRACKETS.sub(" ", label.value).strip()
    names = tuple(_names(value, lexicon))
    shaped = all(len(name.split()) <= _MOST_NAME_WORDS and _has_no_digit(name) for name in names)
    if not (names and shaped) or not (label.has_colon or all(map(_is_titled, names))):
        return None
    return _of_names(names, lexicon, certainty="certain" if label.has_colon else "likely")


def _names(value: str, lexicon: Lexicon) -> Iterator[str]:
    return (name for name in _BETWEEN_NAMES.split(value) if name)


def _of_names(names: tuple[str, ...], lexicon: Lexicon, certainty: Certainty) -> Byline:
    return Byline(
        authors=tuple(name for name in names if _is_person(name, lexicon)),
        credit=next((name for name in names if lexicon.has("agencies", name)), ""),
        certainty=certainty,
    )


def _agency_or_desk(text: str, lexicon: Lexicon) -> Byline | None:
    bare = text.strip("()[]/ ")
    if lexicon.has("agencies", bare):
        return Byline(credit=bare, rule="agency")
    return Byline(rule="desk") if lexicon.has("desk", bare) else None


def _two_parts(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> Byline | None:
    if len(text) > _LONGEST or _SENTENCE_MARKS.search(text) or not _has_no_digit(text):
        return None
    for found in _separator(separators).finditer(text):
        left, right = text[: found.start()].strip(), text[found.end() :].strip()
        if byline := _placed(left, right, lexicon) or _placed(right, left, lexicon):
            return byline
    return None


def _placed(place: str, name: str, lexicon: Lexicon) -> Byline | None:
    """Return the byline of `place` and `name`, if that is what they are."""
    known = lexicon.has("places", place)
    if not known and not lexicon.has("desk", place):
        return None
    if len(name.split()) > _MOST_NAME_WORDS or not name:
        return None
    printed = place if known else ""
    if lexicon.has("agencies", name):
        return Byline(place=printed, credit=name)
    if lexicon.has("desk", name) or lexicon.has("places", name):
        return Byline(place=printed or (name if lexicon.has("places", name) else ""))
    return Byline(authors=(name,), place=printed) if known else None


@lru_cache(maxsize=64)
def _separator(separators: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, separators)) if separators else r"(?!)")


def _is_person(name: str, lexicon: Lexicon) -> bool:
    return not any(lexicon.has(kind, name) for kind in ("desk", "agencies", "places"))


def _is_name_word(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").replace("\u200c", "")
    return letters.replace(".", "").isalpha() and _is_titled(word)


def _is_titled(name: str) -> bool:
    """Return whether every word but the smallest begins as a name does."""
    return all(
        word[0].isupper() or word[0].lower() == word[0].upper() or len(word) <= _LONGEST_PARTICLE
        for word in name.split()
    )


def _has_no_digit(text: str) -> bool:
    return not any(map(str.isdigit, text))
