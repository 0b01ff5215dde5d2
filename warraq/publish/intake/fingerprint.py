"""What every page depends on: settings, theme, menus, and warraq's own code.

Where any of it is other than it was, every slice is stale.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

from warraq.catalog.tree import Tree
from warraq.publish.edition.menu import menu_of
from warraq.publish.site import Site
from warraq.publish.theme.theme_files import static_files


def site_digests(site: Site, templates: Mapping[str, Path]) -> dict[str, str]:
    """Return name → digest of all that the pages of the site share, named as its owner does.

    `templates` are the files of the theme by their names.
    """
    config = (
        (f"setting {one.name}", getattr(site.config, one.name)) for one in fields(site.config)
    )
    catalog = {
        "titles of pages of prose": sorted(site.plain_pages.items()),
        "outlets of the articles": site.catalog.third_party_sources,
        **{f"menu of sections ({tree.tag})": _menu(tree) for tree in site.catalog.trees},
    }
    theme_files = {f"templates/{name}": _digest_of(path) for name, path in templates.items()}
    parts = {"static/site.css": site.css, "static/favicon.svg": site.icon, **theme_files}
    digests = {name: _digest(repr(value)) for name, value in (*config, *catalog.items())}
    return {**digests, **parts, "warraq itself": _code()}


def _menu(tree: Tree) -> list[tuple[str, str, str]]:
    shown = [one for outer, inner in menu_of(tree) for one in (outer, *inner)]
    return [(one.slug, one.name, one.parent) for one in shown]


# Slug → language → [name, parent].
Sections = dict[str, dict[str, list[str]]]


def sections_of(site: Site) -> Sections:
    """Return what pages say of the sections that they name."""
    found: Sections = {}
    for tree in site.catalog.trees:
        for one in tree.sections.values():
            found.setdefault(one.slug, {})[tree.tag] = [one.name, one.parent]
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def assets_digests(site: Site) -> dict[str, str]:
    """Return name → digest of the files that are copied as they are."""
    files = static_files(site.static).items()
    return {f"static/{name}": _digest_of(path) for name, path in files}


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


# What no page is made by.
_OTHER_ROOMS = frozenset({"ingest", "review", "serve"})
# Code, and the tables that it reads.
_CODE = (".py", ".yaml", ".json")


@cache
def _code() -> str:
    """Return a digest of the package's rooms that pages are made in: another version may differ."""
    package = str(Path(__file__).resolve().parents[2])
    digest = hashlib.sha256()
    for folder, rooms, names in os.walk(package):
        rooms[:] = sorted({*rooms} - _OTHER_ROOMS) if folder == package else sorted(rooms)
        for path in (f"{folder}/{name}" for name in sorted(names) if name.endswith(_CODE)):
            digest.update(path.removeprefix(package).encode() + b"\0")
            digest.update(Path(path).read_bytes())
    return digest.hexdigest()
