"""What a page tells of others: days of a visit, card, comment or event, and other stories."""

from __future__ import annotations

import json

import pytest

from tests.test_html import extract

TITLE = "Council approves repair of the old river bridge"
OTHER = "Book fair opens in the old town this weekend"
STORY = (
    "<p>The council has approved the repair of the old river bridge, which stays closed.</p>"
    "<p>The deputy engineer said that the stones had been numbered, and that masons would come.</p>"
    "<p>Residents of the quarter say that the bridge is part of their memory, and ask for care.</p>"
)
HEAD = f"<h1>{TITLE}</h1>"
HOME = "https://news.example/p/482"


def day_of(body: str, *, head: str = "", url: str = HOME) -> str:
    page = f"<html lang=en><head><title>{TITLE} | Bay Times</title>{head}</head><body>{body}</body>"
    found = extract(page, url=url)

    assert found.title == TITLE
    return found.published[:10]


@pytest.mark.parametrize(
    "above",
    [
        "<div id=top><span class=today>Tuesday, June 20, 2023</span></div>",
        "<header><a href=/>Bay Times</a><div>Tuesday, June 20, 2023</div></header>",
        "<div>Tuesday, June 20, 2023</div><div><a href=/>Bay Times</a></div>",
        "<div>June 20, 2023 | 21°C</div>",
        "<div>June 20, 2023</div><div><a href=/login>Log in</a> | <a href=/r>Contact</a></div>",
        "<div>June 20, 2023 <a href=/>Home</a> <a href=/sport>Sport</a></div>",
        "<header><time datetime=2023-06-20>Tuesday, June 20, 2023</time></header>",
        f"<ul><li><span class=date>June 20, 2023</span> <a href=1>{OTHER}</a></li></ul>",
        f"<div><a href=1>{OTHER}</a></div><div>June 20, 2023</div>",
    ],
)
def test_the_day_of_a_visit_or_a_box_above_is_not_that_of_the_story(above: str) -> None:
    assert day_of(f"{above}<main>{HEAD}{STORY}</main>") == ""
    assert day_of(f"{above}<main>{HEAD}<p>March 4, 2021</p>{STORY}</main>") == "2021-03-04"


@pytest.mark.parametrize(
    "above",
    [
        "<div>June 20, 2023</div>",
        "<div class=post><h2 class=date-header>June 20, 2023</h2></div>",
        "<div><a href=/p>Politics</a> June 20, 2023</div>",
        "<article><header><div>June 20, 2023</div></header></article>",
    ],
)
def test_a_day_just_above_the_headline_may_be_that_of_the_story(above: str) -> None:
    assert day_of(f"{above}{HEAD}{STORY}") == "2023-06-20"


@pytest.mark.parametrize(
    "behind",
    [
        f"<div class=card><h4><a href=1>{OTHER}</a></h4><i class=date>12 March 2023</i></div>",
        f"<div class=card><a href=1><span class=date>12 March 2023</span><b>{OTHER}</b></a></div>",
        f"<div><time datetime=2023-03-12>12 March</time><h3><a href=1>{OTHER}</a></h3></div>",
        "<ol class=comments><li><b>Joan</b> <i>12 March 2023 at 5:12 pm</i><p>Good thing.</ol>",
        "<h3>2 comments</h3><div><b>Joan</b> 12 March 2023 at 5:12 pm</div><div>Good thing.</div>",
        "<div itemscope itemtype=http://schema.org/NewsArticle><a href=/x><b itemprop=headline>"
        f"{OTHER}</b></a><meta itemprop=datePublished content=2023-03-12></div>",
    ],
)
def test_the_day_of_a_card_or_a_comment_is_not_that_of_the_story(behind: str) -> None:
    assert day_of(f"<article>{HEAD}{STORY}</article>{behind}") == ""


