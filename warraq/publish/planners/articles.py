"""Articles: each at its address, with what stood beside it on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from warraq.catalog import WINDOW, Entry, Surroundings
from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition import Edition
from warraq.publish.page import REDIRECT, Page
from warraq.publish.routes import Linker
from warraq.publish.shells import STILL
from warraq.publish.site import Site
from warraq.publish.story import Story
from warraq.publish.versions import captures_of, plan_versions
from warraq.publish.views.mains import ArticleView, CarrierView, PlainView, RedirectView
from warraq.publish.views.parts import Card, Link, SeeAlsoView, SourceView
from warraq.publish.views.shell import Head

# What an agency sent to everybody is named by those who had it first.
MAX_CARRIERS = 8


def plan_days(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the articles filed under a day, or under the days of a stretch."""
    edition = site.edition(part.tree)
    site.catalog.see_also.expect(part.tree, *part.days)
    spooled = edition.tree.spooled_between(*part.days)
    return _articles(edition, edition.tree.articles_between(*part.days, WINDOW), spooled)


def plan_one(site: Site, part: Slice) -> Iterator[Page]:
    """Yield one article, if it is still listed."""
    edition = site.edition(part.tree)
    return _articles(edition, edition.tree.article(part.key, WINDOW), {})


def plan_bucket(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the undated articles whose ids begin alike."""
    edition = site.edition(part.tree)
    return _articles(edition, edition.tree.undated_bucket(part.key), {})


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


def _articles(
    edition: Edition, surroundings: Iterable[Surroundings], spooled: Mapping[str, str]
) -> Iterator[Page]:
    """Yield the pages of some articles; first all stories are read."""
    placed = list(surroundings)
    files = [around.entry.file for around in placed]
    stories = [edition.site.story(file, spooled.get(file, "")) for file in files]
    for around, story in zip(placed, stories, strict=True):
        yield from _article(edition, around, story)


def _article(edition: Edition, around: Surroundings, story: Story) -> Iterator[Page]:
    entry, site = around.entry, edition.site
    shown = site.illustrated(story.body, story.pictures)
    story = story._replace(body=shown.body)
    address = routes.article(entry.tree, entry.address)
    link = site.linker(address)
    group = site.catalog.translations(entry)
    counterparts = tuple(routes.article(other.tree, other.address) for other in group)
    day, section = entry.day or STILL, entry.sections[-1] if entry.sections else ""
    raw = routes.raw_copy(entry.tree, entry.address) if site.capture(story.piece) else ""
    yield Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="article.html",
        view=_view(edition, around, story, group, link, raw),
        head=_head(edition, entry, story, address, counterparts),
        shell=edition.shell(address, day=day, section=section, counterparts=counterparts),
        content=entry.file,
    )
    yield from plan_versions(edition, entry, story)
    for name, read in shown.files.items():
        beside = routes.beside(entry.tree, entry.address, name)
        yield Page(beside, lang="", read=read, content=entry.file)
    if raw:
        yield Page(raw, lang="", read=partial(site.capture, story.piece), content=entry.file)


def _head(
    edition: Edition, entry: Entry, story: Story, address: str, counterparts: tuple[str, ...]
) -> Head:
    site = edition.site
    robots = site.robots_of(story.status)
    # Only search engines read a description; those asked to stay away need none.
    return Head(
        title=f"{story.title} – {site.config.title_in(edition.tag)}",
        description="" if robots else story.summary or entry.teaser,
        robots=robots,
        canonical="" if robots else edition.canonical(address, story.url),
        original=story.url,
        alternates=edition.alternates(address, counterparts),
    )


def _view(
    edition: Edition,
    around: Surroundings,
    story: Story,
    group: tuple[Entry, ...],
    link: Linker,
    raw: str,
) -> ArticleView:
    entry = around.entry
    lang, direction = edition.own(story.lang)
    placed = zip(entry.sections, entry.names, strict=True)
    sections = tuple(edition.section_link(slug, link, name) for slug, name in placed)
    title = Link(story.title, "", lang, direction)
    return ArticleView(
        crumbs=edition.crumbs(link, *sections, title),
        title=story.title,
        body=story.body,
        lang=lang,
        dir=direction,
        authors=_authors(edition, story, link),
        place=story.place,
        credit=story.credit,
        sections=sections,
        published=edition.date_view(story.published, "published"),
        updated=edition.date_view(story.updated),
        captured=edition.date_view(story.captured, "captured"),
        summary=story.summary,
        tags=story.tags,
        translations=tuple(edition.article_link(other, link) for other in group if other != entry),
        also=tuple(_also(edition, entry, link)),
        captures=tuple(captures_of(edition, entry, story, link)),
        older=edition.article_link(around.older, link) if around.older else None,
        newer=edition.article_link(around.newer, link) if around.newer else None,
        related=tuple(_related(edition, around, link)),
        see_also=tuple(_see_also(edition, entry, story, link)),
        source=_source(story, link, raw),
        draft=story.status == "draft",
    )


def _authors(edition: Edition, story: Story, link: Linker) -> tuple[Link, ...]:
    if not edition.site.config.author_pages:
        return tuple(Link(name) for name in story.authors)
    return tuple(Link(name, link(edition.author_address(name))) for name in story.authors)


def _also(edition: Edition, entry: Entry, link: Linker) -> Iterator[CarrierView]:
    """Yield the other outlets' copies; of what all of them printed, the first ones."""
    for outlet, other in edition.site.catalog.carriers(entry)[:MAX_CARRIERS]:
        date = edition.date_view(other.day, other.basis)
        yield CarrierView(outlet, edition.article_link(other, link), date)


def _related(edition: Edition, around: Surroundings, link: Linker) -> Iterator[Card]:
    for other in around.related:
        yield edition.card(other, link, teaser=False, section=False, byline=False)


def _see_also(edition: Edition, entry: Entry, story: Story, link: Linker) -> Iterator[SeeAlsoView]:
    for title, teaser in story.see_also:
        held = edition.site.catalog.see_also.find(title, entry)
        if held is None:
            yield SeeAlsoView(title, teaser)
        elif held.listed:
            href = link(routes.article(held.tree, held.address))
            yield SeeAlsoView(title, teaser, href)


def _source(story: Story, link: Linker, raw: str) -> SourceView | None:
    if not story.sha256:
        return None
    return SourceView(
        site=story.site,
        url=story.url,
        host=story.host,
        sha256=story.sha256,
        file=story.capture.rsplit("/", 1)[-1],
        raw_href=link(raw) if raw else "",
        changes=story.changes,
    )


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
