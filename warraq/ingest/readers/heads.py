"""The first bytes of a file as text: every reader looks at them, and they are read once."""

from __future__ import annotations

from functools import lru_cache

from warraq.text.encoding import decode


@lru_cache(maxsize=4)
def head_text(head: bytes) -> str:
    """Return the first bytes of a file as text."""
    return decode(head).text
