"""The words that invented articles are made of, one file a language in `words/`."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one language has to say; `weights` of words add up, the first being commonest."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    names: tuple[str, ...]
    families: tuple[str, ...]
    places: tuple[str, ...]
    tags: tuple[str, ...]
    tag_weights: tuple[float, ...]


@cache
def vocabulary(lang: str) -> Vocabulary:
    """Return the vocabulary of a language that has a file."""
    parts = _parts((_FOLDER / f"{lang}.txt").read_text(encoding="utf-8"))
    words = _forms(parts)
    tags = tuple(" ".join(parts["tags"]).split("|"))
    return Vocabulary(
        words=words,
        weights=zipf(len(words), exponent=0.9),
        names=tuple(" ".join(parts["names"]).split()),
        families=tuple(" ".join(parts["families"]).split()),
        places=tuple(" ".join(parts["places"]).split("|")),
        tags=tags,
        tag_weights=zipf(len(tags), exponent=1.0),
    )


def _forms(parts: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the words as written, then each with every beginning and every ending.

    So a language has some thousands of forms, the rare ones many, as texts do.
    """
    words, before, after = (" ".join(parts[name]).split() for name in ("words", "before", "after"))
    begun = [first + word for first in before for word in words]
    ended = [word + last for last in after for word in words]
    both = [first + word + last for first in before for last in after for word in words]
    return tuple(dict.fromkeys([*words, *begun, *ended, *both]))


def zipf(size: int, *, exponent: float) -> tuple[float, ...]:
    """Return weights, added up, of which the n-th falls as a power of n."""
    return tuple(itertools.accumulate(1 / rank**exponent for rank in range(1, size + 1)))


def _parts(text: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("# "):
            parts[line[2:]] = []
        elif line:
            parts[list(parts)[-1]].append(line)
    return parts
