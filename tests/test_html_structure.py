"""Quotes, lists, tables, captions, headings, links: what a page shows as structure is kept."""

from __future__ import annotations

import pytest

from benchmarks.quality.structure import WORDS, kept, lines, markdown, page
from warraq.ingest.html import extract_html, markdown_of
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints
from warraq.model import Extraction, Teaser
from warraq.publish.markdown import render_body

GENERIC = load_profile("generic")


def extract(html: str, url: str = "https://example.org/2018/05/27/a") -> Extraction:
    return extract_html(html.encode(), charset="", url=url, profile=GENERIC, hints=Hints())


@pytest.mark.parametrize("lang", WORDS)
def test_all_structure_of_a_story_is_kept(lang: str) -> None:
    found = extract(page(lang))

    assert found.body == markdown(lang)
    assert (found.title, found.lang, found.published) == (WORDS[lang]["title"], lang, "2018-05-27")


def test_a_structure_that_is_missing_is_counted() -> None:
    whole = markdown("ar")

    assert kept(whole, "ar") == dict.fromkeys(kept(whole, "ar"), True)
    assert not kept(whole.replace("> ", ""), "ar")["quote"]
    assert not kept(whole.replace("| --- | --- |", ""), "ar")["table"]


def test_the_measure_prints_its_figure() -> None:
    assert next(lines()).endswith("kept 72 of 72 in 9 languages")


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


_UNENDED = (
    "The council opened the new river bridge this morning before a large crowd (photo)",
    "The mayor said the bridge would ease the traffic in the eastern quarters",
)


def _named(paragraphs: tuple[str, ...]) -> str:
    told = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<nav><a href=/>Home</a></nav><article><h1>Bridge opens</h1>{told}</article>"


def test_a_story_whose_paragraphs_end_without_a_stop_is_kept() -> None:
    assert extract(_named(_UNENDED)).body == "\n\n".join(_UNENDED)


def test_a_lone_line_without_a_stop_is_no_story() -> None:
    assert extract(_named(_UNENDED[:1])).body == ""


@pytest.mark.parametrize(
    ("title", "blocks", "told"),
    [
        (
            "الماء يعلو",
            "<p>قالت امرأة من الكرخ إنها تنتظر ولدها</p><p>ولا أحد يعرف متى يفتح الطريق</p>",
            ("قالت امرأة من الكرخ إنها تنتظر ولدها", "ولا أحد يعرف متى يفتح الطريق"),
        ),
        (
            "Demands of the residents",
            "<p>We of the quarter demand:</p><p>First: clean water</p>"
            "<p>Second: light at night</p>",
            ("We of the quarter demand:", "First: clean water", "Second: light at night"),
        ),
        (
            "Ballad of the weir",
            "<p>I went down<br>to the weir<br>at noon</p><p>and no one<br>was there<br>at all</p>",
            ("I went down", "to the weir", "at noon", "and no one", "was there", "at all"),
        ),
        (
            "پل دوباره باز شد",
            "<table><tr><td><b>پل دوباره باز شد</b><br><br>مردم شهر از دیروز چشم به راه‌اند<br><br>"
            "کسی نمی‌داند راه کی باز می‌شود</td></tr></table>",
            ("مردم شهر از دیروز چشم به راه‌اند", "کسی نمی‌داند راه کی باز می‌شود"),
        ),
    ],
)
def test_a_page_without_one_sentence_tells_what_it_prints_below_its_headline(
    title: str, blocks: str, told: tuple[str, ...]
) -> None:
    menu = "<ul><li><a href=/>Home</a><li><a href=/n>News of today</a></ul>"
    head = "" if "<b>" in blocks else f"<h1>{title}</h1>"
    found = extract(f"<title>{title}</title>{menu}<div>{head}{blocks}</div>{menu}")

    lines = [line.strip("\\") for line in found.body.split("\n") if line]
    assert tuple(line for line in lines if title not in line) == told


def test_a_page_of_teasers_with_a_word_of_welcome_is_a_front_page() -> None:
    card = (
        "<div class=card><h3><a href=/{n}>The {n}th story of the harbour town</a></h3>"
        "<p>The council said on day {n} that the bridge of the {n}th quay stays closed.</p></div>"
    )
    cards = "".join(card.format(n=number) for number in range(11, 30))
    welcome = "<p>Welcome to the pages of the Gazette, which tells what happens on the coast.</p>"
    told = "<p>The bridge stays closed for the whole of the summer, as the council said.</p>"
    page = "<title>The Gazette</title><div class=all>{}{}</div>"

    assert extract(page.format(welcome, cards)).rejected == "listing"
    assert not extract(page.format(f"<h1>A bridge</h1>{told * 9}", cards)).rejected


def test_a_comment_that_is_longer_than_a_short_story_is_none() -> None:
    told = (
        "The keeper of the weir talks of the flood, of his boats, and of a heron in the mill, "
        "which he has fed for a year and a day."
    )
    said = "I have heard all of it twice, on the way to work and back, and I would hear it again, "
    comments = "".join(
        f"<div class=comment><h4>{name}</h4><p>{said * 3}and {name} with me.</p></div>"
        for name in ("Bo from the coast", "Cy from the hills", "Di from the plain")
    )
    menu = "<ul><li><a href=/>Home</a><li><a href=/n>News of today</a></ul>" * 3
    page = f"{menu}<h2>The weir</h2><div class=about><p>{told}</p></div><div>{comments}</div>"

    assert extract(page).body == told


def test_a_heading_above_the_list_that_ends_a_story_stays() -> None:
    told = "<p>The board said on Monday that the stores hold less than in any year before.</p>"
    listed = "<ul><li>A census of sacks</li><li>A vote in June</li></ul>"
    links = "<ul><li><a href=/a>A census of sacks</a></li><li><a href=/b>A vote</a></li></ul>"
    page = f"<article><h1>Stores</h1>{told}<p>It blames the spring, as all do.</p>{{}}</article>"

    asked = extract(page.format(f"<h2>What the board asks</h2>{listed}")).body
    assert asked.endswith("## What the board asks\n\n- A census of sacks\n- A vote in June")
    assert "board asks" not in extract(page.format(f"<h2>What the board asks</h2>{links}")).body


def test_titles_of_other_stories_are_no_story_in_a_named_block() -> None:
    linked = tuple(f"<a href=/{number}>{text}</a>" for number, text in enumerate(_UNENDED))

    assert extract(_named(linked)).body == ""