@pytest.mark.parametrize(
    "line",
    [
        "<p>Statement of the ministry of 12 March 2015:</p>",
        "<p>Event date: 12 September 2025</p>",
        "<p>4 March 1931 - 2 May 2009</p>",
        "<p>It was closed for the first time in the spring of a year long ago.</p>"
        "<h3>12 May 2009</h3>",
        "<p>Members Meeting: 12 September 2025</p>",
        "<h2>Ten years after the flood of 12 May 2009</h2>",
        "<div>The bridge on 3 May 2011 (archive)</div>",
        "<div class=author>Member since: June 15, 2011</div>",
        f"<div><a href=/x>{OTHER}</a> (12 March 2018)</div>",
        "<p>It opens on <time datetime=2025-09-12>12 September 2025</time> in the hall beside the"
        " river, for all.</p>",
        "<div class=event-date>12 September 2025, at noon</div>",
        "<p>It will be held in the hall beside the bridge, as every year.</p>"
        "<p><b>When:</b> 12 September 2025</p>",
    ],
)
def test_the_day_of_an_event_is_not_that_of_the_story(line: str) -> None:
    assert day_of(f"<article>{HEAD}{line}{STORY}</article>") == ""


def test_a_day_that_cannot_be_read_leaves_none_to_the_head_of_the_page() -> None:
    below = "<p>Posted on 7/9/2015 3:20 PM in General</p>"

    assert day_of(f"<div>August 20, 2015</div>{HEAD}{below}{STORY}") == ""
    assert day_of(f"{HEAD}{below}{STORY}", url="https://b.example/2015/07/09/x") == "2015-07-09"


def stated(*stories: dict[str, str]) -> str:
    told = ({"@type": "NewsArticle", **story} for story in stories)
    return "".join(f"<script type=application/ld+json>{json.dumps(one)}</script>" for one in told)


OWN = {"headline": TITLE, "url": HOME, "datePublished": "2023-04-06", "author": "Ida Farrow"}
THEIRS = {
    "headline": OTHER,
    "url": "https://news.example/p/777",
    "datePublished": "2023-05-06",
    "author": "Nell Harrow",
}


@pytest.mark.parametrize(
    ("stories", "day", "authors"),
    [
        ((THEIRS,), "", ()),
        ((THEIRS, OWN), "2023-04-06", ("Ida Farrow",)),
        ((OWN, THEIRS), "2023-04-06", ("Ida Farrow",)),
        # Another name alone is one for networks, and another address alone that of a copy.
        (({**THEIRS, "url": HOME},), "2023-05-06", ("Nell Harrow",)),
        (({**OWN, "url": THEIRS["url"]},), "2023-04-06", ("Ida Farrow",)),
        (({**THEIRS, "url": "https://news.example/"},), "2023-05-06", ("Nell Harrow",)),
    ],
)
def test_a_story_that_is_stated_of_another_page_tells_nothing(
    stories: tuple[dict[str, str], ...], day: str, authors: tuple[str, ...]
) -> None:
    title = f"<title>{TITLE} | Bay Times</title>"
    found = extract(f"{title}{stated(*stories)}{HEAD}{STORY}", url=HOME)

    assert (found.published, found.authors) == (day, authors)


@pytest.mark.parametrize(
    ("modified", "below", "day"),
    [
        ("2024-02-01T03:00:00Z", "14 May 2019", "2019-05-14"),
        ("2024-02-01T09:00:00Z", "14 May 2019", ""),
        # The day of a change may be printed without a word for it.
        ("2024-02-01T09:00:00Z", "14 May 2024", "2024-02-01"),
    ],
)
def test_a_page_may_state_the_moment_that_it_was_made(modified: str, below: str, day: str) -> None:
    head = (
        '<meta property="article:published_time" content="2024-02-01T03:00:00Z">'
        f'<meta property="article:modified_time" content="{modified}">'
    )

    assert day_of(f"{HEAD}<p>{below}</p>{STORY}", head=head) == day


def test_the_moment_that_a_page_was_made_is_doubtful_below_an_older_day() -> None:
    stamp = "2024-02-01T03:00:00Z"
    head = "".join(
        f'<meta property="article:{name}_time" content="{stamp}">'
        for name in ("published", "modified")
    )

    assert day_of(f"<div>14 May 2019</div>{HEAD}{STORY}", head=head) == ""


