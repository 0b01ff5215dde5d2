"""Who wrote a story: what the page states, else the byline it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from warraq.ingest.byline import Byline, bare_name
from warraq.ingest.html.claims import Claims
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import name_words, names_of
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.lines import Line
from warraq.text.keys import key

_RULES = ("json-ld", "meta", "microdata", "open-graph", "twitter")
_BETWEEN = re.compile(r"\s*[;|]\s*|\s*,\s+(?=[A-ZÀ-Þ])|\s+(?:and|und|et|y|og|och)\s+|\s*&\s*")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b|^/")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|written by|автор|بقلم|نویسنده)\s*:?\s+", re.I)
_LONGEST = 80
_MOST = 8


def find_authors(claims: Claims) -> tuple[tuple[str, ...], str]:
    """Return the stated names and the rule that found them."""
    for rule in _RULES:
        stated = [claim.value for claim in claims.of("author", rule)]
        names = tuple(dict.fromkeys(name for one in stated for name in _names(one)))
        if names:
            return names[:_MOST], rule
    return (), ""


def _names(stated: str) -> list[str]:
    if _ADDRESS.search(stated) and " " not in stated.strip():
        return []
    bare = _BY.sub("", stated.strip())
    parts = [part.strip(" .,") for part in _BETWEEN.split(bare)]
    if any(len(part.split()) < 2 for part in parts if part):
        parts = [part.strip() for part in re.split(r"\s*[;|]\s*", bare)]
    return [part for part in parts if key(part) and len(part) <= _LONGEST]


_MARKED = frozenset({"author", "authors", "byline", "writer", "auteur", "autor", "reporter"})
_MOST_WORDS = 5


def printed_byline(root: Element, lines: Iterable[Line], reader: LineReader) -> Byline | None:
    """Return the byline among the lines around a headline, or in an element named for it."""
    for line in lines:
        byline = None if line.is_prose else reader.byline(line.text)
        if byline and (byline.authors or byline.credit):
            return _without_by(byline)
    return _marked(root, reader)


def _without_by(byline: Byline) -> Byline:
    return replace(byline, authors=tuple(_BY.sub("", name) for name in byline.authors))


def _marked(root: Element, reader: LineReader) -> Byline | None:
    """Return the name in the first element that is named for the author of a story."""
    for element in root.iter("a", "span", "div", "p", "address", "cite", "strong", "li", "b"):
        names = name_words(names_of(element))
        by_rel = "author" in element.get("rel", "").split() or "fn" in names
        if not (by_rel or names & _MARKED) or names & _OF_READERS:
            continue
        text = _BY.sub("", text_of(element))
        if not 2 < len(text) <= _LONGEST:
            continue
        byline = reader.byline(text) or bare_name(text, reader.lexicon)
        if byline and byline.authors:
            return _without_by(byline)
        if (by_rel or not len(element)) and _may_be_name(text, reader):
            return Byline(authors=(text,), rule="marked-name", certainty="inferred")
    return None


# A comment has an author, too.
_OF_READERS = frozenset({"comment", "comments", "reply", "avatar"})


def _may_be_name(text: str, reader: LineReader) -> bool:
    """Return whether the text of an element that is named for a name may be one."""
    if any(map(str.isdigit, text)) or len(text.split()) > _MOST_WORDS:
        return False
    return not reader.lexicon.kind_of(text) and not text[0].islower()
