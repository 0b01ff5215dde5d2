"""Where on a page are claims made: in scripts, in tags of its head, on marked elements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from warraq.ingest.html.claimed.marks import dated, links, marked, other_stories, stands_in, times
from warraq.ingest.html.claimed.metas import metas, written_by
from warraq.ingest.html.claimed.scripts import scripts
from warraq.ingest.html.claims import Claim, Claims
from warraq.ingest.html.index import Index
from warraq.ingest.html.jsonld import Json, types_of
from warraq.ingest.html.tree import short_text_of
from warraq.text.keys import key


def read_claims(nodes: tuple[dict[str, Json], ...], index: Index, url: str = "") -> Claims:
    """Return what the page says about its story.

    `nodes` are the statements of its scripts, which have left the tree and its `index`;
    `url` is where it is known to have been.
    """
    printed = tuple(_titles(index))
    others = other_stories(index, tuple(map(key, printed)))
    tags = [tag for tag in index.of("meta") if not (others and stands_in(tag, others))]
    told = tuple(metas(tags))
    titles = [*(claim.value for claim in told if claim.field == "title"), *printed]
    linked = tuple(links(index))
    addresses = [url, *(claim.value for claim in (*told, *linked) if claim.field == "url")]
    found = [
        *scripts(nodes, titles, addresses),
        *told,
        *marked(index, others),
        *times(dated(index), tuple(map(key, titles))),
        *written_by(tags),
        *linked,
    ]
    fields: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in dict.fromkeys(claim for claim in found if claim.value):
        fields[claim.field].append(claim)
    types = {name for node in nodes for name in types_of(node)}
    types |= {f"og:{claim.value.lower()}" for claim in fields.get("type", ())}
    return Claims(fields, frozenset(types))


# A page has one title over its story; a longer text in a heading is none.
_MOST_TITLES = 4
_LONGEST = 400


def _titles(index: Index) -> Iterator[str]:
    """Yield what the window and the first headings call the page."""
    for element in (*index.of("title")[:1], *index.of("h1")[:_MOST_TITLES]):
        if text := short_text_of(element, _LONGEST):
            yield text
