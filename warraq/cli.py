"""Commands and options; prints the report; decides the exit code.

Rooms are imported by the command that needs them, so that `--help` is at once.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from warraq import __version__
from warraq.diagnostics import (
    EXIT_NOT_COMPLETED,
    EXIT_USAGE,
    ConfigError,
    Diagnostic,
    NotCompletedError,
    Report,
    WarraqError,
)
from warraq.legible import legible_json, legible_line, legible_text
from warraq.nearest import nearest
from warraq.project import PATIENCE
from warraq.stopwatch import phase

if TYPE_CHECKING:
    from warraq.config import SiteConfig
    from warraq.ingest.ledger import Row
    from warraq.model import Doubt
    from warraq.profiled import Profile
    from warraq.project import Project
    from warraq.publish.changes import Audience

# What `--json` prints; raised when a field changes its meaning.
JSON_FORMAT = 1

_FIRST = ("new", "build", "serve", "review", "why")

# So many findings of one kind are printed; the rest are counted.
_MOST_OF_A_KIND = 20

# A preview waits so long for another command to finish writing.
_LONG_PATIENCE = 60.0


class _Commands(click.Group):
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
            near = nearest(args[0], self.commands)
            hint = f" Did you mean «{near}»?" if near else " See warraq --help."
            ctx.fail(f"There is no command «{args[0]}».{hint}")
        return super().resolve_command(ctx, args)


class Session:
    """How this run was asked to speak, and where its project is."""

    def __init__(self, command: str, folder: Path, *, quiet: bool, as_json: bool) -> None:
        self.command = command
        self.folder = folder
        self.quiet = quiet
        self.as_json = as_json
        self.report = Report()
        self.profile: Profile | None = None

    def project(self) -> tuple[Project, SiteConfig]:
        """Return the project, with whatever a killed build left half done completed."""
        with phase("load the program"):
            from warraq.config import read_config
            from warraq.project import open_project
            from warraq.publish.writer import complete_killed_build

        project = open_project(self.folder)
        complete_killed_build(project)
        return project, read_config(project.site_file.read_bytes())

    def say(self, text: str) -> None:
        """Print a line of result, unless the run was asked to be quiet or to speak JSON."""
        if not (self.quiet or self.as_json):
            click.echo(legible_text(text))

    def close(self, exit_code: int | None = None) -> NoReturn:
        """Print the report and leave with its exit code."""
        code = self.report.exit_code if exit_code is None else exit_code
        if self.as_json:
            click.echo(legible_json(json.dumps(self._as_json(code), ensure_ascii=False)))
        else:
            for line in self.profile.lines() if self.profile else ():
                self.say(line)
            self._print_diagnostics()
        sys.exit(code)

    def fail(self, error: WarraqError) -> NoReturn:
        self.report.extend(error.diagnostics)
        self.close(error.exit_code)

    def _as_json(self, code: int) -> dict[str, Any]:
        return {
            "format": JSON_FORMAT,
            "command": self.command,
            "counts": self.report.counts,
            "diagnostics": [found.as_json() for found in self.report.diagnostics],
            "exit": code,
        } | ({"profile": self.profile.as_json()} if self.profile else {})

    def _print_diagnostics(self) -> None:
        """Print what was found; of a kind that fills pages, some and how many more."""
        printed: Counter[str] = Counter()
        for found in self.report.diagnostics:
            if found.severity != "error" and self.quiet:
                continue
            printed[found.code] += 1
            if printed[found.code] <= _MOST_OF_A_KIND:
                kind = "" if found.severity == "error" else f"{found.severity}: "
                click.echo(f"{kind}{found}", err=True)
        for code, number in printed.items():
            if number > _MOST_OF_A_KIND:
                click.echo(
                    f"… and {number - _MOST_OF_A_KIND} more [{code}] (all: --json)", err=True
                )


def _common(command: Callable[..., None]) -> Callable[..., None]:
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


def _port(usual: int, use: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    kind = click.IntRange(0, 65535)
    return click.option("--port", type=kind, default=usual, show_default=True, help=use)


_PROFILE = click.option("--profile", is_flag=True, help="Show where the time goes.")
_VERIFY = click.option(
    "--verify", is_flag=True, help="Read every file of output/, and mend what is damaged."
)


def _session(ctx: click.Context, given: dict[str, Any]) -> Session:
    outer = ctx.parent.params if ctx.parent else {}
    folder = given.pop("folder") or outer.get("folder") or Path()
    quiet = given.pop("quiet") or bool(outer.get("quiet"))
    as_json = given.pop("as_json") or bool(outer.get("as_json"))
    return Session(ctx.info_name or "", folder, quiet=quiet, as_json=as_json)


def _command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Register a command: `run(session, **options)`, whose errors end in their exit codes."""

    def register(run: Callable[..., None]) -> click.Command:
        @click.pass_context
        def invoke(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 - click's own
            session = _session(ctx, given)
            try:
                run(session, **given)
            except WarraqError as error:
                session.fail(error)
            except OSError as error:
                hint = "make room, or mend its rights, and run it again; nothing is half done"
                message = f"could not read or write: {error.strerror or error}"
                where = str(error.filename2 or error.filename or "")
                found = Diagnostic(where, "not-completed", message, hint)
                session.fail(NotCompletedError(found))
            except KeyboardInterrupt:
                hint = "run it again; nothing is half done"
                session.fail(NotCompletedError(Diagnostic("", "interrupted", "interrupted", hint)))
            session.close()

        invoke.__doc__ = run.__doc__
        for parameter in getattr(run, "__click_params__", ()):
            invoke.__click_params__ = [*getattr(invoke, "__click_params__", ()), parameter]  # type: ignore[attr-defined]
        return commands.command(name)(_common(invoke))

    return register


@click.group(
    cls=_Commands,
    invoke_without_command=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="warraq")
@_common
def commands(**_: Any) -> None:  # noqa: ANN401 - click's own
    """Turn the raw remains of a news portal into a static mirror of it.

    Without a command: build.
    """


@_command("new")
@click.argument("folder_name", metavar="DIR", type=click.Path(path_type=Path))
def new(session: Session, folder_name: Path) -> None:
    """Begin a mirror in DIR: settings, two dumps to try, folders for your own."""
    from warraq.starter import write_starter

    for name in write_starter(folder_name):
        session.say(f"  {folder_name}/{name}")
    session.say(f"Put your captures into {folder_name}/content/raw/, then:")
    session.say(f"  cd {folder_name} && warraq serve")


@_command("build")
@_VERIFY
@_PROFILE
def build(session: Session, *, verify: bool, profile: bool) -> None:
    """Read what is new under content/raw/, then write the site into output/."""
    with _profiled(session, wanted=profile):
        project, config = session.project()
        _build(session, project, config, verify=verify)


def _build(
    session: Session,
    project: Project,
    config: SiteConfig,
    *,
    audience: Audience = "public",
    patience: float = PATIENCE,
    verify: bool = False,
) -> None:
    with phase("load the program"):
        from warraq.ingest import ingest
        from warraq.project import writing
        from warraq.publish import publish
        from warraq.publish.writer import recover

    with writing(project, patience=patience):
        recover(project)
        with _bar(session, "reading") as bar:
            ingest(project, config, session.report, progress=bar)
        session.say(_ingest_line(project, session.report))
        with _bar(session, "writing") as bar:
            publish(project, config, session.report, audience=audience, progress=bar, verify=verify)
        session.say(_publish_line(session.report))


@_command("ingest")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="Apply today's rules to articles nobody edited.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@_PROFILE
def ingest_command(
    session: Session, paths: tuple[Path, ...], *, again: bool, dry_run: bool, profile: bool
) -> None:
    """Read captures under content/raw/ into articles."""
    from warraq.ingest import ingest
    from warraq.project import writing

    project, config = session.project()
    say = session.say if again else None
    watched = _profiled(session, wanted=profile)
    if dry_run:
        with watched:
            _rehearse(session, project, config, paths, say)
        return
    with watched, writing(project), _bar(session, "reading") as bar:
        ingest(project, config, session.report, only=paths, again=say, progress=bar)
    session.say(_ingest_line(project, session.report))


def _rehearse(
    session: Session,
    project: Project,
    config: SiteConfig,
    paths: tuple[Path, ...],
    say: Callable[[str], None] | None,
) -> None:
    """Read in the shadow of the project, and say what that did there."""
    from warraq.ingest import ingest
    from warraq.ingest.rehearsal import announce, shadowing

    report = session.report
    with shadowing(project) as shadow:
        with _bar(session, "reading") as bar:
            ingest(shadow, config, report, only=paths, again=say, progress=bar)
        session.say(_ingest_line(shadow, report))
        announce(project, shadow, report)
    changed, new = report.counts["changed"], report.counts["new"]
    session.say(f"nothing was written: {_counted(changed, 'article')} would change, {new} be new")


@_command("learn")
def learn_command(session: Session) -> None:
    """Learn what recurs on the pages of each portal, into profiles/learned/."""
    from warraq.ingest.learn import learn
    from warraq.project import writing

    project, config = session.project()
    with writing(project), _bar(session, "learning") as bar:
        learn(project, config, session.report, bar)
    counts = session.report.counts
    session.say(
        f"{counts['learned']} lines learned from {counts['documents']} documents"
        f" of {counts['portals']} portals"
    )


@_command("publish")
@_VERIFY
@_PROFILE
def publish_command(session: Session, *, verify: bool, profile: bool) -> None:
    """Write the site into output/ from the articles in content/."""
    from warraq.project import writing
    from warraq.publish import publish
    from warraq.publish.writer import recover

    project, config = session.project()
    with _profiled(session, wanted=profile), writing(project):
        recover(project)
        with _bar(session, "writing") as bar:
            publish(project, config, session.report, progress=bar, verify=verify)
    session.say(_publish_line(session.report))


@_command("serve")
@_port(8000, "The port to listen on.")
def serve_command(session: Session, port: int) -> None:
    """Preview the site on this machine; it reloads as you edit."""
    from warraq.publish.manifest import NAME
    from warraq.serve import Preview, serve

    project, _ = session.project()
    preview = project.preview
    root = project.root
    watched = ("site.yaml", "content", "templates", "static", "profiles")

    def rebuild() -> Report:
        run = Session("serve", session.folder, quiet=session.quiet, as_json=False)
        _, config = run.project()
        _build(run, preview, config, audience="preview", patience=_LONG_PATIENCE)
        return run.report

    def build_id() -> str:
        from hashlib import sha256

        manifest = preview.output / NAME
        return sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""

    code = serve(
        Preview(root, preview.output, tuple(root / name for name in watched), rebuild, build_id),
        port=port,
    )
    session.close(code)


@_command("review")
@click.option("--serve", "served", is_flag=True, help="Review in a browser on this machine.")
@_port(8001, "The port for --serve.")
def review(session: Session, *, served: bool, port: int) -> None:
    """Show what is doubtful: the capture, its article, and why."""
    from warraq.ingest import doubtful
    from warraq.ingest.ledger import read_ledger
    from warraq.review.index import is_open

    project, config = session.project()
    if served:
        from warraq.review.server import serve_review

        serve_review(project, config, port=port, say=_say_aside)
        return
    rows = (row for row in read_ledger(project.state) if row.doubts and is_open(row, project))
    found = list(doubtful(rows))
    number = len({(row.file, row.member, row.offset) for row, _ in found})
    session.report.count("doubtful", number)
    if session.as_json:
        session.report.extend(_doubt_note(row, doubt) for row, doubt in found)
    elif not session.quiet:
        lines = [(_doubtful_file(row), doubt.code, doubt.message) for row, doubt in found]
        _print_table(("article or capture", "doubt", "what to look at"), lines)
        click.echo(f"{number} doubtful")


def _doubt_note(row: Row, doubt: Doubt) -> Diagnostic:
    hint = f"read from content/{row.file}"
    return Diagnostic(_doubtful_file(row), doubt.code, doubt.message, hint, severity="note")


def _doubtful_file(row: Row) -> str:
    return f"content/{row.content or row.file}"


@_command("why")
@click.argument("output_path", metavar="OUTPUT-PATH")
def why(session: Session, output_path: str) -> None:
    """Say what a file of the site is made of."""
    from warraq.publish.why import explain

    project, config = session.project()
    facts = explain(project, config, output_path)
    if session.as_json:
        _print_json_lines([facts])
    if session.quiet:
        session.close()
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        click.echo(legible_text(f"{name:>10}  {shown}"))


@_command("ledger")
def ledger(session: Session) -> None:
    """List every capture and what became of it."""
    from warraq.ingest.ledger import read_ledger

    project, _ = session.project()
    rows = read_ledger(project.state)
    if session.as_json:
        _print_json_lines(row.as_json() for row in rows)
    if session.quiet:
        session.close()
    _print_table(
        ("capture", "outcome", "reason", "article"),
        [(row.file, row.outcome, row.reason, row.content) for row in rows],
    )


@_command("check")
def check(session: Session) -> None:
    """Check the finished site: links, anchors, direction, budgets."""
    from warraq.publish.check import check_site

    project, config = session.project()
    if not project.output.is_dir():
        hint = "run warraq build first"
        raise ConfigError(Diagnostic("output", "no-output", "there is no finished site", hint))
    session.report = check_site(project.output, site_url=config.site_url)
    counts = session.report.counts
    session.say(", ".join(f"{number} {name}" for name, number in counts.items()))


# --- printing ---------------------------------------------------------------------------


def _ingest_line(project: Project, report: Report) -> str:
    """Return `200 read: 196 articles, 3 duplicates, 1 skipped (listing); 7 doubtful`."""
    from warraq.ingest.ledger import reasons_for_skipping

    counts = report.counts
    parts = [_counted(counts["article"], "article"), _counted(counts["duplicate"], "duplicate")]
    reasons = ", ".join(reasons_for_skipping(project.state)) if counts["skipped"] else ""
    parts.append(f"{counts['skipped']} skipped" + (f" ({reasons})" if reasons else ""))
    parts += [f"{counts[name]} {name}" for name in ("failed", "lost") if counts[name]]
    found, read = counts["captures"], counts["read"]
    head = f"{found} read" if read == found else f"{_counted(found, 'capture')}, {read} of them new"
    return f"{head}: {', '.join(parts)}; {counts['doubtful']} doubtful"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _publish_line(report: Report) -> str:
    counts = report.counts
    changes = f"{counts['written']} written, {counts['removed']} removed"
    return f"{_counted(counts['pages'], 'file')}: {changes}"


def _say_aside(line: str) -> None:
    click.echo(legible_text(line), err=True)


def _print_json_lines(objects: Iterable[dict[str, Any]]) -> NoReturn:
    for one in objects:
        click.echo(legible_json(json.dumps(one, ensure_ascii=False)))
    sys.exit(0)


def _print_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
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


def _bar(session: Session, label: str) -> AbstractContextManager[Callable[[int, int], None]]:
    """Give what moves a progress bar on a terminal, and prints a line now and then elsewhere."""
    from warraq.progress import progress

    return progress(label, quiet=session.quiet or session.as_json)


@contextmanager
def _profiled(session: Session, *, wanted: bool) -> Iterator[None]:
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
            session.profile = profile_of(watch)


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
