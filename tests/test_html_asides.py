"""What a saved page prints in and around its story: what stays, and what goes by which rule."""

from __future__ import annotations

import re

import pytest

from tests.patience import SECONDS_A_CAPTURE, at_most
from tests.test_extract_cases import STORIES
from tests.test_html import GENERIC, extract
from warraq.ingest.html import extract_html, markdown_of
from warraq.ingest.printed.extract import Hints

FIRST = "The council of the harbour town said on Monday that the old bridge stays closed."
LAST = "Work on the northern pier is to begin in autumn, and it will take two years."


def rules_of(inside: str) -> tuple[str, set[str]]:
    """Return the body of a page with something between its sentences, and what dropped the rest."""
    page = f"<h1>A bridge</h1><article><p>{FIRST}</p>{inside}<p>{LAST}</p></article>"
    found = extract(page)
    return found.body, {dropped.rule for dropped in found.dropped}


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ("<p>Sign up for our <a href=/n>daily newsletter</a> here.</p>", "newsletter"),
        ("<p>لمزيد من الأخبار تابعونا على <a href=/t>تلغرام</a></p>", "newsletter"),
        ("<p>در خبرنامه ما <a href=/t>عضو شوید</a></p>", "newsletter"),
        ("<p>بەشداری هەواڵنامەکەمان بکە</p>", "newsletter"),
        ("<p>ہمارے نیوز لیٹر کو سبسکرائب کریں</p>", "newsletter"),
        ("<p>Her sabah için bültenimize abone olun</p>", "newsletter"),
        (
            "<div class=saboxplugin-wrap><p>Ada writes of towns.</p></div>",
            "named-noise",
        ),
        ("<p>Подписывайтесь на <a href=/t>наш канал</a></p>", "newsletter"),
        ("<p>An dieser Stelle wird externer Inhalt angezeigt, wenn Sie zustimmen.</p>", "consent"),
        ("<p>Ce contenu externe exige que vous acceptez ses cookies. accepter</p>", "consent"),
        (
            "<p>Bild:<br>The bridge in winter, seen from the harbour and its many boats</p>",
            "caption",
        ),
        ("<p>© The Gazette</p>", "copyright"),
        ("<p>Copyright ⓒ The Gazette. All of it.</p>", "copyright"),
        ("<center>Advert<div></div></center>", "ads"),
    ],
)
def test_what_speaks_to_readers_is_no_story(inside: str, rule: str) -> None:
    body, rules = rules_of(inside)

    assert body == f"{FIRST}\n\n{LAST}"
    assert rule in rules


@pytest.mark.parametrize(
    "inside",
    [
        "<p>The ministry said that its newsletter had told residents of the works in May.</p>",
        "<p>The network showed external content of the parliament to its own editors.</p>",
        "<div><p><a href=/a>It also plans a ferry that takes people over the bay.</a></p></div>",
        "<h2><a href='#ferry'>A ferry</a></h2><p>It will cross the bay twice in every hour.</p>",
        "<p>Bild:<br>The bridge in winter<br><br>It is older than the town that it leads to.</p>",
        "<p>“Come and join us in the struggle for the bridge,” she told the crowd on Monday.</p>",
        "<p>«تابعونا في الطريق إلى الجسر» قالت أمام الجمهور في الميناء يوم الاثنين الماضي.</p>",
        "<p>The minister's comments are likely to anger those who live beside the bridge.</p>",
        "<p>They said: <a href=/a>the bridge is older than the town that it leads to</a>:</p>",
    ],
)
def test_sentences_stay_that_only_look_like_furniture(inside: str) -> None:
    body, _ = rules_of(inside)

    assert body.count("\n\n") >= 2


@pytest.mark.parametrize("name", ["sr-only", "post-date", "byline", "caption"])
def test_boxes_in_boxes_of_one_name_are_read_in_time(name: str) -> None:
    depth = 1_500
    page = f"<div class={name}>" * depth + f"<p>{FIRST * 4000}</p>" + "</div>" * depth

    with at_most(SECONDS_A_CAPTURE):
        body = extract(page).body

    assert FIRST in body


