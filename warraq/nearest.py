"""Which known name was meant by one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

# Half of the letters: people mistype one or two, or write another number or ending.
_ALIKE = 0.5


def nearest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str:
    """Return the known name that is most like a name, "" where none is; `alike` is 0 to 1."""
    # Who mistypes nothing need not wait for it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=alike)), "")
