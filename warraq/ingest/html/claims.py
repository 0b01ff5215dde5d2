"""What a page says about its story outside its text, each claim with the place it stands in.

Claims are in the order of trust; which of them holds is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warraq.text.keys import key


@dataclass(frozen=True, slots=True)
class Claim:
    """One value for one field, and the rule that found it."""

    field: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a page, by their fields; `types` are those of its JSON-LD and OpenGraph."""

    fields: Mapping[str, Sequence[Claim]]
    types: frozenset[str]

    def of(self, field: str, *rules: str) -> tuple[Claim, ...]:
        """Return the claims for a field, of certain rules only where some are named."""
        found = self.fields.get(field, ())
        return tuple(claim for claim in found if not rules or claim.rule in rules)

    def first(self, field: str, *rules: str) -> str:
        """Return the value of the most trusted claim for a field, "" where there is none."""
        return next((claim.value for claim in self.of(field, *rules)), "")


_LIST = re.compile(r"\s*[,،、;؛|]\s*")


def tags_of(claims: Claims) -> tuple[str, ...]:
    """Return the stated tags, each once."""
    singles = [claim.value for claim in claims.of("tag")]
    lists = [claim.value for claim in claims.of("tags")]
    if singles:
        found = singles
    elif len(lists) > 1 and not any(_LIST.search(one) for one in lists):
        found = lists
    else:
        found = [tag for one in lists for tag in _LIST.split(one)]
    by_key: dict[str, str] = {}
    for tag in found:
        if key(tag):
            by_key.setdefault(key(tag), tag)
    return tuple(by_key.values())
