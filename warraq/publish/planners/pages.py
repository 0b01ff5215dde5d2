"""Pages of prose: those written by hand, what this mirror is, and «not found»."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import Beside
from warraq.publish.edition.sources import PlainPage, Sources
from warraq.publish.markdown import held_pictures, render_body
from warraq.publish.page import Page
from warraq.publish.pictures.illustrations import Illustrated
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.views.mains import PlainView
from warraq.publish.views.parts import Link
from warraq.publish.views.shell import Head

NEWEST_ITEMS = 4


def plan_plain(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the pages of `content/<lang>/pages/`, and a language's «about»."""
    edition = site.edition(part.tree)
    own = site.plain_pages.get(edition.tag, ())
    abouts = tuple(page for page in own if page.name == "about")
    for about in abouts or (None,):
        yield from _about(edition, about)
    for page in own:
        if page.name != "about":
            yield from _plain(edition, page)


def plan_not_found(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the 404 page, in the site's first language."""
    del part
    yield _not_found(site.editions[0])


def _plain(edition: Edition, page: PlainPage) -> Iterator[Page]:
    address = routes.plain(edition.tag, page.name)
    link = edition.site.linker(address)
    found = edition.site.read(page.file)
    shown = _shown(edition, found.body)
    crumbs = edition.crumbs(link, Link(page.title))
    view = PlainView("page", crumbs, heading=page.title, body=shown.body)
    status = found.article.status
    yield edition.page(address, page.title, "plain.html", view, content=page.file, status=status)
    yield from _beside(address, shown, page.file)


def _shown(edition: Edition, body: str) -> Illustrated:
    return edition.site.illustrated(render_body(body), held_pictures(body))


def _beside(address: str, shown: Illustrated, file: str) -> Iterator[Page]:
    """Yield the pictures of a page of prose."""
    for name, read in shown.files.items():
        yield Page(f"{address}{name}", lang="", read=read, content=file)


def _about(edition: Edition, own: PlainPage | None) -> Iterator[Page]:
    address = routes.about(edition.tag)
    link = edition.site.linker(address)
    title = own.title if own else edition.t.about_mirror
    found = edition.site.read(own.file) if own else None
    shown = _shown(edition, found.body) if found else Illustrated("", {})
    view = PlainView(
        "about",
        edition.crumbs(link, Link(title)),
        heading=title,
        body=shown.body,
        facts=tuple(_facts(edition)),
    )
    file = own.file if own else ""
    yield edition.page(
        address,
        title,
        "plain.html",
        view,
        Beside(counterparts=tuple(map(routes.about, edition.site.config.tags))),
        content=file,
        status=found.article.status if found else "public",
    )
    yield from _beside(address, shown, file)


def _facts(edition: Edition) -> Iterator[tuple[str, Link]]:
    """Yield (word key, what it is) of the mirror: who runs it, and whose texts it holds."""
    config = edition.site.config
    if config.operator:
        yield "run_by", Link(config.operator)
    if config.contact:
        yield "contact", Link(config.contact, _contact_address(config.contact), dir="ltr")
    addresses = {source.site: source.url for source in config.sources if source.url}
    for name in edition.site.catalog.sources:
        yield "source", Link(name, addresses.get(name, ""))


def _contact_address(contact: str) -> str:
    if contact.startswith(("http://", "https://")):
        return contact
    is_mail = "@" in contact and " " not in contact and "." in contact.partition("@")[2]
    return f"mailto:{contact}" if is_mail else ""


def _not_found(edition: Edition) -> Page:
    site = edition.site
    link = _not_found_linker(site)
    cards = (
        edition.card(entry, link, section=False) for entry in edition.tree.newest(NEWEST_ITEMS)
    )
    view = PlainView(
        "not-found",
        edition.crumbs(link, Link(edition.t.not_found)),
        heading_key="not_found",
        cards=tuple(cards),
    )
    return Page(
        path=routes.NOT_FOUND,
        lang=edition.tag,
        template="plain.html",
        view=view,
        head=Head(title=edition.t.not_found, robots="noindex"),
        shell=edition.shell(routes.NOT_FOUND, link=link),
    )


def _not_found_linker(site: Sources) -> Linker:
    """Return links that hold at any depth, where the site's address is known."""
    path = urlsplit(site.config.site_url).path if site.config.site_url else ""
    base = path.rstrip("/") + "/" if site.config.site_url else ""
    return Linker(base, site.config.links)
