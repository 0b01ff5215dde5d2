"""Pages of prose: what a person wrote of the mirror itself, and where it lies in `content/`."""

from __future__ import annotations

from pathlib import PurePosixPath

_FOLDER = "pages"


def is_plain_page(file: str) -> bool:
    """Return whether a content file is a page of prose (`<lang>/pages/NAME.md`)."""
    return file.split("/")[1:2] == [_FOLDER]


def page_name(file: str) -> str:
    """Return the name of a page of prose, which its address is made of."""
    return PurePosixPath(file).name.removesuffix(".md")
