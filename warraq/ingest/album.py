"""The pictures that a saved page brought along, taken into `content/` when it shows them.

They lie in the folder that a browser saves beside a page, or in the page itself. Nothing
is fetched, and no address leads out of that folder.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from warraq.diagnostics import Diagnostic, InputError
from warraq.ingest.captures import COMPANION
from warraq.ingest.pictures import MOST_BYTES, RefusedError, kept_picture
from warraq.media import picture_address

# What is missing is missing for all captures.
_ALL = "content/raw"
_IN_PAGE = "data:image/"
# So much of an address tells people which one is meant.
_SHOWN = 80


class Album:
    """The pictures of one capture; `problems` tells which could not be kept, and why."""

    def __init__(self, capture: str | Path, content: Path, where: str) -> None:
        """Begin; `where` is the capture as messages name it."""
        self._capture = capture
        self._content = content
        self._where = where
        self._known: dict[str, str] = {}
        self._problems: list[Diagnostic] = []

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        return tuple(dict.fromkeys(self._problems))

    def held(self, address: str) -> str:
        """Return where the picture at an address of the page is kept, "" for nowhere."""
        if address not in self._known:
            self._known[address] = self._taken(address)
        return self._known[address]

    def _taken(self, address: str) -> str:
        data = _in_page(address) if address.startswith(_IN_PAGE) else self._beside(address)
        if not data:
            return ""
        try:
            picture = kept_picture(data)
        except RefusedError as refused:
            hint = "the article is whole without it; its address stays in the article's file"
            message = f"the picture «{address[:_SHOWN]}» was left out: {refused}"
            self._add("refused-picture", message, hint)
            return ""
        except InputError as error:
            self._problems.append(replace(error.diagnostics[0], file=_ALL, severity="note"))
            return ""
        if picture is None:
            return ""
        place = picture_address(picture.data, picture.width, picture.height, picture.suffix)
        _put(self._content / place, picture.data)
        return place

    def _add(self, code: str, message: str, hint: str) -> None:
        self._problems.append(Diagnostic(self._where, code, message, hint, 0, "note"))

    def _beside(self, address: str) -> bytes:
        """Return the bytes of a file in the folder saved with the page, b"" for none."""
        parts = unquote(address.partition("?")[0].partition("#")[0]).removeprefix("./").split("/")
        odd = any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts)
        if len(parts) < 2 or odd or parts[0] not in self._folders():
            return b""
        folder = Path(self._capture).parent
        path = folder.joinpath(*parts)
        try:
            inside = folder.resolve() / parts[0] in path.resolve().parents
            if not inside or not path.is_file():
                return b""
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except (OSError, ValueError):
            return b""

    def _folders(self) -> Iterator[str]:
        return (Path(self._capture).stem + ending for ending in COMPANION)


def _in_page(address: str) -> bytes:
    """Return the bytes that an address holds itself, b"" where it is not written as most are."""
    head, _, data = address.partition(",")
    if not head.endswith(";base64") or len(data) > MOST_BYTES:
        return b""
    try:
        return base64.b64decode(unquote(data))
    except ValueError:
        return b""


def _put(path: Path, data: bytes) -> None:
    """Write a picture whole or not at all; one that is there is the same."""
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)
