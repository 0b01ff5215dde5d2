"""Does a page fit what a weak connection and a small phone take at once?

What a site weighs on its way matters where a network carries it. A site whose
links name index.html is read from a disk, so there too heavy a page or frame is
only noted; how much a phone must lay out matters everywhere.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from warraq.diagnostics import Diagnostic, Severity
from warraq.publish.check.reader import PageReader, Place

# A new connection sends ten segments before it waits for an answer (RFC 6928):
# 10 × 1,460 bytes, less the headers of the response.
FIRST_VIEW_BYTES = 14_000
# What a page weighs without its story, so that 9 KB of the first view are left for it.
FRAME_BYTES = 5_500
# About this much Arabic text fits the rest of the first view; longer stories are only noted.
LONG_BODY_BYTES = 25_000
# Phones with little memory.
DOM_ELEMENTS = 800
DOM_DEPTH = 20

_NOWHERE = (0, 0)


def check_weight(
    path: str, reader: PageReader, text: str, *, css: int, for_disk: bool
) -> Iterator[Diagnostic]:
    """Report what of the page is too much; `css` is the weight of its style sheets."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    body, description = _span(reader.body, starts), _span(reader.description, starts)
    story = len(text[slice(*body)].encode())
    whole: Severity = "note" if story > LONG_BODY_BYTES else "error"

    weight = zipped(text.encode()) + css
    if weight > FIRST_VIEW_BYTES:
        message = f"{weight:,} bytes with its style sheet, where {FIRST_VIEW_BYTES:,} are allowed"
        yield Diagnostic(path, "heavy-page", message, severity="note" if for_disk else whole)
    if body != _NOWHERE:
        frame = zipped(_without(text, body, description).encode()) + css
        if frame > FRAME_BYTES:
            message = f"{frame:,} bytes around its story, where {FRAME_BYTES:,} are allowed"
            severity: Severity = "note" if for_disk else "error"
            yield Diagnostic(path, "heavy-frame", message, severity=severity)

    if reader.elements > DOM_ELEMENTS:
        message = f"{reader.elements} elements, where {DOM_ELEMENTS} are allowed"
        yield Diagnostic(path, "many-elements", message, severity=whole)
    if reader.depth > DOM_DEPTH:
        message = f"elements {reader.depth} deep, where {DOM_DEPTH} are allowed"
        yield Diagnostic(path, "deep-elements", message, severity=whole)


def zipped(data: bytes) -> int:
    """Return how many bytes a server sends for it with gzip at its usual level."""
    packer = zlib.compressobj(6, wbits=31)
    return len(packer.compress(data)) + len(packer.flush())


def _span(places: list[Place], starts: list[int]) -> tuple[int, int]:
    """Return where a part of the page begins and ends; _NOWHERE where the page has none."""
    if len(places) < 2:
        return _NOWHERE
    begin, end = (starts[line - 1] + column + behind for line, column, behind in places)
    return begin, end


def _without(text: str, *spans: tuple[int, int]) -> str:
    """Return the page without these parts; the description repeats the story's first words."""
    for begin, end in sorted(spans, reverse=True):
        text = text[:begin] + text[end:]
    return text
