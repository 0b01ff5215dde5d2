"""Which files the theme has, file by file the first of several folders that holds it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

STYLE = "site.css"
ICON = "favicon.svg"

# A line break cannot stand in a CSS string (CSS Syntax 3, 4.3.5), and beside these
# characters it parts nothing.
_CSS_SPARE = re.compile(rb"/\*.*?\*/|(?<=[{};,])\s*\n\s*|\s*\n\s*(?=[{}])", re.DOTALL)


def template_files(folders: Sequence[Path]) -> dict[str, Path]:
    """Return name → file of all templates in use."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(folders)
        for path in folder.rglob("*")
        if path.is_file()
    }


def static_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Return name → file of all that is copied as it is; hidden files and links are not."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            hidden = any(name.startswith(".") for name in path.relative_to(folder).parts)
            if path.is_file() and not (path.is_symlink() or hidden or path.name == "README"):
                found.setdefault(path.relative_to(folder).as_posix(), path)
    return found


def style_path(folders: Iterable[Path]) -> str:
    """Return the style sheet's address: its name holds its digest, so it may be cached."""
    digest = hashlib.sha256(squeezed(_first(folders, STYLE).read_bytes())).hexdigest()
    return f"assets/site.{digest[:10]}.css"


def squeezed(css: bytes) -> bytes:
    """Return a style sheet without comments and line breaks, for the budget of a first view."""
    return _CSS_SPARE.sub(b"", css)


def icon_path(folders: Iterable[Path]) -> str:
    """Return the icon's address, "" where the theme has none."""
    return f"assets/{ICON}" if any((folder / ICON).is_file() for folder in folders) else ""


def _first(folders: Iterable[Path], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())
