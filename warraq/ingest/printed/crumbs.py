"""Which line is the path of crumbs above a headline, and what it names.

A headline may hold the separator itself, so the tail of the path is found by
comparing it with the headline and not by counting separators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from warraq.ingest.printed.lexicon import Lexicon
from warraq.ingest.printed.lines import Line
from warraq.text.keys import key

# Longer paths are menus: home, two or three sections, the headline.
_MOST_SECTIONS = 3
_FEWEST_OF_MENU = 3
_LONGEST_SECTION = 40
_LONGEST_PATH = 400
_LONGEST_HOME = 40

# How far below its crumbs a headline may stand.
_HEADLINE_WITHIN = 6

_HEAD_OF_PAGE = 400


@dataclass(frozen=True, slots=True)
class Crumbs:
    """Indexes of the path and of the headline it ends in (-1: it names no headline)."""

    index: int
    headline: int
    sections: tuple[str, ...]


def find_crumbs(
    lines: Sequence[Line], lexicon: Lexicon, separators: tuple[str, ...]
) -> Crumbs | None:
    """Return the path that ends in a headline below it, else one that only names sections."""
    bare: Crumbs | None = None
    for index, line in enumerate(lines[:_HEAD_OF_PAGE]):
        if len(line.text) > _LONGEST_PATH or (line.is_prose and line.ends):
            continue
        parts = _path(line.text, lexicon, separators)
        if not parts:
            continue
        if found := _ending_in_headline(index, parts, lines):
            return found
        if len(parts) <= _MOST_SECTIONS and _are_sections(parts, lexicon):
            bare = Crumbs(index, -1, tuple(parts))
    return bare


def _path(text: str, lexicon: Lexicon, separators: tuple[str, ...]) -> list[str]:
    """Return what follows the home label, in parts; nothing where there is no home label."""
    first = _mark(separators).search(text, 0, _LONGEST_HOME + 3)
    if not first:
        return []
    home = text[: first.start()].rstrip()
    rest = text[first.end() :].lstrip()
    if not lexicon.has("home", home):
        if not _after_here(home, lexicon):
            return []
        if lexicon.has("here", home):
            return _path(rest, lexicon, separators)
    return [part for part in _splitter(separators).split(rest) if part]


def _after_here(home: str, lexicon: Lexicon) -> bool:
    """Return whether `home` is «You are here:», with or without the home label."""
    folded = key(home)
    forms = lexicon.folded["here"]
    if folded in forms or not folded.startswith(tuple(forms)):
        return folded in forms
    rests = (folded[len(here) :].strip() for here in forms if folded.startswith(here))
    return not lexicon.folded["home"].isdisjoint(rests)


def _ending_in_headline(index: int, parts: list[str], lines: Sequence[Line]) -> Crumbs | None:
    tails = [(key(" ".join(parts[at:])), at) for at in range(len(parts))]
    for below in range(index + 1, min(index + 1 + _HEADLINE_WITHIN, len(lines))):
        if len(lines[below].text) > _LONGEST_PATH:
            continue
        folded = lines[below].folded
        for tail, at in tails:
            cut = parts[-1].endswith(("...", "…")) and len(tail) > 8
            if folded == tail or (cut and folded.startswith(tail)):
                return Crumbs(index, below, tuple(parts[:at]))
    return None


def _are_sections(parts: list[str], lexicon: Lexicon) -> bool:
    """Return whether parts may name sections: a menu on one line has «Contact» as well."""
    is_menu = len(parts) >= _FEWEST_OF_MENU and any(
        lexicon.kind_of(part) in ("menu", "login") for part in parts
    )
    return not is_menu and all(len(part) <= _LONGEST_SECTION for part in parts)


@lru_cache(maxsize=64)
def _splitter(separators: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of separators with the spaces around them."""
    return re.compile(rf"\s*(?:{_mark(separators).pattern})\s*")


@lru_cache(maxsize=64)
def _mark(separators: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of separators; a dash counts only between spaces."""
    tight = [re.escape(mark) for mark in separators if mark not in "-–—·:"]
    loose = [rf"(?<=\s){re.escape(mark)}(?=\s)" for mark in separators if mark in "-–—·:"]
    return re.compile("|".join((*tight, *loose)))
