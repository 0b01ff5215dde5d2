"""How does a run speak, and where is its project?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from warraq.diagnostics import Diagnostic, Report, WarraqError
from warraq.legible import legible_json, legible_text

if TYPE_CHECKING:
    from warraq.config import SiteConfig
    from warraq.profiled import Profile
    from warraq.project import Project

# What `--json` prints; raised when a field changes its meaning.
JSON_FORMAT = 1

# So many findings of one kind are printed; the rest are counted.
_MOST_OF_A_KIND = 20


class Session:
    """How this run was asked to speak, and where its project is."""

    def __init__(self, command: str, folder: Path, *, quiet: bool, as_json: bool) -> None:
        self.command = command
        self.folder = folder
        self.quiet = quiet
        self.as_json = as_json
        self.report = Report()
        self._profile: Profile | None = None

    def project(self) -> tuple[Project, SiteConfig]:
        """Return the project, with whatever a killed build left half done completed."""
        from warraq.stopwatch import phase

        with phase("load the program"):
            from warraq.config.reading import read_config
            from warraq.project import open_project
            from warraq.publish.output.switch import complete_killed_build

        project = open_project(self.folder)
        complete_killed_build(project)
        return project, read_config(project.site_file.read_bytes())

    def say(self, text: str) -> None:
        """Print a line of result, unless the run was asked to be quiet or to speak JSON."""
        if not (self.quiet or self.as_json):
            click.echo(legible_text(text))

    def bar(self, label: str) -> AbstractContextManager[Callable[[int, int], None]]:
        """Give what moves a progress bar on a terminal, and prints lines now and then elsewhere."""
        from warraq.progress import progress

        return progress(label, quiet=self.quiet or self.as_json)

    @contextmanager
    def profiled(self, *, wanted: bool) -> Iterator[None]:
        """Watch where the time of a command goes, to be shown at its end, whatever that is."""
        if not wanted:
            yield
            return
        from warraq.profiled import profile_of
        from warraq.stopwatch import watching

        with watching() as watch:
            try:
                yield
            finally:
                self._profile = profile_of(watch)

    def fail(self, error: WarraqError) -> NoReturn:
        """Print the report with what ended the run, and leave with the exit code of that."""
        self.report.extend(error.diagnostics)
        self.close(error.exit_code)

    def close(self, exit_code: int | None = None) -> NoReturn:
        """Print the report and leave with its exit code."""
        code = self.report.exit_code if exit_code is None else exit_code
        if self.as_json:
            click.echo(legible_json(json.dumps(self._as_json(code), ensure_ascii=False)))
        else:
            for line in self._profile.lines() if self._profile else ():
                self.say(line)
            self._print_diagnostics()
        sys.exit(code)

    def _as_json(self, code: int) -> dict[str, Any]:
        return {
            "format": JSON_FORMAT,
            "command": self.command,
            "counts": self.report.counts,
            "diagnostics": [found.as_json() for found in self.report.diagnostics],
            "exit": code,
        } | ({"profile": self._profile.as_json()} if self._profile else {})

    def _print_diagnostics(self) -> None:
        """Print what was found; of a kind that fills pages, some and how many more."""
        printed: Counter[str] = Counter()
        for found in self.report.diagnostics:
            if found.severity != "error" and self.quiet:
                continue
            printed[found.code] += 1
            if printed[found.code] <= _MOST_OF_A_KIND:
                _print_diagnostic(found)
        for code, number in printed.items():
            if number > _MOST_OF_A_KIND:
                more = f"… and {number - _MOST_OF_A_KIND} more [{code}] (all: --json)"
                click.echo(more, err=True)


def _print_diagnostic(found: Diagnostic) -> None:
    kind = "" if found.severity == "error" else f"{found.severity}: "
    click.echo(f"{kind}{found}", err=True)
