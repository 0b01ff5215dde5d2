"""Whether a text has one of several words, in letters of any size.

It is a quick look before a thorough one: most texts have none of the words without
which a pattern matches nothing, and that is found out much faster.
"""

from __future__ import annotations

from collections.abc import Iterable


def has_clue(text: str, clues: Iterable[str]) -> bool:
    """Return whether one of `clues`, which are in small letters, stands in `text`."""
    small = text.lower()
    # A loop, because this is asked of every line and name of a page.
    for clue in clues:  # noqa: SIM110
        if clue in small:
            return True
    return False
