"""Which field of a foreign record is which: the names that collectors of news gave them.

Those of news-please, CC-News, fundus, trafilatura, newspaper and their kin are known;
`fields` in the settings of a source names others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from warraq.model import Record

# In the order of trust: the first that is there and not empty counts.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "title_page", "name", "heading"),
    "body": (
        *("maintext", "body", "paragraphs", "text", "content", "articlebody", "article_body"),
        *("article_text", "full_text", "fulltext", "plaintext", "plain_text", "cleaned_text"),
        *("story", "article", "raw_text", "content_html", "content_text", "body_html", "html_body"),
    ),
    "lead": ("abstract", "lead", "lede", "standfirst", "chapo", "intro"),
    "summary": ("abstract", "summary", "description", "excerpt", "lead", "meta_description"),
    "authors": ("authors", "author", "byline", "writer", "creator", "reporter"),
    "published": (
        *("date_publish", "publishing_date", "publish_date", "published_date", "date_published"),
        *("datepublished", "publication_date", "published_at", "published", "pubdate", "pub_date"),
        *("date", "datetime", "created_at", "timestamp", "time"),
    ),
    "updated": (
        *("date_modify", "date_modified", "datemodified", "modified_date", "modified"),
        *("updated_at", "updated", "last_modified"),
    ),
    "captured": (
        *("date_download", "date_extracted", "crawl_date", "crawled_at", "scraped_at"),
        *("retrieved", "fetched_at", "date_crawled", "download_date", "captured"),
    ),
    "section": ("section", "category", "categories", "cat", "rubric", "gold_label", "label"),
    "subsection": ("subsection", "subcategory", "subcat"),
    "tags": ("tags", "topics", "keywords", "meta_keywords"),
    "lang": ("language", "lang", "meta_lang", "locale"),
    "site": (
        *("sitename", "site_name", "publisher", "source_domain", "hostname", "domain"),
        *("outlet", "newspaper", "source"),
    ),
    "url": ("url", "link", "canonical_link", "canonical_url", "permalink", "uri", "source"),
}

_ADDRESS = re.compile(r"https?://\S+")
_LIST = re.compile(r"\s*[;|]\s*")
_TAG_LIST = re.compile(r"\s*[;|,،；]\s*")
_INNER = ("title", "text", "name", "value", "#text", "rendered", "content", "headline", "paragraph")


def record_of(values: Mapping[str, Any], fields: Mapping[str, str]) -> Record:
    """Return the record that foreign `values` are; `fields` gives names before the known ones."""
    found = _Fields(values, fields)
    body = found.text("body")
    lead = found.text("lead") if "body" not in fields else ""
    # Portals print such a lead above the story, and some collectors part the two.
    if lead and body and not body.lstrip().startswith(lead[:60].strip()):
        body = f"{lead}\n{body}"
    summary = found.text("summary")
    section, *others = found.texts("section", _LIST) or ("",)
    return Record(
        title=found.text("title"),
        body=body or summary,
        summary=summary,
        authors=found.texts("authors", _LIST),
        published=found.text("published"),
        updated=found.text("updated"),
        captured=found.text("captured"),
        section=(section, *found.texts("subsection", _LIST)) if section else (),
        tags=(*found.texts("tags", _TAG_LIST), *others),
        lang=found.text("lang"),
        site=next((s for s in found.candidates("site") if not _ADDRESS.match(s)), ""),
        url=next((u for u in found.candidates("url") if _ADDRESS.fullmatch(u)), ""),
        teaser_only=not body and bool(summary),
    )


def looks_like_record(names: frozenset[str] | set[str]) -> bool:
    """Return whether names of fields are those of news: a title, and a text or an address."""
    plain = {_plain(name) for name in names}
    others = {*NAMES["body"], *NAMES["summary"], *NAMES["url"]}
    return bool(plain & set(NAMES["title"])) and bool(plain & others)


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_").removeprefix("\ufeff")


class _Fields:
    """The values of a record by their plain names; those in an inner map are reached by dots."""

    def __init__(self, values: Mapping[str, Any], fields: Mapping[str, str]) -> None:
        self._values = values
        self._plain = {_plain(name): value for name, value in values.items()}
        self._fields = fields

    def candidates(self, field: str) -> Iterator[str]:
        """Yield the texts that may be the field, the likeliest first."""
        if field in self._fields:
            yield _text(self._reach(self._fields[field]))
            return
        for name in NAMES[field]:
            if text := _text(self._plain.get(name)):
                yield text

    def text(self, field: str) -> str:
        return next((text for text in self.candidates(field) if text), "")

    def texts(self, field: str, separator: re.Pattern[str]) -> tuple[str, ...]:
        """Return a field that is a list, or is printed as one."""
        if field in self._fields:
            return _listed(self._reach(self._fields[field]), separator)
        listed = (_listed(self._plain.get(name), separator) for name in NAMES[field])
        return next((texts for texts in listed if texts), ())

    def _reach(self, path: str) -> Any:  # noqa: ANN401 - JSON is what its author made it
        if path in self._values:
            return self._values[path]
        value: Any = self._values
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return value


def _text(value: Any) -> str:  # noqa: ANN401 - JSON is what its author made it
    """Return a value as text: paragraphs of a list, the text of a map, a number as printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and not isfinite(value):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(_text, value)))
    if isinstance(value, Mapping):
        parts = [value.get(name) for name in ("summary", "headline", "sections", "paragraphs")]
        if any(isinstance(part, list) for part in parts):
            return "\n".join(filter(None, map(_text, parts)))
        return next((text for name in _INNER if (text := _text(value.get(name)))), "")
    return ""


def _listed(value: Any, separator: re.Pattern[str]) -> tuple[str, ...]:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return tuple(text for item in value if (text := _text(item).strip()))
    text = _text(value).strip()
    if text.startswith("[") and text.endswith("]"):
        # A list as Python or JSON prints it, in a cell of a table.
        return tuple(a or b for a, b in re.findall(r"'([^']*)'|\"([^\"]*)\"", text))
    return tuple(part for part in separator.split(text) if part)
