"""Where on a page are claims made: in scripts, in tags of its head, on marked elements."""

from __future__ import annotations

from collections import defaultdict

from warraq.ingest.html.claimed.marks import links, marked, times
from warraq.ingest.html.claimed.metas import metas, written_by
from warraq.ingest.html.claimed.scripts import scripts
from warraq.ingest.html.claims import Claim, Claims
from warraq.ingest.html.index import Index
from warraq.ingest.html.jsonld import Json, types_of


def read_claims(nodes: tuple[dict[str, Json], ...], index: Index) -> Claims:
    """Return what the page says about its story.

    `nodes` are the statements of its scripts, which have left the tree and its `index`.
    """
    tags = index.of("meta")
    found = [
        *scripts(nodes),
        *metas(tags),
        *marked(index),
        *times(index.of("time")),
        *written_by(tags),
        *links(index),
    ]
    fields: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in dict.fromkeys(claim for claim in found if claim.value):
        fields[claim.field].append(claim)
    types = {name for node in nodes for name in types_of(node)}
    types |= {f"og:{claim.value.lower()}" for claim in fields.get("type", ())}
    return Claims(fields, frozenset(types))
