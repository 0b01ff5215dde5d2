"""The pictures in the folder that a browser saves beside a page.

No address leads out of that folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from warraq.ingest.captures import COMPANION
from warraq.ingest.pictures.kept import MOST_BYTES


def picture_beside(capture: str | Path, address: str) -> bytes:
    """Return the bytes of a file in the folder saved with a page, b"" for none."""
    path = unquote(address.partition("?")[0].partition("#")[0]).removeprefix("./")
    folder, *parts = path.split("/")
    # Most addresses lead to the web, and a path takes long to make.
    if not folder.endswith(COMPANION):
        return b""
    page = Path(capture)
    if folder not in {page.stem + ending for ending in COMPANION}:
        return b""
    return bytes_within(page.parent, page.parent / folder, parts)


def bytes_within(home: Path, folder: Path, parts: Sequence[str]) -> bytes:
    """Return the bytes of a file of a folder below `home`, b"" for none.

    Nothing that an address or a link says leads out of the folder.
    """
    if not parts or any(p in ("", ".", "..") or "\\" in p or "\0" in p for p in parts):
        return b""
    path = folder.joinpath(*parts)
    try:
        inside = home.resolve() / folder.relative_to(home) in path.resolve().parents
        if not inside or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return b""
