"""What planners share: the settings, the catalog, and what follows from both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from warraq.catalog import Catalog, Entry
from warraq.catalog.see_also import SeeAlso
from warraq.catalog.translations import translation_groups
from warraq.config import SiteConfig
from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.routes import Linker

_OPEN_RIGHTS = frozenset({"own", "licensed"})


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page of `content/<lang>/pages/`: its name is that of the file."""

    name: str
    title: str
    file: str


@dataclass(frozen=True, eq=False)
class Site:
    """Everything a planner may ask; built once a run."""

    config: SiteConfig
    catalog: Catalog
    plain_pages: Mapping[str, tuple[PlainPage, ...]]
    css: str
    icon: str
    version: str
    static: tuple[Path, ...]
    content: Path

    @cached_property
    def see_also(self) -> SeeAlso:
        return SeeAlso(self.catalog)

    @cached_property
    def translations(self) -> Mapping[str, tuple[Entry, ...]]:
        return translation_groups(self.catalog)

    @cached_property
    def third_party_sources(self) -> tuple[str, ...]:
        """Return the outlets whose texts are shown without being theirs to show."""
        entries = (e for tree in self.catalog.trees for e in (*tree.entries, *tree.undated))
        sources = {e.article.source for e in entries}
        return tuple(sorted({s.site for s in sources if s.rights not in _OPEN_RIGHTS and s.sha256}))

    @cached_property
    def is_third_party(self) -> bool:
        return bool(self.third_party_sources)

    def archive_of(self, tag: str) -> str:
        """Return the outlet that this is an archive of; "" where it is the outlet's own."""
        if not self.is_third_party:
            return ""
        named = [name for name in self.third_party_sources if name]
        return named[0] if len(named) == 1 else self.config.title_in(tag)

    @property
    def robots(self) -> str:
        return "noindex,follow" if self.config.robots == "noindex" else ""

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Return the site's languages, in the order of the chooser."""
        return tuple(Edition(self, tag) for tag in self.config.tags)

    def edition(self, tag: str) -> Edition:
        return next(edition for edition in self.editions if edition.tag == tag)

    def published_capture(self, entry: Entry) -> Path | None:
        """Return the capture that is shown beside its article, if captures are published.

        Only a file that lies in `content/raw/` itself is: not one a link leads to.
        """
        path = self.content / entry.article.source.file
        if not self.config.publish_raw or not entry.article.source.file:
            return None
        inside = (self.content / "raw").resolve() in path.resolve().parents
        return path if inside and path.is_file() else None

    def linker(self, address: str) -> Linker:
        return routes.linker_at(address, self.config.links)
