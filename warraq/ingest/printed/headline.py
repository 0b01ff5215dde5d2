"""Which lines are the headline of a page.

A dump mostly opens with the page's title, which is the headline with the name
of the site behind it; or with crumbs that end in the headline. Where neither
agrees with any line, the headline is the best line above the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from warraq.ingest.printed.crumbs import Crumbs
from warraq.ingest.printed.kinds import BELOW_HEADLINE, LEADING_ON, NEAR_STORY
from warraq.ingest.printed.lines import Line
from warraq.model import Certainty
from warraq.text.keys import key

# «The Lantern», «صحيفة الضفة»: with more words a line says what happened.
_MOST_NAME_WORDS = 3

# A line with a year tells a day.
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")

# What sites put between a headline and their name.
_SEPARATOR = re.compile(r"\s+[|\-–—:»«›‹/·•]+\s+|\s*[|｜]\s*|\s+::\s+")

# «# A title #»; a hashtag has no space.
_HEADING_MARK = re.compile(r"#{1,6}\s+(.+?)(?:\s+#+)?")

# A headline seldom passes 25 words, and the name of a site and a section may follow in a
# page's title. Questions and quotes that are headlines end with a stop, and are shorter:
# with 12 words four headlines of 692 real dumps were lost, with 30 none was won.
_MOST_WORDS = 40
_LONGEST_SENTENCE = 20
# Forty words have fewer signs.
_LONGEST = 300

# A page's title that was shortened for search engines shares most of its words with
# the headline; below that, common words agree by chance. Of a line far from it nearly all
# words have to agree. Less or more of any loses up to three of those headlines.
_SAME_STORY = 0.5
_RETOLD = 0.75
_FEWEST_WORDS = 4
# Two words say nothing of a whole line.
_COMPARED = 3
# The name of a paper, in its page's title, stands in who writes for it as well.
_FEWEST_SHARED = 2
# A key is shorter than what it was formed of, by marks and signs between words.
_UNFOLDED, _SIGNS = 2, 20

# Headlines hold dashes and colons too, so every part is tried that is no mere name. With
# half that share seven of those headlines are lost; no title had more cuts.
_MOST_CUTS = 6
_LEAST_OF_TITLE = 0.3

# A site's name is short: «The Gazette of the Coast» has five words.
_MOST_SITE_WORDS = 5

# «Front page | News | Sports»: some links of a few words each.
_BETWEEN_LINKS = re.compile(r"\s*[|•·]\s*")
_LINKS_OF_A_ROW, _LINK_WORDS = 3, 4

# A headline below a kicker has so many words.
_KICKED = 3

# What speaks for a line above the body. A page's own title outweighs all else; then tell
# its words, up to as many as headlines have, and each line between takes half a word off.
# That facts stand below it is worth five words, a stop costs ten, for headlines
# that end with one are few. Half or twice of any changes 1 in 100 headlines at most.
_BY_TITLE = 6.0
_PER_WORD, _ENOUGH_WORDS = 0.2, 12
_PER_LINE = 0.1
_ABOVE_FACTS = 1.0
_STOPPED = 2.0
# A headline is printed again as the caption of the picture below it.
_AGAIN = 1.5

# A deck says in a sentence what a headline says in half as many words. Below 13 words
# the longer of two lines is as often a headline below its kicker.
# Hardly a headline has 17. Both were chosen on 281 pages without their titles.
_DECK, _DECK_TIMES, _LONG_DECK = 13, 2, 17
# Three words are a section or a name as often.
_HEADED = 4
# A headline and the lines below it share a word, and one of so many letters tells.
_OPENING, _TELLING = 6, 4
# «strike» and «striking» share five letters, and three others follow at most.
_STEM, _ENDING = 5, 3
# A summary and one more sentence; a day, a name and buttons may stand between. Three
# decks, or ten lines, were on none of those pages.
_MOST_DECKS = 2
_BETWEEN = 6
# A path, a day or an hour, what leads to something else.
_UNLIKE_HEADLINE = re.compile(r"^\W*[+>»›/]|[>›»]\s|[,،:：]$|\d[:./-]\d")

# A line of four words just above the body is a headline, a word of a menu is none.
_GOOD_ENOUGH = 0.6
# Yet a shorter one is better than a first line that is shorter still: the name of a site.
_FAIR, _SITE_WORDS = 0.3, 2


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline: its line (-1 for none), its text, and how it was found."""

    index: int
    text: str
    rule: str = ""
    certainty: Certainty = "likely"


