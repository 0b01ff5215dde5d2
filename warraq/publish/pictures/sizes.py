"""A picture in the sizes and formats that its readers need: made once, kept below `.warraq/`.

Small screens and slow lines take less, and no size is larger than the picture itself.
Without Pillow there is the picture alone.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.media import MOST_DOTS, picture_address
from warraq.publish.kept import keep, read_kept

if TYPE_CHECKING:
    from PIL.Image import Image

# A phone's screen, and the column of a story (43em) on a screen of twice the dots or less.
WIDTHS = (480, 960)

# The best first. At speed 9 AVIF takes a quarter of the time of 8, and 3 % more bytes.
# One thread, so that equal pictures become equal bytes on any number of cores.
_FORMATS: tuple[tuple[str, dict[str, int | str]], ...] = (
    ("avif", {"quality": 60, "speed": 9, "codec": "aom", "max_threads": 1}),
    ("webp", {"quality": 75, "method": 4}),
)
# Raised with every change of what is made.
_EDITION = 1


@dataclass(frozen=True, slots=True)
class Sized:
    """A picture in one size and format, kept at `path`; its name is made of its bytes."""

    kind: str
    width: int
    name: str
    size: int
    path: Path

    def read(self) -> bytes:
        """Return its bytes; raises OSError where somebody has just removed them."""
        data = read_kept(self.path)
        if data is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        return data


@cache
def encoder() -> str:
    """Return which encoder makes the sizes, "" for none: another one makes other bytes."""
    try:
        from PIL import __version__
    except ImportError:
        return ""
    return f"{_EDITION}-{__version__}"


class Sizes:
    """The sizes of all pictures of a project."""

    def __init__(self, folder: Path) -> None:
        """Begin; `folder` keeps what was made and can be deleted at any time."""
        self._folder = folder

    def of(self, name: str, data: bytes, width: int, height: int) -> tuple[Sized, ...]:
        """Return the sizes of a picture, the best format first; none where none helps.

        What is no smaller in bytes than the picture itself is left out.
        """
        if not encoder() or width * height > MOST_DOTS:
            return ()
        wanted = sorted({min(width, most) for most in WIDTHS})
        made = (
            self._sized(name, data, kind, one, max(1, round(height * one / width)))
            for kind, _ in _FORMATS
            for one in wanted
        )
        return tuple(one for one in made if one and one.size < len(data))

    def _sized(self, name: str, data: bytes, kind: str, width: int, height: int) -> Sized | None:
        path = self._folder / encoder() / name[:2] / f"{name}.{width}.{kind}"
        small = read_kept(path)
        if small is None:
            small = _encoded(data, kind, width, height)
            if not small:
                return None
            keep(path, small)
        own = picture_address(small, width, height, kind).rpartition("/")[2]
        return Sized(kind, width, own, len(small), path)


def _encoded(data: bytes, kind: str, width: int, height: int) -> bytes:
    """Return a picture in another size, b"" where it cannot be read or written so."""
    settings = dict(_FORMATS)[kind]
    out = io.BytesIO()
    try:
        with _opened(data) as image:
            image.resize((width, height), reducing_gap=2.0).save(out, kind.upper(), **settings)
    except Exception:
        # Decoders and encoders raise whatever they stumble over; the picture itself is left.
        return b""
    return out.getvalue()


def _opened(data: bytes) -> Image:
    from PIL import Image

    image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    if image.width * image.height > MOST_DOTS:
        raise ValueError(image.size)
    return image


def sources_of(sizes: tuple[Sized, ...]) -> Iterator[tuple[str, str]]:
    """Yield (format, its files with their widths as `srcset` has them)."""
    for kind, _ in _FORMATS:
        if files := [f"{one.name} {one.width}w" for one in sizes if one.kind == kind]:
            yield kind, ", ".join(files)
