"""The text inside one paragraph, as CommonMark on one or more lines."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.ingest.html.addresses import safe_address
from warraq.ingest.html.context import Context
from warraq.ingest.html.pictures import picture_markdown, picture_of
from warraq.ingest.html.runs import Run, render
from warraq.ingest.html.tree import Element
from warraq.ingest.html.unseen import UNSEEN

# Isolates (UAX #9): what HTML says with <bdi> and dir="…" inside a line.
_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066", "auto": "\u2068"}
_END_ISOLATE = "\u2069"

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})

# No line of a newspaper nests deeper; what does is damaged, and its text is enough.
_DEEPEST = 60


def inline(element: Element, context: Context) -> str:
    """Return the content of `element`, without its tail, as Markdown without outer space."""
    return render(list(runs(element, context)))


def runs(element: Element, context: Context, depth: int = 0) -> Iterator[Run]:
    """Yield the pieces of an element's content."""
    if element.text:
        yield Run("text", element.text)
    for child in element:
        yield from runs_of(child, context, depth + 1)
        if child.tail:
            yield Run("text", child.tail)


def runs_of(element: Element, context: Context, depth: int = 0) -> Iterator[Run]:
    """Yield the pieces of one inline element, without its tail."""
    tag = element.tag
    if tag in UNSEEN:
        return
    if depth > _DEEPEST:
        yield Run("text", "".join(element.itertext()))
    elif tag == "br":
        yield Run("break", "")
    elif tag == "img":
        yield from _picture(element, context)
    elif tag == "a":
        yield from _link(element, context, depth)
    elif tag in _CODE:
        yield Run("code", "".join(element.itertext()))
    elif tag in _STRONG or tag in _EMPHASIS:
        mark = "**" if tag in _STRONG else "*"
        yield Run("open", mark)
        yield from runs(element, context, depth)
        yield Run("close", mark)
    elif tag == "q":
        yield Run("text", "“")
        yield from runs(element, context, depth)
        yield Run("text", "”")
    else:
        yield from _isolated(element, context, depth)


def _isolated(element: Element, context: Context, depth: int) -> Iterator[Run]:
    direction = element.get("dir", "").lower() or ("auto" if element.tag == "bdi" else "")
    isolate = _ISOLATES.get(direction, "")
    if isolate and direction != context.direction:
        yield Run("text", isolate)
        yield from runs(element, context, depth)
        yield Run("text", _END_ISOLATE)
    else:
        yield from runs(element, context, depth)


def _link(element: Element, context: Context, depth: int) -> Iterator[Run]:
    address = safe_address(element.get("href", ""), context.url)
    inner = list(runs(element, context, depth))
    words = any(run.kind == "text" and run.text.strip() for run in inner)
    if not address or not words or any(run.kind == "link" for run in inner):
        yield from inner
        return
    yield Run("link", "[")
    yield from inner
    yield Run("link-end", f"]({address})")


def _picture(element: Element, context: Context) -> Iterator[Run]:
    if picture := picture_of(element, context):
        yield Run("raw", picture_markdown(picture))
