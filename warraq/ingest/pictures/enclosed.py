"""The pictures in a mail that a page was saved as (MHTML), by their ids and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from warraq.ingest.html.wayback import original_of
from warraq.ingest.pages import page_of
from warraq.ingest.pictures.kept import MOST_BYTES
from warraq.ingest.readers.html import mail_of

if TYPE_CHECKING:
    from email.message import Message

# Base64 writes three bytes as four, and breaks lines.
_MOST_WRITTEN = MOST_BYTES * 3 // 2


class Enclosed:
    """The pictures of one mail, which is taken apart when the first of them is asked for."""

    def __init__(self, capture: Path) -> None:
        self._capture = capture

    def picture(self, address: str) -> bytes:
        """Return what the mail holds at an address of its page, b"" for nothing."""
        part = self._parts.get(address) or self._parts.get(page_of(original_of(address)))
        if part is None or len(str(part.get_payload())) > _MOST_WRITTEN:
            return b""
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""

    @cached_property
    def _parts(self) -> dict[str, Message]:
        try:
            mail = mail_of(self._capture.read_bytes())
        except OSError:
            return {}
        parts = [part for part in mail.walk() if part.get_content_maintype() == "image"]
        named = [(name, part) for part in parts for name in _names(part, _base(mail))]
        # Of two parts of one name the first is meant, as for browsers.
        return {name: part for name, part in reversed(named) if name}


def _base(mail: Message) -> str:
    """Return the address that those of the parts are relative to."""
    stated = (mail.get(name) for name in ("Content-Location", "Snapshot-Content-Location"))
    return next((str(one).strip() for one in stated if one), "")


def _names(part: Message, base: str) -> Iterator[str]:
    """Yield all by which a page may ask for a part."""
    if identity := str(part.get("Content-ID", "")).strip().strip("<>"):
        yield f"cid:{identity}"
        yield f"cid:{unquote(identity)}"
    if location := str(part.get("Content-Location", "")).strip():
        yield location
        try:
            yield page_of(original_of(urljoin(base, location)))
        except ValueError:
            return
