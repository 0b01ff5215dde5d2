"""What are the settings of a mirror?

The values, complete and checked: `reading` makes them of site.yaml, and `settings`
lists what may stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from warraq.model import Rights
from warraq.text.dateformat import Digits
from warraq.text.slug import SlugStyle

LinkStyle = Literal["directory", "file"]
BoxStyle = Literal["wide", "pair", "list", "recent"]


@dataclass(frozen=True, slots=True)
class LanguageConfig:
    """One tree of the site: how its months and digits are written."""

    tag: str
    months: str = ""
    digits: Digits = "latn"


@dataclass(frozen=True, slots=True)
class BoxConfig:
    """A box of the home page; without a section it shows the newest items."""

    style: BoxStyle
    section: str = ""
    items: int = 5


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """What is true of the captures below `content/raw/` that `match` names."""

    match: str
    site: str = ""
    url: str = ""
    lang: str = ""
    timezone: str = ""
    rights: Rights = "third-party"
    profile: str = "generic"
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The settings of a mirror, complete and checked."""

    title: tuple[tuple[str, str], ...]
    languages: tuple[LanguageConfig, ...]
    timezone: str = "UTC"
    site_url: str = ""
    robots: str = "noindex"
    operator: str = ""
    contact: str = ""
    links: LinkStyle = "directory"
    slug: SlugStyle = "unicode"
    breadcrumb_separator: str = "/"
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    boxes: tuple[BoxConfig, ...] = ()
    author_pages: bool = False
    publish_raw: bool = False
    sources: tuple[SourceConfig, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(language.tag for language in self.languages)

    def title_in(self, tag: str) -> str:
        """Return the site's title in a language, else in its first one."""
        return self.title_for(tag)[1]

    def title_for(self, tag: str) -> tuple[str, str]:
        """Return (language, text) of the title shown in a tree."""
        return next((pair for pair in self.title if pair[0] == tag), self.title[0])

    def language(self, tag: str) -> LanguageConfig:
        return next(language for language in self.languages if language.tag == tag)

    def tree_of(self, tag: str) -> str:
        """Return the tree an article in language `tag` stands in.

        That is the longest configured tag it starts with (RFC 4647 lookup:
        `fa-AF` → `fa`), else the first language; it is never left out.
        """
        parts = tag.split("-")
        for length in range(len(parts), 0, -1):
            candidate = "-".join(parts[:length]).lower()
            for own in self.tags:
                if own.lower() == candidate:
                    return own
        return self.languages[0].tag

    def source_of(self, file: str) -> SourceConfig:
        """Return what is said of the capture at `file` (relative to `content/raw/`)."""
        for source in self.sources:
            if fnmatchcase(file, source.match):
                return source
        return SourceConfig(match="**")
