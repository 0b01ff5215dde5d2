"""What do the <meta> tags of a page claim of its story?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warraq.ingest.html.claims import Claim
from warraq.ingest.html.jsonld import plain
from warraq.ingest.html.tree import Element

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


def metas(tags: Iterable[Element]) -> Iterator[Claim]:
    """Yield what each tag claims, by the first of its names that is known."""
    for meta in tags:
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


def written_by(tags: Iterable[Element]) -> Iterator[Claim]:
    """Yield the author that a network is told of, in a label and its value."""
    told = {meta.get("name", ""): meta.get("content", "") for meta in tags}
    for number in ("1", "2"):
        if told.get(f"twitter:label{number}", "").strip().lower() in _WRITTEN_BY:
            yield Claim("author", plain(told.get(f"twitter:data{number}", "")), "twitter")
