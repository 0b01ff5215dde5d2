"""A line of nothing but facts: a day, and beside it a place, names, a section, counters.

«Baghdad – 2018-05-01», «Posted on April 19, 2016 by Ada Sample», «19 April 2016 Leave a
comment 312 views». Every word must be explained: a sentence that tells of a day is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from warraq.ingest.printed.byline import Byline, bare_name, beside_day, in_brackets, read_byline
from warraq.ingest.printed.lexicon import Lexicon
from warraq.text.dates import Order, PrintedDate, find_dates
from warraq.text.keys import key
from warraq.text.sections import section_slug

# A line that says more is a paragraph.
_LONGEST = 120

# How reporters part a place from a name, in any language.
_SEPARATORS = (" – ", " — ", " - ", "/", " | ", "، ", ", ")
_BETWEEN_FACTS = re.compile(r"\s*[|•·/»«›‹،,;؛]\s*|\s+[.–—-]\s+")
_EDGES = " /|•·»«›‹"

# What stands beside a day and tells nothing of the story.
_IDLE = frozenset({"comments", "counters", "share", "social", "menu"})
_MOST_WORDS = 5
_MOST_LABEL_WORDS = 3
# A label begins with one or two words and has a colon behind them.
_LABEL = re.compile(r"\s(?=\S+(?: \S+)?\s?:)")
_INTO_SECTION = re.compile(r"(?:in|en|dans|im|di|في|ضمن|در|בתוך)\s+", re.I)


class Facts(NamedTuple):
    """What a line says: its days, and who or what stands beside them."""

    dates: tuple[PrintedDate, ...]
    bylines: tuple[Byline, ...]
    sections: tuple[str, ...]


@lru_cache(maxsize=1 << 12)
def read_facts(text: str, lang: str, order: Order, lexicon: Lexicon) -> Facts | None:
    """Return what a line says that is a day and other facts, one and all; else None."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    spans = find_dates(text, lang, order=order)
    dates = tuple(date for _, _, date in spans)
    if not _are_of_one_story(dates):
        return None
    runs = [run for gap in _gaps(text, spans, lexicon) for run in _runs(gap, lexicon)]
    told = [part for run in runs for part in _parted(run, lang, lexicon)]
    sections = tuple(name for part in told for name in _sections(part, lang, lexicon) or ())
    rest = [part for part in told if _sections(part, lang, lexicon) is None]
    bylines = _bylines(rest, lexicon)
    return None if bylines is None else Facts(dates, bylines, sections)


def _are_of_one_story(dates: Sequence[PrintedDate]) -> bool:
    """Return whether these are the day of a publication, with that of a change or without."""
    labels = [date.label or "published" for date in dates]
    return 0 < len(set(labels)) == len(labels) and set(labels) <= {"published", "updated"}


def _gaps(
    text: str, spans: Sequence[tuple[int, int, PrintedDate]], lexicon: Lexicon
) -> Iterator[str]:
    """Yield what stands before, between and behind the days of a line."""
    at = 0
    for start, end, _ in spans:
        gap = _without_label(_beside(text[at:start]), lexicon)
        # What leads to a day is no name: «Meeting of Members: 4 May 2018».
        leads = text[at:start].rstrip().endswith((":", "："))
        yield f"{gap}:" if gap and leads and not lexicon.has("places", gap) else gap
        at = end
    yield _beside(text[at:])


def _beside(gap: str) -> str:
    """Return what stands beside a day, without the marks that part it from it."""
    bare = beside_day(gap).strip(_EDGES).removesuffix(" .")
    # What opens before a day and closes behind it holds the day: «(updated 20 April)».
    return bare if ("(" in bare) == (")" in bare) else bare.strip("() ")


def _without_label(gap: str, lexicon: Lexicon) -> str:
    """Return what stands before a day without the label of the day: «Date»."""
    words = gap.split()
    for end in range(max(0, len(words) - _MOST_LABEL_WORDS), len(words)):
        if lexicon.has("published", " ".join(words[end:])):
            return " ".join(words[:end])
    return gap


def _runs(gap: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the words between what tells nothing: counters, buttons, figures."""
    words = gap.split()
    keys = [" ".join(one for one in key(word).split() if not one.isdigit()) for word in words]
    run: list[str] = []
    at = 0
    while at < len(words):
        if end := _idle_until(keys, at, lexicon):
            yield " ".join(run)
            run, at = [], end
        else:
            run.append(words[at])
            at += 1
    yield " ".join(run)


def _idle_until(keys: Sequence[str], start: int, lexicon: Lexicon) -> int:
    """Return where the longest form of what tells nothing ends that begins here, else 0."""
    for end in range(min(start + _MOST_WORDS, len(keys)), start, -1):
        if lexicon.lines.get(" ".join(filter(None, keys[start:end]))) in _IDLE:
            return end
    return 0


def _parted(run: str, lang: str, lexicon: Lexicon) -> Sequence[str]:
    """Return the parts of what was set side by side, where one of them names a section."""
    parts = [part for part in _BETWEEN_FACTS.split(run) if part]
    for at in (found.start() for found in _LABEL.finditer(run)):
        before, behind = run[:at].strip(), run[at:].strip()
        if lexicon.label_of(behind) and key(before) not in lexicon.labels:
            return (*_parted(before, lang, lexicon), *_parted(behind, lang, lexicon))
    named = any(_sections(part, lang, lexicon) for part in parts)
    return parts if named and _sections(run, lang, lexicon) is None else (run,)


def _sections(run: str, lang: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Return the sections that words name, none where they name nothing; None for other words."""
    bare = beside_day(run).strip(_EDGES)
    if not key(bare) or key(bare).replace(" ", "").isdigit():
        return ()
    if any(lexicon.has(kind, bare) for kind in ("published", "updated")):
        return ()
    label = lexicon.label_of(bare)
    is_filed = label is not None and label.kind in ("filed", "tags", "listing")
    names = label.value if label and is_filed else _INTO_SECTION.sub("", bare, count=1)
    found = tuple(name for name in _BETWEEN_FACTS.split(names) if name)
    known = tuple(name for name in found if section_slug(name, lang) is not None)
    return known if is_filed or (known == found and found) else None


def _bylines(runs: Sequence[str], lexicon: Lexicon) -> tuple[Byline, ...] | None:
    """Return the bylines that all these words make up; None where one of them is none."""
    told = [run.strip(_EDGES) for run in runs]
    if not any(told):
        return ()
    if whole := _byline(" – ".join(told), lexicon):
        return (whole,)
    parts = [part for run in told for part in _BETWEEN_FACTS.split(run) if part]
    read = (_byline(part, lexicon) or _of_others(part, lexicon) for part in parts)
    found = tuple(byline for byline in read if byline)
    return found if len(found) == len(parts) else None


def _byline(text: str, lexicon: Lexicon) -> Byline | None:
    if lexicon.has("places", text):
        # In brackets it tells whose clock is meant: «10:30 (Mecca)».
        return Byline(place="" if text.startswith("(") else text, rule="place-beside-date")
    return (
        read_byline(text, lexicon, _SEPARATORS)
        or bare_name(text, lexicon)
        or in_brackets(text, lexicon)
    )


def _of_others(text: str, lexicon: Lexicon) -> Byline | None:
    """Return what a label says of where a story is from, or who edited it: no author."""
    label = lexicon.label_of(text)
    is_named = label is not None and label.has_colon and label.kind in ("source", "editor")
    return Byline(rule="source") if is_named else None
