"""One saved page → the parts of an article: golden pairs, archives, damage, attacks."""

from __future__ import annotations

import json
import os
import random
import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import SiteTest, told_by
from warraq.diagnostics import InputError
from warraq.ingest.captures import find_captures
from warraq.ingest.html import extract_html, markdown_of
from warraq.ingest.html.claims import Claim
from warraq.ingest.html.libraries import library
from warraq.ingest.html.stamps import read_stamp
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints
from warraq.ingest.readers.html import document_of, read_documents, sniff
from warraq.model import Extraction
from warraq.publish.markdown import render_body

GOLDEN = Path(__file__).parent / "golden" / "html"
GENERIC = load_profile("generic")
PAGES = sorted(path for path in GOLDEN.iterdir() if path.suffix in (".html", ".mhtml"))


def extract(page: bytes | str, url: str = "", **hints: str) -> Extraction:
    data = page.encode() if isinstance(page, str) else page
    return extract_html(data, charset="", url=url, profile=GENERIC, hints=Hints(**hints))


def read(path: Path) -> Extraction:
    (document,) = read_documents(path, file=f"raw/{path.name}")
    return extract_html(
        document.data,
        charset=document.charset,
        url=document.url,
        profile=GENERIC,
        hints=Hints(timezone="Asia/Baghdad"),
    )


# --- whole pages ----------------------------------------------------------------------------


@pytest.mark.parametrize("raw", PAGES, ids=lambda path: path.stem)
def test_a_page_becomes_the_expected_article(raw: Path) -> None:
    told = json.dumps(told_by(read(raw)), ensure_ascii=False, indent=1) + "\n"
    expected = raw.with_suffix(".json")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(told, encoding="utf-8")

    assert told == expected.read_text(encoding="utf-8")


def test_every_expected_article_has_its_page() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {path.stem for path in PAGES}


def test_a_folder_of_saved_pages_becomes_a_site(site: SiteTest) -> None:
    for path in PAGES:
        target = (site.root / "content" / "raw") / "gazette" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    folder = (site.root / "content" / "raw") / "gazette" / "portal_files"
    folder.mkdir()
    (folder / "style.txt").write_text("The folder of a saved page is no capture of its own.")

    site.build()

    names = {found.name for found in find_captures(site.root / "content" / "raw")}
    assert "gazette/portal.html" in names
    assert "gazette/portal_files/style.txt" not in names
    assert ((site.root / "output") / "ar" / "2018" / "05" / "28").is_dir()


# --- which files are pages ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a", b"<!DOCTYPE html><html>", True),
        ("a.txt", b"\xef\xbb\xbf\n<!-- saved from url=(1)x --><HTML>", True),
        ("a.htm", "<p>fragment</p>".encode("utf-16"), True),
        ("a", b"<p>fragment</p>", False),
        ("a.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', True),
        ("a.html", b'<?xml version="1.0"?><rss version="2.0"><channel>', False),
        ("a.mhtml", b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", True),
        ("a.eml", b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n", False),
        ("a.html", b"plain words and no element", False),
        ("a.json", b'{"html": "<p>x</p>"}', False),
    ],
)
def test_pages_are_known_by_their_content(name: str, head: bytes, expected: bool) -> None:
    assert sniff(name, head) is expected


def test_a_mail_without_a_page_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--"
    )

    with pytest.raises(InputError, match="no-page"):
        list(read_documents(path, file="raw/a.mhtml"))


def test_a_missing_package_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "lxml.html", None)

    with pytest.raises(InputError, match=r'pip install "warraq\[html\]"'):
        library("lxml.html")


def test_a_request_for_consent_is_no_story_however_long_it_is() -> None:
    notice = "<p>We and our partners store data on this device, and we ask for your consent.</p>"
    page = (
        f"<h1>A bridge</h1><div><p>The bridge stays closed until summer, the council said.</p>"
        f"</div><div class=consent-dialog>{notice * 6}</div>"
    )

    assert extract(page).body == "The bridge stays closed until summer, the council said."


