"""Stages, then switches: `output/` is whole and old, or whole and new.

New bytes are staged below `.warraq/` while the old site stands untouched. A first
build is then one rename of the whole folder. A later one writes a journal and moves
each staged file into place; what it displaces is kept until all is done, so that an
error half-way puts everything back. A run that was killed there is completed, or
undone, by whichever command comes next. All of it is forced to the disk before the
first file moves, so that a power cut is no worse. See the decision record on switching.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from heapq import merge
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic, NotCompletedError, naming
from warraq.force import force
from warraq.project import Project, writing
from warraq.publish.blocked import refuse_blocked
from warraq.publish.made import Made
from warraq.publish.manifest import NAME, merged_lines, read_manifest, sorted_lines
from warraq.publish.stage import Staged

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
        self._place = _Places(project.staging)
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
            _Switch(self._project.output, self._place, self._steps(gone)).run()
        self._place.clear_later()
        return written, len(gone)

    def _steps(self, gone: list[str]) -> _Steps:
        changed = sorted(self._changed())
        new = [path for path in changed if not (self._project.output / path).exists()]
        return _Steps(changed, new, gone)

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


class _Places:
    """Where a build keeps what is not yet, or no longer, part of the site."""

    def __init__(self, staging: Path) -> None:
        self.stage = staging / "next"
        self.displaced = staging / "displaced"
        self.journal = staging / "journal.json"
        self.undoing = staging / "undo.json"

    @property
    def is_quiet(self) -> bool:
        """Whether no switch has begun that is not at its end."""
        return not self.journal.is_file() and not self.undoing.is_file()

    def clear(self) -> None:
        """Forget everything, the journals first: what they name is needed until they go."""
        self.journal.unlink(missing_ok=True)
        self.undoing.unlink(missing_ok=True)
        for folder in (self.stage, self.displaced):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(folder)

    def clear_later(self) -> None:
        """Forget everything now or, where the disk refuses, with the next build.

        Whether the switch was made does not hang on it.
        """
        with contextlib.suppress(OSError):
            self.clear()


def complete_killed_build(project: Project) -> None:
    """Complete, or undo, what a killed build left half done; wait for nobody.

    Where another process is writing just now, nothing was killed.
    """
    if not _Places(project.staging).is_quiet:
        with contextlib.suppress(NotCompletedError), writing(project):
            recover(project)


def recover(project: Project) -> bool:
    """Complete, or undo, what a killed run left half done; return whether there was any.

    The caller holds the project's lock.
    """
    place = _Places(project.staging)
    if place.is_quiet:
        # What a killed build had staged, or a finished one could not clear up.
        place.clear_later()
        return False
    undo = place.undoing.is_file()
    steps = _read_steps(place.undoing if undo else place.journal)
    if steps is None:
        # A journal is put in place by a rename, so a broken one was never acted on.
        place.clear()
        return False
    switch = _Switch(project.output, place, steps)
    if undo:
        switch.undo()
    else:
        switch.resume()
    place.clear_later()
    return True


@dataclass(frozen=True, slots=True)
class _Steps:
    """What a switch does: the files that change, those of them that are new, those that go."""

    changed: list[str]
    new: list[str]
    removed: list[str]


def _read_steps(journal: Path) -> _Steps | None:
    try:
        return _Steps(**json.loads(journal.read_text("utf-8")))
    except (ValueError, TypeError):
        return None


class _Switch:
    """Moves staged files into the output and displaced ones out, or all of it back.

    Every step may find itself done already, in either direction: a run may be killed
    anywhere, more than once.
    """

    def __init__(self, output: Path, place: _Places, steps: _Steps) -> None:
        self._output = output
        self._place = place
        self._steps = steps

    def run(self) -> None:
        self._place.displaced.mkdir()
        part = self._place.journal.with_suffix(".part")
        with naming(part):
            part.write_text(json.dumps(asdict(self._steps), ensure_ascii=False), "utf-8")
            force([part])
        part.replace(self._place.journal)
        self.resume()

    def resume(self) -> None:
        """Do what is not done yet; put everything back where that fails."""
        try:
            for path in self._steps.removed:
                self._displace(path, keep=False)
            _prune(self._output, self._steps.removed)
            for path in self._steps.changed:
                self._put(path)
        except BaseException as error:
            self._place.journal.replace(self._place.undoing)
            self.undo()
            self._place.clear_later()
            if isinstance(error, OSError):
                raise _not_completed(error) from error
            raise

    def undo(self) -> None:
        """Put everything back; what was new goes away."""
        for path in self._steps.new:
            if not (self._place.stage / path).exists():
                (self._output / path).unlink(missing_ok=True)
        _prune(self._output, self._steps.new)
        for path in (*self._steps.changed, *self._steps.removed):
            kept, target = self._place.displaced / path, self._output / path
            if kept.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                kept.replace(target)

    def _put(self, path: str) -> None:
        staged, target = self._place.stage / path, self._output / path
        if not staged.exists():
            return
        self._displace(path, keep=True)
        try:
            staged.replace(target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)

    def _displace(self, path: str, *, keep: bool) -> None:
        """Keep the standing file for the way back; `keep` leaves its name in place, too."""
        target, kept = self._output / path, self._place.displaced / path
        # What is no file there is of somebody else, and stays.
        if not target.is_file():
            return
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(target, kept)
        if not keep:
            target.unlink()


def _link_or_copy(target: Path, kept: Path) -> None:
    try:
        os.link(target, kept)
    except (OSError, NotImplementedError):
        shutil.copy2(target, kept)


def _prune(output: Path, paths: Iterable[str]) -> None:
    """Remove folders that the loss of these files left empty."""
    folders = {parent for path in paths for parent in Path(path).parents if parent != Path()}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with contextlib.suppress(OSError):
            (output / folder).rmdir()


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


def _not_completed(error: OSError) -> NotCompletedError:
    path = error.filename2 or error.filename or "output"
    hint = "the site is as it was before; make room or mend the folder's rights, and build again"
    message = f"could not write: {error.strerror or error}"
    return NotCompletedError(Diagnostic(str(path), "not-completed", message, hint))
