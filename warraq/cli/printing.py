"""How is a list printed, for people and for programs?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import click

from warraq.legible import legible_json, legible_line, legible_text


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
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(legible_line, row)))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*head, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(legible_line(cell)) for cell in row))
    Console().print(table)


def print_aside(line: str) -> None:
    """Print a line beside the result, which may go elsewhere."""
    click.echo(legible_text(line), err=True)
