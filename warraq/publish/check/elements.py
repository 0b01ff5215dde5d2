"""What does one element ask for, and what of it may no page have?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

Attributes = Mapping[str, str]


class Reference(NamedTuple):
    """An address on a page: a reader follows it, a browser requests it unasked, or neither."""

    url: str
    line: int
    followed: bool = False
    requested: bool = False
    stylesheet: bool = False


class Fault(NamedTuple):
    """What is wrong with an element, wherever it stands."""

    code: str
    message: str


# Elements that mean something even without an attribute.
SPECIAL = frozenset({"script", "style", "base"})

_REQUESTING_RELS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "prefetch"}
    | {"modulepreload", "preconnect", "dns-prefetch", "prerender"}
)
_REQUESTING_ATTRIBUTES = frozenset(
    {"src", "poster", "data", "background", "ping", "action", "formaction"}
)
_SOURCE_SETS = frozenset({"srcset", "imagesrcset"})


def references_of(tag: str, values: Attributes, line: int) -> Iterator[Reference]:
    """Yield every address that the element names."""
    for name, value in values.items():
        if name == "href":
            yield from _hrefs(tag, values, line)
        elif name in _REQUESTING_ATTRIBUTES:
            yield Reference(value, line, requested=True)
        elif name in _SOURCE_SETS:
            for candidate in value.split(","):
                yield Reference("".join(candidate.split()[:1]), line, requested=True)
    if tag == "meta" and is_refresh(values):
        match = _REFRESH_URL.match(values.get("content", ""))
        url = match[1].strip() if match else ""
        yield Reference(url, line, followed=True, requested=True)


def _hrefs(tag: str, values: Attributes, line: int) -> Iterator[Reference]:
    url = values["href"]
    if tag == "link":
        rels = rels_of(values)
        requested = not rels.isdisjoint(_REQUESTING_RELS)
        yield Reference(url, line, requested=requested, stylesheet="stylesheet" in rels)
    elif tag in ("a", "area"):
        yield Reference(url, line, followed=True)
    elif tag != "base":
        yield Reference(url, line, requested=True)


_REFRESH_URL = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]*)""", re.I)


def rels_of(values: Attributes) -> frozenset[str]:
    """Return what a link says its target is."""
    return frozenset(values.get("rel", "").lower().split())


def is_refresh(values: Attributes) -> bool:
    """Return whether a <meta> sends the reader on."""
    return values.get("http-equiv", "").lower() == "refresh"


def faults_of(tag: str, values: Attributes) -> Iterator[Fault]:
    """Yield what no page may have: scripts, styles of its own, another base."""
    for name in values:
        if name == "style":
            yield Fault(code="inline-style", message=f"<{tag}> has a style of its own")
        elif name.startswith("on"):
            message = f"<{tag}> has the script attribute «{name}»"
            yield Fault(code="event-handler", message=message)
    if tag == "script" and values.get("type", "").lower() != "application/ld+json":
        yield Fault(code="script", message="a script: pages must work, and stay, without any")
    elif tag == "style":
        message = "<style> on a page: styles belong into the one style sheet"
        yield Fault(code="inline-style", message=message)
    elif tag == "base":
        yield Fault(code="base-element", message="<base> turns every relative link, anchors too")
