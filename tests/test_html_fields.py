"""Who wrote a saved page, and when: what it states, what it prints, what is only the outlet."""

from __future__ import annotations

import pytest

from tests.test_html import extract
from tests.test_html_themes import words_of

BODY = (
    "<div class=article-body><p>The council of the harbour town said on Monday that the bridge "
    "stays closed.</p><p>Work on the northern pier is to begin in autumn of next year.</p></div>"
)


def stated(author: str) -> str:
    return (
        '<meta property="og:site_name" content="The Gazette">'
        f'<script type=application/ld+json>{{"@type": "NewsArticle", "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    ("head", "byline", "authors"),
    [
        (stated('"Ada Sample @adasample"'), "", ("Ada Sample",)),
        (stated('"The Gazette"'), "<p>By Ada Sample</p>", ("Ada Sample",)),
        (stated('"The Gazette"'), "<p>By</p><p>Ada Sample</p>", ("Ada Sample",)),
        (stated('"The Gazette"'), "", ("The Gazette",)),
        (stated('["The Gazette", "Ada Sample"]'), "", ("Ada Sample",)),
        (
            stated('"The Gazette"') + '<meta name=author content="Ada Sample">',
            "",
            ("Ada Sample",),
        ),
        ("", "<p><a href=/author/ada>Ada Sample</a></p>", ("Ada Sample",)),
        (
            "",
            "<dl><dt>Words<dd><a href=/staff/ada>Ada Sample</a>, <a href=/staff/b>Bo Case</a></dl>",
            ("Ada Sample", "Bo Case"),
        ),
    ],
)
def test_the_person_is_the_author(head: str, byline: str, authors: tuple[str, ...]) -> None:
    assert extract(f"{head}<h1>A bridge</h1>{byline}{BODY}").authors == authors


def test_an_agency_that_wrote_a_story_is_not_the_outlet() -> None:
    agency = '{"@type": "Organization", "name": "Agency of the Coast"}'

    assert extract(stated(agency) + f"<h1>A bridge</h1>{BODY}").authors == ("Agency of the Coast",)


def test_a_picture_agency_did_not_write_the_story() -> None:
    found = extract(f"<h1>A bridge</h1><p>Getty Images</p>{BODY}")

    assert (found.authors, found.credit) == ((), "")


def test_the_name_of_the_author_is_not_printed_twice() -> None:
    signed = BODY.replace("</div>", "<p>Ada Sample</p></div>")
    page = stated('"Ada Sample"') + f"<h1>A bridge</h1>{signed}"
    found = extract(page)

    assert "Ada Sample" not in found.body
    assert "meta-line" in {dropped.rule for dropped in found.dropped}


def test_a_day_in_elements_named_for_one_is_the_last_resort() -> None:
    above = "<div class=post-date>3 March 2019</div>" + "<p><a href=/a>Menu</a></p>" * 9
    page = f"{above}<h1>A bridge</h1>{BODY}"
    found = extract(page)

    assert found.published == "2019-03-03"
    assert [p.rule for p in found.provenance if p.field == "published"] == ["named-date"]
    assert not extract("<span class=date>4 March 2019</span>" + page).published


@pytest.mark.parametrize(
    ("stated_time", "expected"),
    [
        ("2019-03-02T22:30:00Z", "2019-03-03T02:00+03:30"),
        ("2019-03-02T00:00:00Z", "2019-03-02T00:00+00:00"),
    ],
)
def test_universal_time_is_told_in_the_zone_of_the_page(stated_time: str, expected: str) -> None:
    head = (
        f'<meta property="article:published_time" content="{stated_time}">'
        '<meta property="article:modified_time" content="2019-03-04T09:00:00+03:30">'
    )

    assert extract(f"{head}<h1>A bridge</h1>{BODY}").published == expected


def story(*, head: str = "", above: str = "", below: str = "", behind: str = "") -> str:
    return f"<head>{head}</head><body>{above}<h1>A bridge</h1>{below}{BODY}{behind}</body>"


def meta(**times: str) -> str:
    tags = (f'<meta property="article:{n}_time" content="{t}">' for n, t in times.items())
    return "".join(tags)


