"""SETTINGS: what may stand in site.yaml?

The one list of it; the JSON Schema in the reference is made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast, get_args

from warraq.config import BoxConfig, BoxStyle, LanguageConfig, LinkStyle, SourceConfig, kinds
from warraq.config.kinds import BAD, Problems, Reader
from warraq.model import Rights
from warraq.plainyaml import Node
from warraq.text.dateformat import Digits
from warraq.text.slug import SlugStyle

# A language gives its name to a folder beside `content/raw/`.
_TAG = re.compile(r"(?!raw$)[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WEB = re.compile(r"https?://[^\s/]+(/\S*)?")
_SLUG = re.compile(r"[^\s/\\.?#%:*\"<>|][^\s/\\?#%:*\"<>|]*")
_MAX_BOX_ITEMS = 30

# What the fields of a record are called here, in `sources`.
RECORD_FIELDS = (
    *("title", "body", "summary", "authors", "published", "updated", "captured"),
    *("section", "tags", "lang", "site", "url"),
)

_BOX_STYLES: tuple[str, ...] = get_args(BoxStyle)
_DIGITS: tuple[str, ...] = get_args(Digits)
_LINK_STYLES: tuple[str, ...] = get_args(LinkStyle)
_RIGHTS: tuple[str, ...] = get_args(Rights)
_SLUG_STYLES: tuple[str, ...] = get_args(SlugStyle)

_tag = kinds.matching(_TAG, "ar, ckb or fa-AF (BCP 47)")


def _title(node: Node, name: str, problems: Problems) -> object:
    if isinstance(node.value, str):
        return (("", node.value),)
    if isinstance(node.value, dict):
        read = ((tag, kinds.text(child, name, problems)) for tag, child in node.value.items())
        return tuple((tag, found) for tag, found in read if found is not BAD)
    problems.add(node.line, "«title» takes a text, or one a language", "bad-value")
    return BAD


def _languages(node: Node, name: str, problems: Problems) -> object:
    readers: dict[str, Reader] = {
        "months": kinds.matching(re.compile(r"both|[a-z]{2,3}(-[A-Z]{2})?"), "ar-IQ, or both"),
        "digits": kinds.choice(*_DIGITS),
    }
    found = []
    for tag, options in _tags_with_options(node):
        if _tag(tag, "language tag", problems) is BAD:
            continue
        settings = kinds.read_map(options, readers, problems) if options.value != "" else {}
        found.append(LanguageConfig(cast(str, tag.value), **settings))
    if len({language.tag.lower() for language in found}) < len(found):
        problems.add(node.line, "a language stands twice", "bad-value")
    return tuple(found) or BAD


def _tags_with_options(node: Node) -> list[tuple[Node, Node]]:
    """Return the languages of one tag, of a list of tags, or of tags with options."""
    if isinstance(node.value, str):
        return [(node, Node({}, node.line))]
    if isinstance(node.value, tuple):
        return [(item, Node({}, item.line)) for item in node.value]
    return [(Node(tag, child.key_line), child) for tag, child in node.value.items()]


def _breadcrumb(node: Node, name: str, problems: Problems) -> object:
    return kinds.read_map(node, {"separator": kinds.text}, problems)


def _sections(node: Node, name: str, problems: Problems) -> object:
    if not isinstance(node.value, dict):
        hint = "write each on a line of its own: «sports: [رياضة, Sports]»"
        problems.add(node.line, "«sections» maps an address to names", "bad-value", hint)
        return BAD
    found = []
    for slug, child in node.value.items():
        if not _SLUG.fullmatch(slug):
            hint = "write letters, digits and hyphens, without spaces, dots and slashes"
            message = f"«{slug}» cannot stand in an address"
            problems.add(child.key_line, message, "bad-value", hint)
            continue
        names = kinds.texts(child, f"sections.{slug}", problems)
        if names is not BAD:
            found.append((slug, names))
    return tuple(found)


def _fields(node: Node, name: str, problems: Problems) -> object:
    readers: dict[str, Reader] = dict.fromkeys(RECORD_FIELDS, kinds.text)
    return tuple(kinds.read_map(node, readers, problems).items())


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its name, how it is read, its JSON Schema, and what it means."""

    name: str
    read: Reader
    schema: dict[str, Any]
    meaning: str