@dataclass(frozen=True, slots=True)
class Headlines:
    """The lines that print the headline, in order; `title` is the page's own."""

    indexes: tuple[int, ...] = ()
    rule: str = ""
    title: str = ""

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """Return those from line `start` up to and without line `end`."""
        return self.indexes[bisect_left(self.indexes, start) : bisect_left(self.indexes, end)]

    def without_title(self) -> Headlines:
        """Return the same for a page whose first line turned out to be no title."""
        return self if self.rule == "crumbs" else Headlines()


_NONE = Headline(-1, "")


def find_headlines(lines: Sequence[Line], crumbs: Crumbs | None, outlet: str = "") -> Headlines:
    """Return the lines that print what the crumbs end in, or the page's title."""
    if crumbs and crumbs.headline >= 0:
        folded = lines[crumbs.headline].folded
        return Headlines(_printing({folded}, lines) or (crumbs.headline,), "crumbs")
    if not lines or lines[0].kind or lines[0].size > _MOST_WORDS or _is_sentence(lines[0]):
        return Headlines()
    title = without_outlet(lines[0].text[:_LONGEST], outlet)
    if (below := _below_name(lines)) > 0:
        return Headlines((below,), "like-page-title", title)
    printed = _printing(_forms(title) | {lines[0].folded}, lines)
    if len(printed) > 1:
        return Headlines(printed, "page-title", title)
    return Headlines((*printed, *_retelling(title, lines)), "like-page-title", title)


def _below_name(lines: Sequence[Line]) -> int:
    """Return the line of the headline below a name that tells nothing of the story, 0 for none.

    The name of a site opens a text twice, or above a headline and its deck.
    """
    name = lines[0]
    below = next((at for at, line in enumerate(lines) if not line.prints(name.folded)), 0)
    if name.ends or name.size > _MOST_NAME_WORDS or not below:
        return 0
    story = lines[below : below + _OPENING]
    text = lines[below].text
    if any(line.kind for line in story) or _UNLIKE_HEADLINE.search(text) or _YEAR.search(text):
        return 0
    is_name = below > 1 or (_may_head(lines[below]) and _opens_with_deck(story[1:]))
    told = is_name and not _is_told_of(name, story) and _is_told_of(lines[below], story[1:])
    return below if told else 0


def _opens_with_deck(lines: Sequence[Line]) -> bool:
    """Return whether one line that is long enough for a deck stands above the sentences."""
    above = [*takewhile(lambda line: not line.is_prose, lines)]
    is_deck = [line.size >= _HEADED and not _UNLIKE_HEADLINE.search(line.text) for line in above]
    return 0 < len(above) < len(lines) and is_deck[0]


def choose_headline(
    start: int,
    lines: Sequence[Line],
    headlines: Headlines,
    is_meta: Callable[[Line], bool],
    is_titled: Callable[[Line], bool],
) -> Headline:
    """Return the headline of the body that starts at line `start`.

    A line that `is_titled` tells of its writer, unless no other can be the headline.
    """
    above = headlines.within(0, start)
    if above and (above[-1] > 0 or headlines.rule == "crumbs"):
        index = above[-1]
        certainty: Certainty = "likely" if headlines.rule == "like-page-title" else "certain"
        return Headline(index, lines[index].text, headlines.rule, certainty)
    score, index = max(_ranked(start, lines, headlines, is_meta), default=(0.0, -1))
    says_more = index >= 0 and lines[index].size > max(lines[0].size, _SITE_WORDS)
    is_named = index >= 0 and (bool(headlines.title) or lines[0].kind == "outlet")
    if score >= _GOOD_ENOUGH or (is_named and score >= _FAIR and says_more):
        index = _below_kicker(index, start, lines, is_meta)
        index = _above_deck(index, lines, headlines, is_meta)
        return Headline(index, lines[index].text, "line-above-body")
    if headlines.title and not is_meta(lines[0]):
        return Headline(0, _without_site(headlines.title), "first-line")
    near = range(max(0, start - NEAR_STORY), start)
    index = next((at for at in near if is_titled(lines[at])), -1)
    return Headline(index, lines[index].text, "line-above-body") if index >= 0 else _NONE


