"""The home page of each language, and the chooser at the root."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.catalog.slices import Slice
from warraq.config import BoxConfig, BoxStyle
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import Beside
from warraq.publish.page import Page
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.views.mains import ChooserView, HomeView
from warraq.publish.views.parts import Box, Link
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale

LEAD_ITEMS = 4
RECENT_ITEMS = 8

# Without boxes of its own a home page shows its largest sections, in these styles:
# a wide one, a row of two, a list, another row of two.
_STYLES: tuple[BoxStyle, ...] = ("wide", "pair", "pair", "list", "pair", "pair")
_MIN_ITEMS = 2


def plan_home(site: Site, part: Slice) -> Iterator[Page]:
    """Yield a language's home."""
    yield _home(site.edition(part.tree), routes.home(part.tree))


def plan_root(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the page at the root: the chooser, or the home of the only language."""
    del part
    yield _home(site.editions[0], routes.ROOT) if len(site.editions) == 1 else _chooser(site)


def _home(edition: Edition, address: str) -> Page:
    site = edition.site
    link = site.linker(address)
    homes = tuple(map(routes.home, site.config.tags))
    lead = edition.tree.newest(LEAD_ITEMS)
    return Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="home.html",
        view=HomeView(
            lead=tuple(edition.card(entry, link) for entry in lead),
            boxes=tuple(_boxes(edition, link)),
        ),
        head=edition.head(
            site.config.title_in(edition.tag), routes.home(edition.tag), counterparts=homes
        ),
        shell=edition.shell(address, Beside(counterparts=homes)),
    )


def _boxes(edition: Edition, link: Linker) -> Iterator[Box]:
    for box in edition.site.config.boxes or _default_boxes(edition):
        if built := _box(edition, box, link):
            yield built


def _default_boxes(edition: Edition) -> Iterator[BoxConfig]:
    sections = edition.tree.sections.values()
    top = [one.slug for one in sections if one.count >= _MIN_ITEMS and not one.parent]
    for style, slug in zip(_STYLES, top, strict=False):
        yield BoxConfig(style, slug, items=4)
    yield BoxConfig("recent", items=RECENT_ITEMS)


def _box(edition: Edition, box: BoxConfig, link: Linker) -> Box | None:
    if not box.section:
        newest = edition.tree.newest(LEAD_ITEMS + box.items)[LEAD_ITEMS:]
        cards = tuple(edition.card(entry, link, teaser=False) for entry in newest)
        return Box(box.style, None, cards) if cards else None
    if box.section not in edition.tree.sections:
        return None
    cards = tuple(
        edition.card(entry, link, teaser=number == 0, section=False)
        for number, entry in enumerate(edition.tree.section_newest(box.section, box.items))
    )
    return Box(box.style, edition.section_link(box.section, link), cards)


def _chooser(site: Site) -> Page:
    link = site.linker(routes.ROOT)
    first = site.editions[0]
    entries = tuple(
        (
            Link(site.config.title_in(tag), link(routes.home(tag)), tag, direction_of(tag)),
            load_locale(tag).name,
        )
        for tag in site.config.tags
    )
    view = ChooserView(
        entries,
        first.tag,
        first.dir,
        link(site.css),
        icon=link(site.icon) if site.icon else "",
        robots=site.robots,
    )
    head = first.head(site.config.title_in(first.tag), routes.ROOT)
    return Page(routes.output_file(routes.ROOT), first.tag, "chooser.html", view, head)
