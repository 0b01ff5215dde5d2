"""Where pictures lie in `content/`, and how an article refers to one.

A picture is named by its own bytes and its size, so that equal ones are kept once and
a page knows how much room to leave.
"""

from __future__ import annotations

import hashlib
import re

# A photograph of a camera has fifty million dots at most.
MOST_DOTS = 50_000_000

# Where pictures lie in `content/`.
FOLDER = "media/"

# So much of a digest that no two pictures of any archive share it.
_DIGITS = 24
_PICTURE = re.compile(
    rf"{FOLDER}[0-9a-f]{{2}}/([0-9a-f]{{{_DIGITS}}}-([1-9]\d{{0,4}})x([1-9]\d{{0,4}})\.(?:jpg|png|webp))"
)


def picture_address(data: bytes, width: int, height: int, suffix: str) -> str:
    """Return the place of a picture, relative to `content/`: `media/ab/ab…-640x480.jpg`."""
    digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
    return f"{FOLDER}{digest[:2]}/{digest}-{width}x{height}.{suffix}"


def picture_parts(address: str) -> tuple[str, str, str] | None:
    """Return (file name, width, height) of a held picture; None for any other address."""
    found = _PICTURE.fullmatch(address)
    return (found[1], found[2], found[3]) if found else None


def is_whole(address: str, data: bytes) -> bool:
    """Return whether these bytes are those that the picture at an address is named by."""
    name = address.rpartition("/")[2]
    return name.startswith(hashlib.sha256(data).hexdigest()[:_DIGITS] + "-")
