"""Which section a story stood in: what the page states, else its breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Iterable

from warraq.ingest.html.claims import Claims
from warraq.ingest.html.index import Index
from warraq.ingest.html.layout import Layout
from warraq.ingest.html.names import name_words
from warraq.ingest.html.tags import stands_elsewhere
from warraq.ingest.html.tree import text_of
from warraq.ingest.printed.lexicon import Lexicon
from warraq.model import Certainty
from warraq.text.keys import key

# Home, two or three sections, the headline; a longer path is a menu.
_MOST_SECTIONS = 3
_LONGEST = 40
_CRUMBS = frozenset({"breadcrumb", "breadcrumbs", "crumbs", "crumb"})
_OF_CRUMBS = frozenset({"nav", "div", "ul", "ol", "p", "span"})
_MOST_LINKS = 8
_LINKED = 0.5


def find_section(
    index: Index, claims: Claims, layout: Layout, title: str, lexicon: Lexicon
) -> tuple[tuple[str, ...], str, Certainty]:
    """Return the path of sections, the rule that found it, and how sure it is."""
    for rule in ("open-graph", "json-ld", "meta", "microdata"):
        stated = [claim.value for claim in claims.of("section", rule)]
        if stated and len(stated[0]) <= _LONGEST and key(stated[0]):
            return (stated[0],), rule, "certain"
    crumbs = _path((claim.value for claim in claims.of("crumb")), title, lexicon)
    if crumbs:
        return crumbs, "json-ld", "certain"
    crumbs = _path(_printed(index) or _unnamed(layout, lexicon), title, lexicon)
    if crumbs:
        return crumbs, "crumbs", "likely"
    return _path(_filed(index)[:1], title, lexicon), "category-link", "likely"


def _printed(index: Index) -> list[str]:
    """Return the links of the first breadcrumb that the page prints."""
    for element in index.named(_is_of_crumbs):
        if index.still(element, _OF_CRUMBS):
            links = [text_of(link) for link in element.iter("a")]
            if 0 < len(links) <= _MOST_LINKS:
                return links
    return []


def _is_of_crumbs(names: str) -> bool:
    return "crumb" in names.lower() and not _CRUMBS.isdisjoint(name_words(names))


# A path has signs that point onwards; a menu begins at home, too, and has none.
_ONWARDS = re.compile(r"[/\\>»›«‹→←]")
_ABOVE = 9


def _unnamed(layout: Layout, lexicon: Lexicon) -> list[str]:
    """Return the links of a line above the headline that leads there from home."""
    above = layout.lines[max(0, layout.headline - _ABOVE) : max(0, layout.headline)]
    for printed in above:
        if printed.part.linked <= _LINKED or not _ONWARDS.search(printed.line.text):
            continue
        links = [text_of(link) for link in printed.part.element.iter("a")]
        if 1 < len(links) <= _MOST_SECTIONS + 1 and lexicon.has("home", links[0]):
            return links
    return []


def _filed(index: Index) -> list[str]:
    """Return the links to the categories that a story is filed under."""
    links = (link for link in index.of("a") if "category" in link.get("rel", "").lower().split())
    return [text_of(link) for link in links if not stands_elsewhere(link)]


def _path(names: Iterable[str], title: str, lexicon: Lexicon) -> tuple[str, ...]:
    told = key(title)
    found = [
        name
        for name in names
        if key(name) and key(name) != told and len(name) <= _LONGEST
        if not lexicon.has("home", name) and not lexicon.has("here", name)
    ]
    return tuple(dict.fromkeys(found))[:_MOST_SECTIONS]
