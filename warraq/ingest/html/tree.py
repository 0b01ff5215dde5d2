"""A page as a tree: parsed whatever it is, without what never shows.

Everything that walks a tree lives with the promises made here: no comments, no
scripts, no element deeper than the parser's own limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Protocol

from warraq.ingest.html.libraries import library

# A page of news is 50 to 500 KB; the largest of some five hundred had 4 MB.
LARGEST_PAGE = 16 * 1024 * 1024

# The parser stops reading below this many open elements, so that one more would
# lose the rest of the page.
_DEEPEST = 2_000

# Spaces for control characters, which the parser would stop at.
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_BLANKED = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


class Element(Protocol):
    """What is used of an element of lxml."""

    tag: str
    text: str | None
    tail: str | None
    sourceline: int | None

    @property
    def attrib(self) -> Mapping[str, str]:
        """Return all attributes."""

    def get(self, name: str, default: str) -> str:
        """Return an attribute."""

    def set(self, name: str, value: str) -> None:
        """Give an attribute its value."""

    def iter(self, *tags: str) -> Iterator[Element]:
        """Yield this element and all below it."""

    def itertext(self) -> Iterator[str]:
        """Yield the text in document order."""

    def iterancestors(self, *tags: str) -> Iterator[Element]:
        """Yield the elements above this one, nearest first."""

    def getparent(self) -> Element | None:
        """Return the element above."""

    def getprevious(self) -> Element | None:
        """Return the element before."""

    def getnext(self) -> Element | None:
        """Return the element behind."""

    def remove(self, child: Element) -> None:
        """Take out a child and its tail."""

    def __iter__(self) -> Iterator[Element]: ...

    def __len__(self) -> int: ...


def parse(page: str) -> Element | None:
    """Return the root of `page`, or None where there is nothing to parse."""
    page = page[:LARGEST_PAGE]
    if not page or page.isspace():
        return None
    root = _parsed(page)
    if root is not None and nests_deeper(page, _DEEPEST):
        root = _parsed(_flattened(page))
    return root


def _parsed(page: str) -> Element | None:
    # The classes of `lxml.html` are found by Python, whenever an element is looked at.
    etree = library("lxml.etree")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root: Element | None = etree.fromstring(
            page.encode("utf-8", "replace").translate(_BLANKED), parser
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root


def select(root: Element, path: str) -> list[Element]:
    """Return the elements of a tree that an XPath names, found without a look at all others."""
    found: list[Element] = _path(path)(root)
    return found


@cache
def _path(path: str) -> Callable[[Element], list[Element]]:
    compiled: Callable[[Element], list[Element]] = library("lxml.etree").XPath(path)
    return compiled


# An element that is opened and never closed nests everything behind it.
_TAG = re.compile(
    r"<(/?)(div|span|font|b|i|em|strong|center|section|article|table|ul|ol|li)\b", re.I
)


def nests_deeper(page: str, limit: int) -> bool:
    """Return whether more than `limit` elements stand open somewhere in a page."""
    signs = page.count("<")
    if signs < limit or signs - page.count("</") < limit:
        return False
    depth = 0
    for tag in _TAG.finditer(page):
        depth = depth - 1 if tag[1] else depth + 1
        if depth < 0:
            depth = 0
        if depth > limit:
            return True
    return False


_NESTING = re.compile(
    r"(?:</?(?:div|span|font|b|i|em|strong|center|section|article|table|tbody|tr|td|ul|ol|li"
    r"|blockquote)\b[^>]*>\s*)+",
    re.I,
)


def _flattened(page: str) -> str:
    """Return the page with a break for every element that may nest."""
    return _NESTING.sub("<br>", page)


# What a reader of the page never saw as text.
UNSEEN = frozenset(
    {"script", "style", "template", "svg", "math", "object", "embed", "applet", "canvas", "map"}
    | {"select", "textarea", "input", "button", "datalist", "head", "link", "meta", "base"}
    | {"audio", "video", "source", "track", "iframe", "frame", "frameset", "noframes", "dialog"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


# What themes and libraries call words that only a screen reader reads out, beside what shows.
_FOR_EARS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|visibility-?hidden|screen-?reader(?:-?(?:text|only))?"
    r"|(?:element|text)-invisible|assistive-text|a11y-hidden|hide-?(?:completely|visually))(?:\s|$)",
    re.I,
)
# Whatever it matches has one of these, which is found out much faster.
_OF_EARS = ("only", "hid", "reader", "visible", "assistive")
# Where a whole story bears such a name, scripts would have shown it.
_LONGEST_FOR_EARS = 200

# React sends parts of a page hidden and lets a script put them in their place.
_STREAMED = "S:"


# Words that belong to a program or to browsers without one, wherever they stand.
_CODE = ("script", "style", "template")
_LINES_OF_TEXT = ("h1", "h2", "h3", "h4", "h5", "h6", "time")


def remove_code(root: Element) -> None:
    """Take out of the tree what is no word of the elements that it stands in."""
    for element in [element for element in root.iter("noscript") if _is_code(element)]:
        drop(element)
    library("lxml.etree").strip_elements(root, *_CODE, with_tail=False)


def _is_code(element: Element) -> bool:
    """Return whether a <noscript> is code; a story or a picture may stand in one."""
    return not _holds_story(element) or any(True for _ in element.iterancestors(*_LINES_OF_TEXT))


def _holds_story(noscript: Element) -> bool:
    return any(True for _ in noscript.iter("img", "p"))


def remove_unseen(root: Element) -> None:
    """Take out of the tree what a browser does not show as text of the page."""
    unseen = [element for element in root.iter("noscript") if not _holds_story(element)]
    unseen += [one for one in select(root, "//@hidden/.. | //@style/..") if _is_hidden(one)]
    unseen += [one for one in root.iter() if _names_ears(one.get("class", "")) and _is_heard(one)]
    for element in unseen:
        drop(element)
    library("lxml.etree").strip_elements(root, *UNSEEN, with_tail=False)


def _is_hidden(element: Element) -> bool:
    if element.tag == "noscript":
        return False
    if element.get("hidden", "no") != "no":
        return not element.get("id", "").startswith(_STREAMED)
    return _HIDDEN.search(element.get("style", "")) is not None


def _is_heard(element: Element) -> bool:
    """Return whether what is named so is only read out; a headline is one all the same."""
    if element.tag in ("h1", "noscript") or element.get("hidden", "no") != "no":
        return False
    return short_text_of(element, _LONGEST_FOR_EARS) is not None


@lru_cache(maxsize=1 << 14)
def _names_ears(names: str) -> bool:
    small = names.lower()
    return any(word in small for word in _OF_EARS) and _FOR_EARS.search(names) is not None


def drop(element: Element) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def clear(element: Element, blocks: Collection[str]) -> None:
    """Take out of an element the words that stand directly in it, outside the blocks inside."""
    element.text = None
    for child in list(element):
        if any(inner.tag in blocks or inner.tag == "img" for inner in child.iter()):
            child.tail = None
        else:
            element.remove(child)


def text_of(element: Element) -> str:
    """Return the words of an element on one line."""
    return _on_one_line("".join(element.itertext()) if len(element) else element.text or "")


# Indented source has so many signs for one that is printed, at most.
_INDENTED = 10


def short_text_of(element: Element, most: int) -> str | None:
    """Return the words of an element on one line, None where they are longer than `most`.

    No more than that is read, because a page may ask this of elements inside each other.
    """
    words: list[str] = []
    room = most * _INDENTED
    for text in element.itertext():
        room -= len(text)
        if room < 0:
            return None
        words.append(text)
    found = _on_one_line("".join(words))
    return found if len(found) <= most else None


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
