"""Which bytes are a picture that may be kept, and what of them is kept.

A picture is known by its first bytes, measured before it is decoded, and written anew
from its dots alone: whatever else its file held (a place, a name, another file) is gone.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from warraq.ingest.readers.packages import package
from warraq.ingest.readers.signs import kind_of
from warraq.media import MOST_DOTS

# A photograph of a camera has ten megabytes at most.
MOST_BYTES = 16 << 20

# Less than a thumbnail is a mark of the theme, or stands in for what loads later.
_FEWEST = 32

_WRITTEN_AS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}

# Fine enough that a second time of writing is not seen.
_QUALITY = 90


class RefusedError(Exception):
    """A picture that is not kept; the text says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture as it is kept."""

    data: bytes
    width: int
    height: int
    suffix: str


def kept_picture(data: bytes) -> Kept | None:
    """Return a picture as it is kept, None for one that is too small to show anything.

    Raises RefusedError for what is none or too large, InputError without Pillow.
    """
    if len(data) > MOST_BYTES:
        raise RefusedError(f"it has more than {MOST_BYTES} bytes")
    name, suffix = kind_of(data)
    if not name:
        raise RefusedError("it is no JPEG, PNG, GIF, WebP or AVIF")
    pillow, ops = (package(one, "images", "pictures") for one in ("PIL.Image", "PIL.ImageOps"))
    try:
        with pillow.open(io.BytesIO(data), formats=(name,)) as image:
            if image.width * image.height > MOST_DOTS:
                raise RefusedError(f"{image.width} by {image.height} dots are too many")
            if min(image.width, image.height) < _FEWEST:
                return None
            upright = ops.exif_transpose(image)
            clean = upright.convert(_mode(suffix, upright))
    except RefusedError:
        raise
    except Exception as error:
        # A damaged picture raises whatever its decoder stumbles over.
        raise RefusedError("it is damaged") from error
    clean.info.clear()
    out = io.BytesIO()
    clean.save(out, _WRITTEN_AS[suffix], quality=_QUALITY)
    return Kept(out.getvalue(), clean.width, clean.height, suffix)


def _mode(suffix: str, image: object) -> str:
    clear = suffix != "jpg" and bool(getattr(image, "has_transparency_data", False))
    return "RGBA" if clear else "RGB"