def test_captions_in_captions_are_read_in_time() -> None:
    nested = "<div><img src=a.jpg>" + "<figcaption>in short " * 1_500

    with at_most(SECONDS_A_CAPTURE):
        body = markdown_of(nested, url="https://example.org/")

    assert "in short in short" in body


def test_a_page_that_scripts_would_have_shown_is_read() -> None:
    page = f"<html style='display:none'><body><article><p>{FIRST}</p><p>{LAST}</p></article>"

    found = extract_html(page.encode(), charset="", url="", profile=GENERIC, hints=Hints())

    assert found.body == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "invitation",
    [
        *("Suscríbete a <a href=/n>esto</a>", "ABONNEZ-VOUS à <a href=/n>ceci</a>"),
        *("Siga-nos <a href=/n>aqui</a>", "BİZİ <a href=/n>buradan</a> TAKİP EDİN"),
        *(
            "Folgen Sie uns auf <a href=/n>allen Wegen</a>",
            "扫码关注本报的网页 <a href=/n>这里</a>",
        ),
        *("JOIN US ON the <a href=/n>web</a>", "به کانال <a href=/n>ما</a> بپیوندید"),
    ],
)
def test_invitations_go_in_any_letters(invitation: str) -> None:
    body, rules = rules_of(f"<p>{invitation}</p>")

    assert body == f"{FIRST}\n\n{LAST}"
    assert rules == {"newsletter"}


def test_a_story_in_a_thousand_boxes_is_read() -> None:
    body, _ = rules_of("<div>" * 1000 + f"<p>{FIRST[:-1]} for good.</p>" + "</div>" * 1000)

    assert body == f"{FIRST}\n\n{FIRST[:-1]} for good.\n\n{LAST}"


def test_words_for_screen_readers_are_not_printed() -> None:
    inside = '<div>Facts <span class="u-visually-hidden">End of the box</span></div>'
    body, _ = rules_of(inside)

    assert "End of the box" not in body
    assert "Facts" in body


def test_a_box_loses_what_it_prints_itself_and_keeps_what_it_holds() -> None:
    inside = f"<div>Advertisement<p>{LAST.replace('northern', 'southern')}</p></div>"
    body, rules = rules_of(inside)

    assert "Advertisement" not in body
    assert "southern" in body
    assert "ads" in rules


def test_furniture_between_line_breaks_goes_alone_and_is_recorded() -> None:
    inside = f"<p>{FIRST}<br><br>© The Gazette<br><br>{LAST.replace('northern', 'southern')}</p>"
    body, rules = rules_of(inside.replace(FIRST, LAST.replace("northern", "eastern")))

    assert "©" not in body
    assert "eastern" in body
    assert "southern" in body
    assert "copyright" in rules


def test_cards_of_a_related_box_go_with_their_teasers() -> None:
    card = "<li><a href=/{0}>The {0} ferry is late</a><div>It was late on {0}, some say.</div>"
    cards = "".join(card.format(day) for day in ("Monday", "Tuesday", "Friday"))
    page = (
        f"<h1>A bridge</h1><div><p>{FIRST}</p><p>{LAST}</p>"
        f"<h3>Related articles</h3><ul>{cards}</ul></div>"
    )
    found = extract(page)

    assert found.body == f"{FIRST}\n\n{LAST}"
    assert [teaser.title for teaser in found.see_also][:1] == ["The Monday ferry is late"]


def test_a_list_of_other_stories_is_no_story() -> None:
    card = "<li><a href=/{0}>Story {0} of the week</a><div>{1}</div></li>"
    cards = "".join(card.format(number, LAST * 2) for number in range(6))
    page = f"<body><h1>A bridge</h1><div><p>{FIRST}</p></div><ul>{cards}</ul></body>"

    assert extract(page).body == FIRST


