"""Which addresses of a page may stand in Markdown, and how?"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

# What is whole, and of signs that Markdown and addresses read alike, as most are.
_AS_IT_IS = re.compile(
    r"https?://[a-z0-9.-]+/[A-Za-z0-9%/:=&~+!$,@*._-]*(?:\?[A-Za-z0-9%/:=&~+!$,@*._-]+)?"
)


def safe_address(address: str, base: str) -> str:
    """Return an address of the web as it can stand in Markdown, "" for any other."""
    if _AS_IT_IS.fullmatch(address):
        return address
    address = "".join(address.split())
    if not address or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(whole, safe="%/:=&?~#+!$,;'@*-._[]", encoding="utf-8").replace("'", "%27")
