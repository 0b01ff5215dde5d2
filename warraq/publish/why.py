"""What a file of the site is made of, and whether it is as planned."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from warraq.config import SiteConfig
from warraq.content import read_article
from warraq.diagnostics import ConfigError, Diagnostic, Report
from warraq.project import Project
from warraq.publish import read_site, render
from warraq.publish.manifest import NAME
from warraq.publish.page import Page
from warraq.publish.planners import plan_site
from warraq.publish.routes import output_file
from warraq.publish.templates import Theme


def explain(project: Project, config: SiteConfig, asked: str) -> dict[str, Any]:
    """Return what makes the output file `asked`: a path, or an address of the site.

    Raises ConfigError where the site has no such page.
    """
    path = _path(project, asked)
    site = read_site(project, config, Report())
    files = (path, output_file(f"{path}/" if path else ""))
    page = next((page for page in plan_site(site) if page.path in files), None)
    if page is None:
        hint = "name a file of the output, such as ar/2018/05/27/index.html"
        message = "the site has no such page" if path != NAME else "this is the list of all files"
        raise ConfigError(Diagnostic(f"output/{path}", "no-such-page", message, hint))
    data = render(page, Theme(project.templates), site)
    return {
        "path": page.path,
        "template": page.template or "copied",
        "state": _state(project.output / page.path, data),
        "bytes": len(data),
    } | _content_facts(project, page)


def _path(project: Project, asked: str) -> str:
    path = unicodedata.normalize("NFC", unquote(urlsplit(asked).path if "://" in asked else asked))
    path = path.removeprefix(str(project.output)).removeprefix("./").strip("/")
    return path.removeprefix("output/") if path != "output" else ""


def _state(standing: Path, data: bytes) -> str:
    if not standing.is_file():
        return "not written yet"
    return (
        "up to date" if standing.read_bytes() == data else "differs from what would be written now"
    )


def _content_facts(project: Project, page: Page) -> dict[str, Any]:
    if not page.content:
        return {}
    text = (project.content / page.content).read_text("utf-8-sig", "replace")
    found = read_article(text, file=f"content/{page.content}")
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
