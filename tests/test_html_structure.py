"""Quotes, lists, tables, captions, headings, links: what a page shows as structure is kept."""

from __future__ import annotations

import pytest

from warraq.ingest.extract import Hints
from warraq.ingest.html import extract_html, markdown_of
from warraq.ingest.profiles import load_profile
from warraq.model import Extraction, Teaser
from warraq.publish.markdown import render_body

GENERIC = load_profile("generic")

# Language → direction, headline, three sentences, sub-heading, quote, list items, table
# header and cells, caption, alt, see-also heading, related title.
WORDS = {
    "ar": (
        "rtl",
        "افتتاح مكتبة جديدة على ضفة النهر",
        (
            "افتتحت البلدية يوم الأحد مكتبة جديدة على ضفة النهر بعد عامين من أعمال البناء.",
            "وقال أمين المكتبة إن القاعة تتسع لمئة وعشرين قارئا وتبقى مفتوحة حتى المساء.",
            "وتضم الرفوف كتبا قديمة نجت من الفيضان، وصحفا من القرن الماضي محفوظة في خزائن.",
        ),
        "مواعيد الافتتاح",
        "لم أر في حياتي هذا العدد من القراء في صباح واحد، ولن أنساه ما حييت أبدا.",
        ("كتب للأطفال", "خرائط قديمة"),
        (("اليوم", "الساعة"), ("الأحد", "٨")),
        "واجهة المكتبة عند الغروب",
        "بناء من حجر",
        "شاهد أيضاً",
        "سوق للكتب المستعملة في ساحة المدرسة",
    ),
    "fa": (
        "rtl",
        "کتابخانه تازه کنار رودخانه گشوده شد",
        (
            "شهرداری روز یکشنبه پس از دو سال کار ساختمانی کتابخانه تازه‌ای کنار رودخانه گشود.",
            "کتابدار گفت که تالار برای صد و بیست خواننده جا دارد و تا غروب باز خواهد ماند.",
            "در قفسه‌ها کتاب‌هایی کهنه هست که از سیل جان به در بردند و در گنجه نگه داشته می‌شوند.",
        ),
        "ساعت‌های کار",
        "در زندگی خود هرگز این همه خواننده را در یک بامداد ندیده بودم و فراموش نخواهم کرد.",
        ("کتاب کودک", "نقشه‌های کهنه"),
        (("روز", "ساعت"), ("یکشنبه", "۸")),
        "نمای کتابخانه هنگام غروب",
        "ساختمانی از سنگ",
        "مطالب مرتبط",
        "بازار کتاب‌های دست دوم در حیاط مدرسه",
    ),
    "ckb": (
        "rtl",
        "کتێبخانەیەکی نوێ لە کەناری ڕووبار کرایەوە",
        (
            "شارەوانی ڕۆژی یەکشەممە دوای دوو ساڵ کارکردن کتێبخانەیەکی نوێی لە کەناری ڕووبار کردەوە.",
            "کتێبدارەکە گوتی هۆڵەکە جێی سەد و بیست خوێنەری تێدا دەبێتەوە و تا ئێوارە کراوە دەبێت.",
            "لە ڕەفەکاندا کتێبی کۆن هەن کە لە لافاو ڕزگاریان بوو و لە سندوقدا هەڵگیراون.",
        ),
        "کاتەکانی کردنەوە",
        "لە ژیانمدا هەرگیز ئەو هەموو خوێنەرەم لە یەک بەیانیدا نەبینیوە و لەبیری ناکەم.",
        ("کتێبی منداڵان", "نەخشەی کۆن"),
        (("ڕۆژ", "کات"), ("یەکشەممە", "٨")),
        "ڕووی کتێبخانەکە لە کاتی خۆرئاوابووندا",
        "باڵەخانەیەک لە بەرد",
        "بابەتی پەیوەندیدار",
        "بازاڕی کتێبی بەکارهاتوو لە حەوشەی قوتابخانە",
    ),
    "ur": (
        "rtl",
        "دریا کے کنارے نئی لائبریری کھل گئی",
        (
            "بلدیہ نے دو سال کی تعمیر کے بعد اتوار کو دریا کے کنارے ایک نئی لائبریری کھول دی۔",
            "لائبریرین نے کہا کہ ہال میں ایک سو بیس پڑھنے والوں کی جگہ ہے اور شام تک کھلا رہے گا۔",
            "الماریوں میں وہ پرانی کتابیں ہیں جو سیلاب سے بچ گئیں اور اب صندوقوں میں محفوظ ہیں۔",
        ),
        "کھلنے کے اوقات",
        "میں نے اپنی زندگی میں ایک صبح اتنے پڑھنے والے کبھی نہیں دیکھے اور نہ بھولوں گا۔",
        ("بچوں کی کتابیں", "پرانے نقشے"),
        (("دن", "وقت"), ("اتوار", "۸")),
        "غروب کے وقت لائبریری کا منظر",
        "پتھر کی عمارت",
        "متعلقہ خبریں",
        "اسکول کے صحن میں پرانی کتابوں کا بازار",
    ),
    "he": (
        "rtl",
        "ספרייה חדשה נפתחה על גדת הנהר",
        (
            "העירייה פתחה ביום ראשון ספרייה חדשה על גדת הנהר אחרי שנתיים של עבודות בנייה.",
            "הספרן אמר כי באולם יש מקום למאה ועשרים קוראים וכי הוא יישאר פתוח עד הערב.",
            "על המדפים עומדים ספרים ישנים שניצלו מן השיטפון ועיתונים ששמורים בארונות.",
        ),
        "שעות הפתיחה",
        "מעולם לא ראיתי בחיי כל כך הרבה קוראים בבוקר אחד, ולא אשכח זאת לעולם.",
        ("ספרי ילדים", "מפות ישנות"),
        (("יום", "שעה"), ("ראשון", "8")),
        "חזית הספרייה בשקיעה",
        "בניין מאבן",
        "כתבות קשורות",
        "שוק ספרים משומשים בחצר בית הספר",
    ),
    "en": (
        "ltr",
        "A new library opens on the bank of the river",
        (
            "The town opened a new library on the bank of the river on Sunday after two years of work.",
            "The librarian said that the hall has room for a hundred readers and stays open till eight.",
            "On its shelves stand old books that the flood had spared, and papers of the last century.",
        ),
        "Opening hours",
        "I have never in my life seen so many readers in one morning, and I shall not forget it.",
        ("Books for children", "Old maps"),
        (("Day", "Hour"), ("Sunday", "8")),
        "The front of the library at dusk",
        "A house of stone",
        "Related articles",
        "A market of used books in the school yard",
    ),
    "fr": (
        "ltr",
        "Une bibliothèque ouvre au bord du fleuve",
        (
            "La ville a ouvert dimanche une bibliothèque au bord du fleuve après deux ans de travaux.",
            "Le bibliothécaire a dit que la salle compte cent places et reste ouverte jusqu’au soir.",
            "Sur les rayons se trouvent de vieux livres que la crue avait épargnés l’an dernier.",
        ),
        "Les horaires",
        "Je n’ai jamais vu de ma vie autant de lecteurs en une matinée, et je ne l’oublierai pas.",
        ("Livres pour enfants", "Cartes anciennes"),
        (("Jour", "Heure"), ("Dimanche", "8")),
        "La façade au crépuscule",
        "Une maison de pierre",
        "Sur le même sujet",
        "Un marché de livres dans la cour de l’école",
    ),
    "tr": (
        "ltr",
        "Nehir kıyısında yeni bir kütüphane açıldı",
        (
            "Belediye iki yıl süren çalışmadan sonra pazar günü nehir kıyısında yeni bir kütüphane açtı.",
            "Kütüphaneci salonda yüz okura yer olduğunu ve kapının akşama kadar açık kalacağını söyledi.",
            "Raflarda selden kurtulan eski kitaplar ve geçen yüzyıldan kalma gazeteler duruyor.",
        ),
        "Açılış saatleri",
        "Hayatımda bir sabahta bu kadar çok okuru hiç görmedim ve bunu asla unutmayacağım.",
        ("Çocuk kitapları", "Eski haritalar"),
        (("Gün", "Saat"), ("Pazar", "8")),
        "Gün batımında kütüphane",
        "Taştan bir ev",
        "İlgili haberler",
        "Okul bahçesinde ikinci el kitap pazarı",
    ),
    "de": (
        "ltr",
        "Am Ufer des Flusses öffnet eine neue Bücherei",
        (
            "Die Stadt hat am Sonntag nach zwei Jahren Bauzeit eine neue Bücherei am Fluss eröffnet.",
            "Der Leiter sagte, der Saal habe hundert Plätze und bleibe jeden Tag bis zum Abend offen.",
            "In den Regalen stehen alte Bücher, die das Hochwasser im vergangenen Jahr verschont hatte.",
        ),
        "Die Öffnungszeiten",
        "Ich habe in meinem Leben noch nie so viele Leser an einem Morgen gesehen wie an diesem.",
        ("Bücher für Kinder", "Alte Karten"),
        (("Tag", "Stunde"), ("Sonntag", "8")),
        "Die Front der Bücherei am Abend",
        "Ein Haus aus Stein",
        "Ähnliche Artikel",
        "Ein Markt für Bücher im Hof der Schule",
    ),
}


