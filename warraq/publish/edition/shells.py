"""The shell: what surrounds the head and the main of a page.

Each part depends on little: the menu on the section, ticker and sidebar on the day,
the frame on nothing but language and depth. So each is made once for all pages that
share it, and news of one day leaves the shells of earlier days as they were.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from warraq.catalog import WINDOW, Entry, Section
from warraq.publish import routes
from warraq.publish.edition.menu import menu_of
from warraq.publish.edition.voice import Voice
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


class Beside(NamedTuple):
    """What decides what stands beside a page.

    `day` is the page's own day, month or year: its ticker and sidebar show what was news
    when that began. Without one they show the newest, and with `STILL` nothing, so that no
    news ever changes the page. `section` is the current one of the menu. `counterparts`
    are the addresses of the same page in other languages; the other languages lead to
    their homes. `widgets` replace those of the sidebar.
    """

    day: str = ""
    section: str = ""
    counterparts: tuple[str, ...] = ()
    widgets: tuple[Widget, ...] | None = None


ALONE = Beside()


class Shells:
    """Makes the shells of one language; equal parts are one object."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        kept = lru_cache(maxsize=_DAYS_KEPT)
        self._shell = kept(self._make_shell)
        self._frame, self._day = kept(self._make_frame), kept(self._make_day)
        self._top = kept(self._make_top)
        self._menu, self._ticker = kept(self._make_menu), kept(self._make_ticker)
        self._aside, self._footer = kept(self._make_aside), kept(self._make_footer)

    def shell(self, link: Linker, beside: Beside, *, is_home: bool = False) -> Shell:
        """Return the shell of a page whose links are `link`."""
        day, section, counterparts, widgets = beside
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
            self._day(day or self._voice.tree.newest_day),
            self._top(link, counterparts),
            self._menu(link, section, is_home),
            self._ticker(link, day),
            self._aside(link, day),
            self._footer(link, _years(self._voice, day)),
        )

    def _make_frame(self, link: Linker, is_home: bool) -> Frame:
        voice, config = self._voice, self._voice.site.config
        return Frame(
            lang=voice.tag,
            dir=voice.dir,
            title=_title(voice, link),
            home=link(routes.home(voice.tag)),
            css=link(voice.site.css),
            icon=link(voice.site.icon) if voice.site.icon else "",
            is_home=is_home,
            archive_of=voice.site.archive_of(voice.tag),
            breadcrumb_separator=config.breadcrumb_separator,
        )

    def _make_day(self, day: str) -> Day:
        return Day(_shown_day(self._voice, day))

    def _make_top(self, link: Linker, counterparts: tuple[str, ...]) -> Top:
        voice = self._voice
        return Top(
            secondary=(Link(voice.t.archive, link(routes.archive(voice.tag))),),
            languages=_languages(voice, link, counterparts),
        )

    def _make_menu(self, link: Linker, section: str, is_home: bool) -> Menu:
        return Menu(_menu(self._voice, link, section, is_home=is_home))

    def _make_ticker(self, link: Linker, day: str) -> Ticker:
        return Ticker(_ticker(self._voice, link, day))

    def _make_aside(self, link: Linker, day: str) -> Aside:
        return Aside(_widgets(self._voice, link, day))

    def _make_footer(self, link: Linker, years: str) -> Footer:
        return Footer(_footer(self._voice, link), years)


def _title(voice: Voice, link: Linker) -> Link:
    lang, text = voice.site.config.title_for(voice.tag)
    return Link(text, link(routes.home(voice.tag)), *voice.own(lang))


def _shown_day(voice: Voice, day: str) -> DateView | None:
    if not day[:1].isdigit():
        return None
    return voice.date_view(day, voice.tree.basis_of(day), weekday=True)


def _latest(voice: Voice, day: str, count: int) -> tuple[Entry, ...]:
    """Return the news of a page: the newest, or what was newest when its day began."""
    if day == STILL:
        return ()
    return voice.tree.before(day, DAY_ITEMS) if day else voice.tree.newest(count)


def _menu(voice: Voice, link: Linker, current: str, *, is_home: bool) -> tuple[MenuItem, ...]:
    home = MenuItem(Link(voice.t.home, link(routes.home(voice.tag)), current=is_home))
    sections = (
        MenuItem(
            _menu_link(voice, outer, link, current),
            tuple(_menu_link(voice, one, link, current) for one in inner),
        )
        for outer, inner in menu_of(voice.tree)
    )
    return (home, *sections)


def _menu_link(voice: Voice, section: Section, link: Linker, current: str) -> Link:
    href = link(routes.section(voice.tag, section.slug))
    return Link(section.name, href, current=section.slug == current)


def _languages(voice: Voice, link: Linker, counterparts: tuple[str, ...]) -> tuple[Link, ...]:
    places = {address.partition("/")[0]: address for address in counterparts}
    return tuple(
        Link(
            load_locale(tag).name,
            link(places.get(tag, routes.home(tag))),
            tag,
            # The page's own direction need not be said again.
            "" if direction_of(tag) == voice.dir else direction_of(tag),
            current=tag == voice.tag,
        )
        for tag in voice.site.config.tags
        if len(voice.site.config.tags) > 1
    )


def _ticker(voice: Voice, link: Linker, day: str) -> tuple[Link, ...]:
    latest = _latest(voice, day, TICKER_ITEMS)
    return tuple(voice.article_link(entry, link) for entry in latest)


def _widgets(voice: Voice, link: Linker, day: str) -> tuple[Widget, ...]:
    latest = _latest(voice, day, SIDEBAR_ITEMS)
    links = tuple(voice.article_link(entry, link) for entry in latest)
    # Running counts would change every page of an archive with every article.
    if day:
        return (Widget("list", "latest", links),) if links else ()
    dates = tuple(_dated(voice, entry) for entry in latest)
    return (Widget("list", "latest", links, dates), _sections_widget(voice, link))


def _dated(voice: Voice, entry: Entry) -> str:
    """Return the day an article is filed under, and what it is the day of."""
    if not entry.day:
        return ""
    key = "captured_on" if entry.basis == "captured" else "published_on"
    return voice.t.plain(key, d=voice.date(entry.day))


def _sections_widget(voice: Voice, link: Linker) -> Widget:
    sections = list(voice.tree.sections.values())[:SECTION_LINKS]
    links = tuple(voice.section_link(section.slug, link) for section in sections)
    counts = tuple(voice.number(section.count) for section in sections)
    return Widget("counts", "sections", links, counts)


def _footer(voice: Voice, link: Linker) -> tuple[Link, ...]:
    own = voice.site.plain_pages.get(voice.tag, ())
    pages = [
        Link(page.title, link(routes.plain(voice.tag, page.name)))
        for page in own
        if page.name != "about"
    ]
    return (Link(voice.t.about_mirror, link(routes.about(voice.tag))), *pages)


def _years(voice: Voice, day: str) -> str:
    """Return the years of the notice of rights: a dated page's own, else first to last."""
    if day[:1].isdigit():
        return voice.date(day[:4])
    years = list(voice.tree.years) if not day else []
    shown = dict.fromkeys((years[0], years[-1])) if years else {}
    return "–".join(voice.date(year) for year in shown)
