"""Which lines a saved page prints, and which of them stand in its story."""

from __future__ import annotations

from warraq.ingest.html.blocks import Part, mark_captions
from warraq.ingest.html.claimed import read_claims
from warraq.ingest.html.decode import decode_page
from warraq.ingest.html.headline import find_headline
from warraq.ingest.html.index import index_of
from warraq.ingest.html.jsonld import statements
from warraq.ingest.html.layout import inside
from warraq.ingest.html.mainblock import find_story
from warraq.ingest.html.tree import parse
from warraq.ingest.html.unseen import remove_code, remove_unseen
from warraq.ingest.html.wayback import restore
from warraq.ingest.html.weighing import weigh
from warraq.ingest.portal.boxes import box_of
from warraq.ingest.printed.lexicon import Lexicon
from warraq.ingest.printed.voting import Printed, printed_around


def printed_lines(
    page: bytes, charset: str, url: str, outlet: str, lexicon: Lexicon
) -> tuple[str, tuple[Printed, ...]]:
    """Return the headline of a page and its lines; none where no story is found."""
    root = parse(restore(decode_page(page, charset).text, url).page)
    if root is None:
        return "", ()
    nodes = statements(root.iter("script"))
    remove_code(root)
    index = index_of(root)
    title, _, _ = find_headline(index, read_claims(nodes, index, url), outlet, "")
    remove_unseen(index)
    mark_captions(index)
    parts = sorted(weigh(root, index, lexicon, title), key=lambda part: part.order)
    story = find_story(parts, title)
    return title, _placed(parts, story) if story else ()


def _placed(parts: list[Part], story: Part) -> tuple[Printed, ...]:
    orders = {part.order for part in inside(story)}
    told = [part.order in orders for part in parts for _ in part.lines]
    lines = [(line.text, line.size) for part in parts for line in part.lines]
    if not any(told):
        return ()
    start = told.index(True)
    boxes = _boxes(story)
    around = [boxes.get(part.order, ()) for part in parts for _ in part.lines]
    printed = printed_around(lines, start, len(told) - told[::-1].index(True))
    return tuple(one._replace(boxes=of) for one, of in zip(printed, around, strict=True))


def _boxes(story: Part) -> dict[int, tuple[str, ...]]:
    """Return the named elements inside a story that each of its blocks stands in."""
    found: dict[int, tuple[str, ...]] = {}
    waiting: list[tuple[Part, tuple[str, ...]]] = [(inner, ()) for inner in story.parts]
    while waiting:
        part, around = waiting.pop()
        own = box_of(part.tag, part.names)
        found[part.order] = (*around, own) if own else around
        waiting += [(inner, found[part.order]) for inner in part.parts]
    return found
