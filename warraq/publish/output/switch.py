"""The switch: staged files move into `output/`, all of them or none.

A journal is written first, then each staged file is moved into place; what it displaces
is kept until all is done, so that an error half-way puts everything back. A run that was
killed there is completed, or undone, by whichever command comes next. See the decision
record on switching.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from warraq.diagnostics import Diagnostic, NotCompletedError, naming
from warraq.force import force
from warraq.project import Project, writing


class Places:
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


@dataclass(frozen=True, slots=True)
class Steps:
    """What a switch does: the files that change, those of them that are new, those that go."""

    changed: list[str]
    new: list[str]
    removed: list[str]


def _read_steps(journal: Path) -> Steps | None:
    try:
        return Steps(**json.loads(journal.read_text("utf-8")))
    except (ValueError, TypeError):
        return None


class Switch:
    """Moves staged files into the output and displaced ones out, or all of it back.

    Every step may find itself done already, in either direction: a run may be killed
    anywhere, more than once.
    """

    def __init__(self, output: Path, place: Places, steps: Steps) -> None:
        self._output = output
        self._place = place
        self._steps = steps

    def run(self) -> None:
        """Write the journal and move everything; on an OSError raise NotCompletedError.

        Then all of it is as it was before.
        """
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


def complete_killed_build(project: Project) -> None:
    """Complete, or undo, what a killed build left half done; wait for nobody.

    Where another process is writing just now, nothing was killed.
    """
    if not Places(project.staging).is_quiet:
        with contextlib.suppress(NotCompletedError), writing(project):
            recover(project)


def recover(project: Project) -> bool:
    """Complete, or undo, what a killed run left half done; return whether there was any.

    The caller holds the project's lock.
    """
    place = Places(project.staging)
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
    switch = Switch(project.output, place, steps)
    if undo:
        switch.undo()
    else:
        switch.resume()
    place.clear_later()
    return True


def _not_completed(error: OSError) -> NotCompletedError:
    path = error.filename2 or error.filename or "output"
    hint = "the site is as it was before; make room or mend the folder's rights, and build again"
    message = f"could not write: {error.strerror or error}"
    return NotCompletedError(Diagnostic(str(path), "not-completed", message, hint))
