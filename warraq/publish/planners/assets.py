"""Files that no template writes: style sheet, icon, headers, captures where wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from warraq.publish import routes
from warraq.publish.page import Page
from warraq.publish.site import Site

STYLE = "site.css"

# The policy that pages also carry as <meta>; frames can only be refused by a header.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def style_path(folders: Iterable[Path]) -> str:
    """Return the style sheet's address: its name holds its digest, so it may be cached."""
    digest = hashlib.sha256(_first(folders, STYLE).read_bytes()).hexdigest()
    return f"assets/site.{digest[:10]}.css"


def _first(folders: Iterable[Path], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())


def plan(site: Site) -> Iterator[Page]:
    """Yield everything that is copied or written plainly."""
    for name, path in sorted(_static_files(site.static).items()):
        target = site.css if name == STYLE else f"assets/{name}"
        yield _copy(target, path.read_bytes())
    yield _copy("_headers", _headers(site).encode())
    yield _copy("robots.txt", b"User-agent: *\nAllow: /\n")
    if site.config.publish_raw:
        yield from _captures(site)


def _copy(path: str, data: bytes) -> Page:
    return Page(path, lang="", data=data)


def _static_files(folders: Iterable[Path]) -> dict[str, Path]:
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


def _captures(site: Site) -> Iterator[Page]:
    for tree in site.catalog.trees:
        for entry in (*tree.entries, *tree.undated):
            file = entry.article.source.file
            path = site.content / file
            inside = site.content / "raw" in path.resolve().parents if file else False
            if inside and path.is_file():
                yield _copy(routes.raw_copy(tree.tag, entry.address), path.read_bytes())
