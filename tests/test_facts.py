"""Lines of nothing but facts below a headline, as portals of nine languages set them."""

from __future__ import annotations

import pytest

from tests.conftest import read_cases
from tests.test_extract_cases import STORIES
from tests.test_html import extract
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.model import Extraction
from warraq.text.encoding import decode

HEADLINES = {
    "ar": "افتتاح المكتبة بعد الترميم",
    "ckb": "کتێبخانەکە دوای نۆژەنکردنەوە کرایەوە",
    "fa": "گشایش کتابخانه پس از بازسازی",
    "he": "הספרייה נפתחה מחדש אחרי שיפוץ",
    "ur": "مرمت کے بعد لائبریری دوبارہ کھل گئی",
    "tr": "Kütüphane onarımdan sonra açıldı",
    "kmr": "Pirtûkxane piştî nûkirinê hat vekirin",
    "fr": "La bibliothèque rouvre après travaux",
    "en": "Library reopens after three years",
}
LINES = read_cases("facts.txt")


def extracted(lang: str, line: str) -> Extraction:
    text = "\n".join([HEADLINES[lang], line, *STORIES[lang]])
    return extract_text(decode(text.encode()), load_profile("generic"), Hints())


@pytest.mark.parametrize(("lang", "line", "expected"), LINES, ids=[line for _, line, _ in LINES])
def test_a_line_of_facts_is_read_and_leaves_the_text(lang: str, line: str, expected: str) -> None:
    found = extracted(lang, line)
    names = (("authors", found.authors), ("section", found.section))
    said = {name: getattr(found, name) for name in ("published", "updated", "place", "credit")}
    said |= {name: "; ".join(values) for name, values in names}

    assert {name: value for name, value in said.items() if value} == facts_of(expected)
    assert found.title == HEADLINES[lang]
    assert found.body == "\n\n".join(STORIES[lang])


@pytest.mark.parametrize(("lang", "line", "expected"), LINES, ids=[line for _, line, _ in LINES])
def test_it_tells_the_same_on_a_saved_page(lang: str, line: str, expected: str) -> None:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in STORIES[lang] * 2)
    found = extract(f"<h1>{HEADLINES[lang]}</h1><div>{line}</div><div>{told}</div>")
    said = {"published": found.published, "authors": "; ".join(found.authors)}
    wanted = facts_of(expected)

    assert said == {name: wanted.get(name, "") for name in said}
    assert line not in found.body


def facts_of(expected: str) -> dict[str, str]:
    pairs = (line.partition(": ") for line in expected.splitlines())
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "The hall was built on 25 May 1916 by Ada Sample and her friends from town"),
        ("ar", "بنيت القاعة في 25 مايو 1916 على نفقة أهل الحي القديم"),
        ("en", "Election results of 25 May 2016 and what they mean"),
    ],
)
def test_a_line_with_words_that_no_fact_explains_dates_nothing(lang: str, line: str) -> None:
    assert not extracted(lang, line).published


# A text of each kind is opened by the word for it, in its headline or before a name.
GENRES = (
    ("ar", "تحقيق: أطفال بلا مدارس في أطراف المدينة", "تحقيق: سارة حسن", "سارة حسن"),
    ("ar", "تقرير: سوق الذهب", "تقرير: سارة حسن", "سارة حسن"),
    ("ckb", "ڕاپۆرت: بازاڕی زێڕ", "ڕاپۆرت: سارا حەسەن", "سارا حەسەن"),
    ("fa", "گزارش: بازار طلا", "گزارش: سارا حسنی", "سارا حسنی"),
    ("ur", "رپورٹ: سونے کی منڈی", "رپورٹ: سارہ حسن", "سارہ حسن"),
    ("he", "כתבה: שוק הזהב", "כתבה: שרה כהן", "שרה כהן"),
    ("tr", "Haber: Altın Piyasası", "Haber: Sara Örnek", "Sara Örnek"),
)
_WORDS = [headline for _, headline, _, _ in GENRES]


@pytest.mark.parametrize(("lang", "headline", "byline", "author"), GENRES, ids=_WORDS)
def test_the_word_for_a_kind_of_text_opens_headline_and_byline(
    lang: str, headline: str, byline: str, author: str
) -> None:
    story = "\n".join(STORIES[lang])
    told = "".join(f"<p>{paragraph}</p>" for paragraph in STORIES[lang] * 2)
    text = extract_text(decode(f"{headline}\n{story}".encode()), load_profile("generic"), Hints())
    page = extract(f"<h1>{headline}</h1><div>{told}</div>")

    assert (text.title, text.authors) == (page.title, page.authors) == (headline, ())
    assert extracted(lang, byline).authors == (author,)
    assert extracted(lang, byline).title == HEADLINES[lang]


@pytest.mark.parametrize("headline", _WORDS[:2])
def test_it_opens_the_headline_below_a_path_of_sections(headline: str) -> None:
    text = "\n".join(["الرئيسية / محليات", headline, *STORIES["ar"], "اقرأ أيضاً", "خبر آخر"])
    found = extract_text(decode(text.encode()), load_profile("generic"), Hints())

    assert (found.title, found.section, found.authors) == (headline, ("محليات",), ())
