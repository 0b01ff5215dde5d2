"""The commands that look: what is doubtful, what became of what, whether the site is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from warraq.cli.command import command, port_option
from warraq.cli.session import Session
from warraq.diagnostics import ConfigError, Diagnostic

if TYPE_CHECKING:
    from warraq.config import SiteConfig
    from warraq.ingest.ledger import Row
    from warraq.model import Doubt
    from warraq.project import Project


@command("review")
@click.option("--serve", "served", is_flag=True, help="Review in a browser on this machine.")
@port_option(8001, "The port for --serve.")
def review(session: Session, *, served: bool, port: int) -> None:
    """Show what is doubtful: the capture, its article, and why."""
    project, config = session.project()
    if served:
        _serve_review(project, config, port)
    else:
        _list_doubts(session, project)


def _serve_review(project: Project, config: SiteConfig, port: int) -> None:
    from warraq.cli.printing import print_aside
    from warraq.review.server import serve_review

    serve_review(project, config, port=port, say=print_aside)


def _list_doubts(session: Session, project: Project) -> None:
    from warraq.cli.printing import print_table
    from warraq.ingest import doubtful
    from warraq.ingest.ledger import read_ledger
    from warraq.review.cases import is_open

    rows = (row for row in read_ledger(project.state) if row.doubts and is_open(row, project))
    found = list(doubtful(rows))
    number = len({(row.file, row.member, row.offset) for row, _ in found})
    session.report.count("doubtful", number)
    if session.as_json:
        session.report.extend(_doubt_note(row, doubt) for row, doubt in found)
    elif not session.quiet:
        lines = [(_doubtful_file(row), doubt.code, doubt.message) for row, doubt in found]
        print_table(("article or capture", "doubt", "what to look at"), lines)
        click.echo(f"{number} doubtful")


def _doubt_note(row: Row, doubt: Doubt) -> Diagnostic:
    hint = f"read from content/{row.file}"
    return Diagnostic(_doubtful_file(row), doubt.code, doubt.message, hint, severity="note")


def _doubtful_file(row: Row) -> str:
    return f"content/{row.content or row.file}"


@command("why")
@click.argument("output_path", metavar="OUTPUT-PATH")
def why(session: Session, output_path: str) -> None:
    """Say what a file of the site is made of."""
    from warraq.cli.printing import print_facts, print_json_lines
    from warraq.publish.why import explain

    project, config = session.project()
    facts = explain(project, config, output_path)
    if session.as_json:
        print_json_lines([facts])
    if session.quiet:
        session.close()
    print_facts(facts)


@command("ledger")
def ledger(session: Session) -> None:
    """List every capture and what became of it."""
    from warraq.cli.printing import print_json_lines, print_table
    from warraq.ingest.ledger import read_ledger

    project, _ = session.project()
    rows = read_ledger(project.state)
    if session.as_json:
        print_json_lines(row.as_json() for row in rows)
    if session.quiet:
        session.close()
    print_table(
        ("capture", "outcome", "reason", "article"),
        [(row.file, row.outcome, row.reason, row.content) for row in rows],
    )


@command("check")
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
