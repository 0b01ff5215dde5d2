"""How is a list printed, for people and for programs?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn
from unicodedata import category, east_asian_width

import click

from warraq.legible import legible_json, legible_line, legible_text

_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def print_json_lines(objects: Iterable[Mapping[str, Any]]) -> NoReturn:
    """Print one JSON object a line, and leave: nothing else may stand between them."""
    for one in objects:
        click.echo(legible_json(json.dumps(one, ensure_ascii=False)))
    sys.exit(0)


def print_facts(facts: Mapping[str, Any]) -> None:
    """Print names and what is said of them, a line each."""
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        click.echo(legible_text(f"{name:>10}  {shown}"))


def print_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table to a terminal, and lines with tabs into a file or another program."""
    told = [tuple(map(legible_line, row)) for row in rows]
    if not sys.stdout.isatty():
        for row in told:
            click.echo("\t".join(row))
        return
    widths = [max(map(_columns, column)) for column in zip(head, *told, strict=True)]
    for row in (head, *told):
        padded = (
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())


def _columns(text: str) -> int:
    """Return how wide a terminal shows a text (UAX 11): marks join what stands before them."""
    return sum(2 if east_asian_width(c) in "WF" else category(c) not in _NO_WIDTH for c in text)


def print_aside(line: str) -> None:
    """Print a line beside the result, which may go elsewhere."""
    click.echo(legible_text(line), err=True)
