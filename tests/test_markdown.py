"""Bodies: what a person wrote shows, nothing runs, and the short cut is no other way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.publish.markdown import _rendered_natively, is_safe, render_body, render_slowly

_signs = st.sampled_from(
    "ابت كسر”“\"'()-+=#.12)\n\n\n؛،:/ـ\u200cabc …\u00a0\u2028**__>>[]()!1)€«»\U00011b00"
)
_blocks = st.sampled_from(
    ["# ", "## ", "> ", "- ", "* ", "1. ", "  ", "    ", "\n", "\n\n", "***", "---", "**", "*", "_"]
    + [
        "[كلمة](http://example.org/a?b=c&d)",
        "[x](http://مثال.example/)",
        "[y](javascript:x)",
        "(",
        ")",
    ]
    + [
        "![z](a.png)",
        "[",
        "]",
        "](",
        "<b>",
        "&amp;",
        "\\",
        "`",
        "خبر",
        "قال ",
        "«",
        "»",
        ".",
        "،",
        '"',
    ]
)


@settings(max_examples=600)
@given(st.text(_signs, max_size=80))
def test_bodies_of_any_signs_are_rendered_as_the_reference_renders_them(text: str) -> None:
    assert render_body(text) == render_slowly(text)


@settings(max_examples=600)
@given(st.lists(_blocks, max_size=30).map("".join))
def test_bodies_of_any_constructs_are_rendered_as_the_reference_renders_them(text: str) -> None:
    assert render_body(text) == render_slowly(text)


@pytest.mark.parametrize("text", ["> " * 30 + "deep", "- " * 30 + "deep", "*a **b " * 20])
def test_deep_nesting_is_left_to_the_reference(text: str) -> None:
    assert render_body(text) == render_slowly(text)


def test_most_articles_need_no_slow_parser() -> None:
    body = "قال المصدر: “نعم” (اليوم).\n\n## عنوان\n\n> قول\n\n- أول\n- ثان\n\n**نص** [هنا](http://example.org/a)"

    assert _rendered_natively(body) == render_slowly(body)


@pytest.mark.corpus
def test_the_bodies_of_real_articles_are_rendered_as_the_reference_renders_them(
    corpus: Path,
) -> None:
    bodies = list(_bodies(corpus))
    for body in bodies:
        assert render_body(body) == render_slowly(body)

    assert len(bodies) > 400
    assert sum(_rendered_natively(body) is not None for body in bodies) > len(bodies) / 2


@pytest.mark.corpus
def test_the_examples_of_the_specification_are_rendered_as_the_reference_renders_them(
    corpus: Path,
) -> None:
    for example in _examples(corpus):
        assert render_body(example) == render_slowly(example)


def _bodies(corpus: Path) -> Iterator[str]:
    for name in ("records", "dumps", "raw-text"):
        for line in (corpus / name / "gold.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line).get("body", "")
    for path in sorted((corpus / "markdown").rglob("*.md")):
        yield path.read_text("utf-8", "replace")


def _examples(corpus: Path) -> Iterator[str]:
    for path in sorted((corpus / "markdown").rglob("*.json")):
        yield from (one["markdown"] for one in json.loads(path.read_text("utf-8")))


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


def test_a_picture_that_is_not_held_shows_what_it_says() -> None:
    both = render_body('![الجسر](https://example.org/x.png "الجسر القديم عند الفجر")')

    assert both == "<p>الجسر – الجسر القديم عند الفجر</p>\n"
    assert render_body("![الجسر](https://example.org/x.png)") == "<p>الجسر</p>\n"


def test_a_wide_table_is_not_built() -> None:
    html = render_body("|" * 2000 + "\n" + "|-" * 2000 + "|\n" + "|" * 2000)

    assert len(html) < 20_000
