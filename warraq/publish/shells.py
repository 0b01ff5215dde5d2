"""The shell: what surrounds the head and the main of a page.

Each part depends on little: the menu on the section, ticker and sidebar on the day,
the frame on nothing but language and depth. So each is made once for all pages that
share it, and news of one day leaves the shells of earlier days as they were.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from warraq.catalog import WINDOW, Entry, Section
from warraq.publish import routes
from warraq.publish.menu import menu_of
from warraq.publish.routes import Linker
from warraq.publish.views.parts import DateView, Link
from warraq.publish.views.shell import (
    Aside,
    Day,
    Footer,
    Frame,
    Menu,
    MenuItem,
    Shell,
    Ticker,
    Top,
    Widget,
)
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale

if TYPE_CHECKING:
    from warraq.publish.edition import Edition

# What the portal family showed; more would not fit the budget of a first view.
TICKER_ITEMS = 5
SIDEBAR_ITEMS = 5
# On articles and days the sidebar repeats what the ticker names, and no more.
DAY_ITEMS = WINDOW
SECTION_LINKS = 40


# Pages are made day by day, so parts of more days than these are not needed again.
_DAYS_KEPT = 256

# The day of pages that show no news at all.
STILL = "-"


class Shells:
    """Makes the shells of one language; equal parts are one object."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        kept = lru_cache(maxsize=_DAYS_KEPT)
        self._shell = kept(self._make_shell)
        self._frame, self._day = kept(self._make_frame), kept(self._make_day)
        self._top = kept(self._make_top)
        self._menu, self._ticker = kept(self._make_menu), kept(self._make_ticker)
        self._aside, self._footer = kept(self._make_aside), kept(self._make_footer)

    def shell(
        self,
        link: Linker,
        *,
        is_home: bool = False,
        day: str = "",
        section: str = "",
        counterparts: tuple[str, ...] = (),
        widgets: tuple[Widget, ...] | None = None,
    ) -> Shell:
        """Return the shell of a page whose links are `link`."""
        shell = self._shell(link, day, section, counterparts, is_home)
        return shell if widgets is None else shell._replace(aside=Aside(widgets))

    def _make_shell(
        self,
        link: Linker,
        day: str,
        section: str,
        counterparts: tuple[str, ...],
        is_home: bool,
    ) -> Shell:
        return Shell(
            self._frame(link, is_home),
            self._day(day or self._edition.tree.newest_day),
            self._top(link, counterparts),
            self._menu(link, section, is_home),
            self._ticker(link, day),
            self._aside(link, day),
            self._footer(link, _years(self._edition, day)),
        )

    def _make_frame(self, link: Linker, is_home: bool) -> Frame:
        edition, config = self._edition, self._edition.site.config
        return Frame(
            lang=edition.tag,
            dir=edition.dir,
            title=_title(edition, link),
            home=link(routes.home(edition.tag)),
            css=link(edition.site.css),
            icon=link(edition.site.icon) if edition.site.icon else "",
            is_home=is_home,
            archive_of=edition.site.archive_of(edition.tag),
            breadcrumb_separator=config.breadcrumb_separator,
        )

    def _make_day(self, day: str) -> Day:
        return Day(_shown_day(self._edition, day))

    def _make_top(self, link: Linker, counterparts: tuple[str, ...]) -> Top:
        edition = self._edition
        return Top(
            secondary=(Link(edition.t.archive, link(routes.archive(edition.tag))),),
            languages=_languages(edition, link, counterparts),
        )

    def _make_menu(self, link: Linker, section: str, is_home: bool) -> Menu:
        return Menu(_menu(self._edition, link, section, is_home=is_home))

    def _make_ticker(self, link: Linker, day: str) -> Ticker:
        return Ticker(_ticker(self._edition, link, day))

    def _make_aside(self, link: Linker, day: str) -> Aside:
        return Aside(_widgets(self._edition, link, day))

    def _make_footer(self, link: Linker, years: str) -> Footer:
        return Footer(_footer(self._edition, link), years)


