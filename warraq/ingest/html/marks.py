"""Signs in the texts of a page that show nothing: they hide the ends of sentences and names.

Editors and word processors leave them around paragraphs by the hundred.
"""

from __future__ import annotations

import re

from warraq.ingest.html.tree import Element, all_text

# Soft hyphen, zero-width space, word joiner and byte order mark are hints for the breaking
# of lines in a layout that is gone.
_HINTS = "\u00ad\u200b\u2060\ufeff"
# Right-to-left and Arabic letter mark (UAX #9): one that stands at the edge of a text, or
# beside a letter that runs so itself, parts nothing.
_MARKS = "\u200f\u061c"
_LETTERS = "\u05d0-\u05ea\u0620-\u06d3\u06fa-\u06ff\u0750-\u077f"
_IDLE = re.compile(
    rf"[{_HINTS}]+|(?<=[{_LETTERS}])[{_MARKS}]+|(?<![{_MARKS}])[{_MARKS}]++(?=[{_LETTERS}]|\s*\Z)"
)
_FIRST = re.compile(rf"\A(\s*)[{_MARKS}]+")


def remove_idle_marks(root: Element) -> None:
    """Take out of the texts of a tree what shows nothing."""
    text = all_text(root)
    if not any(sign in text for sign in _HINTS + _MARKS):
        return
    for element in root.iter():
        if element.text:
            element.text = _without(element.text)
        if element.tail:
            element.tail = _without(element.tail)


def _without(text: str) -> str:
    return text if text.isascii() else _FIRST.sub(r"\1", _IDLE.sub("", text))
