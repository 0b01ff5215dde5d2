"""Which lines of a saved page did not become the article, and by which rule.

A line is one of the file's source; a block stands on the line where it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from warraq.ingest.html.blocks import Part
from warraq.ingest.html.layout import Layout
from warraq.model import Dropped


def losses(layout: Layout, kept: Iterable[Part], rules: Mapping[int, str]) -> tuple[Dropped, ...]:
    """Return the dropped blocks by rule, rules in the order of their first block.

    `kept` are the parts that became the body, `rules` the rules by the ids of the
    parts and lines inside it that were taken out; everything else stands around the story.
    """
    told = frozenset(map(id, kept))
    fates = [
        (
            rules.get(id(printed.part))
            or rules.get(id(printed.line))
            or ("" if id(printed.part) in told else "outside-body"),
            printed,
        )
        for index, printed in enumerate(layout.lines)
        if index != layout.headline
    ]
    ranges: dict[str, list[str]] = {}
    for rule, run in groupby(fates, key=lambda fate: fate[0]):
        lines = [printed.part.element.sourceline or 1 for _, printed in run]
        if rule:
            first, last = min(lines), max(lines)
            ranges.setdefault(rule, []).append(str(first) if first == last else f"{first}-{last}")
    return tuple(Dropped(rule, tuple(dict.fromkeys(lines))) for rule, lines in ranges.items())
