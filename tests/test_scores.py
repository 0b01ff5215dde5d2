"""What the measure of saved pages calls right: the same for every extractor."""

from __future__ import annotations

import pytest

from benchmarks.quality.peers import reason_of
from benchmarks.quality.scores import is_a_day_off, names_verdict, title_verdict


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
