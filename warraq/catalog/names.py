"""Printed section names ↔ addresses: the site's map, the shipped one, or a slug."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from unicodedata import category

from warraq.config import SiteConfig
from warraq.text.keys import key
from warraq.text.sections import SECTION_ORDER, section_name, section_slug
from warraq.text.slug import slug

# Signs of paths and crumbs.
_AROUND = " ./\\|<>«»‹›"
_JOINERS = "\u200c\u200d"
# A menu has room for so many signs of a name.
_LONGEST_LABEL = 60


class SectionNames:
    """What sections are called and where they stand."""

    def __init__(self, config: SiteConfig) -> None:
        self._style = config.slug
        self._own = {key(name): slug_ for slug_, names in config.sections for name in names}
        order = [slug_ for slug_, _ in config.sections]
        order += [slug_ for slug_ in SECTION_ORDER if slug_ not in order]
        self._ranks = {slug_: rank for rank, slug_ in enumerate(order)}
        self._known: dict[tuple[str, str], str] = {}

    def placed(self, printed: tuple[str, ...], lang: str) -> tuple[tuple[str, str], ...]:
        """Return (address, name) of printed sections, outer first, each address once."""
        found: dict[str, str] = {}
        for name in printed:
            if key(name):
                found.setdefault(self._slug(name, lang), _label(name))
        return tuple(found.items())

    def _slug(self, name: str, lang: str) -> str:
        place = (name, lang)
        if place not in self._known:
            shipped = self._own.get(key(name, lang)) or section_slug(name, lang)
            style = "unicode" if self._style == "id" else self._style
            own = slug(name, style=style, lang=lang, fallback="section")
            self._known[place] = shipped or own
        return self._known[place]

    def shown(self, slug_: str, tag: str, printed: str) -> str:
        """Return a section's name in a tree: the shipped one, else one that was printed."""
        if slug_ in SECTION_ORDER and (name := section_name(slug_, tag)):
            return name
        return printed or slug_

    def line_of_descent(
        self, slug_: str, parents: Mapping[str, str]
    ) -> tuple[tuple[int, str], ...]:
        """Return the ranks from the outermost section inward, so that children follow parents."""
        line = [slug_]
        while (parent := parents.get(line[-1], "")) and parent not in line:
            line.append(parent)
        return tuple((self._ranks.get(one, len(self._ranks)), one) for one in reversed(line))


@lru_cache(maxsize=1 << 12)
def _label(name: str) -> str:
    """Return a section's name in one line that a menu has room for, without signs that print none.

    Of the invisible ones only the joiners belong to the spelling of words.
    """
    line = " ".join("".join(filter(_prints, name)).split()).strip(_AROUND)
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"


def _prints(sign: str) -> bool:
    return sign in _JOINERS or sign.isspace() or category(sign) not in ("Cc", "Cf")
