"""What still stands above the first sentence of a body and is no part of it.

Pages without blocks of their own for it print headline, day and byline in the
first lines of the story, parted by line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from warraq.ingest.html.convert import Piece
from warraq.ingest.printed.lexicon import Lexicon
from warraq.ingest.printed.lines import line_of
from warraq.text.keys import key

_BREAK = "\\\n"
_MARK = re.compile(r"[\\*_`#>\[]")
# An address that this project writes has neither brackets nor spaces in it; a title is quoted.
_TARGET = r"""\([^()\s]*(?: "(?:\\.|[^"\\])*")?\)"""
# Nothing here looks for its end beyond the next beginning: a line may be made of brackets alone.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|[*_`#>]+|!?\[((?:\\.|[^\[\]\\])*)\]" + _TARGET)

# What is told of a story above it is told in so many blocks.
_MOST_BLOCKS = 6


def without_lines(pieces: Iterable[Piece], gone: Collection[str]) -> Iterator[Piece]:
    """Yield the pieces of a body without those of their lines that are `gone`."""
    for piece in pieces:
        if not gone or piece.kind != "text":
            yield piece
            continue
        lines = [line for line in piece.markdown.split(_BREAK) if plain(line) not in gone]
        if lines:
            yield replace(piece, markdown=_BREAK.join(lines))


_PICTURE = re.compile(r"!\[(?:\\.|[^\[\]\\])*\]" + _TARGET)


def parted(pieces: Iterable[Piece], is_meta: Callable[[str], bool]) -> Iterator[Piece]:
    """Yield the pieces of a body, pictures apart from a day or a byline on the same line."""
    for piece in pieces:
        may_have = piece.kind == "text" and "![" in piece.markdown
        pictures = _PICTURE.findall(piece.markdown) if may_have else []
        words = _PICTURE.sub("", piece.markdown).strip() if pictures else ""
        if words and _BREAK not in words and is_meta(plain(words)):
            yield replace(piece, markdown=words)
            yield from (replace(piece, kind="picture", markdown=one) for one in pictures)
        else:
            yield piece


def texts_in(pieces: Iterable[Piece]) -> frozenset[str]:
    """Return the lines of a body as they are printed."""
    return frozenset(plain(line) for piece in pieces for line in piece.markdown.split(_BREAK))


def trimmed(
    pieces: Iterable[Piece],
    title: str,
    lexicon: Lexicon,
    is_meta: Callable[[str], bool],
    kept: Collection[str] = (),
) -> Iterator[Piece]:
    """Yield the pieces of a body without headline, day and byline at its beginning.

    Lines that are `kept` belong to the story, whatever they look like.
    """
    told = key(title)
    looked_at = 0
    for piece in pieces:
        # A rule above the story parts it from what went.
        if piece.kind == "rule" and looked_at < _MOST_BLOCKS:
            continue
        if looked_at >= _MOST_BLOCKS or piece.kind not in ("text", "heading", "picture"):
            looked_at = _MOST_BLOCKS
            yield piece
            continue
        looked_at += piece.kind != "picture"
        lines = piece.markdown.split(_BREAK)
        while lines and piece.kind != "picture" and plain(lines[0]) not in kept:
            if not _goes(lines[0], told, lexicon, is_meta):
                break
            lines.pop(0)
        if lines:
            yield replace(piece, markdown=_BREAK.join(lines))
        if any(line_of(plain(line), lexicon).is_prose for line in lines):
            looked_at = _MOST_BLOCKS


def without_rules(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a body without rules at its ends, which parted it from what went."""
    told = [at for at, piece in enumerate(pieces) if piece.kind != "rule"]
    return tuple(pieces[told[0] : told[-1] + 1]) if told else ()


def _goes(line: str, told: str, lexicon: Lexicon, is_meta: Callable[[str], bool]) -> bool:
    text = plain(line)
    return not key(text) or key(text) == told or bool(lexicon.kind_of(text)) or is_meta(text)


# A line of a body is asked for from several sides.
@lru_cache(maxsize=1 << 10)
def plain(markdown: str) -> str:
    """Return one line of Markdown as text."""
    if _MARK.search(markdown):
        markdown = _MARKS.sub(_shown, markdown)
        if "](" in markdown:
            # A picture that leads somewhere.
            markdown = _MARKS.sub(_shown, markdown)
    return " ".join(markdown.split())


def _shown(mark: re.Match[str]) -> str:
    return mark[1] or _ESCAPED.sub(r"\1", mark[2] or "")
