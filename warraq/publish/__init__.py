"""Publish: `content/` → the site.

The story of a build: read the articles, sort them into the catalog, plan every
page, render each, stage what changed, and switch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from warraq import __version__
from warraq.catalog.build import Found, build_catalog
from warraq.config import SiteConfig
from warraq.content import ContentFile, read_article
from warraq.diagnostics import Diagnostic, InputError, NotCompletedError, Report
from warraq.project import Project
from warraq.publish.markdown import first_words, render_body
from warraq.publish.page import Page
from warraq.publish.planners import plan_site
from warraq.publish.planners.assets import icon_path, style_path
from warraq.publish.site import PlainPage, Site
from warraq.publish.strings import words_for
from warraq.publish.templates import Theme
from warraq.publish.views import ArticleView, PlainView
from warraq.publish.writer import Writer

Progress = Callable[[int, int], None]
Audience = Literal["public", "preview"]

# As long as the teasers that the portal family printed.
TEASER_LENGTH = 150


def publish(
    project: Project,
    config: SiteConfig,
    report: Report,
    *,
    audience: Audience = "public",
    progress: Progress = lambda done, total: None,
) -> None:
    """Write the site. Drafts show only in a `preview`; problems go to `report`.

    The caller holds the project's lock. Raises ConfigError before anything is
    written, NotCompletedError with the old site as it was.
    """
    site = read_site(project, config, report, audience)
    writer = Writer(project)
    try:
        pages = list(plan_site(site))
        theme = Theme(project.templates)
        for number, page in enumerate(pages, start=1):
            writer.add(page.path, render(page, theme, site))
            progress(number, len(pages))
        written, removed = writer.switch()
    except OSError as error:
        writer.discard()
        raise NotCompletedError(_disk_problem(error)) from error
    except BaseException:
        writer.discard()
        raise
    report.counts |= {"pages": len(pages), "written": written, "removed": removed}


def read_site(
    project: Project, config: SiteConfig, report: Report, audience: Audience = "public"
) -> Site:
    """Return everything planners need; what cannot be read goes to `report`."""
    files = [found for found in _content_files(project, report) if _shown(found, audience)]
    articles = [_found(file) for file in files if not _is_plain(file)]
    site = Site(
        config=config,
        catalog=build_catalog(articles, config, report),
        plain_pages=_plain_pages(files, config),
        css=style_path(project.static),
        icon=icon_path(project.static),
        version=__version__,
        static=project.static,
        content=project.content,
    )
    _warn_of_anonymity(site, report)
    return site


def _shown(found: tuple[str, ContentFile], audience: Audience) -> bool:
    return found[1].article.status != "draft" or audience == "preview"


def _content_files(project: Project, report: Report) -> Iterator[tuple[str, ContentFile]]:
    for path in sorted(project.content.glob("*/**/*.md")):
        name = path.relative_to(project.content).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if name.startswith("raw/") or hidden or path.is_symlink() or path.is_dir():
            continue
        try:
            found = read_article(path.read_text("utf-8-sig", "replace"), file=f"content/{name}")
        except InputError as error:
            report.extend(error.diagnostics)
            continue
        except OSError as error:
            report.add(_unreadable(f"content/{name}", error))
            continue
        report.extend(found.problems)
        yield name, found


def _unreadable(file: str, error: OSError) -> Diagnostic:
    hint = "make the file readable and build again"
    return Diagnostic(file, "unreadable", f"cannot read this: {error.strerror}", hint)


def _is_plain(file: tuple[str, ContentFile]) -> bool:
    return file[0].split("/")[1:2] == ["pages"]


def _found(file: tuple[str, ContentFile]) -> Found:
    name, content = file
    teaser = content.article.summary or first_words(content.body, TEASER_LENGTH)
    return Found(content.article, name, teaser)


def _plain_pages(
    files: list[tuple[str, ContentFile]], config: SiteConfig
) -> dict[str, tuple[PlainPage, ...]]:
    pages: dict[str, list[PlainPage]] = {}
    for name, content in files:
        if _is_plain((name, content)) and content.article.status != "removed":
            stem = name.rsplit("/", 1)[-1].removesuffix(".md")
            tree = config.tree_of(name.partition("/")[0])
            pages.setdefault(tree, []).append(PlainPage(stem, content.article.title, name))
    return {tree: tuple(found) for tree, found in pages.items()}


def _warn_of_anonymity(site: Site, report: Report) -> None:
    if site.is_third_party and not (site.config.operator and site.config.contact):
        hint = "say in site.yaml who runs this mirror (operator) and how to reach them (contact)"
        message = "readers of others' texts should know whose copy they read"
        report.add(Diagnostic("site.yaml", "no-operator", message, hint, 0, "warning"))


def render(page: Page, theme: Theme, site: Site) -> bytes:
    """Return the bytes of a page; raise InputError where a template is wrong."""
    if page.copied:
        return page.copied.read_bytes()
    if not page.template:
        return page.data
    t = words_for(page.lang, site.config.language(page.lang).digits)
    view = _with_body(page, site)
    if page.shell is None or page.head is None:
        return (theme.render(page.template, main=view, head=page.head, t=t) + "\n").encode("utf-8")
    return (theme.page(page.shell, page.head, page.template, view, t) + "\n").encode("utf-8")


def _with_body(page: Page, site: Site) -> object:
    """Return the page's view with the body of its file in it, which is read only now."""
    if not page.content or not isinstance(page.view, ArticleView | PlainView):
        return page.view
    text = (site.content / page.content).read_text("utf-8-sig", "replace")
    body = read_article(text, file=f"content/{page.content}").body
    return replace(page.view, body=render_body(body))


def _disk_problem(error: OSError) -> Diagnostic:
    path = str(error.filename2 or error.filename or "output")
    hint = "the site is as it was before; make room or mend the folder's rights, and build again"
    return Diagnostic(path, "not-completed", f"could not write: {error.strerror or error}", hint)
