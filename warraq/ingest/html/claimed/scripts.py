"""What do the statements of a page's scripts (JSON-LD, schema.org) claim of its story?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from warraq.ingest.html.claimed.strangers import BESIDE, is_of_front_page, own_stories
from warraq.ingest.html.claims import Claim
from warraq.ingest.html.jsonld import (
    Json,
    is_article,
    names_in,
    text_in,
    texts_in,
    types_of,
)

# Behind the page's own story stand those that it links to, or its video.
_MOST_STORIES = 3

_FROM_JSON = (
    *(("title", "headline"), ("title", "name"), ("published", "datePublished")),
    *(("date", "uploadDate"), ("updated", "dateModified"), ("created", "dateCreated")),
    *(("body", "articleBody"), ("description", "description"), ("lang", "inLanguage")),
    *(("title", "alternativeHeadline"), ("url", "url"), ("url", "mainEntityOfPage")),
)


def scripts(
    nodes: tuple[dict[str, Json], ...], titles: Sequence[str], addresses: Collection[str]
) -> Iterator[Claim]:
    """Yield what is stated of the page's own story, of its trail and of its outlet.

    `titles` are what the page is called elsewhere, and `addresses` where it is: a video of
    another name is no story of it, nor is a story of another name and address.
    """
    articles = [node for node in nodes if is_article(node)]
    stories = own_stories(articles, titles, addresses)
    stories.sort(key=_rank)
    told: set[str] = set()
    for node in stories[:_MOST_STORIES]:
        found = tuple(claim for claim in _of_story(node, nodes) if claim.value)
        yield from (claim for claim in found if claim.field not in told)
        told |= {claim.field for claim in found}
    writers = [one for node in stories for one in _writers(node)]
    for node in nodes:
        if node in writers:
            continue
        if "BreadcrumbList" in types_of(node):
            yield from (Claim("crumb", name, "json-ld") for name in _crumbs(node))
        elif types_of(node) & {"WebPage", "ItemPage"} and not is_of_front_page(node, addresses):
            yield Claim("published", text_in(node, "datePublished"), "json-ld-page")
            yield Claim("updated", text_in(node, "dateModified"), "json-ld-page")
        elif types_of(node) & {"Organization", "NewsMediaOrganization", "WebSite"}:
            yield Claim("site", text_in(node, "name"), "json-ld")


def _writers(node: dict[str, Json]) -> list[Json]:
    """Return who wrote a story; an agency that did is not the outlet."""
    value = node.get("author")
    return value if isinstance(value, list) else [value]


def _of_story(node: dict[str, Json], nodes: tuple[dict[str, Json], ...]) -> Iterator[Claim]:
    for field, name in _FROM_JSON:
        value = _long_text(node) if field == "body" else text_in(node, name)
        yield Claim(field, value, "json-ld")
    for name in names_in(node, "author", nodes) or names_in(node, "creator", nodes):
        yield Claim("author", name, "json-ld")
    for section in texts_in(node, "articleSection"):
        yield Claim("section", section, "json-ld")
    for tags in texts_in(node, "keywords"):
        yield Claim("tags", tags, "json-ld")
    for name in names_in(node, "publisher", nodes):
        yield Claim("site", name, "json-ld")


def _rank(node: dict[str, Json]) -> int:
    """Return how far down a story stands among those that the page states: its own comes first."""
    rank = 0
    if types_of(node) & BESIDE:
        rank += 4
    if "datePublished" not in node:
        rank += 2
    if "headline" not in node:
        rank += 1
    return rank


def _long_text(node: dict[str, Json]) -> str:
    value = node.get("articleBody")
    return value if isinstance(value, str) else "\n\n".join(texts_in(node, "articleBody"))


def _crumbs(node: dict[str, Json]) -> Iterator[str]:
    items = node.get("itemListElement")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = text_in(item, "name") or (
                text_in(inner, "name") if isinstance(inner, dict) else ""
            )
            if name:
                yield name
