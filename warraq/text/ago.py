"""Which day a line such as «3 hours ago» means, seen from the moment of its capture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from warraq.text.datetokens import folded_words
from warraq.text.datewords import WORDS, Role, aliases
from warraq.text.numbers import number_of

_DAY = 24 * 60
_HOUR = 60


def is_relative(line: str, lang: str) -> bool:
    """Return whether a line is a span of time before now, or a word like «yesterday»."""
    words = [word for word in folded_words(line, lang) if not word.isdigit()]
    if tuple(words) in _day_words(lang):
        return True
    ago, units = _words(lang, "ago"), _words(lang, "unit")
    known = all(word in ago or word in units for word in words)
    return known and any(word in ago for word in words) and any(word in units for word in words)


def day_of_relative(line: str, lang: str, captured: str) -> str:
    """Return the ISO day that a line names, read at `captured` (ISO 8601), "" where none is sure.

    A portal rounds down: «3 hours ago» is less than four. Where that hour may lie in
    two days, and for weeks, months and years, nobody can say.
    """
    moment = _moment(captured)
    try:
        return _day(folded_words(line, lang), lang, captured, moment) if moment else ""
    except OverflowError:  # No calendar goes back so far.
        return ""


def _day(words: list[str], lang: str, captured: str, moment: datetime) -> str:
    days = _day_words(lang).get(tuple(words))
    if days is not None:
        return (moment - timedelta(days=days)).date().isoformat()
    minutes = _minutes(words, lang)
    if minutes is None:
        return ""
    if minutes % _DAY == 0:
        return (moment - timedelta(minutes=minutes)).date().isoformat()
    step = 1 if minutes % _HOUR else _HOUR
    latest = moment - timedelta(minutes=minutes)
    earliest = latest - timedelta(minutes=step)
    is_sure = "T" in captured and earliest.date() == latest.date()
    return latest.date().isoformat() if is_sure else ""


def _moment(captured: str) -> datetime | None:
    try:
        if len(captured) == len("2018-05-27"):
            return datetime.combine(date.fromisoformat(captured), datetime.min.time())
        return datetime.fromisoformat(captured) if "T" in captured else None
    except ValueError:
        return None


def _minutes(words: list[str], lang: str) -> int | None:
    """Return how many minutes ago the words say, None where they do not say it plainly."""
    numbers = [number_of(word) for word in words if word.isdigit()]
    spoken = [word for word in words if not word.isdigit()]
    ago = [word for word in spoken if word in _words(lang, "ago")]
    units = _units(lang).get(tuple(word for word in spoken if word not in ago))
    number = numbers[0] if numbers else 1
    if not ago or not units or len(numbers) > 1 or number is None:
        return None
    return units * number


@cache
def _words(lang: str, role: Role) -> frozenset[str]:
    """Return the single words of a role; a Chinese character is one."""
    cells = (name for name, _ in _entries(lang, role))
    return frozenset(word for name in cells for word in folded_words(name, lang))


@cache
def _day_words(lang: str) -> Mapping[tuple[str, ...], int | None]:
    return {tuple(folded_words(name, lang)): days for name, days in _entries(lang, "day_word")}


@cache
def _units(lang: str) -> Mapping[tuple[str, ...], int]:
    """Return the minutes of each unit, alone and beside each word that adds none."""
    units = [(tuple(folded_words(name, lang)), value) for name, value in _entries(lang, "unit")]
    silent = [words for words, value in units if value == 0]
    found = {}
    for words, value in units:
        if value:
            found[words] = value
            found |= {(*idle, *words): value for idle in silent}
            found |= {(*words, *idle): value for idle in silent}
    return found


def _entries(lang: str, role: Role) -> Iterator[tuple[str, int | None]]:
    """Yield the words of a role with their numbers; of all languages, where one is not known."""
    for table in [WORDS[lang]] if lang in WORDS else WORDS.values():
        for alias in aliases(table.get(role, "")):
            name, _, value = alias.partition("=")
            yield name, int(value) if value else None
