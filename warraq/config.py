"""site.yaml → SiteConfig.

Strict: an unknown setting or a value of the wrong kind is an error with its line
and a remedy, and all errors are said at once. `SETTINGS` is the one list of what
may stand in the file; the JSON Schema in the reference is made from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Literal, cast, get_args

from warraq.diagnostics import ConfigError, Diagnostic, InputError
from warraq.model import Rights
from warraq.nearest import nearest
from warraq.plainyaml import Node, read_yaml
from warraq.text.dateformat import Digits
from warraq.text.slug import SlugStyle

LinkStyle = Literal["directory", "file"]
BoxStyle = Literal["wide", "pair", "list", "recent"]

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


@dataclass(frozen=True, slots=True)
class LanguageConfig:
    """One tree of the site: how its months and digits are written."""

    tag: str
    months: str = ""
    digits: Digits = "latn"


@dataclass(frozen=True, slots=True)
class BoxConfig:
    """A box of the home page; without a section it shows the newest items."""

    style: BoxStyle
    section: str = ""
    items: int = 5


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """What is true of the captures below `content/raw/` that `match` names."""

    match: str
    site: str = ""
    url: str = ""
    lang: str = ""
    timezone: str = ""
    rights: Rights = "third-party"
    profile: str = "generic"
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """The settings of a mirror, complete and checked."""

    title: tuple[tuple[str, str], ...]
    languages: tuple[LanguageConfig, ...]
    timezone: str = "UTC"
    site_url: str = ""
    robots: str = "noindex"
    operator: str = ""
    contact: str = ""
    links: LinkStyle = "directory"
    slug: SlugStyle = "unicode"
    breadcrumb_separator: str = "/"
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    boxes: tuple[BoxConfig, ...] = ()
    author_pages: bool = False
    publish_raw: bool = False
    sources: tuple[SourceConfig, ...] = ()

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(language.tag for language in self.languages)

    def title_in(self, tag: str) -> str:
        """Return the site's title in a language, else in its first one."""
        return self.title_for(tag)[1]

    def title_for(self, tag: str) -> tuple[str, str]:
        """Return (language, text) of the title shown in a tree."""
        return next((pair for pair in self.title if pair[0] == tag), self.title[0])

    def language(self, tag: str) -> LanguageConfig:
        return next(language for language in self.languages if language.tag == tag)

    def tree_of(self, tag: str) -> str:
        """Return the tree an article in language `tag` stands in.

        That is the longest configured tag it starts with (RFC 4647 lookup:
        `fa-AF` → `fa`), else the first language; it is never left out.
        """
        parts = tag.split("-")
        for length in range(len(parts), 0, -1):
            candidate = "-".join(parts[:length]).lower()
            for own in self.tags:
                if own.lower() == candidate:
                    return own
        return self.languages[0].tag

    def source_of(self, file: str) -> SourceConfig:
        """Return what is said of the capture at `file` (relative to `content/raw/`)."""
        for source in self.sources:
            if fnmatchcase(file, source.match):
                return source
        return SourceConfig(match="**")


def read_config(source: str | bytes, *, file: str = "site.yaml") -> SiteConfig:
    """Return the settings in a text, or in bytes of UTF-8.

    Raises ConfigError with every finding at once.
    """
    try:
        text = source if isinstance(source, str) else source.decode("utf-8-sig")
        tree = read_yaml(text, file=file)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = Diagnostic(file, "not-utf8", "it is not UTF-8", "save it as UTF-8", line)
        raise ConfigError(found) from error
    except InputError as error:
        raise ConfigError(*error.diagnostics) from error
    problems = _Problems(file)
    values = _read_map(tree, {setting.name: setting.read for setting in SETTINGS}, problems)
    given = tree.value if isinstance(tree.value, dict) else {"title": tree, "languages": tree}
    for required in ("title", "languages"):
        if required not in given or given[required].value in ("", (), {}):
            hint = "the least that is enough: «title: الجورنال» and «languages: [ar]»"
            problems.add(1, f"«{required}» is missing", "missing-setting", hint)
    if problems.found:
        raise ConfigError(*problems.found)
    return _assemble(values, problems)


def _assemble(values: dict[str, Any], problems: _Problems) -> SiteConfig:
    languages = values["languages"]
    tags = {language.tag for language in languages}
    title = tuple((tag or languages[0].tag, text) for tag, text in values.pop("title"))
    for tag, _ in title:
        if tag not in tags:
            hint = f"the languages are: {', '.join(sorted(tags))}"
            problems.add(
                1, f"title in «{tag}», which is none of the languages", "unknown-language", hint
            )
    if problems.found:
        raise ConfigError(*problems.found)
    breadcrumb = values.pop("breadcrumb", {})
    own = {f"breadcrumb_{name}": value for name, value in breadcrumb.items()}
    return SiteConfig(title=title, **own, **values)


