"""What stands beside a name in a sorted line, such as a day among the days of an archive?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


def neighbours(line: Iterable[str], here: str) -> tuple[str, str]:
    """Return the names before and after one, whether it stands there or not; "" at the ends."""
    names = ["", *line, ""]
    last = len(names) - 1
    return names[bisect_left(names, here, 1, last) - 1], names[bisect_right(names, here, 1, last)]