_EVENING = meta(published="2019-03-02T22:30:00Z")


@pytest.mark.parametrize(
    ("page", "url", "day", "rule"),
    [
        # The country of the domain keeps a zone of its own; the printed day comes before it.
        (story(head=_EVENING), "https://gazette.iq/a", "2019-03-03T01:30+03:00", "home-zone"),
        (story(head=_EVENING), "https://gazette.pt/a", "2019-03-02T22:30+00:00", "open-graph"),
        (
            story(head=_EVENING, below="<p>3 March 2019</p>"),
            "https://gazette.example/a",
            "2019-03-03",
            "printed-day",
        ),
        # Nowhere on earth was it the first of March yet.
        (
            story(head=_EVENING, below="<p>1 March 2019</p>"),
            "https://gazette.example/a",
            "2019-03-02T22:30+00:00",
            "open-graph",
        ),
        # Two programs wrote the same clock, and only one meant its zone.
        (
            story(
                head='<script type=application/ld+json>{"@type": "NewsArticle",'
                '"datePublished": "2019-11-20T02:15-06:00"}</script>'
                + meta(published="2019-11-20T02:15Z"),
                below="<p>19 November 2019, 20:15</p>",
            ),
            "",
            "2019-11-19",
            "printed-day",
        ),
        # What is printed is the day of the change.
        (
            story(
                head=meta(published="2018-09-15", modified="2018-09-16"),
                below="<p>16 September 2018</p>",
            ),
            "",
            "2018-09-15",
            "open-graph",
        ),
        # An old story that was moved to a new system; two witnesses against one.
        (
            story(head=meta(published="2021-08-01T09:00:00Z"), below="<p>3 May 2012</p>"),
            "https://gazette.example/2012/05/03/a",
            "2012-05-03",
            "address",
        ),
        (
            story(head=meta(published="2021-08-01"), below="<p>Published: 3 May 2012</p>"),
            "https://gazette.example/a",
            "",
            "",
        ),
        # The day of a picture, and those of other stories, are not this one's.
        (
            story(
                below="<p>19 November 2019</p><figure><img src=a.png><figcaption>The pier on "
                "November 18, 2019</figcaption></figure>"
            ),
            "",
            "2019-11-19",
            "date-below-headline",
        ),
        (
            story(below="<p>9 December 2011</p>", behind="<p>A ferry, 8 December 2011</p>"),
            "",
            "2011-12-09",
            "date-below-headline",
        ),
        (story(behind="<p>8 December 2011</p>"), "", "2011-12-08", "date-below-headline"),
        # A line that is a day comes before one that only holds one.
        (
            story(below="<p>13 June 2019</p><p>A statement of the harbour - 12 June 2019</p>"),
            "",
            "2019-06-13",
            "date-below-headline",
        ),
        # Of what a <time> tells nobody knows; the page says what it prints.
        (
            story(
                below="<p><time datetime=2019-07-03T10:18:46Z>Published on 29 June 2019</time></p>"
            ),
            "",
            "2019-06-29",
            "labelled-date",
        ),
        (
            story(below="<p>28 June 2019</p>", behind="<time datetime=2019-09-24>Reports</time>"),
            "",
            "2019-06-28",
            "date-below-headline",
        ),
        (
            story(below='<p><abbr title="2011-08-25T01:40:40Z">1 hr ago</abbr></p>'),
            "",
            "2011-08-25T01:40+00:00",
            "time-element",
        ),
        # Made and changed on one day: published between.
        (
            story(
                head="<meta name=dcterms.created content=2012-12-10T09:24:01Z>"
                + meta(modified="2012-12-10T10:41:47Z")
            ),
            "",
            "2012-12-10T09:24+00:00",
            "meta",
        ),
        (story(head="<meta name=dcterms.created content=2012-12-10>"), "", "", ""),
        # Above the tags of a story stands its day, above the title of another the other's.
        (
            story(
                behind="<p>8 December 2011</p><p>Tags: <a href=/t/a>bridges</a>, "
                "<a href=/t/b>harbours of the north</a>, <a href=/t/c>piers</a></p>"
            ),
            "",
            "2011-12-08",
            "date-below-headline",
        ),
        # The hidden stamp of a change, for machines, beside the day that is read.
        (
            story(
                below="<p><span class='updated rich-snippet-hidden'>2019-01-07T17:27:31+02:00"
                "</span><span>June 19th, 2018</span></p>"
            ),
            "",
            "2018-06-19",
            "date-below-headline",
        ),
        (story(below="<p>9 May 2011</p>"), "https://gazette.example/2011/02/01/a", "", ""),
        (story(head=meta(published="1970-01-01T00:00:00Z")), "", "", ""),
    ],
)
def test_places_that_differ_about_the_day(page: str, url: str, day: str, rule: str) -> None:
    found = extract(page, url)

    assert found.published == day
    assert [p.rule for p in found.provenance if p.field == "published"] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("page", "captured", "day"),
    [
        (story(head=meta(published="2031-01-01")), "2019-03-04", ""),
        (story(head=meta(published="2019-03-05")), "2019-03-04", "2019-03-05"),
        (story(below="<p>4 March 2019</p>"), "2019-03-04", "2019-03-04"),
        (story(above="<p>4 March 2019</p>"), "2019-03-04T08:00", ""),
        (story(above="<p>3 March 2019</p>"), "2019-03-04T08:00", "2019-03-03"),
        (story(below="<p>2 days ago</p>"), "2019-03-04T08:00", "2019-03-02"),
        (story(below="<p>2 days ago</p>"), "", ""),
        (story(below="<p>4 March 2019</p>"), "2019-03", "2019-03-04"),
    ],
)
def test_nothing_is_published_after_its_capture(page: str, captured: str, day: str) -> None:
    assert extract(page, captured=captured).published == day


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022-01-10T22:06:08:684Z", "2022-01-10T22:06+00:00"),
        ("2019-11-18T20:58+03", "2019-11-18T20:58+03:00"),
        ("2019-11-18T8:58:00+3:00", "2019-11-18T08:58+03:00"),
        (
            "Tue Nov 19 2019 03:05:00 GMT+0000 (Coordinated Universal Time)",
            "2019-11-19T03:05+00:00",
        ),
        # In Riyadh and in Halifax the clock has the same three letters.
        ("Mon Nov 18 20:58:00 AST 2019", "2019-11-18T20:58"),
        ("1574132700", "2019-11-19T03:05+00:00"),
        ("20191118T205800Z", "2019-11-18T20:58+00:00"),
        # Where the machine counts the years of another calendar.
        ("1441-03-21T20:58:00", "2019-11-18T20:58"),
        ("1397-03-06T12:00:00+04:30", "2018-05-27T12:00+04:30"),
        ("2019-11-18T20:58:00+03:00[Europe/Istanbul]", "2019-11-18T20:58+03:00"),
        ("0001-01-01T00:00:00", ""),
        ("1970-01-01T03:00:00+03:00", ""),
    ],
)
def test_a_stamp_however_a_program_wrote_it(text: str, iso: str) -> None:
    assert extract(story(head=meta(published=text))).published == iso


