"""One saved page → the parts of an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from warraq.ingest.extract import Hints
from warraq.ingest.html.authors import find_authors, printed_byline
from warraq.ingest.html.blocks import Part, mark_captions, weigh
from warraq.ingest.html.claims import Claims, read_claims, tags_of
from warraq.ingest.html.convert import Piece, convert, joined
from warraq.ingest.html.decode import decode_page
from warraq.ingest.html.headline import find_headline
from warraq.ingest.html.inline import Context, safe_address
from warraq.ingest.html.layout import Layout, inside, lay_out, leads
from warraq.ingest.html.mainblock import find_story
from warraq.ingest.html.prune import prune
from warraq.ingest.html.testimony import read_testimony, same_story, tells_more
from warraq.ingest.html.tree import Element, drop, parse, remove_unseen
from warraq.ingest.html.wayback import restore
from warraq.ingest.html.when import printed_dates, published, updated
from warraq.ingest.lexicon import Lexicon, lexicon_of
from warraq.ingest.markdown import escape
from warraq.ingest.profiles import Profile
from warraq.model import Certainty, Extraction, Provenance
from warraq.text.language import identify


@dataclass(slots=True)
class _Found:
    values: dict[str, object] = field(default_factory=dict)
    provenance: list[Provenance] = field(default_factory=list)

    def set(self, name: str, value: object, rule: str, certainty: Certainty) -> None:
        if value:
            self.values[name] = value
            self.provenance.append(Provenance(name, rule, certainty))


def extract_html(
    page: bytes, *, charset: str, url: str, profile: Profile, hints: Hints
) -> Extraction:
    """Return the article that a saved page holds, or why it holds none. Never raises.

    `charset` is what the page's transport declared of it, «» where nothing did.
    """
    text = decode_page(page, charset)
    restored = restore(text.text, url)
    root = parse(restored.page)
    if root is None:
        return Extraction(rejected="empty")
    claims = read_claims(root)
    address = restored.url or hints.url or safe_address(claims.first("url"), "")
    found = _Found()
    found.set("captured", restored.captured, "archive-address", "certain")
    title, rule, certainty = find_headline(root, claims, hints.outlet, _host(address))
    found.set("title", title, rule, certainty)
    remove_unseen(root)
    mark_captions(root)
    lexicon = lexicon_of(profile, hints.outlet)
    parts = weigh(root, lexicon, title)
    story = find_story(parts)
    layout = lay_out(parts, story, title)
    lang = hints.lang or claims.first("lang") or claims.first("locale")
    body = _body(parts, story, layout, address, found, lexicon, profile, lang, claims)
    if not body:
        return Extraction(rejected="listing", url=address)
    guess = identify(body, hint=hints.lang or claims.first("lang"))
    lang = hints.lang or guess.lang
    found.set("lang", lang, "hint" if hints.lang else "letters-and-words", guess.certainty)
    _times(claims, layout, address, hints, lang, found)
    _names(root, claims, layout, lexicon, profile, found)
    found.set("tags", tags_of(claims), "stated", "certain")
    return Extraction(body=body, url=address, provenance=tuple(found.provenance), **found.values)  # type: ignore[arg-type]


def markdown_of(fragment: str, *, url: str = "") -> str:
    """Return a fragment of HTML as the Markdown of a content file.

    `url` is the address that its relative links are relative to.
    """
    root = parse(f"<div>{fragment}</div>")
    if root is None:
        return ""
    remove_unseen(root)
    return joined(convert(root, Context(url=url)))


def _times(
    claims: Claims, layout: Layout, address: str, hints: Hints, lang: str, found: _Found
) -> None:
    printed = printed_dates(layout.around_headline(), lang)
    when = published(claims, printed, address, hints.timezone, lang)
    found.set("published", when.iso, when.rule, when.certainty)
    change = updated(claims, printed, when.iso, hints.timezone, lang)
    found.set("updated", change.iso, change.rule, change.certainty)


def _names(
    root: Element,
    claims: Claims,
    layout: Layout,
    lexicon: Lexicon,
    profile: Profile,
    found: _Found,
) -> None:
    names, rule = find_authors(claims)
    if names:
        found.set("authors", names, rule, "certain")
        return
    lines = layout.around_headline()
    if byline := printed_byline(root, lines, lexicon, profile.byline_separators):
        for name in ("authors", "place", "credit"):
            found.set(name, getattr(byline, name), byline.rule, byline.certainty)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").replace(".", "").replace("-", "")
    except ValueError:
        return ""


def _body(
    parts: tuple[Part, ...],
    story: Part | None,
    layout: Layout,
    address: str,
    found: _Found,
    lexicon: Lexicon,
    profile: Profile,
    lang: str,
    claims: Claims,
) -> str:
    if story is None:
        stated = read_testimony(claims.first("body"))
        return stated.markdown() if stated else escape(claims.first("description"))
    noise = frozenset(id(part) for part in parts if part.noise)
    lead = leads(layout, story, noise=noise)
    texts = [line.text for part in inside(story) for line in part.lines]
    prose = [line.text for part in inside(story) for line in part.lines if line.is_prose]
    testimony = read_testimony(claims.first("body"))
    if testimony and tells_more(testimony, texts):
        return testimony.markdown()
    if testimony and not same_story(testimony, prose):
        testimony = None
    pruned = prune(story, layout, lexicon, profile, lang, testimony)
    for element, _ in pruned.gone:
        drop(element)
    found.set("see_also", tuple(pruned.see_also), "related-box", "likely")
    context = Context(url=address)
    pieces: list[Piece] = []
    for part in (*lead, story):
        pieces.extend(convert(part.element, context))
    return joined(pieces)
