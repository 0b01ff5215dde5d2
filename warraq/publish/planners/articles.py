"""Articles: each at its address, with what stood beside it on its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from warraq.catalog import Entry
from warraq.model import Article
from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.page import REDIRECT, Page
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.views import (
    ArticleView,
    Card,
    Head,
    Link,
    PlainView,
    RedirectView,
    SeeAlsoView,
    SourceView,
)

RELATED_ITEMS = 3


def plan(site: Site) -> Iterator[Page]:
    """Yield the articles, and the tombstones of removed ones."""
    for edition in site.editions:
        for entry in (*edition.tree.entries, *edition.tree.undated):
            yield _article(edition, entry)
        for entry in edition.tree.removed:
            yield _tombstone(edition, entry)


def plan_redirects(site: Site) -> Iterator[Page]:
    """Yield pages at old addresses."""
    for edition in site.editions:
        yield from _redirects(edition)


def _article(edition: Edition, entry: Entry) -> Page:
    address = routes.article(entry.tree, entry.address)
    link = edition.site.linker(address)
    section = entry.sections[-1] if entry.sections else ""
    counterparts = _counterparts(edition.site, entry)
    return Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="article.html",
        view=_view(edition, entry, link),
        head=_head(edition, entry, address, counterparts),
        shell=edition.shell(address, day=entry.day, section=section, counterparts=counterparts),
        content=entry.file,
    )


def _counterparts(site: Site, entry: Entry) -> tuple[str, ...]:
    group = site.translations.get(entry.article.id, ())
    return tuple(routes.article(other.tree, other.address) for other in group)


def _head(edition: Edition, entry: Entry, address: str, counterparts: tuple[str, ...]) -> Head:
    article, site = entry.article, edition.site
    robots = "noindex,follow" if article.status in ("noindex", "draft") else site.robots
    # Only search engines read a description; those asked to stay away need none.
    return Head(
        title=f"{article.title} – {site.config.title_in(edition.tag)}",
        description="" if robots else article.summary or entry.teaser,
        robots=robots,
        canonical="" if robots else edition.canonical(address, _web_address(article)),
        original=_web_address(article),
        alternates=edition.alternates(address, counterparts),
    )


def _view(edition: Edition, entry: Entry, link: Linker) -> ArticleView:
    article = entry.article
    lang, direction = edition.own(article.lang)
    older, newer = edition.tree.neighbours(entry)
    printed = zip(entry.sections, entry.section_names, strict=True)
    sections = tuple(edition.section_link(slug, link, name) for slug, name in printed)
    title = Link(article.title, "", lang, direction)
    return ArticleView(
        crumbs=edition.crumbs(link, *sections, title),
        title=article.title,
        body="",
        lang=lang,
        dir=direction,
        authors=_authors(edition, entry, link),
        place=article.place,
        credit=article.credit,
        sections=sections,
        published=edition.date_view(article.published, "published"),
        updated=edition.date_view(article.updated),
        captured=edition.date_view(article.captured, "captured"),
        summary=article.summary,
        tags=article.tags,
        translations=_translations(edition, entry, link),
        older=edition.article_link(older, link) if older else None,
        newer=edition.article_link(newer, link) if newer else None,
        related=_related(edition, entry, link),
        see_also=tuple(_see_also(edition, entry, link)),
        source=_source(edition, entry, link),
        draft=article.status == "draft",
    )


def _authors(edition: Edition, entry: Entry, link: Linker) -> tuple[Link, ...]:
    if not edition.site.config.author_pages:
        return tuple(Link(name) for name in entry.article.authors)
    addresses = edition.author_addresses
    return tuple(Link(name, link(addresses[name])) for name in entry.article.authors)


def _translations(edition: Edition, entry: Entry, link: Linker) -> tuple[Link, ...]:
    group = edition.site.translations.get(entry.article.id, ())
    return tuple(edition.article_link(other, link) for other in group if other is not entry)


def _related(edition: Edition, entry: Entry, link: Linker) -> tuple[Card, ...]:
    related = edition.tree.older_in_section(entry, RELATED_ITEMS)
    cards = (edition.card(other, link, teaser=False, section=False) for other in related)
    return tuple(replace(card, byline="") for card in cards)


def _see_also(edition: Edition, entry: Entry, link: Linker) -> Iterator[SeeAlsoView]:
    for item in entry.article.see_also:
        held = edition.site.see_also.find(item.title, entry)
        if held is None:
            yield SeeAlsoView(item.title, item.teaser)
        elif held.listed:
            href = link(routes.article(held.tree, held.address))
            yield SeeAlsoView(item.title, item.teaser, href)


def _source(edition: Edition, entry: Entry, link: Linker) -> SourceView | None:
    article, source = entry.article, entry.article.source
    if not source.sha256:
        return None
    url = _web_address(article)
    raw = routes.raw_copy(entry.tree, entry.address)
    return SourceView(
        site=source.site,
        url=url,
        host=urlsplit(url).hostname or "",
        sha256=source.sha256,
        file=source.file.rsplit("/", 1)[-1],
        raw_href=link(raw) if edition.site.published_capture(entry) else "",
        changes=sum(_lines(lines) for dropped in article.dropped for lines in dropped.lines),
        version=edition.site.version,
    )


def _web_address(article: Article) -> str:
    """Return where the original stood; "" for what a reader's browser must not follow."""
    url = article.source.url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname else ""


def _lines(lines: str) -> int:
    first, _, last = lines.partition("-")
    return int(last) - int(first) + 1 if first.isdigit() and last.isdigit() else 1


def _tombstone(edition: Edition, entry: Entry) -> Page:
    address = routes.article(entry.tree, entry.address)
    link = edition.site.linker(address)
    crumbs = edition.crumbs(link, Link(edition.t.removed))
    head = Head(title=edition.t.removed, robots="noindex,follow")
    return Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="plain.html",
        view=PlainView("removed", crumbs, heading_key="removed"),
        head=head,
        shell=edition.shell(address),
    )


def _redirects(edition: Edition) -> Iterator[Page]:
    tree = edition.tree
    for entry in (*tree.entries, *tree.undated):
        for alias in entry.article.aliases:
            address = routes.article(tree.tag, alias.strip("/"))
            target = edition.site.linker(address)(routes.article(tree.tag, entry.address))
            view = RedirectView(target, entry.article.title, entry.article.lang, edition.dir)
            yield Page(routes.output_file(address), tree.tag, REDIRECT, view)
