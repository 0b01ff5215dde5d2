"""Which lines recur across the pages of one portal, and so belong to no story.

Every document has one vote for each of its lines, and captures of one story count as
one document. Memory is bounded: where a portal prints more lines than are remembered,
those seen least often are forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from warraq.ingest.portal.boxes import BoxVotes
from warraq.ingest.portal.learned import LONGEST_LEARNED, Learned, Recurring, signature
from warraq.ingest.printed.lines import SHORTEST_SENTENCE
from warraq.text.keys import key

Where = Literal["before", "within", "after"]

# Two pages may share a line by chance, or be two parts of one story.
FEWEST_DOCUMENTS = 3

# A box of the latest news shows one headline for a day or two, furniture stays for years.
_SHARE = 0.1

# A portal's notice stands in most of its stories. Of 40 real pages four closed with one
# sentence naming the agency behind them: that is told of those stories, and stays.
_SHARE_INSIDE = 0.5

# Some fifty megabytes; a portal of a hundred thousand pages prints as many lines once.
MOST_LINES = 200_000


class Printed(NamedTuple):
    """A line of a document, its number of words, where it stood, and in which boxes of a story."""

    text: str
    size: int
    where: Where
    boxes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Votes:
    line: str
    size: int
    before: int = 0
    within: int = 0
    after: int = 0

    @property
    def documents(self) -> int:
        return self.before + self.within + self.after


class Heap:
    """The votes of the documents of one portal."""

    def __init__(self, most: int = MOST_LINES) -> None:
        self._most = most
        self._votes: dict[str, _Votes] = {}
        self._stories: set[bytes] = set()
        self._titles: set[bytes] = set()
        self._boxes = BoxVotes(most)

    def add(self, title: str, lines: Iterable[Printed]) -> None:
        """Let a document vote, unless its story has voted already."""
        printed = tuple(one for one in lines if len(one.text) <= LONGEST_LEARNED)
        story = " ".join(one.text for one in printed if one.where == "within")
        mark = _digest(key(title) or key(story))
        if mark in self._stories:
            return
        self._stories.add(mark)
        headline = _digest(signature(title))
        self._titles.add(headline)
        once = _once(printed)
        told = ((_digest(name), one) for name, one in once.items() if one.where == "within")
        self._boxes.add((d, one.text, one.size, one.boxes) for d, one in told if d != headline)
        for name, one in once.items():
            votes = self._votes.setdefault(name, _Votes(one.text, one.size))
            votes.line = min(votes.line, one.text)
            setattr(votes, one.where, getattr(votes, one.where) + 1)
        if len(self._votes) > self._most:
            self._forget()

    def _forget(self) -> None:
        """Forget the lines of fewest votes, until half of the room is free."""
        fewest = 1
        while len(self._votes) > self._most // 2:
            self._votes = {n: v for n, v in self._votes.items() if v.documents > fewest}
            fewest += 1

    def learned(self, keep: tuple[str, ...] = ()) -> Learned:
        """Return what recurs; `keep` are the lines that a person wants to stay."""
        kept = set(map(signature, keep))
        wanted = max(FEWEST_DOCUMENTS, len(self._stories) * _SHARE)
        recurring = [
            (name, votes)
            for name, votes in sorted(self._votes.items(), key=_by_votes)
            if votes.documents >= wanted and name not in kept and not self._is_title(name)
        ]
        return Learned(
            documents=len(self._stories),
            furniture=tuple(_told(v) for _, v in recurring if self._is_furniture(v)),
            boxes=self._boxes.learned(len(self._stories), self._titles, keep),
            inside=tuple(_told(v) for _, v in recurring if self._is_doubtful(v)),
            keep=keep,
        )

    def _is_title(self, name: str) -> bool:
        """Return whether a line is the headline of a story, which boxes of others show."""
        return _digest(name) in self._titles

    def _is_furniture(self, votes: _Votes) -> bool:
        """Return whether a line is no part of the stories it was printed with.

        Short lines that recur inside of stories may be datelines or the mark of an
        agency. A line that stands in one story only belongs to it, however many boxes
        quote it.
        """
        if not votes.within:
            return votes.after > 0
        if votes.within < FEWEST_DOCUMENTS:
            return False
        if votes.within <= votes.before + votes.after:
            return True
        often = votes.within >= len(self._stories) * _SHARE_INSIDE
        return often and votes.size >= SHORTEST_SENTENCE

    def _is_doubtful(self, votes: _Votes) -> bool:
        """Return whether a line recurs inside of stories, and a person has to judge it."""
        return votes.within >= FEWEST_DOCUMENTS and not self._is_furniture(votes)


def _once(printed: Iterable[Printed]) -> dict[str, Printed]:
    """Return the lines by their signature; one that stands in the story stands there."""
    found: dict[str, Printed] = {}
    for one in printed:
        name = signature(one.text)
        if name.strip("# ") and (name not in found or one.where == "within"):
            found[name] = one
    return found


def _told(votes: _Votes) -> Recurring:
    return Recurring(votes.line, votes.documents, votes.before, votes.within, votes.after)


def _by_votes(entry: tuple[str, _Votes]) -> tuple[int, str]:
    return -entry[1].documents, entry[0]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def printed_around(lines: Iterable[tuple[str, int]], start: int, end: int) -> Iterator[Printed]:
    """Yield the lines of a page whose story stands from `start` to before `end`."""
    for index, (text, size) in enumerate(lines):
        where: Where = "before" if index < start else "within" if index < end else "after"
        yield Printed(text, size, where)
