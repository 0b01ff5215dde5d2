"""Where the body of a page lies among its lines.

Menus, boxes and footers are short lines without sentence ends; an article is a
dense run of sentences below its headline. Every line gets a weight, and the run
with the greatest sum is the body: short sub-headings inside cost less than the
paragraphs around them bring, a menu or a list of links costs more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from warraq.ingest.printed.kinds import NEAR_STORY
from warraq.ingest.printed.lines import SHORTEST_SENTENCE, Line

# Found on dumps of some twenty portals: a paragraph counts up to 40 words, so that a
# long notice in a footer does not outweigh several paragraphs; a line that is no
# sentence costs as much as four words bring, furniture six, a day nine, the heading of
# another box fifteen. A third more or less of any changes the mean by less than 0.01.
_MOST_WORDS = 40
_NO_SENTENCE = -4.0
_LONG_LINE = 18
_ITEM = 1.0
_SHORTEST_ITEM = 4
_BULLET = re.compile(r"[-+*•–—]\s|\d{1,2}[.)]\s")
_DATED = -9.0
_MOST_DATE_WORDS = 9
_DAY = re.compile(r"\b(?:19|20|13|14|[۱١][۳٣۴٤]|[۲٢][۰٠])\d\d\b|\d[:./-]\d\d")
_FURNITURE = -6.0
_OTHER_BOX = -15.0
_UNPUNCTUATED = 0.7
_SHORT_SENTENCE = 0.5

# Each further line of a gap costs more: a body is dense.
_GAP_GROWTH = 0.12

# The first sentences below a headline are the body's, however short the story is.
_BELOW_HEADLINE = 25.0

# A story has sub-headings of one line; two and more above every sentence are a list.
_LINES_OF_A_TEASER = 2
_A_LIST = 2

# A headline inside the run opens the body where most of the run follows it.
_MOST = 0.6

# What closes a page, once there was a story: a credit such as «© AFP» also stands
# between paragraphs.
_CLOSING = frozenset({"copyright", "comments", "most_read"})
_SOON = 4
_A_STORY = 60.0

# «See also: a title» stands in the midst of a story.
_KIND_WEIGHTS = {
    **dict.fromkeys(("see_also", "most_read", "latest", "comments", "copyright"), _OTHER_BOX),
    "related": -1.0,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of lines: indexes of the first and behind the last, and its weight."""

    start: int
    end: int
    mass: float


def find_body(lines: Sequence[Line], headlines: Collection[int]) -> Run:
    """Return where the body stands; an empty run where no line weighs anything."""
    weights = list(_weights(lines, frozenset(headlines)))
    run = _below_headline(_densest(weights, _walls(lines)), weights, headlines)
    return _without_teasers(run, weights)


def _walls(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that a story does not go on behind: no sentence is near."""
    return frozenset(
        index
        for index, line in enumerate(lines)
        if line.kind in _CLOSING
        and not any(near.is_prose for near in lines[index + 1 : index + 1 + _SOON])
    )


def _weights(lines: Sequence[Line], headlines: frozenset[int]) -> Iterator[float]:
    near = 0
    for index, line in enumerate(lines):
        weight = _NO_SENTENCE if index in headlines else weight_of(line)
        if index in headlines:
            near = NEAR_STORY
        elif near and line.is_prose:
            weight, near = weight + _BELOW_HEADLINE, 0
        else:
            near = max(0, near - 1)
        yield weight


def weight_of(line: Line) -> float:
    """Return how much a line speaks for (or, below 0, against) a body around it."""
    if line.kind:
        return _KIND_WEIGHTS.get(line.kind, _FURNITURE)
    if line.ends:
        worth = 1.0 if line.size >= SHORTEST_SENTENCE else _SHORT_SENTENCE
        return min(line.size, _MOST_WORDS) * worth
    if line.is_prose:
        return min(line.size, _MOST_WORDS) * _UNPUNCTUATED
    if line.size >= _SHORTEST_ITEM and _BULLET.match(line.text):
        return _ITEM
    if line.size >= _LONG_LINE:
        return 0.0
    return _DATED if line.size <= _MOST_DATE_WORDS and _DAY.search(line.text) else _NO_SENTENCE


def _densest(weights: Sequence[float], walls: frozenset[int]) -> Run:
    best = Run(0, 0, 0.0)
    start, total, gap = 0, 0.0, 0
    for index, weight in enumerate(weights):
        if index in walls and total >= _A_STORY:
            start, total, gap = index, 0.0, 0
        gap = gap + 1 if weight <= 0 else 0
        total += weight * (1 + _GAP_GROWTH * (gap - 1)) if weight < 0 else weight
        if total <= 0:
            start, total = index + 1, 0.0
        elif total > best.mass:
            best = Run(start, index + 1, total)
    return best


def _below_headline(run: Run, weights: Sequence[float], headlines: Collection[int]) -> Run:
    inside = [index for index in headlines if run.start <= index < run.end]
    for index in reversed(inside):
        rest = sum(weights[index + 1 : run.end])
        if rest >= run.mass * _MOST:
            below = range(index + 1, run.end)
            start = next((at for at in below if weights[at] > 0), run.end)
            return Run(start, run.end, rest)
    return run


def _without_teasers(run: Run, weights: Sequence[float]) -> Run:
    """Cut a list of stories off the end: title, name or day, one sentence, again and again."""
    end, cut, teasers = run.end, run.end, 0
    while end > run.start:
        sentences = _stretch(end, weights, run.start, sign=1)
        others = _stretch(sentences, weights, run.start, sign=-1)
        if end - sentences > 1 or sentences - others < _LINES_OF_A_TEASER:
            break
        end = cut = others
        teasers += 1
    mass = sum(weights[run.start : cut])
    return Run(run.start, cut, mass) if teasers >= _A_LIST and mass >= _A_STORY else run


def _stretch(end: int, weights: Sequence[float], low: int, *, sign: int) -> int:
    """Return where the lines before `end` begin that all weigh more, or less, than 0."""
    while end > low and (weights[end - 1] > 0) == (sign > 0):
        end -= 1
    return end
