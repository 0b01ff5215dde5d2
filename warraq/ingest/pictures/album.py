"""The pictures that came with a page, taken into `content/` when it shows them.

They lie in the page itself, or where its kind of capture has them: in the folder that a
browser saves beside it, in the same mail, in the same crawl. Nothing is fetched.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from warraq.diagnostics import Diagnostic, InputError
from warraq.force import force
from warraq.ingest.pictures.kept import MOST_BYTES, RefusedError, kept_picture
from warraq.media import is_whole, picture_address

# What is missing is missing for all captures.
_ALL = "content/raw"
_IN_PAGE = "data:image/"
# So much of an address tells people which one is meant.
_SHOWN = 80


class Album:
    """The pictures of one capture; `problems` tells which could not be kept, and why."""

    def __init__(self, content: Path, where: str, find: Callable[[str], bytes]) -> None:
        """Begin; `where` is the capture as messages name it, and `find` gives what it holds."""
        self._content = content
        self._where = where
        self._find = find
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

    def best_of(self, addresses: Iterable[str]) -> str:
        """Return where the first of a picture's addresses is kept that is held, "" for nowhere.

        Those before it that could not be kept are not missed.
        """
        before = len(self._problems)
        for address in addresses:
            if place := self.held(address):
                del self._problems[before:]
                return place
        return ""

    def _taken(self, address: str) -> str:
        data = _in_page(address) if address.startswith(_IN_PAGE) else self._find(address)
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
    """Write a picture whole or not at all, unless it stands there unchanged."""
    if path.is_file() and is_whole(path.name, path.read_bytes()):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    # What has its name is seldom written again, so no power cut may leave it empty.
    force([part])
    part.replace(path)
