"""Bodies: what a person wrote shows, nothing runs, and the short cut is no other way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.publish.markdown import _NOT_PLAIN, _parser, is_safe, render_body

_alphabet = st.sampled_from("ابت كسر”“\"'()-+=#.1 2)\n\n\n؛،:/|ـ\u200cabc …\u00a0\u2028")


@settings(max_examples=400)
@given(st.text(_alphabet, max_size=80))
def test_plain_paragraphs_are_rendered_as_the_parser_renders_them(text: str) -> None:
    assert render_body(text) == _parser(tables=True).render(text)


def test_an_article_of_plain_paragraphs_needs_no_parser() -> None:
    assert not _NOT_PLAIN.search(
        "قال المصدر: “نعم” (اليوم) – 40% منها.\n\nوفي الثانية 3.5 ملايين؛ انتهى."
    )


@pytest.mark.corpus
def test_the_bodies_of_real_articles_are_rendered_as_the_parser_renders_them(corpus: Path) -> None:
    plain = 0
    for name in ("records", "dumps", "raw-text"):
        for line in (corpus / name / "gold.jsonl").read_text("utf-8").splitlines():
            body = json.loads(line).get("body", "")
            assert render_body(body) == _parser(tables=True).render(body)
            plain += not _NOT_PLAIN.search(body)

    assert plain > 100


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=c", True),
        ("../other/", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        (" JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/x", False),
        ("x:y", False),
    ],
)
def test_links_lead_to_the_web_or_this_site(url: str, safe: bool) -> None:
    assert is_safe(url) is safe


def test_no_construct_lets_markup_or_pictures_through() -> None:
    html = render_body("<script>x</script>\n\n![alt](https://example.org/x.png)\n\n# Heading\n")

    assert "<script" not in html
    assert "<img" not in html
    assert "<h2>Heading</h2>" in html


def test_a_wide_table_is_not_built() -> None:
    html = render_body("|" * 2000 + "\n" + "|-" * 2000 + "|\n" + "|" * 2000)

    assert len(html) < 20_000
