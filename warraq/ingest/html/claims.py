"""What a page says about its story outside its text, each claim with the place it stands in.

Claims are in the order of trust; which of them holds is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from warraq.ingest.html.index import Index
from warraq.ingest.html.jsonld import (
    Json,
    is_article,
    names_in,
    plain,
    text_in,
    texts_in,
    types_of,
)
from warraq.ingest.html.names import is_noise, name_words, names_of
from warraq.ingest.html.tree import Element, text_of
from warraq.text.keys import key


@dataclass(frozen=True, slots=True)
class Claim:
    """One value for one field, and the rule that found it."""

    field: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a page, by their fields; `types` are those of its JSON-LD and OpenGraph."""

    fields: Mapping[str, Sequence[Claim]]
    types: frozenset[str]

    def of(self, field: str, *rules: str) -> tuple[Claim, ...]:
        """Return the claims for a field, of certain rules only where some are named."""
        found = self.fields.get(field, ())
        return tuple(claim for claim in found if not rules or claim.rule in rules)

    def first(self, field: str, *rules: str) -> str:
        """Return the value of the most trusted claim for a field, "" where there is none."""
        return next((claim.value for claim in self.of(field, *rules)), "")


def read_claims(nodes: tuple[dict[str, Json], ...], index: Index) -> Claims:
    """Return what the page says about its story.

    `nodes` are the statements of its scripts, which have left the tree and its `index`.
    """
    metas = index.of("meta")
    found = [
        *_of_json(nodes),
        *_of_meta(metas),
        *_of_items(index),
        *_of_times(index.of("time")),
        *_of_twitter(metas),
        *_of_links(index),
    ]
    fields: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in dict.fromkeys(claim for claim in found if claim.value):
        fields[claim.field].append(claim)
    types = {name for node in nodes for name in types_of(node)}
    types |= {f"og:{claim.value.lower()}" for claim in fields.get("type", ())}
    return Claims(fields, frozenset(types))


# Behind the page's own story stand those that it links to, or its video.
_MOST_STORIES = 3

_FROM_JSON = (
    *(("title", "headline"), ("title", "name"), ("published", "datePublished")),
    *(("published", "uploadDate"), ("updated", "dateModified"), ("created", "dateCreated")),
    *(("body", "articleBody"), ("description", "description"), ("lang", "inLanguage")),
    *(("title", "alternativeHeadline"), ("url", "url"), ("url", "mainEntityOfPage")),
)


def _of_json(nodes: tuple[dict[str, Json], ...]) -> Iterator[Claim]:
    stories = [node for node in nodes if is_article(node)]
    stories.sort(key=_rank)
    told: set[str] = set()
    for node in stories[:_MOST_STORIES]:
        found = tuple(claim for claim in _of_story(node, nodes) if claim.value)
        yield from (claim for claim in found if claim.field not in told)
        told |= {claim.field for claim in found}
    writers = [one for node in stories for one in _writers(node)]
    for node in nodes:
        if node in writers:
            continue
        if "BreadcrumbList" in types_of(node):
            yield from (Claim("crumb", name, "json-ld") for name in _crumbs(node))
        elif types_of(node) & {"WebPage", "ItemPage"}:
            yield Claim("published", text_in(node, "datePublished"), "json-ld-page")
            yield Claim("updated", text_in(node, "dateModified"), "json-ld-page")
        elif types_of(node) & {"Organization", "NewsMediaOrganization", "WebSite"}:
            yield Claim("site", text_in(node, "name"), "json-ld")


def _writers(node: dict[str, Json]) -> list[Json]:
    """Return who wrote a story; an agency that did is not the outlet."""
    value = node.get("author")
    return value if isinstance(value, list) else [value]


def _of_story(node: dict[str, Json], nodes: tuple[dict[str, Json], ...]) -> Iterator[Claim]:
    for field, name in _FROM_JSON:
        value = _long_text(node) if field == "body" else text_in(node, name)
        yield Claim(field, value, "json-ld")
    for name in names_in(node, "author", nodes) or names_in(node, "creator", nodes):
        yield Claim("author", name, "json-ld")
    for section in texts_in(node, "articleSection"):
        yield Claim("section", section, "json-ld")
    for tags in texts_in(node, "keywords"):
        yield Claim("tags", tags, "json-ld")
    for name in names_in(node, "publisher", nodes):
        yield Claim("site", name, "json-ld")


