"""Who signs below the last line of a story.

Below a story stand links, sources and editors as well, so a name counts where a
word for its writer leads to it, or a dash; a name alone where its capitals tell it in
a plain text, where the page prints it elsewhere or says below it what its bearer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from warraq.ingest.printed.byline import Byline, bare_name, read_byline
from warraq.ingest.printed.findings import Findings
from warraq.ingest.printed.kinds import BELOW_STORY
from warraq.ingest.printed.nameplate import OF_OUTLETS
from warraq.ingest.printed.page import Page
from warraq.text.keys import key
from warraq.text.locale import load_locale

# So far above and below the end of a body somebody signs: name, office and place, and a
# button. With two lines below two of 692 real dumps are read otherwise, with eight none.
_ABOVE, _BELOW = 3, 4
# A word for the writer, a name and two offices have fewer signs.
_LONGEST = 120
# «van», «bin», «der» stand small in a name.
_LONGEST_PARTICLE = 3
# «* A writer from the coast»: an office is said first, an article may stand before it.
_OPENING = 2

_DASHED = re.compile(r"(?:[-–—ـ―]\s*|✍\ufe0f?\s*)(?=\S)")
_BETWEEN_SIGNERS = re.compile(r"\s*[;؛|]\s*|\s+[–—-]\s+")

# Without a colon «report» and «dialogue» open titles; these lead to names alone.
_BEFORE_NAMES = frozenset(
    key(word)
    for words in (
        "بقلم|كتب|كتبت|كتبه|كتبها",
        "به قلم|نوشته|نگارنده|نویسنده",
        "نووسینی|نووسین|نوسینی|لە نووسینی",
        "تحریر|کالم نگار",
        "מאת",
    )
    for word in words.split("|")
)

# «* A writer from the coast».
_OFFICES = frozenset(
    key(word)
    for words in (
        "كاتب كاتبة صحفي صحفية صحافي صحافية باحث باحثة شاعر شاعرة أكاديمي أكاديمية ناشط ناشطة",
        "إعلامي إعلامية محلل روائي روائية ناقد أستاذ محام مترجم",
        "نویسنده روزنامه‌نگار پژوهشگر شاعر خبرنگار تحلیلگر استاد مترجم",
        "نووسەر ڕۆژنامەنووس شاعیر لێکۆڵەر مامۆستا چالاکوان",
        "مصنف صحافی شاعر محقق کالم‌نگار",
        "סופר סופרת עיתונאי עיתונאית משורר חוקר חוקרת",
        "writer journalist author poet researcher columnist correspondent",
        "écrivain écrivaine journaliste poète chercheur chercheuse",
    )
    for word in words.split()
)

# A party, an office or a union signs its statements.
_OF_BODIES = OF_OUTLETS | frozenset(
    key(word)
    for words in (
        "لجنة اللجنة مكتب المكتب هيئة الهيئة حزب الحزب اتحاد جمعية منظمة مركز مجلس رابطة تجمع حركة",
        "نقابة تيار وزارة دائرة مديرية قيادة الأمانة أمانة",
        "کمیته حزب دفتر شورای سازمان انجمن مرکز وزارت جبهه کانون",
        "لیژنەی مەکتەبی پارتی یەکێتی ڕێکخراوی کۆمەڵەی بزووتنەوەی وەزارەتی ناوەندی",
        "کمیٹی جماعت تنظیم دفتر پارٹی ועדה מפלגה ארגון איגוד משרד",
        "committee party union council office bureau association movement organization",
        "organisation centre center ministry front league department agency group team",
        "comité parti union conseil bureau association mouvement centre ministère ligue",
    )
    for word in words.split()
)


def read_signoff(page: Page, found: Findings) -> None:
    """Read who signs below a story; a line that names its editor stays what it is."""
    for index in _below_story(page, found):
        byline = _signed(index, page)
        if byline is None or not byline.authors:
            continue
        if found.lists.get("authors", byline.authors) == byline.authors:
            found.set_list("authors", byline.authors, byline.rule, byline.certainty)
            found.drop(index, "signature")


def is_editor(text: str, page: Page) -> bool:
    """Return whether a line names who edited a story, by the words of its language.

    What leads to an editor in Arabic leads to the writer in Urdu.
    """
    label = page.lexicon.label_of(text)
    if label is None or label.kind not in ("by", "editor"):
        return False
    form = key(text[: text.rfind(label.value)])
    own = load_locale(page.lang).recognise
    by, editor = (set(map(key, own[kind])) for kind in ("by", "editor"))
    return page.lexicon.has("editor", form) and (form in editor or form not in by)


def _below_story(page: Page, found: Findings) -> Iterator[int]:
    """Yield the short lines at the end of a body, and those behind it before the next box."""
    last = next(
        (at for at in range(page.end - 1, page.start, -1) if _is_told(at, page)), page.start
    )
    for index in range(max(last + 1, page.end - _ABOVE), len(page.lines)):
        line = page.lines[index]
        if index >= page.end + _BELOW or line.kind not in BELOW_STORY or line.is_prose:
            return
        if index not in found.fates and not line.kind and len(line.text) <= _LONGEST:
            yield index


def _is_told(index: int, page: Page) -> bool:
    line = page.lines[index]
    return line.is_prose or line.ends


def _signed(index: int, page: Page) -> Byline | None:
    """Return who signs with the line at `index`."""
    text = page.lines[index].text.strip("()[] ")
    return _led_to(text, page) or (
        _alone(text, index, page) if _follows_story(index, page) else None
    )


def _led_to(text: str, page: Page) -> Byline | None:
    """Return the first byline that a word for a writer leads to."""
    parts = _BETWEEN_SIGNERS.split(_DASHED.sub("", text, count=1))
    bylines = (_named(part, page) for part in parts if not is_editor(part, page))
    return next((byline for byline in bylines if byline and byline.authors), None)


def _alone(text: str, index: int, page: Page) -> Byline | None:
    """Return who signs with a name and nothing else, where something tells that it is one."""
    dashed = _DASHED.match(text)
    byline = bare_name(text[dashed.end() :] if dashed else text, page.lexicon)
    if byline is None:
        return None
    (name,) = byline.authors
    if not _OF_BODIES.isdisjoint(key(name).split()):
        return None
    is_plain = page.clean and _is_cased(name) and not _is_of_story(name, index, page)
    sure = dashed or is_plain or _is_told_of(name, index, page)
    return replace(byline, rule="signature") if sure else None


def _named(text: str, page: Page) -> Byline | None:
    """Return the byline of a line that opens with a word for a writer."""
    label = page.lexicon.label_of(text)
    if label is None or label.kind != "by":
        return None
    form = key(text[: text.rfind(label.value)])
    if not label.has_colon and form not in _BEFORE_NAMES and not _is_cased(label.value):
        return None
    byline = read_byline(text, page.lexicon, page.profile.byline_separators)
    names = byline.authors if byline else ()
    return None if any(page.is_outlet(name) for name in names) else byline


def _follows_story(index: int, page: Page) -> bool:
    """Return whether a line stands right below a sentence, and no text below it."""
    above = page.lines[index - 1]
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    ends = below is None or bool(below.kind) or page.is_date(below) or _names_office(below.text)
    return above.ends and ends


def _is_cased(name: str) -> bool:
    """Return whether capitals tell that a name is one."""
    return name != name.lower() and all(
        word[0].isupper() or len(word) <= _LONGEST_PARTICLE for word in name.split()
    )


def _is_of_story(name: str, index: int, page: Page) -> bool:
    """Return whether the story has a name, as that of a place or of somebody it tells of."""
    folded = f" {key(name)} "
    told = (line for line in page.lines[page.start : index] if line.is_prose or line.ends)
    return any(folded in f" {line.folded} " for line in told)


def _names_office(text: str) -> bool:
    return len(text) <= _LONGEST and not _OFFICES.isdisjoint(key(text).split()[:_OPENING])


def _is_told_of(name: str, index: int, page: Page) -> bool:
    """Return whether the line below says what somebody is, or another one outside names them."""
    if index + 1 < len(page.lines) and _names_office(page.lines[index + 1].text):
        return True
    folded = key(name)
    around = (*page.lines[: page.start], *page.lines[max(page.end, index + 1) :])
    told = (line.folded for line in around if len(line.text) <= _LONGEST)
    # What is printed alone again and again is a button.
    return any(f" {folded} " in f" {one} " for one in told if one != folded)
