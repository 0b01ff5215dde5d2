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


def printed_byline(root: Element, lines: Iterable[Line], reader: LineReader) -> Byline | None:
    """Return the byline among the lines around a headline, or in an element named for it."""
    for line in lines:
        byline = None if line.is_prose else reader.byline(line.text)
        if byline and (byline.authors or byline.credit):
            return byline
    return _marked(root, reader)


def _marked(root: Element, reader: LineReader) -> Byline | None:
    for element in root.iter("a", "span", "div", "p", "address", "cite", "strong", "li"):
        is_marked = "author" in element.get("rel", "").split() or not _MARKED.isdisjoint(
            name_words(names_of(element))
        )
        if is_marked and 2 < len(text := text_of(element)) <= _LONGEST:
            byline = reader.byline(text) or bare_name(text, reader.lexicon)
            if byline and byline.authors:
                return replace(byline, authors=tuple(_BY.sub("", name) for name in byline.authors))
    return None
