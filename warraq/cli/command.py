"""How is a command declared, found by its name, and ended by an error?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from warraq.cli.session import Session
from warraq.diagnostics import Diagnostic, NotCompletedError, WarraqError

_FIRST = ("new", "build", "serve", "review", "why")

PROFILE = click.option("--profile", is_flag=True, help="Show where the time goes.")
VERIFY = click.option(
    "--verify", is_flag=True, help="Read every file of output/, and mend what is damaged."
)


def port_option(usual: int, use: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return an option that takes a port, of which there are 65,535."""
    kind = click.IntRange(0, 65535)
    return click.option("--port", type=kind, default=usual, show_default=True, help=use)


class Commands(click.Group):
    """The commands, those of every day first; `build` where none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_FIRST, *sorted(set(self.commands) - set(_FIRST))]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asked = {"--help", "-h", "--version"} & set(args)
        # The word behind `--project` names a folder, whatever it is.
        words = [
            arg
            for before, arg in zip(["", *args], args, strict=False)
            if before != "--project" and not arg.startswith("-")
        ]
        if not asked and not words:
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            from warraq.nearest import nearest

            near = nearest(args[0], self.commands)
            hint = f" Did you mean «{near}»?" if near else " See warraq --help."
            ctx.fail(f"There is no command «{args[0]}».{hint}")
        return super().resolve_command(ctx, args)


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Declare a command: `run(session, **options)`, whose errors end in their exit codes."""

    def declare(run: Callable[..., None]) -> click.Command:
        @click.pass_context
        @wraps(run)
        def invoke(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 - click's own
            _run(_session(ctx, given), run, given)

        return click.command(name)(common(invoke))

    return declare


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every one has."""
    options = (
        click.option(
            "--project", "folder", type=click.Path(path_type=Path), help="The project's folder."
        ),
        click.option("--quiet", is_flag=True, help="Say only what went wrong."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _session(ctx: click.Context, given: dict[str, Any]) -> Session:
    """Take the common options out of those given; they may stand before the command, too."""
    outer = ctx.parent.params if ctx.parent else {}
    folder = given.pop("folder") or outer.get("folder") or Path()
    quiet = given.pop("quiet") or bool(outer.get("quiet"))
    as_json = given.pop("as_json") or bool(outer.get("as_json"))
    return Session(ctx.info_name or "", folder, quiet=quiet, as_json=as_json)


def _run(session: Session, run: Callable[..., None], given: dict[str, Any]) -> NoReturn:
    try:
        run(session, **given)
    except WarraqError as error:
        session.fail(error)
    except OSError as error:
        session.fail(_of_the_system(error))
    except KeyboardInterrupt:
        hint = "run it again; nothing is half done"
        session.fail(NotCompletedError(Diagnostic("", "interrupted", "interrupted", hint)))
    session.close()


def _of_the_system(error: OSError) -> NotCompletedError:
    hint = "make room, or mend its rights, and run it again; nothing is half done"
    message = f"could not read or write: {error.strerror or error}"
    where = str(error.filename2 or error.filename or "")
    return NotCompletedError(Diagnostic(where, "not-completed", message, hint))
