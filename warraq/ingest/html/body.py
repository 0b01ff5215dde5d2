"""Which text of a page is the story, and what is left out of it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from warraq.ingest.html.blocks import BLOCKS, Part
from warraq.ingest.html.context import Context
from warraq.ingest.html.convert import Piece, convert, joined
from warraq.ingest.html.found import Found
from warraq.ingest.html.judges import certainty_of
from warraq.ingest.html.layout import inside, leads
from warraq.ingest.html.losses import losses
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.page import Page
from warraq.ingest.html.prune import Pruned, prune
from warraq.ingest.html.testimony import Testimony, read_testimony, same_story, tells_more
from warraq.ingest.html.tree import clear, drop
from warraq.ingest.html.trim import parted, texts_in, trimmed, without_lines, without_rules
from warraq.ingest.printed.markdown import escape
from warraq.model import Certainty, Dropped
from warraq.text.direction import direction_of
from warraq.text.keys import key


@dataclass(frozen=True, slots=True)
class Body:
    """A body as Markdown, the rule that found it, and what was left out of it.

    One that `is_stated` is, for the most part, what the publisher states apart from the page.
    """

    markdown: str
    rule: str
    dropped: tuple[Dropped, ...] = ()
    pruned: Pruned = field(default_factory=Pruned)
    is_stated: bool = False


def read_body(page: Page, found: Found) -> Body:
    """Return the body of a page of which the other fields are known."""
    reader = _reader_of_body(page, found)
    testimony = read_testimony(page.claims.first("body"))
    if page.story is None:
        stated = testimony.markdown() if testimony else escape(page.claims.first("description"))
        return Body(stated, "stated-body", losses(page.layout, (), {}))
    if testimony and tells_more(testimony, _texts(page.story)):
        opening = _opening(page, page.story)
        lead = joined(piece for part in opening for piece in _blocks(page, part, reader.lang))
        stated = "\n\n".join(filter(None, (lead, testimony.markdown())))
        return Body(stated, "stated-body", losses(page.layout, (), {}))
    if testimony and not same_story(testimony, _texts(page.story, prose=True)):
        testimony = None
    return _shown_body(page, page.story, reader, testimony)


def _shown_body(page: Page, story: Part, reader: LineReader, testimony: Testimony | None) -> Body:
    opening = _opening(page, story)
    pruned = prune(story, page.layout, reader, testimony)
    for part, _ in pruned.gone:
        drop(part.element)
    for part, _ in pruned.cleared:
        clear(part.element, BLOCKS)
    pieces = (piece for part in (*opening, story) for piece in _blocks(page, part, reader.lang))
    told = without_lines(pieces, frozenset(line.text for line, _ in pruned.lines))
    whole = tuple(parted(told, reader.is_meta))
    shown = without_rules(
        tuple(trimmed(whole, page.title, page.lexicon, reader.is_meta, pruned.hours))
    )
    kept = [inner for part in (*opening, story) for inner in inside(part)]
    trims = texts_in(whole) - texts_in(shown)
    lines = [line for part in kept for line in part.lines if line.text in trims]
    told_of = {id(line): "meta-line" for line in lines if reader.is_meta(line.text)}
    dropped = losses(page.layout, kept, told_of | _rules_by_id(pruned, texts_in(shown)))
    rule = "named-block" if story.story else "densest-block"
    return Body(joined(shown), rule, dropped, pruned, is_stated=testimony is not None)


def _rules_by_id(pruned: Pruned, shown: frozenset[str]) -> dict[int, str]:
    """Return the rules by the ids of the parts and lines that they took out of what is `shown`."""
    rules = {id(inner): rule for part, rule in pruned.gone for inner in inside(part)}
    rules |= {id(part): rule for part, rule in pruned.cleared}
    return rules | {id(line): rule for line, rule in pruned.lines if line.text not in shown}


def _opening(page: Page, story: Part) -> tuple[Part, ...]:
    """Return the lead, where it stands above the block of the story."""
    noise = frozenset(part.element for part in page.parts if part.noise)
    return leads(page.layout, story, noise=noise, description=page.claims.first("description"))


def _blocks(page: Page, part: Part, lang: str) -> Iterator[Piece]:
    direction = direction_of(lang or "en")
    return convert(part.element, Context(page.url, direction, held=page.held))


def _texts(story: Part, *, prose: bool = False) -> Iterator[str]:
    lines = (line for part in inside(story) for line in part.lines)
    return (line.text for line in lines if line.is_prose or not prose)


def _keys(story: Part) -> Iterator[str]:
    return (line.folded for part in inside(story) for line in part.lines)


def certainty_of_body(page: Page, body: Body) -> Certainty:
    """Return how sure it is that a body is the story, and all of it."""
    if body.rule == "stated-body" or page.story is None:
        return "likely"
    if body.is_stated:
        return "certain"
    return certainty_of(page.html, page.story, page.parts, _keys(page.story))


def _reader_of_body(page: Page, found: Found) -> LineReader:
    """Return what reads the lines of a story of which the other fields are known."""
    names = found.values.get("authors")
    authors = frozenset(map(key, names)) if isinstance(names, tuple) else frozenset()
    return replace(page.reader(str(found.values.get("lang", ""))), authors=authors)
