"""How is a value of some kind read, and what is said of one that is none?

A reader takes a node, the name of its setting, and the problems found so far; for
what it cannot read it notes one and returns BAD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

from warraq.diagnostics import Diagnostic
from warraq.plainyaml import Node
from warraq.text.numbers import number_of


class Problems:
    """What is wrong with the settings of a file, in the order it was found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    def add(self, line: int, message: str, code: str, hint: str = "") -> None:
        self.found.append(Diagnostic(self.file, code, message, hint, line))

    def unknown(self, line: int, name: str, known: Iterable[str]) -> None:
        hint = _did_you_mean(name, known) or f"known here: {', '.join(sorted(known))}"
        self.add(line, f"unknown setting «{name}»", "unknown-setting", hint)


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    # Hardly a run needs it.
    from warraq.nearest import nearest

    near = nearest(name, known)
    return f"did you mean «{near}»?" if near else ""


Reader = Callable[[Node, str, Problems], object]
BAD = object()


def read_map(node: Node, readers: dict[str, Reader], problems: Problems) -> dict[str, Any]:
    """Read `name: value` lines, each value by its reader; leave out what is bad or empty."""
    if not isinstance(node.value, dict):
        problems.add(node.line, "settings are written «name: value»", "bad-value")
        return {}
    values: dict[str, Any] = {}
    for name, child in node.value.items():
        if name not in readers:
            problems.unknown(child.key_line, name, readers)
        elif child.value not in ("", (), {}):
            value = readers[name](child, name, problems)
            if value is not BAD:
                values[name] = value
    return values


def text(node: Node, name: str, problems: Problems) -> object:
    """Read one text."""
    if isinstance(node.value, str):
        return node.value
    problems.add(node.line, f"«{name}» takes one text", "bad-value")
    return BAD


def flag(node: Node, name: str, problems: Problems) -> object:
    """Read a yes or no."""
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if isinstance(node.value, str) and node.value.lower() in words:
        return words[node.value.lower()]
    problems.add(node.line, f"«{name}» takes true or false", "bad-value")
    return BAD


def choice(*allowed: str) -> Reader:
    """Return what reads one of some words."""

    def read(node: Node, name: str, problems: Problems) -> object:
        if node.value in allowed:
            return node.value
        found = f", not «{node.value}»" if isinstance(node.value, str) else ""
        message = f"«{name}» is one of {', '.join(allowed)}{found}"
        problems.add(node.line, message, "bad-value", _did_you_mean(str(node.value), allowed))
        return BAD

    return read


def matching(pattern: re.Pattern[str], example: str) -> Reader:
    """Return what reads a text of a certain shape."""

    def read(node: Node, name: str, problems: Problems) -> object:
        if isinstance(node.value, str) and pattern.fullmatch(node.value):
            return node.value
        found = f"«{node.value}»" if isinstance(node.value, str) else "this"
        problems.add(node.line, f"{found} is no {name}", "bad-value", f"write it like {example}")
        return BAD

    return read


def timezone(node: Node, name: str, problems: Problems) -> object:
    """Read the name of a time zone."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(cast(str, node.value))
    except (KeyError, ValueError, TypeError, OSError):
        hint = "write a name of the IANA database, such as Asia/Baghdad"
        problems.add(node.line, f"«{node.value}» is no time zone", "bad-value", hint)
        return BAD
    return node.value


def number(least: int, most: int) -> Reader:
    """Return what reads a whole number between two bounds."""

    def read(node: Node, name: str, problems: Problems) -> object:
        found = number_of(node.value) if isinstance(node.value, str) else None
        if found is not None and least <= found <= most:
            return found
        problems.add(node.line, f"«{name}» takes a number from {least} to {most}", "bad-value")
        return BAD

    return read


def texts(node: Node, name: str, problems: Problems) -> object:
    """Read a list of texts; a single text is one."""
    if isinstance(node.value, str):
        return (node.value,)
    if isinstance(node.value, tuple) and all(isinstance(item.value, str) for item in node.value):
        return tuple(cast(str, item.value) for item in node.value)
    hint = 'write ["one", "two"]'
    problems.add(node.line, f"«{name}» takes a list of texts", "bad-value", hint)
    return BAD


def list_of(build: Callable[..., Any], readers: dict[str, Reader], needed: str) -> Reader:
    """Return what reads a list of maps, and builds a value of each that has what is needed."""

    def read(node: Node, name: str, problems: Problems) -> object:
        if not isinstance(node.value, tuple):
            hint = f"begin each with «- {needed}: …» on a line of its own"
            problems.add(node.line, f"«{name}» takes a list", "bad-value", hint)
            return BAD
        found = []
        for item in node.value:
            values = read_map(item, readers, problems)
            if needed in values:
                found.append(build(**values))
            elif isinstance(item.value, dict) and needed not in item.value:
                problems.add(item.line, f"«{name}» needs «{needed}»", "missing-setting")
        return tuple(found)

    return read
