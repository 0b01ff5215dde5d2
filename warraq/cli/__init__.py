"""Which commands are there, and how does a wrong call end?

Rooms are imported by the command that needs them, so that `--help` is at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from warraq import __version__
from warraq.cli.command import Commands, common
from warraq.cli.looking import check, ledger, review, why
from warraq.cli.making import (
    build,
    ingest_command,
    learn_command,
    new,
    publish_command,
    serve_command,
)
from warraq.cli.session import Session
from warraq.diagnostics import EXIT_NOT_COMPLETED, EXIT_USAGE, Diagnostic

COMMANDS = (
    *(new, build, ingest_command, learn_command, publish_command, serve_command),
    *(review, why, ledger, check),
)


@click.group(
    cls=Commands,
    commands=COMMANDS,
    invoke_without_command=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="warraq")
@common
def commands(**_: Any) -> None:  # noqa: ANN401 - click's own
    """Turn the raw remains of a news portal into a static mirror of it.

    Without a command: build.
    """


def main() -> None:
    """Run the command line."""
    try:
        commands(prog_name="warraq", standalone_mode=False)
    except click.ClickException as error:
        _refuse(error)
    except click.exceptions.Abort:
        sys.exit(EXIT_NOT_COMPLETED)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(EXIT_NOT_COMPLETED)


def _refuse(error: click.ClickException) -> NoReturn:
    """Say what was wrong with the call, as JSON where that was asked for."""
    if "--json" in sys.argv:
        session = Session("", Path(), quiet=False, as_json=True)
        session.report.add(Diagnostic("", "usage", error.format_message(), "see warraq --help"))
        session.close(EXIT_USAGE)
    error.show()
    sys.exit(EXIT_USAGE)
