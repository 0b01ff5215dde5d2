"""What stands on one page: its elements, addresses, languages and headings."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from warraq.diagnostics import Diagnostic
from warraq.publish.check.elements import (
    SPECIAL,
    Attributes,
    Fault,
    Reference,
    faults_of,
    is_refresh,
    references_of,
    rels_of,
)
from warraq.publish.check.nesting import VOID, OpenElements
from warraq.text.direction import direction_of

# How the templates mark a story, and the tombstone that no list links to.
BODY_CLASS = "body"
REMOVED_CLASS = "removed"

_LANGUAGE_UNKNOWN = frozenset({"", "und", "mul", "zxx"})


class Place(NamedTuple):
    """A place in the text: so many characters behind this column of this line."""

    line: int
    column: int
    behind: int = 0


def read_html(path: str, text: str) -> PageReader:
    """Return what was read of the page at `path`."""
    reader = PageReader(path)
    reader.feed(text)
    reader.close()
    return reader


class PageReader(HTMLParser):
    """Reads one page; what it found stands in its attributes afterwards."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Diagnostic] = []
        self.references: list[Reference] = []
        self.ids: set[str] = set()
        self.elements = 0
        self.headings = 0
        self.lang = ""
        self.csp = ""
        self.robots = ""
        self.canonical = False
        self.refresh = False
        self.removed = False
        self.body: list[Place] = []  # where the story begins and ends
        self.description: list[Place] = []
        self._path = path
        self._open = OpenElements()
        self._body_depth = 0

    @property
    def depth(self) -> int:
        """How many elements stand inside each other at most."""
        return self._open.deepest

    # html.parser calls these.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The first of two equal attributes counts.
        values = {name: value or "" for name, value in reversed(attrs)}
        self._open.before(tag)
        self.elements += 1
        self.headings += tag == "h1"
        direction = self._direction(tag, values) if values else self._open.direction
        if values or tag in SPECIAL:
            self._report(faults_of(tag, values))
            self._read_attributes(tag, values)
        if tag not in VOID:
            self._open.begin(tag, direction)
            if "class" in values:
                self._read_classes(tag, values["class"].split())

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open.ended(tag):
            self._report(self._open.end(tag))
        if self._open.depth < self._body_depth:
            self.body.append(Place(*self.getpos()))
            self._body_depth = 0

    def close(self) -> None:
        super().close()
        self._report(self._open.left())

    # What is read of one element.

    def _direction(self, tag: str, values: Attributes) -> str:
        """Return the direction inside the element; report where language and direction part."""
        stated, lang = values.get("dir", "").lower(), values.get("lang", "")
        found = stated or self._open.direction
        if tag == "html":
            self.lang = lang
        if lang.lower() in _LANGUAGE_UNKNOWN:
            return found
        expected = direction_of(lang)
        if found != expected:
            said = f"dir «{stated}»" if stated else "no `dir`"
            message = f"<{tag} lang={lang}> runs {expected} and has {said}"
            self._report([Fault(code="wrong-direction", message=message)])
        return expected

    def _read_attributes(self, tag: str, values: Attributes) -> None:
        self.references.extend(references_of(tag, values, self.getpos()[0]))
        if "id" in values:
            self._read_id(values["id"])
        if tag == "link":
            self.canonical |= "canonical" in rels_of(values)
        elif tag == "meta":
            self._read_meta(values)

    def _read_id(self, name: str) -> None:
        if name in self.ids:
            self._report([Fault(code="duplicate-id", message=f"the id «{name}» stands twice")])
        self.ids.add(name)

    def _read_meta(self, values: Attributes) -> None:
        content, name = values.get("content", ""), values.get("name", "").lower()
        if values.get("http-equiv", "").lower() == "content-security-policy":
            self.csp = content
        self.refresh |= is_refresh(values)
        if name == "robots":
            self.robots = content
        elif name == "description" and not self.description:
            self.description = [Place(*self.getpos()), self._behind_tag()]

    def _read_classes(self, tag: str, classes: list[str]) -> None:
        self.removed |= tag == "article" and REMOVED_CLASS in classes
        if BODY_CLASS in classes and not self.body:
            self.body = [self._behind_tag()]
            self._body_depth = self._open.depth

    def _behind_tag(self) -> Place:
        return Place(*self.getpos(), behind=len(self.get_starttag_text() or ""))

    def _report(self, faults: Iterable[Fault]) -> None:
        for code, message in faults:
            self.findings.append(Diagnostic(self._path, code, message, line=self.getpos()[0]))
