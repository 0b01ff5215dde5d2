"""Files that no template writes: style sheet, icon, headers, captures where wanted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from warraq.catalog.slices import Slice
from warraq.publish.page import Page
from warraq.publish.site import Site

STYLE = "site.css"
ICON = "favicon.svg"

# The policy that pages also carry as <meta>; frames can only be refused by a header.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# A line break cannot stand in a CSS string (CSS Syntax 3, 4.3.5), and beside these
# characters it parts nothing.
_CSS_SPARE = re.compile(rb"/\*.*?\*/|(?<=[{};,])\s*\n\s*|\s*\n\s*(?=[{}])", re.DOTALL)


def style_path(folders: Iterable[Path]) -> str:
    """Return the style sheet's address: its name holds its digest, so it may be cached."""
    digest = hashlib.sha256(_squeezed(_first(folders, STYLE).read_bytes())).hexdigest()
    return f"assets/site.{digest[:10]}.css"


def _squeezed(css: bytes) -> bytes:
    """Return a style sheet without comments and line breaks, for the budget of a first view."""
    return _CSS_SPARE.sub(b"", css)


def icon_path(folders: Iterable[Path]) -> str:
    """Return the icon's address, "" where the theme has none."""
    return f"assets/{ICON}" if any((folder / ICON).is_file() for folder in folders) else ""


def _first(folders: Iterable[Path], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())


def plan(site: Site, part: Slice) -> Iterator[Page]:
    """Yield everything that is copied or written plainly."""
    del part
    for name, path in sorted(static_files(site.static).items()):
        if name == STYLE:
            yield _copy(site.css, _squeezed(path.read_bytes()))
        else:
            yield _copy(f"assets/{name}", path.read_bytes())
    yield _copy("_headers", _headers(site).encode())
    yield _copy("robots.txt", b"User-agent: *\nAllow: /\n")


def _copy(path: str, data: bytes) -> Page:
    return Page(path, lang="", data=data)


def static_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Return name → file; the project's own folder comes first and wins file by file."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not (path.is_symlink() or hidden or path.name == "README"):
                found.setdefault(path.relative_to(folder).as_posix(), path)
    return found


def _headers(site: Site) -> str:
    """Return the header file that several static hosts read (`/*`, then indented lines)."""
    lines = [f"Content-Security-Policy: {POLICY}", "X-Content-Type-Options: nosniff"]
    lines.append("Referrer-Policy: no-referrer")
    if site.robots:
        lines.append("X-Robots-Tag: noindex")
    return "/*\n" + "".join(f"  {line}\n" for line in lines)