def test_a_paragraph_is_not_the_whole_story() -> None:
    page = (
        f"<h1>A bridge</h1><div><p>{FIRST}</p><p>Closed are:</p><p>the pier</p></div>"
        "<ul><li><a href=/a>Sports</a><li><a href=/b>Weather</a></ul>"
    )

    assert extract(page).body == f"{FIRST}\n\nClosed are:\n\nthe pier"


def test_names_say_nothing_where_every_sentence_bears_them() -> None:
    reports = "".join(
        f"<div class=match-comment><b>{minute}'</b><p>In minute {minute} the harbour side sends a "
        "long ball to the far post, and the keeper of the guests holds it.</p></div>"
        for minute in range(90, 10, -10)
    )
    body = extract(f"<h1>Harbour against Town</h1><div>{reports}</div>").body

    assert body.count("the harbour side sends") == 8


def test_comments_below_a_story_stay_comments() -> None:
    comment = f"<div class=comment><p>{LAST} I for one will miss the old bridge dearly.</p></div>"
    page = f"<h1>A bridge</h1><div><p>{FIRST}</p></div><div>{comment * 9}</div>"

    assert extract(page).body == FIRST


@pytest.mark.parametrize(
    "lead",
    [
        "<h2>Residents of both banks wait for a ferry that the council promised</h2>",
        "<p class=article-teaser-text>Residents of both banks wait for a ferry, they say.</p>",
        "<div><span>Residents of both banks wait for a ferry that nobody pays for</span></div>",
    ],
)
def test_a_lead_outside_the_story_opens_it(lead: str) -> None:
    described = "Residents of both banks wait for a ferry that nobody pays for"
    page = (
        f"<meta name=description content='{described}'>"
        f"<div class=widget-head><h1>A bridge</h1>{lead}</div><p>by</p>"
        f"<div class=article-body><p>{FIRST}</p><p>{LAST}</p></div>"
    )

    assert extract(page).body.lstrip("# ").startswith("Residents of both banks")


def test_what_a_dish_is_made_of_belongs_to_its_recipe() -> None:
    items = "".join(f"<li class=recipe-ingredient>{n} lemons</li>" for n in (1, 2, 3))
    page = (
        f"<h1>Lemon soup</h1><div><div><ul>{items}</ul></div>"
        f"<div><p>Boil the lemons in a large pan until all of them are soft.</p></div></div>"
    )

    assert "2 lemons" in extract(page).body


def test_stated_text_speaks_of_short_lines_only_once_it_has_begun() -> None:
    stated = " ".join([FIRST, "Second works", LAST] * 3)
    script = f'{{"@type": "NewsArticle", "articleBody": "{stated}"}}'
    page = (
        f"<script type=application/ld+json>{script}</script><h1>A bridge</h1><article>"
        f"<div>12 May 2018</div><p>{FIRST}</p><p>Second works</p><p>Other words</p><p>{LAST}</p>"
    )

    assert extract(page).body == f"{FIRST}\n\nSecond works\n\n{LAST}"


def test_links_to_the_pages_of_a_story_are_no_part_of_it() -> None:
    body, rules = rules_of("<p>Page 1 of 3: 1 <a href=/2>2</a> <a href=/3>3</a></p>")

    assert body == f"{FIRST}\n\n{LAST}"
    assert "pages" in rules


def test_related_stories_between_line_breaks_become_see_also() -> None:
    related = "<b>See also:</b><br><a href=/b>A market by the river</a>"
    inside = f"{FIRST}<br><br>{related}<br><br>{LAST}"
    found = extract(f"<h1>A bridge</h1><div>{inside}</div>")

    assert found.body == f"{FIRST}\n\n{LAST}"
    assert [teaser.title for teaser in found.see_also] == ["A market by the river"]