def test_a_short_story_outweighs_a_notice_about_cookies() -> None:
    notice = (
        "<div class=bar><p>This website uses cookies to offer you a better visit; by going on you "
        "accept that, and that we and our partners use cookies to measure how our pages are "
        "read, from where, and with which devices.</p></div>"
    )
    menu = "<ul class=nav><li><a href=/a>Home</a><li><a href=/b>News</a></ul>"
    story = "<div class=resume><p>The bridge stays closed until summer, the council said.</p></div>"
    found = extract(f"{menu}<h1>A bridge</h1>{story}{menu * 3}{notice}")

    assert not found.rejected
    assert found.body == "The bridge stays closed until summer, the council said."


def test_sections_named_for_the_ads_in_them_are_the_story() -> None:
    told = (
        "The pier was mended in spring.",
        "The deck came next.",
        "It opens in autumn, they say.",
    )
    sections = "".join(f"<section class='part part--ads'><p>{one}</p></section>" for one in told)
    ad = "<div class=ads><p>Buy the best ladders in town.</p></div>"

    assert extract(f"<h1>A bridge</h1><article>{sections}</article>").body == "\n\n".join(told)
    assert "ladders" not in extract(f"<h1>A bridge</h1>{BODY}{ad}").body


def test_a_story_without_spaces_is_not_short_for_that() -> None:
    told = "<p>市议会在港口城市表示，旧桥将关闭到夏天，工人们将在秋天开始修理北边的桥墩。</p>"

    assert "short-body" in {doubt.code for doubt in extract(f"<h1>旧桥关闭</h1>{told}").doubts}
    more = "".join(told.replace("秋天", season) for season in ("秋天", "春天", "冬天"))
    assert "short-body" not in {doubt.code for doubt in extract(f"<h1>旧桥</h1>{more}").doubts}


def test_a_day_in_a_heading_is_no_headline() -> None:
    title = "<title>The Gazette of the coast and of its many harbours</title>"
    day = "<h2>Published: 26 May 2018, 10:09:11</h2>"

    assert (
        extract(f"{title}{day}{BODY}").title == "The Gazette of the coast and of its many harbours"
    )


BODY = (
    "<div><p>The council of the harbour town said on Monday that the bridge stays closed.</p>"
    "<p>Work on the northern pier is to begin in autumn of next year.</p></div>"
)

# --- dates ----------------------------------------------------------------------------------

STORY = "".join(
    f"<p>The council said on day {number} that the bridge would stay closed until the summer.</p>"
    for number in ("one", "two", "three")
)


def dated(head: str = "", printed: str = "", url: str = "", zone: str = "") -> str:
    page = f"<html lang=en><head>{head}</head><body><h1>A bridge stays closed</h1>{printed}{STORY}"
    return extract(page, url, timezone=zone).published


def stated(time: str) -> str:
    return f'<meta property="article:published_time" content="{time}">'


def test_a_stamp_is_told_in_the_zone_of_the_source() -> None:
    assert dated(stated("2018-05-27T22:30:00Z"), zone="Asia/Baghdad") == "2018-05-28T01:30+03:00"


def test_without_a_zone_the_printed_day_settles_a_universal_stamp() -> None:
    printed = "<p>28 May 2018</p>"

    assert dated(stated("2018-05-27T22:30:00Z"), printed) == "2018-05-28"
    assert dated(stated("2018-05-27T22:30:00+03:00"), printed) == "2018-05-27T22:30+03:00"


def test_the_address_settles_it_too() -> None:
    url = "https://example.org/2018/05/28/bridge"

    assert dated(stated("2018-05-27T22:30:00Z"), url=url) == "2018-05-28"


def test_two_printed_days_without_labels_are_none() -> None:
    assert dated(printed="<p>27 May 2018</p><p>29 May 2018</p>") == ""


