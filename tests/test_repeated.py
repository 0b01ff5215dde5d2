"""A capture that repeats one thing without end is read in time that grows with it.

A pattern that looks for its end beyond the next beginning needs the square of it: a line of
digits, of brackets or of spaces may be as long as a capture.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.patience import SECONDS_A_CAPTURE, HungError, at_most
from tests.test_extract import extract as extract_dump
from tests.test_html import extract as extract_page

STORY = "The council of the harbour town said on Monday that the bridge stays closed."
SIGNS = 40_000
REPEATED = (
    *("1", "a", "A", ".", "-", "[", "![", "ا", "/", "@", "<", "&", '"', "'", "(", "ـ", "١", "_"),
    *("*", "=", "a ", "1 ", "a.", "a@", "&a", "[a](", "\\", "|", ":", "a,", "a-", "http://", "1/"),
    *("1:", "א", "中", "#", ">", "\u200f", "{", "&#", "--", "- ", "«", "» ", "…", "?", "x=", "%"),
    *("10:", "2018-", "a1", "A. ", "Ab ", "a\n", "\n\n", "[](", "[](a ", "([", "a(b", "«a", '"a'),
)


def _dump(run: str) -> None:
    extract_dump(f"A bridge\n\n{run}\n{STORY}\n{STORY} And more.")
    extract_dump(f"{run}\n\n12 May 2018\n\n{STORY}\n{STORY} And more.")


def _page(run: str) -> None:
    extract_page(f"<title>{run}</title><h1>A bridge</h1><p>{STORY}</p><p>{run}</p><p>By {run}</p>")


def _head(run: str) -> None:
    value = run.replace("'", "")
    names = ("name=author", "property=article:published_time", "name=keywords", "name=section")
    metas = "".join(f"<meta {name} content='{value}'>" for name in names)
    link = f"<a class='{value}' id='{value}' href='{value}' title='{value}'>a</a>"
    extract_page(f"<head>{metas}<link rel=canonical href='{value}'></head><h1>{run}</h1>{link}")


@pytest.mark.parametrize("read", [_dump, _page, _head])
def test_what_is_repeated_without_end_is_read(read: Callable[[str], None]) -> None:
    slow = []
    for sign in REPEATED:
        try:
            with at_most(SECONDS_A_CAPTURE):
                read(sign * (SIGNS // len(sign)))
        except HungError:
            slow.append(sign)
    assert not slow
