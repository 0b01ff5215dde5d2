"""The commands that make: a project, articles of captures, the site of articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warraq.cli.command import PROFILE, VERIFY, command, port_option
from warraq.cli.session import Session
from warraq.diagnostics import Report

if TYPE_CHECKING:
    from warraq.config import SiteConfig
    from warraq.project import Project
    from warraq.publish.build import Audience
    from warraq.serve import Preview

# A preview waits so long for another command to finish writing.
_LONG_PATIENCE = 60.0

# What a preview is made of, and is made again for.
_WATCHED = ("site.yaml", "content", "templates", "static", "profiles")


@command("new")
@click.argument("folder_name", metavar="DIR", type=click.Path(path_type=Path))
def new(session: Session, folder_name: Path) -> None:
    """Begin a mirror in DIR: settings, two dumps to try, folders for your own."""
    from warraq.starter import write_starter

    for name in write_starter(folder_name):
        session.say(f"  {folder_name}/{name}")
    session.say(f"Put your captures into {folder_name}/content/raw/, then:")
    session.say(f"  cd {folder_name} && warraq serve")


@command("build")
@VERIFY
@PROFILE
def build(session: Session, *, verify: bool, profile: bool) -> None:
    """Read what is new under content/raw/, then write the site into output/."""
    from warraq.project import PATIENCE

    with session.profiled(wanted=profile):
        project, config = session.project()
        _build(session, project, config, audience="public", patience=PATIENCE, verify=verify)


def _build(
    session: Session,
    project: Project,
    config: SiteConfig,
    *,
    audience: Audience,
    patience: float,
    verify: bool = False,
) -> None:
    """Make the site of all there is."""
    from warraq.stopwatch import phase

    with phase("load the program"):
        from warraq.cli.told import ingest_line
        from warraq.ingest import ingest
        from warraq.project import writing
        from warraq.publish.output.switch import recover

    with writing(project, patience=patience):
        recover(project)
        with session.bar("reading") as bar:
            ingest(project, config, session.report, progress=bar)
        session.say(ingest_line(project, session.report))
        _publish(session, project, config, audience=audience, verify=verify)


def _publish(
    session: Session,
    project: Project,
    config: SiteConfig,
    *,
    audience: Audience,
    only: frozenset[str] = frozenset(),
    verify: bool = False,
) -> None:
    """Write the site of the articles there are; the caller holds the lock."""
    from warraq.stopwatch import phase

    with phase("load the program"):
        from warraq.cli.told import publish_line
        from warraq.publish import publish

    with session.bar("writing") as bar:
        publish(
            project,
            config,
            session.report,
            audience=audience,
            only=only,
            verify=verify,
            progress=bar,
        )
    session.say(publish_line(session.report))


@command("ingest")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="Apply today's rules to articles nobody edited.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@PROFILE
def ingest_command(
    session: Session, paths: tuple[Path, ...], *, again: bool, dry_run: bool, profile: bool
) -> None:
    """Read captures under content/raw/ into articles."""
    from warraq.cli.told import ingest_line
    from warraq.ingest import ingest
    from warraq.project import writing

    project, config = session.project()
    say = session.say if again else None
    watched = session.profiled(wanted=profile)
    if dry_run:
        with watched:
            _rehearse(session, project, config, paths, say)
        return
    with watched, writing(project), session.bar("reading") as bar:
        ingest(project, config, session.report, only=paths, again=say, progress=bar)
    session.say(ingest_line(project, session.report))


def _rehearse(
    session: Session,
    project: Project,
    config: SiteConfig,
    paths: tuple[Path, ...],
    say: Callable[[str], None] | None,
) -> None:
    """Read in the shadow of the project, and say what that did there."""
    from warraq.cli.told import ingest_line, rehearsal_line
    from warraq.ingest import ingest
    from warraq.ingest.rehearsal import announce, shadowing

    report = session.report
    with shadowing(project) as shadow:
        with session.bar("reading") as bar:
            ingest(shadow, config, report, only=paths, again=say, progress=bar)
        session.say(ingest_line(shadow, report))
        announce(project, shadow, report)
    session.say(rehearsal_line(report))


@command("learn")
def learn_command(session: Session) -> None:
    """Learn what recurs on the pages of each portal, into profiles/learned/."""
    from warraq.cli.told import learn_line
    from warraq.ingest.learn import learn
    from warraq.project import writing

    project, config = session.project()
    with writing(project), session.bar("learning") as bar:
        learn(project, config, session.report, bar)
    session.say(learn_line(session.report))


@command("publish")
@VERIFY
@PROFILE
def publish_command(session: Session, *, verify: bool, profile: bool) -> None:
    """Write the site into output/ from the articles in content/."""
    from warraq.project import writing
    from warraq.publish.output.switch import recover

    project, config = session.project()
    with session.profiled(wanted=profile), writing(project):
        recover(project)
        _publish(session, project, config, audience="public", verify=verify)


@command("serve")
@port_option(8000, "The port to listen on.")
def serve_command(session: Session, port: int) -> None:
    """Preview the site on this machine; it reloads as you edit."""
    from warraq.serve import serve

    project, _ = session.project()
    session.close(serve(_preview_of(project, session), port=port))


def _preview_of(project: Project, session: Session) -> Preview:
    from warraq.serve import Preview

    shown = project.preview
    return Preview(
        root=project.root,
        output=shown.output,
        watched=tuple(project.root / name for name in _WATCHED),
        build=partial(_rebuild, session, shown),
        build_id=partial(_build_id, shown),
        is_article=partial(_may_be_article, shown),
    )


def _rebuild(session: Session, shown: Project, edited: frozenset[Path]) -> Report:
    """Make the preview anew with the settings as they are now; return what was found."""
    run = Session("serve", session.folder, quiet=session.quiet, as_json=False)
    _, config = run.project()
    if edited:
        _remake(run, shown, config, edited)
    else:
        _build(run, shown, config, audience="preview", patience=_LONG_PATIENCE)
    return run.report


def _build_id(shown: Project) -> str:
    """Return what tells the site that the preview shows from any other one."""
    from hashlib import sha256

    from warraq.publish.output.manifest import NAME

    manifest = shown.output / NAME
    return sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""


def _may_be_article(shown: Project, path: Path) -> bool:
    """Return whether an article may be at a path."""
    from warraq.publish.intake.scan import is_article

    inside = path.is_relative_to(shown.content)
    return inside and is_article(path.relative_to(shown.content).as_posix())


def _remake(
    session: Session, project: Project, config: SiteConfig, edited: frozenset[Path]
) -> None:
    """Make the site anew where only these articles were edited: no capture is looked for."""
    from warraq.project import writing
    from warraq.publish.output.switch import recover

    folders = (file.parent.relative_to(project.content) for file in edited)
    only = frozenset(folder.as_posix() for folder in folders)
    with writing(project, patience=_LONG_PATIENCE):
        recover(project)
        _publish(session, project, config, audience="preview", only=only)
