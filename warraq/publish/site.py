"""What planners share: the settings, the catalog, and what follows from both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.catalog.ask import Catalog
from warraq.catalog.store import read_store
from warraq.config import SiteConfig
from warraq.content import ContentFile, read_article_file
from warraq.media import is_whole
from warraq.model import Status
from warraq.project import Project
from warraq.publish import routes
from warraq.publish.captures import Piece, read_piece
from warraq.publish.routes import Linker
from warraq.publish.sizes import Sizes
from warraq.publish.spool import Spool
from warraq.publish.theme_files import icon_path, style_path

if TYPE_CHECKING:
    from warraq.publish.edition import Edition
    from warraq.publish.illustrations import Illustrated
    from warraq.publish.story import Story


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
    static: tuple[Path, ...]
    content: Path
    spool: Spool
    sizes: Sizes

    def close(self) -> None:
        """Ask no more: give back what asking keeps open."""
        self.catalog.close()
        self.spool.close()

    @property
    def is_third_party(self) -> bool:
        return bool(self.catalog.third_party_sources)

    def archive_of(self, tag: str) -> str:
        """Return the outlet that this is an archive of; "" where it is the outlet's own."""
        if not self.is_third_party:
            return ""
        sources = self.catalog.third_party_sources
        known = len(sources) == 1 and sources[0]
        return sources[0] if known else self.config.title_in(tag)

    @property
    def robots(self) -> str:
        return "noindex,follow" if self.config.robots == "noindex" else ""

    def robots_of(self, status: Status) -> str:
        """Return what search engines are asked of a page of content with this status."""
        return "noindex,follow" if status in ("noindex", "draft") else self.robots

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Return the site's languages, in the order of the chooser."""
        from warraq.publish.edition import Edition

        return tuple(Edition(self, tag) for tag in self.config.tags)

    def edition(self, tag: str) -> Edition:
        return self.editions[self.config.tags.index(tag)]

    def capture(self, piece: Piece) -> bytes:
        """Return the bytes of a capture, b"" where it is not published."""
        return read_piece(self.content, piece) if self.config.publish_raw else b""

    def picture(self, address: str) -> bytes:
        """Return a picture of `content/media/`, b"" where it is gone or has other bytes."""
        path = self.content / address
        try:
            data = b"" if path.is_symlink() else path.read_bytes()
        except OSError:
            return b""
        return data if is_whole(address, data) else b""

    def illustrated(self, body: str, pictures: tuple[str, ...]) -> Illustrated:
        """Return a body with its pictures, and the files that lie beside its page."""
        from warraq.publish.illustrations import Illustrated, illustrated

        if not pictures:
            return Illustrated(body, {})
        return illustrated(body, pictures, self.picture, self.sizes)

    def read(self, file: str) -> ContentFile:
        """Return a content file, `file` relative to `content/`; its body is read only now."""
        with open(f"{self.content}/{file}", "rb", buffering=0) as source:
            return read_article_file(source.read(), file=f"content/{file}")

    def story(self, file: str, spooled: str = "") -> Story:
        """Return what an article shows: as it was spooled, else as its file says."""
        from warraq.publish.story import story_of

        return self.spool.get(spooled) or story_of(self.read(file))

    def linker(self, address: str) -> Linker:
        return routes.linker_at(address, self.config.links)


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