class _Problems:
    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    def add(self, line: int, message: str, code: str, hint: str = "") -> None:
        self.found.append(Diagnostic(self.file, code, message, hint, line))

    def unknown(self, line: int, name: str, known: Iterable[str]) -> None:
        near = nearest(name, known)
        hint = f"did you mean «{near}»?" if near else f"known here: {', '.join(sorted(known))}"
        self.add(line, f"unknown setting «{name}»", "unknown-setting", hint)


_Reader = Callable[[Node, str, _Problems], Any]
_BAD = object()


def _read_map(node: Node, readers: dict[str, _Reader], problems: _Problems) -> dict[str, Any]:
    if not isinstance(node.value, dict):
        problems.add(node.line, "settings are written «name: value»", "bad-value")
        return {}
    values: dict[str, Any] = {}
    for name, child in node.value.items():
        if name not in readers:
            problems.unknown(child.key_line, name, readers)
        elif child.value not in ("", (), {}):
            value = readers[name](child, name, problems)
            if value is not _BAD:
                values[name] = value
    return values


def _text(node: Node, name: str, problems: _Problems) -> Any:
    if isinstance(node.value, str):
        return node.value
    problems.add(node.line, f"«{name}» takes one text", "bad-value")
    return _BAD


def _flag(node: Node, name: str, problems: _Problems) -> Any:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if isinstance(node.value, str) and node.value.lower() in words:
        return words[node.value.lower()]
    problems.add(node.line, f"«{name}» takes true or false", "bad-value")
    return _BAD


def _choice(*allowed: str) -> _Reader:
    def read(node: Node, name: str, problems: _Problems) -> Any:
        if node.value in allowed:
            return node.value
        found = f", not «{node.value}»" if isinstance(node.value, str) else ""
        message = f"«{name}» is one of {', '.join(allowed)}{found}"
        near = nearest(str(node.value), allowed)
        problems.add(node.line, message, "bad-value", f"did you mean «{near}»?" if near else "")
        return _BAD

    return read


def _matching(pattern: re.Pattern[str], example: str) -> _Reader:
    def read(node: Node, name: str, problems: _Problems) -> Any:
        if isinstance(node.value, str) and pattern.fullmatch(node.value):
            return node.value
        found = f"«{node.value}»" if isinstance(node.value, str) else "this"
        problems.add(node.line, f"{found} is no {name}", "bad-value", f"write it like {example}")
        return _BAD

    return read


def _timezone(node: Node, name: str, problems: _Problems) -> Any:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(cast(str, node.value))
    except (KeyError, ValueError, TypeError, OSError):
        hint = "write a name of the IANA database, such as Asia/Baghdad"
        problems.add(node.line, f"«{node.value}» is no time zone", "bad-value", hint)
        return _BAD
    return node.value


def _items(node: Node, name: str, problems: _Problems) -> Any:
    if isinstance(node.value, str) and node.value.isascii() and node.value.isdigit():
        number = int(node.value)
        if 1 <= number <= _MAX_BOX_ITEMS:
            return number
    problems.add(node.line, f"«{name}» takes a number from 1 to {_MAX_BOX_ITEMS}", "bad-value")
    return _BAD


def _texts(node: Node, name: str, problems: _Problems) -> Any:
    if isinstance(node.value, str):
        return (node.value,)
    if isinstance(node.value, tuple) and all(isinstance(item.value, str) for item in node.value):
        return tuple(cast(str, item.value) for item in node.value)
    problems.add(node.line, f"«{name}» takes a list of texts", "bad-value")
    return _BAD


_tag_reader = _matching(_TAG, "ar, ckb or fa-AF (BCP 47)")


def _title(node: Node, name: str, problems: _Problems) -> Any:
    if isinstance(node.value, str):
        return (("", node.value),)
    if isinstance(node.value, dict):
        texts = ((tag, _text(child, name, problems)) for tag, child in node.value.items())
        return tuple((tag, text) for tag, text in texts if text is not _BAD)
    problems.add(node.line, "«title» takes a text, or one a language", "bad-value")
    return _BAD