def test_a_related_box_may_stand_under_two_links() -> None:
    head = "<h4><a href=#>Related articles</a><a href=#>Read more</a></h4>"
    box = f"<div>{head}<h3><a href=/b>A market by the river</a></h3></div>"
    found = extract(f"<h1>A bridge</h1><article><p>{FIRST}</p><p>{LAST}</p></article>{box}")

    assert [teaser.title for teaser in found.see_also] == ["A market by the river"]


def test_cards_below_a_short_story_are_no_part_of_it() -> None:
    card = "<div><h3><a href=/{0}>A market by the river {0}</a></h3><p>{1}</p></div>"
    cards = "".join(card.format(n, f"{LAST} It is number {n}.") for n in range(3))
    found = extract(f"<h1>A bridge</h1><div><div><p>{FIRST}</p></div><div>{cards}</div></div>")

    assert found.body == FIRST


def test_the_portal_of_a_forum_prints_articles() -> None:
    told = f'<div class="article cms_clear postcontainer"><p>{FIRST}</p><p>{LAST}</p></div>'

    assert extract(f"<h1>A bridge</h1>{told}").rejected == ""
    assert extract(f"<h1>A bridge</h1>{told.replace('article cms_clear', '')}").rejected == "forum"


def test_a_picture_of_an_amp_page_is_one() -> None:
    body, _ = rules_of("<amp-img src=https://news.example/a.jpg></amp-img>")

    assert body == f"{FIRST}\n\n![](https://news.example/a.jpg)\n\n{LAST}"


def test_a_quote_that_names_a_related_story_becomes_see_also() -> None:
    quote = "<blockquote><p>See also: <a href=/b>A market by the river</a></p></blockquote>"
    found = extract(f"<h1>A bridge</h1><article><p>{FIRST}</p>{quote}<p>{LAST}</p></article>")

    assert found.body == f"{FIRST}\n\n{LAST}"
    assert [teaser.title for teaser in found.see_also] == ["A market by the river"]


@pytest.mark.parametrize(
    ("gallery", "expected"),
    [
        (
            "<figure><figure><img src=/1.jpg><figcaption>one</figcaption></figure>"
            "<figure><img src=/2.jpg></figure></figure>",
            '![](/1.jpg "one")\n\n![](/2.jpg)',
        ),
        (
            "<div><dl><dt><img src=/1.jpg></dt><dd class=caption>one</dd></dl>"
            "<dl><dt><img src=/2.jpg></dt><dd class=caption>two</dd></dl></div>",
            '![](/1.jpg "one")\n\n![](/2.jpg "two")',
        ),
        (
            "<figure><img src=/1.jpg><img src=/2.jpg><figcaption>both</figcaption></figure>",
            '![](/1.jpg "both")\n\n![](/2.jpg "both")',
        ),
        (
            "<figure><div><img src=/1.jpg></div><div><img src=/1.jpg>"
            "<figcaption>one</figcaption></div></figure>",
            '![](/1.jpg "one")',
        ),
    ],
)
def test_pictures_of_a_gallery_keep_their_own_captions(gallery: str, expected: str) -> None:
    shown = markdown_of(gallery, url="https://a.org/")

    assert shown.replace("https://a.org", "") == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<blockquote><p>We are open.</p></blockquote>", "> We are open.\n\nWho said it"),
        (
            "<table><tr><th>Year</th><th>Readers</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| Year | Readers |\n| --- | --- |\n| 1 | 2 |\n\nWho said it",
        ),
        ("<pre>1 2</pre>", "```\n1 2\n```\n\nWho said it"),
        ("<div class=lost></div>", ""),
        (
            "<img src=https://a.org/1.jpg><blockquote><p>We are open.</p></blockquote>",
            '![](https://a.org/1.jpg "Who said it")\n\n> We are open.',
        ),
    ],
)
def test_what_is_said_of_a_quote_or_a_table_stays_and_of_a_lost_picture_goes(
    inside: str, expected: str
) -> None:
    assert markdown_of(f"<figure>{inside}<figcaption>Who said it</figcaption></figure>") == expected


