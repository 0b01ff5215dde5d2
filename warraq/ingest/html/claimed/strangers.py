"""Which of the stories that the scripts of a page state are its own?

Portals state the stories of a box, of the front page, or of the page that a template was
made from. Such a one has another name than the page, and says that it is elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import unquote, urlsplit

from warraq.ingest.html.jsonld import Json, text_in, types_of
from warraq.text.keys import key

# A video or a review beside a story has another name, and tells of itself.
BESIDE = frozenset({"VideoObject", "CreativeWork", "Review", "Recipe", "HowTo"})
_SAME_NAME = 0.34


def own_stories(
    articles: Sequence[dict[str, Json]], titles: Sequence[str], addresses: Collection[str]
) -> list[dict[str, Json]]:
    """Return the stories of a page without those of others.

    `titles` are what the page is called elsewhere, and `addresses` where it is.
    """
    named = [words for title in titles if (words := frozenset(key(title).split()))]
    own = [node for node in articles if not _has_other_name(node, named)]
    here = {_path(address) for address in addresses} - {""}
    if any(text_in(node, "headline") and not types_of(node) <= BESIDE for node in own):
        return own
    others = (node for node in articles if node not in own and not types_of(node) <= BESIDE)
    return own + [node for node in others if not _is_elsewhere(node, here)]


def _has_other_name(node: dict[str, Json], titles: Sequence[frozenset[str]]) -> bool:
    name = frozenset(key(text_in(node, "headline", "name")).split())
    if not (name and titles):
        return False
    shared = max(len(name & title) / min(len(name), len(title)) for title in titles)
    return shared < _SAME_NAME


def _is_elsewhere(node: dict[str, Json], here: Collection[str]) -> bool:
    """Return whether a node names addresses, and none is that of the page."""
    named = {_path(text_in(node, name)) for name in ("url", "mainEntityOfPage", "@id")} - {""}
    return bool(here and named) and named.isdisjoint(here)


def is_of_front_page(node: dict[str, Json], addresses: Collection[str]) -> bool:
    """Return whether a page that is stated is the front page, and this one another."""
    told = [address for name in ("url", "@id") if (address := text_in(node, name))]
    is_front = bool(told) and not any(map(_path, told))
    return is_front and any(map(_path, addresses))


def _path(address: str) -> str:
    """Return what tells one address of a portal from another, "" for that of its front page."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/").casefold()
    return f"{path}?{parts.query}" if parts.query else path
