"""Which section a story stood in: what the page states, else its breadcrumb."""

from __future__ import annotations

from collections.abc import Iterable

from warraq.ingest.html.claims import Claims
from warraq.ingest.html.index import Index
from warraq.ingest.html.names import name_words
from warraq.ingest.html.tree import text_of
from warraq.ingest.lexicon import Lexicon
from warraq.model import Certainty
from warraq.text.keys import key

# Home, two or three sections, the headline; a longer path is a menu.
_MOST_SECTIONS = 3
_LONGEST = 40
_CRUMBS = frozenset({"breadcrumb", "breadcrumbs", "crumbs", "crumb"})
_OF_CRUMBS = frozenset({"nav", "div", "ul", "ol", "p", "span"})
_MOST_LINKS = 8


def find_section(
    index: Index, claims: Claims, title: str, lexicon: Lexicon
) -> tuple[tuple[str, ...], str, Certainty]:
    """Return the path of sections, the rule that found it, and how sure it is."""
    for rule in ("open-graph", "json-ld", "meta", "microdata"):
        stated = [claim.value for claim in claims.of("section", rule)]
        if stated and len(stated[0]) <= _LONGEST:
            return (stated[0],), rule, "certain"
    crumbs = _path((claim.value for claim in claims.of("crumb")), title, lexicon)
    if crumbs:
        return crumbs, "json-ld", "certain"
    return _path(_printed(index), title, lexicon), "crumbs", "likely"


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


def _path(names: Iterable[str], title: str, lexicon: Lexicon) -> tuple[str, ...]:
    told = key(title)
    found = [
        name
        for name in names
        if key(name) and key(name) != told and len(name) <= _LONGEST
        if not lexicon.has("home", name) and not lexicon.has("here", name)
    ]
    return tuple(dict.fromkeys(found))[:_MOST_SECTIONS]
