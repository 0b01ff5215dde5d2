"""How many printed dates are read, by language.

    python benchmarks/dates.py

The lines are those of `tests/cases/dates.txt`: dates as portals print them, and
lines that must stay unread. A wrong answer is one that differs from what is meant,
also where a line should have stayed unread.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.conftest import read_cases
from warraq.text.dates import read_date

# How the case file marks dates that are known to be left unread.
_LEFT = "(left unread)"


def verdict(title: str, lang: str, line: str, meant: str) -> str:
    """Return what became of a line: read, left unread, rightly unread or wrong."""
    found = read_date(line, lang)
    if found:
        return "read" if found.iso == meant else "wrong"
    return "left unread" if meant != "none" or _LEFT in title else "rightly unread"


def main() -> None:
    """Print what became of the lines of each language."""
    told: dict[str, Counter[str]] = {}
    for title, given, meant in read_cases("dates.txt"):
        lang, _, line = given.partition(" ")
        told.setdefault(lang, Counter())[verdict(title, lang, line, meant.strip())] += 1
    told["all"] = sum(told.values(), Counter())
    for lang, counts in told.items():
        dates = counts["read"] + counts["left unread"]
        print(
            f"{lang:4} {counts.total():4} lines: {counts['read']:4} of {dates:4} dates read"
            f" ({counts['read'] / dates:7.2%}), {counts['rightly unread']:4} rightly unread,"
            f" {counts['wrong']} wrong"
        )


if __name__ == "__main__":
    main()