def _below_kicker(
    index: int, start: int, lines: Sequence[Line], is_meta: Callable[[Line], bool]
) -> int:
    """Return the line of a headline whose kicker, «The mayor tells us:», was taken for it."""
    below = lines[index + 1] if index + 1 < start else None
    if below is None or below.kind or below.size < _KICKED or is_meta(below):
        return index
    return index + 1 if lines[index].text.endswith(LEADING_ON) else index


def _above_deck(
    index: int, lines: Sequence[Line], headlines: Headlines, is_meta: Callable[[Line], bool]
) -> int:
    """Return the line of a headline whose deck, a sentence below it, was taken for it."""
    title = set(key(headlines.title).split())
    low = 1 if headlines.title else 0
    for _ in range(_MOST_DECKS):
        above = _next_above(index, low, lines, is_meta)
        if above < low or _shared(set(lines[index].folded.split()), title) >= _SAME_STORY:
            break
        is_deck = _is_deck(lines[index], lines[above]) and _is_taken_up(above, index, lines)
        if not is_deck and not _is_aside(index, above, lines):
            break
        over = lines[above - 1] if above > low else None
        if over and not over.kind and not is_meta(over) and over.size >= lines[above].size:
            break
        index = above
    return index


def _is_taken_up(above: int, deck: int, lines: Sequence[Line]) -> bool:
    """Return whether the deck or the story below it has a word of the line above."""
    return _is_told_of(lines[above], lines[deck : deck + _OPENING])


def _is_aside(index: int, above: int, lines: Sequence[Line]) -> bool:
    """Return whether a story takes up a word of the line above, and none of the longer one."""
    line, story = lines[index], lines[index + 1 : index + 1 + _OPENING]
    if not _may_head(lines[above]) or line.size <= lines[above].size:
        return False
    return _is_told_of(lines[above], story) and not _is_told_of(line, story)


def _is_told_of(line: Line, story: Sequence[Line]) -> bool:
    """Return whether a story has a word of `line`, whatever its ending: «strike», «striking»."""
    told = {word for one in story for word in one.folded.split() if len(word) >= _TELLING}
    words = {word for word in line.folded.split() if len(word) >= _TELLING}
    return not words.isdisjoint(told) or any(_are_akin(a, b) for a in words for b in told)


def _are_akin(word: str, other: str) -> bool:
    """Return whether two words differ by their endings at most."""
    alike = sum(1 for _ in takewhile(bool, map(eq, word, other)))
    return alike >= _STEM and max(len(word), len(other)) - alike <= _ENDING


def _next_above(
    index: int, low: int, lines: Sequence[Line], is_meta: Callable[[Line], bool]
) -> int:
    """Return the line above one, buttons and what tells of the story passed over."""
    for above in range(index - 1, max(low, index - _BETWEEN) - 1, -1):
        if lines[above].kind not in BELOW_HEADLINE and not is_meta(lines[above]):
            return above
    return -1


def _is_deck(line: Line, above: Line) -> bool:
    """Return whether a line tells at length what the one above it says for a headline."""
    if not _may_head(above):
        return False
    longest = max(_LONG_DECK, above.size + 1)
    return line.size >= min(longest, max(_DECK, above.size * _DECK_TIMES))


def _may_head(line: Line) -> bool:
    """Return whether a line has the shape of a headline, by its words and signs."""
    if line.kind or line.cut or line.size < _HEADED or _is_told(line):
        return False
    return not _UNLIKE_HEADLINE.search(line.text)


def without_outlet(title: str, outlet: str) -> str:
    """Return a page's title without the name of its publisher at either end."""
    cuts = list(_SEPARATOR.finditer(title)) if outlet else []
    if cuts and key(title[cuts[-1].end() :]) == key(outlet):
        return title[: cuts[-1].start()]
    if cuts and key(title[: cuts[0].start()]) == key(outlet):
        return title[cuts[0].end() :]
    return title