def test_figures_that_ran_together_are_no_day() -> None:
    assert not extract(f"<h1>A bridge</h1><p>28.09.1912</p>{BODY}").published


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template"])
def test_code_is_no_word_of_a_field(tag: str) -> None:
    code = f"<{tag}>alert(1)</{tag}>"
    path = f"<nav class=breadcrumb><a>{code}Harbour</a></nav>"
    byline = f"<p itemprop=author>{code}Ada Sample</p><time>{code}28 September 2021</time>"

    found = extract(f"<body>{path}<h1>{code}A bridge</h1>{byline}{BODY}")

    assert (found.title, found.authors) == ("A bridge", ("Ada Sample",))
    assert (found.published, found.section) == ("2021-09-28", ("Harbour",))


def test_a_statement_inside_a_headline_is_read_and_not_printed() -> None:
    statement = stated('"Ada Sample"')

    found = extract(f"<body><h1>{statement}A bridge</h1>{BODY}")

    assert (found.title, found.authors) == ("A bridge", ("Ada Sample",))


_PIER = '<img alt="the pier" src="http://a.example/a.png">'
_QUAY = '<img alt="the quay" src="http://a.example/b.png">'


@pytest.mark.parametrize("pictures", [_PIER, _PIER + _QUAY])
def test_a_picture_behind_the_day_stays_and_the_day_goes(pictures: str) -> None:
    head = f"<time>12 May 2017</time>{pictures}"
    paragraphs = BODY.removeprefix("<div class=article-body>").removesuffix("</div>")

    found = extract(f"<body><h1>A bridge</h1>{head}{paragraphs}</body>")

    assert found.body.startswith("![the pier](http://a.example/a.png)")
    assert found.body.count("![") == pictures.count("<img")
    assert "2017" not in found.body
    assert [one.rule for one in found.dropped] == ["meta-line"]


