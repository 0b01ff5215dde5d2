"""Which held article a printed see-also entry means.

By exact key first; else by the words of the title within seven days and in one
language. What is not sure is not linked: a wrong link is worse than none.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import ceil

from warraq.catalog import Entry
from warraq.catalog.store import JOINED_COLUMNS, entries, entry_of
from warraq.text.keys import key

# Share of common words (Jaccard index); found so that «two captures, one typo» agrees
# and two stories of one running topic, which share half of their words, do not.
MIN_SIMILARITY = 0.8
MAX_DAYS = 7

# A printed title that was cut needs so many words to name its story.
MIN_CUT_WORDS = 4

# Day, file and key of a title.
Title = tuple[str, str, str]

# Ends a key that stands for the beginning of a title.
CUT = " …"
_ELLIPSES = ("...", "…", "[…]", "[...]")


def title_key(title: str, lang: str) -> str:
    """Return what equal titles share."""
    return key(title, lang)


def printed_key(title: str, lang: str) -> str:
    """Return the key of a printed title; one that was cut by the portal ends in `…`."""
    words = key(title.rstrip(" .…[]"), lang)
    return words + CUT if title.rstrip().endswith(_ELLIPSES) else words


class SeeAlso:
    """Looks up printed titles among the held articles."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._words_of = lru_cache(maxsize=4)(self._read_words)
        self._expected: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._are_many = False

    def expect(self, tree: str, first: str, last: str) -> None:
        """Ask at once for what is printed beside all articles of a stretch of days."""
        query = (
            f"SELECT p.file, p.title, {JOINED_COLUMNS} "
            "FROM printed p JOIN entries e USING (tree, key) "
            # A title of signs alone names nothing.
            "WHERE p.tree = ? AND p.day >= ? AND p.day <= ? AND p.key != '' AND e.file != p.file"
        )
        self._are_many = True
        self._expected.clear()
        for file, title, *row in self._database.execute(query, (tree, first, last)):
            self._expected[file, title].append(entry_of(row))

    def find(self, title: str, near: Entry) -> Entry | None:
        """Return the article that `title`, printed beside `near`, names; None if unsure."""
        if found := self._expected.get((near.file, title)):
            return _nearest(found, near)
        printed = printed_key(title, near.lang)
        words = printed.removesuffix(CUT)
        if not words:
            return None
        found = self._titled("key = ?", near, words)
        if not found and printed.endswith(CUT) and words.count(" ") >= MIN_CUT_WORDS - 1:
            found = self._titled("key >= ? AND key < ?", near, words + " ", words + "!")
        return _nearest(found, near) if found else self._similar(words, near)

    def _titled(self, condition: str, near: Entry, *values: str) -> list[Entry]:
        found = entries(self._database, f"WHERE tree = ? AND {condition}", near.tree, *values)
        return [entry for entry in found if entry.file != near.file]

    def _similar(self, words: str, near: Entry) -> Entry | None:
        """Return the article within days whose title has nearly these words."""
        if not near.day:
            return None
        first, last = span_around(near.day)
        best = ("", 0.0)
        for day, file, title in self._candidates(words, near, first, last):
            score = similarity(words, title) if first <= day <= last else 0.0
            if score >= MIN_SIMILARITY and file != near.file:
                best = min(best, (file, score), key=lambda one: (-one[1], one[0]))
        found = next(entries(self._database, "WHERE file = ?", best[0]), None) if best[0] else None
        return found if found and found.lang == near.lang else None

    def _candidates(self, words: str, near: Entry, first: str, last: str) -> Iterable[Title]:
        """Yield what may be similar; of few articles all titles, since an index costs more."""
        if not self._are_many:
            return self._titles(near.tree, first, last)
        return self._words_of(near.tree, near.day[:7]).sharing(words)

    def _read_words(self, tree: str, month: str) -> RareWords:
        """Return the titles of a month, and of some days around it, by their rarest words."""
        return RareWords(self._titles(tree, *span_around_month(month)))

    def _titles(self, tree: str, first: str, last: str) -> list[Title]:
        """Return the titles of the days from `first` to `last`."""
        query = (
            "SELECT substr(date, 1, 10), file, key FROM entries "
            "WHERE tree = ? AND listed IN (0, 1) AND date >= ? AND date < ?"
        )
        return self._database.execute(query, (tree, first, last + "~")).fetchall()


class RareWords:
    """Titles by their rarest words.

    Of two titles that share four words of five, the rarest few of one and of the other
    have a word in common, if all words are put in one order («prefix filtering»:
    Chaudhuri, Ganti and Kaushik, A Primitive Operator for Similarity Joins, 2006).
    """

    def __init__(self, titles: list[Title]) -> None:
        self._counts = Counter(word for _, _, title in titles for word in set(title.split()))
        self._index: dict[str, list[Title]] = defaultdict(list)
        for found in titles:
            for word in self._rarest(found[2]):
                self._index[word].append(found)

    def sharing(self, title: str) -> set[Title]:
        """Return (day, file, title key) of all that may be similar to a title."""
        return {found for word in self._rarest(title) for found in self._index.get(word, ())}

    def _rarest(self, title: str) -> list[str]:
        words = sorted(set(title.split()), key=lambda word: (self._counts[word], word))
        return words[: len(words) - ceil(len(words) * MIN_SIMILARITY) + 1]


def _nearest(found: list[Entry], near: Entry) -> Entry:
    return min(found, key=lambda other: (_days_between(other.day, near.day), other.order))


def similarity(first: str, second: str) -> float:
    """Return the share of common words of two keys (Jaccard index)."""
    one, two = set(first.split()), set(second.split())
    return len(one & two) / len(one | two) if one | two else 0.0


def span_around(day: str) -> tuple[str, str]:
    """Return the first and the last day that are near enough to a day."""
    return _shifted(day, -MAX_DAYS), _shifted(day, MAX_DAYS)


def span_around_month(month: str) -> tuple[str, str]:
    """Return days between which all lie that are near enough to a day of a month."""
    # A month may have three days more than that.
    return _shifted(f"{month}-01", -MAX_DAYS), _shifted(f"{month}-28", MAX_DAYS + 3)


def _shifted(day: str, by: int) -> str:
    """Return a day so many days later; at the ends of the calendar its first or its last."""
    ordinal = date.fromisoformat(day).toordinal() + by
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).isoformat()


def _days_between(first: str, second: str) -> int:
    if not (first and second):
        return MAX_DAYS
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
