"""Which elements are open, and which way does the text inside them run?

This is as much of HTML's tree construction as pages that are written with care need.
"""

from __future__ import annotations

from collections.abc import Iterator

from warraq.publish.check.elements import Fault

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input"}
    | {"link", "meta", "source", "track", "wbr"}
)
# End tags that HTML lets a page leave out.
_OPTIONAL_END = frozenset(
    {"li", "p", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "body", "html"}
)
_NOTHING: frozenset[str] = frozenset()
_CLOSED_BY_NEXT = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
    "p": frozenset(
        {"address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer"}
        | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p"}
        | {"pre", "section", "table", "ul"}
    ),
}


class OpenElements:
    """The elements around a place of a page, each with the direction inside it."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []
        self.deepest = 0

    @property
    def depth(self) -> int:
        return len(self._open)

    @property
    def direction(self) -> str:
        """How text runs here; empty where nothing said so yet."""
        return self._open[-1][1] if self._open else ""

    def before(self, tag: str) -> None:
        """Close what the beginning of `tag` closes by itself, and count the element."""
        while self._open and tag in _CLOSED_BY_NEXT.get(self._open[-1][0], _NOTHING):
            self._open.pop()
        self.deepest = max(self.deepest, len(self._open) + 1)

    def begin(self, tag: str, direction: str) -> None:
        self._open.append((tag, direction))

    def ended(self, tag: str) -> bool:
        """Close `tag` if it is the innermost element, as it nearly always is."""
        innermost = bool(self._open) and self._open[-1][0] == tag
        if innermost:
            self._open.pop()
        return innermost

    def end(self, tag: str) -> Iterator[Fault]:
        """Close `tag` and all inside it; yield what should have been closed before it."""
        if all(tag != name for name, _ in reversed(self._open)):
            yield Fault(code="nesting", message=f"</{tag}> closes nothing")
            return
        while (name := self._open.pop()[0]) != tag:
            if name not in _OPTIONAL_END:
                yield Fault(code="nesting", message=f"<{name}> is still open at </{tag}>")

    def left(self) -> Iterator[Fault]:
        """Yield what is open at the end of the page."""
        for name, _ in self._open:
            if name not in _OPTIONAL_END:
                yield Fault(code="nesting", message=f"<{name}> is never closed")
