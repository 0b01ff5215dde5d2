"""What a page states about its story in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from warraq.ingest.html.tree import Element

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_ARTICLES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting"}
    | {"OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "Report", "TechArticle"}
    | {"LiveBlogPosting", "AskPublicNewsArticle", "ScholarlyArticle", "SocialMediaPosting"}
    | {"SatiricalArticle", "AdvertiserContentArticle", "MedicalScholarlyArticle", "Review"}
    | {"VideoObject", "Recipe", "Interview", "CreativeWork", "HowTo"}
)

# Not one page of some five hundred had more nodes than a tenth of this.
_MOST_NODES = 5_000
_LARGEST_SCRIPT = 2 * 1024 * 1024

_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def statements(scripts: Iterable[Element]) -> tuple[dict[str, Json], ...]:
    """Return every object of the JSON-LD in a page's scripts, outer ones before those inside them.

    A script that is no JSON is mended where it is known how, else passed over.
    """
    nodes: list[dict[str, Json]] = []
    for script in scripts:
        if "ld+json" in script.get("type", "").lower():
            nodes.extend(_nodes(_loaded("".join(script.itertext()))))
        if len(nodes) > _MOST_NODES:
            break
    return tuple(nodes[:_MOST_NODES])


def _loaded(text: str) -> Json:
    if len(text) > _LARGEST_SCRIPT:
        return None
    is_wrapped = "<!" in text or "-->" in text or "]]>" in text
    bare = (_WRAPPING.sub("", text) if is_wrapped else text).strip()
    for mend in _MENDS:
        try:
            loaded: Json = json.loads(mend(bare), strict=False)
        except (ValueError, RecursionError):
            continue
        return loaded
    return _salvaged(bare)


# A quotation mark in a headline breaks the statement, and leaves its other pairs as they were.
_PAIR = re.compile(
    r'"(@type|datePublished|dateModified)"\s{0,40}:\s{0,40}"([^"\\\n]{1,300})"\s{0,40}[,}\]]'
)
_AUTHOR = re.compile(
    r'"author"\s{0,40}:\s{0,40}\[?\s{0,40}\{[^{}\[\]]{0,300}?"name"\s{0,40}:\s{0,40}"([^"\\\n]{1,80})"'
)


def _salvaged(text: str) -> Json:
    """Return what can be read of a statement that is no JSON, where it is of one story."""
    pairs = _PAIR.findall(text)
    types = [value for name, value in pairs if name == "@type" and value in _ARTICLES]
    days = {value for name, value in pairs if name == "datePublished"}
    if len(types) != 1 or len(days) != 1:
        return None
    changes = {value for name, value in pairs if name == "dateModified"}
    author = _AUTHOR.search(text)
    found: dict[str, Json] = {"@type": types[0], "datePublished": days.pop()}
    if len(changes) == 1:
        found["dateModified"] = changes.pop()
    return {**found, "author": author[1]} if author else found


def _without_last_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


# What is wrong with scripts that are no JSON, one after the other.
_MENDS: tuple[Callable[[str], str], ...] = (str, _without_last_commas, html.unescape)


# What a list or a blog holds is other pages.
_OTHERS = frozenset({"itemListElement", "blogPost", "blogPosts"})


def _nodes(loaded: Json) -> Iterator[dict[str, Json]]:
    """Yield all objects, breadth first: what is outermost is about the page."""
    queue: list[Json] = [loaded]
    for count, value in enumerate(queue):
        if count > _MOST_NODES:
            return
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            yield value
            queue.extend(
                inner
                for name, inner in value.items()
                if isinstance(inner, dict | list) and name not in _OTHERS
            )


def types_of(node: dict[str, Json]) -> frozenset[str]:
    """Return the types of a node, without the address of their vocabulary."""
    found = node.get("@type")
    names = found if isinstance(found, list) else [found]
    return frozenset(str(name).rpartition("/")[2] for name in names if name)


def is_article(node: dict[str, Json]) -> bool:
    """Return whether a node is a story."""
    return not _ARTICLES.isdisjoint(types_of(node))


def text_in(node: dict[str, Json], *names: str) -> str:
    """Return the first of the named values that is text."""
    for name in names:
        value = node.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("@value") or value.get("@id")
        if isinstance(value, str) and value.strip():
            return plain(value)
    return ""


def texts_in(node: dict[str, Json], name: str) -> tuple[str, ...]:
    """Return all texts of a value that may be one or several."""
    value = node.get(name)
    values = value if isinstance(value, list) else [value]
    found = (plain(one) for one in values if isinstance(one, str))
    return tuple(filter(None, found))


def names_in(
    node: dict[str, Json], name: str, nodes: tuple[dict[str, Json], ...]
) -> tuple[str, ...]:
    """Return the names of persons or organisations, those that are only referred to as well."""
    value = node.get(name)
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = _named(one) or _named(_referred(one, nodes))
        if isinstance(one, list) and one and isinstance(one[0], str):
            one = one[0]
        if isinstance(one, str) and one.strip():
            found.append(plain(one))
    return tuple(dict.fromkeys(found))


def _named(node: dict[str, Json]) -> str:
    names = texts_in(node, "name")
    return "; ".join(names)


def _referred(node: dict[str, Json], nodes: tuple[dict[str, Json], ...]) -> dict[str, Json]:
    wanted = node.get("@id")
    same = (other for other in nodes if wanted and other.get("@id") == wanted and "name" in other)
    return next(same, {})


_TAG = re.compile(r"<[^>]{1,300}>")


def plain(text: str) -> str:
    """Return a stated text without tags and entities, on one line."""
    text = html.unescape(text)
    if "<" in text:
        text = html.unescape(_TAG.sub(" ", text))
    return " ".join(text.split())