@pytest.mark.parametrize(
    ("byline", "authors", "credit"),
    [
        ("By Ada Sample in Beirut", ("Ada Sample",), ""),
        ("By Ada Sample for The Gazette", ("Ada Sample",), ""),
        ("By: Ada Sample | Senior Correspondent", ("Ada Sample",), ""),
        ("By Ada Sample ada@gazette.example", ("Ada Sample",), ""),
        ("By Ada Sample on Sun, 05/27/2018 - 14:30", ("Ada Sample",), ""),
        ("By Ada Sample and Bo Case", ("Ada Sample", "Bo Case"), ""),
        ("Par Anne Exemple (avec AFP)", ("Anne Exemple",), "AFP"),
        ("Ein Gastbeitrag von Ada Muster", ("Ada Muster",), ""),
        ("Haber: Ayşe Örnek - Kamera: Ali Deneme", ("Ayşe Örnek",), ""),
        ("Reporter: Adi Contoh | Editor: Budi Contoh", ("Adi Contoh",), ""),
        ("Nûçe: Azad Nimûne", ("Azad Nimûne",), ""),
        ("ن: ئاسۆ نموونە", ("ئاسۆ نموونە",), ""),
        ("כתבת: דנה דוגמה", ("דנה דוגמה",), ""),
        ("מאת: דנה דוגמה 27/05/2018 14:30", ("דנה דוגמה",), ""),
        ("كتبت ليلى سالم يوم 27/05/2018", ("ليلى سالم",), ""),
        ("By night the town is quiet", (), ""),
        ("By ADA SAMPLE and BO CASE - AP Technology Writers", ("ADA SAMPLE", "BO CASE"), ""),
        ("By Ada Sample, Executive Editor | Friday, May 3, 2013", ("Ada Sample",), ""),
        ("By Ada Sample @adasample on May 3, 2013", ("Ada Sample",), ""),
        ("By Ada Sample Follow @adasample", ("Ada Sample",), ""),
        ("By Ada Sample IN Harbours", ("Ada Sample",), ""),
        ("Par ADA EXEMPLE, BO ESSAI Envoyés spéciaux à Lyon", ("ADA EXEMPLE", "BO ESSAI"), ""),
        ("Par Ada Exemple, envoyée spéciale à Lyon", ("Ada Exemple",), ""),
        ("By TPN –", ("TPN",), ""),
        ("posted by Ada at 12:53", (), ""),
        ("【记者：王小明】", ("王小明",), ""),
        ("作者：未知 责任编辑：李小红", (), ""),
        ("来源：港报 作者：王小明 责任编辑：李红", ("王小明",), "港报"),
    ],
)
def test_what_stands_behind_a_name_is_no_part_of_it(
    byline: str, authors: tuple[str, ...], credit: str
) -> None:
    found = extract(story(below=f"<p>{byline}</p>"))

    assert (found.authors, found.credit) == (authors, credit)


def test_the_account_of_a_system_wrote_nothing() -> None:
    head = '<meta name=author content="Super User">'

    assert extract(story(head=head)).authors == ()
    assert extract(story(head=head, below="<p>By Ada Sample</p>")).authors == ("Ada Sample",)


