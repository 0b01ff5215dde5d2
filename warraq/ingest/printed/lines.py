"""The printed lines of a dump, and how much of running text each one is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from warraq.ingest.printed.lexicon import Lexicon
from warraq.text.keys import key
from warraq.text.unicode import clean_text

# Sentence ends of the scripts that news is printed in.
_STOPS = ".!?؟۔।。！？｡\u104a\u104b\u1362\u0589"
# Behind a full stop may stand what closes, or shows nothing: marks and ends of direction.
_CLOSERS = "\"'”’»«“)]}〉》」』】 \u00a0\u200b\u200e\u200f\u061c\u202c\u2069\ufeff"
_CUT_OFF = ("...", "…", "[…]", "..")

# Scripts that put no space between words: three signs are about one word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")
_SIGNS_PER_WORD = 3
_LONGEST_SPACED_WORD = 15

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Line:
    """One non-blank line: its number in the raw text (from 1), its block, its words.

    `kind` names the furniture it is, else "". `size` is its number of words;
    `ends` whether it ends as a sentence does; `cut` whether it breaks off. The
    lines of a `wrapped` paragraph have its size and its end.
    """

    number: int
    block: int
    text: str
    kind: str
    size: int
    ends: bool
    cut: bool
    wrapped: bool = False
    _folded: str = ""

    @property
    def folded(self) -> str:
        """The key of the text, formed when first asked for."""
        if not self._folded:
            self._folded = key(self.text)
        return self._folded

    def prints(self, folded: str) -> bool:
        """Return whether the line is a print of the phrase that has this key."""
        return len(self.text) <= len(folded) * _UNFOLDED and self.folded == folded

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as running text."""
        return not self.kind and (
            (self.ends and self.size >= SHORTEST_SENTENCE) or self.size >= SHORTEST_PARAGRAPH
        )


# A line in so many more signs than the letters of a phrase is another one.
_UNFOLDED = 3

# A headline seldom passes 25 words; a sentence of prose seldom has fewer than 9.
SHORTEST_SENTENCE = 9
SHORTEST_PARAGRAPH = 30

# Mail and terminals break text at 60 to 100 signs; broken lines are about full.
_MARGINS = (40, 120)
_FULL_LINE = 0.6


# Left-to-right, right-to-left and Arabic letter marks (UAX #9).
_MARKS = "\u200e\u200f\u061c"
_AROUND = _MARKS + " \t\u00a0\u3000"

# How a line end is spelt where a text went through a program's string.
# In `C:\news` and `\nabla` there is none: a small letter goes on, and no sentence ends before.
_SPELT = re.compile(r"(?<=[.!?؟…»”\")\]])(?:\\r)?\\n|(?:\\r)?\\n(?![a-z])")
_FEWEST_SPELT = 2
_LINE_END = re.compile("[\n\r\x85\u2028\u2029]")

# Far longer than any page: what stands behind is not looked at, only recorded.
MOST_LINES = 20_000


def read_lines(text: str, lexicon: Lexicon) -> tuple[tuple[Line, ...], str]:
    """Return the non-blank lines of `text` as they will be stored, and the range left out."""
    lines: list[Line] = []
    block = 0
    after_blank = False
    bare = _without_marks if any(mark in text for mark in _MARKS) else str.strip
    cleaned = clean_text(with_line_ends(text)).text.split("\n", MOST_LINES)
    for number, raw in enumerate(cleaned[:MOST_LINES], 1):
        printed = bare(raw)
        if not printed:
            after_blank = True
            continue
        block += after_blank
        after_blank = False
        lines.append(line_of(printed, lexicon, number=number, block=block))
    for _, members in groupby(lines, lambda line: line.block):
        _join_wrapped(list(members))
    return tuple(lines), _left_out(cleaned)


def with_line_ends(text: str) -> str:
    r"""Return a text on one line that spells its line ends out, «\n», with real ones."""
    if "\\" not in text or _LINE_END.search(text.strip()):
        return text
    broken, count = _SPELT.subn("\n", text)
    return broken if count >= _FEWEST_SPELT else text


def _without_marks(line: str) -> str:
    """Return a line without blanks and marks of direction around it.

    At its ends a mark has nothing to part from the direction of the line.
    """
    return line.strip().strip(_AROUND)


def _join_wrapped(block: list[Line]) -> None:
    """Let the lines of a paragraph that was broken at a margin count as its sentences."""
    if len(block) < 2 or not block[-1].ends:
        return
    widths = [len(line.text) for line in block]
    margin = max(widths)
    if not _MARGINS[0] <= margin <= _MARGINS[1]:
        return
    if min(widths[:-1]) < margin * _FULL_LINE or any(line.kind for line in block):
        return
    # A broken line ends in mid sentence; where none does, every line is a paragraph.
    if all(line.ends for line in block):
        return
    size = sum(line.size for line in block)
    for line in block:
        line.size, line.ends, line.wrapped = max(size, SHORTEST_SENTENCE), True, True


def _left_out(cleaned: list[str]) -> str:
    if len(cleaned) <= MOST_LINES or not cleaned[MOST_LINES].strip():
        return ""
    return f"{MOST_LINES + 1}-{MOST_LINES + 1 + cleaned[MOST_LINES].count(chr(10))}"


def line_of(text: str, lexicon: Lexicon, *, number: int = 0, block: int = 0) -> Line:
    """Return what one printed line is."""
    kind, folded = lexicon.read(text)
    ends, cut = _end_of(text)
    return Line(number, block, text, kind, _size(text), ends, cut, False, folded)


def _end_of(text: str) -> tuple[bool, bool]:
    """Return whether a line ends as a sentence does, and whether it breaks off."""
    if text[-1:].isalnum():
        return False, False
    end = text[-8:].rstrip(_CLOSERS)
    cut = end.endswith(_CUT_OFF)
    return not cut and end[-1:] in _STOPS and bool(end), cut


def words_in(text: str) -> int:
    """Return how many words a text of several lines has, or would have in a script with spaces."""
    return sum(map(_size, filter(None, text.split("\n"))))


def _size(text: str) -> int:
    words = text.count(" ") + 1
    if len(text) <= words * _LONGEST_SPACED_WORD or text.isascii():
        return words
    return max(words, len(_UNSPACED.findall(text)) // _SIGNS_PER_WORD)


def has_letters(text: str) -> bool:
    """Return whether there is a letter of any script in `text`."""
    return bool(_LETTER.search(text))
