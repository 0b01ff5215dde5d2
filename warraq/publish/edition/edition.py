"""One language of the site, and whole pages of it."""

from __future__ import annotations

from warraq.model import Status
from warraq.publish import routes
from warraq.publish.edition.shells import ALONE, Beside, Shells
from warraq.publish.edition.sources import Sources
from warraq.publish.edition.voice import Voice
from warraq.publish.page import Page
from warraq.publish.routes import Linker
from warraq.publish.views.shell import Head, Shell


class Edition(Voice):
    """One language of the site: how it speaks, and what surrounds its pages."""

    def __init__(self, site: Sources, tag: str) -> None:
        super().__init__(site, tag)
        self._shells = Shells(self)

    def shell(self, address: str, beside: Beside = ALONE, *, link: Linker | None = None) -> Shell:
        """Return what surrounds the page at `address`; pages share the parts they have alike."""
        is_home = address in (routes.home(self.tag), routes.ROOT)
        return self._shells.shell(link or self.site.linker(address), beside, is_home=is_home)

    def page(
        self,
        address: str,
        title: str,
        template: str,
        view: object,
        beside: Beside = ALONE,
        *,
        content: str = "",
        status: Status = "public",
    ) -> Page:
        """Return the page of lists or prose at `address`."""
        return Page(
            path=routes.output_file(address),
            lang=self.tag,
            template=template,
            view=view,
            head=self.head(title, address, counterparts=beside.counterparts, status=status),
            shell=self.shell(address, beside),
            content=content,
        )

    def head(
        self,
        title: str,
        address: str,
        *,
        counterparts: tuple[str, ...] = (),
        status: Status = "public",
    ) -> Head:
        """Return the head of a page of lists or prose."""
        name, robots = self.site.config.title_in(self.tag), self.site.robots_of(status)
        return Head(
            title=title if title == name else f"{title} – {name}",
            robots=robots,
            canonical="" if robots else self.canonical(address),
            alternates=self.alternates(address, counterparts),
        )

    def canonical(self, address: str, original: str = "") -> str:
        """Return the canonical address; none while search engines are asked to stay away."""
        if self.site.config.robots == "noindex":
            return ""
        url = self.site.config.site_url
        return original or (routes.absolute(url, address) if url else "")

    def alternates(
        self, address: str, counterparts: tuple[str, ...]
    ) -> tuple[tuple[str, str], ...]:
        """Return the same page in all its languages, itself included, and the chooser."""
        url = self.site.config.site_url
        if not url or not counterparts:
            return ()
        places = sorted({address, *counterparts})
        pairs = tuple((place.partition("/")[0], routes.absolute(url, place)) for place in places)
        return (*pairs, ("x-default", routes.absolute(url, routes.ROOT)))
