"""A page taken apart: what it states, where its headline and its story stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from warraq.ingest.html.addresses import safe_address
from warraq.ingest.html.blocks import HEADINGS, LINKED, Part, mark_captions
from warraq.ingest.html.candidates import gather_sources, show_amp
from warraq.ingest.html.claimed import read_claims
from warraq.ingest.html.claims import Claims
from warraq.ingest.html.context import Held
from warraq.ingest.html.elsewhere import is_of_page
from warraq.ingest.html.found import Found
from warraq.ingest.html.headline import find_headline
from warraq.ingest.html.index import Index, index_of
from warraq.ingest.html.jsonld import statements
from warraq.ingest.html.layout import Layout, lay_out, may_be_headline
from warraq.ingest.html.mainblock import find_story
from warraq.ingest.html.marks import remove_idle_marks
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import names_of, names_title
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.html.unseen import remove_code, remove_unseen
from warraq.ingest.html.weighing import weigh
from warraq.ingest.portal.profiles import Profile
from warraq.ingest.printed.extract import Hints
from warraq.ingest.printed.lexicon import Lexicon, lexicon_of
from warraq.text.keys import key


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


def take_apart(
    root: Element,
    html: str,
    url: str,
    profile: Profile,
    hints: Hints,
    found: Found,
    held: Held,
) -> Page:
    """Return a page taken apart, and give `found` its title; scripts leave its tree."""
    nodes = statements(root.iter("script"))
    remove_code(root)
    remove_idle_marks(root)
    index = index_of(root)
    claims = read_claims(nodes, index, url)
    address = url or safe_address(claims.first("url"), "")
    title, rule, certainty = find_headline(index, claims, hints.outlet, host_of(address))
    show_amp(index.of("amp-img"))
    gather_sources(index.of("picture"))
    remove_unseen(index)
    mark_captions(index)
    lexicon = lexicon_of(profile, hints.outlet)
    parts = weigh(root, index, lexicon, title)
    story = find_story(parts, title)
    layout = lay_out(parts, story, title)
    is_sure = rule == "h1" or _is_printed(layout, rule) or _stands_in_heading(layout, title)
    if not is_sure and (heading := _other_heading(layout, title)):
        title, rule, certainty = heading, "heading-above-body", "likely"
        layout = lay_out(parts, story, title)
    found.set("title", title, rule, certainty)
    known = (claims, title, parts, story, layout, lexicon, profile, hints, held)
    return Page(index, html, address, *known)


def _is_printed(layout: Layout, rule: str) -> bool:
    """Return whether a page prints its title as words of its own, and not as a link alone.

    In its head it prints its name, of which a window's title may have a part.
    """
    if layout.headline < 0:
        return False
    part = layout.lines[layout.headline].part
    if rule == "page-title" and is_of_page(part.element):
        return False
    return part.tag in HEADINGS or part.linked <= LINKED


# A shorter heading may be that of a section.
_LEAST_WORDS = 4


def _stands_in_heading(layout: Layout, title: str) -> bool:
    """Return whether a heading above the story prints a title with more beside it: its day."""
    folded = key(title)
    if len(folded.split()) < _LEAST_WORDS:
        return False
    heads = (p for p in layout.lines[: max(layout.start, 0)] if p.part.tag in HEADINGS)
    return any(folded in head.line.folded for head in heads)


def _other_heading(layout: Layout, title: str) -> str:
    """Return the heading above the story of a title that is printed nowhere, "" where it may do.

    Many a portal states its own name as the title of every page.
    """
    if not title:
        return layout.heading_above()
    # One that is linked leads to a story elsewhere.
    heading = layout.heading_above(most_linked=0.0)
    if heading and _is_other(heading, title):
        return heading
    # Where a page has first headings, or any above its story, no other line is one.
    return "" if heading else next(filter(partial(_is_other, title=title), _set_off(layout)), "")


def _is_other(text: str, title: str) -> bool:
    """Return whether a text is long enough for a headline, and shares no word with a title."""
    words = key(text).split()
    return len(words) >= _LEAST_WORDS and not set(words) & set(key(title).split())


_ABOVE = 6
_MOST_WORDS = 25
_BOLD = ("b", "strong", "font", "big")


def _set_off(layout: Layout) -> Iterator[str]:
    """Yield the bold lines above the sentences of a story that may be its headline."""
    for line, part in layout.lines[max(0, layout.start - _ABOVE) : max(0, layout.start)]:
        if line.ends or part.linked > LINKED or line.size > _MOST_WORDS:
            continue
        if not may_be_headline(line):
            continue
        marked = filter(_is_marked, part.element.iter(*_BOLD, "span", "div"))
        if any(text_of(one) == line.text and not _leads_on(one) for one in marked):
            yield line.text


def _leads_on(element: Element) -> bool:
    """Return whether an element is a link, or has one inside."""
    around = element.getparent()
    return (around is not None and around.tag == "a") or any(True for _ in element.iter("a"))


def _is_marked(element: Element) -> bool:
    """Return whether an element is bold, or named or set as a title is."""
    if element.tag in _BOLD or "font-size" in element.get("style", ""):
        return True
    return names_title(names_of(element))


def host_of(address: str) -> str:
    """Return the host of an address, without dots and hyphens."""
    try:
        return (urlsplit(address).hostname or "").replace(".", "").replace("-", "")
    except ValueError:
        return ""