def _title(edition: Edition, link: Linker) -> Link:
    lang, text = edition.site.config.title_for(edition.tag)
    return Link(text, link(routes.home(edition.tag)), *edition.own(lang))


def _shown_day(edition: Edition, day: str) -> DateView | None:
    if not day[:1].isdigit():
        return None
    return edition.date_view(day, edition.tree.basis_of(day), weekday=True)


def _latest(edition: Edition, day: str, count: int) -> tuple[Entry, ...]:
    """Return the news of a page: the newest, or what was newest when its day began."""
    if day == STILL:
        return ()
    return edition.tree.before(day, DAY_ITEMS) if day else edition.tree.newest(count)


def _menu(edition: Edition, link: Linker, current: str, *, is_home: bool) -> tuple[MenuItem, ...]:
    home = MenuItem(Link(edition.t.home, link(routes.home(edition.tag)), current=is_home))
    sections = (
        MenuItem(
            _menu_link(edition, outer, link, current),
            tuple(_menu_link(edition, one, link, current) for one in inner),
        )
        for outer, inner in menu_of(edition.tree)
    )
    return (home, *sections)


def _menu_link(edition: Edition, section: Section, link: Linker, current: str) -> Link:
    href = link(routes.section(edition.tag, section.slug))
    return Link(section.name, href, current=section.slug == current)


def _languages(edition: Edition, link: Linker, counterparts: tuple[str, ...]) -> tuple[Link, ...]:
    places = {address.partition("/")[0]: address for address in counterparts}
    return tuple(
        Link(
            load_locale(tag).name,
            link(places.get(tag, routes.home(tag))),
            tag,
            # The page's own direction need not be said again.
            "" if direction_of(tag) == edition.dir else direction_of(tag),
            current=tag == edition.tag,
        )
        for tag in edition.site.config.tags
        if len(edition.site.config.tags) > 1
    )


def _ticker(edition: Edition, link: Linker, day: str) -> tuple[Link, ...]:
    latest = _latest(edition, day, TICKER_ITEMS)
    return tuple(edition.article_link(entry, link) for entry in latest)


def _widgets(edition: Edition, link: Linker, day: str) -> tuple[Widget, ...]:
    latest = _latest(edition, day, SIDEBAR_ITEMS)
    links = tuple(edition.article_link(entry, link) for entry in latest)
    # Running counts would change every page of an archive with every article.
    if day:
        return (Widget("list", "latest", links),) if links else ()
    dates = tuple(_dated(edition, entry) for entry in latest)
    return (Widget("list", "latest", links, dates), _sections_widget(edition, link))


def _dated(edition: Edition, entry: Entry) -> str:
    """Return the day an article is filed under, and what it is the day of."""
    if not entry.day:
        return ""
    key = "captured_on" if entry.basis == "captured" else "published_on"
    return edition.t.plain(key, d=edition.date(entry.day))


def _sections_widget(edition: Edition, link: Linker) -> Widget:
    sections = list(edition.tree.sections.values())[:SECTION_LINKS]
    links = tuple(edition.section_link(section.slug, link) for section in sections)
    counts = tuple(edition.number(section.count) for section in sections)
    return Widget("counts", "sections", links, counts)


def _footer(edition: Edition, link: Linker) -> tuple[Link, ...]:
    own = edition.site.plain_pages.get(edition.tag, ())
    pages = [
        Link(page.title, link(routes.plain(edition.tag, page.name)))
        for page in own
        if page.name != "about"
    ]
    return (Link(edition.t.about_mirror, link(routes.about(edition.tag))), *pages)


def _years(edition: Edition, day: str) -> str:
    """Return the years of the notice of rights: a dated page's own, else first to last."""
    if day[:1].isdigit():
        return edition.date(day[:4])
    years = list(edition.tree.years) if not day else []
    shown = dict.fromkeys((years[0], years[-1])) if years else {}
    return "–".join(edition.date(year) for year in shown)
