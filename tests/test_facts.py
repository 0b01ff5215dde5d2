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
