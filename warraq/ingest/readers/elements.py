"""The elements of some names in a file of XML, one after the other, whatever is damaged.

A parser of whole files stops at the first control character. Here a file is cut where
an element begins and ends, and every element is parsed alone: what is wrong with one
costs that one. Nothing outside of the elements is parsed, so no entity is ever defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import BinaryIO
from xml.parsers import expat

from warraq.model import DamagedError

# The longest story of a newspaper has a tenth of that.
MOST_ELEMENT = 8 << 20

_STEP = 256 << 10
# What is looked for is shorter, and may lie across two pieces of the file.
_TAG = 64


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the file: an element, or what stands between two of them."""

    offset: int
    data: bytes
    length: int
    is_element: bool = False
    problem: str = ""


def cuts(stream: BinaryIO, *names: str) -> Iterator[Cut]:
    """Yield the file as elements of these names and what is between, without gaps."""
    tokens = re.compile(
        rb"<!\[CDATA\[|\]\]>|<!--|-->|<(/?)(?:\w+:)?(?:"
        + "|".join(names).encode()
        + rb")(?=[\s>/])"
    )
    cutter = _Cutter(stream, tokens)
    while (cut := cutter.next()) is not None:
        yield cut


class _Cutter:
    """Finds the next cut, reading as much of the file as that takes."""

    def __init__(self, stream: BinaryIO, tokens: re.Pattern[bytes]) -> None:
        self._stream = stream
        self._tokens = tokens
        self._buffer = b""
        self._offset = 0
        self._ended = False

    def next(self) -> Cut | None:
        """Return the next element, or what stands before it; None at the end of the file."""
        begin = self._find_begin()
        if begin < 0:
            return self._take(len(self._buffer)) if self._buffer else None
        if begin > 0:
            return self._take(begin)
        return self._element()

    def _find_begin(self) -> int:
        """Return where the next element begins, -1 for none in what may be held at once."""
        at, outside = 0, b""
        while True:
            for token in self._tokens.finditer(self._buffer, at):
                at = token.end()
                word = token[0]
                if outside:
                    outside = b"" if word == outside else outside
                elif word in _CLOSERS:
                    outside = _CLOSERS[word]
                elif token[1] == b"" and word.startswith(b"<"):
                    return token.start()
            at = max(at, len(self._buffer) - _TAG)
            if len(self._buffer) > MOST_ELEMENT or not self._read():
                return -1

    def _element(self) -> Cut:
        """Return the element that begins here: to its end, to where the next begins, or damaged."""
        at, outside = 1, b""
        while True:
            for token in self._tokens.finditer(self._buffer, at):
                at, word = token.end(), token[0]
                if outside:
                    outside = b"" if word == outside else outside
                elif word in _CLOSERS:
                    outside = _CLOSERS[word]
                elif token[1] == b"/":
                    return self._take(self._end_of_tag(token.end()), is_element=True)
                elif token[1] == b"":
                    problem = "it is not closed before the next begins"
                    return self._take(token.start(), is_element=True, problem=problem)
            at = max(at, len(self._buffer) - _TAG)
            if len(self._buffer) > MOST_ELEMENT or not self._read():
                return self._unclosed(bool(outside))

    def _unclosed(self, in_data: bool) -> Cut:
        """Return an element without an end; a section in it may have hidden that."""
        ends = (token for token in self._tokens.finditer(self._buffer, 1) if token[1] == b"/")
        if in_data and (end := next(ends, None)):
            return self._take(self._end_of_tag(end.end()), is_element=True)
        begins = (token for token in self._tokens.finditer(self._buffer, 1) if token[1] == b"")
        following = next(
            (t for t in begins if t[0] not in _CLOSERS and t[0].startswith(b"<")), None
        )
        size = following.start() if following else len(self._buffer)
        return self._take(size, is_element=True, problem="it is not closed")

    def _end_of_tag(self, at: int) -> int:
        end = self._buffer.find(b">", at)
        return end + 1 if end >= 0 else len(self._buffer)

    def _take(self, size: int, *, is_element: bool = False, problem: str = "") -> Cut:
        cut = Cut(self._offset, self._buffer[:size], size, is_element, problem)
        self._buffer = self._buffer[size:]
        self._offset += size
        return cut

    def _read(self) -> bool:
        # Twice as much each time, so that a long element is not copied again and again.
        chunk = b"" if self._ended else self._stream.read(max(_STEP, len(self._buffer)))
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)


_CLOSERS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}


# --- one element ------------------------------------------------------------------------

_MOST_NODES = 50_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_PAIR = re.compile(r"<((?:\w+:)?\w+)(\s[^<>]*)?>(.*?)(?:</\1\s*>|\Z)", re.S)
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LONGEST_LOOSE = 1 << 20


@dataclass(slots=True)
class Node:
    """An element: its name with its prefix, its text, and what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[str | Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text outside of inner elements."""
        return "".join(part for part in self.parts if isinstance(part, str)).strip()

    @property
    def children(self) -> Iterator[Node]:
        return (part for part in self.parts if isinstance(part, Node))

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the inner elements of these names; a bare name fits whatever the prefix."""
        for child in self.children:
            if child.name in names or child.name.rpartition(":")[2] in names:
                yield child

    def first(self, *names: str) -> str:
        """Return the text of the first of these names that says anything."""
        for name in names:
            for child in self.all(name):
                if child.text:
                    return child.text
        return ""


def parse_element(text: str) -> Node:
    """Return an element as a tree; raises DamagedError for what is none at all."""
    text = _CONTROLS.sub("", text).strip()
    for mend in (str, _mended):
        try:
            return _parsed(mend(text))
        except expat.ExpatError:
            continue
    if len(text) > _LONGEST_LOOSE:
        raise DamagedError("this is no XML")
    return _loosely(text)


def _mended(text: str) -> str:
    """Return text in which an ampersand that begins nothing stands for itself."""
    pieces = _CDATA.split(text)
    return "".join(piece if n % 2 else _named(piece) for n, piece in enumerate(pieces))


def _named(text: str) -> str:
    """Return text without the entities of HTML, which XML does not know."""
    known = re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;)([a-zA-Z]{2,8}\d{0,2});", _unescaped, text)
    return _LOOSE.sub("&amp;", known)


def _unescaped(match: re.Match[str]) -> str:
    letter = unescape(match[0])
    return match[0] if letter in (match[0], "<", "&") else letter


def _parsed(text: str) -> Node:
    root = Node("")
    opened = [root]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST_NODES:
            raise DamagedError("it has more elements than any story")
        node = Node(name, attributes)
        opened[-1].parts.append(node)
        opened.append(node)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: opened.pop()
    parser.CharacterDataHandler = lambda data: opened[-1].parts.append(data)
    parser.buffer_text = True
    parser.Parse(text.encode("utf-8"), True)
    return next(root.children)


def _loosely(text: str) -> Node:
    """Return what can be made out of an element that no parser takes."""
    inner = text[text.find(">") + 1 :]
    root = Node(re.sub(r"[<>\s].*", "", text[1:60], flags=re.S))
    for name, attributes, content in _PAIR.findall(inner):
        stated = {n: a or b for n, a, b in _ATTRIBUTE.findall(attributes)}
        pieces = _CDATA.split(content)
        plain = (p[9:].removesuffix("]]>") if n % 2 else unescape(p) for n, p in enumerate(pieces))
        root.parts.append(Node(name, stated, ["".join(plain)]))
    if not root.parts:
        raise DamagedError("this is no XML")
    return root
