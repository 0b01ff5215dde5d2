"""How one language of the site speaks: its words, its dates, its links, its cards."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Literal

from warraq.catalog import Basis, Entry
from warraq.catalog.tree import Tree
from warraq.publish import routes
from warraq.publish.edition.sources import Sources
from warraq.publish.routes import Linker
from warraq.publish.theme.strings import Words, words_for
from warraq.publish.views.parts import Card, DateView, Link
from warraq.text.dateformat import format_date, format_number, month_name
from warraq.text.direction import Direction, direction_of
from warraq.text.slug import slug


class Voice:
    """One language of the site: its tree, its words, its way of writing dates."""

    def __init__(self, site: Sources, tag: str) -> None:
        self.site = site
        self.tag = tag
        self.tree: Tree = site.catalog.tree(tag)
        self.t: Words = words_for(tag, site.config.language(tag).digits)
        self.dir = direction_of(tag)
        self._months = site.config.language(tag).months
        self._digits = site.config.language(tag).digits

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
