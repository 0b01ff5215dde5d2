"""Dumps of many portals and languages, and captures of the sample, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import read_cases
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.model import DecodedText, Extraction
from warraq.text.encoding import decode

OUTLETS = {"ar": "صحيفة المدينة", "en": "The Town Paper"}

# Two paragraphs that no furniture is made of: what a body must hold, neither more nor less.
STORIES = {
    "ar": (
        "افتتحت المكتبة أبوابها أمام القراء يوم السبت بعد عامين من أعمال الترميم الطويلة.",
        "وقالت المديرة إن القاعة الجديدة تتسع لمئتي قارئ وإن الدخول إليها مجاني للجميع.",
    ),
    "ckb": (
        "کتێبخانەکە دوای دوو ساڵ لە نۆژەنکردنەوە ڕۆژی شەممە دەرگاکانی بۆ خوێنەران کردەوە.",
        "بەڕێوەبەرەکە گوتی هۆڵە نوێیەکە جێی دوو سەد خوێنەری تێدا "
        "دەبێتەوە و چوونەژوورەوە بەخۆڕاییە.",
    ),
    "fa": (
        "کتابخانه پس از دو سال بازسازی روز شنبه درهای خود را به روی خوانندگان گشود.",
        "مدیر کتابخانه گفت که تالار تازه دویست نفر جا دارد و ورود به آن برای همه رایگان است.",
    ),
    "ur": (
        "کتب خانے نے دو سال کی مرمت کے بعد ہفتے کے دن قارئین کے لیے اپنے دروازے کھول دیے۔",
        "منتظم نے بتایا کہ نئے ہال میں دو سو افراد بیٹھ سکتے ہیں اور داخلہ سب کے لیے مفت ہے۔",
    ),
    "he": (
        "הספרייה פתחה ביום שבת את שעריה לקוראים אחרי שנתיים ארוכות של עבודות שיפוץ.",
        "המנהלת אמרה שבאולם החדש יש מקום למאתיים קוראים ושהכניסה אליו חופשית לכולם.",
    ),
    "tr": (
        "Kütüphane iki yıl süren onarımın ardından cumartesi günü "
        "kapılarını okurlara yeniden açtı.",
        "Müdür yeni salonun iki yüz kişilik olduğunu ve girişin "
        "herkes için ücretsiz kaldığını söyledi.",
    ),
    "en": (
        "The library opened its doors again to its readers on "
        "Saturday after two long years of work.",
        "Its director said that the new hall has room for two "
        "hundred and that entry is free for all.",
    ),
    "fr": (
        "La bibliothèque a rouvert ses portes aux lecteurs samedi, "
        "après deux longues années de travaux.",
        "La directrice a dit que la nouvelle salle compte deux "
        "cents places et que l’entrée est libre.",
    ),
    "ru": (
        "Библиотека снова открыла свои двери для читателей в "
        "субботу после двух долгих лет ремонта.",
        "Директор сказала, что в новом зале есть место для двухсот "
        "человек и что вход для всех свободный.",
    ),
    "es": (
        "La biblioteca volvió a abrir sus puertas a los lectores el "
        "sábado tras dos largos años de obras.",
        "La directora dijo que la nueva sala tiene sitio para "
        "doscientas personas y que la entrada es libre.",
    ),
    "de": (
        "Die Bücherei hat am Samstag nach zwei langen Jahren des "
        "Umbaus wieder für ihre Leser geöffnet.",
        "Die Leiterin sagte, der neue Saal habe Platz für "
        "zweihundert Gäste und der Eintritt sei frei.",
    ),
    "id": (
        "Perpustakaan itu kembali membuka pintunya bagi para "
        "pembaca pada hari Sabtu setelah dua tahun.",
        "Direktur mengatakan bahwa ruang baru itu memuat dua ratus "
        "orang dan semua boleh masuk gratis.",
    ),
    "zh": (
        "经过两年的修缮，市图书馆于星期六重新向读者开放，许多居民一早就来到门口排队等候入场参观。",
        "馆长介绍说，新的阅览大厅可以容纳两百名读者同时阅读，所有市民都可以免费进入图书馆借阅图书。",
    ),
    "kmr": (
        "Pirtûkxaneyê piştî du salên dirêj ên nûkirinê roja şemiyê "
        "dîsa deriyên xwe ji xwendevanan re vekir.",
        "Rêvebir got ku di salona nû de cihê du sed kesan heye û têketin ji bo her kesî belaş e.",
    ),
}

# Crumbs and headline that stand for `{head}` in a case.
HEADS = {
    "ar": ("الرئيسية / محليات", "افتتاح المكتبة بعد الترميم"),
    "ckb": ("سەرەکی / ناوخۆ", "کتێبخانەکە دوای نۆژەنکردنەوە کرایەوە"),
    "fa": ("خانه / اجتماعی", "کتابخانه پس از بازسازی گشوده شد"),
    "ur": ("صفحۂ اول / دنیا", "کتب خانہ مرمت کے بعد کھل گیا"),
    "he": ("ראשי / תרבות", "הספרייה נפתחה אחרי השיפוץ"),
    "tr": ("Ana Sayfa / Gündem", "Kütüphane onarımdan sonra açıldı"),
    "en": ("Home / Local", "Library opens after repairs"),
    "fr": ("Accueil / Culture", "La bibliothèque rouvre après les travaux"),
    "ru": ("Главная / Культура", "Библиотека открылась после ремонта"),
    "es": ("Inicio / Cultura", "La biblioteca reabre tras las obras"),
    "de": ("Startseite / Kultur", "Die Bücherei öffnet nach dem Umbau"),
    "id": ("Beranda / Budaya", "Perpustakaan dibuka setelah perbaikan"),
    "zh": ("首页 / 文化", "图书馆修缮后重新开放"),
    "kmr": ("Destpêk / Çand", "Pirtûkxane piştî nûkirinê vebû"),
}
CASES = read_cases("extract.txt")

SAMPLE = Path(__file__).parents[1] / "content" / "raw"
CAPTURES = read_cases("sample.txt")


@pytest.mark.parametrize(("title", "given", "expected"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("hinted", [True, False], ids=["hinted", "unhinted"])
def test_an_article_is_read(title: str, given: str, expected: str, hinted: bool) -> None:
    lang = title.partition(":")[0]
    first, second = STORIES[lang]
    crumbs, headline = HEADS[lang]
    text = given.replace("{head}", f"{crumbs} / {headline}\n{headline}")
    text = text.replace("{title}", headline).replace("{story}", f"{first}\n{second}")
    text = text.replace("{story1}", first).replace("{story2}", second)
    hints = Hints(lang=lang if hinted else "", outlet=OUTLETS.get(lang, ""))

    found = extract_text(DecodedText(text, "utf-8"), load_profile("generic"), hints)

    assert list(told(found)) == expected.replace("{title}", headline).strip().split("\n")
    if not found.rejected:
        assert (found.lang, found.body) == (lang, f"{first}\n\n{second}")


@pytest.mark.parametrize(("file", "body", "expected"), CAPTURES, ids=[case[0] for case in CAPTURES])
@pytest.mark.parametrize("profile", ["generic", "classic-portal"])
def test_a_capture_of_the_sample_is_read(file: str, body: str, expected: str, profile: str) -> None:
    number, first, last = body.split("\n")
    text = decode((SAMPLE / file).read_bytes())

    found = extract_text(text, load_profile(profile), Hints())

    paragraphs = found.body.split("\n\n") if found.body else []
    assert list(told(found)) == expected.strip().split("\n")
    assert len(paragraphs) == int(number)
    assert (paragraphs or [""])[0].startswith(first)
    assert (paragraphs or [""])[-1].endswith(last)


def told(found: Extraction) -> Iterator[str]:
    for name in ("title", "section", "authors", "place", "credit", "captured"):
        yield from _line(name, getattr(found, name))
    for name in ("published", "updated", "tags", "summary", "rejected"):
        yield from _line(name, getattr(found, name))
    for item in found.see_also:
        yield f"see_also: {' | '.join(filter(None, (item.title, item.teaser)))}"


def _line(name: str, value: str | tuple[str, ...]) -> Iterator[str]:
    if value:
        yield f"{name}: {value if isinstance(value, str) else '; '.join(value)}"