def _rank(node: dict[str, Json]) -> int:
    """Return how far down a story stands among those that the page states: its own comes first."""
    rank = 0
    if types_of(node) & {"VideoObject", "CreativeWork", "Review", "Recipe", "HowTo"}:
        rank += 4
    if "datePublished" not in node:
        rank += 2
    if "headline" not in node:
        rank += 1
    return rank


def _long_text(node: dict[str, Json]) -> str:
    value = node.get("articleBody")
    return value if isinstance(value, str) else "\n\n".join(texts_in(node, "articleBody"))


def _crumbs(node: dict[str, Json]) -> Iterator[str]:
    items = node.get("itemListElement")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = text_in(item, "name") or (
                text_in(inner, "name") if isinstance(inner, dict) else ""
            )
            if name:
                yield name


_META = {
    "og:title": ("title", "open-graph"),
    "twitter:title": ("title", "twitter"),
    "dc.title": ("title", "meta"),
    "title": ("title", "meta"),
    "headline": ("title", "meta"),
    "sailthru.title": ("title", "meta"),
    "parsely-title": ("title", "meta"),
    "cxenseparse:recs:title": ("title", "meta"),
    "article:published_time": ("published", "open-graph"),
    "og:published_time": ("published", "open-graph"),
    "og:article:published_time": ("published", "open-graph"),
    "article:published": ("published", "open-graph"),
    "datepublished": ("published", "meta"),
    "date": ("date", "meta"),
    "pubdate": ("published", "meta"),
    "publishdate": ("published", "meta"),
    "publish-date": ("published", "meta"),
    "publish_date": ("published", "meta"),
    "publication_date": ("published", "meta"),
    "publicationdate": ("published", "meta"),
    "originalpublicationdate": ("published", "meta"),
    "displaydate": ("published", "meta"),
    "article.published": ("published", "meta"),
    "published-date": ("published", "meta"),
    "published_date": ("published", "meta"),
    "published_at": ("published", "meta"),
    "article_date_original": ("published", "meta"),
    "sailthru.date": ("published", "meta"),
    "parsely-pub-date": ("published", "meta"),
    "cxenseparse:recs:publishtime": ("published", "meta"),
    "cxenseparse:publishtime": ("published", "meta"),
    "dc.date.issued": ("published", "meta"),
    "dcterms.issued": ("published", "meta"),
    "dcterms.date": ("date", "meta"),
    "dcterms.created": ("created", "meta"),
    "dc.date.created": ("created", "meta"),
    "dc.date": ("date", "meta"),
    "article:modified_time": ("updated", "open-graph"),
    "og:updated_time": ("updated", "open-graph"),
    "lastmod": ("updated", "meta"),
    "last-modified": ("updated", "meta"),
    "datemodified": ("updated", "meta"),
    "author": ("author", "meta"),
    "article:author": ("author", "open-graph"),
    "article:author_name": ("author", "open-graph"),
    "og:article:author": ("author", "open-graph"),
    "byl": ("author", "meta"),
    "byline": ("author", "meta"),
    "dc.creator": ("author", "meta"),
    "dcterms.creator": ("author", "meta"),
    "sailthru.author": ("author", "meta"),
    "parsely-author": ("author", "meta"),
    "cxenseparse:author": ("author", "meta"),
    "citation_author": ("author", "meta"),
    "article.author": ("author", "meta"),
    "article:section": ("section", "open-graph"),
    "section": ("section", "meta"),
    "parsely-section": ("section", "meta"),
    "article:tag": ("tag", "open-graph"),
    "keywords": ("tags", "meta"),
    "news_keywords": ("tags", "meta"),
    "description": ("description", "meta"),
    "og:description": ("description", "open-graph"),
    "og:site_name": ("site", "open-graph"),
    "application-name": ("site", "meta"),
    "og:url": ("url", "open-graph"),
    "og:locale": ("locale", "open-graph"),
    "og:type": ("type", "open-graph"),
    "content-language": ("lang", "meta"),
}


def _of_meta(metas: Iterable[Element]) -> Iterator[Claim]:
    for meta in metas:
        names = (meta.get(name, "") for name in ("property", "name", "itemprop", "http-equiv"))
        for name in filter(None, names):
            field, rule = _META.get(name.strip().lower(), ("", ""))
            if field:
                yield Claim(field, plain(meta.get("content", "")), rule)
                break


