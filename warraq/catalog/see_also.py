"""Which held article a printed see-also entry means.

By exact key first; else by the words of the title within seven days and in one
language. What is not sure is not linked: a wrong link is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache, cached_property

from warraq.catalog import Catalog, Entry
from warraq.text.keys import key

# Shares of common words; found so that «two captures, one typo» agrees and two
# stories of one running topic, which share half of their words, do not.
MIN_SIMILARITY = 0.8
MAX_DAYS = 7

_ELLIPSES = ("...", "…", "[…]", "[...]")
_MIN_CUT_WORDS = 4


class SeeAlso:
    """Looks up printed titles among the held articles."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def find(self, title: str, near: Entry) -> Entry | None:
        """Return the article that `title`, printed beside `near`, names; None if unsure."""
        words = key(_uncut(title), near.article.lang)
        if not words:
            return None
        candidates = self._by_key.get((near.tree, words), ())
        if not candidates and title.rstrip().endswith(_ELLIPSES):
            candidates = self._beginning_with(words, near)
        candidates = [other for other in candidates if other is not near]
        if candidates:
            return min(candidates, key=lambda other: (_days_between(other, near), other.order))
        return self._similar(words, near)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(
            entry
            for tree in self._catalog.trees
            for entry in (*tree.entries, *tree.undated, *tree.removed)
        )

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self._entries:
            found[entry.tree, key(entry.article.title, entry.article.lang)].append(entry)
        return found

    @cached_property
    def _by_word(self) -> dict[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self._entries:
            for word in set(key(entry.article.title, entry.article.lang).split()):
                found[entry.tree, word].append(entry)
        return found

    def _rarest(self, words: str, near: Entry) -> list[Entry]:
        """Return the articles that share the rarest known words; bounded by construction."""
        known = [self._by_word.get((near.tree, word), []) for word in set(words.split())]
        rare = sorted((entries for entries in known if entries), key=len)[:3]
        return [entry for entries in rare for entry in entries[-200:] if entry is not near]

    def _beginning_with(self, words: str, near: Entry) -> list[Entry]:
        if len(words.split()) < _MIN_CUT_WORDS:
            return []
        starts = (
            (entry, key(entry.article.title, entry.article.lang))
            for entry in self._rarest(words, near)
        )
        return [entry for entry, title in starts if title.startswith(words)]

    def _similar(self, words: str, near: Entry) -> Entry | None:
        best: tuple[float, Entry] | None = None
        for entry in self._rarest(words, near):
            if entry.article.lang != near.article.lang or _days_between(entry, near) > MAX_DAYS:
                continue
            score = _similarity(words, key(entry.article.title, entry.article.lang))
            if score >= MIN_SIMILARITY and (best is None or score > best[0]):
                best = (score, entry)
        return best[1] if best else None


def _uncut(title: str) -> str:
    return title.rstrip(" .…[]")


def _similarity(first: str, second: str) -> float:
    """Return the Jaccard index of two titles' words."""
    one, two = set(first.split()), set(second.split())
    return len(one & two) / len(one | two) if one | two else 0.0


def _days_between(first: Entry, second: Entry) -> int:
    if not (first.day and second.day):
        return MAX_DAYS
    return abs(_ordinal(first.day) - _ordinal(second.day))


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
