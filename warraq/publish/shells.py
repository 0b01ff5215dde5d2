"""The shell: what pages of one language, day and depth share.

Top bar, menu, ticker, sidebar and footers of a page depend on its `Frame` alone,
so pages with equal frames share one shell, and news of one day leaves the shells
of earlier days as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warraq.catalog import Entry, Section
from warraq.catalog.slices import WINDOW
from warraq.publish import routes
from warraq.publish.routes import Linker
from warraq.publish.views import DateView, Link, MenuItem, Shell, Widget
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale

if TYPE_CHECKING:
    from warraq.publish.edition import Edition

# What the portal family showed; more would not fit the budget of a first view.
TICKER_ITEMS = 5
SIDEBAR_ITEMS = 5
# On articles and days the sidebar repeats what the ticker names, and no more.
DAY_ITEMS = WINDOW
MENU_ITEMS = 8
SECTION_LINKS = 40


# The day of pages that show no news at all.
STILL = "-"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a shell depends on; without `widgets` of its own a page has the usual ones."""

    link: Linker
    is_home: bool = False
    day: str = ""
    section: str = ""
    counterparts: tuple[str, ...] = ()
    widgets: tuple[Widget, ...] | None = None


def build_shell(edition: Edition, frame: Frame) -> Shell:
    """Return the shell of all pages with this frame."""
    config, link = edition.site.config, frame.link
    return Shell(
        lang=edition.tag,
        dir=edition.dir,
        title=_title(edition, link),
        home=link(routes.home(edition.tag)),
        css=link(edition.site.css),
        icon=link(edition.site.icon) if edition.site.icon else "",
        is_home=frame.is_home,
        day=_shown_day(edition, frame.day or edition.tree.newest_day),
        archive_of=edition.site.archive_of(edition.tag),
        menu=_menu(edition, link, frame.section, is_home=frame.is_home),
        languages=_languages(edition, link, frame.counterparts),
        secondary=(Link(edition.t.archive, link(routes.archive(edition.tag))),),
        ticker=_ticker(edition, link, frame.day),
        widgets=_widgets(edition, link, frame.day) if frame.widgets is None else frame.widgets,
        breadcrumb_separator=config.breadcrumb_separator,
        footer=_footer(edition, link),
        years=_years(edition, frame.day),
    )


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
    top = [section for section in edition.tree.sections.values() if not section.parent]
    sections = (
        MenuItem(_menu_link(edition, one, link, current), _children(edition, one, link, current))
        for one in top[:MENU_ITEMS]
    )
    return (home, *sections)


def _menu_link(edition: Edition, section: Section, link: Linker, current: str) -> Link:
    href = link(routes.section(edition.tag, section.slug))
    return Link(section.name, href, current=section.slug == current)


def _children(edition: Edition, section: Section, link: Linker, current: str) -> tuple[Link, ...]:
    children = (other for other in edition.tree.sections.values() if other.parent == section.slug)
    return tuple(_menu_link(edition, child, link, current) for child in children)


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
    years = [day[:4]] if day[:1].isdigit() else list(edition.tree.years) if not day else []
    shown = dict.fromkeys((years[0], years[-1])) if years else {}
    return "–".join(edition.date(year) for year in shown)
