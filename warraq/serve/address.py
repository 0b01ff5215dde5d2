"""From the path of a request to a file of the site, and to nothing else on the disk."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

INDEX = "index.html"

# A backslash parts folders on one system and not on another; a control character is in no name.
_NEVER_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f/\\]")


class BadAddressError(ValueError):
    """The path of a request that names nothing on any site."""


def read_address(raw: bytes) -> tuple[str, ...]:
    """Return the names that the path of a request consists of, in NFC.

    The last name is empty where the path ends in a slash. Every name is decoded
    once, so an encoded slash or an encoded percent sign stays what it is.
    """
    if not raw.startswith(b"/"):
        raise BadAddressError("an address begins with a slash")
    return tuple(_decoded(part) for part in raw[1:].split(b"/"))


def find_file(output: Path, names: tuple[str, ...]) -> Path | None:
    """Return the file that an address shows, or None; a folder shows its index.

    A link that leads out of `output` shows nothing.
    """
    *folders, last = names
    if any(name in ("", ".", "..") for name in folders) or last in (".", ".."):
        return None
    return _file_below(output, (*folders, last or INDEX))


def folder_location(output: Path, names: tuple[str, ...]) -> str:
    """Return the address with its missing slash, where it names a folder; else ""."""
    if names[-1] and find_file(output, (*names, "")):
        return "/" + "/".join(quote(name, safe="") for name in names) + "/"
    return ""


def _decoded(part: bytes) -> str:
    try:
        name = unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadAddressError("an address is UTF-8") from error
    if _NEVER_IN_A_NAME.search(name):
        raise BadAddressError("an address holds no such character")
    return unicodedata.normalize("NFC", name)


def _file_below(output: Path, names: tuple[str, ...]) -> Path | None:
    try:
        root = os.path.realpath(output, strict=True)
        real = os.path.realpath(Path(root, *names), strict=True)
        is_file = stat.S_ISREG(Path(real).stat().st_mode)
    except (OSError, ValueError):
        return None
    # On Windows a name such as `C:` starts anew, which the real path shows too.
    return Path(real) if is_file and Path(real).is_relative_to(root) else None
