"""Whether a printed line tells of a story instead of telling it: its day, its author."""

from __future__ import annotations

from dataclasses import dataclass

from warraq.ingest.printed.byline import Byline, bare_name, beside_day, read_byline
from warraq.ingest.printed.facts import read_facts
from warraq.ingest.printed.lexicon import Lexicon
from warraq.text.dates import Order, PrintedDate, find_dates, looks_like_date, read_date
from warraq.text.keys import key

_LONGEST = 200
_BETWEEN_PARTS = "|•·"
# «【编辑：王小明】»
_BRACKETS = "()[]（）【】 "


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads single lines by the words of a profile and a language.

    `authors` are the folded names of those who are known to have written the story.
    """

    lexicon: Lexicon
    separators: tuple[str, ...]
    lang: str
    order: Order = ""
    authors: frozenset[str] = frozenset()

    def date(self, text: str) -> PrintedDate | None:
        """Return the date that a line wholly is."""
        return read_date(text, self.lang, order=self.order)

    def dates_in(self, text: str) -> tuple[PrintedDate, ...]:
        """Return the dates inside a line."""
        return tuple(found for _, _, found in find_dates(text, self.lang, order=self.order))

    def spans_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the dates inside a line begin and end."""
        return tuple((a, b) for a, b, _ in find_dates(text, self.lang, order=self.order))

    def is_meta(self, text: str) -> bool:
        """Return whether a line is a day, or says who wrote the story."""
        if len(text) > _LONGEST:
            return False
        if self.is_date(text) or self.byline(text) is not None or self.is_author(text):
            return True
        label = self.lexicon.label_of(text.strip(_BRACKETS))
        return bool(label and label.kind == "editor" and label.has_colon)

    def is_author(self, text: str) -> bool:
        """Return whether a line is the name of one who is known to have written the story."""
        return bool(self.authors) and key(text) in self.authors

    def is_date(self, text: str) -> bool:
        """Return whether a line is a day, or little else than days."""
        if not any(map(str.isdigit, text)):
            return False
        if looks_like_date(text, self.lang):
            return True
        spans = find_dates(text, self.lang)
        return sum(end - start for start, end, _ in spans) * 2 > len(text)

    def byline(self, text: str) -> Byline | None:
        """Return who wrote the story as a line says it, a bare name only beside a day."""
        beside = self.beside_day(text)
        if beside and beside.certainty != "inferred":
            return beside
        if byline := read_byline(text, self.lexicon, self.separators):
            return byline
        for mark in _BETWEEN_PARTS:
            parts = [part.strip() for part in text.split(mark)]
            if len(parts) > 1 and any(map(self.is_date, parts)):
                return next(filter(None, map(self._beside_day, parts)), None)
        return self._before_day(text) if any(map(str.isdigit, text)) else None

    def has_facts(self, text: str) -> bool:
        """Return whether a line is days and other facts, one and all."""
        return read_facts(text, self.lang, self.order, self.lexicon) is not None

    def beside_day(self, text: str) -> Byline | None:
        """Return the names in a line of a day and other facts, also where no word leads to them."""
        facts = read_facts(text, self.lang, self.order, self.lexicon)
        return next((one for one in facts.bylines if one.authors), None) if facts else None

    def _beside_day(self, text: str) -> Byline | None:
        """Return the byline that is a part of a line of which another part is a day."""
        byline = read_byline(text, self.lexicon, self.separators)
        return byline or bare_name(text, self.lexicon)

    def _before_day(self, text: str) -> Byline | None:
        """Return the byline in a line that also tells the day: «By Ada Sample on 26 May»."""
        rest, at = [], 0
        for start, end, _ in find_dates(text, self.lang, order=self.order):
            rest.append(text[at:start])
            at = end
        parts = map(beside_day, (*rest, text[at:])) if rest else ()
        bylines = (read_byline(part, self.lexicon, self.separators) for part in parts)
        return next((byline for byline in bylines if byline), None)
