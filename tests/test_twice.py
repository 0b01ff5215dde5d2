"""The same story twice: what other outlets carried, and what other captures told."""

from __future__ import annotations

from itertools import permutations

import pytest

from benchmarks.torture.sequences import unlike_clean
from tests.support import SiteTest, article
from warraq.publish.edition.difference import MAX_SHOWN, difference, paragraphs_of
from warraq.publish.views.mains import Passage, Piece
from warraq.text.sketch import is_copy, sketch

STORY = (
    "أعادت البلدية فتح السوق القديم بعد عامين من الترميم، وسط حضور كبير من أهالي الحي المجاور.\n\n"
    "وقال المهندس المشرف على العمل إن السقف الخشبي رمم كله، وإن الأعمدة الحجرية بقيت في مكانها.\n\n"
    "وأضاف أن سبعين دكانا عادت إلى أصحابها القدماء، فيما ينتظر عشرون دكانا أخرى من يستأجرها.\n\n"
    "وكانت أول الزبائن سيدة في الثمانين من عمرها، اشترت رطلا من الهيل وقالت إن رائحته كما كانت."
)
OTHER = (
    "أغلقت البلدية السوق القديم يوما واحدا للتنظيف، وطلبت من أصحاب الدكاكين رفع بضائعهم.\n\n"
    "وقال المهندس المشرف على العمل إن السقف الخشبي رمم كله، ولا خوف عليه من مياه المطر.\n\n"
    "ويعود الباعة إلى أماكنهم صباح الغد كما وعدتهم البلدية، بعد أن تجف الأرض من الماء.\n\n"
    "واشتكى بائع توابل عجوز من ضياع نهار كامل عليه، وقال إن الغبار لم يضر الهيل يوما."
)


def carried(site: SiteTest, name: str, outlet: str, body: str = STORY, **fields: str) -> str:
    """Write an article of an outlet; return the address of its page."""
    stated = {"id": (name * 12)[:12], "published": "2018-05-27", **fields}
    source = f"{{site: {outlet}}}"
    text = article(f"خبر {name}", body=body, source=source, **stated)
    site.write(f"content/ar/2018/05/27/{name}.md", text)
    return f"ar/2018/05/27/{name}"


def links_to(site: SiteTest, here: str, there: str) -> bool:
    _, found, rest = site.page(here).partition("نشرته أيضاً")
    return bool(found) and f'/{there.rsplit("/", 1)[-1]}/"' in rest.partition("</section>")[0]


# --- also carried by ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        "بغداد – متابعة: " + STORY,
        STORY.rpartition("\n\n")[0],
        STORY.replace("أ", "ا").replace("ة", "ه"),
        STORY.replace("السوق القديم", "السُّوقِ القديمِ"),
        STORY.replace("سبعين دكانا", "سبعين محلا"),
    ],
    ids=["equal", "dateline", "shortened", "spelling", "vowels", "a-word"],
)
def test_a_copy_is_known_whatever_another_outlet_made_of_it(copy: str) -> None:
    assert is_copy(sketch(STORY, "ar"), sketch(copy, "ar"))


def test_another_story_that_quotes_the_same_sentence_is_no_copy() -> None:
    assert not is_copy(sketch(STORY, "ar"), sketch(OTHER, "ar"))


def test_a_later_report_that_repeats_the_story_is_no_copy() -> None:
    news = "\n\n".join(f"وجد العمال في الدكان رقم {n} صندوقا لم يفتحه أحد." for n in range(5, 10))

    assert not is_copy(sketch(STORY, "ar"), sketch(f"{news}\n\n{STORY}", "ar"))


def test_outlets_that_carried_one_story_lead_to_each_other(site: SiteTest) -> None:
    one, other = carried(site, "a", "الجسر"), carried(site, "b", "النهر")
    third = carried(site, "c", "السوق", OTHER)

    site.build()

    assert links_to(site, one, other)
    assert links_to(site, other, one)
    assert "النهر" in site.page(one)
    assert "نشرته أيضاً" not in site.page(third)


def test_what_one_outlet_printed_twice_was_not_carried_by_another(site: SiteTest) -> None:
    one = carried(site, "a", "الجسر")
    carried(site, "b", "الجسر")

    site.build()

    assert "نشرته أيضاً" not in site.page(one)


def test_what_was_withdrawn_is_not_named_as_a_copy(site: SiteTest) -> None:
    one = carried(site, "a", "الجسر")
    carried(site, "b", "النهر", status="removed")
    carried(site, "c", "السوق", status="draft")

    site.build()

    assert "نشرته أيضاً" not in site.page(one)


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_copies_are_found_in_whatever_order_they_come(site: SiteTest, order: list[str]) -> None:
    for name in order:
        carried(site, name, f"صحيفة {name}")
        site.build()

    assert unlike_clean(site, site.root.parent / "clean") == ""
    assert links_to(site, "ar/2018/05/27/a", "ar/2018/05/27/b")


