"""How far two texts, titles, names or days agree, and what that means over many pages.

A body is compared by its shingles of four words (of four signs where a language
puts no space between words); publishers weigh equally, however many pages of
each there are.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from statistics import fmean
from typing import Protocol, TypeVar

from warraq.text.direction import direction_of
from warraq.text.keys import key

_UNSPACED = frozenset({"ja", "my", "th", "zh"})
_SHINGLE = 4
# Gold carries over what a page prints around a field: «By Ada Sample», «A title | Site».
_BY = re.compile(r"^(?:by|von|par|por|di|av|af)\s+", re.I)
_SITE = re.compile(r"(?P<title>.*\S)(?:\s+[|–—-]|\s*\|)\s+(?P<site>[^|]+)")
# Arabic and Hebrew write «and» on to the name behind it.
_BETWEEN_NAMES = re.compile(
    r"\s*[;,،&]\s*|\s+(?:and|und|et|y|e|и|og|och|و)\s+|\s+[وו](?=\S{2,}\s\S)"
)


class Scored(Protocol):
    """Anything that was measured against a row of gold."""

    @property
    def gold(self) -> dict[str, object]: ...


S = TypeVar("S", bound=Scored)


def body_f1(found: str, gold: str, lang: str) -> float:
    """Return the F1 of the shingles two texts share."""
    ours, theirs = shingles(found, lang), shingles(gold, lang)
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


def shingles(text: str, lang: str) -> Counter[tuple[str, ...]]:
    """Return how often each run of four words stands in `text`."""
    folded = key(text)
    parts = list(folded.replace(" ", "")) if lang in _UNSPACED else folded.split()
    size = min(_SHINGLE, len(parts)) or 1
    return Counter(tuple(parts[at : at + size]) for at in range(len(parts) - size + 1))


def verdict(found: str, gold: str) -> str:
    """Return whether a field is «right», «wrong», «unknown», or has no gold."""
    if not gold:
        return "no gold"
    if not found:
        return "unknown"
    return "right" if key(found) == key(gold) else "wrong"


def title_verdict(found: str, gold: str, publisher: str) -> str:
    """Return the verdict on a title; the publisher's name behind it is nothing, in either."""
    return verdict(_without_site(found, publisher), _without_site(gold, publisher))


def _without_site(title: str, publisher: str) -> str:
    match = _SITE.fullmatch(title)
    site = key(match["site"]).replace(" ", "") if match else ""
    hosts = publisher.casefold().split(".")
    return match["title"] if match and site in (*hosts, "".join(hosts)) else title


def is_a_day_off(found: str, gold: str) -> bool:
    """Return whether two days are neighbours, as those of two time zones are."""
    try:
        return abs((date.fromisoformat(found) - date.fromisoformat(gold)).days) == 1
    except ValueError:
        return False


def names_verdict(found: Iterable[str], gold: str) -> str:
    """Return the verdict on who wrote a story; the order of names is nothing."""
    told = "; ".join(found)
    if verdict(told, gold) == "wrong" and _names(told) == _names(gold):
        return "right"
    return verdict(told, gold)


def _names(text: str) -> set[str]:
    return {key(name) for name in _BETWEEN_NAMES.split(_BY.sub("", text))} - {""}


def publisher(score: Scored) -> str:
    """Return who published the page."""
    return str(score.gold["publisher"])


def is_right_to_left(score: Scored) -> bool:
    """Return whether the page is in a language that runs right to left."""
    return direction_of(str(score.gold["lang"])) == "rtl"


def is_looked_at(score: Scored) -> bool:
    """Return whether the page is of the half of the publishers whose mistakes were studied."""
    return hashlib.sha256(publisher(score).encode("utf-8")).digest()[0] % 2 == 0


def mean(scores: Iterable[S], value: Callable[[S], float]) -> float:
    """Return the mean over pages."""
    values = [value(score) for score in scores]
    return fmean(values) if values else 0.0


def mean_over_publishers(scores: Iterable[S], value: Callable[[S], float]) -> float:
    """Return the mean of each publisher's own mean."""
    by_publisher: dict[str, list[float]] = {}
    for score in scores:
        by_publisher.setdefault(publisher(score), []).append(value(score))
    return fmean(map(fmean, by_publisher.values())) if by_publisher else 0.0
