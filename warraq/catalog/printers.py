"""Which articles print, among what to see also, the title of one that comes, changes or goes?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from warraq.catalog import Entry
from warraq.catalog.see_also import (
    CUT,
    MIN_CUT_WORDS,
    MIN_SIMILARITY,
    RareWords,
    Title,
    similarity,
    span_around,
    span_around_month,
    title_key,
)


class Printers:
    """Looks up titles among what is printed beside other articles.

    Where `many` are looked up, what was printed about a month is indexed by its words.
    """

    def __init__(self, database: sqlite3.Connection, *, many: bool) -> None:
        self._database = database
        self._many = many
        self._words_of = lru_cache(maxsize=4)(self._read_words)

    def of(self, entry: Entry) -> Iterator[str]:
        """Yield the files of articles whose printed see-also may mean `entry`."""
        title = title_key(entry.title, entry.lang)
        if not title:
            return
        words = title.split()
        cut = (" ".join(words[:count]) + CUT for count in range(MIN_CUT_WORDS, len(words) + 1))
        for wanted in (title, title + CUT, *cut):
            query = "SELECT file FROM printed WHERE tree = ? AND key = ?"
            yield from (file for (file,) in self._database.execute(query, (entry.tree, wanted)))
        if entry.day:
            yield from self._similar(title, entry)

    def _similar(self, title: str, entry: Entry) -> Iterator[str]:
        first, last = span_around(entry.day)
        for day, file, printed in self._candidates(title, entry, first, last):
            if first <= day <= last and similarity(printed, title) >= MIN_SIMILARITY:
                yield file

    def _candidates(self, title: str, entry: Entry, first: str, last: str) -> Iterable[Title]:
        if self._many:
            return self._words_of(entry.tree, entry.day[:7]).sharing(title)
        return self._titles(entry.tree, first, last)

    def _read_words(self, tree: str, month: str) -> RareWords:
        return RareWords(list(self._titles(tree, *span_around_month(month))))

    def _titles(self, tree: str, first: str, last: str) -> Iterator[Title]:
        query = "SELECT day, file, key FROM printed WHERE tree = ? AND day >= ? AND day <= ?"
        for day, file, printed in self._database.execute(query, (tree, first, last)):
            yield day, file, printed.removesuffix(CUT)
