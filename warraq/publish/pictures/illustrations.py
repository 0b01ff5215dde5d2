"""How the pictures of a text stand on its page, and which files lie beside it for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from warraq.media import picture_parts
from warraq.publish.pictures.sizes import Sized, Sizes, sources_of

# As wide as the column of a story (`.body`), and on smaller screens as the screen.
_SIZES = "(min-width:43em) 43em,100vw"

# The pictures as `render_body` writes them, which nothing else in a body looks like.
_IMAGE = re.compile(r'<img src="([^"]+)"[^>]*? alt="([^"]*)">')
_EMPTY = re.compile(r"<figure></figure>\n?")


class Illustrated(NamedTuple):
    """A body as it is shown, and the files beside it: name → what gives its bytes."""

    body: str
    files: dict[str, Callable[[], bytes]]


def illustrated(
    body: str, pictures: Iterable[str], read: Callable[[str], bytes], sizes: Sizes
) -> Illustrated:
    """Return a body with its pictures in several sizes; for one that is lost, its description.

    `pictures` are relative to `content/`, and `read` gives their bytes, b"" for a lost one.
    """
    sized: dict[str, tuple[Sized, ...]] = {}
    files: dict[str, Callable[[], bytes]] = {}
    for address in pictures:
        name, width, height = picture_parts(address) or ("", "0", "0")
        if data := read(address):
            sized[name] = sizes.of(name, data, int(width), int(height))
            files[name] = partial(read, address)
            files |= {one.name: one.read for one in sized[name]}

    def shown(match: re.Match[str]) -> str:
        name, description = match.groups()
        return _offered(match[0], sized[name]) if name in sized else description

    return Illustrated(_EMPTY.sub("", _IMAGE.sub(shown, body)), files)


def _offered(image: str, sizes: tuple[Sized, ...]) -> str:
    """Return an <img> with what a browser may take instead of it."""
    sources = "".join(
        f'<source type="image/{kind}" srcset="{files}" sizes="{_SIZES}">'
        for kind, files in sources_of(sizes)
    )
    return f"<picture>{sources}{image}</picture>" if sources else image
