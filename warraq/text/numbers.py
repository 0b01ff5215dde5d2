"""Which whole number does a text of digits write?"""

from __future__ import annotations

# No count, line or offset has more digits; longer ones fit no database, and `int` refuses
# those of thousands of digits.
_LONGEST = 18


def number_of(text: str) -> int | None:
    """Return the number that digits (0 to 9) write; None for all else, and for one too long."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return int(text) if plain else None
