"""The figures as lines of text, each with its n."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from benchmarks.quality.pages import Score
from benchmarks.quality.scores import (
    is_a_day_off,
    is_looked_at,
    is_right_to_left,
    mean,
    mean_over_publishers,
    publisher,
)

_FIELDS = ("title", "author", "date")


def body_lines(name: str, scores: Sequence[Score]) -> Iterator[str]:
    """Yield the body F1 over all, over publishers, and of right-to-left pages."""
    bodies = [score for score in scores if score.body is not None]
    groups = {
        "all": bodies,
        "right-to-left": [score for score in bodies if is_right_to_left(score)],
        "studied half": [score for score in bodies if is_looked_at(score)],
        "other half": [score for score in bodies if not is_looked_at(score)],
    }
    for group, members in groups.items():
        publishers = len({publisher(score) for score in members})
        yield (
            f"{name:17} body F1 {group:13} n={len(members):3} {mean(members, _body):.4f}"
            f"   over {publishers:3} publishers {mean_over_publishers(members, _body):.4f}"
        )


def _body(score: Score) -> float:
    return score.body or 0.0


def field_lines(name: str, scores: Sequence[Score]) -> Iterator[str]:
    """Yield how often title, author and date are right, wrong or unknown."""
    for group, members in (
        ("all", scores),
        ("right-to-left", [score for score in scores if is_right_to_left(score)]),
        ("studied half", [score for score in scores if is_looked_at(score)]),
        ("other half", [score for score in scores if not is_looked_at(score)]),
    ):
        for field in _FIELDS:
            known = [score for score in members if getattr(score, field) != "no gold"]
            counts = Counter(getattr(score, field) for score in known)
            n = len(known) or 1
            over = mean_over_publishers(known, partial(_is_right, field))
            yield (
                f"{name:17} {field:7} {group:13} n={len(known):3}"
                f" right {counts['right'] / n:.4f} (over publishers {over:.4f})"
                f" wrong {counts['wrong'] / n:.4f} unknown {counts['unknown'] / n:.4f}"
                f"{_days_off(known) if field == 'date' else ''}"
            )


def _days_off(scores: Sequence[Score]) -> str:
    """Return how many wrong days are next to the gold's, and how many the page bears out."""
    wrong = [score for score in scores if score.date == "wrong"]
    near = sum(is_a_day_off(score.told.date, str(score.gold["date"])) for score in wrong)
    stated = sum(score.is_stated for score in wrong)
    told = f"{near} of {len(wrong)} wrong by one day, {stated} stated by the page as its day"
    return f" ({told})" if wrong else ""


def _is_right(field: str, score: Score) -> float:
    return float(getattr(score, field) == "right")


def segment_lines(name: str, scores: Sequence[Score]) -> Iterator[str]:
    """Yield the share of strings that must be there, and of those that must not and are."""
    must, must_not = sum(s.must for s in scores), sum(s.must_not for s in scores)
    if must and must_not:
        kept = 1 - sum(s.missing for s in scores) / must
        leaked = sum(s.leaked for s in scores) / must_not
        yield f"{name:17} must-have n={must} {kept:.4f}   must-not leaked n={must_not} {leaked:.4f}"


def speed_line(name: str, scores: Sequence[Score]) -> str:
    """Return how many pages a second one process reads."""
    spent = sum(score.told.seconds for score in scores)
    refused = sum(bool(score.told.refused) for score in scores)
    return (
        f"{name:17} {len(scores) / spent:6.1f} pages a second; refused {refused} of {len(scores)}"
    )
