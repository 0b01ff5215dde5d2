"""What does a conversion know of a page, beside the element that it converts?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Tells where the first of a picture's addresses is kept that came with the page, or "".
Held = Callable[[Sequence[str]], str]


def no_picture(addresses: Sequence[str]) -> str:
    """Return where a picture is kept that came with nothing: nowhere."""
    del addresses
    return ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversion knows beside the element: the address of the page, its direction.

    `held` tells where a picture that came with the page is kept, by the addresses that
    it may have, "" for others.
    """

    url: str = ""
    direction: str = ""
    held: Held = no_picture
