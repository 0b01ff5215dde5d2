"""What would reading change? Tried on a shadow of the project, so that nothing is touched.

A shadow is a project below `.warraq/` whose captures are those of the real one and
whose articles are its files by another name. Reading is then done there by the very
function that does it in earnest, so what it would change is what it did change.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from warraq.diagnostics import Diagnostic, Report
from warraq.ingest.articles import articles_in
from warraq.ingest.ledger import FILES
from warraq.project import Project, writing


@contextlib.contextmanager
def shadowing(project: Project) -> Iterator[Project]:
    """Give a shadow of the project, and remove it afterwards.

    One shadow at a time: raises NotCompletedError where another is in use.
    """
    shadow = Project(project.state / "shadow")
    shadow.state.mkdir(parents=True, exist_ok=True)
    with writing(shadow):
        try:
            with writing(project):
                _cast(project, shadow)
            yield shadow
        finally:
            shutil.rmtree(shadow.root, ignore_errors=True)


def _cast(project: Project, shadow: Project) -> None:
    for left in (shadow.content, shadow.profiles):
        shutil.rmtree(left, ignore_errors=True)
    shadow.content.mkdir()
    if project.raw.is_dir():
        shadow.raw.symlink_to(project.raw, target_is_directory=True)
    for entry in _folders(project.content):
        shutil.copytree(entry, shadow.content / entry.name, copy_function=_same_file)
    if project.profiles.is_dir():
        shutil.copytree(project.profiles, shadow.profiles)
    for name in FILES:
        (shadow.state / name).unlink(missing_ok=True)
        if (project.state / name).is_file():
            shutil.copy2(project.state / name, shadow.state / name)


def _folders(content: Path) -> Iterator[Path]:
    if content.is_dir():
        yield from (one for one in content.iterdir() if one.is_dir() and one.name != "raw")


def _same_file(source: str, target: str) -> None:
    """Give a file a second name; a writer of articles replaces names and never bytes."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def announce(project: Project, shadow: Project, report: Report) -> None:
    """Report the articles that are other ones in the shadow, in the order of their names."""
    report.counts |= {"changed": 0, "new": 0}
    for name, entry in sorted(articles_in(shadow.content), key=lambda pair: pair[0]):
        real, where = project.content / name, f"content/{name}"
        if not real.is_file():
            report.count("new")
            report.add(Diagnostic(where, "would-add", "this article is new", "", 0, "note"))
        elif not _is_same(real, Path(entry.path)):
            report.count("changed")
            message = "this article would be written anew"
            report.add(Diagnostic(where, "would-change", message, "", 0, "note"))
    for name in sorted(name for name, _ in articles_in(project.content)):
        if not (shadow.content / name).is_file():
            report.count("changed")
            message = "this article would become one with another"
            report.add(Diagnostic(f"content/{name}", "would-join", message, "", 0, "note"))


def _is_same(real: Path, other: Path) -> bool:
    return real.samefile(other) or real.read_bytes() == other.read_bytes()
