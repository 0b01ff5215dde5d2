"""Where a body goes on in short lines: items that its last line announces, or more of its kind.

A statement closes with what is demanded, a report with results, an interview with thanks:
none of these lines is a sentence, and all of them are the story's. Below a text that was
copied without the head of its page nothing but furniture says where the story ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from warraq.ingest.printed.kinds import COLONS, UNTOLD
from warraq.ingest.printed.lines import Line
from warraq.ingest.printed.zones import Run

# Above links stands «Follow us:»; what announces items is most of a sentence.
_ANNOUNCEMENT = 4
_FEWEST_ITEMS = 2
# «1) Ali» is who commented.
_WORDS_OF_AN_ITEM = 3

# «1- », «2) », «٣ـ », or a sign.
_ITEM = re.compile(r"[-+*•–—]\s|\d{1,2}(?:[.)]\s|\s?[-–ـ]\s?(?=[^\W\d_]))")
_COUNTED = re.compile(r"(\d{1,2})\s?[-ـ–.)]")

# A table of results has some ten lines; behind more of them another box begins.
_LONGEST_LIST = 20

# Who signs, and what is called out at the end.
_CLOSE = 3

# One line of so few words is a section, a tag or a name, not the last words of a story.
_LAST_WORDS = 4
# Lines above a menu are of the menu; these stand below stories.
_FOOT_OF_STORY = frozenset(
    {"share", "social", "counters", "comments", "see_also", "related", "tags", "filed"}
    | {"copyright", "ads", "previous_next", "most_read"}
)

Meta = Callable[[Line], bool]


def with_items(run: Run, lines: Sequence[Line], is_meta: Meta) -> Run:
    """Return a run with the items behind its last sentence."""
    if not run.mass:
        return run
    found = _announced(run.end, lines, is_meta) or _of_a_kind(run, lines)
    return replace(run, end=max(run.end, found))


def with_rest(run: Run, lines: Sequence[Line], is_meta: Meta, is_label: Meta) -> Run:
    """Return a run with the lines behind it that nothing says are not of its story.

    Only below a text without the head of its page: below others they are links. A line
    that `is_label` begins with what its value is called: «Tags: …».
    """
    told = _untold(run.end, run.end + _LONGEST_LIST + 1, lines, is_meta)
    told = next((at for at in range(run.end, told) if is_label(lines[at])), told)
    rest = lines[run.end : told]
    if not run.mass or not rest or len(rest) > _LONGEST_LIST:
        return run
    is_word = len(rest) == 1 and rest[0].size < _LAST_WORDS
    is_foot = told < len(lines) and (lines[told].kind in _FOOT_OF_STORY or is_label(lines[told]))
    return replace(run, end=told) if told == len(lines) or (is_foot and not is_word) else run


def _announced(end: int, lines: Sequence[Line], is_meta: Meta) -> int:
    """Return where ends what the line at `end`, or the one before, announces; 0 for nothing."""
    first = end if end and lines[end - 1].text.endswith(COLONS) else end + 1
    if first > len(lines) or not _announces(lines[first - 1]):
        return 0
    told = _untold(first, first + _LONGEST_LIST, lines, is_meta)
    items = next((at for at in range(first, told) if not _is_item(lines[at])), told)
    is_announced = lines[first - 1].size >= _ANNOUNCEMENT or _are_counted(lines[first:items])
    if is_announced and items - first >= _FEWEST_ITEMS:
        return _closed(items, lines, is_meta)
    return _up_to_sentence(first, told, lines)


def _closed(items: int, lines: Sequence[Line], is_meta: Meta) -> int:
    """Return where a story ends whose last items do, with the few lines that close it."""
    close = _untold(items, items + _CLOSE + 1, lines, is_meta)
    return close if close - items <= _CLOSE else items


def _up_to_sentence(first: int, told: int, lines: Sequence[Line]) -> int:
    """Return where the last sentence of `lines` from `first` to `told` ends; 0 for none.

    What stands between an announcement and a sentence was announced; a sentence that
    follows at once may be a comment, below the name of a reader.
    """
    if any(map(_is_sentence, lines[first : first + _FEWEST_ITEMS])):
        return 0
    return next((at + 1 for at in range(told - 1, first, -1) if _is_sentence(lines[at])), 0)


def _is_item(line: Line) -> bool:
    return line.size >= _WORDS_OF_AN_ITEM and _ITEM.match(line.text) is not None


def _are_counted(items: Sequence[Line]) -> bool:
    """Return whether items are numbered from one on: «Our demands:» may lead to those."""
    numbers = [found[1] for line in items if (found := _COUNTED.match(line.text))]
    return [*map(int, numbers)] == [*range(1, len(items) + 1)]


def _announces(line: Line) -> bool:
    return not line.kind and line.text.endswith(COLONS)


def _is_sentence(line: Line) -> bool:
    return line.ends and line.is_prose


def _untold(start: int, limit: int, lines: Sequence[Line], is_meta: Meta) -> int:
    """Return where the lines from `start` end that may be text, or `limit`."""
    stop = start
    while stop < min(limit, len(lines)) and lines[stop].kind in UNTOLD and not is_meta(lines[stop]):
        stop += 1
    return stop


def _of_a_kind(run: Run, lines: Sequence[Line]) -> int:
    """Return where the lines end that open with the sign with which those before did."""
    signed = [line.text[0] for line in lines[run.start : run.end] if _has_sign(line)]
    opened = frozenset(signed)
    end = run.end
    if len(signed) < _FEWEST_ITEMS or not _has_sign(lines[end - 1]):
        return end
    while end < len(lines) and _has_sign(lines[end]) and lines[end].text[0] in opened:
        end += 1
    return end


_SIGN = re.compile(r"[-+*•–—]\s")


def _has_sign(line: Line) -> bool:
    return not line.kind and _SIGN.match(line.text) is not None
