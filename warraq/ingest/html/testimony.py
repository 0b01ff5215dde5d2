"""What the publisher's own text of a story says about the block found for it.

Many pages state their story once more as plain text (`articleBody`). Where that
text and the block are the same story, it decides what inside the block is story;
where it has much more than the page shows, it is the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from warraq.ingest.html.jsonld import plain
from warraq.ingest.printed.markdown import paragraph
from warraq.text.keys import key

# A run of words.
Run: TypeAlias = tuple[str, ...]

_SIZE = 4
_MUCH_MORE = 1.5
_SAME_STORY = 0.75
_WHOLE_STORY = 0.6
_SHORTEST = 400
_CONTAINED = 0.34
_BREAK = re.compile(r"\s*\n\s*|</p>|<br ?/?>", re.I)


@dataclass(frozen=True, slots=True)
class Testimony:
    """A stated text as paragraphs, and the runs of words in it."""

    paragraphs: tuple[str, ...]
    runs: frozenset[Run]
    size: int
    folded: str = ""

    def tells(self, text: str) -> bool:
        """Return whether the stated text holds most of `text`; of a few words, all in a row."""
        runs = runs_of(text)
        if len(runs) < 2:
            return f" {key(text)} " in self.folded
        return len(runs & self.runs) >= len(runs) * _CONTAINED

    def markdown(self) -> str:
        """Return the stated text as Markdown."""
        return "\n\n".join(paragraph([text]) for text in self.paragraphs)


def read_testimony(stated: str) -> Testimony | None:
    """Return a stated text, None where it is too short to be a story."""
    paragraphs = tuple(filter(None, map(plain, _BREAK.split(stated))))
    size = sum(map(len, paragraphs))
    if size < _SHORTEST:
        return None
    told = " ".join(paragraphs)
    return Testimony(paragraphs, runs_of(told), size, f" {key(told)} ")


def runs_of(text: str) -> frozenset[Run]:
    """Return the runs of four words, or of so many signs where nothing parts words."""
    return runs_in(key(text))


def runs_in(folded: str) -> frozenset[Run]:
    """Return the runs of the text of which this is the key."""
    parts = folded.split()
    if len(folded) > len(parts) * 15 and not folded.isascii():
        parts = list(folded.replace(" ", ""))
    size = min(_SIZE, len(parts))
    return frozenset(zip(*(parts[at:] for at in range(size)), strict=False))


def same_story(testimony: Testimony, texts: Iterable[str]) -> bool:
    """Return whether a stated text and the block that was found are much the same.

    A text that was cut short for its statement says nothing of the rest.
    """
    shown = runs_of(" ".join(texts))
    both = len(testimony.runs & shown)
    return both >= len(testimony.runs) * _SAME_STORY and both >= len(shown) * _WHOLE_STORY


def tells_more(testimony: Testimony, texts: Iterable[str]) -> bool:
    """Return whether the page shows only part of a stated text."""
    shown = runs_of(" ".join(texts))
    both = len(testimony.runs & shown)
    return len(testimony.runs) > max(len(shown), 1) * _MUCH_MORE and both * 2 < len(testimony.runs)