@pytest.mark.parametrize(
    ("window", "body", "title"),
    [
        ("The Gazette - A bridge", "<b>A bridge</b>", "A bridge"),
        ("The Gazette: A bridge", "<td><font><b>A bridge</b></font></td>", "A bridge"),
        ("A bridge » The Gazette", "<a href=/>The Gazette</a><div>A bridge</div>", "A bridge"),
        (
            "A bridge | The Gazette",
            "<h1><a href='/'>The Gazette</a></h1><h3>A bridge</h3>",
            "A bridge",
        ),
        ("A bridge: the pier", "<b>A bridge: the pier</b><i>A bridge</i>", "A bridge: the pier"),
    ],
)
def test_the_part_of_a_title_that_is_printed_alone(window: str, body: str, title: str) -> None:
    page = f"<head><title>{window}</title></head><body>{body}{BODY}"

    assert extract(page).title == title


def test_a_first_heading_that_runs_into_the_name_of_the_portal() -> None:
    title = "The bridge of the town reopens"
    page = f"<h1><span>{title}</span><a href=/>The Gazette</a></h1><h3>{title}</h3>{BODY}"

    assert extract(page).title == title
    assert extract(f"<h1>{title} today</h1><h3>{title}</h3>{BODY}").title == f"{title} today"


def test_a_title_that_a_heading_prints_beside_its_day_is_the_headline() -> None:
    head = '<meta property=og:title content="The end of the old bridge">'
    page = f"{head}<h2>17 June The end of the old bridge</h2><h2>A pier, and a pier</h2>{BODY}"

    assert extract(page).title == "The end of the old bridge"


def test_a_page_that_links_to_an_archive_was_not_saved_out_of_it() -> None:
    cited = '<a href="https://web.archive.org/web/20020101000000/http://old.example/">cited</a>'
    others = '<a href="https://gazette.example/a">more</a>' * 3

    assert extract(story(behind=cited + others)).captured == ""
    assert extract(story(behind=cited)).captured.startswith("2002-01-01")


@pytest.mark.parametrize(
    ("byline", "authors", "credit"),
    [
        ("<p>كتب بواسطة سلمى الحداد</p>", ("سلمى الحداد",), ""),
        ("<p>نوشته شده توسط مریم کاظمی</p>", ("مریم کاظمی",), ""),
        ("<p>کوردستان</p>", (), ""),
        ("<p>کوردستان 24</p>", (), "کوردستان 24"),
    ],
)
def test_a_byline_of_several_words(byline: str, authors: tuple[str, ...], credit: str) -> None:
    found = extract(f"<h1>A bridge</h1>{byline}{BODY}")

    assert (found.authors, found.credit) == (authors, credit)


def test_the_day_of_the_visit_is_no_day_of_the_story() -> None:
    labelled = "<div>Published: 14 May 2024</div><p>Town</p><p>Number 4829</p>"
    shown = f"{labelled}<p>No comments</p><p>News of the town</p><h1>A bridge</h1>{BODY}"
    visit = "<div class=header_bar><div class=date>2 June 2024</div></div>"
    menu = "<p><a href=/a>Menu</a></p>" * 9

    assert extract(visit + menu + shown).published == "2024-05-14"
    assert not extract(f"{visit}{menu}<h1>A bridge</h1>{BODY}").published


def test_a_time_in_the_card_of_another_story_is_not_its_day() -> None:
    card = "<a href=/b><h5>A market by the river</h5><time datetime=2024-05-01></time></a>"
    link = "<a href=/a rel=bookmark><time>2 May 2024</time></a>"

    assert not extract(f"<h1>A bridge</h1>{BODY}<div>{card}</div>").published
    assert extract(f"<h1>A bridge</h1><p>{link}</p>{BODY}").published == "2024-05-02"


