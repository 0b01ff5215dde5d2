"""Which lines are the hours of entries, where a story is told as it happens.

Elsewhere an hour on a line of its own is a fact below a headline, or furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from warraq.ingest.printed.lines import Line

# «10:15», «10.15am», «10:15 GMT», «الساعة 10:15 بتوقيت غرينتش».
_HOUR = re.compile(
    r"\W*(?:[^\W\d]+\W+)?(?:[01]?\d|2[0-3])\s?[:.h٫]\s?[0-5]\d(?:[:.][0-5]\d)?"
    r"(?:\W*[^\W\d]+){0,3}\W*"
)
_LONGEST = 40

# Two hours may be those of publication and update; a story told so has entries by the dozen.
_FEWEST = 3


def is_hour(text: str) -> bool:
    """Return whether the whole of `text` is a time of day."""
    return len(text) <= _LONGEST and _HOUR.fullmatch(text) is not None


def hours_of_entries(lines: Iterable[tuple[Hashable, Line]]) -> frozenset[int]:
    """Return which lines (by their places) are hours above an entry, where there are several.

    Each line comes with its shape: the hours of entries all have one. They stand right
    below a sentence; above the hour of a comment stand a name and a day.
    """
    found = tuple(_above_sentences(lines))
    often = Counter(shape for shape, _, is_below in found if is_below)
    return frozenset(at for shape, at, _ in found if often[shape] >= _FEWEST)


def _above_sentences(
    lines: Iterable[tuple[Hashable, Line]],
) -> Iterator[tuple[Hashable, int, bool]]:
    """Yield each hour that a sentence follows before the next hour: its shape and place.

    The third of each is whether it stands right below a sentence, or on top.
    """
    waiting: tuple[Hashable, int, bool] | None = None
    told = True
    for at, (shape, line) in enumerate(lines):
        is_below, told = told, line.ends or line.is_prose
        if is_hour(line.text):
            waiting, told = (shape, at, is_below), False
        elif waiting and told:
            yield waiting
            waiting = None
