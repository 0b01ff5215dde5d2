"""What a worker does: plan a slice, render its pages, stage their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from warraq.catalog.slices import OF_MANY, Slice, article_slice
from warraq.config import SiteConfig
from warraq.diagnostics import ConfigError
from warraq.project import Project
from warraq.publish.output.owners import clash
from warraq.publish.output.stage import Built, Stage
from warraq.publish.page import REDIRECT, Page
from warraq.publish.planners import plan_slice
from warraq.publish.site import read_site
from warraq.publish.theme.bytecode import KeptBytecode
from warraq.publish.theme.strings import words_for
from warraq.publish.theme.templates import Theme
from warraq.stopwatch import phase


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs to know; `token` tells one build from the next."""

    project: Project
    config: SiteConfig
    token: str


def build_slices(job: Job, parts: tuple[Slice, ...]) -> tuple[Built, ...]:
    """Return what became of the pages of some slices; their bytes are staged."""
    builder = _builder(job)
    return tuple(built for part in parts for built in builder.build(part))


def close_builder(job: Job) -> None:
    """Give back what this process keeps open for a build, if it made pages for it."""
    if _builder.cache_info().currsize:
        _builder(job).site.close()
        _builder.cache_clear()


@lru_cache(maxsize=1)
def _builder(job: Job) -> Builder:
    return Builder(job.project, job.config)


class Builder:
    """A site and its theme, ready to make any slice."""

    def __init__(self, project: Project, config: SiteConfig) -> None:
        self._stage = Stage(project)
        self.site = read_site(project, config)
        self._theme = Theme(project.templates, KeptBytecode(project.bytecode))

    def build(self, part: Slice) -> Iterator[Built]:
        """Yield what became of the pages of a slice.

        All are planned, then all rendered, then all staged: what is done one at a time
        stays in the processor's caches.
        """
        with phase("plan"):
            pages = list(plan_slice(self.site, part))
            _refuse_twins(pages)
        with phase("render", len(pages)):
            rendered = [self.render(page) for page in pages]
        with phase("stage", len(pages)):
            yield from [*self._staged(part, pages, rendered)]

    def _staged(self, part: Slice, pages: list[Page], rendered: list[bytes]) -> Iterator[Built]:
        for page, data in zip(pages, rendered, strict=True):
            if page.template == REDIRECT:
                yield Built(page.path, str(part), None, data)
                continue
            alone = part.kind in OF_MANY
            owner = article_slice(part.tree, page.content) if alone else part
            staged = self._stage.put(page.path, page.read() if page.read else data)
            yield Built(page.path, str(owner), staged)

    def bytes_of(self, page: Page) -> bytes:
        """Return the bytes of a page, also of one that is read when it is staged."""
        return page.read() if page.read else self.render(page)

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page."""
        if not page.template:
            return page.data
        t = words_for(page.lang, self.site.config.language(page.lang).digits)
        if page.shell is None or page.head is None:
            html = self._theme.render(page.template, main=page.view, head=page.head, t=t)
        else:
            html = self._theme.page(page.shell, page.head, page.template, page.view, t)
        return f"{html}\n".encode()


def _refuse_twins(pages: Iterable[Page]) -> None:
    """Raise ConfigError where two content files of one slice want one path.

    One of them would be staged over the other. Of old addresses the first one stands.
    """
    seen: dict[str, str] = {}
    for page in pages:
        if page.template != REDIRECT:
            first = seen.setdefault(page.path, page.content)
            if first != page.content:
                raise ConfigError(clash(page.path, f"content/{first}", f"content/{page.content}"))
