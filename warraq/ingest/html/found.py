"""What was found of an article, field by field, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from warraq.model import Certainty, Provenance


@dataclass(slots=True)
class Found:
    """The fields found, and by which rule."""

    values: dict[str, object] = field(default_factory=dict)
    provenance: list[Provenance] = field(default_factory=list)

    def set(self, name: str, value: object, rule: str, certainty: Certainty) -> None:
        """Give a field its value, unless that is empty."""
        if value:
            self.values[name] = value
            self.provenance.append(Provenance(name, rule, certainty))

    def certainties(self) -> dict[str, Certainty]:
        """Return how sure each field is."""
        return {entry.field: entry.certainty for entry in self.provenance}