@pytest.mark.parametrize(
    ("elsewhere", "day"),
    [
        ("<div class=cat-tags>Published on: 7 June 2019 14:34</div>", "2019-06-07T14:34"),
        ("<ul class=widget><li>Published on<li>7 June 2019</ul>", ""),
        ("<div id=articledate>7 June 2019</div>", "2019-06-07"),
        ("<div id=date>7 June 2019</div>", ""),
        ("<div class=submitted>Submitted by ada on 7 June 2019 - 18:55</div>", "2019-06-07T18:55"),
        ("<div class=widget>7 June 2019</div>", ""),
        ("<div class=widget>Published on 7 June 2019</div>" * 2, "2019-06-07"),
        (
            "<div class=widget>Published on 7 June 2019</div>"
            "<div class=widget>Published on 8 June 2019</div>",
            "",
        ),
    ],
)
def test_a_labelled_day_anywhere_is_the_last_resort(elsewhere: str, day: str) -> None:
    """Whatever surrounds it: labels are read also where themes put them among tags."""
    menu = "<ul class=menu><li><a href=/a>Home</a><li><a href=/b>News</a></ul>" * 6

    assert extract(f"{elsewhere}{menu}<h1>A bridge</h1>{BODY}").published == day


def test_a_labelled_day_in_comments_is_theirs() -> None:
    box = "<div class='{}'><p>Well done!</p><p>Thanks.</p><p>Published on 7 June 2019</p></div>"

    assert not extract(story(behind=box.format("comments"))).published
    assert extract(story(behind=box.format("info"))).published == "2019-06-07"


def test_the_link_to_a_topic_beside_a_day_is_no_author() -> None:
    line = "<p>19 June 2018 | <a href=/c/social rel='category tag'>Social Media</a></p>"

    assert extract(story(below=line)).authors == ()
    assert extract(story(below=line.replace(" rel='category tag'", ""))).authors != ()


def test_who_is_named_below_the_comments_did_not_write_the_story() -> None:
    comments = "<div><h3>Comments</h3><p>Bo Case · 2020-05-19</p></div>"
    found = extract(story(below="<p>Ada Sample</p><p>14 May 2020</p>", behind=comments))

    assert "Bo Case" not in found.authors
    assert found.published == "2020-05-14"


@pytest.mark.parametrize(
    ("stated_as", "authors"),
    [
        ("Ada Sample, Bo Case, and Cy Probe, GNN", ("Ada Sample", "Bo Case", "Cy Probe")),
        ("name, email@gazette.example", ()),
        ("104363", ()),
        ("Unknown", ()),
        ("adas", ("adas",)),
    ],
)
def test_what_is_stated_for_a_name(stated_as: str, authors: tuple[str, ...]) -> None:
    assert extract(story(head=f'<meta name=author content="{stated_as}">')).authors == authors


def test_a_byline_comes_before_the_name_of_an_account() -> None:
    page = story(head="<meta name=author content=adas>", below="<p>By Ada Sample, 8 May 2012</p>")

    assert extract(page).authors == ("Ada Sample",)


def test_who_comments_did_not_write_the_story() -> None:
    comment = "<div class=comms><div class=comm-author>Bo Case</div><p>Well done!</p></div>"
    page = f"<h1>A bridge</h1>{BODY}"

    assert not extract(page + comment).authors
    assert extract(page + "<div class=author>Bo Case</div>").authors == ("Bo Case",)


def test_a_byline_between_bars_is_read_as_one() -> None:
    line = "<p><span>By: Ada Sample</span><span>|</span><span>14 May 2024</span></p>"

    assert extract(f"<h1>A bridge</h1>{line}{BODY}").authors == ("Ada Sample",)


def test_a_change_is_told_in_the_zone_of_the_publication() -> None:
    told = '{"@type": "NewsArticle", "dateModified": "2024-05-15T05:15:00Z"}'
    page = (
        f"<script type=application/ld+json>{told}</script>"
        '<meta property="article:published_time" content="2024-05-14T10:30:00+03:00">'
        f"<h1>A bridge</h1>{BODY}"
    )

    assert extract(page).updated == "2024-05-15T08:15+03:00"


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ("<div><a href=/>Home</a> / <a href=/c>Town</a></div>", ("Town",)),
        ("<div><a href=/>Home</a> <a href=/c>Town</a></div>", ()),
        ("<p><a href=/c rel='category tag'>Town</a></p>", ("Town",)),
        ("<aside><a href=/c rel='category tag'>Town</a></aside>", ()),
    ],
)
def test_a_section_in_links_above_the_headline(above: str, section: tuple[str, ...]) -> None:
    assert extract(f"{above}<h1>A bridge</h1>{BODY}").section == section


