"""Front matter exactly as ingest wrote it, read without a YAML parser.

Its values are JSON, one a line, so a file whose seal is whole can be read some forty
times faster. Whatever is not of that form is left to the patient reader.
"""

from __future__ import annotations

import json
from typing import Any

from warraq.model import Article, Dropped, Provenance, Source, Teaser, Version

_TEXTS = (
    *("id", "path", "lang", "title", "place", "credit", "published", "updated", "captured"),
    *("summary", "status", "written"),
)
_LISTS = ("section", "authors", "tags", "translations", "confirmed")
_KNOWN = frozenset({*_TEXTS, *_LISTS, "format"})
_ITEMS = frozenset({"see_also:", "captures:"})
_MAPS = frozenset({"source", "provenance", "dropped"})


def read_sealed(head: str) -> Article | None:
    """Return the article that this front matter (without its fences) states.

    None for anything that the writer does not write, or writes only by an escape.
    """
    if "\\u" in head:
        return None
    try:
        return _article(_fields(head))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def _fields(head: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    inner: Any = None
    for line in head.rstrip("\n").split("\n"):
        name, _, source = line.partition(": ")
        # Most values are one text without escapes: what stands in its quotes.
        plain = source[:1] == source[-1:] == '"' and source.count('"') == 2 and "\\" not in source
        value = source[1:-1] if plain else _value(source) if source else ""
        if line[0] != " ":
            if source:
                fields[name] = value
            else:
                inner = fields[name.removesuffix(":")] = [] if name in _ITEMS else {}
        elif isinstance(inner, dict):
            inner[name[2:]] = value
        elif line.startswith("  - "):
            inner.append({name[4:]: value})
        elif line.startswith("    "):
            inner[-1][name[4:]] = value
        else:
            raise ValueError(line)
    return fields


def _value(source: str) -> Any:  # noqa: ANN401 - JSON is what its author made it
    """Return a JSON text or list of texts; without escapes it is what stands in its quotes."""
    if "\\" not in source and source[:2] == '["' and source[-2:] == '"]':
        items = source[2:-2].split('", "')
        if source.count('"') == 2 * len(items):
            return items
    return json.loads(source)


def _article(fields: dict[str, Any]) -> Article | None:
    if fields.keys() - _KNOWN - _MAPS - {"see_also", "captures"}:
        return None
    stated: dict[str, Any] = {name: _text(fields[name]) for name in _TEXTS if name in fields}
    for name in _LISTS:
        if name in fields:
            stated[name] = tuple(map(_text, fields[name]))
    see_also, dropped = fields.get("see_also", ()), fields.get("dropped", {})
    return Article(
        **stated,
        see_also=tuple(Teaser(**_texts(item)) for item in see_also),
        captures=tuple(Version(**_texts(item)) for item in fields.get("captures", ())),
        source=_source(fields.get("source", {})),
        provenance=tuple(_provenance(*pair) for pair in fields.get("provenance", {}).items()),
        dropped=tuple(Dropped(rule, tuple(lines)) for rule, lines in dropped.items()),
    )


def _source(fields: dict[str, str]) -> Source:
    stated: dict[str, Any] = {name: _text(value) for name, value in fields.items()}
    stated |= {name: int(stated[name]) for name in ("line", "offset", "bytes") if name in stated}
    return Source(**stated)


def _texts(item: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in item.items()}


def _text(value: Any) -> str:  # noqa: ANN401 - JSON is what its author made it
    """Return a value that is a text without blanks around it, as the writer leaves it."""
    if value.strip() != value:
        raise ValueError(value)
    return str(value)


def _provenance(field: str, stated: str) -> Provenance:
    rule, _, certainty = stated.rpartition(" ")
    if certainty not in ("certain", "likely", "inferred"):
        raise ValueError(stated)
    return Provenance(field, rule, certainty)  # type: ignore[arg-type]
