"""The first bytes of a file as text: every reader looks at them, and they are read once."""

from __future__ import annotations

from functools import lru_cache

from warraq.text.encoding import decode

# A letter that is cut would be taken for damage, and the encoding sought at length.
_BEYOND_ASCII = bytes(range(0x80, 0x100))


@lru_cache(maxsize=4)
def head_text(head: bytes) -> str:
    """Return the first bytes of a file as text, without a last word that may be cut."""
    return decode(head.rstrip(_BEYOND_ASCII)).text


def may_spell(head: bytes, *signs: bytes) -> bool:
    """Return whether any of these signs of ASCII may stand in what the first bytes spell.

    Most dumps have none of the signs of other kinds, which is told without reading them.
    Every encoding keeps ASCII as it is, but for those that put NULs between.
    """
    return b"\0" in head or any(sign in head for sign in signs)
