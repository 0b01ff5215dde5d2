"""Signs in the texts of a page that show nothing: they hide the ends of sentences and names.

Editors and word processors leave them around paragraphs by the hundred.
"""

from __future__ import annotations

import re

from warraq.ingest.html.tree import Element

# Soft hyphen, zero-width space, word joiner and byte order mark are hints for the breaking
# of lines in a layout that is gone.
_HINTS = "\u00ad\u200b\u2060\ufeff"
# Right-to-left and Arabic letter mark (UAX #9): one that stands at the edge of a text, or
# beside a letter that runs so itself, parts nothing.
_MARKS = "\u200f\u061c"
_LETTERS = "\u05d0-\u05ea\u0620-\u06d3\u06fa-\u06ff\u0750-\u077f"
_IDLE = re.compile(
    rf"[{_HINTS}]+|(?<=[{_LETTERS}])[{_MARKS}]+|[{_MARKS}]+(?=[{_LETTERS}])|[{_MARKS}]+(?=\s*\Z)"
)
_FIRST = re.compile(rf"\A(\s*)[{_MARKS}]+")

# As a page may write them, for a look at all of it at once.
_WRITTEN = (
    *(_HINTS + _MARKS),
    *("&rlm", "&shy", "&Zero", "&#82", "&#x20", "&#173", "&#xad", "&#1564"),
)


def remove_idle_marks(root: Element, page: str) -> None:
    """Take out of the texts of a tree what shows nothing, if its page has any."""
    if not any(sign in page for sign in _WRITTEN):
        return
    for element in root.iter():
        if element.text:
            element.text = _without(element.text)
        if element.tail:
            element.tail = _without(element.tail)


def _without(text: str) -> str:
    return text if text.isascii() else _FIRST.sub(r"\1", _IDLE.sub("", text))
