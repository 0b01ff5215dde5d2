"""What every page depends on: settings, theme, menus, and warraq's own code.

Where any of it is other than it was, every slice is stale.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from warraq.publish.planners.assets import static_files
from warraq.publish.site import Site
from warraq.publish.templates import Theme


def site_fingerprint(site: Site, theme: Theme) -> str:
    """Return a digest of what all pages of the site share."""
    parts = [repr(site.config), theme.fingerprint(), site.css, site.icon, _code()]
    parts += [repr(sorted(site.plain_pages.items())), repr(site.catalog.third_party_sources)]
    for tree in site.catalog.trees:
        menu = [(one.slug, one.name, one.parent) for one in tree.sections.values()]
        parts.append(repr(menu))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def assets_fingerprint(site: Site) -> str:
    """Return a digest of the files that are copied as they are."""
    digest = hashlib.sha256()
    for name, path in sorted(static_files(site.static).items()):
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


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
