"""A day and the place or the name beside it, on a line of their own: «Baghdad – 2018-05-01»."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from warraq.ingest.byline import Byline, bare_name, beside_day, read_byline
from warraq.ingest.lexicon import LONGEST_FURNITURE, Lexicon
from warraq.text.dates import Order, PrintedDate, find_dates

# How reporters part them, in any language.
_SEPARATORS = (" – ", " — ", " - ", "/", " | ", "، ", ", ")
_EDGES = " /"


class Dateline(NamedTuple):
    """The day that a line prints, and what its other words say."""

    date: PrintedDate
    byline: Byline


@lru_cache(maxsize=1 << 12)
def read_dateline(text: str, lang: str, order: Order, lexicon: Lexicon) -> Dateline | None:
    """Return the day and the place or name that are all that `text` says, else None."""
    if len(text) > LONGEST_FURNITURE or not any(map(str.isdigit, text)):
        return None
    dates = find_dates(text, lang, order=order)
    if len(dates) != 1 or dates[0][2].label:
        return None
    start, end, date = dates[0]
    around = (beside_day(part).strip(_EDGES) for part in (text[:start], text[end:]))
    beside = tuple(filter(None, around))
    byline = _byline(" – ".join(beside), lexicon) if beside else None
    return Dateline(date, byline) if byline else None


def _byline(text: str, lexicon: Lexicon) -> Byline | None:
    if lexicon.has("places", text):
        return Byline(place=text, rule="place-beside-date")
    return read_byline(text, lexicon, _SEPARATORS) or bare_name(text, lexicon)
