"""What pages of every language are made of: settings, catalog, stories, pictures, captures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.catalog.ask import Catalog
from warraq.config import SiteConfig
from warraq.content import ContentFile, read_article_file
from warraq.media import is_whole
from warraq.model import Status
from warraq.publish import routes
from warraq.publish.captures import Piece, read_piece
from warraq.publish.pictures.sizes import Sizes
from warraq.publish.routes import Linker
from warraq.publish.spool import Spool

if TYPE_CHECKING:
    from warraq.publish.pictures.illustrations import Illustrated
    from warraq.publish.story import Story


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page of `content/<lang>/pages/`: its name is that of the file."""

    name: str
    title: str
    file: str


@dataclass(frozen=True, eq=False)
class Sources:
    """What any page may be made of; opened once a run, and closed by whoever opened it."""

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
        from warraq.publish.pictures.illustrations import Illustrated, illustrated

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
