"""Which day of our calendar a day of another one is.

Solar years are those of Iran and Afghanistan, or Kurdish ones; lunar years are
those of the Umm al-Qura calendar.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple

Calendar = Literal["", "solar", "lunar", "hebrew"]

# The years between which printed dates are believed, in our calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2099

# Kurdish years count from the founding of Media: 2718 began at Newroz of 2018.
_KURDISH = range(2600, 2800)
_KURDISH_AHEAD = 1321

# The first day of the solar year 0, as an ordinal, were all years of this cycle.
_SOLAR_EPOCH = 226_530
_LONG_MONTHS = 6


def is_kurdish(year: int) -> bool:
    """Return whether a solar year is one of the Kurdish count."""
    return year in _KURDISH


def solar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a solar date, None where there is none or it is far from our time.

    Leap years follow the cycle of 33 years, eight of which are leap. It equals the
    astronomical calendar in 1178 to 1633 (K. M. Borkowski, «The Persian calendar for
    3000 years», Earth, Moon and Planets 74, 1996), all years that are believed here.
    """
    if is_kurdish(year):
        year -= _KURDISH_AHEAD
    if not (1 <= month <= 12 and 1 <= day <= _solar_length(year, month)):
        return None
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(month - 1 - _LONG_MONTHS, 0)
    return _believed(_newroz(year) + before + day - 1)


def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a Hijri date, None where there is none or no table for its year.

    The table is that of Saudi Arabia; where the moon is sighted, a month may begin
    a day or two beside it.
    """
    table = _umm_al_qura()
    place = (year - table.first_year) * 12 + month - 1
    if not (1 <= month <= 12 and 0 <= place < len(table.lengths)):
        return None
    if not 1 <= day <= table.lengths[place]:
        return None
    return table.first_day + timedelta(days=table.starts[place] + day - 1)


def _newroz(year: int) -> int:
    return _SOLAR_EPOCH + 365 * year + (8 * year + 21) // 33


def _solar_length(year: int, month: int) -> int:
    if month == 12:
        return 30 if _newroz(year + 1) - _newroz(year) == 366 else 29
    return 31 if month <= _LONG_MONTHS else 30


def _believed(ordinal: int) -> date | None:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return date.fromordinal(ordinal) if first.toordinal() <= ordinal <= last.toordinal() else None


# Lengths of months by their last digits.
_LENGTHS = {"8": 28, "9": 29, "0": 30, "1": 31}


class _Months(NamedTuple):
    """Months one after another: their lengths, and the days before each."""

    first_year: int
    first_day: date
    lengths: tuple[int, ...]
    starts: tuple[int, ...]


@cache
def _umm_al_qura() -> _Months:
    path = Path(__file__).with_name("ummalqura.json")
    table = json.loads(path.read_text(encoding="utf-8"))
    lengths = tuple(_LENGTHS[digit] for year in table["years"] for digit in year)
    first_day = date.fromisoformat(table["first_day"])
    return _Months(table["first_year"], first_day, lengths, tuple(accumulate(lengths, initial=0)))
