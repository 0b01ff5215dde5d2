"""Where does an address of a page lead?

To a file of the site, away from it, or to a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from warraq.diagnostics import Severity
from warraq.publish.check.elements import Reference
from warraq.publish.check.files import NOT_FOUND_PAGE, START_PAGE, Folder


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads; away from the site there is neither file nor code."""

    file: str = ""
    fragment: str = ""
    code: str = ""
    message: str = ""
    severity: Severity = "error"


_AWAY = Target()
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# Browsers drop these before they read an address (WHATWG URL, basic URL parser).
_DROPPED = str.maketrans("\\", "/", "\t\n\r")
_C0_OR_SPACE = "".join(map(chr, range(0x21)))


def target_of(folder: Folder, page: str, reference: Reference) -> Target:
    """Return where the address leads from `page`."""
    url = reference.url.strip(_C0_OR_SPACE).translate(_DROPPED)
    address, _, fragment = url.partition("#")
    address = address.partition("?")[0]
    if folder.base and f"{address}/".startswith(folder.base):
        return _own_target(folder, page, reference, url)
    if _SCHEME.match(address) or address.startswith("//"):
        return _outer_target(url, reference)
    if address.startswith("/"):
        return _root_target(folder, page, address, fragment)
    return _relative_target(folder, page, address, fragment)


def _own_target(folder: Folder, page: str, reference: Reference, url: str) -> Target:
    """Follow the full address of a page, which tells machines who it is and leads no reader."""
    address, _, fragment = url.partition("#")
    address = address.partition("?")[0]
    target = _inner_target(folder, page, "/" + address[len(folder.base) :], fragment)
    met = reference.followed or reference.requested
    if met and not target.code and page != NOT_FOUND_PAGE:
        message = f"«{url}» breaks where the site stands at another address"
        return replace(target, code="absolute-link", message=message)
    return target


def _outer_target(url: str, reference: Reference) -> Target:
    scheme = url.partition(":")[0].lower()
    if scheme in ("javascript", "vbscript") or (scheme == "data" and not reference.requested):
        return Target(code="script-link", message=f"«{url}» can run a script")
    if scheme == "file":
        return Target(code="absolute-link", message=f"«{url}» names a file of one machine")
    if reference.requested and scheme != "data":
        return Target(code="other-host", message=f"«{url}» is fetched from another host")
    return _AWAY


def _root_target(folder: Folder, page: str, address: str, fragment: str) -> Target:
    """Follow an address from the root; only the page for wrong addresses needs such ones."""
    if page != NOT_FOUND_PAGE or not address.startswith(folder.base_path):
        message = f"«{address}» breaks where the site stands below another address"
        return Target(code="absolute-link", message=message)
    return _inner_target(folder, page, "/" + address[len(folder.base_path) :], fragment)


def _relative_target(folder: Folder, page: str, address: str, fragment: str) -> Target:
    target = _inner_target(folder, page, address, fragment)
    if not address or target.code:
        return target
    if folder.for_disk and _names_folder(address):
        message = f"«{address}» opens no page from a disk, where other links name index.html"
        return replace(target, code="folder-link", message=message)
    if page == NOT_FOUND_PAGE:
        message = f"«{address}» is relative, and this page is shown at any depth: set site_url"
        return replace(target, code="relative-link", message=message, severity="note")
    return target


def _inner_target(folder: Folder, page: str, address: str, fragment: str) -> Target:
    """Find the file of an address that is written from the page, or from the site's root."""
    try:
        path = unquote_to_bytes(address).decode("utf-8")
        fragment = unquote_to_bytes(fragment).decode("utf-8")
    except UnicodeDecodeError:
        return Target(code="broken-link", message=f"«{address}» is no percent-encoded UTF-8")
    if not path:
        return Target(page, fragment)
    file = _joined("" if path.startswith("/") else page.rpartition("/")[0], path)
    if file is None:
        return Target(code="outside-link", message=f"«{address}» leads out of the site")
    return _existing(folder, file, fragment)


def _joined(folder: str, path: str) -> str | None:
    """Return the path below the root, with a slash at its end for a folder; None if outside."""
    parts = folder.split("/") if folder else []
    for step in path.split("/"):
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts) + ("/" if parts and _names_folder(path) else "")


def _names_folder(path: str) -> bool:
    return path.rpartition("/")[2] in ("", ".", "..")


def _existing(folder: Folder, file: str, fragment: str) -> Target:
    if file in folder.files:
        return Target(file, fragment)
    if file and not file.endswith("/"):
        if file not in folder.folders:
            return Target(code="broken-link", message=f"«{file}» is not there")
        message = f"«{file}» is a folder: without «/» at its end some hosts do not find it"
        return Target(code="no-slash", message=message)
    index = f"{file}{START_PAGE}"
    if index not in folder.files:
        return Target(code="broken-link", message=f"«{index}» is not there")
    return Target(index, fragment)
