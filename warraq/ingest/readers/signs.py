"""Which bytes begin as a picture of a kind that is kept."""

from __future__ import annotations

# Name of the decoder, sign, its place, how it is kept. Others can hold scripts, or are
# decoded by code that nobody looks at any more.
_FORMATS = (
    ("JPEG", b"\xff\xd8\xff", 0, "jpg"),
    ("PNG", b"\x89PNG\r\n\x1a\n", 0, "png"),
    ("GIF", b"GIF8", 0, "png"),
    ("WEBP", b"WEBP", 8, "webp"),
    ("AVIF", b"ftypavif", 4, "webp"),
)


def kind_of(data: bytes) -> tuple[str, str]:
    """Return (name of the decoder, suffix under which it is kept); ("", "") for no picture."""
    known = (one for one in _FORMATS if data.startswith(one[1], one[2]))
    name, _, _, suffix = next(known, ("", b"", 0, ""))
    return name, suffix
