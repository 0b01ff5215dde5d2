"""Sections of a newspaper: one short address for the many names they go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from warraq.plainyaml import read_yaml
from warraq.text.keys import key
from warraq.text.locale import fallback_chain

# The order of menus, from politics to what fits nowhere.
SECTION_ORDER: tuple[str, ...] = (
    *("politics", "security", "local", "economy", "arab-world", "world", "sports", "culture"),
    *("arts", "variety", "reports", "opinion", "interviews", "society", "health", "tech"),
    *("governorates", "kurdistan", "parliament", "elections", "justice", "crime", "religion"),
    *("education", "environment", "travel", "press", "statements", "exclusive", "photos"),
    *("video", "infographic", "cartoon", "breaking", "front-page", "misc"),
)

# Portals print Arabic section names with and without the article.
_ARTICLE = "ال"


def section_slug(name: str, lang: str) -> str | None:
    """Return the slug of a section by a name that portals print, or None if it is unknown.

    Spellings that share a key are one name. What the language does not know is
    looked up among the English names.
    """
    for tag in fallback_chain(lang):
        slugs = _slugs(tag)
        for form in _forms(name, tag):
            if form in slugs:
                return slugs[form]
    return None


def section_name(slug: str, lang: str) -> str:
    """Return what the language calls a section; the slug itself where it is not of the map."""
    names = _names().get(slug)
    return names[fallback_chain(lang)[0]][0] if names else slug


def _forms(name: str, tag: str) -> Iterator[str]:
    whole = key(name, tag)
    yield whole
    if tag == "ar":
        yield whole.removeprefix(_ARTICLE)


@cache
def _slugs(tag: str) -> Mapping[str, str]:
    """Return slugs by the key of each name; of two slugs with one name the first keeps it."""
    slugs: dict[str, str] = {}
    for slug, names in _names().items():
        for name in names[tag]:
            slugs.setdefault(key(name, tag), slug)
    return MappingProxyType(slugs)


@cache
def _names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = Path(__file__).with_name("sections.yaml").read_text(encoding="utf-8")
    data = read_yaml(text, file="warraq/text/sections.yaml").plain()
    return MappingProxyType(
        {
            slug: MappingProxyType({tag: tuple(row.split(" | ")) for tag, row in names.items()})
            for slug, names in data.items()
        }
    )