def page(lang: str) -> str:
    """Return an invented page with furniture around and inside its story."""
    way, title, (one, two, three), heading, quote, items, table, caption, alt, see, other = WORDS[
        lang
    ]
    menu = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(items * 5))
    cells = "".join(
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>"
        for tag, row in zip(("th", "td"), table, strict=True)
    )
    return f"""<!doctype html><html lang="{lang}" dir="{way}"><head><meta charset="utf-8">
<title>{title} | Sample</title></head><body><nav><ul>{menu}</ul></nav>
<div class="page"><h1>{title}</h1><div class="share"><a href="#">Facebook</a></div>
<p>{one}</p><figure><img src="/a.jpg" alt="{alt}"><figcaption>{caption}</figcaption></figure>
<p><b>{two}</b> <bdi>ABC-1</bdi> <a href="/more?a=1">{heading}</a>.</p>
<div><h4>{see}</h4><ul><li><a href="/related">{other}</a></li></ul></div>
<h2>{heading}</h2><blockquote><p>{quote}</p></blockquote>
<ul><li>{items[0]}<ol><li>{items[1]}</li></ol></li><li>{items[1]}</li></ul>
<table>{cells}</table><p>{three}</p></div>
<footer><p>© 2018</p></footer></body></html>"""


def markdown(lang: str) -> str:
    """Return what the story of that page is in Markdown."""
    _, _, (one, two, three), heading, quote, items, table, caption, alt, _, _ = WORDS[lang]
    return f"""{one}

![{alt}](https://example.org/a.jpg "{caption}")

**{two}** \u2068ABC-1\u2069 [{heading}](https://example.org/more?a=1).

## {heading}

> {quote}

- {items[0]}

  1. {items[1]}

- {items[1]}

| {table[0][0]} | {table[0][1]} |
| --- | --- |
| {table[1][0]} | {table[1][1]} |

{three}"""


