"""The words of the interface, as templates ask for them.

`{{ t.home }}` is a word, `{{ t("by", a=name) }}` a phrase with its values safely
inside, `{{ t.count("items", 12) }}` a counted noun. What no language knows raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from markupsafe import Markup, escape

from warraq.publish.theme.markup import html_of, markup
from warraq.text.dateformat import Digits, format_number
from warraq.text.locale import fallback_chain, load_locale

PluralCategory = Literal["zero", "one", "two", "few", "many", "other"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

# UAX #9: FSI gives a value the direction of its own first letter, PDI ends it.
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


class Words:
    """The words of one language; numbers among the values take its digits."""

    def __init__(self, lang: str, digits: Digits = "latn") -> None:
        self.lang = lang
        self.digits: Digits = digits
        chain = [load_locale(tag) for tag in reversed(fallback_chain(lang))]
        self._words = {key: word for locale in chain for key, word in locale.words.items()}
        self._plurals = {noun: forms for locale in chain for noun, forms in locale.plurals.items()}
        self._phrases: dict[str, list[str]] = {}
        # As attributes, since a template asks for some thirty of them a page.
        vars(self).update(self._words)

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def __getattr__(self, key: str) -> str:
        raise AttributeError(f"no language has the word «{key}»")

    def __call__(self, key: str, **values: object) -> Markup:
        """Return the phrase as HTML: every value escaped and isolated by `<bdi>`."""
        pieces = list(self._phrase(key))
        pieces[1::2] = [self._as_html(values[name]) for name in pieces[1::2]]
        return markup("".join(pieces))

    def plain(self, key: str, **values: object) -> str:
        """Return the phrase for an attribute: every value between isolating controls."""
        return _filled(self[key], values, self._as_text)

    def count(self, noun: str, number: int) -> str:
        """Return «12 items» in the form that the language has for this number."""
        forms = self._plurals[noun]
        form = forms.get(plural_category(number, self.lang), forms["other"])
        return form.replace("{n}", format_number(number, self.digits))

    def _phrase(self, key: str) -> list[str]:
        """Return a phrase as HTML, every other piece the name of a value."""
        if key not in self._phrases:
            self._phrases[key] = _PLACEHOLDER.split(str(escape(self[key])))
        return self._phrases[key]

    def _as_html(self, value: object) -> str:
        if type(value) is Markup:
            return f"<bdi>{value}</bdi>"
        shown = format_number(value, self.digits) if isinstance(value, int) else value
        return f"<bdi>{html_of(shown)}</bdi>"

    def _as_text(self, value: object) -> str:
        shown = format_number(value, self.digits) if isinstance(value, int) else value
        return f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}"


@cache
def words_for(lang: str, digits: Digits = "latn") -> Words:
    """Return the words of a BCP 47 language tag."""
    return Words(lang, digits)


def plural_category(number: int, lang: str) -> PluralCategory:
    """Return the CLDR plural category of a whole number that is not negative.

    The rules are those of CLDR 47, `supplemental/plurals.xml`, for integers.
    """
    rule = _PLURAL_RULES.get(fallback_chain(lang)[0], _one_is_one)
    return rule(number)


def _filled(template: str, values: Mapping[str, object], show: Callable[[object], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: show(values[found[1]]), template)


_UP_TO_TWO: tuple[PluralCategory, ...] = ("zero", "one", "two")


def _arabic(n: int) -> PluralCategory:
    if n <= 2:
        return _UP_TO_TWO[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


def _hebrew(n: int) -> PluralCategory:
    return "one" if n == 1 else "two" if n == 2 else "other"


def _russian(n: int) -> PluralCategory:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else "many"


def _french(n: int) -> PluralCategory:
    return "one" if n <= 1 else _millions(n)


def _spanish(n: int) -> PluralCategory:
    return "one" if n == 1 else _millions(n)


def _millions(n: int) -> PluralCategory:
    return "many" if n and n % 1_000_000 == 0 else "other"


def _persian(n: int) -> PluralCategory:
    return "one" if n <= 1 else "other"


def _one_is_one(n: int) -> PluralCategory:
    return "one" if n == 1 else "other"


def _always_other(n: int) -> PluralCategory:
    del n
    return "other"


_PLURAL_RULES: Mapping[str, Callable[[int], PluralCategory]] = {
    "ar": _arabic,
    "he": _hebrew,
    "ru": _russian,
    "fr": _french,
    "es": _spanish,
    "fa": _persian,
    "zh": _always_other,
    "id": _always_other,
}