def test_the_day_of_a_comment_is_no_day_of_the_story() -> None:
    page = f"<h1>A bridge</h1>{STORY}<div class=comments><time datetime=2018-05-27>x</time></div>"

    assert extract(page).published == ""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2018-05-27", "2018-05-27"),
        ("2018-05-27T10:30:00.123+0300", "2018-05-27T10:30+03:00"),
        ("2018-05-27 10:30", "2018-05-27T10:30"),
        ("Sun, 27 May 2018 10:30:00 GMT", "2018-05-27T10:30+00:00"),
        ("20180527", "2018-05-27"),
        ("27 May 2018", "2018-05-27"),
        ("2018-02-31", None),
        ("1527416400000", "2018-05-27T10:20+00:00"),
        ("yesterday", None),
    ],
)
def test_stamps(text: str, iso: str | None) -> None:
    stamp = read_stamp(Claim("published", text, "meta"), "", "en")

    assert (stamp.iso if stamp else None) == iso


# --- what is settled between places ---------------------------------------------------------


def test_the_headline_over_the_story_wins_over_the_name_of_the_site() -> None:
    head = "<title>The Gazette – A bridge stays closed</title>"
    page = (
        f"<html><head>{head}</head><body><h1>The Gazette</h1><h1>A bridge stays closed</h1>{STORY}"
    )

    assert extract(page).title == "A bridge stays closed"


def test_a_page_that_opens_neither_head_nor_body_shows_its_story() -> None:
    page = f"<!doctype html><meta charset=utf-8><title>A bridge</title><main>{STORY}</main>"

    assert "day three" in extract(page).body
    assert "A bridge" not in extract(page).body


_STORY = (
    "<title>A bridge</title><h1>A bridge</h1><p>The council of the harbour town said on Monday "
    "that the bridge stays closed.</p><p>Work on the pier is to begin in autumn of next year.</p>"
)


@pytest.mark.parametrize(
    "page",
    [
        # A head of its own, set in front of every page as the program found it.
        "<html><head><title>The Gazette</title></head><body><ul><li><a href=/>Home</a></ul>"
        f"</body></html>\n<html><head>{_STORY}</body></html>",
        f"<html><body>{_STORY}</body></html><ul><li><a href=/i>Imprint</a></ul>",
        f"<html xml:lang='en' />\n<head></head><body class=page />{_STORY}",
        f"<html><body>{_STORY.replace('<p>', '</body><p>')}</html>",
    ],
)
def test_a_page_ends_with_its_last_word(page: str) -> None:
    """Whatever says before that it does: browsers read on, and so must an archive."""
    found = extract(page)

    assert found.title == "A bridge"
    assert found.body.startswith("The council of the harbour town")
    assert found.body.endswith("in autumn of next year.")


def test_a_stated_text_decides_what_inside_the_block_is_story() -> None:
    sentences = re.findall("<p>(.*?)</p>", STORY)
    text = " ".join(
        [*sentences, "And the lamps are to be lit in the evening, said the mayor. " * 6]
    )
    data = json.dumps({"@type": "NewsArticle", "headline": "x", "articleBody": text})
    insert = "<p>Buy a ticket for the raffle of the fire brigade, it is a good cause indeed.</p>"
    lamps = "<p>And the lamps are to be lit in the evening, said the mayor. </p>" * 6
    script = f'<script type="application/ld+json">{data}</script>'

    found = extract(f"<head>{script}</head><h1>x</h1><div>{STORY}{insert}{lamps}</div>")

    assert "raffle" not in found.body
    assert "day three" in found.body


def test_doubts_are_told() -> None:
    codes = {doubt.code for doubt in extract(f"<body>{STORY[:90]}</p>").doubts}

    assert {"no-title", "short-body", "no-date"} <= codes


