"""The other captures of an article, and how what they told differs from what is shown.

What a capture told lies in `content/versions/`, so that it is known without the capture.
"""

from __future__ import annotations

from collections.abc import Iterator

from warraq.catalog import Entry
from warraq.content import ContentFile
from warraq.content.versions import version_file
from warraq.diagnostics import InputError
from warraq.publish import routes
from warraq.publish.edition.difference import difference, paragraphs_of
from warraq.publish.edition.edition import Edition
from warraq.publish.edition.shells import STILL, Beside
from warraq.publish.page import Page
from warraq.publish.routes import Linker
from warraq.publish.story import Story
from warraq.publish.views.mains import CaptureView, VersionView
from warraq.publish.views.parts import Link
from warraq.publish.views.shell import Head

# A page that was crawled every hour is listed by its newest captures; all are in the file.
MAX_LISTED = 20


def captures_of(
    edition: Edition, entry: Entry, story: Story, link: Linker
) -> Iterator[CaptureView]:
    """Yield the captures of an article: that which is shown, then the others, newest first."""
    if not story.captures:
        return
    yield CaptureView(edition.date_view(story.captured, "captured"), story.url, shown=True)
    for captured, address, text in _listed(story):
        href = link(routes.version(entry.tree, entry.address, text)) if text else ""
        told = href if text and _read(edition, text) else ""
        yield CaptureView(edition.date_view(captured, "captured"), address, told, same=not text)


def plan_versions(edition: Edition, entry: Entry, story: Story) -> Iterator[Page]:
    """Yield a page for each text that another capture told."""
    told = {text: captured for captured, _, text in reversed(_listed(story)) if text}
    for text, captured in sorted(told.items()):
        if other := _read(edition, text):
            yield _page(edition, entry, story, text, captured, other)


def _listed(story: Story) -> list[tuple[str, str, str]]:
    return sorted(story.captures, reverse=True)[:MAX_LISTED]


def _read(edition: Edition, text: str) -> ContentFile | None:
    """Return what a capture told, None where its file is gone or wrong, which the build tells."""
    try:
        return edition.site.read(name) if (name := version_file(text)) else None
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, InputError):
        return None


def _page(
    edition: Edition, entry: Entry, story: Story, text: str, captured: str, other: ContentFile
) -> Page:
    """Return the page that compares one text with the article."""
    site = edition.site
    shown = site.read(entry.file)
    address = routes.version(entry.tree, entry.address, text)
    link = site.linker(address)
    lang, direction = edition.own(story.lang)
    article = Link(story.title, link(routes.article(entry.tree, entry.address)), lang, direction)
    view = VersionView(
        crumbs=edition.crumbs(link, article, Link(edition.t.captures)),
        captured=edition.date_view(captured),
        article=article,
        passages=difference(
            paragraphs_of(other.article.title, other.body),
            paragraphs_of(shown.article.title, shown.body),
        ),
        lang=lang,
        dir=direction,
    )
    return Page(
        path=routes.output_file(address),
        lang=edition.tag,
        template="version.html",
        view=view,
        head=Head(title=f"{edition.t.captures}: {story.title}", robots="noindex,follow"),
        shell=edition.shell(address, Beside(STILL)),
        content=entry.file,
    )
