"""What is known of a page before its times are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from warraq.ingest.html.claims import Claims
from warraq.ingest.html.stamps import Stamp, read_stamp

_STATED = ("json-ld", "open-graph", "microdata", "meta", "json-ld-page", "time-element")
_DAY = timedelta(days=1)
_WHOLE_DAY = 10


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page is from: what it claims, its address, its zone, its language, its capture.

    `captured` is the time of its capture, "" where that is unknown; a month or a year of it
    is too little to tell.
    """

    claims: Claims
    url: str
    zone: str
    lang: str
    captured: str = ""

    def stamps(self, field: str) -> list[Stamp]:
        """Return the times that are stated for a field, in the order of trust."""
        claims = (claim for rule in _STATED for claim in self.claims.of(field, rule))
        found = (read_stamp(claim, self.zone, self.lang) for claim in claims)
        return [stamp for stamp in found if stamp and self.may_be(stamp.iso)]

    def may_be(self, iso: str) -> bool:
        """Return whether a day is not later than the capture, which may be told in another zone."""
        if len(self.captured) < _WHOLE_DAY:
            return True
        latest = date.fromisoformat(self.captured[:_WHOLE_DAY]) + _DAY
        return iso[:_WHOLE_DAY] <= latest.isoformat()

    def is_of_capture(self, stamp: Stamp) -> bool:
        """Return whether a stamp is of the day of the capture."""
        captured = self.captured[:_WHOLE_DAY]
        is_day = len(captured) == _WHOLE_DAY
        return is_day and abs(stamp.day - date.fromisoformat(captured)) <= _DAY