TAGS = "<a href=/t/1 {0}>old bridge</a>, <a href=/t/2 {0}>#repairs</a>"


@pytest.mark.parametrize(
    "behind",
    [
        f"<p>Tags: {TAGS}</p>",
        f"<div><h4>Tags</h4><ul><li>{TAGS.replace(', ', '<li>')}</ul></div>",
        f"<p>{TAGS.format('rel=tag')}</p>",
        f"<div class=post><footer><span>{TAGS.format('rel=tag')}</span></footer></div>",
    ],
)
def test_tags_that_are_only_printed(behind: str) -> None:
    assert extract(f"<h1>A bridge</h1>{BODY}{behind}").tags == ("old bridge", "repairs")


@pytest.mark.parametrize(
    "behind",
    [
        f"<div class=tag-cloud>{TAGS.format('rel=tag')}</div>",
        f"<aside>{TAGS.format('rel=tag')}</aside>",
        f"<h3>Most read</h3><p>Tags: {TAGS}</p>",
        "<p>Tags: " + "<a href=/t rel=tag>bridge</a> " * 30 + "</p>",
    ],
)
def test_tags_of_the_whole_portal_are_none_of_the_story(behind: str) -> None:
    assert not extract(f"<h1>A bridge</h1>{BODY}{behind}").tags


def test_a_change_is_printed_beside_the_publication() -> None:
    line = "<p>Published: 14 May 2024 | Updated: 15 May 2024 08:15</p>"
    found = extract(f"<h1>A bridge</h1>{line}{BODY}")

    assert (found.published, found.updated) == ("2024-05-14", "2024-05-15T08:15")


@pytest.mark.parametrize(
    ("captured", "day"),
    [("2024-06-20", "2024-05-14"), ("2024-09-01", ""), ("", "")],
)
def test_a_bare_day_in_the_head_may_be_that_of_the_visit(captured: str, day: str) -> None:
    head = '<title>A bridge of stone</title><meta name="date" content="2024-06-20">'
    page = f"{head}<h1>A bridge of stone</h1><div>14 May 2024</div>{BODY}"

    assert extract(page, captured=captured).published == day


def test_days_behind_the_story_that_stand_beside_other_titles_are_theirs() -> None:
    card = "<div><a href=/1>Boats of paper return to the river</a></div><div>14 May 2024</div>"
    page = f"<h1>A bridge of stone</h1><div>{BODY}</div><div>{card}</div>"

    assert extract(page).published == ""


@pytest.mark.parametrize("ends", ["", " - The Gazette", " | The Gazette"])
def test_the_name_of_the_portal_in_the_only_first_heading_is_no_headline(ends: str) -> None:
    heads = "<h1>The Gazette</h1><h2>A bridge of stone</h2>"
    page = f"<title>A bridge of stone{ends}</title>{heads}{BODY}"

    assert extract(page).title == "A bridge of stone"


def test_a_day_between_the_blocks_of_a_page_stands_where_it_is_printed() -> None:
    menu = "<p><a href=/a>Menu</a></p>" * 20
    page = f"<body>{menu}<h1>A bridge of stone</h1><span>14 May 2024</span><div>{BODY}</div></body>"

    assert extract(page).published == "2024-05-14"


def test_what_touches_only_in_the_source_is_read_apart() -> None:
    row = "<div><span>News number: 482913</span><span>14 May 2024</span><span>12 views</span></div>"

    assert extract(f"<h1>A bridge of stone</h1>{row}{BODY}").published == "2024-05-14"


def test_stories_marked_in_cards_say_nothing_of_this_one() -> None:
    card = (
        "<div itemscope itemtype=http://schema.org/NewsArticle><a href=/{0}><b itemprop=headline>"
        "Boats of paper {0}</b></a><meta itemprop=datePublished content=2024-06-0{0}></div>"
    )
    cards = "".join(card.format(number) for number in (1, 2))
    page = f"{cards}<h1>A bridge of stone</h1><div>14 May 2024</div>{BODY}"

    assert extract(page).published == "2024-05-14"


def test_a_page_of_a_headline_and_a_day_has_both() -> None:
    found = extract("<h1>A bridge of stone</h1><div>14 May 2024</div><img src=a.jpg>")

    assert (found.title, found.published) == ("A bridge of stone", "2024-05-14")


