"""Figures, kept from one run of the benchmark to the next.

A row is replaced when it is measured anew, so a long table can be filled in parts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Key:
    """What was measured: `ours` tells warraq's half of a pair from the peer's."""

    table: str
    row: str
    size: int
    where: str
    peer: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """Runs of one row. `why` says why it was not run to its end, "" where it was."""

    key: Key
    walls: tuple[float, ...] = ()
    cpus: tuple[float, ...] = ()
    loads: tuple[float, ...] = ()
    memory: int = 0
    files: int = 0
    bytes: int = 0
    version: str = ""
    machine: str = ""
    file_system: str = ""
    why: str = ""


def load(file: Path) -> dict[Key, Result]:
    """Return what was measured so far."""
    if not file.is_file():
        return {}
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return {result.key: result for result in map(_result, rows)}


def save(file: Path, results: Iterable[Result]) -> None:
    """Write all results."""
    lines = (json.dumps(asdict(result), ensure_ascii=False) + "\n" for result in results)
    file.write_text("".join(lines), encoding="utf-8")


def _result(row: dict[str, object]) -> Result:
    fields = {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
    fields["key"] = Key(**row["key"])  # type: ignore[arg-type]
    return Result(**fields)  # type: ignore[arg-type]
