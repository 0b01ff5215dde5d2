"""What a file of the site is made of, and whether it is as planned."""

from __future__ import annotations

import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from warraq.catalog.slices import Slice, slice_of
from warraq.catalog.store import is_store, read_store
from warraq.config import SiteConfig
from warraq.content import read_article_file
from warraq.diagnostics import ConfigError, Diagnostic
from warraq.project import Project
from warraq.publish.builder import Builder
from warraq.publish.output.manifest import NAME
from warraq.publish.output.owners import owner_of
from warraq.publish.output.reasons import reason_of
from warraq.publish.page import Page
from warraq.publish.planners import plan_slice
from warraq.publish.routes import output_file


def explain(project: Project, config: SiteConfig, asked: str) -> dict[str, Any]:
    """Return what makes the output file `asked`: a path, or an address of the site.

    Raises ConfigError where the site has no such page.
    """
    path = _known_path(project, _path(project, config, asked))
    reason, gone = _reason(project, path)
    if gone:
        return {"path": path, "state": "gone", "reason": reason}
    owner = _owner(project, path)
    if not owner:
        hint = "name a file of the output as the last build wrote it: ar/2018/05/27/index.html"
        message = "the site has no such page" if path != NAME else "this is the list of all files"
        raise _no_such_page(path, message, hint)
    part = slice_of(owner)
    facts = {"path": path, "slice": part.words, "reason": reason}
    return facts | _page_facts(project, Builder(project, config), part, path)


def _known_path(project: Project, asked: str) -> str:
    """Return the file that is asked for, by its own path or by that of its folder."""
    if not is_store(project.catalog):
        hint = "build the site, and ask again"
        raise _no_such_page(asked, "no build is known that made it", hint)
    files = (asked, output_file(f"{asked}/" if asked else ""))
    return next((file for file in files if _is_known(project, file)), asked)


def _no_such_page(path: str, message: str, hint: str) -> ConfigError:
    return ConfigError(Diagnostic(f"output/{path}", "no-such-page", message, hint))


def _page_facts(project: Project, builder: Builder, part: Slice, path: str) -> dict[str, Any]:
    """Return what a file would be if it were made now."""
    found = (page for page in plan_slice(builder.site, part) if page.path == path)
    page = next(found, None)
    if page is None:
        return {"state": "gone with the next build"}
    data = builder.bytes_of(page)
    facts = {"template": page.template or "copied", "state": _state(project.output / path, data)}
    return facts | {"bytes": len(data)} | _content_facts(project, page)


def _is_known(project: Project, path: str) -> bool:
    return bool(_owner(project, path)) or _reason(project, path)[1]


def _owner(project: Project, path: str) -> str:
    with closing(read_store(project.catalog)) as database:
        return owner_of(database, path)


def _reason(project: Project, path: str) -> tuple[str, bool]:
    """Return why a file was last written, or taken away, and whether it was."""
    with closing(read_store(project.catalog)) as database:
        return reason_of(database, path)


def _path(project: Project, config: SiteConfig, asked: str) -> str:
    if "://" in asked:
        asked = _below(config.site_url, asked)
    path = unicodedata.normalize("NFC", unquote(asked))
    path = path.removeprefix(str(project.output)).removeprefix("./").strip("/")
    return path.removeprefix("output/") if path != "output" else ""


def _below(site_url: str, asked: str) -> str:
    """Return the path of an address, counted from the site's own where it lies below that."""
    try:
        site, address = urlsplit(site_url), urlsplit(asked)
    except ValueError:
        return asked
    base = site.path.strip("/") + "/"
    path = address.path.lstrip("/")
    inside = address.hostname == site.hostname and f"{path}/".startswith(base)
    return path[len(base) :] if inside else path


def _state(standing: Path, data: bytes) -> str:
    if standing.is_dir():
        return "a folder stands in its place"
    if not standing.is_file():
        return "not written yet"
    return (
        "up to date" if standing.read_bytes() == data else "differs from what would be written now"
    )


def _content_facts(project: Project, page: Page) -> dict[str, Any]:
    if not page.content:
        return {}
    data = (project.content / page.content).read_bytes()
    found = read_article_file(data, file=f"content/{page.content}")
    source = found.article.source
    facts: dict[str, Any] = {
        "content": f"content/{page.content}",
        "edited": "yes" if found.edited else "no",
    }
    if source.sha256:
        facts |= {"capture": f"content/{source.file}", "sha256": source.sha256}
    rules = [f"{p.field}: {p.rule} ({p.certainty})" for p in found.article.provenance]
    dropped = [f"{d.rule}: {', '.join(d.lines)}" for d in found.article.dropped]
    return facts | ({"fields": rules} if rules else {}) | ({"dropped": dropped} if dropped else {})
