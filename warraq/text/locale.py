"""The words of a language: what the mirror says, and what portals print.

Each language is one YAML file beside this module. `words` and `plurals` are the
interface; `recognise` holds the forms by which cleaning knows the furniture of a
page. Files are read when first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from warraq.plainyaml import read_yaml

LOCALES: tuple[str, ...] = (
    *("ar", "en", "fr", "ckb", "kmr", "fa", "ur", "he", "tr", "es", "de", "ru", "zh", "id"),
)

KINDS: tuple[str, ...] = (
    *("home", "here", "see_also", "share", "read_more", "latest", "breaking", "most_read"),
    *("comments", "tags", "filed", "previous_next", "published", "updated", "captured_clock"),
    *("by", "editor", "source", "photo", "desk", "agencies", "places"),
    *("counters", "ads", "copyright", "newsletter", "login", "not_found", "listing", "social"),
    "menu",
)

_DEFAULT = "en"

# BCP 47: withdrawn codes, a macrolanguage, and a language written like its neighbour.
_SAME_WORDS = MappingProxyType({"iw": "he", "in": "id", "ku": "kmr", "prs": "fa"})

# Forms stand on lines of their own or apart by bars: one scalar loads far
# faster than a list of a hundred.
_BETWEEN_FORMS = re.compile(r"\s*[|\n]\s*")


@dataclass(frozen=True, slots=True)
class Locale:
    """One language.

    `plurals` maps a noun to its forms by CLDR plural category; `unreviewed`
    names the words and nouns that no speaker has confirmed yet; `recognise`
    has an entry for every one of `KINDS`.
    """

    tag: str
    name: str
    words: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    unreviewed: frozenset[str]
    recognise: Mapping[str, tuple[str, ...]]


def load_locale(tag: str) -> Locale:
    """Return the locale of `tag`, of its base language, or the English one."""
    return _read_locale(fallback_chain(tag)[0])


@cache
def fallback_chain(tag: str) -> tuple[str, ...]:
    """Return the locales in which a word for `tag` is looked up, best first."""
    whole = tag.replace("_", "-")
    base = whole.partition("-")[0].lower()
    wanted = (whole, _SAME_WORDS.get(base, base), _DEFAULT)
    return tuple(dict.fromkeys(known for known in wanted if known in LOCALES))


@cache
def recognised(kind: str) -> tuple[str, ...]:
    """Return the forms of one of `KINDS` in all languages, each once.

    Raises KeyError for another word.
    """
    forms = (form for tag in LOCALES for form in _read_locale(tag).recognise[kind])
    return tuple(dict.fromkeys(forms))


@cache
def _read_locale(tag: str) -> Locale:
    name = f"{tag}.yaml"
    text = Path(__file__).with_name("locales").joinpath(name).read_text(encoding="utf-8")
    data = read_yaml(text, file=f"warraq/text/locales/{name}").plain()
    recognise = data["recognise"]
    return Locale(
        tag=tag,
        name=data["name"],
        words=MappingProxyType(data["words"]),
        plurals=MappingProxyType(
            {noun: MappingProxyType(forms) for noun, forms in data["plurals"].items()}
        ),
        unreviewed=frozenset(data["unreviewed"].split()),
        recognise=MappingProxyType({kind: _forms(recognise[kind]) for kind in KINDS}),
    )


def _forms(text: str) -> tuple[str, ...]:
    forms = (form for form in _BETWEEN_FORMS.split(text.strip()) if form)
    return tuple(dict.fromkeys(forms))
