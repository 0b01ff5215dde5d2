"""Make `warraq/text/ummalqura.json`: how long the months of the Umm al-Qura calendar are.

    python scripts/make_hijri.py

The calendar is announced and not computed, so its months can only be listed.
The package that lists them is a tool of development: the mirror reads only the
file made here. A year is written as the last digits of the lengths of its months:
`0` for 30 days, `9` for 29; some early months had 28 (`8`) or 31 (`1`).
"""

from __future__ import annotations

import json
from pathlib import Path

from hijridate import Hijri
from hijridate.ummalqura import HIJRI_RANGE

TARGET = Path(__file__).parents[1] / "warraq" / "text" / "ummalqura.json"


def main() -> None:
    """Write the table anew."""
    (first, *_), (last, *_) = HIJRI_RANGE
    table = {
        "first_year": first,
        "first_day": Hijri(first, 1, 1).to_gregorian().isoformat(),
        "years": [_lengths(year) for year in range(first, last + 1)],
    }
    TARGET.write_text(json.dumps(table) + "\n", encoding="utf-8")


def _lengths(year: int) -> str:
    return "".join(str(Hijri(year, month, 1).month_length() % 10) for month in range(1, 13))


if __name__ == "__main__":
    main()
