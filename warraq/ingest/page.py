"""A dump laid out: its lines, its language, where headline and body stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from warraq.ingest.byline import read_byline
from warraq.ingest.crumbs import Crumbs, find_crumbs
from warraq.ingest.headline import Headline, Headlines, choose_headline, find_headlines
from warraq.ingest.lexicon import LONGEST_FURNITURE, Lexicon, lexicon_of
from warraq.ingest.lines import Line, read_lines
from warraq.ingest.profiles import Profile
from warraq.ingest.zones import Run, find_body
from warraq.model import Certainty
from warraq.text.dates import looks_like_date
from warraq.text.keys import key
from warraq.text.language import LanguageGuess, identify

# Enough running text to tell a language by.
_SAMPLE = 1000

# In a dump that parts its paragraphs by blank lines, so many lines between the
# sentences and the next furniture are still the story's.
_EDGE = 3

# A day, crumbs and a title stand within the first lines of a plain text.
_TOP = 6

# A headline is printed again as the caption of the picture below it.
_AGAIN_WITHIN = 8

# No furniture, or lines that stand in stories too: a figure, three stars.
_UNTOLD = frozenset({"", "number", "mark"})


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is decided before single lines are read.

    `start` and `end` bound the body; `clean` says that there is no furniture at
    all: a headline and a story.
    """

    lines: tuple[Line, ...]
    left_out: str
    profile: Profile
    lexicon: Lexicon
    lang: str
    lang_certainty: Certainty
    crumbs: Crumbs | None
    headlines: Headlines
    headline: Headline
    start: int
    end: int
    mass: float
    clean: bool

    @property
    def top(self) -> int:
        """Return the first of the lines that print the headline just above the body."""
        near = self.headlines.within(self.headline.index - _AGAIN_WITHIN, self.headline.index + 1)
        return near[0] if near and near[0] > 0 else self.headline.index

    def is_date(self, line: Line) -> bool:
        """Return whether the whole line is a date or a time of day."""
        return _is_date(line.text, self.lang)


def lay_out(text: str, profile: Profile, lang: str) -> Page:
    """Return the page that `text` is a dump of; `lang` is its language where known."""
    lexicon = lexicon_of(profile)
    lines, left_out = read_lines(text, lexicon)
    crumbs = find_crumbs(lines, lexicon, profile.crumb_separators)
    headlines = find_headlines(lines, crumbs)
    run = _bounded(find_body(lines, headlines.indexes), lines, profile)
    guess = LanguageGuess(lang, "certain") if lang else identify(_sample(lines, run))
    tag = guess.lang

    def is_meta(line: Line) -> bool:
        return (
            _is_date(line.text, tag)
            or (not line.ends and lexicon.is_caption(line.text))
            or read_byline(line.text, lexicon, profile.byline_separators) is not None
        )

    clean = _is_clean(lines, run)
    if clean:
        run = Run(_below_title(lines, headlines, is_meta), len(lines), run.mass)
    headline = choose_headline(run.start, lines, headlines, is_meta)
    if clean and headline.index == 0:
        headline = replace(headline, text=lines[0].text)
    return Page(
        lines=lines,
        left_out=left_out,
        profile=profile,
        lexicon=lexicon,
        lang=tag,
        lang_certainty=guess.certainty,
        crumbs=crumbs,
        headlines=headlines,
        headline=headline,
        start=run.start,
        end=run.end,
        mass=run.mass,
        clean=clean,
    )


def _below_title(
    lines: tuple[Line, ...], headlines: Headlines, is_meta: Callable[[Line], bool]
) -> int:
    """Return where the text of a clean dump begins: below its title, if it has one."""
    printed = [at for at in headlines.within(0, _TOP) if not is_meta(lines[at])]
    first = (at for at in range(min(_TOP, len(lines))) if not is_meta(lines[at]))
    title = printed[-1] if printed else next(first, 0)
    return title if lines[title].is_prose and lines[title].ends else title + 1


def _is_clean(lines: tuple[Line, ...], run: Run) -> bool:
    """Return whether there is no furniture: then nothing may be dropped.

    Between the paragraphs of a plain text stand some sub-headings; a whole
    page has rows of links instead.
    """
    if any(line.kind not in _UNTOLD for line in lines) or run.end == run.start:
        return False
    prose = sum(len(line.text) for line in lines if line.is_prose)
    return prose * 4 > sum(len(line.text) for line in lines[1:]) * 3


def _bounded(run: Run, lines: tuple[Line, ...], profile: Profile) -> Run:
    """Cut the run where the profile knows a bound, and widen it to blank-lined edges."""
    start, end = run.start, run.end
    if profile.related == "ends-body":
        ends = (i for i in range(start + 1, end) if lines[i].kind == "see_also")
        end = next(ends, end)
    after, before = set(map(key, profile.body_after)), set(map(key, profile.body_before))
    if after:
        start = next((i + 1 for i in range(end) if key(lines[i].text) in after), start)
    if before:
        ends = (i for i in range(start, len(lines)) if key(lines[i].text) in before)
        end = next(ends, end)
    return Run(start, _widened(end, lines), run.mass) if end > start else Run(0, 0, 0.0)


def _widened(end: int, lines: tuple[Line, ...]) -> int:
    for index in range(end, min(end + _EDGE + 1, len(lines) + 1)):
        if index == len(lines) or lines[index].kind:
            parted = lines[index - 1].block - lines[end - 1].block == index - end
            return index if parted else end
    return end


def _sample(lines: tuple[Line, ...], run: Run) -> str:
    chosen = lines[run.start : run.end] or lines
    taken: list[str] = []
    room = _SAMPLE
    for line in chosen:
        if line.is_prose or not run.mass:
            taken.append(line.text[:room])
            room -= len(line.text)
        if room <= 0:
            break
    return " ".join(taken)


@lru_cache(maxsize=1 << 12)
def _is_date(text: str, lang: str) -> bool:
    if len(text) > LONGEST_FURNITURE or not any(map(str.isdigit, text)):
        return False
    return looks_like_date(text, lang)
