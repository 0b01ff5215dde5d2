"""What planners may ask: the sources of all pages, and the languages that they appear in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from warraq.catalog.ask import Catalog
from warraq.catalog.store import read_store
from warraq.config import SiteConfig
from warraq.project import Project
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.sources import PlainPage, Sources
from warraq.publish.pictures.sizes import Sizes
from warraq.publish.spool import Spool
from warraq.publish.theme.theme_files import icon_path, style_path


@dataclass(frozen=True, eq=False)
class Site(Sources):
    """Everything a planner may ask; built once a run."""

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Return the site's languages, in the order of the chooser."""
        return tuple(Edition(self, tag) for tag in self.config.tags)

    def edition(self, tag: str) -> Edition:
        return self.editions[self.config.tags.index(tag)]


def read_site(project: Project, config: SiteConfig) -> Site:
    """Return everything planners may ask, over the catalog as it lies on disk.

    Whoever reads it closes it.
    """
    database = read_store(project.catalog)
    pages: dict[str, list[PlainPage]] = {}
    rows = database.execute("SELECT tree, name, title, file FROM pages ORDER BY file")
    for tree, name, title, file in rows:
        pages.setdefault(tree, []).append(PlainPage(name, title, file))
    return Site(
        config=config,
        catalog=Catalog(database, config),
        plain_pages={tree: tuple(found) for tree, found in pages.items()},
        css=style_path(project.static),
        icon=icon_path(project.static),
        static=project.static,
        content=project.content,
        spool=Spool(project.spool),
        sizes=Sizes(project.sizes),
    )
