"""The portal: what stands where, and what never shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.containers import numbered
from tests.support import BODY, SiteTest, article, dump
from warraq.content import read_article_file
from warraq.publish.story import story_of

LINK = re.compile(r'href="([^"]*)"')


def days(site: SiteTest, *numbers: int) -> SiteTest:
    """Write an article for each of these days of May 2018."""
    for number in numbers:
        site.write(
            f"content/ar/2018/05/{number:02d}/khabar-{number}.md",
            article(f"خبر اليوم {number}", section="[أمن]", captured=f"2018-05-{number:02d}"),
        )
    return site


def test_the_dump_is_found_on_home_section_and_day(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump(section="أمن")).build()

    assert "افتتاح الجسر الجديد" in site.page("ar")
    assert "افتتاح الجسر الجديد" in site.page("ar/section/security")
    assert "افتتاح الجسر الجديد" in site.page("ar/section/security/2018/05")
    assert "افتتاح الجسر الجديد" in site.page("ar/2018/05/27")
    assert "افتتاح الجسر الجديد" in site.page("ar/2018/05/27/افتتاح-الجسر-الجديد")


def test_cutting_an_address_gives_day_month_and_year(site: SiteTest) -> None:
    days(site, 27).build()

    for address in ("ar/2018/05/27", "ar/2018/05", "ar/2018", "ar/archive", "ar"):
        assert (site.output / address / "index.html").is_file()


def test_a_captured_date_is_never_shown_as_published(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).build()

    page = site.page("ar/2018/05/27/افتتاح-الجسر-الجديد")

    assert "تاريخ النشر غير معروف" in page
    assert "نُشر في" not in page
    assert "التُقط في" in page


def test_with_one_language_its_home_stands_at_the_root(tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "m", "title: الجسر\nlanguages: [ar]\n")
    days(site, 27).build()

    assert "خبر اليوم 27" in site.page("index.html")
    assert 'href="ar/2018/05/27/khabar-27/"' in site.page("index.html")


def test_with_several_languages_the_root_is_the_chooser(site: SiteTest) -> None:
    days(site, 27).build()

    page = site.page("index.html")

    assert 'href="ar/"' in page
    assert 'href="en/"' in page
    assert "خبر اليوم" not in page


def test_links_of_a_stick_name_their_files(tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "m", "title: الجسر\nlanguages: [ar, en]\nlinks: file\n")
    days(site, 26, 27).build()

    links = [
        link
        for page in site.output.rglob("*.html")
        for link in LINK.findall(page.read_text("utf-8"))
        if not link.startswith("#")
    ]

    assert links
    assert [link for link in links if link.split("#")[0].endswith("/")] == []


def test_previous_is_older_and_next_is_newer(site: SiteTest) -> None:
    days(site, 25, 26, 27).build()

    page = site.page("ar/2018/05/26/khabar-26")

    assert re.search(
        r'href="[^"]*khabar-25/"[^>]*rel="prev"|rel="prev"[^>]*href="[^"]*khabar-25/"', page
    )
    assert re.search(
        r'href="[^"]*khabar-27/"[^>]*rel="next"|rel="next"[^>]*href="[^"]*khabar-27/"', page
    )


def test_related_are_older_articles_of_the_section(site: SiteTest) -> None:
    days(site, 21, 22, 23, 24, 25).build()

    before = site.page("ar/2018/05/25/khabar-25")
    days(site, 26).build()

    assert all(f"khabar-{number}/" in before for number in (22, 23, 24))
    assert site.page("ar/2018/05/22/khabar-22").count("khabar-26") == 0


def test_news_of_today_leaves_the_pages_of_earlier_days_alone(site: SiteTest) -> None:
    days(site, *range(1, 20)).build()
    before = site.tree()

    days(site, 20).build()

    changed = {path for path, digest in site.tree().items() if before.get(path) != digest}
    old_articles = {path for path in changed if "khabar" in path} - {
        "ar/2018/05/20/khabar-20/index.html",
        "ar/2018/05/19/khabar-19/index.html",
    }
    assert old_articles == set()


def test_an_article_in_a_language_without_a_tree_is_not_left_out(site: SiteTest) -> None:
    site.write("content/de/2018/05/27/nachricht.md", article("Eine Nachricht")).build()

    page = site.page("ar/2018/05/27/nachricht")

    assert re.search(r'<h1[^>]*lang="de"[^>]*dir="ltr"', page)
    assert re.search(r'<div class="body"[^>]*lang="de"[^>]*dir="ltr"', page)
    assert "Eine Nachricht" in site.page("ar")


def test_a_removed_article_is_a_tombstone_and_nothing_else(site: SiteTest) -> None:
    secret = "الخبر المحذوف عن الجسر القديم"
    body = "جملة لا يجوز أن تبقى في أي مكان من الموقع."
    site.write(
        "content/ar/2018/05/26/x.md",
        article(secret, body=body, captured="2018-05-26", section="[أمن]"),
    )
    days(site, 25, 27)
    see_also = f"[{{title: {secret}, teaser: {body}}}]"
    site.write(
        "content/ar/2018/05/27/y.md", article("خبر يذكره", see_also=see_also, captured="2018-05-27")
    )
    site.write("content/en/2018/05/26/x.md", article("Something else", captured="2018-05-26"))
    site.build()
    path = site.root / "content/ar/2018/05/26/x.md"
    path.write_text(
        path.read_text("utf-8").replace("title:", "status: removed\ntitle:", 1), "utf-8"
    )

    site.build()

    text = "".join(p.read_text("utf-8", "replace") for p in site.output.rglob("*") if p.is_file())
    assert secret not in text
    assert body not in text
    assert "أُزيلت هذه المادة" in site.page("ar/2018/05/26/x")
    assert not (site.output / "ar/2018/05/26/index.html").exists()
    assert "khabar-25/" in site.page("ar/2018/05/27/khabar-27")


def test_a_draft_shows_only_in_a_preview(site: SiteTest) -> None:
    days(site, 27)
    site.write("content/ar/2018/05/27/d.md", article("مسودة سرية", status="draft"))

    site.build()

    assert not (site.output / "ar/2018/05/27/d").exists()
    assert "مسودة سرية" not in site.page("ar")


def test_an_old_address_leads_to_the_new_one(site: SiteTest) -> None:
    site.write(
        "content/ar/2018/05/27/a.md", article("خبر", path="2018/05/27/b", aliases="[2018/05/27/a]")
    )

    site.build()

    target = "../../../../2018/05/27/b/"
    assert f'content="0; url={target}"' in site.page("ar/2018/05/27/a")
    assert "خبر" in site.page("ar/2018/05/27/b")


def test_see_also_is_linked_when_held_and_marked_when_not(site: SiteTest) -> None:
    days(site, 26)
    items = "[{title: «خبر اليوم 26», teaser: نص ...}, {title: خبر لا نملكه}]"
    site.write("content/ar/2018/05/27/a.md", article("خبر", see_also=items, captured="2018-05-27"))

    site.build()

    page = site.page("ar/2018/05/27/a")
    assert re.search(r'<a[^>]*khabar-26/"[^>]*>\s*(<bdi>)?«خبر اليوم 26»', page)
    assert "غير متوفرة في الأرشيف" in page
    assert not re.search(r"<a[^>]*>[^<]*خبر لا نملكه", page)


@pytest.mark.parametrize(
    ("printed", "linked"),
    [
        ("المجلس يقر موازنة العام الجديد بعد نقاش طويل في البلدية", True),
        ("المجلس يقر موازنة العام الجديد بعد نقاش طويل ...", True),
        ("المجلس يقر موازنه العام الجديد بعد نقاش طويل فى البلدية", True),
        ("المجلس يقر موازنة العام الجديد بعد نقاش طويل", True),
        ("المجلس يقر قانون المرور الجديد بعد نقاش قصير", False),
    ],
)
def test_see_also_is_found_by_its_words_or_not_at_all(
    site: SiteTest, printed: str, linked: bool
) -> None:
    title = "المجلس يقر موازنة العام الجديد بعد نقاش طويل في البلدية"
    site.write("content/ar/2018/05/25/held.md", article(title, captured="2018-05-25"))
    site.write(
        "content/ar/2018/05/27/a.md",
        article("خبر", see_also=f"[{{title: {printed}}}]", captured="2018-05-27"),
    )

    site.build()

    (box,) = re.findall(r'<ul class="rows see">.*?</ul>', site.page("ar/2018/05/27/a"), re.DOTALL)
    assert ("25/held/" in box) is linked


def test_translations_know_each_other(site: SiteTest) -> None:
    site.write(
        "content/ar/2018/05/27/a.md",
        article("خبر", id="aaaaaaaaaaaa", translations="[bbbbbbbbbbbb]"),
    )
    site.write("content/en/2018/05/27/b.md", article("News", id="bbbbbbbbbbbb")).build()

    assert "en/2018/05/27/b/" in site.page("ar/2018/05/27/a")
    assert "ar/2018/05/27/a/" in site.page("en/2018/05/27/b")


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("../../x", "x"),
        ("a\u202e\x07 b\n", "a b"),
        ("بین\u200cالشهر", "بین\u200cالشهر"),
        ("س" * 300, "س" * 59 + "…"),
    ],
)
def test_a_section_of_odd_signs_has_a_tidy_label(site: SiteTest, printed: str, label: str) -> None:
    site.write("content/ar/2018/05/27/a.md", article("خبر", section=json.dumps([printed]))).build()

    assert label in re.findall(r'<a href="section/[^"/]*/">([^<]*)</a>', site.page("ar"))


@pytest.mark.parametrize("printed", ["..", "\x01\x02", " / "])
def test_signs_that_name_nothing_are_no_section(site: SiteTest, printed: str) -> None:
    site.write("content/ar/2018/05/27/a.md", article("خبر", section=json.dumps([printed]))).build()

    assert "section/" not in site.page("ar")


TWO_IN_ARABIC = {"a": "ar/2018/05/27/a", "b": "ar/2018/05/28/b", "c": "en/2018/05/28/c"}


@pytest.mark.parametrize("order", ["abc", "cba"])
def test_of_two_translations_into_one_language_the_first_is_shown(
    site: SiteTest, order: str
) -> None:
    group = f"[{', '.join(name * 12 for name in order)}]"
    for name in order:
        text = article(f"News {name}", id=name * 12, translations=group)
        site.write(f"content/{TWO_IN_ARABIC[name]}.md", text)
    site.build()

    also = {name: also_in(site.page(path)) for name, path in TWO_IN_ARABIC.items()}
    assert also == {"a": ["28/c/"], "b": ["28/c/"], "c": ["27/a/"]}


def also_in(page: str) -> list[str]:
    """Return the ends of the links below the byline, to a story in other languages."""
    byline = page.partition('<div class="by">')[2].partition("</div>")[0]
    return re.findall(r'href="[^"]*?(\d\d/\w/)"', byline)


def test_pages_by_hand_are_linked_from_every_page(site: SiteTest) -> None:
    days(site, 27).write("content/ar/pages/contact.md", article("اتصل بنا"))

    site.build()

    assert "اتصل بنا" in site.page("ar/contact")
    assert 'contact/">اتصل بنا' in site.page("ar/2018/05/27/khabar-27")


def test_a_page_by_hand_may_ask_search_engines_to_stay_away(tmp_path: Path) -> None:
    site = SiteTest(
        tmp_path, "title: x\nlanguages: [ar]\nrobots: index\nsite_url: https://a.example\n"
    )
    for name in ("about", "contact"):
        site.write(f"content/ar/pages/{name}.md", article(name, status="noindex"))
    site.write("content/ar/pages/terms.md", article("terms"))
    site.run("publish")

    for name, hidden in (("about", True), ("contact", True), ("terms", False)):
        head = site.page(f"ar/{name}").partition("</head>")[0]
        assert ('name="robots" content="noindex' in head) is hidden
        assert ('rel="canonical"' in head) is not hidden


@pytest.mark.parametrize("name", ["contact", "about"])
@pytest.mark.parametrize("folder", ["ckb/pages", "ar/pages/us"])
def test_two_pages_by_hand_never_take_one_place(site: SiteTest, folder: str, name: str) -> None:
    site.write(f"content/ar/pages/{name}.md", article("اتصل بنا")).build()
    before = site.tree()

    run = site.write(f"content/{folder}/{name}.md", article("صفحة أخرى")).run("build", "--json")

    assert (run.code, run.codes) == (2, ["same-path"])
    for file in (f"content/ar/pages/{name}.md", f"content/{folder}/{name}.md"):
        assert file in run.json["diagnostics"][0]["message"]
    assert site.tree() == before


def test_articles_without_a_day_stand_on_the_undated_shelf(site: SiteTest) -> None:
    site.write("content/ar/undated/a.md", article("خبر بلا تاريخ")).build()

    assert "خبر بلا تاريخ" in site.page("ar/undated")
    assert "undated/" in site.page("ar/archive")


def test_long_lists_are_cut_from_the_oldest(site: SiteTest) -> None:
    for number in range(130):
        site.write(
            f"content/ar/2018/05/27/n{number:03d}.md",
            article(f"خبر {number}", captured="2018-05-27", section="[أمن]", id=f"{number:012x}"),
        )
    site.build()

    front, second, first = (site.page(f"ar/2018/05/27{page}") for page in ("", "/p2", "/p1"))

    assert "n000/" in first
    assert "n059/" in first
    assert "n060/" in second
    assert "n129/" in front
    assert (site.output / "ar/section/security/2018/05/p1/index.html").is_file()


def test_two_articles_at_one_address_are_both_kept(site: SiteTest) -> None:
    site.write("content/ar/2018/05/27/a.md", article("الأول", path="2018/05/27/same"))
    site.write("content/ar/2018/05/27/b.md", article("الثاني", path="2018/05/27/same"))

    run = site.build()

    assert "same-address" in run.codes
    assert "الأول" in site.page("ar/2018/05/27")
    assert "الثاني" in site.page("ar/2018/05/27")


def test_an_article_that_moves_as_another_goes_says_so_once(site: SiteTest) -> None:
    site.write("content/ar/2018/05/27/a.md", article("الأول", path="2018/05/27/same"))
    site.write("content/ar/2018/05/27/b.md", article("الثاني", path="2018/05/27/same"))
    site.build()
    (site.root / "content/ar/2018/05/27/a.md").unlink()

    run, silent = site.build(), site.build()

    assert run.codes == ["moved-address"]
    assert silent.codes == []
    assert "الثاني" in site.page("ar/2018/05/27/same")


def test_an_article_whose_address_a_person_changes_is_no_news_to_them(site: SiteTest) -> None:
    site.write("content/ar/a.md", article("الأول", path="2018/05/27/same")).build()

    run = site.write("content/ar/a.md", article("الأول", path="2018/05/27/other")).build()

    assert run.codes == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("", "who runs this mirror (operator) and how to reach them (contact)"),
        ("operator: أرشيف\n", "say in site.yaml how to reach them (contact)"),
        ("contact: a@b.example\n", "say in site.yaml who runs this mirror (operator)"),
    ],
)
def test_a_mirror_of_others_asks_for_what_nobody_said_of_who_runs_it(
    tmp_path: Path, said: str, wanted: str
) -> None:
    site = SiteTest(
        tmp_path / "m",
        "title: مرآتي\nlanguages: [ar]\n"
        f"{said}sources: [{{match: '**', site: الجورنال, rights: third-party}}]\n",
    )
    run = site.write("content/raw/a.txt", dump()).run("build", "--json")

    assert f'{wanted}"' in run.out


def test_a_mirror_of_others_says_so_and_no_setting_removes_it(tmp_path: Path) -> None:
    site = SiteTest(
        tmp_path / "m",
        "title: مرآتي\nlanguages: [ar]\n"
        "sources: [{match: '**', site: الجورنال, rights: third-party}]\n",
    )
    run = site.write("content/raw/a.txt", dump()).run("build", "--json")

    assert "no-operator" in run.codes
    assert run.code == 0
    for page in ("ar", "ar/2018/05/27", "ar/2018/05/27/افتتاح-الجسر-الجديد"):
        assert "نسخة أرشيفية غير رسمية" in site.page(page)
        assert 'name="robots" content="noindex' in site.page(page)
    assert "أرشيف" in site.page("ar")


def test_an_outlets_own_archive_carries_no_notice(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).build()

    assert "نسخة أرشيفية غير رسمية" not in site.page("ar")


def test_an_unknown_outlet_is_no_empty_line_of_an_articles_origin(site: SiteTest) -> None:
    source = f'\n  file: "a.txt"\n  sha256: "{"0" * 64}"'
    site.write("content/ar/2018/05/27/a.md", article("خبر", source=source))
    site.run("publish")

    page = site.page("ar/2018/05/27/a")
    assert '<code dir="ltr">a.txt</code>' in page
    assert "<dd><bdi></bdi></dd>" not in page


@pytest.mark.parametrize(
    ("lines", "count"),
    [("3-5", 3), ("7", 1), ("²-³", 1), ("5-3", 1), (f"1-{'9' * 5000}", 1)],
)
def test_dropped_lines_are_counted_whatever_stands_for_their_numbers(
    lines: str, count: int
) -> None:
    fields = {"dropped": f'{{rule: ["{lines}"]}}', "source": f"{{bytes: {'9' * 5000}}}"}

    found = read_article_file(article("خبر", **fields).encode(), file="content/ar/undated/a.md")

    assert story_of(found).changes == count
    assert found.article.source.bytes is None


def test_captures_are_published_only_when_asked(tmp_path: Path) -> None:
    settings = "title: x\nlanguages: [ar]\n"
    closed = SiteTest(tmp_path / "closed", settings).write("content/raw/a.txt", dump())
    opened = SiteTest(tmp_path / "opened", settings + "publish_raw: true\n")
    opened.write("content/raw/a.txt", dump())

    closed.run("build")
    opened.run("build")

    assert list(closed.output.rglob("raw.txt")) == []
    (raw,) = opened.output.rglob("raw.txt")
    assert raw.read_text("utf-8") == dump()


def test_of_a_file_with_many_captures_each_article_has_its_own_record(tmp_path: Path) -> None:
    site = SiteTest(tmp_path, "title: x\nlanguages: [ar]\npublish_raw: true\n")
    lines = [
        json.dumps({"title": f"خبر {number}", "text": BODY, "date": f"2018-05-0{number}"})
        for number in (1, 2)
    ]
    site.write("content/raw/a.jsonl", "\n".join(lines) + "\n")
    site.write("content/raw/b.warc", b"".join(numbered(2)))

    assert site.run("build").code == 0

    copies = [path.read_text("utf-8").strip() for path in site.output.rglob("raw.txt")]
    assert sorted(copies) == sorted(lines)
    pages = "".join(
        path.read_text("utf-8") for path in site.output.glob("ar/2018/*/*/*/index.html")
    )
    assert pages.count("raw.txt") == 2
    assert pages.count("b.warc") == 2


def test_the_projects_own_theme_overrides_file_by_file(site: SiteTest) -> None:
    days(site, 27)
    site.write("templates/plain.html", "<h1>{{ main.heading or t[main.heading_key] }}</h1>mine")
    site.write("static/site.css", "body { color: teal }")

    site.build()

    assert "mine" in site.page("ar/about")
    (style,) = (site.output / "assets").glob("site.*.css")
    assert style.read_text() == "body { color: teal }"
    assert "خبر اليوم 27" in site.page("ar")


def test_a_broken_template_stops_the_build_with_file_and_line(site: SiteTest) -> None:
    days(site, 27).build()
    before = site.tree()
    site.write("templates/article.html", "<h1>{{ main.title }}</h1>\n{{ main.nothing }}")

    run = site.run("build", "--json")

    assert run.code != 0
    (found,) = run.json["diagnostics"]
    assert (found["file"], found["line"]) == ("templates/article.html", 2)
    assert site.tree() == before


def test_why_names_what_a_page_is_made_of(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump()).build()

    run = site.run("why", "output/ar/2018/05/27/افتتاح-الجسر-الجديد/index.html", "--json")

    assert run.json["capture"] == "content/raw/a.txt"
    assert run.json["state"] == "up to date"
    assert run.json["template"] == "article.html"
    assert site.run("why", "ar/nothing/").code == 2


def test_text_of_a_dump_is_never_a_template(site: SiteTest) -> None:
    site.write(
        "content/raw/a.txt",
        dump("عنوان {{7*7}} {% raw %}", body="متن {{7*7}} ${7*7} #{7*7}.\n\nوفقرة <b>ثانية</b>."),
    )

    site.build()

    (page,) = list(site.output.glob("ar/2018/05/27/*/index.html"))
    text = page.read_text("utf-8")
    assert "{{7*7}}" in text
    assert "49 {%" not in text
    assert "متن 49" not in text
    assert "&lt;b&gt;" in text


def test_a_section_that_is_printed_twice_does_not_lend_its_name_to_the_next(
    site: SiteTest,
) -> None:
    names = '["رياضة", "الرياضة", "كرة"]'
    site.write("content/ar/2018/05/27/a.md", article("مباراة", section=names)).build()

    assert re.search("<h1[^>]*>كرة</h1>", site.page("ar/section/كرة"))
    assert re.search(">كرة</a>", site.page("ar/2018/05/27/a"))


def test_any_number_of_articles_may_ask_for_one_address(site: SiteTest) -> None:
    for name in ("a", "b", "c"):
        site.write(f"content/ar/{name}.md", article(name, path="2018/05/27/same"))

    run = site.build()

    assert run.codes == ["same-address", "same-address"]
    for name in ("same", "same-2", "same-3"):
        assert (site.output / "ar/2018/05/27" / name / "index.html").is_file()


def test_an_old_address_that_differs_by_case_does_not_hide_the_article(site: SiteTest) -> None:
    site.write("content/ar/2018/05/27/a.md", article("خبر", aliases='["2018/05/27/A"]')).build()

    names = [path.name for path in (site.output / "ar/2018/05/27").iterdir() if path.is_dir()]
    assert names == ["a"]


def test_an_article_that_moved_to_another_day_leaves_its_old_day_its_news(
    site: SiteTest,
) -> None:
    days(site, 26, 27)
    site.write("content/ar/2018/05/27/moved.md", article("منقول", published="2010-01-01"))

    page = site.build() and site.page("ar/2018/05/27/khabar-27")

    assert "خبر اليوم 26" in page[page.index('class="tick"') : page.index("</header>")]


def test_a_folder_that_is_called_like_an_article_is_none(site: SiteTest) -> None:
    days(site, 27)
    (site.root / "content/ar/2018/05/27/folder.md").mkdir()

    assert site.build().codes == []


def test_a_page_whose_name_looks_like_a_scheme_is_linked_as_a_page(site: SiteTest) -> None:
    site.write("content/ar/pages/javascript:x.md", article("صفحة")).build()

    assert 'href="javascript%3Ax/"' in site.page("ar")


@pytest.mark.parametrize(
    "line", ["status: [removed]", "Status: removed", "statut: removed", "status: {a: removed}"]
)
def test_what_looks_like_a_status_and_is_none_hides_the_article(site: SiteTest, line: str) -> None:
    days(site, 26)
    text = article("خبر مخفي").replace("---\n\n", f"{line}\n---\n\n", 1)
    site.write("content/ar/2018/05/27/x.md", text)

    run = site.build()

    assert "bad-value" in run.codes
    assert "خبر مخفي" not in site.page("ar")


def test_articles_that_are_gone_as_a_whole_leave_the_site_as_it_is(site: SiteTest) -> None:
    days(site, 27).build()
    before = site.tree()
    (site.root / "content").rename(site.root / "elsewhere")

    run = site.run("build", "--json")

    assert (run.code, run.codes) == (2, ["no-content"])
    assert site.tree() == before


@pytest.mark.parametrize("alias", ["about", "2018/05", "archive", "section/security", "undated"])
def test_an_old_address_never_takes_the_place_of_a_page(site: SiteTest, alias: str) -> None:
    days(site, 26)
    site.write("content/ar/undated/u.md", article("خبر بلا تاريخ"))
    site.write("content/ar/2018/05/27/a.md", article("خبر", aliases=f"[{alias}]"))

    site.build()

    assert 'http-equiv="refresh"' not in site.page(f"ar/{alias}")
    assert site.run("check", "--json").code == 0


def test_a_renamed_file_keeps_its_place_in_section_and_day(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump(section="أمن")).build()
    (path,) = (site.root / "content/ar").rglob("*.md")
    before = site.tree()

    path.rename(path.with_name("zz.md"))
    site.build()

    assert "افتتاح الجسر الجديد" in site.page("ar/section/security")
    assert site.tree() == before