@pytest.mark.parametrize(
    "disclaimer",
    [
        "المقالات المنشورة لا تعبر بالضرورة عن رأي الموقع",
        "الآراء الواردة في هذا المقال تعبر عن رأي الكاتب ولا تعبر بالضرورة عن رأي الصحيفة.",
        "ئەم بابەتە تەنها گوزارشت لە ڕای نووسەر دەکات",
        "ادارے کا اس تحریر سے متفق ہونا ضروری نہیں۔",
        "Yazıdaki görüşlerin sorumluluğu yazarına aittir.",
    ],
)
def test_whose_opinion_a_story_is_goes_below_it(disclaimer: str) -> None:
    page = f"<h1>A bridge</h1><article><p>{FIRST}</p><p>{LAST}</p><p>{disclaimer}</p></article>"

    assert extract(page).body == f"{FIRST}\n\n{LAST}"


def test_a_rule_that_parts_the_story_from_what_went_goes_too() -> None:
    page = f"<h1>A bridge</h1><article><hr><p>{FIRST}</p><hr><p>{LAST}</p><hr></article>"

    assert extract(page).body == f"{FIRST}\n\n---\n\n{LAST}"


def test_two_cards_in_a_frame_of_their_own_are_no_story() -> None:
    card = "<article><a href=/{0}><h3>A market by the river {0}</h3></a><p>{1}</p></article>"
    cards = "".join(card.format(n, f"{LAST} It is number {n}.") for n in range(2))
    told = f"<div><h2>A bridge of stone</h2><div><p>{FIRST}</p><p>{LAST}</p></div></div>"
    stated = '<meta property="article:published_time" content="2024-05-14">'
    page = f"{stated}<title>A bridge of stone</title><main><section>{cards}</section>{told}</main>"

    assert extract(page).body == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "picture",
    ["<img alt=x>", "<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP'>", "<img src=/a.jpg>"],
)
@pytest.mark.parametrize(
    "frame",
    [
        "<figure>{}<figcaption>The old bridge</figcaption></figure>",
        "<div class=pic>{}<div class=caption>The old bridge</div></div>",
        "<table><tr><td>{}</td></tr><tr><td>The old bridge</td></tr></table>",
    ],
)
def test_the_caption_of_a_picture_without_an_address_is_kept_once(frame: str, picture: str) -> None:
    markdown = markdown_of(f"<p>One</p>{frame.format(picture)}<p>Two</p>")

    assert markdown == "One\n\nThe old bridge\n\nTwo"


@pytest.mark.parametrize(
    "told", ["<td>The old bridge</td>", "<td><span class=caption>The old bridge</span></td>"]
)
def test_a_table_of_a_picture_and_what_it_shows_is_one_figure(told: str) -> None:
    table = f"<table><tr><td><img src=https://a.example/b.jpg></td></tr><tr>{told}</tr></table>"

    assert markdown_of(table) == '![](https://a.example/b.jpg "The old bridge")'


@pytest.mark.parametrize(
    "told",
    [
        f"<td>{'The bridge is closed until the summer. ' * 8}</td>",
        "<td>The old bridge</td><td>The new bridge</td>",
        "<td><a href=/b>The old bridge</a></td>",
    ],
)
def test_other_text_beside_a_picture_stays_text(told: str) -> None:
    table = f"<table><tr><td><img src=https://a.example/b.jpg></td>{told}</tr></table>"

    assert "bridge" in markdown_of(table).partition("b.jpg)")[2]


DISCLAIMERS = {
    "ar": ("هذا المقال يعبر عن رأي كاتبه", "ما ينشر هنا لا يعبر بالضرورة عن رأي الموقع"),
    "ckb": ("ئەم وتارە گوزارشت لە ڕای نووسەر دەکات", "بیروبۆچوونەکان هی نووسەرن"),
    "fa": ("آرای این یادداشت الزاماً دیدگاه سایت نیست", "این مطلب دیدگاه شخصی نویسنده است"),
    "ur": ("ادارے کا اس سے اتفاق ضروری نہیں", "اس مضمون میں ظاہر کی گئی آراء مصنف کی ذاتی ہیں"),
    "he": ("הדעות המובעות בטור הן על דעת הכותבת בלבד", "האמור במאמר הוא דעתו של הכותב בלבד"),
    "en": (
        "The views expressed here are those of the author",
        "Opinions expressed are the writer's",
    ),
}


