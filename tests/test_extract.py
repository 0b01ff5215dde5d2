"""One dump → the parts of an article: what is found, what is dropped, nothing lost."""

from __future__ import annotations

import html
import json
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.support import told_by
from warraq.diagnostics import ConfigError
from warraq.ingest.portal.profiles import load_profile, shipped_profiles
from warraq.ingest.printed.byline import Byline, bare_name, read_byline
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.ingest.printed.lexicon import lexicon_of
from warraq.ingest.printed.markdown import escape, paragraph
from warraq.ingest.readers.textdump import read_documents, sniff
from warraq.model import DecodedText, Extraction
from warraq.text.encoding import decode
from warraq.text.keys import key
from warraq.text.locale import LOCALES, load_locale
from warraq.text.unicode import clean_text

GOLDEN = Path(__file__).parent / "golden" / "dumps"
GENERIC = load_profile("generic")


def extract(text: str, profile: str = "generic", **hints: str) -> Extraction:
    return extract_text(DecodedText(text, "utf-8"), load_profile(profile), Hints(**hints))


def lost_lines(text: str, found: Extraction) -> list[str]:
    """Return the printed lines that are neither dropped nor in the body nor in a field."""
    gone = set()
    for dropped in found.dropped:
        for lines in dropped.lines:
            first, _, last = lines.partition("-")
            gone |= set(range(int(first), int(last or first) + 1))
    printed = [found.title, found.summary, *found.body.split("\n"), *found.tags]
    printed += [part for item in found.see_also for part in (item.title, item.teaser)]
    kept = " | ".join(map(key, printed))
    tags = set(key(" ".join(found.tags)).split())
    return [
        line
        for number, line in enumerate(clean_text(text).text.split("\n"), 1)
        if key(line) and number not in gone
        if key(line) not in kept and not set(key(line).split()) <= tags
    ]


# --- whole dumps --------------------------------------------------------------------------


