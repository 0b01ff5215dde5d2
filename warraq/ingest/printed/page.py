"""A dump laid out: its lines, its language, where headline and body stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from warraq.ingest.portal.profiles import Profile
from warraq.ingest.printed.byline import opens_with_genre, read_byline
from warraq.ingest.printed.crumbs import Crumbs, find_crumbs
from warraq.ingest.printed.edges import (
    below_title,
    bounded,
    is_clean,
    is_elsewhere,
    is_named,
    is_told_in_verse,
    opens_with_headline,
    raised,
    without_sentences,
)
from warraq.ingest.printed.facts import Facts, read_facts
from warraq.ingest.printed.headline import (
    Headline,
    Headlines,
    choose_headline,
    find_headlines,
    unmarked,
    without_outlet,
)
from warraq.ingest.printed.hours import hours_of_entries
from warraq.ingest.printed.kinds import UNTOLD
from warraq.ingest.printed.lexicon import LONGEST_FURNITURE, Lexicon, lexicon_of
from warraq.ingest.printed.lines import Line, read_lines
from warraq.ingest.printed.lists import with_items, with_rest
from warraq.ingest.printed.nameplate import is_name_of_outlet, mark_name, plates_of
from warraq.ingest.printed.stanzas import free_verses
from warraq.ingest.printed.zones import Run, find_body
from warraq.model import Certainty
from warraq.text.dates import Order, PrintedDate, find_dates, looks_like_date, read_date
from warraq.text.keys import key
from warraq.text.language import LanguageGuess, identify

_BETWEEN_PARTS = re.compile(r"\s*[|•·]\s*")

_BETWEEN_TITLES = re.compile(r"\s+[|–—-]\s+|\s*[|:]\s+")
# Enough running text to tell a language by: for 2,500 dumps a thousand letters
# changed nothing.
_SAMPLE = 600

_LONGEST_IN_WORDS = 25
_LONGEST_TITLE, _LONGEST_MASTHEAD = 300, 160
# The name of an outlet stands in a few lines of a head and of a foot.
_MOST_PLATES = 12

_ISSUE = re.compile(
    r"\b(?:العدد|عدد|شماره|شمارۀ|شمارہ|ژمارە|ژماره|גיליון|issue|no\.|sayı|hejmar|numéro|n°)"
    r"\s*:?\s*\(?\s*\d",
    re.I,
)

# What no word of a story begins with, even where it has no colon.
_LABELLED = frozenset({"see_also", "tags", "filed"})

# A headline is printed again as the caption of the picture below it.
_AGAIN_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is decided before single lines are read.

    `start` and `end` bound the body; `clean` says that there is no furniture at
    all: a headline and a story. `hours` are the lines above the entries of a story that
    is told as it happens.
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
    plates: tuple[str, ...] = ()
    hours: frozenset[int] = frozenset()

    @property
    def top(self) -> int:
        """Return the first of the lines that print the headline just above the body."""
        near = self.headlines.within(self.headline.index - _AGAIN_WITHIN, self.headline.index + 1)
        return near[0] if near and near[0] > 0 else self.headline.index

    @property
    def head_end(self) -> int:
        """Return the end of the lines above the headline, or above the body where it has none."""
        return self.top if self.top >= 0 else self.start

    def is_date(self, line: Line) -> bool:
        """Return whether the whole line is a date or a time of day."""
        return _is_date(line.text, self.lang)

    def is_masthead(self, line: Line) -> bool:
        """Return whether a line is the number and the day of an issue."""
        return _is_masthead(line.text, self.lang)

    def read_date(self, text: str) -> PrintedDate | None:
        """Return the date that a line or a part of one is wholly made of."""
        return _read_date(text, self.lang, self.profile.date_order)

    def read_facts(self, text: str) -> Facts | None:
        """Return the day, and the names, place or section, that are all that a line says."""
        return read_facts(text, self.lang, self.profile.date_order, self.lexicon)

    def find_dates(self, text: str) -> tuple[tuple[int, int, PrintedDate], ...]:
        """Return the full dates inside a line with their spans."""
        return find_dates(text, self.lang, order=self.profile.date_order)

    def is_outlet(self, name: str) -> bool:
        """Return whether a name is that of the portal, by its words or by where the page tells it.

        So do the page's title, its notices, and what names an outlet above the headline.
        """
        if is_name_of_outlet(name):
            return True
        words = f" {key(name)} "
        return any(words in f" {plate} " for plate in self.plates)

    def is_furniture(self, index: int) -> bool:
        """Return whether the line at `index` is furniture by its words, or the crumbs."""
        on_path = self.crumbs is not None and self.crumbs.index == index
        return on_path or self.lines[index].kind not in UNTOLD


def lay_out(text: str, profile: Profile, lang: str, outlet: str = "") -> Page:
    """Return the page that `text` is a dump of.

    `lang` is its language and `outlet` the name of its publisher, where known.
    """
    lexicon = lexicon_of(profile, outlet)
    lines, left_out = read_lines(text, lexicon)
    verses = free_verses(lines)
    if not outlet:
        mark_name(lines)
    crumbs = find_crumbs(lines, lexicon, profile.crumb_separators)
    headlines = find_headlines(lines, crumbs, outlet)
    run = bounded(find_body(lines, headlines.indexes), lines, profile)
    guess = LanguageGuess(lang, "certain") if lang else identify(_sample(lines, run))
    path = lines[crumbs.index] if crumbs and crumbs.headline < 0 else None
    is_meta = partial(_is_meta, path=path, lexicon=lexicon, profile=profile, lang=guess.lang)
    if lines and is_meta(lines[0]):
        headlines = headlines.without_title()
    clean = bare = not crumbs and is_clean(lines, run)
    if clean:
        run = Run(below_title(lines, headlines, is_meta), len(lines), run.mass)
    elif verses:
        run = Run(verses.start, verses.stop, run.mass)
    else:
        run = with_items(_surrounded(run, lines, headlines, crumbs, is_meta), lines, is_meta)
        bare = not crumbs and opens_with_headline(run.start, lines, headlines, is_meta)
        # A profile that says where stories end knows it better.
        if bare and not profile.body_before:
            run = with_rest(run, lines, is_meta, partial(_is_labelled, lexicon=lexicon))
    is_titled = partial(_is_titled, lexicon=lexicon)
    headline = choose_headline(run.start, lines, headlines, is_meta, is_titled)
    if clean and headline.index == 0:
        headline = replace(headline, text=without_outlet(lines[0].text, outlet))
    if (plain := unmarked(headline.text)) != headline.text:
        headline = replace(headline, text=plain)
    start = raised(run.start, headline.index, lines, is_meta, is_bare=bare and not clean)
    above = max(start - 1, headline.index + 1, 0)
    entries = hours_of_entries(("", line) for line in lines[above : run.end])
    hours = frozenset(above + at for at in entries)
    page = Page(
        lines=lines,
        left_out=left_out,
        profile=profile,
        lexicon=lexicon,
        lang=guess.lang,
        lang_certainty=guess.certainty,
        crumbs=crumbs,
        headlines=headlines,
        headline=headline,
        start=min(start, *hours) if hours else start,
        end=run.end,
        mass=run.mass,
        clean=clean,
        hours=hours,
    )
    return replace(page, plates=_plates(page))


def _plates(page: Page) -> tuple[str, ...]:
    """Return the keys of what may tell the name of the outlet, headlines aside."""
    title = page.lines[0].text[:_LONGEST_TITLE] if page.lines else ""
    told = [part for part in _BETWEEN_TITLES.split(title) if part]
    told += [line.text for line in page.lines if line.kind == "copyright"][:_MOST_PLATES]
    told += plates_of(page.lines[: max(page.head_end, 0)])[:_MOST_PLATES]
    headline = key(page.headline.text)
    return tuple(dict.fromkeys(plate for one in told if (plate := key(one)) != headline))


def _is_meta(
    line: Line, *, path: Line | None, lexicon: Lexicon, profile: Profile, lang: str
) -> bool:
    """Return whether a line tells of the story: its section, its day, its author, its picture."""
    return (
        line is path
        or _is_date(line.text, lang)
        or (not line.ends and lexicon.is_caption(line.text))
        or read_byline(line.text, lexicon, profile.byline_separators) is not None
        or _holds_day(line.text, lang)
        or read_facts(line.text, lang, profile.date_order, lexicon) is not None
        or _is_masthead(line.text, lang)
        or _leads_to_day(line.text, lexicon)
    )


def _is_titled(line: Line, *, lexicon: Lexicon) -> bool:
    return opens_with_genre(line.text, lexicon)


def _is_labelled(line: Line, *, lexicon: Lexicon) -> bool:
    """Return whether a line says what it is, «Tags: …», «By Ada at 10:30», or is a row of links."""
    label = lexicon.label_of(line.text) if len(line.text) <= LONGEST_FURNITURE else None
    if label is None or label.has_colon:
        return label is not None or " | " in line.text
    is_of_hour = label.kind == "by" and any(map(str.isdigit, label.value))
    return is_of_hour or label.kind in _LABELLED


def _leads_to_day(text: str, lexicon: Lexicon) -> bool:
    """Return whether a line begins with the label of a day and has a figure."""
    if len(text) > LONGEST_FURNITURE or not any(map(str.isdigit, text)):
        return False
    label = lexicon.label_of(text)
    return label is not None and label.kind in ("published", "updated")


@lru_cache(maxsize=1 << 12)
def _is_masthead(text: str, lang: str) -> bool:
    """Return whether a line is the number and the day of an issue, on top of a printed page."""
    if len(text) > _LONGEST_MASTHEAD or not _ISSUE.search(text):
        return False
    return len(find_dates(text, lang)) == 1


def _surrounded(
    run: Run,
    lines: tuple[Line, ...],
    headlines: Headlines,
    crumbs: Crumbs | None,
    is_meta: Callable[[Line], bool],
) -> Run:
    """Return the body of a page with furniture: the found one, or that below its headline."""
    if is_told_in_verse(run, lines, headlines):
        found = without_sentences(lines, headlines, crumbs)
        inside = found.start <= run.start and run.end <= found.end
        return Run(found.start, found.end, run.mass) if inside else run
    if run.mass and not is_named(headlines):
        return run
    found = without_sentences(lines, headlines, crumbs)
    return found if not run.mass or is_elsewhere(run, found, lines, is_meta) else run


def _sample(lines: tuple[Line, ...], run: Run) -> str:
    """Return the first words of the running text, or of the page where there is none."""
    prose = [line for line in lines[run.start : run.end] if line.is_prose]
    taken: list[str] = []
    room = _SAMPLE
    for line in prose or lines:
        if room <= 0:
            break
        taken.append(line.text[:room])
        room -= len(line.text)
    return " ".join(taken)


@lru_cache(maxsize=1 << 12)
def _holds_day(text: str, lang: str) -> bool:
    """Return whether there is a day between bars, and nothing but words of a menu beside it."""
    if len(text) > LONGEST_FURNITURE:
        return False
    parts = _BETWEEN_PARTS.split(text)
    others = [part for part in parts if not _is_date(part, lang)]
    return len(others) < len(parts) > 1 and all(len(part.split()) < 3 for part in others)


@lru_cache(maxsize=1 << 12)
def _is_date(text: str, lang: str) -> bool:
    # Without a figure only «yesterday» and the like are days.
    longest = LONGEST_FURNITURE if any(map(str.isdigit, text)) else _LONGEST_IN_WORDS
    return len(text) <= longest and looks_like_date(text, lang)


# A line is asked about from several sides, and a portal prints one day many times.
@lru_cache(maxsize=1 << 12)
def _read_date(text: str, lang: str, order: Order) -> PrintedDate | None:
    return read_date(text, lang, order=order)
