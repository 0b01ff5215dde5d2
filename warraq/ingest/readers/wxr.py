"""Exports of WordPress (WXR): posts and pages, with what the editor's marks stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from warraq.ingest.readers.elements import Node, parse_element
from warraq.ingest.readers.feed import elements_of
from warraq.ingest.readers.heads import head_text, may_spell
from warraq.ingest.readers.wordpress import story_of
from warraq.model import Passed, RawDocument, Record
from warraq.text.encoding import decode

NAME = "wxr"

_EXPORT = re.compile(r"wordpress\.org/export/|<wp:(?:wxr_version|author|post_)|wp:post_type", re.I)
_RSS = re.compile(r"<(?:rss|channel|item)\b", re.I)

# What WordPress keeps beside the stories.
_INTERNAL = frozenset(
    {"attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset"}
    | {"oembed_cache", "user_request", "feedback", "acf-field", "acf-field-group", "product"}
)
_HELD_BACK = frozenset({"draft", "private", "pending", "future", "trash", "auto-draft", "inherit"})
# WordPress writes the password behind the status; an item cut before both may have any.
_PAST_PASSWORD = re.compile(r"</wp:post_password\s*>|<wp:(?:post_password\s*/|is_sticky|postmeta)")


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file is an export of WordPress."""
    if not may_spell(head, b"<"):
        return False
    text = head_text(head)
    return bool(_RSS.search(text) and _EXPORT.search(text))


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument | Passed]:
    """Yield the items of the export at `path`, and what stands between them."""
    yield from elements_of(path, ("item",), file, NAME, _about)


def _about(head: str) -> tuple[tuple[str, str], ...]:
    """Return what an export says of all its items: its title, address, language, and people."""
    channel = head[: head.find("<wp:")] if "<wp:" in head else head
    site, lang = _first("title", channel), _first("language", channel)
    home = _first("wp:base_blog_url", head) or _first("link", channel)
    people = tuple(
        (f"author:{_first('wp:author_login', block)}", _first("wp:author_display_name", block))
        for block in re.findall(r"<wp:author>(.*?)</wp:author>", head, re.S)
    )
    return (("site", site), ("home", home), ("lang", lang), *people)


def _first(name: str, text: str) -> str:
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", text, re.S)
    return re.sub(r"<!\[CDATA\[|\]\]>", "", found[1]).strip() if found else ""


def record_of(document: RawDocument, fields: Mapping[str, str]) -> Record:
    """Return the record that an item is; raises DamagedError for none."""
    text = decode(document.data, declared=document.charset)
    item = parse_element(text.text)
    context = dict(document.context)
    terms = tuple(item.all("category"))
    metas = {meta.first("meta_key"): meta.first("meta_value") for meta in item.all("postmeta")}
    login = item.first("dc:creator", "creator")
    return Record(
        title=item.first("title"),
        body=story_of(item.first("content:encoded", "encoded")),
        body_is_html=True,
        summary=item.first("excerpt:encoded"),
        authors=tuple(filter(None, (context.get(f"author:{login}") or login,))),
        published=_moment(item, "wp:post_date") or item.first("pubDate"),
        updated=_changed(item),
        section=_names(terms, "category")[:1],
        tags=(*_names(terms, "post_tag", "tag"), *_names(terms, "category")[1:]),
        lang=_slug(terms, "language") or metas.get("_wpml_import_language_code", ""),
        site=context.get("site", ""),
        url=item.first("link"),
        kin=_slug(terms, "post_translations")
        or metas.get("_wpml_import_translation_group", "")
        or metas.get("_translation_group", ""),
        skip=_held_back(item),
        unsettled=bool(document.damage) and not _is_published(item, text.text),
        replaced=text.replaced,
        encoding=text.encoding,
    )


def _held_back(item: Node) -> str:
    """Return why an item is not read: what it is, or that it was never published."""
    kind = item.first("wp:post_type", "post_type") or "post"
    if kind in _INTERNAL or kind.startswith("wp_"):
        return "attachment" if kind == "attachment" else "no-page"
    status = item.first("wp:status", "status") or "publish"
    if status in _HELD_BACK:
        return status
    return "private" if item.first("wp:post_password") else ""


def _is_published(item: Node, text: str) -> bool:
    """Return whether an item of which the end is missing still says that all might read it."""
    status = item.first("wp:status", "status")
    return status == "publish" and bool(_PAST_PASSWORD.search(text))


def _names(terms: tuple[Node, ...], *domains: str) -> tuple[str, ...]:
    unsaid = ("",) if "category" in domains else ()
    found = (term for term in terms if term.attributes.get("domain", "") in (*domains, *unsaid))
    names = (term.text or term.attributes.get("nicename", "") for term in found)
    # The name that WordPress gives where no other was chosen says nothing.
    return tuple(name for name in names if name.lower() not in ("uncategorized", "غير مصنف"))


def _slug(terms: tuple[Node, ...], domain: str) -> str:
    found = (term.attributes for term in terms if term.attributes.get("domain") == domain)
    return next((stated.get("nicename", "") for stated in found), "")


# --- dates ------------------------------------------------------------------------------

_STAMP = re.compile(r"[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d")
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


def _moment(item: Node, name: str) -> str:
    """Return a moment on the portal's own clock, with its zone where both clocks are told."""
    local, universal = item.first(name), item.first(f"{name}_gmt")
    if not _STAMP.fullmatch(local):
        return f"{universal}Z" if _STAMP.fullmatch(universal) else ""
    if not _STAMP.fullmatch(universal):
        return local
    try:
        moment = datetime.fromisoformat(local)
        ahead = moment - datetime.fromisoformat(universal)
    except ValueError:
        return ""
    if ahead % _QUARTER or abs(ahead) > _FARTHEST:
        return local
    # Two equal clocks tell of a portal that never set its zone, not of one in England.
    zone = timezone(ahead) if ahead else None
    return moment.replace(tzinfo=zone).isoformat(timespec="minutes")


def _changed(item: Node) -> str:
    """Return when an item was last changed, if that was after its publication."""
    changed, published = _moment(item, "wp:post_modified"), _moment(item, "wp:post_date")
    return changed if changed[:16] > published[:16] else ""
