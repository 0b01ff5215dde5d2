"""Articles: each at its address, with what stood beside it on its day."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from warraq.catalog import Entry, Surroundings
from warraq.catalog.slices import WINDOW, Slice
from warraq.model import Article
from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.markdown import render_body
from warraq.publish.page import REDIRECT, Page
from warraq.publish.routes import Linker
from warraq.publish.shells import STILL
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


def plan_days(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the articles filed under a day, or under the days of a stretch."""
    edition = site.edition(part.tree)
    first, _, last = part.key.partition(" ")
    site.catalog.see_also.expect(part.tree, first, last or first)
    return _articles(edition, list(edition.tree.articles_between(first, last or first, WINDOW)))


def plan_one(site: Site, part: Slice) -> Iterator[Page]:
    """Yield one article, if it is still listed."""
    edition = site.edition(part.tree)
    return _articles(edition, list(edition.tree.article(part.key, WINDOW)))


def plan_bucket(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the undated articles whose ids begin alike."""
    edition = site.edition(part.tree)
    return _articles(edition, list(edition.tree.undated_bucket(part.key)))


def plan_removed(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the tombstones of removed articles."""
    edition = site.edition(part.tree)
    return (_tombstone(edition, entry) for entry in edition.tree.removed)


def plan_redirects(site: Site, part: Slice) -> Iterator[Page]:
    """Yield pages at old addresses."""
    edition = site.edition(part.tree)
    for alias, entry in edition.tree.free_aliases:
        address = routes.article(part.tree, alias)
        target = site.linker(address)(routes.article(part.tree, entry.address))
        view = RedirectView(target, entry.title, entry.lang, edition.dir)
        yield Page(routes.output_file(address), part.tree, REDIRECT, view, content=entry.file)


def _articles(edition: Edition, surroundings: list[Surroundings]) -> Iterator[Page]:
    """Yield the pages of some articles; first all are read, then all bodies rendered."""
    files = [edition.site.read(around.entry.file) for around in surroundings]
    bodies = [render_body(found.body) for found in files]
    for around, found, body in zip(surroundings, files, bodies, strict=True):
        yield from _article(edition, around, found.article, body)


def _article(edition: Edition, around: Surroundings, article: Article, body: str) -> Iterator[Page]:
    entry, site = around.entry, edition.site
    address = routes.article(entry.tree, entry.address)
    link = site.linker(address)
    group = site.catalog.translations(entry)
    counterparts = tuple(routes.article(other.tree, other.address) for other in group)
    day, section = entry.day or STILL, entry.sections[-1] if entry.sections else ""
    yield Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="article.html",
        view=_view(edition, around, article, body, group, link),
        head=_head(edition, entry, article, address, counterparts),
        shell=edition.shell(address, day=day, section=section, counterparts=counterparts),
        content=entry.file,
    )
    if capture := site.published_capture(article.source.file):
        raw = routes.raw_copy(entry.tree, entry.address)
        yield Page(raw, lang="", data=capture.read_bytes(), content=entry.file)


def _head(
    edition: Edition, entry: Entry, article: Article, address: str, counterparts: tuple[str, ...]
) -> Head:
    site = edition.site
    robots = "noindex,follow" if article.status in ("noindex", "draft") else site.robots
    original = _web_address(article)[0]
    # Only search engines read a description; those asked to stay away need none.
    return Head(
        title=f"{article.title} – {site.config.title_in(edition.tag)}",
        description="" if robots else article.summary or entry.teaser,
        robots=robots,
        canonical="" if robots else edition.canonical(address, original),
        original=original,
        alternates=edition.alternates(address, counterparts),
    )


def _view(
    edition: Edition,
    around: Surroundings,
    article: Article,
    body: str,
    group: tuple[Entry, ...],
    link: Linker,
) -> ArticleView:
    entry = around.entry
    lang, direction = edition.own(article.lang)
    placed = zip(entry.sections, entry.names, strict=True)
    sections = tuple(edition.section_link(slug, link, name) for slug, name in placed)
    title = Link(article.title, "", lang, direction)
    return ArticleView(
        crumbs=edition.crumbs(link, *sections, title),
        title=article.title,
        body=body,
        lang=lang,
        dir=direction,
        authors=_authors(edition, article, link),
        place=article.place,
        credit=article.credit,
        sections=sections,
        published=edition.date_view(article.published, "published"),
        updated=edition.date_view(article.updated),
        captured=edition.date_view(article.captured, "captured"),
        summary=article.summary,
        tags=article.tags,
        translations=tuple(edition.article_link(other, link) for other in group if other != entry),
        older=edition.article_link(around.older, link) if around.older else None,
        newer=edition.article_link(around.newer, link) if around.newer else None,
        related=tuple(_related(edition, around, link)),
        see_also=tuple(_see_also(edition, entry, article, link)),
        source=_source(edition, entry, article, link),
        draft=article.status == "draft",
    )


def _authors(edition: Edition, article: Article, link: Linker) -> tuple[Link, ...]:
    if not edition.site.config.author_pages:
        return tuple(Link(name) for name in article.authors)
    return tuple(Link(name, link(edition.author_address(name))) for name in article.authors)


def _related(edition: Edition, around: Surroundings, link: Linker) -> Iterator[Card]:
    for other in around.related:
        yield edition.card(other, link, teaser=False, section=False, byline=False)


def _see_also(
    edition: Edition, entry: Entry, article: Article, link: Linker
) -> Iterator[SeeAlsoView]:
    for item in article.see_also:
        held = edition.site.catalog.see_also.find(item.title, entry)
        if held is None:
            yield SeeAlsoView(item.title, item.teaser)
        elif held.listed:
            href = link(routes.article(held.tree, held.address))
            yield SeeAlsoView(item.title, item.teaser, href)


def _source(edition: Edition, entry: Entry, article: Article, link: Linker) -> SourceView | None:
    source = article.source
    if not source.sha256:
        return None
    url, host = _web_address(article)
    raw = routes.raw_copy(entry.tree, entry.address)
    return SourceView(
        site=source.site,
        url=url,
        host=host,
        sha256=source.sha256,
        file=source.file.rsplit("/", 1)[-1],
        raw_href=link(raw) if edition.site.published_capture(source.file) else "",
        changes=sum(_lines(lines) for dropped in article.dropped for lines in dropped.lines),
    )


def _web_address(article: Article) -> tuple[str, str]:
    """Return where the original stood, and its host; "" for what a browser must not follow."""
    url = article.source.url
    if not url.startswith(("http://", "https://")):
        return "", ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return "", ""
    return (url, host) if host else ("", "")


def _lines(lines: str) -> int:
    first, _, last = lines.partition("-")
    return int(last) - int(first) + 1 if first.isdigit() and last.isdigit() else 1


def _tombstone(edition: Edition, entry: Entry) -> Page:
    address = routes.article(entry.tree, entry.address)
    link = edition.site.linker(address)
    crumbs = edition.crumbs(link, Link(edition.t.removed))
    return Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="plain.html",
        view=PlainView("removed", crumbs, heading_key="removed"),
        head=Head(title=edition.t.removed, robots="noindex,follow"),
        shell=edition.shell(address, day=STILL),
        content=entry.file,
    )
