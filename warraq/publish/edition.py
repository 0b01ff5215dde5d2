"""One language of the site: its words, its dates, its links, its cards."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from warraq.catalog import Basis, Entry
from warraq.catalog.tree import Tree
from warraq.model import Status
from warraq.publish import routes
from warraq.publish.page import Page
from warraq.publish.routes import Linker
from warraq.publish.shells import Shells
from warraq.publish.strings import Words, words_for
from warraq.publish.views.parts import Card, DateView, Link
from warraq.publish.views.shell import Head, Shell, Widget
from warraq.text.dateformat import format_date, format_number, month_name
from warraq.text.direction import Direction, direction_of
from warraq.text.slug import slug

if TYPE_CHECKING:
    from warraq.publish.site import Site


class Edition:
    """One language of the site: its tree, its words, its way of writing dates."""

    def __init__(self, site: Site, tag: str) -> None:
        self.site = site
        self.tag = tag
        self.tree: Tree = site.catalog.tree(tag)
        self.t: Words = words_for(tag, site.config.language(tag).digits)
        self.dir = direction_of(tag)
        self._months = site.config.language(tag).months
        self._digits = site.config.language(tag).digits
        self._shells = Shells(self)

        @lru_cache(maxsize=4096)
        def date_view(iso: str, basis: Basis, weekday: bool) -> DateView:
            return DateView(iso, self.date(iso, weekday=weekday), basis)

        self._date_view = date_view

    # --- words ---------------------------------------------------------------------

    def date(self, iso: str, *, weekday: bool = False) -> str:
        return format_date(iso, self.tag, months=self._months, digits=self._digits, weekday=weekday)

    def number(self, number: int) -> str:
        return format_number(number, self._digits)

    def date_view(self, iso: str, basis: Basis = "", *, weekday: bool = False) -> DateView | None:
        return self._date_view(iso, basis, weekday) if iso else None

    def own(self, lang: str) -> tuple[str, Direction | Literal[""]]:
        """Return (lang, dir) of a text where it differs from the page, else two blanks."""
        return ("", "") if lang == self.tag else (lang, direction_of(lang))

    def listed(self, names: tuple[str, ...]) -> str:
        """Return names as an enumeration, with the comma of the language."""
        return self.t.list_separator.join(names)

    @property
    def calendar(self) -> str:
        """The CLDR locale whose week this language shows: that of its months, if named."""
        return self._months if "-" in self._months else self.tag

    # --- links and cards -----------------------------------------------------------

    def section_link(self, slug: str, link: Linker, text: str = "") -> Link:
        name = text or self.tree.sections[slug].name
        return Link(name, link(routes.section(self.tag, slug)))

    def article_link(self, entry: Entry, link: Linker) -> Link:
        href = link(routes.article(entry.tree, entry.address))
        return Link(entry.title, href, *self.own(entry.lang))

    def card(
        self,
        entry: Entry,
        link: Linker,
        *,
        teaser: bool = True,
        section: bool = True,
        byline: bool = True,
    ) -> Card:
        lang, direction = self.own(entry.lang)
        innermost = entry.sections[-1] if entry.sections and section else ""
        return Card(
            title=entry.title,
            href=link(routes.article(entry.tree, entry.address)),
            lang=lang,
            dir=direction,
            teaser=entry.teaser if teaser else "",
            date=self.date_view(entry.day, entry.basis),
            section=self.section_link(innermost, link) if innermost else None,
            byline=self.listed(entry.authors) if byline else "",
            draft=entry.status == "draft",
        )

    def author_address(self, name: str) -> str:
        """Return a reporter's address: the digest keeps names apart that fold together."""
        style = "unicode" if self.site.config.slug == "id" else self.site.config.slug
        bare = slug(name, style=style, lang=self.tag, fallback="author")
        digest = hashlib.sha256(name.encode()).hexdigest()[:4]
        return routes.author(self.tag, f"{bare}-{digest}")

    def crumbs(self, link: Linker, *steps: Link) -> tuple[Link, ...]:
        """Return the breadcrumb: home, the steps, the last of them current and no link."""
        *ancestors, last = steps
        home = Link(self.t.home, link(routes.home(self.tag)))
        current = Link(last.text, "", last.lang, last.dir, current=True)
        return (home, *ancestors, current)

    def date_crumbs(self, iso: str, link: Linker) -> tuple[Link, ...]:
        """Return the steps year, month, day that lead to a date."""
        dates = (iso[:4], iso[:7], iso[:10])[: iso.count("-") + 1]
        return tuple(
            Link(self._date_step(date), link(routes.dated(self.tag, date))) for date in dates
        )

    def _date_step(self, date: str) -> str:
        if len(date) == len("2018-05-27"):
            return self.number(int(date[8:]))
        return self.date(date) if len(date) == len("2018") else self.month(date)

    def month(self, month: str) -> str:
        """Return the name of a month given as `2018-05`, without its year."""
        return month_name(int(month[5:7]), self.tag, months=self._months)

    # --- whole pages ----------------------------------------------------------------

    def shell(
        self,
        address: str,
        *,
        day: str = "",
        section: str = "",
        counterparts: tuple[str, ...] = (),
        widgets: tuple[Widget, ...] | None = None,
        link: Linker | None = None,
    ) -> Shell:
        """Return what surrounds the page at `address`; pages share the parts they have alike.

        `day` is the page's own day, month or year: its ticker and sidebar show what
        was news when that began. Without one they show the newest, and with `STILL`
        nothing, so that no news ever changes the page. `counterparts` are the addresses
        of the same page in other languages; the other languages lead to their homes.
        """
        return self._shells.shell(
            link or self.site.linker(address),
            is_home=address in (routes.home(self.tag), routes.ROOT),
            day=day,
            section=section,
            counterparts=counterparts,
            widgets=widgets,
        )

    def page(
        self,
        address: str,
        title: str,
        template: str,
        view: object,
        *,
        day: str = "",
        section: str = "",
        counterparts: tuple[str, ...] = (),
        widgets: tuple[Widget, ...] | None = None,
        content: str = "",
        status: Status = "public",
    ) -> Page:
        """Return the page of lists or prose at `address`; what it shares is as in `shell`."""
        shell = self.shell(
            address, day=day, section=section, counterparts=counterparts, widgets=widgets
        )
        return Page(
            path=routes.output_file(address),
            lang=self.tag,
            template=template,
            view=view,
            head=self.head(title, address, counterparts=counterparts, status=status),
            shell=shell,
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
