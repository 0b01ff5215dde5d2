"""The front matter of an article as warraq writes it: equal articles are equal bytes.

The last line seals the file: `written` is the SHA-256 of all the others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from json.encoder import encode_basestring
from typing import Any

from warraq.model import Article, Source, Teaser, Version
from warraq.plainyaml import MAX_BYTES

FORMAT = "1"

_FIRST_FIELDS = (
    *("id", "path", "aliases", "lang", "title", "section", "authors", "place"),
    *("credit", "published", "updated", "captured", "tags", "summary"),
)

_FENCE = "---"
_WRITTEN = re.compile(r'^written: "[0-9a-f]{64}"\n', re.MULTILINE)
_ID = re.compile(r'^id: "[0-9a-f]+"$', re.MULTILINE)

# What is said of a capture that is not shown.
VERSION_KEYS = ("url", "captured", "file", "sha256", "text")

# JSON leaves these bare in a string, YAML 1.1 (5.1, character set) does not take them.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

# Stands for an address that is not known yet; none is so short.
UNKNOWN = "?"

# Of what is read back, a part is left for the seal and for a line that a person adds.
_ROOM = MAX_BYTES - 1024


def format_article(article: Article, body: str) -> str:
    """Return the Markdown file of an article, sealed with the `written` of its own bytes."""
    return _sealed(_join(_fitting(article), body))


def format_open(article: Article, body: str) -> str:
    """Return the file of an article of which address and translations are not known yet."""
    if article.path != UNKNOWN:
        article = replace(article, path=UNKNOWN, translations=(UNKNOWN,))
    return _join(_fitting(article), body)


def close_open(
    text: str,
    path: str,
    translations: tuple[str, ...] = (),
    *,
    identity: str = "",
    captures: tuple[Version, ...] = (),
) -> str:
    """Return the file that `format_article` gives when all is known that was open.

    `identity` is the article's id where that is not the one of the capture shown.
    """
    known = [*_field("translations", translations), *_captures(captures)]
    text = text.replace(_OPEN_TRANSLATIONS, "".join(f"{line}\n" for line in known), 1)
    text = text.replace(_OPEN_PATH, _line("path", path), 1)
    if identity:
        text = _ID.sub(_line("id", identity), text, count=1)
    return _sealed(text)


def _sealed(text: str) -> str:
    """Return the file with its seal as the last line of the front matter."""
    seal = hashlib.sha256(text.encode("utf-8")).hexdigest()
    # No line of front matter as it is written here is a fence.
    head, fence, body = text.partition(f"\n{_FENCE}\n")
    return f"{head}\n{_line('written', seal)}{fence}{body}"


def seal_of(text: str) -> str:
    """Return the SHA-256 (hex) of a content file without its `written` line."""
    return hashlib.sha256(_WRITTEN.sub("", text, count=1).encode("utf-8")).hexdigest()


def _join(lines: list[str], body: str) -> str:
    head = "\n".join([_FENCE, *lines, _FENCE])
    return f"{head}\n\n{body.strip()}\n" if body.strip() else f"{head}\n"


def _fitting(article: Article) -> list[str]:
    """Return the front matter; what would be too long to be read back goes without its history."""
    lines = _front_matter(article)
    if not _fits(lines):
        lines = _front_matter(replace(article, dropped=()))
    if not _fits(lines):
        lines = _front_matter(replace(article, dropped=(), provenance=()))
    return lines


def _fits(lines: list[str]) -> bool:
    return len("\n".join(lines).encode("utf-8", "surrogatepass")) < _ROOM


def _front_matter(article: Article) -> list[str]:
    provenance = [(p.field, f"{p.rule} {p.certainty}") for p in article.provenance]
    return [
        _line("format", FORMAT),
        *_fields(article, _FIRST_FIELDS),
        *_teasers(article.see_also),
        *_fields(article, ("translations",)),
        *_captures(article.captures),
        *_map("source", _source_pairs(article.source)),
        *_map("provenance", provenance),
        *_map("dropped", [(dropped.rule, dropped.lines) for dropped in article.dropped]),
        *_fields(article, ("confirmed",)),
        _line("status", article.status),
        *(source for _, source in article.extra),
    ]


def _fields(article: Article, names: Iterable[str]) -> list[str]:
    stated = ((name, getattr(article, name)) for name in names)
    return [_line(name, value) for name, value in stated if value]


def lines_of(article: Article, name: str) -> list[str]:
    """Return the lines in which the front matter states one field, none where it is empty."""
    if name == "see_also":
        return _teasers(article.see_also)
    return _field(name, getattr(article, name))


def _field(name: str, value: str | tuple[str, ...]) -> list[str]:
    return [_line(name, value)] if value else []


def _line(name: str, value: str | tuple[str, ...], indent: str = "") -> str:
    return f"{indent}{name}: {_quoted(value)}"


def _quoted(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        text = encode_basestring(value)
    else:
        text = f"[{', '.join(map(encode_basestring, value))}]"
    # Nearly all of it prints, which is known faster than that nothing is to be replaced.
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_OPEN_PATH = _line("path", UNKNOWN)
_OPEN_TRANSLATIONS = f"{_line('translations', (UNKNOWN,))}\n"


def _teasers(teasers: tuple[Teaser, ...]) -> list[str]:
    lines = ["see_also:"] if teasers else []
    for item in teasers:
        lines.append(f"  - title: {_quoted(item.title)}")
        if item.teaser:
            lines.append(f"    teaser: {_quoted(item.teaser)}")
    return lines


def _captures(captures: tuple[Version, ...]) -> list[str]:
    lines = ["captures:"] if captures else []
    for item in captures:
        stated = [(name, getattr(item, name)) for name in VERSION_KEYS]
        told = [_line(name, value) for name, value in stated if value]
        lines += [f"  - {told[0]}", *(f"    {line}" for line in told[1:])] if told else []
    return lines


def _map(name: str, pairs: list[tuple[str, Any]]) -> list[str]:
    if not pairs:
        return []
    return [f"{name}:", *(_line(key, value, indent="  ") for key, value in pairs)]


def _source_pairs(source: Source) -> list[tuple[str, str]]:
    if source == Source():
        return []
    names = ("site", "url", "rights", "file", "member", "line", "offset", "sha256", "bytes")
    values = ((name, getattr(source, name)) for name in (*names, "encoding"))
    return [(name, str(value)) for name, value in values if value not in ("", None)]
