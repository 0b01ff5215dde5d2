"""One saved page → the parts of an article."""

from __future__ import annotations

from warraq.ingest.html.blocks import mark_captions
from warraq.ingest.html.body import certainty_of_body, read_body
from warraq.ingest.html.candidates import gather_sources
from warraq.ingest.html.context import Context, Held, no_picture
from warraq.ingest.html.convert import convert, joined
from warraq.ingest.html.decode import decode_page
from warraq.ingest.html.fields import read_fields
from warraq.ingest.html.found import Found
from warraq.ingest.html.index import index_of
from warraq.ingest.html.marks import remove_idle_marks
from warraq.ingest.html.page import take_apart
from warraq.ingest.html.related import related_behind
from warraq.ingest.html.tree import parse
from warraq.ingest.html.unseen import remove_unseen
from warraq.ingest.html.verdict import cut_short, doubts, rejection
from warraq.ingest.html.wayback import restore
from warraq.ingest.portal.profiles import Profile, load_profile
from warraq.ingest.printed.extract import Hints
from warraq.model import Extraction
from warraq.text.dates import in_zone


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
    taken = take_apart(root, restored.page, restored.url, profile, hints, found, held)
    if reason := rejection(taken, restored.url):
        return Extraction(rejected=reason, url=taken.url, captured=captured)
    read_fields(taken, found)
    body = read_body(taken, found)
    see_also = related_behind(taken.layout, body.pruned.see_also, taken.lexicon)
    found.set("see_also", see_also, "related-box", "likely")
    found.set("body", body.markdown, body.rule, certainty_of_body(taken, body))
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
    remove_idle_marks(root)
    index = index_of(root)
    gather_sources(index.of("picture"))
    remove_unseen(index)
    mark_captions(index)
    return joined(convert(root, Context(url=url, held=held)))
