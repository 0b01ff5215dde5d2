"""Stages, then switches: `output/` is whole and old, or whole and new.

New bytes are staged below `.warraq/` while the old site stands untouched. A first
build is then one rename of the whole folder. A later one writes a journal and moves
each staged file into place; what it displaces is kept until all is done, so that an
error half-way puts everything back. A run that was killed there is completed, or
undone, by whichever command comes next. See the decision record on switching.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic, NotCompletedError
from warraq.project import Project, writing
from warraq.publish.manifest import NAME, merged_manifest, read_manifest
from warraq.publish.stage import Stage, Staged


class Writer:
    """Takes what was staged for one build; nothing shows until `switch`."""

    def __init__(self, project: Project, owns: Callable[[str], bool]) -> None:
        """Begin a build; `owns` says whether a path was written by an earlier one."""
        self._project = project
        self._owns = owns
        self._place = _Places(project.staging)
        self._digests: dict[str, str] = {}
        self._changed: list[str] = []
        self._place.clear()
        self._place.stage.mkdir(parents=True)

    def take(self, staged: Staged) -> None:
        """Enter a staged file; refuse to overwrite one that no build wrote."""
        if staged.changed and staged.stands and not self._owns(staged.path):
            hint = "move it away and build again"
            message = "this file is not from a build, and would be overwritten"
            raise ConfigError(Diagnostic(f"output/{staged.path}", "foreign-file", message, hint))
        self._digests[staged.path] = staged.digest
        if staged.changed:
            self._changed.append(staged.path)

    def switch(self, removed: Iterable[str], *, anew: bool) -> tuple[int, int]:
        """Make the staged site the site; return how many files were written and removed.

        `anew` says that what was staged is the whole site. On an OSError everything
        is put back and NotCompletedError is raised.
        """
        gone = sorted(set(removed) - self._digests.keys())
        manifest = self._manifest(gone, anew=anew)
        if Stage(self._project).put(NAME, manifest).changed:
            self._changed.append(NAME)
        if not self._changed and not gone:
            self._place.clear()
            return 0, 0
        if not self._project.output.exists():
            self._place.stage.rename(self._project.output)
        else:
            _Switch(self._project.output, self._place).run(sorted(self._changed), gone)
        self._place.clear()
        return len(self._changed), len(gone)

    def _manifest(self, gone: Iterable[str], *, anew: bool) -> bytes:
        changes: Mapping[str, str] = self._digests | dict.fromkeys(gone, "")
        old = b"" if anew else _read(self._project.output / NAME) or b""
        return merged_manifest(old, changes)

    def discard(self) -> None:
        """Forget what was staged."""
        self._place.clear()


class _Places:
    """Where a build keeps what is not yet, or no longer, part of the site."""

    def __init__(self, staging: Path) -> None:
        self.stage = staging / "next"
        self.displaced = staging / "displaced"
        self.journal = staging / "journal.json"

    def clear(self) -> None:
        self.journal.unlink(missing_ok=True)
        for folder in (self.stage, self.displaced):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(folder)


def complete_killed_build(project: Project) -> None:
    """Complete, or undo, what a killed build left half done; wait for nobody.

    Where another process is writing just now, nothing was killed.
    """
    if _Places(project.staging).journal.is_file():
        with contextlib.suppress(NotCompletedError), writing(project):
            recover(project)


def recover(project: Project) -> bool:
    """Complete, or undo, what a killed run left half done; return whether there was any.

    The caller holds the project's lock.
    """
    place = _Places(project.staging)
    if not place.journal.is_file():
        return False
    try:
        steps = json.loads(place.journal.read_text("utf-8"))
        changed, removed = steps["changed"], steps["removed"]
    except (ValueError, KeyError, TypeError):
        # The journal is put in place by a rename, so a broken one was never acted on.
        place.clear()
        return False
    _Switch(project.output, place).resume(changed, removed)
    place.clear()
    return True


class _Switch:
    """Moves staged files into the output and displaced ones out, or all of it back."""

    def __init__(self, output: Path, place: _Places) -> None:
        self._output = output
        self._place = place

    def run(self, changed: list[str], removed: list[str]) -> None:
        self._place.displaced.mkdir()
        part = self._place.journal.with_suffix(".part")
        steps = {"changed": changed, "removed": removed}
        part.write_text(json.dumps(steps, ensure_ascii=False), "utf-8")
        part.replace(self._place.journal)
        self.resume(changed, removed)

    def resume(self, changed: list[str], removed: list[str]) -> None:
        """Do what is not done yet; every step may find itself done already."""
        try:
            for path in removed:
                self._displace(path, keep=False)
            _prune(self._output, removed)
            for path in changed:
                self._put(path)
        except BaseException as error:
            self._undo(changed, removed)
            if isinstance(error, OSError):
                raise _not_completed(error) from error
            raise

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
        if not target.exists():
            return
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(target, kept)
        if not keep:
            target.unlink()

    def _undo(self, changed: list[str], removed: list[str]) -> None:
        """Put everything back; what was new goes away."""
        for path in changed:
            if (
                not (self._place.stage / path).exists()
                and not (self._place.displaced / path).exists()
            ):
                (self._output / path).unlink(missing_ok=True)
        _prune(self._output, changed)
        for path in (*changed, *removed):
            kept, target = self._place.displaced / path, self._output / path
            if kept.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                kept.replace(target)
        self._place.clear()


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


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


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
