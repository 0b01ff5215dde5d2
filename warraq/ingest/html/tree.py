"""A page as a tree: parsed whatever it is, without what never shows.

Everything that walks a tree lives with the promises made here: no comments, no
scripts, no element deeper than the parser's own limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
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

# The same signs as references, and the two that are no characters: the parser lets them
# in, and then no text that holds one can be written anew.
_REFERRED = re.compile(
    rb"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    rb"|[xX]0*(?:[1-8bBcCeEfF]|1[\da-fA-F]|[fF]{3}[eEfF])(?![\da-fA-F]));?"
)
_NONCHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")


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


def parse(page: str, utf8: bytes = b"") -> Element | None:
    """Return the root of `page`, or None where there is nothing to parse.

    `utf8` is the same page as bytes, where somebody has it.
    """
    if len(page) > LARGEST_PAGE:
        page, utf8 = page[:LARGEST_PAGE], b""
    if not page or page.isspace():
        return None
    root = _parsed(utf8 or page.encode("utf-8", "replace"))
    if root is not None and nests_deeper(page, _DEEPEST):
        root = _parsed(_flattened(page).encode("utf-8", "replace"))
    return root


# The parser reads nothing behind these; browsers do, and pages are put together of whole ones.
_ENDS = re.compile(rb"</(?:body|html)\s*>", re.I)
_NOTHING_MORE = re.compile(rb"(?>\s+|</(?:body|html)\s*>|<!--.*?-->)*+\Z", re.I | re.S)


# Where a page opens its root and its body, scripts and all.
_HEAD = 1 << 16
_EMPTY = re.compile(rb"(<(?:html|body)\b[^<>]*)/(?=>)", re.I)


def _open_ended(page: bytes) -> bytes:
    """Return a page with spaces for what ends it before its last word."""
    if _EMPTY.search(page, 0, _HEAD):
        page = _EMPTY.sub(rb"\1 ", page)
    first = _ENDS.search(page)
    if first is None or _NOTHING_MORE.match(page, first.end()):
        return page
    return _ENDS.sub(lambda end: b" " * len(end.group()), page)


def _parsed(page: bytes) -> Element | None:
    # The classes of `lxml.html` are found by Python, whenever an element is looked at.
    etree = library("lxml.etree")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root: Element | None = etree.fromstring(_open_ended(_blanked(page)), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root


def _blanked(page: bytes) -> bytes:
    """Return a page with spaces for the signs that a tree cannot hold."""
    plain = _NONCHARACTERS.sub(b" ", page.translate(_BLANKED))
    return _REFERRED.sub(b" ", plain)


def select(root: Element, path: str) -> list[Element]:
    """Return the elements of a tree that an XPath names, found without a look at all others."""
    found: list[Element] = _path(path)(root)
    return found


def all_text(root: Element) -> str:
    """Return the texts of a tree one behind the other, found without a look at its elements."""
    text: str = library("lxml.etree").tostring(root, method="text", encoding="unicode")
    return text


@cache
def _path(path: str) -> Callable[[Element], list[Element]]:
    compiled: Callable[[Element], list[Element]] = library("lxml.etree").XPath(path)
    return compiled


# An element that is opened and never closed nests everything behind it.
_TAG = re.compile(
    r"<(/?)(?:div|span|font|b|i|em|strong|center|section|article|table|ul|ol|li)\b", re.I
)


def nests_deeper(page: str, limit: int) -> bool:
    """Return whether more than `limit` elements stand open somewhere in a page."""
    signs = page.count("<")
    if signs < limit or signs - page.count("</") < limit:
        return False
    depth = 0
    for closes in _TAG.findall(page):
        if not closes:
            depth += 1
            if depth > limit:
                return True
        elif depth:
            depth -= 1
    return False


_NESTING = re.compile(
    r"(?:</?(?:div|span|font|b|i|em|strong|center|section|article|table|tbody|tr|td|ul|ol|li"
    r"|blockquote)\b[^>]*>\s*)+",
    re.I,
)


def _flattened(page: str) -> str:
    """Return the page with a break for every element that may nest."""
    return _NESTING.sub("<br>", page)


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
