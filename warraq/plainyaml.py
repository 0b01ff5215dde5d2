"""YAML as plain text values: strings, lists and maps, each knowing its line.

Front matter, settings and profiles come from strangers and from tired people.
Everything is a string here (`no` is a word, `12:30:45` a time), aliases and deep
nesting are refused before they cost anything, and a key may stand once.
The tree is built from the parser's events: libyaml's own composer recurses in C
and dies on deeply nested input.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from warraq.diagnostics import Diagnostic, InputError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 12

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the line it starts on (from 1)."""

    value: str | tuple[Node, ...] | dict[str, Node]
    line: int
    key_line: int = 0

    def plain(self) -> Any:
        """Return the value as nested `str`, `list` and `dict`."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, tuple):
            return [child.plain() for child in self.value]
        return self.value


def read_yaml(text: str, *, file: str, first_line: int = 1) -> Node:
    """Return the tree that `text` describes; an empty text is an empty map.

    `first_line` is the line of `file` on which `text` starts.
    Raises InputError for what is no YAML, too large, too deep, or uses aliases.
    """
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _refusal(file, first_line, f"more than {MAX_BYTES // 1024} KB of YAML", "yaml-size")
    try:
        return _Builder(text, file, first_line).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it is no YAML"
        line = first_line + (mark.line if mark else 0)
        raise _refusal(file, line, f"cannot read this as YAML: {problem}", "yaml-syntax") from error


def _refusal(file: str, line: int, message: str, code: str) -> InputError:
    return InputError(Diagnostic(file, code, message, _REMEDIES[code], line))


_REMEDIES = {
    "yaml-syntax": "put a text that holds «:», «#» or quotes between double quotes",
    "yaml-size": "shorten it: settings and front matter are short",
    "yaml-depth": "write it flatter",
    "yaml-alias": "write the value out, or put a text that begins with «&» or «*» between quotes",
    "yaml-key": "put the key between double quotes, or write «name: value»",
    "yaml-twice": "keep one of the two",
}


class _Builder:
    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_Loader))
        self._file = file
        self._first_line = first_line

    def document(self) -> Node:
        for event in self._events:
            if isinstance(event, yaml.StreamEndEvent):
                return Node({}, self._first_line)
            if isinstance(event, yaml.NodeEvent):
                return self._node(event, depth=1)
        return Node({}, self._first_line)

    def _node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + self._first_line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refusal(self._file, line, "anchors and aliases are not read", "yaml-alias")
        if depth > MAX_DEPTH:
            raise _refusal(self._file, line, f"nested deeper than {MAX_DEPTH}", "yaml-depth")
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.implicit[0] and event.value in ("~", "null")
            return Node("" if plain_null else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(tuple(self._items(depth)), line)
        return Node(self._pairs(depth), line)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _pairs(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            if not isinstance(key.value, str):
                raise _refusal(self._file, key.line, "a key must be a word", "yaml-key")
            if key.value in pairs:
                raise _refusal(self._file, key.line, f"«{key.value}» stands twice", "yaml-twice")
            child = self._node(next(self._events), depth + 1)
            pairs[key.value] = Node(child.value, child.line, key.line)
        return pairs
