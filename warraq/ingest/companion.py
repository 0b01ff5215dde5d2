"""The pictures in the folder that a browser saves beside a page.

No address leads out of that folder.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from warraq.ingest.captures import COMPANION
from warraq.ingest.pictures import MOST_BYTES


def picture_beside(capture: Path, address: str) -> bytes:
    """Return the bytes of a file in the folder saved with a page, b"" for none."""
    parts = unquote(address.partition("?")[0].partition("#")[0]).removeprefix("./").split("/")
    odd = any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts)
    if len(parts) < 2 or odd or parts[0] not in {capture.stem + ending for ending in COMPANION}:
        return b""
    path = capture.parent.joinpath(*parts)
    try:
        inside = capture.parent.resolve() / parts[0] in path.resolve().parents
        if not inside or not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        return b""
