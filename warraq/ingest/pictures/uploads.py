"""The pictures of a WordPress export, in the copy of its `wp-content/uploads/` that lies beside it.

No address leads out of that folder, nor is that of another site a picture of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from warraq.ingest.pictures.companion import bytes_within

_FOLDER = "wp-content/uploads"
# Images are also served by WordPress's own network, which has the site for a folder.
_LENT = re.compile(r"i\d\.wp\.com")
# WordPress names what it makes of a picture by the size, and the original may be all there is.
_SIZED = re.compile(r"-[1-9]\d{0,4}x[1-9]\d{0,4}(?=\.\w+$)")
_SUFFIX = re.compile(r"(?=\.\w+$)")


def uploaded(capture: Path, address: str, home: str) -> bytes:
    """Return the bytes of a picture uploaded to the site of an export, b"" for none.

    `home` is the address of that site, "" where the export does not say.
    """
    place = _place_of(address, home)
    folders = (capture.parent, capture.with_name(f"{capture.stem}_files"))
    found = (
        bytes_within(capture.parent, folder / _FOLDER, name.split("/"))
        for folder in folders
        for name in _names(place)
    )
    return next(filter(None, found), b"")


def _place_of(address: str, home: str) -> str:
    """Return where below the uploads the picture at an address lies, "" for nowhere."""
    try:
        parts = urlsplit(address)
        host = _host(home)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if _LENT.fullmatch(parts.netloc):
        told, _, path = path.lstrip("/").partition("/")
    else:
        told = parts.netloc
    if told and host and _bare(told) != host:
        return ""
    return f"/{path}".partition(f"/{_FOLDER}/")[2]


def _host(address: str) -> str:
    return _bare(urlsplit(address).netloc)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _names(place: str) -> Iterator[str]:
    """Yield the file itself, then the original of which it is a smaller one."""
    if not place:
        return
    original = _SIZED.sub("", place)
    yield from dict.fromkeys((place, original, _SUFFIX.sub("-scaled", original)))
