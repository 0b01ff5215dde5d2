"""How much bytes look like text in a legacy code page.

Each code page is judged by the scripts it was made for: how common the letters
are, whether capitals stand where capitals stand, whether characters are whole.
The measure is bits, less is better: a byte of text in its own code page needs
four to five, in a wrong one seven and more.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import inf, log2
from types import MappingProxyType

# Letters beyond ASCII by falling frequency; what stands behind a bar is rare.
_ALPHABETS = {
    "Arabic": "الينمرتوبهدعةسفكقحأجشصطىخإضذزئءغثظؤآ|ـپچژگکیںٹےہڈڑھًٌَُِّْٰٔ،؛؟",
    "Hebrew": "יולהאמרתבנשעדקפחםכטגסזץןצךף|ְִֵֶַָֹּׁׂ־ײװׁ",
    "Cyrillic": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў|јљњћђџѓќѕ",
    "Greek": "αοιετνσρςπκμλυωηδόγθίάχφέβύήώξζψϊϋΐΰ|",
    "Thai": "านรอกเงมยลวดทสตะปบคหแจพชขใไโผภศณธฐษซถญฟฎฮฉฝฆฏฬฤฑฒฌฅ่้ิีัูึุ็์ำืๆฯๅ|๐๑๒๓๔๕๖๗๘๙",
    "fr": "éèàêçôâîùûœëï|üÿæñ",
    "de": "üäöß|éàè",
    "es": "óíáéñú|üçà",
    "pt": "ãçáéíóêúõâà|ôü",
    "it": "àèùòéì|îç",
    "nordic": "åäöøæé|üèóà",
    "is": "áíðóöéþúæý|",
    "nl": "ëéïèóöü|áç",
    "tr": "ışüçğöİâîû|é",
    "kmr": "êîşçû|üö",
    "pl": "łęóążśćńź|éöü",
    "cs": "íáéěřčžýůšúóďťň|ľĺôŕäöü",
    "hu": "áéöóőüíúű|ä",
    "ro": "ăîșțâşţ|éö",
    "hr": "čšžćđ|öü",
    "lt": "ėšųžįčąūę|",
    "lv": "āīšēņūžļģčķ|",
    "et": "äõüöšž|",
}

_WESTERN = ("fr", "de", "es", "pt", "it", "nordic", "is", "nl")
_CENTRAL = ("pl", "cs", "hu", "ro", "hr")

# What a code page was made for, and the bits that it is less usual than the
# first. Those decide where the letters are few; of pages that agree on all that
# was found, the Windows one holds more of the punctuation that people typed.
_LETTERS = {
    "cp1252": (_WESTERN, 0),
    "cp1256": (("Arabic",), 8),
    "cp1255": (("Hebrew",), 8),
    "cp1254": (("tr", "kmr"), 8),
    "cp1251": (("Cyrillic",), 8),
    "cp1250": (_CENTRAL, 10),
    "cp1253": (("Greek",), 10),
    "cp1257": (("lt", "lv", "et"), 14),
    "cp874": (("Thai",), 14),
    "iso8859-6": (("Arabic",), 12),
    "iso8859-8": (("Hebrew",), 12),
    "iso8859-2": (_CENTRAL, 14),
    "iso8859-5": (("Cyrillic",), 14),
    "iso8859-7": (("Greek",), 14),
    "iso8859-15": (_WESTERN, 12),
    "koi8-r": (("Cyrillic",), 10),
    "koi8-u": (("Cyrillic",), 12),
    "cp720": (("Arabic",), 24),
    "cp862": (("Hebrew",), 24),
    "cp866": (("Cyrillic",), 20),
    "cp857": (("tr", "kmr"), 28),
    "cp850": (_WESTERN, 24),
    "mac-cyrillic": (("Cyrillic",), 28),
}
_CHARACTERS = {
    "gb18030": ("han", 14),
    "big5hkscs": ("han", 16),
    "cp932": ("kana", 14),
    "euc_jp": ("kana", 16),
    "cp949": ("hangul", 14),
}
_ALL = (*_LETTERS, *_CHARACTERS)
CODE_PAGES = frozenset(_ALL)

# Bits of a character by its kind; a letter's own are in its table.
_RARE = 9.0
_PUNCTUATION = 5.0
_SYMBOL = 13.0
_CONTROL = 16.0
_BROKEN = 20.0
_CAPITAL = 2.0
# A capital after a small letter, a small letter between capitals.
_WRONG_CASE = 5.0
# Latin letters with marks rarely stand side by side; letters of other scripts do.
_NEIGHBOURS = 2.5

_COMMON_PUNCTUATION = frozenset("“”‘’„‚–—…«»\u00a0°•·،؛؟¡¿\u200c\u200f\u200e")
_SIGNS = frozenset("€№©®™§£½²³ºª‹›×")


def most_likely(sample: bytes, *, favoured: str = "", bonus: float = 0.0) -> str:
    """Return the code page in which the bytes beyond ASCII need the fewest bits.

    The favoured one may need `bonus` bits more than the best.
    """
    bonuses = {favoured: bonus}
    best, fewest = "", inf
    for bits, name in sorted(
        (_least(sample, name) - bonuses.get(name, 0.0), name) for name in _ALL
    ):
        if bits >= fewest:
            break
        bits += _misplaced(sample, name)
        if bits < fewest:
            best, fewest = name, bits
    return best


def _least(sample: bytes, name: str) -> float:
    """Return the bits of the characters alone, wherever they stand."""
    if name in _CHARACTERS:
        script, unusual = _CHARACTERS[name]
        return unusual + character_cost(sample.decode(name, "replace"), script)
    scripts, unusual = _LETTERS[name]
    counted = [(byte, number) for byte, number in Counter(sample).items() if byte > 0x7F]
    letters = bytes(byte for byte, _ in counted).decode(name, "replace")
    return unusual + min(
        sum(
            number * (table.get(char) or _stray(char))
            for char, (_, number) in zip(letters, counted, strict=True)
        )
        for table in map(_table, scripts)
    )


def _misplaced(sample: bytes, name: str) -> float:
    """Return the bits of letters that stand where such letters do not stand."""
    if name in _CHARACTERS:
        return 0.0
    text = sample.decode(name, "replace")
    script = _LETTERS[name][0][0]
    strange = _SIDE_BY_SIDE if script.islower() else _TOUCHING_ASCII
    wrong_case = 0 if script in _CASELESS else len(_MIXED_CASE.findall(text))
    return _WRONG_CASE * wrong_case + _NEIGHBOURS * len(strange.findall(text))


def character_cost(text: str, script: str) -> float:
    """Return the bits of a text in Chinese, Japanese (`kana`) or Korean (`hangul`)."""
    counted = Counter(text)
    return sum(
        number * _character_bits(char, script) for char, number in counted.items() if char > "\x7f"
    )


_CASELESS = frozenset({"Arabic", "Hebrew", "Thai"})
_UPPER = "A-ZÀ-ÖØ-ÞĂĄĆČĎĐĘĚĞİŁŃŇŐŒŘŚŞŠŢŤŮŰŸŹŻŽΑ-ΩЀ-Я"
_LOWER = "a-zß-öø-ÿăąćčďđęěğıłńňőœřśşšţťůűźżžα-ωа-џ"
_MIXED_CASE = re.compile(f"(?<=[{_LOWER}])[{_UPPER}]|(?<=[{_UPPER}]{{2}})[{_LOWER}]")
_SIDE_BY_SIDE = re.compile(r"(?<=[^\x00-\x7f\W\d_])[^\x00-\x7f\W\d_]")
_TOUCHING_ASCII = re.compile(r"(?<=[a-zA-Z])[^\x00-\x7f\W\d_]|[^\x00-\x7f\W\d_](?=[a-zA-Z])")


def _stray(char: str) -> float:
    """Return the bits of a character that the script does not use."""
    if char in _COMMON_PUNCTUATION:
        return _PUNCTUATION
    if char in _SIGNS:
        return _RARE
    if char == "\ufffd":
        return _BROKEN
    if char < "\xa0":
        return _CONTROL
    return _RARE + 1 if char.isalpha() else _SYMBOL


@cache
def _table(script: str) -> MappingProxyType[str, float]:
    """Return the bits of every letter: by Zipf's law over the alphabet."""
    usual, _, rare = _ALPHABETS[script].partition("|")
    weights = [1 / (place + 4) for place in range(len(usual))]
    bits = {char: log2(sum(weights) / weight) for char, weight in zip(usual, weights, strict=True)}
    for char, value in tuple(bits.items()):
        bits.setdefault(char.upper(), value + _CAPITAL)
    bits |= dict.fromkeys(rare, _RARE)
    return MappingProxyType(bits)


# The most frequent characters of running text, simplified and traditional.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產"
    "話給門東聲員電網報導記者據市場經濟今年月日新聞總統台灣香港北京"
)
_COMMON_HANGUL = frozenset(
    "이다의는에을를가은로하고지사기한대도인스시자서정리어나과수부일해제장상그주전국라만들아원보구성공동위보유비치세"
)
_CJK_PUNCTUATION = frozenset("，。、：；！？“”‘’（）《》「」『』・ー…—　")


def _character_bits(char: str, script: str) -> float:
    if char == "\ufffd":
        return _BROKEN
    if char in _CJK_PUNCTUATION:
        return 6.0
    if "\u3041" <= char <= "\u30fa":
        return 6.5 if script == "kana" else 14.0
    if "\uff61" <= char <= "\uff9f":
        return 9.0
    if "\uac00" <= char <= "\ud7a3":
        return (7.0 if char in _COMMON_HANGUL else 10.5) if script == "hangul" else 24.0
    if "\u4e00" <= char <= "\u9fff":
        if script == "hangul":
            return 18.0
        return 7.0 if char in _COMMON_HAN else 12.0
    if "\uff01" <= char <= "\uff5e" or "\u3000" <= char <= "\u303f":
        return 11.0
    return 24.0