def unmarked(title: str) -> str:
    """Return a headline without the mark that makes it one in Markdown."""
    marked = _HEADING_MARK.fullmatch(title)
    return marked[1] if marked else title


def _forms(title: str) -> set[str]:
    """Return the keys of a page's title with and without what may be the site's name."""
    cuts = [(found.start(), found.end()) for found in _SEPARATOR.finditer(title)][:_MOST_CUTS]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(title)]
    spans = ((a, b) for i, a in enumerate(starts) for b in ends[i:])
    least = len(title) * _LEAST_OF_TITLE
    return {key(title[a:b]) for a, b in spans if b - a >= least} - {""}


def _printing(wanted: set[str], lines: Sequence[Line]) -> tuple[int, ...]:
    longest = max(map(len, wanted), default=0) * _UNFOLDED + _SIGNS
    return tuple(
        index
        for index, line in enumerate(lines)
        if len(line.text) <= longest and not line.kind and line.folded in wanted
    )


def _retelling(title: str, lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that say the page's title in about its words."""
    words = set(key(title).split())
    if len(words) < _FEWEST_WORDS:
        return
    for index, line in enumerate(lines):
        fits = _FEWEST_WORDS <= line.size <= _MOST_WORDS and not _is_sentence(line)
        # A first sentence says the headline again, with a full stop behind it.
        is_told = line.is_prose and line.ends and not lines[0].ends
        if index and fits and not line.kind and not is_told:
            told = set(line.folded.split())
            if len(told & words) >= max(_FEWEST_WORDS, _RETOLD * min(len(told), len(words))):
                yield index


def _ranked(
    start: int, lines: Sequence[Line], headlines: Headlines, is_meta: Callable[[Line], bool]
) -> Iterator[tuple[float, int]]:
    """Yield how well each line above the body would do; the first of equals wins."""
    title = set(key(headlines.title).split())
    low = max(1 if headlines.title else 0, start - NEAR_STORY)
    printed = Counter(line.folded for line in lines[low:start] if line.size >= _HEADED)
    dated = False
    for index in range(start - 1, low - 1, -1):
        line = lines[index]
        unfit = line.kind or line.cut or line.size > _MOST_WORDS or _leads_on(index, start, lines)
        if unfit or is_meta(line) or _is_told(line):
            dated = dated or not line.kind
            continue
        score = _worth(line, title) - _PER_LINE * (start - index)
        score += _AGAIN if printed[line.folded] > 1 else 0
        yield score + (_ABOVE_FACTS if dated else 0), index


def _leads_on(index: int, start: int, lines: Sequence[Line]) -> bool:
    """Return whether a line just above the body announces what the story begins with."""
    return index == start - 1 and lines[index].text.endswith(LEADING_ON)


def _worth(line: Line, title: set[str]) -> float:
    """Return how well a line itself would do, by the words that the page's title has."""
    shared = _shared(set(line.folded.split()), title)
    by_title = _BY_TITLE * shared if shared >= _SAME_STORY else 0.0
    by_words = _PER_WORD * min(line.size, _ENOUGH_WORDS)
    return by_title + by_words - (_STOPPED if line.ends else 0)


def _is_told(line: Line) -> bool:
    """Return whether a line is a sentence, or a row of a menu."""
    parts = _BETWEEN_LINKS.split(line.text[:_LONGEST])
    return _is_sentence(line) or (
        len(parts) >= _LINKS_OF_A_ROW and max(map(str.count, parts, " " * len(parts))) < _LINK_WORDS
    )


def _is_sentence(line: Line) -> bool:
    """Return whether a line is longer than the questions and quotes that headlines are."""
    return line.ends and line.size > _LONGEST_SENTENCE


def _shared(words: set[str], title: set[str]) -> float:
    both = len(words & title)
    if len(words) < _COMPARED or both < min(_FEWEST_SHARED, len(title)):
        return 0.0
    return both / min(len(words), len(title)) if title else 0.0


def _without_site(title: str) -> str:
    """Return a page's title without the site's name, where that is short."""
    cuts = list(_SEPARATOR.finditer(title))
    if cuts and title[cuts[-1].end() :].count(" ") < _MOST_SITE_WORDS:
        return title[: cuts[-1].start()]
    return title
