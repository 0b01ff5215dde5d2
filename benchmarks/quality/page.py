"""docs/explanation/accuracy.md, from the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from benchmarks.quality.pages import Score
from benchmarks.quality.scores import is_right_to_left, mean, mean_over_publishers, publisher

# An extractor's scores, or why it was not run.
Asked = Mapping[str, Sequence[Score] | str]

_INTRODUCTION = """\
# How well saved pages are read

warraq beside other extractors, on real pages with known answers.
`make quality` wrote this page; figures in which warraq loses stay in it.
The pages are not part of warraq: whoever has a corpus of that form measures with `--corpus`.

"""

_BODIES = """\
## The story

A body is compared with the known one by its runs of four words; the figure is the F1 of those.
«Strings» are picked by hand: those that must be in a body, and those that must not.

"""

_FIELDS = """\
## Headline, author, day

Of the pages with a known answer: on how many an extractor is right, on how many it says another.
On the rest it says nothing.

"""

_GOLD = """\
## Wrong days, one by one

A day that differs from the known one counts as wrong here, whoever is right.
{count} of {all} days do in warraq's case; this is what the pages say.

"""

_NOT_RUN = """\
Not run:
"""


def page_of(asked: Asked) -> str:
    """Return the page; warraq is among the asked, and comes first."""
    scores = {name: told for name, told in asked.items() if not isinstance(told, str)}
    missing = {name: told for name, told in asked.items() if isinstance(told, str)}
    own = scores["warraq"]
    wrong = [score for score in own if score.date == "wrong"]
    known = sum(score.date != "no gold" for score in own)
    parts = [
        _INTRODUCTION,
        f"{len(own)} pages of {len({publisher(s) for s in own})} publishers were read.\n",
        *((f"\n{_NOT_RUN}\n", *_missing(missing)) if missing else ()),
        f"\n{_BODIES}",
        *_table(("extractor", *_BODY_COLUMNS), _body_rows(scores)),
        f"\n{_FIELDS}",
        *_table(("extractor", *_FIELD_COLUMNS), _field_rows(scores)),
        f"\n{_GOLD.format(count=len(wrong), all=known)}",
        *_table(("page", "known answer", "warraq", "why"), map(_wrong_row, wrong)),
    ]
    return "".join(parts)


def _missing(missing: Mapping[str, str]) -> Iterator[str]:
    return (f"- {name}: it could not be installed, or run.\n" for name in missing)


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
    for row in rows:
        yield f"| {' | '.join(row)} |\n"


_BODY_COLUMNS = (
    *("F1, all pages", "mean over publishers", "right-to-left, mean over publishers"),
    *("strings kept", "strings leaked", "taken for no article"),
)


def _body_rows(scores: Mapping[str, Sequence[Score]]) -> Iterator[Sequence[str]]:
    for name, members in scores.items():
        bodies = [score for score in members if score.body is not None]
        rtl = [score for score in bodies if is_right_to_left(score)]
        must, must_not = sum(s.must for s in members), sum(s.must_not for s in members)
        kept = 1 - sum(s.missing for s in members) / must
        leaked = sum(s.leaked for s in members) / must_not
        refused = sum(bool(s.told.refused) for s in members)
        means = (mean(bodies, _body), mean_over_publishers(bodies, _body))
        figures = (*means, mean_over_publishers(rtl, _body), kept, leaked)
        yield name, *(f"{figure:.3f}" for figure in figures), str(refused)


def _body(score: Score) -> float:
    return score.body or 0.0


_NAMES = ("title", "author", "date")
_FIELD_COLUMNS = tuple(
    f"{name} {verdict}" for name in ("headline", "author", "day") for verdict in ("right", "other")
)


def _field_rows(scores: Mapping[str, Sequence[Score]]) -> Iterator[Sequence[str]]:
    for name, members in scores.items():
        figures = []
        for field in _NAMES:
            known = [score for score in members if getattr(score, field) != "no gold"]
            figures += [mean(known, _is(field, "right")), mean(known, _is(field, "wrong"))]
        yield name, *(f"{figure:.3f}" for figure in figures)


def _is(field: str, verdict: str) -> Callable[[Score], float]:
    return partial(_says, field, verdict)


def _says(field: str, verdict: str, score: Score) -> float:
    return float(getattr(score, field) == verdict)


# What a person found on the page, by its file; nothing of it changes a figure.
_FOUND = {
    "fundus-de-KlasseGegenKlasse": "it prints 06.01.2026 in German, over events of that January; "
    "the known answer took the month for the day",
    "voadari-7163944": "the known answer is the day in universal time; the page prints the day in "
    "Kabul",
    "voadari-7949477": "as above",
    "voadari-7965727": "as above",
    "readability-topicseed-1": "the known answer is the day in universal time; the page prints the "
    "next",
    "traf-dee62da3ab5f": "the known answer is the day of its last change; the page tells both",
    "traf-b9d052e5548b": "address and statement say the 9th, seven in the evening; the issue is "
    "dated the 10th",
}


def _wrong_row(score: Score) -> Sequence[str]:
    name = str(score.gold["file"]).partition(".")[0]
    why = _FOUND.get(name, "warraq errs, or nobody has looked yet")
    return name, str(score.gold["date"]), score.told.date, why
