"""Which language, days, names, section and tags does a page tell?"""

from __future__ import annotations

from dataclasses import replace

from warraq.ingest.html.authors import (
    NearStory,
    find_authors,
    outlet_of,
    printed_byline,
    stated_desk,
)
from warraq.ingest.html.claims import tags_of
from warraq.ingest.html.found import Found
from warraq.ingest.html.layout import inside
from warraq.ingest.html.namedday import named_day
from warraq.ingest.html.page import Page, host_of
from warraq.ingest.html.printeddays import printed_days
from warraq.ingest.html.sections import find_section
from warraq.ingest.html.source import Source
from warraq.ingest.html.tags import printed_tags
from warraq.ingest.html.when import published, updated
from warraq.text.language import identify


def read_fields(page: Page, found: Found) -> None:
    """Find the fields of an article that are neither its title nor its body."""
    lang = _language(page, found)
    _read_times(page, lang, found)
    _read_names(page, lang, found)
    known = (page.index, page.claims, page.layout, page.title, page.lexicon)
    section, rule, certainty = find_section(*known)
    found.set("section", section, rule, certainty)
    if tags := tags_of(page.claims):
        found.set("tags", tags, "stated", "certain")
    else:
        tags = printed_tags(page.index, page.layout, page.lexicon)
        found.set("tags", tags, "tags-box", "likely")


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
        when = named_day(page.index, reader, source, page.title)
    found.set("published", when.iso, when.rule, when.certainty)
    change = updated(source, printed, when.iso)
    found.set("updated", change.iso, change.rule, change.certainty)


# A name in an element that is named for one may be that of any story; these stand near this one.
_NAMED_FOR_SURE = frozenset({"byline", "author-page"})


def _read_names(page: Page, lang: str, found: Found) -> None:
    outlet = outlet_of(page.claims, page.hints.outlet, host_of(page.url))
    names, rule = find_authors(page.claims, outlet, page.lexicon)
    if names:
        found.set("authors", names, rule, "certain")
        return
    names, rule = stated_desk(page.claims)
    near = page.layout.around_headline(behind=not names)
    lines = NearStory(tuple(near), page.layout.signoff(), page.title)
    byline = printed_byline(page.index, lines, page.reader(lang))
    if byline and (persons := tuple(n for n in byline.authors if not outlet.is_named(n))):
        byline = replace(byline, authors=persons)
    if byline and byline.rule == "name-beside-date" and all(map(outlet.is_named, byline.authors)):
        byline = None
    if byline and (not names or byline.rule in _NAMED_FOR_SURE or byline.credit):
        for name in ("authors", "place", "credit"):
            found.set(name, getattr(byline, name), byline.rule, byline.certainty)
        return
    found.set("authors", names, rule, "likely")
