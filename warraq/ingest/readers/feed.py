"""Feeds: RSS, RDF, Atom and JSON Feed, in which every entry is an article or its teaser."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from warraq.ingest.readers.elements import MOST_ELEMENT, Cut, Node, cuts, parse_element
from warraq.ingest.readers.frames import MOST_BYTES
from warraq.ingest.readers.heads import head_text, may_spell
from warraq.model import Origin, Passed, RawDocument, Record
from warraq.text.encoding import decode

NAME = "feed"

_FEED = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|<\?[^>]*\?>|\s)*"
    r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b",
    re.I | re.S,
)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')
_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.I)
# A story told in a description has paragraphs or as many letters; a teaser is a sentence.
_TOLD = 1200
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*(?:</?\w[^>]*>\s*)*$")


def sniff(name: str, head: bytes) -> bool:
    """Return whether a file is a feed."""
    if _JSON_FEED.search(head):
        return True
    return may_spell(head, b"<") and bool(_FEED.match(head_text(head)))


def read_documents(path: Path, *, file: str) -> Iterator[RawDocument | Passed]:
    """Yield the entries of the feed at `path`, and what stands between them."""
    with path.open("rb") as stream:
        if _JSON_FEED.search(stream.read(4096)):
            yield from _json_entries(path, file)
            return
    yield from elements_of(path, ("item", "entry"), file, NAME, _about)


About = Callable[[str], tuple[tuple[str, str], ...]]


def elements_of(
    path: Path, names: tuple[str, ...], file: str, reader: str, about: About
) -> Iterator[RawDocument | Passed]:
    """Yield the elements of these names in a file of XML as records of a reader.

    `about` makes of what stands before the first what is true of all of them.
    """
    with path.open("rb") as stream:
        encoding = decode(stream.read(4096)).encoding
        size = path.stat().st_size
        stream.seek(0)
        if not encoding.startswith(("utf-16", "utf-32")) or size > MOST_BYTES:
            yield from _documents(cuts(stream, *names), file, reader, about)
            return
        yield Passed(Origin(file=file, offset=0), size, "frame")
        text = io.BytesIO(stream.read().decode(encoding, "replace").encode("utf-8"))
        for found in _documents(cuts(text, *names), file, reader, about):
            # Its places are those in the text, not in the file.
            yield replace(found, origin=replace(found.origin, member="text"), length=0)


def _documents(
    found: Iterator[Cut], file: str, reader: str, about: About
) -> Iterator[RawDocument | Passed]:
    context: tuple[tuple[str, str], ...] | None = None
    charset = ""
    for cut in found:
        origin = Origin(file=file, offset=cut.offset)
        if context is None:
            named = _ENCODING.search(cut.data[:1024])
            charset = named[1].decode("ascii", "replace") if named else ""
            context = about(decode(cut.data, declared=charset).text)
        if not cut.is_element:
            yield Passed(origin, cut.length, "frame")
        elif cut.length > MOST_ELEMENT:
            yield Passed(origin, cut.length, "too-large")
        else:
            yield RawDocument(
                origin,
                cut.data,
                kind="record",
                reader=reader,
                charset=charset,
                length=cut.length,
                damage=cut.problem,
                context=context,
            )


def _about(head: str) -> tuple[tuple[str, str], ...]:
    """Return what the head of a feed says of all entries: its title and its language."""
    title = re.search(r"<(?:\w+:)?title\b[^>]*>(.*?)</", head, re.S)
    lang = re.search(r"<(?:dc:)?language>\s*([\w-]+)", head, re.I) or re.search(
        r"\bxml:lang\s*=\s*[\"']([\w-]+)", head
    )
    bare = re.sub(r"<!\[CDATA\[|\]\]>|<[^>]*>", "", title[1]).strip() if title else ""
    return (("site", bare), ("lang", lang[1] if lang else ""))


def record_of(document: RawDocument, fields: Mapping[str, str]) -> Record:
    """Return the record that an entry is; raises DamagedError for none."""
    context = dict(document.context)
    if context.get("format") == "json":
        return _json_record(json.loads(document.data), context)
    text = decode(document.data, declared=document.charset)
    node = parse_element(text.text)
    full, summary = _contents(node)
    story = full or (summary if _is_told(summary) else "")
    return Record(
        title=_title(node),
        body=story or summary,
        body_is_html=True,
        summary=node.first("summary") or ("" if story == summary else summary),
        authors=tuple(_authors(node)),
        published=node.first("pubDate", "published", "issued", "dc:date", "created", "date"),
        updated=node.first("updated", "modified"),
        section=tuple(_categories(node))[:1],
        tags=tuple(_categories(node))[1:],
        lang=node.attributes.get("xml:lang", "") or node.first("dc:language") or context["lang"],
        site=context["site"],
        url=_address(node),
        teaser_only=not story,
        replaced=text.replaced,
        encoding=text.encoding,
    )


def _title(node: Node) -> str:
    """Return the title of an entry; one of type xhtml is what its elements hold (RFC 4287, 3.1)."""
    title = next((one for one in node.all("title") if one.parts), None)
    if title is None or not any(True for _ in title.children):
        return node.first("title")
    return re.sub(r"<[^>]*>", "", _markup(title)).strip()


def _contents(node: Node) -> tuple[str, str]:
    """Return (the whole text, the summary) of an entry, as HTML."""
    whole = ("content:encoded", "encoded", "fullitem", "body", "content")
    full = next((told for name in whole for one in node.all(name) if (told := _markup(one))), "")
    described = next(map(_markup, node.all("description", "summary")), "")
    return full, described


def _markup(node: Node) -> str:
    """Return what an element holds as HTML, whatever it says that it holds."""
    kind = node.attributes.get("type", "html").lower()
    if any(True for _ in node.children):
        return "".join(map(_serialized, node.parts))
    return escape(node.text) if kind in ("text", "text/plain") else node.text


def _serialized(part: str | Node) -> str:
    """Return a part of a tree as HTML; deep trees are told flat."""
    if isinstance(part, str):
        return escape(part, quote=False)
    pieces: list[str] = []
    stack: list[str | Node] = [part]
    while stack:
        one = stack.pop()
        if isinstance(one, Node):
            name = one.name.rpartition(":")[2]
            stated = "".join(f' {k}="{escape(v)}"' for k, v in one.attributes.items())
            pieces.append(f"<{name}{stated}>")
            stack.append(f"\0</{name}>")
            stack.extend(reversed(one.parts))
        else:
            pieces.append(one[1:] if one.startswith("\0") else escape(one, quote=False))
    return "".join(pieces)


def _is_told(summary: str) -> bool:
    """Return whether a description is the story itself."""
    if _CUT_OFF.search(summary):
        return False
    letters = len(re.sub(r"<[^>]*>", "", summary))
    return letters >= _TOLD or len(re.findall(r"<p\b", summary, re.I)) > 1


def _authors(node: Node) -> Iterator[str]:
    for author in node.all("author", "creator", "contributor"):
        name = author.first("name") or author.text
        # RSS wants a mail address, and the name in brackets behind it.
        mail = re.fullmatch(r"\S+@\S+\s*\(([^)]+)\)", name)
        if (mail and mail[1]) or (name and "@" not in name):
            yield mail[1] if mail else name


def _categories(node: Node) -> Iterator[str]:
    for category in node.all("category", "subject"):
        named = category.attributes.get("label") or category.text or category.attributes.get("term")
        if named:
            yield named


def _address(node: Node) -> str:
    for link in node.all("link", "origLink"):
        address = link.attributes.get("href", "") or link.text
        if link.attributes.get("rel", "alternate") == "alternate" and address.startswith("http"):
            return address.strip()
    guid = node.first("guid", "id")
    return guid if guid.startswith("http") else ""


# --- JSON Feed --------------------------------------------------------------------------


def _json_entries(path: Path, file: str) -> Iterator[RawDocument | Passed]:
    size = path.stat().st_size
    whole = Origin(file=file, offset=0)
    data = path.read_bytes() if size <= MOST_BYTES else b""
    try:
        feed = json.loads(decode(data).text.lstrip("\ufeff"), strict=False)
        items = [item for item in feed.get("items", ()) if isinstance(item, dict)]
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        message = f"this is no JSON ({error})"[:200] if data else "it is larger than any feed"
        yield Passed(whole, size, "damaged", lost=True, message=message)
        return
    told = {"format": "json", "site": feed.get("title", ""), "lang": feed.get("language", "")}
    context = tuple((name, str(value)) for name, value in told.items())
    # The entries have rows of their own, in places that count them.
    yield Passed(whole, size, "frame")
    for number, item in enumerate(items):
        origin = Origin(file=file, member=f"items/{number}", offset=0)
        entry = json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        yield RawDocument(origin, entry, kind="record", reader=NAME, length=0, context=context)


def _json_record(item: dict[str, Any], context: dict[str, str]) -> Record:
    def text(*names: str) -> str:
        return next((item[n] for n in names if isinstance(item.get(n), str) and item[n]), "")

    authors = item.get("authors") or [item.get("author")]
    names = [a.get("name", "") if isinstance(a, dict) else a for a in authors if a]
    tags = item.get("tags")
    body = text("content_html") or escape(text("content_text"), quote=False)
    return Record(
        title=text("title"),
        body=text("content_html") or text("content_text") or text("summary"),
        body_is_html=bool(text("content_html")),
        summary=text("summary"),
        authors=tuple(name for name in names if isinstance(name, str) and name),
        published=text("date_published"),
        updated=text("date_modified"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        lang=text("language") or context["lang"],
        site=context["site"],
        url=text("url", "external_url"),
        teaser_only=not body,
    )