_STRING = {"type": "string"}
_STRINGS = {"oneOf": [_STRING, {"type": "array", "items": _STRING}]}


def _object(**properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _one_of(*allowed: str) -> dict[str, Any]:
    return {"enum": list(allowed)}


_LANGUAGE = _object(months=_STRING, digits=_one_of(*_DIGITS))
_LANGUAGES = {
    "type": "object",
    "additionalProperties": {"oneOf": [{"type": "null"}, _LANGUAGE]},
}

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "title",
        _title,
        {"oneOf": [_STRING, {"type": "object", "additionalProperties": _STRING}]},
        "The name of the site: one text, or one for each language.",
    ),
    Setting(
        "languages",
        _languages,
        {
            "oneOf": [
                _STRING,
                {"type": "array", "items": _STRING},
                _LANGUAGES,
            ]
        },
        "The trees of the site; their order is that of the chooser, the first is the default. "
        "`months` names a CLDR locale for month names (`ar-IQ`, or `both`), "
        "`digits` is latn, arab or arabext.",
    ),
    Setting("timezone", kinds.timezone, _STRING, "IANA time zone of the portal. Default: UTC."),
    Setting(
        "site_url",
        kinds.matching(_WEB, "https://archive.example/"),
        _STRING,
        "Where the mirror will stand: for hreflang, canonical, and the links of the 404 page.",
    ),
    Setting(
        "robots",
        kinds.choice("noindex", "index"),
        _one_of("noindex", "index"),
        "What search engines are asked. Default: noindex, since most mirrors hold others' texts.",
    ),
    Setting("operator", kinds.text, _STRING, "Who runs this mirror."),
    Setting(
        "contact", kinds.text, _STRING, "How to reach them: an address, a telephone number, a page."
    ),
    Setting(
        "links",
        kinds.choice(*_LINK_STYLES),
        _one_of(*_LINK_STYLES),
        "`directory` for web hosts, `file` for USB sticks: links then name index.html.",
    ),
    Setting(
        "slug",
        kinds.choice(*_SLUG_STYLES),
        _one_of(*_SLUG_STYLES),
        "How new articles are addressed; addresses once given never change.",
    ),
    Setting(
        "breadcrumb",
        _breadcrumb,
        _object(separator=_STRING),
        "`separator` between the steps of the breadcrumb. Default: /.",
    ),
    Setting(
        "sections",
        _sections,
        {"type": "object", "additionalProperties": _STRINGS},
        "Address of a section → the names it goes by; adds to the shipped map.",
    ),
    Setting(
        "boxes",
        kinds.list_of(
            BoxConfig,
            {
                "style": kinds.choice(*_BOX_STYLES),
                "section": kinds.text,
                "items": kinds.number(1, _MAX_BOX_ITEMS),
            },
            needed="style",
        ),
        {
            "type": "array",
            "items": _object(
                style=_one_of(*_BOX_STYLES),
                section=_STRING,
                items={"type": "integer", "minimum": 1, "maximum": _MAX_BOX_ITEMS},
            ),
        },
        "The boxes of the home page, in order; without them, some of its first sections.",
    ),
    Setting(
        "author_pages",
        kinds.flag,
        {"type": "boolean"},
        "A page for each reporter. Default: false; in a conflict such a list is a dossier.",
    ),
    Setting(
        "publish_raw",
        kinds.flag,
        {"type": "boolean"},
        "Copy the captures into the site and link them from the articles. Default: false.",
    ),
    Setting(
        "sources",
        kinds.list_of(
            SourceConfig,
            {
                "match": kinds.text,
                "site": kinds.text,
                "url": kinds.matching(_WEB, "https://example.org/"),
                "lang": _tag,
                "timezone": kinds.timezone,
                "rights": kinds.choice(*_RIGHTS),
                "profile": kinds.text,
                "fields": _fields,
            },
            needed="match",
        ),
        {
            "type": "array",
            "items": _object(
                match=_STRING,
                site=_STRING,
                url=_STRING,
                lang=_STRING,
                timezone=_STRING,
                rights=_one_of(*_RIGHTS),
                profile=_STRING,
                fields=_object(**dict.fromkeys(RECORD_FIELDS, _STRING)),
            ),
        },
        "What is true of the captures that `match` names (a pattern below content/raw/).",
    ),
)
