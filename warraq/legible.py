"""How a name or a text is printed, so that it moves neither the terminal nor its reader.

A file name may hold what sets a window's title, or shows letters in another order
than they are stored: what is printed shows such characters, and obeys none.
"""

from __future__ import annotations

import os
import re

_OBEYED = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
)
_IN_TEXT = re.compile(f"[{_OBEYED}]")
_IN_LINE = re.compile(f"[\t\n{_OBEYED}]")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def legible_line(text: str) -> str:
    """Return a name in one line, with whatever a terminal would obey written as its number."""
    return _IN_LINE.sub(_escaped, text)


def legible_text(text: str) -> str:
    """Return a text with its lines and tabs, and nothing else that a terminal would obey."""
    return _IN_TEXT.sub(_escaped, text)


def legible_json(text: str) -> str:
    """Return JSON that says the same, with what a terminal would obey written as its number."""
    return _IN_TEXT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def is_text(name: str) -> bool:
    """Return whether all bytes of a file name are text: systems take any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def readable(name: str) -> str:
    """Return a file name as text; bytes of it that are none show by their numbers."""
    return name if is_text(name) else os.fsencode(name).decode("utf-8", "backslashreplace")


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    return _SHORT.get(match[0]) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")
