"""What the rules have found on a page so far, and where each line went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from warraq.ingest.printed.lines import Line
from warraq.model import Certainty, Dropped, Provenance, Teaser

# The headings of these kinds have a rule of their own name in reports.
_RULE_NAMES = {"see_also": "related-heading", "tags": "tags-heading"}


@dataclass(slots=True)
class Findings:
    """The fields found, in the order of the rules: the first to find a field wins.

    `fates` holds, by the index of a line, the rule that took it out of the text.
    """

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    see_also: list[Teaser] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)
    fates: dict[int, str] = field(default_factory=dict)

    def set(self, name: str, value: str, rule: str, certainty: Certainty) -> None:
        """Give the field `name` its value, unless it has one."""
        if value and name not in self.values:
            self.values[name] = value
            self.provenance.append(Provenance(name, rule, certainty))

    def set_list(self, name: str, values: tuple[str, ...], rule: str, certainty: Certainty) -> None:
        """Give the list field `name` its values, unless it has some."""
        if values and name not in self.lists:
            self.lists[name] = values
            self.provenance.append(Provenance(name, rule, certainty))

    def prove(self, name: str, rule: str, certainty: Certainty) -> None:
        """Say once how a field was found that grows item by item."""
        if not any(entry.field == name for entry in self.provenance):
            self.provenance.append(Provenance(name, rule, certainty))

    def drop(self, index: int, rule: str) -> None:
        """Say that `rule` takes a line out of the text."""
        self.fates[index] = rule


def rule_of(kind: str) -> str:
    """Return the name under which furniture of `kind` is dropped."""
    return _RULE_NAMES.get(kind) or kind.replace("_", "-")


def dropped(fates: Mapping[int, str], lines: tuple[Line, ...]) -> tuple[Dropped, ...]:
    """Return the dropped lines by rule, rules in the order of their first line."""
    numbers: dict[str, list[int]] = {}
    for index in sorted(fates):
        numbers.setdefault(fates[index], []).append(index)
    return tuple(Dropped(rule, tuple(_ranges(indexes, lines))) for rule, indexes in numbers.items())


def _ranges(indexes: list[int], lines: tuple[Line, ...]) -> Iterator[str]:
    """Yield raw line numbers; neighbours with only blank lines between are one range."""
    for _, run in groupby(enumerate(indexes), lambda pair: pair[1] - pair[0]):
        members = [index for _, index in run]
        first, last = lines[members[0]].number, lines[members[-1]].number
        yield str(first) if first == last else f"{first}-{last}"
