"""What the measure of saved pages calls right: the same for every extractor."""

from __future__ import annotations

import pytest

from benchmarks.quality.page import page_of
from benchmarks.quality.pages import Score
from benchmarks.quality.peers import reason_of
from benchmarks.quality.scores import is_a_day_off, names_verdict, title_verdict
from benchmarks.quality.told import Told


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ("How to bake", "How to bake | Sample", "right"),
        ("How to bake - sample.org", "How to bake", "right"),
        ("How to bake", "How to bake | For children", "wrong"),
        ("Sample", "Sample", "right"),
        ("", "How to bake", "unknown"),
    ],
)
def test_the_name_of_the_publisher_behind_a_title_is_nothing(
    found: str, gold: str, expected: str
) -> None:
    assert title_verdict(found, gold, "sample.org") == expected


def test_a_word_before_a_name_is_nothing() -> None:
    assert names_verdict(["Ada Sample", "Bo Muster"], "By Ada Sample and Bo Muster") == "right"
    assert names_verdict(["أحمد الخالدي", "رنا سعيد"], "أحمد الخالدي ورنا سعيد") == "right"
    assert names_verdict(["Bo Muster"], "By Ada Sample") == "wrong"


def test_only_the_next_day_is_a_day_off() -> None:
    assert is_a_day_off("2024-03-01", "2024-02-29")
    assert not is_a_day_off("2024-03-01", "2024-03-01")
    assert not is_a_day_off("2024-03-01", "2024-03-03")
    assert not is_a_day_off("", "2024-03-03")


def test_why_a_peer_does_not_install_is_told_by_the_first_error_that_says_something() -> None:
    told = "error: subprocess-exited-with-error\n  error: failed to get a package\nerror: no-wheel"

    assert reason_of(told) == "error: failed to get a package"
    assert reason_of("WARNING: an old pip") == ""


def scored(day: str, verdict: str) -> Score:
    """Return the score of one page in Arabic, whose day an extractor told."""
    gold = {"file": "a.html.gz", "publisher": "gazette", "lang": "ar", "date": "2018-05-27"}
    told = Told(title="A bridge", date=day)
    return Score(gold, told, 0.9, "right", verdict, "no gold", must=4, missing=1, must_not=2)


def test_the_page_of_figures_shows_losses_and_names_who_was_not_run() -> None:
    ours, theirs = [scored("2018-05-28", "wrong")], [scored("2018-05-27", "right")]

    page = page_of({"warraq": ours, "another": theirs, "a third": "error: no wheel"})

    assert "| warraq | 0.900 | 0.900 | 0.900 | 0.750 | 0.000 | 0 |" in page
    assert "| warraq | 1.000 | 0.000 | 0.000 | 0.000 | 0.000 | 1.000 |" in page
    assert "| another | 1.000 | 0.000 | 0.000 | 0.000 | 1.000 | 0.000 |" in page
    assert "- a third: it could not be installed, or run." in page
    assert "| a | 2018-05-27 | 2018-05-28 | warraq errs, or nobody has looked yet |" in page
