"""The figures that real captures must reach, and the one known dump in every field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality.dumps import score_folder
from benchmarks.quality.scores import mean_over_publishers
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.model import Teaser
from warraq.text.encoding import decode

KNOWN = "000_174e6ac4a4abd41d.txt"

pytestmark = pytest.mark.corpus


@pytest.mark.parametrize("profile", ["generic", "classic-portal"])
def test_the_known_dump_is_read_exactly(corpus: Path, profile: str) -> None:
    rows = (corpus / "raw-text" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = next(row for row in map(json.loads, rows) if row["file"] == KNOWN)
    text = decode((corpus / "raw-text" / KNOWN).read_bytes())
    lines = text.text.split("\n")

    found = extract_text(text, load_profile(profile), Hints())

    # Stored text has one plain space where the print has a no-break space and a space.
    paragraphs = [" ".join(paragraph.split()) for paragraph in gold["body"].split("\n\n")]
    assert len(paragraphs) == 9
    assert found.body.split("\n\n") == paragraphs
    assert (found.title, found.lang, found.section) == (gold["title"], "ar", ("أمن",))
    assert (found.authors, found.place, found.credit) == (("رزاق الياسري",), "بغداد", "")
    assert (found.captured, found.published, found.updated) == ("2018-05-27", "", "")
    assert found.see_also == (Teaser(gold["see_also"][0], lines[29]),)
    assert (found.tags, found.summary, found.rejected, found.doubts) == ((), "", "", ())
    assert [(drop.rule, drop.lines) for drop in found.dropped] == [
        ("header-date", ("1",)),
        ("crumbs", ("2",)),
        ("meta-line", ("6",)),
        ("related-heading", ("26",)),
    ]


def test_clean_texts_are_kept_whole(corpus: Path) -> None:
    scores = score_folder(corpus / "raw-text")

    assert len(scores) == 101
    assert [score.gold["file"] for score in scores if score.body < 0.999] == []
    assert [score.gold["file"] for score in scores if score.title != "right"] == []


# The gold of these is the day in UTC; the pages print that of Kabul, the next one.
DAYS_IN_UTC = {f"voadari-{number}.txt" for number in ("7163944", "7949477", "7965727")}


def test_whole_pages_become_articles(corpus: Path) -> None:
    scores = score_folder(corpus / "dumps")
    rtl = tuple(score for score in scores if score.right_to_left)

    assert (len(scores), len(rtl)) == (61, 46)
    assert [score.gold["file"] for score in scores if score.found.rejected] == []
    assert mean_over_publishers(scores, lambda score: score.body) >= 0.94
    assert mean_over_publishers(rtl, lambda score: score.body) >= 0.96
    assert mean_over_publishers(scores, lambda score: score.title == "right") >= 0.9
    assert {score.gold["file"] for score in scores if score.date == "wrong"} <= DAYS_IN_UTC
