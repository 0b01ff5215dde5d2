"""What two texts of one story say otherwise, paragraph by paragraph and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from warraq.publish.markdown import plain_text
from warraq.publish.views.mains import Passage, Piece

# A page that shows more than this is no longer read, and too heavy to load.
MAX_SHOWN = 24_000

# Comparing words grows with the square; longer paragraphs are shown one after the other.
_MAX_WORDS = 400

# Below this share of common words two paragraphs are two, and not one that was changed.
_MIN_RATIO = 0.4


def paragraphs_of(title: str, body: str) -> tuple[str, ...]:
    """Return a headline and the paragraphs of a body as plain text."""
    blocks = (plain_text(block) for block in body.split("\n\n"))
    return (title, *(block for block in blocks if block))


def difference(other: tuple[str, ...], shown: tuple[str, ...]) -> tuple[Passage, ...]:
    """Return what became of the paragraphs of the other text in the shown one."""
    found: list[Passage] = []
    length = 0
    passages = list(_passages(other, shown))
    for place, passage in enumerate(passages):
        length += sum(len(piece.text) for piece in passage.pieces)
        if length > MAX_SHOWN and found:
            rest = sum(one.count or 1 for one in passages[place:])
            return (*found, Passage("further", count=rest))
        found.append(passage)
    return tuple(found)


def _passages(other: tuple[str, ...], shown: tuple[str, ...]) -> Iterator[Passage]:
    for kind, a, b, c, d in SequenceMatcher(None, other, shown).get_opcodes():
        if kind == "equal":
            yield Passage("same", count=b - a)
        else:
            for old, new in zip_longest(other[a:b], shown[c:d]):
                yield from _changed(old, new)


def _changed(old: str | None, new: str | None) -> Iterator[Passage]:
    """Yield a paragraph that was changed, or those that took each other's place."""
    if old and new and (pieces := _pieces(old.split(), new.split())):
        yield Passage("changed", pieces)
        return
    if old:
        yield Passage("removed", (Piece("del", old),))
    if new:
        yield Passage("added", (Piece("ins", new),))


def _pieces(old: list[str], new: list[str]) -> tuple[Piece, ...]:
    """Return the words of both; nothing where too few are common, or there are too many."""
    if max(len(old), len(new)) > _MAX_WORDS:
        return ()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _MIN_RATIO:
        return ()
    found: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("", " ".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("del", " ".join(old[a:b])))
        if c < d:
            found.append(Piece("ins", " ".join(new[c:d])))
    return tuple(found)
