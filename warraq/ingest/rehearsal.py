"""What would reading change? Tried on a shadow of the project, so that nothing is touched.

A shadow is a project below `.warraq/` whose captures are those of the real one and
whose articles are its files by another name. Reading is then done there by the very
function that does it in earnest, so what it would change is what it did change.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from warraq.content.versions import versions_in
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
    """Report what is other in the shadow: articles, and texts that other captures told."""
    report.counts |= {"changed": 0, "new": 0, "versions": 0}
    real = [name for name, _ in articles_in(project.content)]
    other = [name for name, _ in articles_in(shadow.content)]
    for name, became in _differences(project.content, shadow.content, real, other):
        report.count("new" if became == "new" else "changed")
        report.add(replace(_ARTICLES[became], file=f"content/{name}"))
    kept = versions_in(project.content), versions_in(shadow.content)
    for name, became in _differences(project.content, shadow.content, *kept):
        report.count("versions")
        report.add(replace(_VERSIONS[became], file=f"content/{name}"))


_Became = Literal["new", "changed", "gone"]


_NEW = "this article is new"
_CHANGED = "this article would be written anew"
_GONE = "this article would become one with another"
_ARTICLES: dict[_Became, Diagnostic] = {
    "new": Diagnostic("", "would-add", _NEW, severity="note"),
    "changed": Diagnostic("", "would-change", _CHANGED, severity="note"),
    "gone": Diagnostic("", "would-join", _GONE, severity="note"),
}
_KEPT = "what another capture told would be kept here"
_FORGOTTEN = "this would go: an article shows it, or nothing tells it any more"
_VERSIONS: dict[_Became, Diagnostic] = {
    "new": Diagnostic("", "would-keep", _KEPT, severity="note"),
    "changed": Diagnostic("", "would-keep", _KEPT, severity="note"),
    "gone": Diagnostic("", "would-forget", _FORGOTTEN, severity="note"),
}


def _differences(
    real: Path, other: Path, before: Iterable[str], after: Iterable[str]
) -> Iterator[tuple[str, _Became]]:
    """Yield the files that differ between two folders: those of the other first, in their order."""
    there = set(before)
    for name in sorted(after):
        if name not in there:
            yield name, "new"
        elif not _is_same(real / name, other / name):
            yield name, "changed"
        there.discard(name)
    yield from ((name, "gone") for name in sorted(there))


def _is_same(real: Path, other: Path) -> bool:
    return real.samefile(other) or real.read_bytes() == other.read_bytes()