# --- damage and attacks -----------------------------------------------------------------------

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<p>[x](javascript:alert(1))</p>",
    '<img src="https://a.org/a.png" alt="](javascript:alert(1))">',
    '<img src="https://a.org/a.png" alt=\'"><script>alert(1)</script>\'>',
    '<a href="https://a.org/&quot;onclick=&quot;alert(1)">x</a>',
    '<a href="https://a.org/a)(javascript:alert(1)">x</a>',
    "<table><tr><td>a|b</td><td><script>alert(1)</script></td></tr><tr><td>c</td><td>d</td></table>",
    "<p>\u202egnp.exe\u202c <bdi>\u2067</bdi></p>",
    "<pre>```\n<script>alert(1)</script></pre>",
    "<style>@import 'javascript:alert(1)'</style>",
)
_ALLOWED = re.compile(
    r"</?(?:p|h[2-6]|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|strong|em|code|pre|hr|br)"
    r'(?: start="\d+")?(?: /)?>|<a href="https?://[^"<>]*"(?: title="[^"<>]*")?>|</a>'
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_script_survives(payload: str) -> None:
    found = extract(f"<title>{payload}</title><h1>A bridge</h1><div>{STORY}{payload}{STORY}</div>")

    for markdown in (found.body, markdown_of(payload)):
        assert "<" not in _ALLOWED.sub("", render_body(markdown))


_PIECES = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<a href=https://a.org/>",
        ),
        *(
            "</a>",
            "<br>",
            "<ul>",
            "<li>",
            "</ul>",
            "<ol start=7>",
            "<table>",
            "<tr>",
            "<td>",
            "<th>",
        ),
        *(
            "</table>",
            "<blockquote>",
            "</blockquote>",
            "<h2>",
            "</h2>",
            "<pre>",
            "</pre>",
            "<code>",
        ),
        *("</code>", "<img src=/a.png alt='*'>", "<figure>", "<figcaption>", "</figure>", "<bdi>"),
        *(
            "word",
            " ",
            "*",
            "_",
            "`",
            "[",
            "](x)",
            "#",
            "1. ",
            "- ",
            "> ",
            "|",
            "\\",
            "&amp;",
            "كتاب",
        ),
        *(
            "<q>",
            "<span dir=rtl>",
            "</span>",
            "\n",
            "<hr>",
            "~~~",
            "---",
            "<!--",
            "-->",
            "&lt;p&gt;",
        ),
    ]
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=30))
def test_any_fragment_becomes_harmless_markdown(pieces: list[str]) -> None:
    html = render_body(markdown_of("".join(pieces), url="https://a.org/"))

    assert "<" not in _ALLOWED.sub("", html)


def test_no_item_of_a_list_opens_a_block_by_its_words() -> None:
    assert markdown_of("<ul><bdi>~~~</bdi><li># a</ul>") == "- \\~~~\n- \\# a"


_WORDS = st.lists(st.sampled_from(["*a", "b*", "_c_", "d", "كتاب", "«e»", "f.", "`g", "[h]", "<i"]))
_MARKS = st.sampled_from(["b", "i", "span", "a href=https://a.org", "u"])


@settings(max_examples=300)
@given(st.lists(st.tuples(_MARKS, _WORDS, st.sampled_from(["", " "])), max_size=6))
def test_marks_never_change_the_words(parts: list[tuple[str, list[str], str]]) -> None:
    words = [(mark, " ".join(inner), space) for mark, inner, space in parts]
    escaped = [(m, w.replace("<", "&lt;"), s) for m, w, s in words]
    fragment = "".join(f"<{m}>{w}</{m.split()[0]}>{s}" for m, w, s in escaped)
    shown = re.sub("<[^>]*>", "", render_body(markdown_of(f"<p>{fragment}</p>")))

    expected = " ".join("".join(w + s for _, w, s in words).split())
    assert shown.replace("&lt;", "<").replace("&quot;", '"').strip() == expected