def test_a_statement_with_a_broken_headline_still_tells_day_and_author() -> None:
    broken = (
        '<script type=application/ld+json>{"@type": "NewsArticle", "headline": "The "old" bridge",'
        ' "datePublished": "2023-04-06T10:00:00+03:00",'
        ' "author": {"@type": "Person", "name": "Ida Farrow"}}</script>'
    )
    found = extract(f"<title>{TITLE}</title>{broken}{HEAD}{STORY}")
    two = extract(f"<title>{TITLE}</title>{broken.replace('}}', '}}, {}')}{HEAD}{STORY}")

    assert (found.published[:10], found.authors) == ("2023-04-06", ("Ida Farrow",))
    assert two.published[:10] == "2023-04-06"


def test_a_list_of_broken_statements_tells_nothing() -> None:
    one = '{"@type": "NewsArticle", "headline": "A "b" c", "datePublished": "2023-04-0%d"}'
    broken = f"<script type=application/ld+json>[{one % 6}, {one % 7}]</script>"

    assert day_of(f"{HEAD}{STORY}", head=broken) == ""


def test_a_part_of_a_byline_may_tell_how_long_ago() -> None:
    page = f"<title>{TITLE}</title>{HEAD}<p>By Ida Farrow · 2 hours ago · 3 min read</p>{STORY}"

    assert extract(f"<p>May 3, 2021</p>{page}").published == ""
    assert extract(page, captured="2022-05-21T10:00+00:00").published[:10] == "2022-05-21"


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("News detail: Gemeinde Unterfluss", "<div id=top>Gemeinde Unterfluss</div>"),
        (TITLE, f"<h1><a href=/x>{OTHER}</a></h1>"),
        (f"{TITLE} « Riverside Voices", "<h1><a href=/>Riverside Voices</a></h1>"),
    ],
)
def test_a_name_in_the_head_of_a_page_is_no_headline(title: str, above: str) -> None:
    found = extract(f"<title>{title}</title>{above}<div><h3>{TITLE}</h3>{STORY}</div>")

    assert found.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "By Ida Farrow | 3 May 2021 | News | 2 Comments",
        "Harbour Desk - 3 May 2021",
        "Somewhere or other 3 May 2021 10:15",
    ],
)
def test_a_day_among_other_facts_is_that_of_the_story(line: str) -> None:
    assert day_of(f"<article>{HEAD}<p>{line}</p>{STORY}</article>") == "2021-05-03"


def test_a_day_in_a_headline_is_that_of_what_it_tells() -> None:
    title = "The flood of 12 May 2009 is not forgotten"
    page = f"<title>{title}</title><h1>{title}</h1>"

    assert extract(page + STORY).published == ""
    assert extract(f"{page}<p>3 May 2021</p>{STORY}").published == "2021-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Updated <time datetime=2022-02-05>Feb 5, 2022</time></p>",
        "<p><span>Last updated:</span> <time datetime=2022-02-05>Feb 5, 2022</time></p>",
    ],
)
def test_an_element_that_prints_the_day_of_a_change_tells_no_other(line: str) -> None:
    assert day_of(f"<article>{HEAD}{line}{STORY}</article>") == ""


def test_the_page_that_a_script_states_is_this_one() -> None:
    told = {"@type": "WebPage", "datePublished": "2015-01-01"}

    def head(**more: str) -> str:
        return f"<script type=application/ld+json>{json.dumps({**told, **more})}</script>"

    published = "<p>Published: 11 February 2019</p>"

    assert day_of(HEAD + STORY, head=head()) == "2015-01-01"
    assert day_of(HEAD + published + STORY, head=head()) == "2019-02-11"
    assert day_of(HEAD + STORY, head=head(url="https://news.example/")) == ""


def test_the_day_of_a_film_is_less_than_a_printed_one() -> None:
    film = json.dumps({"@type": "VideoObject", "name": TITLE, "uploadDate": "2019-01-01"})
    head = f"<script type=application/ld+json>{film}</script>"

    assert day_of(HEAD + STORY, head=head) == "2019-01-01"
    assert day_of(f"{HEAD}<p>August 8, 2022</p>{STORY}", head=head) == ""