@pytest.mark.parametrize("raw", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_a_dump_becomes_the_expected_article(raw: Path) -> None:
    profile = "classic-portal" if raw.stem == "classic-portal" else "generic"
    found = extract_text(decode(raw.read_bytes()), load_profile(profile), Hints())
    told = json.dumps(told_by(found), ensure_ascii=False, indent=1) + "\n"
    expected = raw.with_suffix(".json")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(told, encoding="utf-8")

    assert told == expected.read_text(encoding="utf-8")


def test_every_expected_article_has_its_dump() -> None:
    raw = {path.stem for path in GOLDEN.glob("*.txt")}

    assert {path.stem for path in GOLDEN.glob("*.json")} == raw


def test_the_generic_profile_reads_the_classic_portal_too() -> None:
    text = (GOLDEN / "classic-portal.txt").read_text(encoding="utf-8")
    generic, classic = extract(text), extract(text, "classic-portal")

    assert generic.title == "افتتاح جسر قديم / جديد على دجلة بعد ترميمه"
    assert (generic.body, generic.see_also) == (classic.body, classic.see_also)


@pytest.mark.parametrize("profile", shipped_profiles())
@pytest.mark.parametrize("raw", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_no_printed_line_is_lost(raw: Path, profile: str) -> None:
    text = decode(raw.read_bytes()).text

    assert lost_lines(text, extract(text, profile)) == []


@pytest.mark.corpus
@pytest.mark.parametrize("profile", shipped_profiles())
def test_no_printed_line_of_a_real_capture_is_lost(corpus: Path, profile: str) -> None:
    files = [*corpus.glob("dumps/*.txt"), *corpus.glob("raw-text/*.txt")]
    texts = {path.name: decode(path.read_bytes()).text for path in files}
    lost = {name: lost_lines(text, extract(text, profile)) for name, text in texts.items()}

    assert len(texts) > 100
    assert {name: lines for name, lines in lost.items() if lines} == {}


_SNIPPETS = st.sampled_from(
    [
        *("", "الرئيسية / أمن / خبر", "الرئيسية", "شاهد أيضاً", "Read also: a story of the day"),
        *(
            "27 May 2018",
            "الأحد , مايو 27 2018",
            "بغداد – رزاق الياسري",
            "By Ada Sample",
            "1",
            "***",
        ),
        *(
            "Tags: one, two, three",
            "Most read",
            "© 2018 AFP",
            "Photo: Somebody",
            "الصفحة غير موجودة",
        ),
        *("Facebook Twitter WhatsApp", "Tags one, two", "#one #two", "Read more", "Source: AFP"),
        *("404 :(", "Home / 404", "By Ada Sample, 27 May 2018", "بغداد – سلمى – متابعة", ", ,"),
        "The council said on Monday that the bridge would stay closed until the summer.",
        "قالت البلدية يوم الأحد إن الجسر سيبقى مغلقا أمام الشاحنات حتى نهاية فصل الصيف المقبل.",
        *("A headline of five words", "A headline of five words | Site", "عنوان من خمس كلمات هنا"),
        *("It breaks off here and goes on elsewhere ...", "# no heading", "[a]: b", "- item"),
        *("آخر تحديث : الأحد 27 أيار 2018", "More from The Gazette", "# A headline of five words"),
        *(
            "محليات | 2016-03-14 | 10:25 ص",
            "Home / News / A headline of five words",
            "A last word?",
        ),
    ]
)


@settings(max_examples=200)
@given(st.lists(_SNIPPETS | st.text(max_size=60), max_size=40))
def test_whatever_is_printed_ends_somewhere(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = extract(text, outlet="A headline of five words")

    assert lost_lines(text, found) == []
    assert found == extract(text, outlet="A headline of five words")


# --- single rules -------------------------------------------------------------------------

_STORY = "\n".join(
    f"The council said on day {number} that the bridge would stay closed until the summer."
    for number in ("one", "two", "three")
)


def test_the_day_of_the_visit_is_never_the_day_of_publication() -> None:
    found = extract(f"Sunday, 27 May 2018\nHome\nNews\nA bridge stays closed\n{_STORY}")

    assert (found.captured, found.published) == ("2018-05-27", "")


def test_a_labelled_day_is_the_day_of_publication() -> None:
    found = extract(
        f"A bridge stays closed | Sample\nHome\nA bridge stays closed\n"
        f"Published: 27 May 2018\n{_STORY}\nMost read"
    )

    assert found.published == "2018-05-27"


def test_a_profile_may_say_what_the_top_day_stands_for(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("header_date: published\n", encoding="utf-8")
    mine = load_profile("mine", project_folder=tmp_path)
    text = DecodedText(f"Sunday, 27 May 2018\nHome\nA bridge stays closed\n{_STORY}", "utf-8")

    assert extract_text(text, mine, Hints()).published == "2018-05-27"


def test_a_stamp_in_universal_time_is_told_by_the_clock_of_the_portal() -> None:
    page = f"Home\nA bridge stays closed\nPublished: 27 May 2018 22:30 GMT\n{_STORY}"
    hints = Hints(timezone="Asia/Baghdad")

    found = extract_text(DecodedText(page, "utf-8"), load_profile("generic"), hints)

    assert found.published == "2018-05-28T01:30+03:00"


def test_a_profile_may_say_whether_the_month_is_first(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("date_order: mdy\n", encoding="utf-8")
    mine = load_profile("mine", project_folder=tmp_path)
    page = f"Home\nA bridge stays closed\nPublished: 05/06/2018\n{_STORY}"

    assert extract_text(DecodedText(page, "utf-8"), mine, Hints()).published == "2018-05-06"
    assert extract(page).published == ""


def test_a_profile_may_bound_the_body(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "body_before: The council said on day three that "
        "the bridge would stay closed until the summer.\n"
    )
    mine = load_profile("mine", project_folder=tmp_path)
    text = DecodedText(f"Home\nA bridge stays closed\n{_STORY}", "utf-8")

    assert extract_text(text, mine, Hints()).body.count("\n\n") == 1


def test_a_file_with_a_story_is_never_rejected() -> None:
    text = f"Log in\nA bridge stays closed\nPage not found\n{_STORY}"

    assert extract(text).rejected == ""


def test_a_hint_names_the_language() -> None:
    found = extract(_STORY, lang="en-GB")

    assert found.lang == "en-GB"
    assert ("lang", "hint") in {(entry.field, entry.rule) for entry in found.provenance}


def doubts_of(text: str) -> dict[str, str]:
    return {doubt.code: doubt.message for doubt in extract(text).doubts}


def test_a_day_of_an_update_alone_is_a_doubt_of_its_own() -> None:
    head = "Home\nA bridge stays closed"

    assert doubts_of(f"{head}\nUpdated 27 May 2018\n{_STORY}")["no-date"] == (
        "only the day of an update is printed"
    )
    assert "could be trusted" in doubts_of(f"{head}\n{_STORY}")["no-date"]


def test_the_last_words_of_a_story_behind_its_buttons_are_a_doubt() -> None:
    page = f"Home\nA bridge stays closed\n{_STORY}\nShare\n{{}}Most read\nOther news of the town."

    assert "unknown-tail" in doubts_of(page.format("A last word?\nThank you.\n"))
    assert "unknown-tail" not in doubts_of(page.format(""))


_MENU = "الأحد , مايو 27 2018\nالرئيسية\nمحليات\nسياسة\nاقتصاد\nثقافة\nرياضة\nمنوعات\nاتصل بنا"
_VERSES = (
    *("يا نهر حدثني عن المدينة", "عن بيتنا القديم والنخيل"),
    *("عن ضحكة الصغار في المساء", "وعن سفينة بلا رحيل"),
)
_BOXES = (
    "شاركها\nFacebook\nTwitter\nشاهد أيضاً\nمعرض الكتاب يفتح أبوابه غداً\nأمسية شعرية في البصرة\n"
    "الأكثر قراءة\nقصيدة قصيرة الأسطر\nالمنتخب يفوز على ضيفه بهدفين\nالبرلمان يناقش الموازنة\n"
    "مهرجان للمسرح في الموصل\nأمطار غزيرة في الشمال\nجميع الحقوق محفوظة © 2018"
)
_NOTICE = (
    "اشترك في نشرتنا البريدية لتصلك أخبار المدينة كل صباح مجانا، ويمكنك إلغاء الاشتراك متى شئت."
)


@pytest.mark.parametrize(
    "head",
    [
        "الرئيسية / ثقافة / قصيدة قصيرة الأسطر\nقصيدة قصيرة الأسطر",
        "قصيدة قصيرة الأسطر\nالرئيسية / ثقافة / قصيدة قصيرة الأسطر\nقصيدة قصيرة الأسطر\nTwitter",
    ],
)
@pytest.mark.parametrize("foot", ["", f"\n{_NOTICE}"])
@pytest.mark.parametrize("links", [0, 20])
def test_a_poem_is_found_where_the_page_names_its_headline(
    head: str, foot: str, links: int
) -> None:
    more = "".join(f"\nخبر آخر من أخبار المدينة {word}" for word in _numbered(links))
    poem = "\n".join(_VERSES)
    found = extract(f"{_MENU}\n{head}\nبغداد – سلمى العبيدي\n{poem}\n{_BOXES}{more}{foot}")

    assert (found.title, found.rejected) == ("قصيدة قصيرة الأسطر", "")
    assert tuple(found.body.split("\n\n")) == _VERSES
    assert (found.section, found.authors) == (("ثقافة",), ("سلمى العبيدي",))
    assert len(found.see_also) == 2


def _numbered(times: int) -> list[str]:
    return [f"الموصوفة {'و' * number}" for number in range(times)]


def test_first_words_of_a_story_are_no_byline() -> None:
    head = "الرئيسية / ثقافة / الجسر مغلق أمام الشاحنات\nالجسر مغلق أمام الشاحنات"
    found = extract(f"{head}\nكتب وزير الخارجية السابق مقالا مطولا")

    assert (found.authors, found.body) == ((), "كتب وزير الخارجية السابق مقالا مطولا")


def test_damaged_bytes_are_a_doubt() -> None:
    found = extract_text(DecodedText(f"Title\n\n{_STORY}", "utf-8", replaced=3), GENERIC, Hints())

    assert "replaced-bytes" in {doubt.code for doubt in found.doubts}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("بغداد – رزاق الياسري", Byline(("رزاق الياسري",), "بغداد")),
        ("بغداد/ رزاق الياسري", Byline(("رزاق الياسري",), "بغداد")),
        ("سلمى العبيدي - بغداد", Byline(("سلمى العبيدي",), "بغداد")),
        ("بغداد – متابعة", Byline((), "بغداد")),
        ("بغداد – رويترز", Byline((), "بغداد", "رويترز")),
        ("(رويترز)", Byline(credit="رويترز", rule="agency")),
        ("By Ada Sample and Ben Example", Byline(("Ada Sample", "Ben Example"))),
        ("Автор: Анна Образцова", Byline(("Анна Образцова",), certainty="certain")),
        ("بغداد – قالت الحكومة، يوم الأحد، إن الجسر مغلق.", None),
        ("By the time it rained", None),
        ("Photo: Ada Sample", None),
    ],
)
def test_bylines(printed: str, expected: Byline | None) -> None:
    assert read_byline(printed, lexicon_of(GENERIC), GENERIC.byline_separators) == expected


def test_a_lone_name_is_only_inferred() -> None:
    found = bare_name("Ada Sample", lexicon_of(GENERIC))

    assert found == Byline(("Ada Sample",), rule="name-beside-date", certainty="inferred")
    assert bare_name("a small phrase", lexicon_of(GENERIC)) is None


@pytest.mark.parametrize("tag", [tag for tag in LOCALES if load_locale(tag).recognise["social"]])
@pytest.mark.parametrize("between", [" ", " | ", " / "])
def test_networks_in_one_row_are_no_names(tag: str, between: str) -> None:
    row = between.join(load_locale(tag).recognise["social"][:4])

    assert lexicon_of(GENERIC).kind_of(row) in ("social", "share")
    assert bare_name(row, lexicon_of(GENERIC)) is None


@pytest.mark.parametrize("tag", LOCALES)
def test_desks_are_no_authors_in_any_language(tag: str) -> None:
    lexicon = lexicon_of(GENERIC)
    desks = load_locale(tag).recognise["desk"]
    named = [read_byline(desk, lexicon, GENERIC.byline_separators) for desk in desks]

    assert [byline.authors for byline in named if byline] == [()] * len(desks)


def test_the_name_of_the_outlet_is_no_author() -> None:
    separators = GENERIC.byline_separators
    read = read_byline("بغداد – الجسر العتيق", lexicon_of(GENERIC, "الجسر العتيق"), separators)

    assert read == Byline(place="بغداد")


# --- dumps that are cut off -----------------------------------------------------------------

_CUT = (GOLDEN / "classic-portal.txt").read_text(encoding="utf-8").split("\n")
_FIRST = next(at for at, line in enumerate(_CUT) if len(line) > 90)


@pytest.mark.parametrize("end", range(_FIRST + 1, len(_CUT)))
@pytest.mark.parametrize("profile", ["generic", "classic-portal"])
def test_a_dump_that_is_cut_off_keeps_its_fields(end: int, profile: str) -> None:
    whole, part = extract("\n".join(_CUT), profile), extract("\n".join(_CUT[:end]), profile)

    assert (part.title, part.section, part.place) == (whole.title, whole.section, whole.place)
    assert (part.authors, part.captured) == (whole.authors, whole.captured)
    assert (part.published, part.updated, part.rejected) == ("", "", "")
    assert whole.body.startswith(part.body)


def test_a_story_of_a_few_words_keeps_its_fields() -> None:
    words = " ".join(_CUT[_FIRST].split()[:6])
    whole = extract("\n".join(_CUT))
    part = extract("\n".join([*_CUT[:_FIRST], words]), lang="ar")

    assert (part.title, part.captured, part.body) == (whole.title, whole.captured, words)


# --- hostile input --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "كلمة أخرى. " * 200_000,
        "a" * 2_000_000,
        "خبر عاجل\n" * 100_000,
        "\n".join(f"خبر رقم {number} عن شيء" for number in range(60_000)),
        "الرئيسية / " + "أ / " * 100_000,
        " | ".join(["ab cd"] * 100_000),
        "Read also:\nSome title of a story here\n" * 20_000,
        "_*`[" * 100_000,
        "\0" * 500_000,
        "😀\n" * 50_000,
        "\ud800 abc\n" * 1_000,
        "\n" * 500_000 + "x",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    begun = time.process_time()
    extract(text)

    assert time.process_time() - begun < 5


def test_what_is_too_long_is_recorded_as_such() -> None:
    found = extract("\n".join(f"word {number}" for number in range(30_000)))

    assert ("too-long", ("20001-30000",)) in [(d.rule, d.lines) for d in found.dropped]


# --- escaping -------------------------------------------------------------------------------

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_LINES = st.text(alphabet="ab1.)#>-+*=~_`\\[](){}:<!&;/ \"'|@ا\u0301é،").map(
    lambda text: re.sub(" +", " ", text).strip()
)


@settings(max_examples=500)
@given(st.lists(_LINES.filter(bool), min_size=1, max_size=3))
def test_an_escaped_paragraph_shows_exactly_its_text(lines: list[str]) -> None:
    shown = _MARKDOWN.render(paragraph(lines))

    assert shown.startswith("<p>")
    assert "<" not in shown[3:-5]
    assert html.unescape(shown[3:-5]) == "\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        "قال إن “الجسر مغلق” (حتى الصيف)، وأضاف: لا تعليق!",
        "3 * 2 = 6, snake_case, AT&T, a < b, [1] and 5 - 4",
        "-5 °C; #tag; +VOA; 2018 #1",
    ],
)
def test_plain_text_is_left_alone(line: str) -> None:
    assert escape(line) == line


# --- profiles -------------------------------------------------------------------------------


def test_a_profile_says_everything_that_is_wrong_with_it(tmp_path: Path) -> None:
    text = "about: mine\nheaderdate: captured\nrelated: ends_body\nwords:\n  tag: [a]\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError) as raised:
        load_profile("mine", project_folder=tmp_path)

    told = [(found.line, found.hint) for found in raised.value.diagnostics]
    assert told == [
        (2, "did you mean «header_date»?"),
        (3, "did you mean «ends-body»?"),
        (5, "did you mean «tags»?"),
    ]


def test_an_unknown_profile_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean «classic-portal»"):
        load_profile("clasic-portal")


@pytest.mark.parametrize("name", ["../generic", "", ".hidden", "a/b"])
def test_a_profile_is_looked_for_in_its_folder_only(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "generic.yaml").write_text("about: outside\n", encoding="utf-8")

    with pytest.raises(ConfigError):
        load_profile(name, project_folder=tmp_path / "in")


@pytest.mark.parametrize(
    ("valid", "holds"),
    [
        ("{from: '2010'}", True),
        ("{from: '2018-05-27', until: '2018-05-27'}", True),
        ("{until: '2018'}", True),
        ("{from: '2018-06'}", False),
        ("{until: '2018-05-26'}", False),
    ],
)
def test_a_profile_holds_for_captures_of_its_time(tmp_path: Path, valid: str, holds: bool) -> None:
    (tmp_path / "mine.yaml").write_text(f"valid: {valid}\nbody_before: The end\n")
    mine = load_profile("mine", project_folder=tmp_path)
    text = f"Sunday, 27 May 2018\nHome\nA bridge stays closed\n{_STORY}\nThe end\n{_STORY}"

    found = extract_text(DecodedText(text, "utf-8"), mine, Hints())

    assert ("profile-expired" in {doubt.code for doubt in found.doubts}) is not holds
    assert ("The end" not in found.body) is holds


# --- which files are dumps ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head", "is_dump"),
    [
        ("a.txt", "الأحد , مايو 27 2018\n".encode(), True),
        ("a.TXT", "خبر".encode("cp1256"), True),
        ("a.txt", "خبر من المدينة".encode("utf-16"), True),
        ("a.txt", "A story of the day".encode("utf-16-le"), True),
        ("article 1.2.2018", b"Title\n\nText", True),
        ("a.md", b"Title\n\nText", True),
        ("a", b"Title\n\nText", True),
        ("copy.bin", b"Title\n\nText", True),
        ("a.txt", b"", True),
        ("a.txt", b"[Breaking] A bridge falls", True),
        ("a.txt", b"<!DOCTYPE html><html>", False),
        ("a.txt", b"\xef\xbb\xbf\n <html lang=ar>", False),
        ("a.txt", b"<?xml version='1.0'?>", False),
        ("a.txt", b'{"title": "x"}', False),
        ("a", b"WARC/1.0\r\n", False),
        ("a.txt", b"\x89PNG\r\n\x1a\n", False),
        ("a.txt", b"PK\x03\x04", False),
        ("a", bytes(range(32)) * 8, False),
        ("a.html", b"Title", False),
        ("a.css", b"Title", False),
        ("a.py", b"Title", False),
        ("a.jpg", b"Title", True),
        ("a.utf16", b"Title", True),
        ("a.txt", "<!doctype html>\n<html><body>".encode("utf-16-le"), False),
        ("a.txt", "<html><body>".encode("utf-16"), False),
    ],
)
def test_a_text_dump_is_known_by_its_content(name: str, head: bytes, is_dump: bool) -> None:
    assert sniff(name, head) is is_dump


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("lang", ["ar", "fa", "he", "ru", "en", "zh"])
def test_utf_16_is_text_in_every_alphabet(lang: str, encoding: str) -> None:
    words = load_locale(lang).words
    printed = ("not_found_text", "mirror_explained", "rights_third_party", "search_needs_script")
    data = " \r\n".join(words[name] for name in printed).encode(encoding)

    assert sniff("a.txt", data)
    assert decode(data).encoding.startswith("utf-16")


def test_a_file_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Title\r\n")
    (document,) = read_documents(tmp_path / "a.txt", file="raw/a.txt")

    assert (document.data, document.origin.file) == (b"Title\r\n", "raw/a.txt")


def test_a_menu_is_no_path_of_crumbs() -> None:
    menu = "Home | Video | Sport"
    far = extract(f"{menu}\nLatest\nOne\nTwo\nThree\nFour\nA bridge stays closed\n{_STORY}")
    near = extract(f"Latest\nOne\nHome / Video\nA bridge stays closed\n{_STORY}")

    assert (far.section, near.section) == ((), ("Video",))


def test_the_path_above_a_story_without_stops_is_no_headline() -> None:
    told = "The council opened the new bridge this morning (text)\n\nA crowd saw it (text)\n"
    found = extract(f"Home » Politics\nNew river bridge opens\n\n{told}")

    assert (found.title, found.section) == ("New river bridge opens", ("Politics",))
    assert "bridge opens" not in found.body
