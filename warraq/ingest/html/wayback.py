"""Pages saved out of the Wayback Machine, as they were before it wrapped them.

Its toolbar goes, addresses lead to the sites again, and the address by which it
was saved tells when it was captured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_HOST = r"(?:(?:https?:)?//(?:web|wayback|webcache|www)\.archive\.org(?::\d+)?)"
_REWRITTEN = re.compile(
    _HOST + r"?/web/(?P<time>\d{4,14})(?:[a-z]{2}_|\*)?/(?P<address>(?:https?:|mailto:|//)|)",
    re.I,
)
_TOOLBAR = re.compile(
    r"<!--\s*BEGIN WAYBACK TOOLBAR INSERT\s*-->.*?<!--\s*END WAYBACK TOOLBAR INSERT\s*-->"
    r"|<!--\s*BEGIN WAYBACK TOOLBAR INSERT\s*-->(?=.{0,400}?<div id=\"wm-ipp)",
    re.I | re.S,
)
_BANNER = re.compile(
    r"<div id=\"wm-ipp(?:-base)?\".*?(?:<!-- /wm-ipp.*?-->|</script>\s*</div>)", re.I | re.S
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(?P<address>\S+)\s*-->", re.I)
_ARCHIVED = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d):\d\d (\w{3} \d\d, \d{4}) AND RETRIEVED FROM")
_WITH_TIME = re.compile(
    _HOST + r"?/web/(?P<time>\d{14})(?:[a-z]{2}_)?/(?P<address>https?://.+)", re.I
)
_ADDRESS = re.compile(r"(?:href|src|action)\s*=\s*[\"']?(?:https?:)?//", re.I)
_HEAD = 2_048


@dataclass(frozen=True, slots=True)
class Restored:
    """A page without its wrapping; `captured` and `url` are "" where nothing tells them."""

    page: str
    captured: str = ""
    url: str = ""


def restore(page: str, url: str) -> Restored:
    """Return the page as its site sent it; a page of no archive as it is."""
    saved = _SAVED_FROM.search(page, 0, _HEAD)
    known = url or (saved["address"] if saved else "")
    of_archive = _WITH_TIME.match(known)
    if of_archive is None and "/web/" not in page:
        return Restored(page, "", known)
    time, address = (of_archive["time"], of_archive["address"]) if of_archive else ("", known)
    if not time and not _is_wrapped(page):
        return Restored(page, "", known)
    time = time or _time_of(page)
    bare = _BANNER.sub("", _TOOLBAR.sub("", page))
    return Restored(_REWRITTEN.sub(_original, bare), _iso(time), address)


def original_of(address: str) -> str:
    """Return an address as it was before the archive rewrote it; others as they are."""
    return _REWRITTEN.sub(_original, address, 1) if "/web/" in address else address


def _is_wrapped(page: str) -> bool:
    """Return whether the archive wrapped a page, which may also only link to what it keeps."""
    if "BEGIN WAYBACK TOOLBAR" in page or "FILE ARCHIVED ON" in page:
        return True
    if "archive.org/web/" not in page:
        return False
    rewritten = sum(1 for _ in _REWRITTEN.finditer(page))
    return rewritten * 2 > sum(1 for _ in _ADDRESS.finditer(page))


def _original(match: re.Match[str]) -> str:
    return match["address"] if match["address"] else match[0]


def _time_of(page: str) -> str:
    """Return the time by which most of a page's addresses were rewritten."""
    if told := _ARCHIVED.search(page):
        try:
            moment = datetime.strptime(f"{told[2]} {told[1]}", "%b %d, %Y %H:%M")
            return moment.strftime("%Y%m%d%H%M00")
        except ValueError:
            return ""
    times = [match["time"] for match in _REWRITTEN.finditer(page) if len(match["time"]) == 14]
    return max(sorted(set(times)), key=times.count) if times else ""


def _iso(time: str) -> str:
    try:
        moment = datetime.strptime(time.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return ""
    return moment.isoformat(timespec="minutes")
