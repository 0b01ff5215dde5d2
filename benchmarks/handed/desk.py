"""How is one language written: its words, dates and numbers?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from benchmarks.archive import Tree
from warraq.config import SiteConfig
from warraq.project import shipped_theme
from warraq.publish.theme.strings import Words, words_for
from warraq.publish.theme.theme_files import icon_path, style_path
from warraq.text.dateformat import format_date, format_number, month_name
from warraq.text.direction import direction_of

Data = dict[str, Any]

_WORDS = (
    *("home", "archive", "skip", "secondary_menu", "language", "main_menu", "latest", "sidebar"),
    *("sections", "footer_menu", "mirror_notice", "mirror_explained", "rights_third_party"),
    *("to_top", "breadcrumb", "tags", "previous", "next", "older", "newer", "older_newer_nav"),
    *("related", "see_also", "not_held", "provenance", "source", "original", "opens_original"),
    *("original_file", "checksum", "what_changed", "read_more", "pages_nav", "top_stories"),
    *("list_separator", "choose_language", "not_found", "not_found_text", "to_home", "no_items"),
    *("about_mirror", "run_by", "contact", "date_unknown", "credit"),
)
_PHRASES = {"published_on": "d", "captured_on": "d", "by": "a", "archive_of": "s"}


class Desk:
    """One language's way of writing things."""

    def __init__(self, config: SiteConfig, tree: Tree, trees: Mapping[str, Tree]) -> None:
        self.config = config
        self.tree = tree
        self.trees = trees
        self.tag = tree.tag
        self.language = config.language(self.tag)
        self.t: Words = words_for(self.tag, self.language.digits)

    def date(self, iso: str, *, weekday: bool = False) -> str:
        language = self.language
        return format_date(
            iso, self.tag, months=language.months, digits=language.digits, weekday=weekday
        )

    def month(self, month: str) -> str:
        return month_name(int(month[5:7]), self.tag, months=self.language.months)

    def number(self, number: int) -> str:
        return format_number(number, self.language.digits)

    def items(self, number: int) -> str:
        return self.t.count("items", number)

    def frame(self) -> Data:
        """Return the words and names that every page of the language needs."""
        return {
            "lang": self.tag,
            "dir": direction_of(self.tag),
            "title": self.config.title_in(self.tag),
            "t": {name: self.t[name] for name in _WORDS},
            "phrases": {name: self.halves(name, value) for name, value in _PHRASES.items()},
            "read_more_about": self.t.plain("read_more_about", t="\0").split("\0"),
            "archive_of": "The Old Bridge",
            "css": style_path((shipped_theme() / "static",)),
            "icon": icon_path((shipped_theme() / "static",)),
        }

    def halves(self, name: str, value: str) -> list[str]:
        """Return the two halves of a phrase, as HTML, between which its value stands."""
        before, after = str(escape(self.t[name])).split("{" + value + "}")
        return [f"{before}<bdi>", f"</bdi>{after}"]
