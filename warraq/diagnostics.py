"""Problems as values.

A leaf that meets bad input raises `InputError` with a `Diagnostic`; the loop of
its room reports that and goes on. What stops a run is one of the other errors,
and each of them knows the exit code it ends in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from warraq.legible import legible_line, legible_text

Severity = Literal["error", "warning", "note"]

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_NOT_COMPLETED = 3


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: where, what, and the remedy.

    `file` is relative to the project, with forward slashes; `line` counts from
    1 and is 0 where no line applies.
    """

    file: str
    code: str
    message: str
    hint: str = ""
    line: int = 0
    severity: Severity = "error"

    def __str__(self) -> str:
        file = legible_line(self.file)
        where = f"{file}:{self.line}" if self.line else file
        said = f"{self.message} [{self.code}]"
        text = f"{where}: {said}" if where else said
        return legible_text(f"{text}\n    hint: {self.hint}" if self.hint else text)

    def as_json(self) -> dict[str, str | int]:
        """Return the shape that `--json` prints."""
        keys = ("severity", "code", "file", "line", "message", "hint")
        values = asdict(self)
        return {key: values[key] for key in keys}


@dataclass(slots=True)
class Report:
    """What one command found and counted, in the order it happened."""

    counts: dict[str, int] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics.extend(diagnostics)

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number

    def of(self, severity: Severity) -> Iterator[Diagnostic]:
        return (found for found in self.diagnostics if found.severity == severity)

    @property
    def exit_code(self) -> int:
        """0 with skips, warnings and repairs; 1 when anything failed."""
        return EXIT_FAILED if any(self.of("error")) else EXIT_DONE


class WarraqError(Exception):
    """A run that ends early, with the exit code it ends in."""

    exit_code = EXIT_USAGE

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(str(found) for found in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[WarraqError], tuple[Diagnostic, ...]]:
        """Travel whole from a worker to whoever waits for it."""
        return type(self), self.diagnostics


class InputError(WarraqError):
    """One bad input: the loop of the room reports it and goes on."""

    exit_code = EXIT_FAILED


class ConfigError(WarraqError):
    """Wrong use or configuration: the site is as it was."""

    exit_code = EXIT_USAGE


class NotCompletedError(WarraqError):
    """Locked, disk full, interrupted: the output is as it was."""

    exit_code = EXIT_NOT_COMPLETED


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Let an error of the system name the file: once that is open, the system does not."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
