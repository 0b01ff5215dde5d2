"""Whether a saved page ends where its author ended it, or was cut before."""

from __future__ import annotations

import re
from collections import Counter

_ENDED = re.compile(r"</(?:body|html)\b", re.I)
_BEGUN = re.compile(r"<(?:body|html)\b")

# A page that ends does so in its last lines; counters and archives write a little behind it.
_TAIL = 2_000

# What is no element of the page, and how it closes.
_ASIDE = re.compile(r"<!--|<(?:script|style)\b")
_CLOSES = {
    "<!--": re.compile("-->"),
    "<script": re.compile("</script[^<>]*>"),
    "<style": re.compile("</style[^<>]*>"),
}
# «<!-->» is a whole comment.
_OVERLAP = 2

# What stands open at the end of a page that is not whole. Others end by themselves, or
# are left open on pages that are.
_TAG = re.compile(
    r"<(/?)(div|article|section|main|table|ul|ol|p|blockquote|h[1-6]|a)\b[^<>]*>|<[^<>]*>"
)
_ENDS_PARAGRAPH = frozenset({"div", "article", "section", "main", "table", "ul", "ol", "p"})
_ALWAYS_CLOSED = frozenset({"article", "main", "section", "table", "blockquote"})

# Pages that are whole forget to close so many blocks.
_MOST_FORGOTTEN = 3


def is_cut(page: str) -> bool:
    """Return whether a page ends inside a tag, or inside an element that it would have closed.

    A page whose end is told is whole, and so is one that only leaves out to tell it.
    """
    if _ENDED.search(page, max(0, len(page) - _TAIL)):
        return False
    bare, is_open = _without_asides(page.lower())
    if _ENDED.search(bare) or not _BEGUN.search(bare):
        return False
    return is_open or _is_in_tag(bare) or _is_in_element(bare)


def _without_asides(page: str) -> tuple[str, bool]:
    """Return a page without comments, scripts and styles, and whether it ends in one."""
    kept: list[str] = []
    place = 0
    while aside := _ASIDE.search(page, place):
        kept.append(page[place : aside.start()])
        close = _CLOSES[aside[0]].search(page, aside.start() + _OVERLAP)
        if close is None:
            return "".join(kept), True
        place = close.end()
    return "".join((*kept, page[place:])), False


def _is_in_tag(page: str) -> bool:
    last = page.rfind("<")
    return last > page.rfind(">") and page[last + 1 : last + 2].strip(" \n") != ""


def _is_in_element(page: str) -> bool:
    """Return whether elements are open at the end that a page, by its habit, closes."""
    still, end = _open_at_end(page)
    if _ALWAYS_CLOSED.intersection(still) or len(still) > _MOST_FORGOTTEN:
        return True
    breaks_off = bool(page[end:].strip())
    return breaks_off and bool(still) and (still[-1] != "p" or "</p" in page)


def _open_at_end(page: str) -> tuple[list[str], int]:
    """Return the names of the elements that are open at the end, and the end of the last tag."""
    still: list[str] = []
    depths: Counter[str] = Counter()
    end = 0
    for tag in _TAG.finditer(page):
        name, end = tag[2], tag.end()
        if tag[1] and depths[name]:
            while depths[name] and (inner := still.pop()) != name:
                depths[inner] -= 1
            depths[name] -= 1
        elif name and not tag[1]:
            if still and still[-1] == "p" and name in _ENDS_PARAGRAPH:
                depths[still.pop()] -= 1
            still.append(name)
            depths[name] += 1
    return still, end
