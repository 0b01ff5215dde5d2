"""Which addresses are those of one page.

A page is asked for with and without `www.`, over http and https, with marks of where
the reader came from, with letters written as they are or by their numbers.
"""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

_CAME_FROM = re.compile(
    r"(?:^|&)(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|ref|ref_src|_ga|cmpid)=[^&]*", re.I
)
_PORT = re.compile(r":(?:80|443)$")


def page_of(url: str) -> str:
    """Return what the addresses of one page share; "" for what is the address of none.

    The front page of a host is many stories one after the other, and so is none.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https"):
        return ""
    host = _PORT.sub("", parts.netloc.rpartition("@")[2].lower()).removeprefix("www.")
    path = normalize("NFC", unquote(parts.path)).rstrip("/")
    query = unquote(_CAME_FROM.sub("", parts.query).strip("&"))
    if not host or not (path or query):
        return ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"
