"""Pictures in the text of an article, each with all addresses that it may have had on its page.

Which of them a crawl holds is known when all of it has been read. Until the article is
written they stand together where one belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from warraq.ingest.html.context import Held

# No address has this sign: in those of a page it is written by its number.
_PARTING = "^"
# More sizes of one picture are those of larger and larger screens.
_MOST = 8
_ADDRESS = re.compile(r"https?://[A-Za-z0-9%/:=&?~#+!$,;@*._\[\]-]+")
_OPEN = re.compile(r"(?<!\\)(!\[(?:\\.|[^\[\]\\])*\]\()(https?://[^\s()]+)")
# The sign itself is sought first: to look behind every other one takes long.
_PICTURE = re.compile(r"!(?<!\\!)\[(?:\\.|[^\[\]\\])*\]\([^)]*\)")


def left_open(held: Held) -> Held:
    """Return what tells where pictures are kept, and leaves open what is not known yet."""

    def choice(addresses: Sequence[str]) -> str:
        on_the_web = dict.fromkeys(filter(_ADDRESS.fullmatch, addresses))
        return held(addresses) or together(list(on_the_web)[:_MOST])

    return choice


def has_open(text: str) -> bool:
    """Return whether it may be open in a text where a picture is kept."""
    return "](http" in text


def together(addresses: Sequence[str]) -> str:
    """Return the addresses of one picture as they stand where it belongs."""
    return _PARTING.join(addresses)


def parted(text: str) -> list[str]:
    """Return the addresses that stand together for one picture."""
    return text.split(_PARTING)


def open_again(body: str, pictures: Sequence[str]) -> str:
    """Return a text with all addresses of these pictures where the first of them stands."""
    known = {parted(text)[0]: text for text in pictures}
    return _OPEN.sub(lambda match: match[1] + known.get(match[2], match[2]), body)


def chosen(body: str, held: Held) -> str:
    """Return a text in which no picture is left open: what is not held has its first address."""

    def kept(match: re.Match[str]) -> str:
        addresses = parted(match[2])
        return match[1] + (held(addresses) or addresses[0])

    return _OPEN.sub(kept, body)


def without_pictures(body: str) -> str:
    """Return a text without its pictures and what is said of them."""
    return _PICTURE.sub("", body) if "](" in body else body
