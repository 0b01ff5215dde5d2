"""Which boxes inside the stories of a portal are no part of them, though their lines change.

«Most read» and what a portal says of itself stand on every page in elements of one name,
and say something else each week. Such an element is known by what is in it: the headlines
of other stories, or lines that it showed on other pages, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from warraq.ingest.portal.learned import RecurringBox

_FIGURES = re.compile(r"\d+")

# What recurs less often may be a series, or what one desk prints below its stories.
_FEWEST = 3
_SHARE_OF_DOCUMENTS = 0.5

# Of what a story's own elements say on forty real pages of one portal, a hundredth is said
# on others; of what boxes of made up portals say, nearly all.
_SHARE_OF_LINES = 0.5

# Datelines, the marks of agencies and sub-headings recur inside stories, and have few words.
_SHORTEST = 5.0
_FEWEST_LINES = 3

# An element with more of the stories in it is that of the stories.
_SHARE_OF_STORY = 0.5


def box_of(tag: str, names: str) -> str:
    """Return what elements of one kind share: their tag and names, figures folded; "" for none."""
    words = sorted({_FIGURES.sub("#", word) for word in names.lower().split()})
    return ".".join((tag, *words)) if words else ""


class BoxVotes:
    """The votes of the documents of one portal for the boxes in their stories.

    Where there are more lines than `most`, those seen once are forgotten, which speaks
    for no box.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._documents: Counter[str] = Counter()
        self._printed: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._shares: dict[str, float] = {}
        self._samples: dict[str, str] = {}
        self._lines: Counter[tuple[str, bytes]] = Counter()

    def add(self, lines: Iterable[tuple[bytes, str, int, tuple[str, ...]]]) -> None:
        """Let a story vote with its lines: digest, text, number of words, and boxes of each."""
        told = {digest: (text, size, boxes) for digest, text, size, boxes in lines}
        everything = sum(size for _, size, _ in told.values()) or 1
        here: Counter[str] = Counter()
        for digest, (text, size, boxes) in told.items():
            for box in boxes:
                here[box] += size
                self._printed[box] += 1
                self._lines[box, digest] += 1
                self._samples[box] = min(self._samples.get(box, text), text)
        for box, words in here.items():
            self._documents[box] += 1
            self._words[box] += words
            self._shares[box] = self._shares.get(box, 0.0) + words / everything
        if len(self._lines) > self._most:
            self._lines = Counter({line: n for line, n in self._lines.items() if n > 1})

    def learned(
        self, documents: int, titles: Collection[bytes], kept: Collection[str]
    ) -> tuple[RecurringBox, ...]:
        """Return the boxes that are furniture of `documents` stories with these `titles`."""
        known: Counter[str] = Counter()
        distinct: Counter[str] = Counter()
        for (box, digest), count in self._lines.items():
            distinct[box] += 1
            if count >= _FEWEST or digest in titles:
                known[box] += count
        return tuple(self._recurring(documents, known, distinct, kept))

    def _recurring(
        self, documents: int, known: Counter[str], distinct: Counter[str], kept: Collection[str]
    ) -> Iterator[RecurringBox]:
        wanted = max(_FEWEST, documents * _SHARE_OF_DOCUMENTS)
        for box, count in sorted(self._documents.items(), key=lambda entry: (-entry[1], entry[0])):
            printed = self._printed[box]
            share = known[box] / printed
            is_box = count >= wanted and distinct[box] >= _FEWEST_LINES and box not in kept
            is_known = share >= _SHARE_OF_LINES and self._words[box] >= _SHORTEST * printed
            if is_box and is_known and self._shares[box] <= _SHARE_OF_STORY * count:
                yield RecurringBox(box, count, round(share * 100), self._samples[box])
