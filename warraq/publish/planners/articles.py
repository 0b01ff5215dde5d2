"""Articles: each at its address, with what stood beside it on its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from warraq.catalog import WINDOW, Entry, Surroundings
from warraq.catalog.slices import Slice
from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import STILL, Beside
from warraq.publish.edition.versions import captures_of, plan_versions
from warraq.publish.page import REDIRECT, Page
from warraq.publish.routes import Linker
from warraq.publish.site import Site
from warraq.publish.story import Story
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
    return _articles(edition, edition.tree.around.articles_between(*part.days, WINDOW), spooled)


def plan_one(site: Site, part: Slice) -> Iterator[Page]:
    """Yield one article, if it is still listed."""
    edition = site.edition(part.tree)
    return _articles(edition, edition.tree.around.article(part.key, WINDOW), {})


def plan_bucket(site: Site, part: Slice) -> Iterator[Page]:
    """Yield the undated articles whose ids begin alike."""
    edition = site.edition(part.tree)
    return _articles(edition, edition.tree.around.undated_bucket(part.key), {})


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


class _Placed(NamedTuple):
    """An article on its page: what it tells, what stands beside it, and how the page links.

    `group` is the story in all its languages; `raw` is the address of its capture, "" where
    that is not published.
    """

    edition: Edition
    entry: Entry
    around: Surroundings
    story: Story
    address: str
    link: Linker
    group: tuple[Entry, ...]
    raw: str

    @property
    def counterparts(self) -> tuple[str, ...]:
        return tuple(routes.article(other.tree, other.address) for other in self.group)


def _articles(
    edition: Edition, surroundings: Iterable[Surroundings], spooled: Mapping[str, str]
) -> Iterator[Page]:
    """Yield the pages of some articles; first all stories are read."""
    line = list(surroundings)
    files = [around.entry.file for around in line]
    stories = [edition.site.story(file, spooled.get(file, "")) for file in files]
    for around, story in zip(line, stories, strict=True):
        yield from _article(edition, around, story)


def _article(edition: Edition, around: Surroundings, story: Story) -> Iterator[Page]:
    """Yield the page of an article, and what lies beside it."""
    entry = around.entry
    shown = edition.site.illustrated(story.body, story.pictures)
    placed = _placed(edition, around, story._replace(body=shown.body))
    yield _page(placed)
    yield from plan_versions(edition, entry, story)
    for name, read in shown.files.items():
        beside = routes.beside(entry.tree, entry.address, name)
        yield Page(beside, lang="", read=read, content=entry.file)
    if placed.raw:
        capture = partial(edition.site.capture, story.piece)
        yield Page(placed.raw, lang="", read=capture, content=entry.file)


def _placed(edition: Edition, around: Surroundings, story: Story) -> _Placed:
    entry, site = around.entry, edition.site
    address = routes.article(entry.tree, entry.address)
    raw = routes.raw_copy(entry.tree, entry.address) if site.capture(story.piece) else ""
    group = site.catalog.translations(entry)
    return _Placed(edition, entry, around, story, address, site.linker(address), group, raw)


def _page(placed: _Placed) -> Page:
    edition, entry, counterparts = placed.edition, placed.entry, placed.counterparts
    day, section = entry.day or STILL, entry.sections[-1] if entry.sections else ""
    return Page(
        path=routes.output_file(placed.address),
        lang=edition.tag,
        template="article.html",
        view=_view(placed),
        head=_head(placed, counterparts),
        shell=edition.shell(placed.address, Beside(day, section, counterparts)),
        content=entry.file,
    )


def _head(placed: _Placed, counterparts: tuple[str, ...]) -> Head:
    edition, story = placed.edition, placed.story
    robots = edition.site.robots_of(story.status)
    # Only search engines read a description; those asked to stay away need none.
    return Head(
        title=f"{story.title} – {edition.site.config.title_in(edition.tag)}",
        description="" if robots else story.summary or placed.entry.teaser,
        robots=robots,
        canonical="" if robots else edition.canonical(placed.address, story.url),
        original=story.url,
        alternates=edition.alternates(placed.address, counterparts),
    )


def _view(placed: _Placed) -> ArticleView:
    edition, story, link = placed.edition, placed.story, placed.link
    entry, around = placed.entry, placed.around
    lang, direction = edition.own(story.lang)
    sections = _sections(placed)
    return ArticleView(
        crumbs=edition.crumbs(link, *sections, Link(story.title, "", lang, direction)),
        title=story.title,
        body=story.body,
        lang=lang,
        dir=direction,
        authors=_authors(placed),
        place=story.place,
        credit=story.credit,
        sections=sections,
        published=edition.date_view(story.published, "published"),
        updated=edition.date_view(story.updated),
        captured=edition.date_view(story.captured, "captured"),
        summary=story.summary,
        tags=story.tags,
        translations=_translations(placed),
        also=tuple(_also(placed)),
        captures=tuple(captures_of(edition, entry, story, link)),
        older=edition.article_link(around.older, link) if around.older else None,
        newer=edition.article_link(around.newer, link) if around.newer else None,
        related=tuple(_related(placed)),
        see_also=tuple(_see_also(placed)),
        source=_source(placed),
        draft=story.status == "draft",
    )


def _sections(placed: _Placed) -> tuple[Link, ...]:
    """Return the article's sections by the names that it printed."""
    entry, edition = placed.entry, placed.edition
    pairs = zip(entry.sections, entry.names, strict=True)
    return tuple(edition.section_link(slug, placed.link, name) for slug, name in pairs)


def _authors(placed: _Placed) -> tuple[Link, ...]:
    edition, names = placed.edition, placed.story.authors
    if not edition.site.config.author_pages:
        return tuple(Link(name) for name in names)
    return tuple(Link(name, placed.link(edition.author_address(name))) for name in names)


def _translations(placed: _Placed) -> tuple[Link, ...]:
    others = (other for other in placed.group if other != placed.entry)
    return tuple(placed.edition.article_link(other, placed.link) for other in others)


def _also(placed: _Placed) -> Iterator[CarrierView]:
    """Yield the other outlets' copies; of what all of them printed, the first ones."""
    edition = placed.edition
    for outlet, other in edition.site.catalog.carriers(placed.entry)[:MAX_CARRIERS]:
        date = edition.date_view(other.day, other.basis)
        yield CarrierView(outlet, edition.article_link(other, placed.link), date)


def _related(placed: _Placed) -> Iterator[Card]:
    for other in placed.around.related:
        yield placed.edition.card(other, placed.link, teaser=False, section=False, byline=False)


def _see_also(placed: _Placed) -> Iterator[SeeAlsoView]:
    for title, teaser in placed.story.see_also:
        held = placed.edition.site.catalog.see_also.find(title, placed.entry)
        if held is None:
            yield SeeAlsoView(title, teaser)
        elif held.listed:
            href = placed.link(routes.article(held.tree, held.address))
            yield SeeAlsoView(title, teaser, href)


def _source(placed: _Placed) -> SourceView | None:
    story = placed.story
    if not story.sha256:
        return None
    return SourceView(
        site=story.site,
        url=story.url,
        host=story.host,
        sha256=story.sha256,
        file=story.capture.rsplit("/", 1)[-1],
        raw_href=placed.link(placed.raw) if placed.raw else "",
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
        shell=edition.shell(address, Beside(STILL)),
        content=entry.file,
    )