def test_pages_follow_a_copy_that_moves_changes_or_goes(site: SiteTest) -> None:
    one = carried(site, "a", "الجسر")
    carried(site, "b", "النهر")
    site.build()

    carried(site, "b", "النهر", path="2018/05/27/other")
    site.build()
    assert links_to(site, one, "ar/2018/05/27/other")
    carried(site, "b", "صحيفة النهر", OTHER)
    site.build()
    assert "نشرته أيضاً" not in site.page(one)
    carried(site, "b", "النهر")
    site.build()
    (site.root / "content/ar/2018/05/27/b.md").unlink()
    site.build()

    assert "نشرته أيضاً" not in site.page(one)
    assert unlike_clean(site, site.root.parent / "clean") == ""


def test_what_everybody_printed_is_a_formula(site: SiteTest) -> None:
    for number in range(24):
        carried(site, f"n{number}", f"صحيفة {number}")
    site.build()
    assert "نشرته أيضاً" in site.page("ar/2018/05/27/n0")

    carried(site, "n24", "صحيفة 24")
    site.build()

    assert "نشرته أيضاً" not in site.page("ar/2018/05/27/n0")
    assert unlike_clean(site, site.root.parent / "clean") == ""


# --- captures ----------------------------------------------------------------------------

TEXT = "58526973cab8"
CAPTURES = (
    f'[{{url: "https://bridge.example/1", captured: 2018-05-20, text: {TEXT}}}, '
    "{captured: 2018-05-21}]"
)


def with_captures(site: SiteTest) -> str:
    other = STORY.replace("سبعين", "ستين").rpartition("\n\n")[0]
    site.write(f"content/versions/58/{TEXT}.md", article("خبر أول", body=other))
    return carried(site, "a", "الجسر", captured="2018-05-27", captures=CAPTURES)


def test_an_article_lists_its_captures_and_what_they_told(site: SiteTest) -> None:
    address = with_captures(site)

    site.build()

    page = site.page(address).partition("نسخ ملتقطة")[2]
    assert page.index("المعروضة هنا") < page.index("النص نفسه") < page.index("ما اختلف")
    assert f'/a/captures/{TEXT}/"' in page
    assert '<bdi dir="ltr">https://bridge.example/1</bdi>' in page
    version = site.page(f"{address}/captures/{TEXT}")
    assert "<del>ستين</del> <ins>سبعين</ins>" in version
    assert "<ins>وكانت أول الزبائن" in version
    assert "<del>أول</del> <ins>a</ins>" in version
    assert site.run("check", "--json").code == 0


def test_a_capture_whose_text_is_not_there_is_listed_without_a_link(site: SiteTest) -> None:
    address = carried(site, "a", "الجسر", captures=CAPTURES)

    site.build()

    assert "https://bridge.example/1" in site.page(address)
    assert f"captures/{TEXT}" not in site.page(address)


def test_a_capture_whose_text_cannot_be_read_is_listed_without_a_link(site: SiteTest) -> None:
    address = with_captures(site)
    site.write(f"content/versions/58/{TEXT}.md", "no front matter")

    site.run("publish")

    assert "https://bridge.example/1" in site.page(address)
    assert f"captures/{TEXT}" not in site.page(address)
    assert not (site.output / address / "captures").exists()


def test_pages_follow_a_text_that_changes_or_goes(site: SiteTest) -> None:
    with_captures(site)
    site.build()
    file = f"content/versions/58/{TEXT}.md"

    site.write(file, article("خبر أول", body="نص آخر."))
    assert unlike_clean(site, site.root.parent / "one") == ""
    (site.root / file).unlink()

    assert unlike_clean(site, site.root.parent / "two") == ""


def test_what_was_withdrawn_shows_no_capture(site: SiteTest) -> None:
    with_captures(site)
    site.build()

    carried(site, "a", "الجسر", captures=CAPTURES, status="removed")
    site.build()

    assert not (site.output / f"ar/2018/05/27/a/captures/{TEXT}/index.html").exists()


# --- what differs ------------------------------------------------------------------------


def test_equal_texts_differ_in_nothing() -> None:
    text = paragraphs_of("خبر", STORY)

    assert difference(text, text) == (Passage("same", count=5),)


def test_words_are_compared_within_a_paragraph_and_paragraphs_as_a_whole() -> None:
    old = ("The bridge is open now", "A tea seller came first", "Nobody else came")
    new = ("The bridge is closed now", "Nobody else came", "It will snow tomorrow evening")

    changed, removed, same, added = difference(old, new)

    words = (
        Piece("", "The bridge is"),
        Piece("del", "open"),
        Piece("ins", "closed"),
        Piece("", "now"),
    )
    assert changed == Passage("changed", words)
    assert removed == Passage("removed", (Piece("del", old[1]),))
    assert same == Passage("same", count=1)
    assert added == Passage("added", (Piece("ins", new[2]),))


def test_a_long_difference_is_cut_and_says_so() -> None:
    new = tuple(f"{number} " + "word " * 300 for number in range(40))

    found = difference((), new)

    shown = sum(len(piece.text) for one in found for piece in one.pieces)
    assert shown <= MAX_SHOWN
    assert found[-1] == Passage("further", count=40 - len(found) + 1)


def test_marks_of_markdown_are_no_words() -> None:
    assert paragraphs_of("T", "**Bold** and [a link](https://a.example)\n\n> said") == (
        "T",
        "Bold and a link",
        "said",
    )
