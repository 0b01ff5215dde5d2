"""What planners share: the catalog in the site's words, dates, links and shells."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from warraq.catalog import Catalog, Entry, Section, Tree
from warraq.catalog.see_also import SeeAlso
from warraq.catalog.translations import translation_groups
from warraq.config import SiteConfig
from warraq.publish import routes
from warraq.publish.routes import Linker
from warraq.publish.strings import Words, words_for
from warraq.publish.views import (
    Card,
    DateView,
    Head,
    Link,
    MenuItem,
    Shell,
    Widget,
)
from warraq.text.dateformat import format_date, format_number, month_name
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale
from warraq.text.slug import slug

# What the portal family showed; more would not fit the budget of a first view.
TICKER_ITEMS = 5
SIDEBAR_ITEMS = 5
# On articles and days the sidebar repeats what the ticker names, and no more.
DAY_ITEMS = 3
MENU_ITEMS = 10
SECTION_LINKS = 40

_ARABIC_COMMA = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})
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

    def linker(self, address: str) -> Linker:
        return routes.linker_at(address, self.config.links)


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
        self._shells: dict[tuple[object, ...], Shell] = {}

    # --- words ---------------------------------------------------------------------

    def date(self, iso: str, *, weekday: bool = False) -> str:
        return format_date(iso, self.tag, months=self._months, digits=self._digits, weekday=weekday)

    def number(self, number: int) -> str:
        return format_number(number, self._digits)

    def date_view(self, iso: str, basis: str = "", *, weekday: bool = False) -> DateView | None:
        return DateView(iso, self.date(iso, weekday=weekday), basis) if iso else None  # type: ignore[arg-type]

    def own(self, lang: str) -> tuple[str, str]:
        """Return (lang, dir) of a text where it differs from the page, else two blanks."""
        return ("", "") if lang == self.tag else (lang, direction_of(lang))

    def listed(self, names: tuple[str, ...]) -> str:
        """Return names as an enumeration, with the comma of the language's script."""
        return ("، " if self.tag in _ARABIC_COMMA else ", ").join(names)

    @property
    def calendar(self) -> str:
        """The CLDR locale whose week this language shows: that of its months, if named."""
        return self._months if "-" in self._months else self.tag

    # --- links and cards -----------------------------------------------------------

    def section_link(self, slug: str, link: Linker, text: str = "") -> Link:
        name = text or self.tree.sections[slug].name
        return Link(name, link(routes.section(self.tag, slug)))

    def article_link(self, entry: Entry, link: Linker) -> Link:
        lang, direction = self.own(entry.article.lang)
        href = link(routes.article(entry.tree, entry.address))
        return Link(entry.article.title, href, lang, direction)  # type: ignore[arg-type]

    def card(
        self, entry: Entry, link: Linker, *, teaser: bool = True, section: bool = True
    ) -> Card:
        lang, direction = self.own(entry.article.lang)
        innermost = entry.sections[-1] if entry.sections and section else ""
        return Card(
            title=entry.article.title,
            href=link(routes.article(entry.tree, entry.address)),
            lang=lang,
            dir=direction,  # type: ignore[arg-type]
            teaser=entry.teaser if teaser else "",
            date=self.date_view(entry.day, entry.basis),
            section=self.section_link(innermost, link) if innermost else None,
            byline=self.listed(entry.article.authors),
            draft=entry.article.status == "draft",
        )

    @cached_property
    def author_addresses(self) -> Mapping[str, str]:
        """Reporter's name → address of the page; names that fold together keep apart."""
        names = sorted(
            {n for e in (*self.tree.entries, *self.tree.undated) for n in e.article.authors}
        )
        taken: dict[str, str] = {}
        for name in names:
            style = "unicode" if self.site.config.slug == "id" else self.site.config.slug
            bare = slug(name, style=style, lang=self.tag, fallback="author")
            digest = hashlib.sha256(name.encode()).hexdigest()[:6]
            taken[bare if bare not in taken else f"{bare}-{digest}"] = name
        return {name: routes.author(self.tag, bare) for bare, name in taken.items()}

    def crumbs(self, link: Linker, *steps: Link) -> tuple[Link, ...]:
        """Return the breadcrumb: home, the steps, the last of them current and no link."""
        *ancestors, last = steps
        home = Link(self.t.home, link(routes.home(self.tag)))
        current = Link(last.text, "", last.lang, last.dir, current=True)
        return (home, *ancestors, current)

    def date_crumbs(self, iso: str, link: Linker) -> tuple[Link, ...]:
        """Return the steps year, month, day that lead to a date."""
        steps = []
        for part in (iso[:4], iso[:7], iso[:10])[: iso.count("-") + 1]:
            steps.append(Link(self._date_step(part), link(routes.dated(self.tag, part))))
        return tuple(steps)

    def _date_step(self, part: str) -> str:
        if len(part) == len("2018-05-27"):
            return self.number(int(part[8:]))
        return self.date(part) if len(part) == len("2018") else self.month(part)

    def month(self, month: str) -> str:
        """Return the name of a month given as `2018-05`, without its year."""
        return month_name(int(month[5:7]), self.tag, months=self._months)

    # --- the shell -----------------------------------------------------------------

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
        """Return what surrounds the page at `address`.

        `day` is the page's own day, whose news its ticker and sidebar show; without
        one they show the newest. `counterparts` are the addresses of the same page
        in other languages, by tree; the others lead to their homes.
        """
        link = link or self.site.linker(address)
        is_home = address in (routes.home(self.tag), routes.ROOT)
        place = (link.base, day, section, counterparts, is_home, widgets)
        if place not in self._shells:
            self._shells[place] = self._shell(link, day, section, counterparts, is_home, widgets)
        return self._shells[place]

    def _shell(
        self,
        link: Linker,
        day: str,
        section: str,
        counterparts: tuple[str, ...],
        is_home: bool,
        widgets: tuple[Widget, ...] | None,
    ) -> Shell:
        return Shell(
            lang=self.tag,
            dir=self.dir,
            site_title=self.site.config.title_in(self.tag),
            home=link(routes.home(self.tag)),
            css=link(self.site.css),
            icon=link(self.site.icon) if self.site.icon else "",
            is_home=is_home,
            day=self._shown_day(day or self.tree.newest_day),
            archive_of=self.site.archive_of(self.tag),
            menu=self._menu(link, section, is_home=is_home),
            languages=self._languages(link, counterparts),
            secondary=(Link(self.t.archive, link(routes.archive(self.tag))),),
            ticker=self._ticker(link, day),
            widgets=self._widgets(link, day) if widgets is None else widgets,
            breadcrumb_separator=self.site.config.breadcrumb_separator,
            footer=self._footer(link),
            operator=self.site.config.operator,
            contact=self.site.config.contact,
            years=self._years(),
        )

    def _shown_day(self, day: str) -> DateView | None:
        entries = self.tree.days.get(day, ())
        captured = any(entry.basis == "captured" for entry in entries)
        return self.date_view(day, "captured" if captured else "published", weekday=True)

    def _menu(self, link: Linker, current: str, *, is_home: bool) -> tuple[MenuItem, ...]:
        home = MenuItem(Link(self.t.home, link(routes.home(self.tag)), current=is_home))
        top = [section for section in self.tree.sections.values() if not section.parent]
        sections = (
            MenuItem(self._menu_link(one, link, current), self._children(one, link, current))
            for one in top[:MENU_ITEMS]
        )
        return (home, *sections)

    def _menu_link(self, section: Section, link: Linker, current: str) -> Link:
        href = link(routes.section(self.tag, section.slug))
        return Link(section.name, href, current=section.slug == current)

    def _children(self, section: Section, link: Linker, current: str) -> tuple[Link, ...]:
        children = (other for other in self.tree.sections.values() if other.parent == section.slug)
        return tuple(self._menu_link(child, link, current) for child in children)

    def _languages(self, link: Linker, counterparts: tuple[str, ...]) -> tuple[Link, ...]:
        places = {address.partition("/")[0]: address for address in counterparts}
        return tuple(
            Link(
                load_locale(tag).name,
                link(places.get(tag, routes.home(tag))),
                tag,
                current=tag == self.tag,
            )
            for tag in self.site.config.tags
            if len(self.site.config.tags) > 1
        )

    def _ticker(self, link: Linker, day: str) -> tuple[Link, ...]:
        return tuple(
            self.article_link(entry, link) for entry in self.tree.before(day, DAY_ITEMS if day else TICKER_ITEMS)
        )

    def _widgets(self, link: Linker, day: str) -> tuple[Widget, ...]:
        latest = self.tree.before(day, DAY_ITEMS if day else SIDEBAR_ITEMS)
        listed = Widget(
            "list",
            "latest",
            tuple(self.article_link(entry, link) for entry in latest),
            tuple(self.date(entry.day) if entry.day else "" for entry in latest),
        )
        # Running counts would change every page of an archive with every article.
        return (listed,) if day else (listed, self._sections_widget(link))

    def _sections_widget(self, link: Linker) -> Widget:
        sections = list(self.tree.sections.values())[:SECTION_LINKS]
        links = tuple(self.section_link(section.slug, link) for section in sections)
        counts = tuple(self.number(len(section.entries)) for section in sections)
        return Widget("counts", "sections", links, counts)

    def _footer(self, link: Linker) -> tuple[Link, ...]:
        own = self.site.plain_pages.get(self.tag, ())
        pages = [
            Link(page.title, link(routes.plain(self.tag, page.name)))
            for page in own
            if page.name != "about"
        ]
        return (
            Link(self.t.about_mirror, link(routes.about(self.tag))),
            *pages,
            Link(self.t.archive, link(routes.archive(self.tag))),
        )

    def _years(self) -> str:
        years = list(self.tree.years)
        shown = dict.fromkeys((years[0], years[-1])) if years else {}
        return "–".join(self.date(year) for year in shown)

    # --- the head ------------------------------------------------------------------

    def head(self, title: str, address: str, *, counterparts: tuple[str, ...] = ()) -> Head:
        """Return the head of a page of lists or prose."""
        name = self.site.config.title_in(self.tag)
        return Head(
            title=title if title == name else f"{title} – {name}",
            robots=self.site.robots,
            canonical=self.canonical(address),
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


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""
