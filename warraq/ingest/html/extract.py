"""One saved page → the parts of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from warraq.ingest.extract import Hints
from warraq.ingest.html.addresses import safe_address
from warraq.ingest.html.authors import (
    NearStory,
    find_authors,
    outlet_of,
    printed_byline,
    stated_desk,
)
from warraq.ingest.html.blocks import BLOCKS, Part, mark_captions
from warraq.ingest.html.candidates import gather_sources
from warraq.ingest.html.claimed import read_claims
from warraq.ingest.html.claims import Claims, tags_of
from warraq.ingest.html.context import Context, Held, no_picture
from warraq.ingest.html.convert import Piece, convert, joined
from warraq.ingest.html.decode import decode_page
from warraq.ingest.html.headline import find_headline
from warraq.ingest.html.index import Index, index_of
from warraq.ingest.html.jsonld import statements
from warraq.ingest.html.judges import certainty_of
from warraq.ingest.html.layout import Layout, inside, lay_out, leads
from warraq.ingest.html.losses import losses
from warraq.ingest.html.mainblock import find_story
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.prune import Pruned, prune
from warraq.ingest.html.related import related_behind
from warraq.ingest.html.sections import find_section
from warraq.ingest.html.testimony import Testimony, read_testimony, same_story, tells_more
from warraq.ingest.html.tree import Element, clear, drop, parse
from warraq.ingest.html.trim import parted, texts_in, trimmed, without_lines
from warraq.ingest.html.unseen import remove_code, remove_unseen
from warraq.ingest.html.verdict import cut_short, doubts, rejection
from warraq.ingest.html.wayback import restore
from warraq.ingest.html.weighing import weigh
from warraq.ingest.html.when import Source, named_day, printed_days, published, updated
from warraq.ingest.lexicon import Lexicon, lexicon_of
from warraq.ingest.markdown import escape
from warraq.ingest.profiles import Profile, load_profile
from warraq.model import Certainty, Dropped, Extraction, Provenance
from warraq.text.dates import in_zone
from warraq.text.direction import direction_of
from warraq.text.keys import key
from warraq.text.language import identify


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: what it states, where its headline and story stand, how it is read."""

    index: Index
    html: str
    url: str
    claims: Claims
    title: str
    parts: tuple[Part, ...]
    story: Part | None
    layout: Layout
    lexicon: Lexicon
    profile: Profile
    hints: Hints
    held: Held

    def reader(self, lang: str) -> LineReader:
        """Return what reads single lines of the page."""
        profile = self.profile
        return LineReader(self.lexicon, profile.byline_separators, lang, profile.date_order)


@dataclass(slots=True)
class Found:
    """The fields found, and by which rule."""

    values: dict[str, object] = field(default_factory=dict)
    provenance: list[Provenance] = field(default_factory=list)

    def set(self, name: str, value: object, rule: str, certainty: Certainty) -> None:
        """Give a field its value, unless that is empty."""
        if value:
            self.values[name] = value
            self.provenance.append(Provenance(name, rule, certainty))

    def certainties(self) -> dict[str, Certainty]:
        """Return how sure each field is."""
        return {entry.field: entry.certainty for entry in self.provenance}


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


def extract_html(
    page: bytes,
    *,
    charset: str,
    url: str,
    profile: Profile,
    hints: Hints,
    held: Held = no_picture,
) -> Extraction:
    """Return the article that a saved page holds, or why it holds none. Never raises.

    `charset` is what came with the page about its encoding, "" where nothing did;
    `held` tells where a picture that came with it is kept, "" for nowhere. A page of a
    day for which the profile is not valid is read by `generic`.
    """
    text = decode_page(page, charset)
    restored = restore(text.text, url or hints.url)
    is_as_it_was = restored.page is text.text and text.encoding == "utf-8"
    whole = is_as_it_was and not (text.replaced or text.misread)
    root = parse(restored.page, page if whole else b"")
    if root is None:
        return Extraction(rejected="empty")
    found = Found()
    captured = in_zone(restored.captured, hints.timezone)
    found.set("captured", captured, "archive-address", "certain")
    if captured and not profile.is_valid_on(captured):
        profile = load_profile("generic")
    taken = _take_apart(root, restored.page, restored.url, profile, hints, found, held)
    if reason := rejection(taken.index, taken.claims, taken.layout, taken.story, profile):
        return Extraction(rejected=reason, url=taken.url, captured=captured)
    _read_fields(taken, found)
    body = _read_body(taken, _reader_of_body(taken, found))
    see_also = related_behind(taken.layout, body.pruned.see_also)
    found.set("see_also", see_also, "related-box", "likely")
    found.set("body", body.markdown, body.rule, _certainty(taken, body))
    return Extraction(
        url=taken.url,
        provenance=tuple(found.provenance),
        dropped=body.dropped,
        doubts=(
            *doubts(found.values, found.certainties(), taken.layout, taken.story, text),
            *cut_short(restored.page),
        ),
        **found.values,  # type: ignore[arg-type]
    )


