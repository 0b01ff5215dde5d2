"""Latin letters for names written in other scripts, for addresses only.

Readable, not reversible, and no standard: short vowels that the script leaves
out stay out. Scripts without a table here are left as they are.
"""

from __future__ import annotations

import re


def romanize(text: str, lang: str = "") -> str:
    """Return lower-case `text` in Latin letters, by the habits of `lang`."""
    language = lang.partition("-")[0]
    table = {**_COMMON, **_BY_LANGUAGE.get(language, {})}
    return _WORD.sub(lambda word: _word(word[0], table), text)


# A letter that is a consonant at the start of a word and beside a vowel, and a
# vowel elsewhere, has two values: `w/u`.
def _word(word: str, table: dict[str, str]) -> str:
    made = ""
    for place, letter in enumerate(word):
        value = table.get(letter, letter)
        if "/" in value:
            consonant, vowel = value.split("/")
            following = table.get(word[place + 1], "") if place + 1 < len(word) else ""
            sounded = not made or made[-1] in _VOWELS or following[:1] in tuple(_VOWELS)
            value = consonant if sounded else vowel
        made += value
    return made


_WORD = re.compile(r"\w+")
_VOWELS = "aeiou"


def _table(pairs: str) -> dict[str, str]:
    """Return letter → value of `letters:value` pairs; a bare `letters:` is silent."""
    parts = (pair.partition(":") for pair in pairs.split())
    return {letter: value for letters, _, value in parts for letter in letters}


_ARABIC = _table(
    "اأآٱ:a إ:i ب:b ت:t ث:th ج:j ح:h خ:kh د:d ذ:dh ر:r ز:z س:s ش:sh ص:s ض:d ط:t ظ:z ع:a"
    " غ:gh ف:f ق:q كک:k ل:l م:m ن:n هہھۀۂ:h و:w/u ؤ:u يی:y/i ى:a ئ:y/i ة:a ء:"
    " پ:p چ:ch ژ:zh گ:g ڤ:v ڕ:r ڵ:l ۆ:o ێ:e ەۃ:e ٹ:t ڈ:d ڑ:r ں:n ے:e ۓ:e ۇ:u ۈ:u ۋ:v ې:e ڭ:ng"
    " ټ:t ډ:d ړ:r ښ:sh ګ:g ځ:dz څ:ts ږ:zh ڼ:n ۍ:ai"
)
_HEBREW = _table(
    "א:a ב:b ג:g ד:d ה:h ו:v/o ז:z ח:h ט:t י:y/i כך:k ל:l מם:m נן:n ס:s ע:a פף:p צץ:ts ק:k ר:r"
    " ש:sh ת:t"
)
_CYRILLIC = _table(
    "а:a б:b в:v г:g д:d её:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh"
    " ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g ў:u ј:j љ:lj њ:nj ћ:c ђ:dj"
    " џ:dz ѓ:gj ќ:kj ѕ:dz ә:a ғ:gh қ:q ң:ng ө:o ұ:u ү:u һ:h"
)
_GREEK = _table(
    "αά:a β:v γ:g δ:d εέ:e ζ:z ηή:i θ:th ιίϊΐ:i κ:k λ:l μ:m ν:n ξ:x οό:o π:p ρ:r σς:s τ:t υύϋΰ:y"
    " φ:f χ:ch ψ:ps ωώ:o"
)
_COMMON = {**_ARABIC, **_HEBREW, **_CYRILLIC, **_GREEK}

_PERSIAN = _table("ث:s ذ:z ض:z و:v/u ق:gh ع:a ة:e ۀ:e")
_BY_LANGUAGE = {
    "fa": _PERSIAN,
    "ur": {**_PERSIAN, **_table("ق:q")},
    "ps": {**_PERSIAN, **_table("ق:q و:w/o")},
    "ckb": _table("ئ: ع: ة:e"),
    "uk": _table("г:h и:y"),
    "bg": _table("х:h щ:sht ъ:a"),
    "de": _table("ä:ae ö:oe ü:ue ß:ss"),
}