@pytest.mark.parametrize(
    ("lang", "told"), [(k, one) for k, of in DISCLAIMERS.items() for one in of]
)
@pytest.mark.parametrize("frame", ["<p>{}</p>", "<table><tr><td>{}</td></tr></table>", "<br>{}"])
def test_whose_opinion_a_story_is_is_no_part_of_it(frame: str, lang: str, told: str) -> None:
    body = "<br>".join(STORIES[lang] * 3)
    found = extract(f"<h1>A title</h1><div>{body}{frame.format(told + '.')}</div>")

    assert told not in found.body
    assert STORIES[lang][1] in found.body


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ar", "ما ورد في التقرير يمثل رأي الخبراء الذين زاروا المدينة"),
        ("fa", "مطالب این کتاب لزوما با نظر معلمان تغییر می‌کند"),
        ("ur", "وزیر نے کہا کہ اس معاملے میں سب کا اتفاق ضروری نہیں"),
        ("en", "The views expressed by the writer of the plan angered all who live there"),
    ],
)
@pytest.mark.parametrize("frame", ["<p>{}</p>", "<table><tr><td>{}</td></tr></table>"])
def test_what_somebody_thinks_is_told(frame: str, lang: str, told: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORIES[lang] * 2)
    found = extract(f"<h1>A title</h1><div>{body}{frame.format(told + '.')}</div>")

    assert told in found.body


def test_a_cell_amid_a_story_may_say_whose_opinion_something_is() -> None:
    told = "Opinions expressed are those of the author"
    table = f"<table><tr><th>Form<td>{told}<tr><th>Price<td>20</table>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORIES["en"] * 2)

    assert told in extract(f"<h1>A title</h1><div>{body}{table}{body}</div>").body


HOURS = ("09:15", "10:20", "11:45", "13:05")


def entries(frame: str, hours: tuple[str, ...] = HOURS) -> str:
    told = "The council said in note {} that the bridge stays closed until the summer."
    return "".join(frame.format(hour, told.format(at)) for at, hour in enumerate(hours))


@pytest.mark.parametrize(
    "frame",
    [
        "<p>{}</p><p>{}</p>",
        "<div class=u><div class=time>{}</div><p>{}</p></div>",
        "<p><a href='#e'>{}</a></p><p>{}</p>",
        "<p>{}<br>{}</p>",
        "<p><time datetime=2020-01-01>{0}</time></p><h3>Note of {0}</h3><p>{1}</p>",
    ],
)
@pytest.mark.parametrize("behind", ["", " GMT"])
def test_the_hours_of_a_story_told_as_it_happens_stay(frame: str, behind: str) -> None:
    hours = tuple(hour + behind for hour in HOURS)
    fact = "<div class=d>14:20</div>"
    found = extract(f"<h1>A bridge</h1>{fact}<article>{entries(frame, hours)}</article>")
    told = [line for line in re.split(r"\\?\n+", found.body) if line[:1].isdigit()]

    assert [line[: len(hours[0])] for line in told] == list(hours)


@pytest.mark.parametrize(
    "story",
    [
        entries("<p>{}</p><p>{}</p>", HOURS[:1]) + "<p>It will be opened by the mayor in June.</p>",
        entries("<p>Ada</p><p>1.2.2020</p><p>{}</p><p>{}</p>"),
    ],
)
def test_other_hours_are_no_part_of_a_story(story: str) -> None:
    body = extract(f"<h1>A bridge</h1><article>{story}</article>").body

    assert not any(hour in body for hour in HOURS)
    assert "in note 0 that" in body