def _languages(node: Node, name: str, problems: _Problems) -> Any:
    readers: dict[str, _Reader] = {
        "months": _matching(re.compile(r"both|[a-z]{2,3}(-[A-Z]{2})?"), "ar-IQ, or both"),
        "digits": _choice(*_DIGITS),
    }
    if isinstance(node.value, str):
        pairs = [(node, Node({}, node.line))]
    elif isinstance(node.value, tuple):
        pairs = [(item, Node({}, item.line)) for item in node.value]
    else:
        pairs = [(Node(tag, child.key_line), child) for tag, child in node.value.items()]
    found = []
    for tag, options in pairs:
        if _tag_reader(tag, "language tag", problems) is _BAD:
            continue
        settings = _read_map(options, readers, problems) if options.value != "" else {}
        found.append(LanguageConfig(cast(str, tag.value), **settings))
    if len({language.tag.lower() for language in found}) < len(found):
        problems.add(node.line, "a language stands twice", "bad-value")
    return tuple(found) or _BAD


def _breadcrumb(node: Node, name: str, problems: _Problems) -> Any:
    return _read_map(node, {"separator": _text}, problems)


def _sections(node: Node, name: str, problems: _Problems) -> Any:
    if not isinstance(node.value, dict):
        problems.add(node.line, "«sections» maps an address to names", "bad-value")
        return _BAD
    found = []
    for slug, child in node.value.items():
        if not _SLUG.fullmatch(slug):
            problems.add(child.key_line, f"«{slug}» cannot stand in an address", "bad-value")
            continue
        names = _texts(child, slug, problems)
        if names is not _BAD:
            found.append((slug, names))
    return tuple(found)


def _fields(node: Node, name: str, problems: _Problems) -> Any:
    readers: dict[str, _Reader] = dict.fromkeys(RECORD_FIELDS, _text)
    return tuple(_read_map(node, readers, problems).items())


def _list_of(build: Callable[..., Any], readers: dict[str, _Reader], needed: str) -> _Reader:
    def read(node: Node, name: str, problems: _Problems) -> Any:
        if not isinstance(node.value, tuple):
            problems.add(node.line, f"«{name}» takes a list", "bad-value")
            return _BAD
        found = []
        for item in node.value:
            values = _read_map(item, readers, problems)
            if needed in values:
                found.append(build(**values))
            elif isinstance(item.value, dict) and needed not in item.value:
                problems.add(item.line, f"«{name}» needs «{needed}»", "missing-setting")
        return tuple(found)

    return read


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its name, how it is read, its JSON Schema, and what it means."""

    name: str
    read: _Reader
    schema: dict[str, Any]
    meaning: str


_STRING = {"type": "string"}
_STRINGS = {"oneOf": [_STRING, {"type": "array", "items": _STRING}]}


def _object(**properties: Any) -> dict[str, Any]:
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
    Setting("timezone", _timezone, _STRING, "IANA time zone of the portal. Default: UTC."),
    Setting(
        "site_url",
        _matching(_WEB, "https://archive.example/"),
        _STRING,
        "Where the mirror will stand: for hreflang, canonical, and the links of the 404 page.",
    ),
    Setting(
        "robots",
        _choice("noindex", "index"),
        _one_of("noindex", "index"),
        "What search engines are asked. Default: noindex, since most mirrors hold others' texts.",
    ),
    Setting("operator", _text, _STRING, "Who runs this mirror."),
    Setting(
        "contact", _text, _STRING, "How to reach them: an address, a telephone number, a page."
    ),
    Setting(
        "links",
        _choice(*_LINK_STYLES),
        _one_of(*_LINK_STYLES),
        "`directory` for web hosts, `file` for USB sticks: links then name index.html.",
    ),
    Setting(
        "slug",
        _choice(*_SLUG_STYLES),
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
        _list_of(
            BoxConfig,
            {"style": _choice(*_BOX_STYLES), "section": _text, "items": _items},
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
        _flag,
        {"type": "boolean"},
        "A page for each reporter. Default: false; in a conflict such a list is a dossier.",
    ),
    Setting(
        "publish_raw",
        _flag,
        {"type": "boolean"},
        "Copy the captures into the site and link them from the articles. Default: false.",
    ),
    Setting(
        "sources",
        _list_of(
            SourceConfig,
            {
                "match": _text,
                "site": _text,
                "url": _matching(_WEB, "https://example.org/"),
                "lang": _tag_reader,
                "timezone": _timezone,
                "rights": _choice(*_RIGHTS),
                "profile": _text,
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


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of site.yaml, for editors."""
    properties = {
        setting.name: {"description": setting.meaning} | setting.schema for setting in SETTINGS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "warraq site.yaml",
        "type": "object",
        "required": ["title", "languages"],
        "additionalProperties": False,
        "properties": properties,
    }
