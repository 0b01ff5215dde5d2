"""How sure a body is: what the page itself tells, and who is asked where it tells nothing."""

from __future__ import annotations

import pytest

from warraq.ingest.html import extract_html, judges
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints
from warraq.model import Extraction

_SENTENCE = "The council of the old harbour town met on Tuesday to speak about its {} bridges."
_STORY = "".join(f"<p>{_SENTENCE.format(number)}</p>" for number in range(20, 32))
_OTHERS = "".join(f"<p>{_SENTENCE.format(number)}</p>" for number in range(50, 58))


def read(body: str) -> Extraction:
    page = f"<html><body><h1>The bridges</h1>{body}</body></html>".encode()
    generic = load_profile("generic")
    return extract_html(page, charset="", url="", profile=generic, hints=Hints())


def certainty(found: Extraction) -> str:
    return next(entry.certainty for entry in found.provenance if entry.field == "body")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return who was asked; neither judge finds anything."""
    names: list[str] = []

    def silence(judge: str) -> None:
        def say_nothing(page: str) -> str:
            names.append(judge)
            return ""

        monkeypatch.setattr(judges, judge, say_nothing)

    silence("_quick")
    silence("_thorough")
    return names


def test_nobody_is_asked_about_a_page_that_is_its_named_story(asked: list[str]) -> None:
    found = read(f'<div class="article-body">{_STORY}</div>')

    assert (certainty(found), asked) == ("certain", [])


def test_a_story_in_a_block_without_a_name_is_put_to_the_quick_judge(asked: list[str]) -> None:
    found = read(f"<div><div>{_STORY}</div></div>")

    assert (certainty(found), asked) == ("likely", ["_quick"])


def test_the_thorough_judge_is_asked_where_nothing_sets_a_story_apart(asked: list[str]) -> None:
    found = read(f"<div>{_STORY}</div><aside>{_OTHERS}</aside>")

    assert (certainty(found), asked) == ("inferred", ["_quick", "_thorough"])
    assert "judges-differ" in {doubt.code for doubt in found.doubts}
