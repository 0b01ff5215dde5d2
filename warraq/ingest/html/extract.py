"""One saved page → the parts of an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from warraq.ingest.extract import Hints
from warraq.ingest.html.authors import find_authors, printed_byline
from warraq.ingest.html.blocks import Part, weigh
from warraq.ingest.html.claims import Claims, read_claims, tags_of
from warraq.ingest.html.convert import Piece, convert
from warraq.ingest.html.headline import find_headline
from warraq.ingest.html.inline import Context
from warraq.ingest.html.layout import Layout, lay_out, leads
from warraq.ingest.html.mainblock import find_story
from warraq.ingest.html.prune import prune
from warraq.ingest.html.tree import drop, parse, remove_unseen
from warraq.ingest.html.when import printed_dates, published, updated
from warraq.ingest.lexicon import lexicon_of
from warraq.ingest.profiles import Profile
from warraq.model import Certainty, Extraction, Provenance
from warraq.text.encoding import decode
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
    """Return the article that a saved page holds, or why it holds none. Never raises."""
    text = decode(page, declared=charset)
    root = parse(text.text)
    if root is None:
        return Extraction(rejected="empty")
    claims = read_claims(root)
    address = url or hints.url or claims.first("url")
    lexicon = lexicon_of(profile, hints.outlet)
    title, rule, certainty = find_headline(root, claims, hints.outlet, _host(address))
    remove_unseen(root)
    parts = weigh(root, lexicon)
    story = find_story(parts)
    if story is None:
        return Extraction(rejected="listing")
    layout = lay_out(parts, story, title)
    found = _Found()
    found.set("title", title, rule, certainty)
    body = _body(parts, story, layout, address, found, lexicon)
    lang = hints.lang or identify(body, hint=claims.first("lang")).lang
    printed = printed_dates(layout.around_headline(), lang)
    when = published(claims, printed, address, hints.timezone, lang)
    found.set("published", when.iso, when.rule, when.certainty)
    change = updated(claims, printed, when.iso, hints.timezone, lang)
    found.set("updated", change.iso, change.rule, change.certainty)
    names, by = find_authors(claims)
    if names:
        found.set("authors", names, by, "certain")
    elif byline := printed_byline(root, layout.around_headline(), lexicon, profile.byline_separators):
        found.set("authors", byline.authors, byline.rule, byline.certainty)
        found.set("place", byline.place, byline.rule, byline.certainty)
        found.set("credit", byline.credit, byline.rule, byline.certainty)
    found.set("tags", tags_of(claims), "stated", "certain")
    return Extraction(lang=lang, body=body, provenance=tuple(found.provenance), **found.values)  # type: ignore[arg-type]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").replace(".", "").replace("-", "")
    except ValueError:
        return ""


def _body(parts, story: Part, layout: Layout, address: str, found: _Found, lexicon) -> str:
    noise = frozenset(id(part) for part in parts if part.noise)
    lead = leads(layout, story, noise=noise)
    pruned = prune(story, lexicon)
    for element, _ in pruned.gone:
        drop(element)
    found.set("see_also", tuple(pruned.see_also), "related-box", "likely")
    context = Context(url=address)
    pieces: list[Piece] = []
    for part in (*lead, story):
        pieces.extend(convert(part.element, context))
    return "\n\n".join(piece.markdown for piece in pieces)