def markdown_of(fragment: str, *, url: str = "", held: Held = no_picture) -> str:
    """Return a fragment of HTML as the Markdown of a content file.

    `url` is the address that its relative links are relative to; `held` tells where a
    picture that is in it is kept.
    """
    root = parse(f"<div>{fragment}</div>")
    if root is None:
        return ""
    index = index_of(root)
    gather_sources(index.of("picture"))
    remove_unseen(index)
    mark_captions(index)
    return joined(convert(root, Context(url=url, held=held)))


def _take_apart(
    root: Element,
    html: str,
    url: str,
    profile: Profile,
    hints: Hints,
    found: Found,
    held: Held,
) -> Page:
    nodes = statements(root.iter("script"))
    remove_code(root)
    index = index_of(root)
    claims = read_claims(nodes, index)
    address = url or safe_address(claims.first("url"), "")
    title, rule, certainty = find_headline(index, claims, hints.outlet, _host(address))
    gather_sources(index.of("picture"))
    remove_unseen(index)
    mark_captions(index)
    lexicon = lexicon_of(profile, hints.outlet)
    parts = weigh(root, index, lexicon, title)
    story = find_story(parts)
    layout = lay_out(parts, story, title)
    if not title and (title := layout.heading_above()):
        rule, certainty, layout = "heading-above-body", "likely", lay_out(parts, story, title)
    found.set("title", title, rule, certainty)
    known = (claims, title, parts, story, layout, lexicon, profile, hints, held)
    return Page(index, html, address, *known)


def _host(address: str) -> str:
    """Return the host of an address, without dots and hyphens."""
    try:
        return (urlsplit(address).hostname or "").replace(".", "").replace("-", "")
    except ValueError:
        return ""


def _read_fields(page: Page, found: Found) -> None:
    lang = _language(page, found)
    _read_times(page, lang, found)
    _read_names(page, lang, found)
    section, rule, certainty = find_section(page.index, page.claims, page.title, page.lexicon)
    found.set("section", section, rule, certainty)
    found.set("tags", tags_of(page.claims), "stated", "certain")


def _language(page: Page, found: Found) -> str:
    stated = (page.claims.first("lang") or page.claims.first("locale")).replace("_", "-")
    lines = inside(page.story) if page.story else ()
    sample = " ".join(line.text for part in lines for line in part.lines if part.own > 0)
    guess = identify(sample or page.title, hint=page.hints.lang or stated.split("-")[0].lower())
    rule = "hint" if page.hints.lang else "letters-and-words"
    lang = page.hints.lang or guess.lang
    found.set("lang", lang, rule, "certain" if page.hints.lang else guess.certainty)
    return lang


def _read_times(page: Page, lang: str, found: Found) -> None:
    captured = str(found.values.get("captured", "")) or page.hints.captured
    source = Source(page.claims, page.url, page.hints.timezone, lang, captured)
    reader = page.reader(lang)
    printed = printed_days(page.layout.metadata(), reader, source)
    when = published(source, printed)
    if not when.iso and not when.disputed:
        when = named_day(page.index, reader, source)
    found.set("published", when.iso, when.rule, when.certainty)
    change = updated(source, printed, when.iso)
    found.set("updated", change.iso, change.rule, change.certainty)


# A name in an element that is named for one may be that of any story; these stand near this one.
_NAMED_FOR_SURE = frozenset({"byline", "author-page"})


def _read_names(page: Page, lang: str, found: Found) -> None:
    outlet = outlet_of(page.claims, page.hints.outlet, _host(page.url))
    names, rule = find_authors(page.claims, outlet, page.lexicon)
    if names:
        found.set("authors", names, rule, "certain")
        return
    names, rule = stated_desk(page.claims)
    near = page.layout.around_headline(behind=not names)
    lines = NearStory(tuple(near), page.layout.signature(), page.title)
    byline = printed_byline(page.index, lines, page.reader(lang))
    if byline and (not names or byline.rule in _NAMED_FOR_SURE or byline.credit):
        for name in ("authors", "place", "credit"):
            found.set(name, getattr(byline, name), byline.rule, byline.certainty)
        return
    found.set("authors", names, rule, "likely")


def _reader_of_body(page: Page, found: Found) -> LineReader:
    """Return what reads the lines of a story of which the other fields are known."""
    names = found.values.get("authors")
    authors = frozenset(map(key, names)) if isinstance(names, tuple) else frozenset()
    return replace(page.reader(str(found.values.get("lang", ""))), authors=authors)


def _read_body(page: Page, reader: LineReader) -> Body:
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
    shown = tuple(trimmed(whole, page.title, page.lexicon, reader.is_meta))
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


def _certainty(page: Page, body: Body) -> Certainty:
    if body.rule == "stated-body" or page.story is None:
        return "likely"
    if body.is_stated:
        return "certain"
    return certainty_of(page.html, page.story, page.parts, _keys(page.story))
