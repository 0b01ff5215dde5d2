"""Files that no template writes: style sheet, icon, headers."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.catalog.slices import Slice
from warraq.publish.page import Page
from warraq.publish.site import Site
from warraq.publish.theme.theme_files import STYLE, squeezed, static_files

# The policy that pages also carry as <meta>; frames can only be refused by a header.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def plan(site: Site, part: Slice) -> Iterator[Page]:
    """Yield everything that is copied or written plainly."""
    del part
    for name, path in sorted(static_files(site.static).items()):
        if name == STYLE:
            yield _copy(site.css, squeezed(path.read_bytes()))
        else:
            yield _copy(f"assets/{name}", path.read_bytes())
    yield _copy("_headers", _headers(site).encode())
    yield _copy("robots.txt", b"User-agent: *\nAllow: /\n")


def _copy(path: str, data: bytes) -> Page:
    return Page(path, lang="", data=data)


def _headers(site: Site) -> str:
    """Return the header file that several static hosts read (`/*`, then indented lines)."""
    lines = [f"Content-Security-Policy: {POLICY}", "X-Content-Type-Options: nosniff"]
    lines.append("Referrer-Policy: no-referrer")
    if site.robots:
        lines.append("X-Robots-Tag: noindex")
    return "/*\n" + "".join(f"  {line}\n" for line in lines)