# «Written by», as the most used plug-in for networks says it in two tags.
_WRITTEN_BY = frozenset(
    {"written by", "verfasst von", "écrit par", "escrito por", "scritto da", "yazan", "автор"}
    | {"geschreven door", "skrevet av", "كتب بواسطة", "נכתב על ידי", "نویسنده", "napisane przez"}
    | {"skriven av", "escrito por", "geschrieben von", "author", "ditulis oleh", "作者"}
)


def _of_twitter(metas: Iterable[Element]) -> Iterator[Claim]:
    told = {meta.get("name", ""): meta.get("content", "") for meta in metas}
    for number in ("1", "2"):
        if told.get(f"twitter:label{number}", "").strip().lower() in _WRITTEN_BY:
            yield Claim("author", plain(told.get(f"twitter:data{number}", "")), "twitter")


_ITEMS = {
    "headline": "title",
    "datepublished": "published",
    "datemodified": "updated",
    "datecreated": "created",
    "author": "author",
    "articlesection": "section",
    "keywords": "tags",
}


def _of_items(index: Index) -> Iterator[Claim]:
    """Yield what is marked as microdata, but for what belongs to a comment or another story."""
    for element, marks in islice(index.marks.items(), _MOST_MARKS):
        for name in marks.lower().split():
            field = _ITEMS.get(name, "")
            if field and not _is_elsewhere(element):
                yield Claim(field, _item_value(element, field), "microdata")


# Story and comments have some dozens; damaged pages nest thousands.
_MOST_MARKS = 400


def _item_value(element: Element, field: str) -> str:
    if element.tag == "meta":
        return plain(element.get("content", ""))
    if field == "author":
        inner = (e for e in element.iter() if "name" in e.get("itemprop", "").split())
        named = next(inner, element)
        return plain(named.get("content", "") or text_of(named))
    stated = element.get("datetime", "") or element.get("content", "")
    return plain(stated or text_of(element))


_ELSEWHERE = frozenset({"aside", "footer", "nav"})
# A byline stands beside a story and is named as what surrounds one.
_OF_THE_STORY = frozenset({"byline", "share", "social", "bio", "banner", "print"})


def _is_elsewhere(element: Element) -> bool:
    for above in element.iterancestors():
        if "comment" in above.get("itemprop", "").lower() or above.tag in _ELSEWHERE:
            return True
        if above.tag not in ("body", "html", "main") and is_noise(names_of(above)):
            return not name_words(names_of(above)) & _OF_THE_STORY
    return False


_PUBLISHED = frozenset({"published", "publish", "pubdate", "posted", "publication", "created"})
_UPDATED = frozenset({"updated", "update", "modified", "lastmod"})
_MOST_TIMES = 200


def _of_times(times: Iterable[Element]) -> Iterator[Claim]:
    """Yield the <time> that is named for the publication, or the one day that all tell."""
    unnamed: list[str] = []
    named = False
    for count, element in enumerate(times):
        value = element.get("datetime", "") or text_of(element)
        if count > _MOST_TIMES or not value or _is_elsewhere(element):
            continue
        words = name_words(names_of(element))
        if words & _UPDATED and not words & _PUBLISHED:
            yield Claim("updated", value.strip(), "time-element")
        elif words & _PUBLISHED or "pubdate" in element.attrib:
            if not named:
                yield Claim("published", value.strip(), "time-element")
            named = True
        else:
            unnamed.append(value.strip())
    if unnamed and not named and len({time[:10] for time in unnamed}) == 1:
        yield Claim("published", unnamed[0], "time-element")


def _of_links(index: Index) -> Iterator[Claim]:
    for title in index.of("title")[:1]:
        yield Claim("page-title", text_of(title), "page-title")
    for link in index.of("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield Claim("url", link.get("href", "").strip(), "canonical")
    yield Claim(
        "lang",
        index.root.get("lang", "")
        or index.root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        "html-lang",
    )


_LIST = re.compile(r"\s*[,،、;؛|]\s*")


def tags_of(claims: Claims) -> tuple[str, ...]:
    """Return the stated tags, each once."""
    singles = [claim.value for claim in claims.of("tag")]
    lists = [claim.value for claim in claims.of("tags")]
    if singles:
        found = singles
    elif len(lists) > 1 and not any(_LIST.search(one) for one in lists):
        found = lists
    else:
        found = [tag for one in lists for tag in _LIST.split(one)]
    by_key: dict[str, str] = {}
    for tag in found:
        if key(tag):
            by_key.setdefault(key(tag), tag)
    return tuple(by_key.values())
