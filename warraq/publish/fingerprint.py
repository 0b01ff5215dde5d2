"""What every page depends on: settings, theme, menus, and warraq's own code.

Where any of it is other than it was, every slice is stale.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cache
from pathlib import Path

from warraq.catalog.tree import Tree
from warraq.publish.planners.assets import static_files
from warraq.publish.site import Site
from warraq.publish.templates import Theme


def site_digests(site: Site, theme: Theme) -> dict[str, str]:
    """Return name → digest of all that the pages of the site share, named as its owner does."""
    config = (
        (f"setting {one.name}", getattr(site.config, one.name)) for one in fields(site.config)
    )
    catalog = {
        "titles of pages of prose": sorted(site.plain_pages.items()),
        "outlets of the articles": site.catalog.third_party_sources,
        **{f"menu of sections ({tree.tag})": _menu(tree) for tree in site.catalog.trees},
    }
    theme_files = {f"templates/{name}": digest for name, digest in theme.digests().items()}
    parts = {"static/site.css": site.css, "static/favicon.svg": site.icon, **theme_files}
    digests = {name: _digest(repr(value)) for name, value in (*config, *catalog.items())}
    return {**digests, **parts, "warraq itself": _code()}


def _menu(tree: Tree) -> list[tuple[str, str, str]]:
    return [(one.slug, one.name, one.parent) for one in tree.sections.values()]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def assets_digests(site: Site) -> dict[str, str]:
    """Return name → digest of the files that are copied as they are."""
    files = static_files(site.static).items()
    return {f"static/{name}": hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files}


@cache
def _code() -> str:
    """Return a digest of the installed package: another version may write other pages."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for pattern in ("*.py", "*.yaml", "*.json"):
        for path in sorted(package.rglob(pattern)):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
