"""From staged files to the site: `output/` is whole and old, or whole and new.

New bytes are staged below `.warraq/` while the old site stands untouched. A first
build is then one rename of the whole folder; a later one switches file by file. All of
it is forced to the disk before the first file moves, so that a power cut is no worse
than a killed process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from heapq import merge
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic, naming
from warraq.force import force
from warraq.project import Project
from warraq.publish.output.blocked import refuse_blocked
from warraq.publish.output.made import Made
from warraq.publish.output.manifest import NAME, merged_lines, read_manifest, sorted_lines
from warraq.publish.output.stage import Staged
from warraq.publish.output.switch import Places, Steps, Switch

_NO_FILE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)

# Files are compared in pieces of so many bytes.
_BLOCK = 1 << 20


class Writer:
    """Switches to what was made and staged for one build; nothing shows until `switch`."""

    def __init__(self, project: Project, made: Made, owns: Callable[[str], bool]) -> None:
        """Begin a build; `owns` says whether a path was written by an earlier one."""
        self._project = project
        self._made = made
        self._owns = owns
        self._place = Places(project.staging)
        self._blocked: list[str] = []
        self._place.clear()
        self._place.stage.mkdir(parents=True)

    def admit(self, staged: Staged) -> None:
        """Refuse to overwrite a file that no build wrote; note what has its place taken."""
        if staged.changed and staged.stands and not self._owns(staged.path):
            hint = "move it away and build again"
            message = "this file is not from a build, and would be overwritten"
            raise ConfigError(Diagnostic(f"output/{staged.path}", "foreign-file", message, hint))
        if staged.blocked:
            self._blocked.append(staged.path)

    def drop_unmade(self) -> None:
        """Forget what a worker staged that ended before it could say so."""
        stage = self._place.stage
        for path in stage.rglob("*"):
            if path.is_file() and not self._made.is_changed(path.relative_to(stage).as_posix()):
                path.unlink()

    def switch(self, gone: list[str], *, anew: bool) -> tuple[int, int]:
        """Make the staged site the site; return how many files were written and removed.

        `gone` are the files that are no more; `anew` says that what was staged is the whole
        site. On an OSError everything is put back and NotCompletedError is raised;
        ConfigError before anything, where something of others is in the way.
        """
        refuse_blocked(self._project.output, self._blocked, gone)
        written = self._put_manifest(gone, anew=anew) + sum(1 for _ in self._made.changed())
        if not written and not gone:
            self._place.clear()
            return 0, 0
        stage = f"{self._place.stage}/"
        force(stage + path for path in self._changed())
        if not self._project.output.exists():
            self._place.stage.rename(self._project.output)
        else:
            Switch(self._project.output, self._place, self._steps(gone)).run()
        self._place.clear_later()
        return written, len(gone)

    def _steps(self, gone: list[str]) -> Steps:
        changed = sorted(self._changed())
        new = [path for path in changed if not (self._project.output / path).exists()]
        return Steps(changed, new, gone)

    def _changed(self) -> Iterator[str]:
        """Yield what is staged, the manifest included."""
        if (self._place.stage / NAME).exists():
            yield NAME
        yield from self._made.changed()

    def _put_manifest(self, gone: list[str], *, anew: bool) -> bool:
        """Stage the manifest; return whether it is other than the one that stands."""
        standing, staged = self._project.output / NAME, self._place.stage / NAME
        changes = merge(self._made.lines(), sorted_lines((path, "") for path in gone))
        with naming(staged), staged.open("wb") as file:
            file.writelines(merged_lines(() if anew else _lines(standing), changes))
        if not _are_alike(standing, staged):
            return True
        staged.unlink()
        return False

    def discard(self) -> None:
        """Forget what was staged, unless a switch could be neither made nor undone."""
        if self._place.is_quiet:
            self._place.clear_later()


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file; none where it is no file."""
    try:
        with naming(path), path.open("rb") as file:
            yield from file
    except _NO_FILE:
        return


def _are_alike(one: Path, other: Path) -> bool:
    """Return whether two files hold the same, the first of which may not be there."""
    try:
        if one.stat().st_size != other.stat().st_size:
            return False
        with naming(one), one.open("rb") as first, other.open("rb") as second:
            return all(
                block == second.read(_BLOCK) for block in iter(partial(first.read, _BLOCK), b"")
            )
    except _NO_FILE:
        return False


def own_files(output: Path) -> dict[str, str]:
    """Return what an earlier build wrote, by its manifest; refuse a folder that is not ours.

    An empty folder is ours to remove and make again.
    """
    if not output.exists():
        return {}
    manifest = read_manifest(output)
    if manifest is not None:
        return manifest
    if output.is_dir() and not any(output.iterdir()):
        output.rmdir()
        return {}
    hint = "move it away: a build only writes into a folder that it made itself"
    message = "this folder holds other things and no manifest of a build"
    raise ConfigError(Diagnostic("output", "foreign-folder", message, hint))
