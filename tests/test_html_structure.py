"""Quotes, lists, tables, captions, headings, links: what a page shows as structure is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from warraq.ingest.extract import Hints
from warraq.ingest.html import extract_html, markdown_of
from warraq.ingest.profiles import load_profile
from warraq.model import Extraction, Teaser
from warraq.publish.markdown import render_body

GENERIC = load_profile("generic")

# What an invented page says, in nine languages: every kind of structure once.
WORDS = json.loads((Path(__file__).parent / "cases" / "structure.json").read_text("utf-8"))


def page(lang: str) -> str:
    """Return an invented page with furniture around and inside its story."""
    told = WORDS[lang]
    menu = "".join(
        f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(told["items"] * 5)
    )
    cells = "".join(
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(("th", "td"), told["table"], strict=True)
    )
    one, two, three = told["sentences"]
    title, heading, items = told["title"], told["heading"], told["items"]
    return f"""<!doctype html><html lang="{lang}" dir="{told["dir"]}"><head><meta charset="utf-8">
<title>{title} | Sample</title></head><body><nav><ul>{menu}</ul></nav>
<div class="page"><h1>{title}</h1><div class="share"><a href="#">Facebook</a></div>
<p>{one}</p><figure><img src="/a.jpg" alt="{told["alt"]}">
<figcaption>{told["caption"]}</figcaption></figure>
<p><b>{two}</b> <bdi>ABC-1</bdi> <a href="/more?a=1">{heading}</a>.</p>
<div><h4>{told["see_also"]}</h4><ul><li><a href="/related">{told["related"]}</a></li></ul></div>
<h2>{heading}</h2><blockquote><p>{told["quote"]}</p></blockquote>
<ul><li>{items[0]}<ol><li>{items[1]}</li></ol></li><li>{items[1]}</li></ul>
<table>{cells}</table><p>{three}</p></div>
<footer><p>© 2018</p></footer></body></html>"""


def markdown(lang: str) -> str:
    """Return what the story of that page is in Markdown."""
    told = WORDS[lang]
    one, two, three = told["sentences"]
    items, table, heading = told["items"], told["table"], told["heading"]
    return f"""{one}

![{told["alt"]}](https://example.org/a.jpg "{told["caption"]}")

**{two}** \u2068ABC-1\u2069 [{heading}](https://example.org/more?a=1).

## {heading}

> {told["quote"]}

- {items[0]}

  1. {items[1]}

- {items[1]}

| {table[0][0]} | {table[0][1]} |
| --- | --- |
| {table[1][0]} | {table[1][1]} |

{three}"""


def extract(html: str, url: str = "https://example.org/2018/05/27/a") -> Extraction:
    return extract_html(html.encode(), charset="", url=url, profile=GENERIC, hints=Hints())


@pytest.mark.parametrize("lang", WORDS)
def test_all_structure_of_a_story_is_kept(lang: str) -> None:
    found = extract(page(lang))

    assert found.body == markdown(lang)
    assert (found.title, found.lang, found.published) == (WORDS[lang]["title"], lang, "2018-05-27")


@pytest.mark.parametrize("lang", WORDS)
def test_related_stories_in_mid_body_become_see_also(lang: str) -> None:
    assert extract(page(lang)).see_also == (Teaser(WORDS[lang]["related"]),)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br><br>two<br>three", "one\n\ntwo\\\nthree"),
        ("<p>a <b>bold</b> and <i>fine</i> word</p>", "a **bold** and *fine* word"),
        ("<p><b> spaced </b>word</p>", "**spaced** word"),
        ("<p>wo<b>(</b>rd</p>", "wo(rd"),
        ("<p><b>a<br>b</b></p>", "a\\\nb"),
        ("<h1>Head</h1><h3>Sub</h3>", "## Head\n\n### Sub"),
        ("<ol start=3><li>c<li>d</ol>", "3. c\n4. d"),
        ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
        ("<p>use <code>a`b</code></p>", "use ``a`b``"),
        ("<p>1. not a list</p>", "1\\. not a list"),
        ("<p># no heading *star* [x](y)</p>", "\\# no heading \\*star\\* [x\\](y)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href=" https://a.org/x y ">see</a>', "[see](https://a.org/xy)"),
        ('<a href="https://a.org/(b)">see</a>', "[see](https://a.org/%28b%29)"),
        ('<img src="data:image/png;base64,AA" alt="a">', ""),
        ('<p dir="ltr">x <span dir="rtl">שלום</span></p>', "x \u2067שלום\u2069"),
        ("<table><tr><td><p>Layout</p></td></tr></table>", "Layout"),
        ("<script>x</script><style>y</style><p>z</p>", "z"),
        ("<p>a <q>word</q></p>", "a “word”"),
    ],
)
def test_fragments(fragment: str, expected: str) -> None:
    assert markdown_of(fragment) == expected


def test_relative_addresses_are_made_whole() -> None:
    shown = markdown_of('<a href="../b">b</a>', url="https://a.org/x/y/")

    assert shown == "[b](https://a.org/x/b)"


def test_what_is_kept_is_shown_as_structure() -> None:
    html = render_body(markdown("ar"))

    for tag in ("<h2>", "<blockquote>", "<ul>", "<ol>", "<table>", "<strong>", "<a href="):
        assert tag in html
