"""Which picture does a page show, and how is it written in Markdown?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from warraq.ingest.html.addresses import safe_address
from warraq.ingest.html.candidates import candidates
from warraq.ingest.html.context import Context
from warraq.ingest.html.runs import collapsed
from warraq.ingest.html.tree import Element
from warraq.ingest.printed.markdown import bracketed, escape_inline


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page shows it."""

    address: str
    alt: str
    caption: str = ""


def picture_of(element: Element, context: Context, caption: str = "") -> Picture | None:
    """Return the picture that an <img> shows, None for a dot that counts readers."""
    if element.get("width", "") in ("0", "1") or element.get("height", "") in ("0", "1"):
        return None
    found = [(stated, safe_address(stated, context.url)) for stated in candidates(element)]
    addresses = list(dict.fromkeys(one for pair in found for one in pair if one))
    whole = (whole for _, whole in found if whole)
    address = (context.held(addresses) if addresses else "") or next(whole, "")
    return Picture(address, _alt(element), caption) if address else None


def _alt(element: Element) -> str:
    return collapsed(element.get("alt", ""))


def picture_markdown(picture: Picture) -> str:
    """Return a picture as Markdown; its caption is the title."""
    alt = bracketed(escape_inline(picture.alt))
    title = f' "{_quoted(picture.caption)}"' if picture.caption else ""
    return f"![{alt}]({picture.address}{title})"


def _quoted(text: str) -> str:
    return re.sub(r'([\\"])', r"\\\1", collapsed(text)).replace("&", "&amp;")
