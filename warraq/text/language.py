"""Which language a text is in.

The script says most, letters that one language alone uses say much, and the
small words that no text does without decide the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from warraq.model import Certainty
from warraq.text.functionwords import (
    FUNCTION_WORDS,
    LANGUAGES_OF,
    OWN_LETTERS,
    OWNERS_OF,
    typed_alike,
)
from warraq.text.keys import MARKS

# A headline has too few small words to count; the site it came from knows better.
_SHORT = 40

# As much text as settles the question, from the beginning, middle and end.
_PIECE = 500

# Two languages whose scores lie closer than this share of the higher one tie,
# and the hint decides.
_TIE = 0.15

# Of a hundred words about forty are small ones; of a wrong language, under ten.
_CLEAR = 0.15
_WEAK = 0.04


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """A BCP 47 tag, `und` where nothing can be said, and how far to trust it."""

    lang: str
    certainty: Certainty


def identify(text: str, *, hint: str = "") -> LanguageGuess:
    """Return the language `text` is written in.

    `hint` is the language that the folder or the site is set to. It is trusted
    for a text of a few words in a script it can be written in, and where two
    languages look alike.
    """
    sample = _sample(text).lower()
    # A text has many letters, an alphabet few: each is counted at once.
    letters = {char: sample.count(char) for char in set(sample) if char.isalpha()}
    total = sum(letters.values())
    if not total:
        return LanguageGuess(hint or "und", "inferred")
    script = _script(letters)
    if total < _SHORT and hint and _may_be_in(hint, script):
        return LanguageGuess(hint, "likely")
    scores = _scores(sample, script, letters)
    return _decided(scores, script, hint, short=total < _SHORT)


def settle(stated: str, text: str) -> LanguageGuess:
    """Return the language that is stated for a text, unless the text is plainly in another.

    Programs state the one that they were installed in for whatever is written in them.
    """
    guess = identify(text, hint=stated)
    if not _same_language(guess.lang, stated) and guess.certainty == "certain":
        letters = Counter(filter(str.isalpha, _sample(text).lower()))
        script = _script(letters)
        is_known = stated.split("-")[0] in FUNCTION_WORDS.get(script, {})
        if is_known or not _may_be_in(stated, script):
            return guess
    return LanguageGuess(stated, "certain")


# Of two languages with one score the one that portals are written in is meant, and
# of two of those neither.
_EXPECTED = frozenset(
    {"ar", "en", "fr", "ckb", "kmr", "fa", "ur", "he", "tr", "es", "de", "ru", "id"}
)


def _decided(scores: dict[str, float], script: str, hint: str, *, short: bool) -> LanguageGuess:
    ranked = sorted(scores, key=lambda lang: (-scores[lang], lang not in _EXPECTED, lang))
    best = ranked[0] if ranked else ""
    if not best or scores[best] < _WEAK:
        if hint and _may_be_in(hint, script):
            return LanguageGuess(hint, "inferred")
        return LanguageGuess(_USUAL.get(script) or "und", "inferred")
    near = [lang for lang in ranked if scores[lang] >= scores[best] * (1 - _TIE)]
    known = next((lang for lang in near if _same_language(lang, hint)), "")
    if known:
        return LanguageGuess(hint, "certain" if not short else "likely")
    even = [lang for lang in near if scores[lang] == scores[best] and lang in _EXPECTED]
    if len(even) > 1:
        return LanguageGuess("und", "inferred")
    clear = len(near) == 1 and scores[best] >= _CLEAR and not short
    return LanguageGuess(best, "certain" if clear else "likely")


def _sample(text: str) -> str:
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return f"{text[:_PIECE]} {text[middle : middle + _PIECE]} {text[-_PIECE:]}"


# First code point of a block and its script; a script that begins nowhere here
# is one that no language below is written in.
_BLOCKS = (
    *((0x0041, "Latn"), (0x0250, ""), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn")),
    *((0x0590, "Hebr"), (0x0600, "Arab"), (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, "Thaa")),
    *((0x07C0, "Nkoo"), (0x0800, ""), (0x08A0, "Arab"), (0x0900, "Deva"), (0x0980, "Beng")),
    *((0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, ""), (0x0B80, "Taml"), (0x0C00, "Telu")),
    *((0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo")),
    *((0x0F00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi")),
    *((0x1380, ""), (0x1780, "Khmr"), (0x1800, ""), (0x1E00, "Latn"), (0x1F00, "Grek")),
    *((0x2000, ""), (0x3040, "Kana"), (0x3100, ""), (0x3130, "Hang"), (0x3190, "")),
    *((0x3400, "Hani"), (0xA000, ""), (0xAC00, "Hang"), (0xD7B0, ""), (0xF900, "Hani")),
    *((0xFB00, "Latn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFF00, ""), (0xFF21, "Latn")),
    *((0xFF66, "Kana"), (0xFFA0, "Hang"), (0x20000, "Hani"), (0x30000, "")),
)
_STARTS = tuple(start for start, _ in _BLOCKS)

# The language of a script, where it is one or nearly always one.
_USUAL = {
    "Arab": "ar",
    "Armn": "hy",
    "Beng": "bn",
    "Cyrl": "ru",
    "Deva": "hi",
    "Ethi": "am",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hani": "zh",
    "Hebr": "he",
    "Kana": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Nkoo": "nqo",
    "Sinh": "si",
    "Syrc": "syr",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo",
}
_SEVERAL = frozenset({"Arab", "Cyrl", "Deva", "Hebr", "Latn"})

# One Chinese character says what three letters say; Japanese mixes both, and a
# twentieth of kana is more than Chinese ever has.
_HAN_WEIGHT = 3
_KANA_SHARE = 0.05


def _script(letters: Mapping[str, int]) -> str:
    counts = {"Hani": 0, "Kana": 0}
    for letter, number in letters.items():
        script = _script_of(letter)
        counts[script] = counts.get(script, 0) + number
    counts["Hani"] *= _HAN_WEIGHT
    if counts["Kana"] > _KANA_SHARE * (counts["Hani"] / _HAN_WEIGHT + counts["Kana"]):
        counts["Kana"] += counts["Hani"]
    return max(counts, key=lambda script: (counts[script], script))


@lru_cache(maxsize=1 << 12)
def _script_of(letter: str) -> str:
    return _BLOCKS[max(bisect_right(_STARTS, ord(letter)) - 1, 0)][1]


_WORD = re.compile(rf"[^\W\d_](?:['’\u200c]?[\w{MARKS}])*")
# «l'école» is a word that no list has, and a small one that some do.
_ELIDED = re.compile(r"\b(?:[cdjlmns]|qu|un|dell|all|nell)'(?=\w)")


def _scores(sample: str, script: str, letters: Mapping[str, int]) -> dict[str, float]:
    """Return language → share of its small words, and of letters it alone has."""
    if script not in _SEVERAL:
        return {_USUAL[script]: 1.0} if script in _USUAL else {}
    sample = typed_alike(sample)
    tokens = _tokens(sample)
    words, total = max(len(tokens), 1), sum(letters.values())
    if script == "Latn":
        tokens += _ELIDED.findall(sample)
    found = _small_words(tokens, script)
    own = _own_letters(letters, script)
    scores = {}
    for lang in FUNCTION_WORDS[script]:
        score = found.get(lang, 0.0) / words + _LETTER_WEIGHT * own.get(lang, 0) / total
        scores[lang] = score * _PRIOR.get(lang, 1.0)
        if lang in _NEVER_WITHOUT and lang not in own:
            scores[lang] *= _WITHOUT
    if script == "Arab":
        with_article = [word for word in tokens if word.startswith("ال") and len(word) > 4]
        scores["ar"] += _ARTICLE_WEIGHT * len(with_article) / words
        foreign = sum(letters[letter] for letter in letters.keys() & _NOT_PERSIAN)
        scores["fa"] -= _LETTER_WEIGHT * foreign / total
    return scores


def _tokens(sample: str) -> list[str]:
    """Return the words of a text; most of what stands between spaces is one."""
    tokens: list[str] = []
    for part in sample.split():
        if part.isalpha():
            tokens.append(part)
        else:
            tokens += _WORD.findall(part)
    return tokens


def _own_letters(letters: Mapping[str, int], script: str) -> dict[str, int]:
    """Return language → how many of these letters are among its own."""
    languages = OWNERS_OF[script]
    own: dict[str, int] = {}
    for letter in letters.keys() & languages.keys():
        for lang in languages[letter]:
            own[lang] = own.get(lang, 0) + letters[letter]
    return own


def _small_words(tokens: Iterable[str], script: str) -> dict[str, float]:
    """Return language → how many of these words are its small ones, by their weights."""
    languages = LANGUAGES_OF[script]
    found: dict[str, float] = {}
    for word, number in Counter([word for word in tokens if word in languages]).items():
        for lang, weight in languages[word].items():
            found[lang] = found.get(lang, 0.0) + number * weight
    return found


# Letters of its own make five to fifteen of a hundred in Sorani and two to six
# in Persian, Urdu or Turkish.
_LETTER_WEIGHT = 5.0
# A quarter of Arabic words have the article; of Persian ones, names do.
_ARTICLE_WEIGHT = 0.6
# Persian shares its own letters with all its neighbours, but has none of theirs.
_NOT_PERSIAN = frozenset("".join(OWN_LETTERS["Arab"].values())) - set(OWN_LETTERS["Arab"]["fa"])
# These have letters of their own in every second word.
_NEVER_WITHOUT = frozenset({"ckb", "ug", "sd", "az", "vi", "yi"})
_WITHOUT = 0.3
# One small word in a headline is more likely of a language that many portals
# are written in.
_PRIOR = {"en": 1.2, "ar": 1.1} | dict.fromkeys(("af", "ca", "eo", "et", "sk", "so", "uz"), 0.75)


def _may_be_in(lang: str, script: str) -> bool:
    """Return whether a language can be written in a script."""
    language, *subtags = lang.lower().split("-")
    named = next((subtag.title() for subtag in subtags if len(subtag) == 4), "")
    if named and named not in {"Hans", "Hant", "Jpan", "Kore"}:
        return named == script
    usual = {"zh": {"Hani"}, "ja": {"Kana", "Hani"}, "ko": {"Hang", "Hani"}}
    if language in usual:
        return script in usual[language]
    of_script = {lang for lang in FUNCTION_WORDS.get(script, {}) if language == lang}
    if of_script or _USUAL.get(script) == language:
        return True
    known = any(language in table for table in FUNCTION_WORDS.values()) or (
        language in _USUAL.values()
    )
    return not known


def _same_language(lang: str, hint: str) -> bool:
    return lang.split("-")[0] == hint.lower().split("-")[0]
