"""What recurs on the pages of a portal is learned, reviewed, and taken out of stories."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.portals import BOXES
from benchmarks.quality.portals import portal as portal_of_boxes
from tests.support import SiteTest, dump
from warraq.ingest.portal.learned import (
    format_learned,
    kept_lines,
    learned_boxes,
    learned_lines,
    signature,
)
from warraq.ingest.printed.voting import Heap, Printed

NOTICE = "اشترك الآن في نشرتنا البريدية المجانية لتصلك أهم أخبار المدينة والميناء كل صباح."
SIGN_OFF = "انتهى"


def story(number: int) -> str:
    words = ("السوق", "المدرسة", "الجسر", "النهر", "القطار")[number]
    return (
        f"قال سكان الحي اليوم إن {words} سيفتح أبوابه من جديد بعد أعمال ترميم طويلة في المدينة.\n\n"
        f"{NOTICE}\n\n"
        f"وأضاف المتحدث أن {words} يخدم آلاف العائلات في الأحياء القديمة منذ أكثر من خمسين عاما."
    )


def portal(site: SiteTest) -> Path:
    """Write five captures of one portal and return where its votes will lie."""
    for number in range(5):
        text = dump(f"خبر جديد عن الحي رقم {'أبجده'[number]}", body=story(number))
        site.write(f"content/raw/harbour/{number}.txt", text)
    return site.root / "profiles" / "learned" / "الجسر.yaml"


def bodies(site: SiteTest) -> str:
    files = sorted((site.root / "content" / "ar").rglob("*.md"))
    return "\n".join(path.read_text("utf-8") for path in files)


def test_a_notice_that_recurs_is_learned_and_leaves_the_stories(site: SiteTest) -> None:
    votes = portal(site)
    site.run("ingest")
    assert NOTICE in bodies(site)

    counts = site.run("learn", "--json").json["counts"]
    site.run("ingest", "--again")

    assert counts == {"documents": 5, "portals": 1, "learned": 1, "boxes": 0}
    assert signature(NOTICE) in learned_lines(votes)
    assert NOTICE not in bodies(site)
    assert "learned" in bodies(site)
    assert bodies(site).count("وأضاف المتحدث") == 5


def test_what_a_person_keeps_stays_when_it_is_learned_anew(site: SiteTest) -> None:
    votes = portal(site)
    site.run("learn")
    text = votes.read_text("utf-8")
    votes.write_text(text.replace("keep: []", f'keep:\n  - "{NOTICE}"'), "utf-8")

    site.run("learn")
    site.run("ingest")

    assert f'keep:\n  - "{NOTICE}"' in votes.read_text("utf-8")
    assert learned_lines(votes) == frozenset()
    assert NOTICE in bodies(site)


def test_learning_twice_writes_the_same_file(site: SiteTest) -> None:
    votes = portal(site)
    site.run("learn")
    first = votes.read_bytes()

    site.run("learn")

    assert votes.read_bytes() == first


def heap_of(*documents: tuple[str, list[Printed]]) -> Heap:
    heap = Heap()
    for title, lines in documents:
        heap.add(title, lines)
    return heap


def test_the_order_of_documents_changes_no_vote() -> None:
    documents = [
        (f"title {name}", [Printed(f"Read {n} times", 3, "after"), Printed(name, 1, "within")])
        for n, name in enumerate(("a", "b", "c", "d"))
    ]

    there = format_learned("x", heap_of(*documents).learned())
    back = format_learned("x", heap_of(*reversed(documents)).learned())

    assert there == back
    assert "Read 0 times" in there


def test_a_short_line_that_recurs_inside_stories_stays_and_is_shown() -> None:
    documents = [(name, [Printed(SIGN_OFF, 1, "within")]) for name in ("a", "b", "c")]

    found = heap_of(*documents).learned()

    assert found.furniture == ()
    assert [one.line for one in found.inside] == [SIGN_OFF]


def test_a_line_of_one_story_stays_however_many_boxes_quote_it() -> None:
    told = [("a", [Printed("The bridge opens today", 4, "within")])]
    quoted = [(name, [Printed("The bridge opens today", 4, "after")]) for name in "bcde"]

    assert heap_of(*told, *quoted).learned().furniture == ()


def test_a_headline_is_never_furniture() -> None:
    told = [("The bridge opens today", [Printed("Text", 1, "within")])]
    quoted = [(name, [Printed("The bridge opens today", 4, "after")]) for name in "bcde"]

    assert heap_of(*told, *quoted).learned().furniture == ()


def test_captures_of_one_story_have_one_vote() -> None:
    same = [("The same", [Printed("A line of the story", 5, "after")])] * 5

    assert heap_of(*same).learned().documents == 1
    assert heap_of(*same).learned().furniture == ()


def test_memory_is_bounded_and_what_recurs_is_remembered() -> None:
    heap = Heap(most=50)
    for number in range(200):
        name = "".join("abcdefghij"[int(digit)] for digit in str(number))
        heap.add(name, [Printed("Most read", 2, "after"), Printed(f"own {name}", 2, "within")])

    assert [one.line for one in heap.learned().furniture] == ["Most read"]
    assert len(heap._votes) <= 50


def test_a_sentence_that_names_the_agency_of_some_stories_stays() -> None:
    text = "This report was prepared with the help of the news agency of the coast."
    signed = [(name, [Printed(text, 14, "within")]) for name in "abcd"]
    others = [(name, [Printed(f"Told of {name}", 3, "within")]) for name in "efghijkl"]

    found = heap_of(*signed, *others).learned()

    assert found.furniture == ()
    assert [one.line for one in found.inside] == [text]


def test_a_saved_page_loses_what_recurs_on_its_portal(site: SiteTest) -> None:
    for name in "abcd":
        told = f"The council of quarter {name} decided today to mend the old bridge by summer."
        more = (
            f"People of quarter {name} have waited for it since the flood of last winter, it said."
        )
        notice = "Support our newsroom with a small gift so that we can go on telling what is so."
        paragraphs = "".join(f"<p>{text}</p>" for text in (told, notice, more))
        page = f"<h1>Bridge of quarter {name} is mended</h1><article>{paragraphs}</article>"
        site.write(f"content/raw/{name}.html", f"<html><body>{page}</body></html>")
    site.run("learn")
    site.run("ingest")

    files = sorted((site.root / "content" / "en").rglob("*.md"))
    texts = [path.read_text("utf-8") for path in files]

    assert len(texts) == 4
    assert all("since the flood" in text for text in texts)
    assert not any("Support our newsroom" in text for text in texts)


def boxed(name: str, *boxes: str, title: str = "") -> tuple[str, list[Printed]]:
    """Return the votes of a page with a story of its own, a lead and a box of four weekly lines."""
    own = [Printed(f"The council of {name} said at noon that much is new there", 11, "within")] * 3
    lead = Printed(f"What {name} has waited for since spring", 7, "within", ("p.lead",))
    week = "abc"["abcdefghijkl".index(name) % 3]
    lines = [Printed(f"Of week {week}, number {n}: a long line", 8, "within", boxes) for n in "xy"]
    quoted = Printed("What a has waited for since spring", 7, "after")
    return title or f"News of {name}", [*own, lead, *lines, quoted]


def test_a_box_whose_lines_change_is_learned_and_a_lead_that_others_quote_is_not() -> None:
    found = heap_of(*(boxed(name, "div.abx", "div.card") for name in "abcdefghijkl")).learned()

    assert [one.box for one in found.boxes] == ["div.abx", "div.card"]
    assert found.boxes[0].percent == 100


def test_a_box_of_headlines_of_other_stories_is_learned() -> None:
    pages = [
        (f"The bridge of {n} opens today", [
            Printed(f"People of {n} said that they had waited for it for years", 12, "within"),
            Printed(f"Another sentence of the people of {n}, who had more to say", 12, "within"),
            Printed(f"The bridge of {other} opens today", 6, "within", ("ul.more",)),
        ])
        for n, other in zip("abcd", "bcda", strict=True)
    ]  # fmt: skip

    assert [one.box for one in heap_of(*pages).learned().boxes] == ["ul.more"]


def test_what_most_of_each_story_stands_in_is_no_box() -> None:
    same = ["A sentence that the whole portal prints again and again", "And one more of that kind"]
    pages = [
        (f"title {n}", [Printed(f"{s} {w}", 9, "within", ("p.text",)) for s in same for w in "vw"])
        for n in "abcd"
    ]

    assert heap_of(*pages).learned().boxes == ()


def test_a_box_that_a_person_keeps_stays(site: SiteTest) -> None:
    votes = site.root / "votes.yaml"
    learned = heap_of(*(boxed(name, "div.abx") for name in "abcdefghijkl")).learned()
    votes.write_text(format_learned("x", learned), "utf-8")
    kept = site.root / "kept.yaml"
    kept.write_text(votes.read_text("utf-8").replace("keep: []", 'keep: ["div.abx"]'), "utf-8")

    assert learned_boxes(votes) == {"div.abx"}
    assert learned_boxes(kept) == frozenset()
    again = heap_of(*(boxed(name, "div.abx") for name in "abcdefghijkl")).learned(kept_lines(kept))
    assert again.boxes == ()


def test_a_saved_page_loses_the_boxes_of_its_portal(site: SiteTest) -> None:
    (_, box), *_ = (entry for entry in BOXES if entry[0] == "titles without links")
    pages = tuple(portal_of_boxes(box))
    for number, (_, page) in enumerate(pages):
        site.write(f"content/raw/harbour/{number}.html", page)

    counts = site.run("learn", "--json").json["counts"]
    site.run("ingest")
    texts = [path.read_text("utf-8") for path in (site.root / "content" / "en").rglob("*.md")]

    assert counts["boxes"] == 1
    assert len(texts) == len(pages)
    for story_told, _ in pages:
        (own,) = (text for text in texts if story_told.sentences[0] in text)
        assert all(sentence in own for sentence in story_told.sentences)
        assert not any(f"\n{line}\n" in own for line in story_told.box)


def test_a_heap_that_is_too_small_teaches_nothing_and_is_no_error(site: SiteTest) -> None:
    nothing = site.run("learn")
    site.write("content/raw/harbour/a.txt", dump("خبر جديد عن الحي", body=story(0)))
    little = site.run("learn")

    assert "0 lines and 0 boxes learned from 0 documents of 0 portals" in nothing.out + nothing.err
    assert "0 lines and 0 boxes learned from 1 documents of 0 portals" in little.out + little.err
