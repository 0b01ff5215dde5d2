"""Which addresses the picture of an <img> may have, the best one first.

A page offers one picture in several sizes and formats, and lets a script put the right
one in the place of a dot. Which of them came with the capture, the page does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from warraq.ingest.html.libraries import library
from warraq.ingest.html.tree import Element

# Where themes keep addresses of pictures that load when they are scrolled to.
_LAZY = (
    *("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large-file"),
    *("data-lazy", "data-lazyload"),
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_OF_PICTURE = "data-of-picture"
_IN_SET = re.compile(r"([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx])[^,]*)?\s*(?:,|$)")

# As wide as one that does not say it is taken to be, between thumbnail and full size.
_UNSAID = 640
# Wider ones are originals of many megabytes, which no page shows: the last to be taken.
_WIDEST = 2_048


def gather_sources(pictures: Iterable[Element]) -> None:
    """Let every <img> in a <picture> tell what the sources beside it offer, which go."""
    for picture in pictures:
        sources = [source.get(name, "") for source in picture.iter("source") for name in _SETS]
        offered = ", ".join(filter(None, sources))
        for image in picture.iter("img") if offered else ():
            image.set(_OF_PICTURE, offered)
        # The parser does not know that nothing is in a source, and puts what follows there.
        library("lxml.etree").strip_tags(picture, "source")


def show_amp(images: Iterable[Element]) -> None:
    """Let every picture of an AMP page be one to all that follows, but those with a fallback."""
    for image in images:
        if not len(image):
            image.tag = "img"


def candidates(image: Element) -> list[str]:
    """Return the addresses that an <img> states for its picture, as it states them."""
    found = [one for name in (_OF_PICTURE, *_SETS) for one in _in_set(image.get(name, ""))]
    width = _width_of(image)
    lazy = [(address, width) for name in _LAZY if (address := image.get(name, "").strip())]
    if source := image.get("src", "").strip():
        # What a script would have replaced is a dot, or the smallest of all.
        stands_in = bool(lazy) or any(image.get(name, "") for name in _SETS[1:])
        lazy.append((source, 0 if stands_in else width))
    return list(dict.fromkeys(address for address, _ in sorted(found + lazy, key=_rank)))


def _in_set(text: str) -> Iterator[tuple[str, float]]:
    """Yield the addresses of a `srcset` with their widths."""
    for address, number, unit in _IN_SET.findall(text):
        size = float(number or 0)
        yield address, size if unit == "w" else _UNSAID * (size or 1)


def _width_of(image: Element) -> float:
    stated = image.get("width", "")
    return float(stated) if stated.isascii() and stated.isdigit() else _UNSAID


def _rank(candidate: tuple[str, float]) -> tuple[bool, float]:
    _, width = candidate
    return (width > _WIDEST, width if width > _WIDEST else -width)