def extract(html: str, url: str = "https://example.org/2018/05/27/a") -> Extraction:
    return extract_html(html.encode(), charset="", url=url, profile=GENERIC, hints=Hints())


@pytest.mark.parametrize("lang", WORDS)
def test_all_structure_of_a_story_is_kept(lang: str) -> None:
    found = extract(page(lang))

    assert found.body == markdown(lang)
    assert (found.title, found.lang, found.published) == (WORDS[lang][1], lang, "2018-05-27")


@pytest.mark.parametrize("lang", WORDS)
def test_related_stories_in_mid_body_become_see_also(lang: str) -> None:
    assert extract(page(lang)).see_also == (Teaser(WORDS[lang][-1]),)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br><br>two<br>three", "one\n\ntwo\\\nthree"),
        ("<p>a <b>bold</b> and <i>fine</i> word</p>", "a **bold** and *fine* word"),
        ("<p><b> spaced </b>word</p>", "**spaced** word"),
        ("<p>wo<b>(</b>rd</p>", "wo(rd"),
        ("<p><b>a<br>b</b></p>", "a\\\nb"),
        ("<h1>Head</h1><h3>Sub</h3>", "## Head\n\n### Sub"),
        ("<ol start=3><li>c<li>d</ol>", "3. c\n4. d"),
        ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
        ("<p>use <code>a`b</code></p>", "use ``a`b``"),
        ("<p>1. not a list</p>", "1\\. not a list"),
        ("<p># no heading *star* [x](y)</p>", "\\# no heading \\*star\\* [x\\](y)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href=" https://a.org/x y ">see</a>', "[see](https://a.org/xy)"),
        ('<a href="https://a.org/(b)">see</a>', "[see](https://a.org/%28b%29)"),
        ('<img src="data:image/png;base64,AA" alt="a">', ""),
        ('<p dir="ltr">x <span dir="rtl">שלום</span></p>', "x \u2067שלום\u2069"),
        ("<table><tr><td><p>Layout</p></td></tr></table>", "Layout"),
        ("<script>x</script><style>y</style><p>z</p>", "z"),
        ("<p>a <q>word</q></p>", "a “word”"),
    ],
)
def test_fragments(fragment: str, expected: str) -> None:
    assert markdown_of(fragment) == expected


def test_relative_addresses_are_made_whole() -> None:
    shown = markdown_of('<a href="../b">b</a>', url="https://a.org/x/y/")

    assert shown == "[b](https://a.org/x/b)"


def test_what_is_kept_is_shown_as_structure() -> None:
    html = render_body(markdown("ar"))

    for tag in ("<h2>", "<blockquote>", "<ul>", "<ol>", "<table>", "<strong>", "<a href="):
        assert tag in html