def test_mutated_pages_are_read_without_an_error() -> None:
    chance = random.Random(20180527)
    seeds = [path.read_bytes() for path in PAGES]
    for _ in range(int(os.environ.get("WARRAQ_MUTANTS", "150"))):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 40)):
            at = chance.randrange(len(data) or 1)
            change = chance.randrange(4)
            if change == 0 and data:
                data[at % len(data)] = chance.randrange(256)
            elif change == 1:
                del data[at : at + chance.randrange(200)]
            elif change == 2:
                data[at:at] = chance.choice(seeds)[: chance.randrange(400)]
            else:
                data[at:at] = chance.choice(
                    [b"<", b">", b"</div>", b"\0", b"<!--", b"<table>", b"&"]
                )
        begun = time.process_time()
        extract(bytes(data))

        assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "<p>Hello",
        "<b>" * 100_000 + "Hello",
        "<ul><li>" * 50_000 + "Hello",
        "<blockquote>" * 3_000 + "<p>Hello" + "</blockquote>" * 3_000,
        "<table>" * 5_000 + "Hello",
        "<a href=x>" * 50_000,
        "<p>" + "a " * 500_000,
        "<script type=application/ld+json>" + "[" * 100_000,
        "&" * 500_000,
        "<" * 500_000,
        "\0" * 500_000,
        "<p>" + "[" * 20_000,
        "<p>" + "*" * 20_000 + "a",
        "<time datetime=2018>" * 20_000,
        "<div>" + "<br>one line of a page that ends no sentence with a stop at all" * 5_000,
        "<div>" + "<br><b>one line of a page</b> that ends no sentence with a stop at all" * 5_000,
        "<title>" + "A portal > " * 10_000 + "</title><h1>" + "A section : " * 10_000 + "</h1>",
        "<p>" + "\u200f" * 200_000 + ".",
        "<p>" + "\u200f " * 200_000 + ".",
    ],
    ids=lambda page: page[:12],
)
def test_hostile_pages_are_read_in_bounded_time(page: str) -> None:
    begun = time.process_time()
    extract(page)
    markdown_of(page)

    assert time.process_time() - begun < 5


def test_what_stands_behind_a_hundred_thousand_elements_is_read() -> None:
    sentences = STORY.replace("</p>", " and so it went on for a long while, people say.</p>")
    begun = time.process_time()
    found = extract("<div>" * 100_000 + f"<h1>A bridge stays closed</h1>{sentences}")

    assert "day three" in found.body
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("sign", ["&#11;", "&#x1;", "&#0008", "&#xFFFE;", "&#65535;", "\ufffe"])
def test_a_sign_that_no_tree_can_hold_is_a_space(sign: str) -> None:
    page = f"<h1>A bridge</h1><p>The bridge\u00ad stays{sign} closed until summer, they said.</p>"

    assert extract(page).body == "The bridge stays closed until summer, they said."


def test_a_reference_to_a_letter_stays_one() -> None:
    page = (
        "<h1>A bridge</h1><p>The &#1100;&#x1F1E;&#39; bridge is shut until summer, they said.</p>"
    )

    assert "The ь\u1f1e' bridge" in extract(page).body


# --- pages that were cut ----------------------------------------------------------------------

_BEGINNING = f"<!-->\n<html><body><div><h1>A bridge</h1><p>{'The pier stays closed. ' * 20}</p>"


@pytest.mark.parametrize(
    "end", ["<p>It was", "<p>Work goes on.</p><p cla", "<article><p>Work.</p>", "<script>var a"]
)
def test_a_page_that_was_cut_is_doubtful(end: str) -> None:
    assert "cut-short" in {doubt.code for doubt in extract(_BEGINNING + end).doubts}


@pytest.mark.parametrize(
    "end", ["", "</div>", "<p>Work goes on.</p>\n", "</div><ul><li>One<li>Two</ul>", "</body>"]
)
def test_a_page_that_only_leaves_out_its_end_is_whole(end: str) -> None:
    assert "cut-short" not in {doubt.code for doubt in extract(_BEGINNING + end).doubts}


def test_a_mail_that_ends_inside_its_page_is_damaged() -> None:
    head = b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    page = b"<html><body><p>Work =C3=A9</p>"
    whole = head + part + page + b"</body></html>"

    assert document_of(head + part + page, file="a").damage == "the mail ends inside its page"
    assert not document_of(whole, file="a").damage
    assert not document_of(head + part + page + b"\r\n--b--\r\n", file="a").damage