@pytest.mark.parametrize(
    ("lang", "office"),
    [("fa", "نویسنده و روزنامه‌نگار ساکن شهر"), ("ckb", "نووسەر و ڕۆژنامەنووس")],
)
def test_the_office_of_a_writer_is_no_name(lang: str, office: str) -> None:
    words = words_of(lang)
    told = "".join(f"<p>{words[name]}</p>" for name in ("lead", "p1", "p2", "p4"))

    assert not extract(f"<div>{office}</div><h1>{words['title']}</h1><div>{told}</div>").authors


@pytest.mark.parametrize(
    ("head", "around", "authors"),
    [
        ("", "<p>{}</p><p>Ada Sample</p><p>May 3, 2021</p>", ("Ada Sample",)),
        ("", "<p>{}</p><p>May 3, 2021</p><p>Ada Sample</p>", ("Ada Sample",)),
        ("", "<p>{}</p><p><a href=/local>Local Matters</a></p><p>May 3, 2021</p>", ()),
        ("", "<p>{}</p><div><a href=/by/ada>Ada Sample</a> and <a href=/by/bo>Bo Case</a></div>",
         ("Ada Sample", "Bo Case")),
        # The head of a page has its menu and its name beside the day.
        ("", "<div><span>May 3, 2021</span> <a href=/>Home Sport</a></div><p>{}</p>", ()),
        ("", "<header><b>The Gazette</b> <i>May 3, 2021</i></header><p>{}</p>", ()),
        ('<meta property="og:site_name" content="River Gazette">',
         "<p>{}</p><p>River Gazette</p><p>May 3, 2021</p>", ()),
        (stated('"مدیر سایت"'), "{}", ()),
        (stated('"asample82"'), "{}<p>By Ada Sample</p>", ("Ada Sample",)),
        (stated('"أحمد الخالدي ورنا سعيد"'), "{}", ("أحمد الخالدي", "رنا سعيد")),
        (stated('"أحمد الخالدي، رنا سعيد"'), "{}", ("أحمد الخالدي", "رنا سعيد")),
        (stated('"The Gazette"'), "{}<p>By Ada Sample, The Gazette</p>", ("Ada Sample",)),
        ("", "{}<p>Last Updated</p><p>May 3, 2021</p><p>Share Article</p>", ()),
        ("", "<div><h4><a href=/b>A book fair opens in the old town</a></h4>"
         "<span class=author>Bo Case</span></div><p>{}</p>", ()),
    ],
)  # fmt: skip
def test_a_name_stands_beside_the_day_of_its_story(
    head: str, around: str, authors: tuple[str, ...]
) -> None:
    page = (
        f"<title>A bridge of the town</title>{head}{around.format('<h1>A bridge of the town</h1>')}"
    )

    assert extract(page + BODY).authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("بغداد - أحمد الخالدي ورنا سعيد", ("أحمد الخالدي", "رنا سعيد")),
        ("بقلم: أحمد الخالدي ووليد سعيد", ("أحمد الخالدي", "وليد سعيد")),
        ("بقلم: أحمد الخالدي", ("أحمد الخالدي",)),
        ("بقلم: سعيد وليد الخالدي", ("سعيد وليد الخالدي",)),
        ("بقلم: رنا سعيد وزير العدل", ("رنا سعيد وزير العدل",)),
        ("מאת: רון אלמוג ומיכל שדה", ("רון אלמוג", "מיכל שדה")),
        ("Haber: Elif Karahan / Kamera: Ali Can", ("Elif Karahan",)),
        ("Story by Jon Peterson, Photos by Al Smith", ("Jon Peterson",)),
        ("2022年01月19日 11:20 来源:江岸日报 作者:王小川", ("王小川",)),
        ("(责任编辑:李明)", ()),
    ],
)
def test_the_names_of_a_byline_are_told_apart(line: str, authors: tuple[str, ...]) -> None:
    assert (
        extract(f"<title>A bridge</title><h1>A bridge</h1><p>{line}</p>{BODY}").authors == authors
    )
