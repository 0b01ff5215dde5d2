"""The folders of a project, and who may write in them.

Every path that warraq opens inside a project is formed here or below one of
these folders. One process at a time writes: the lock is the operating system's,
so that a dead process never holds it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic, NotCompletedError

# A killed build's workers hold its lock until they have noticed; so does a command
# that is just ending.
PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Project:
    """A project's root folder (absolute) and what lies in it.

    `site` names the built site, relative to the root: `output`, or that of a preview.
    """

    root: Path
    site: str = "output"

    @property
    def site_file(self) -> Path:
        return self.root / "site.yaml"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def raw(self) -> Path:
        return self.root / "content" / "raw"

    @property
    def output(self) -> Path:
        return self.root / self.site

    @property
    def preview(self) -> Project:
        """The same project, built where drafts may show and nobody publishes from."""
        return Project(self.root, ".warraq/preview")

    @property
    def state(self) -> Path:
        """What can be deleted at any time: ledger, staging, locks."""
        return self.root / ".warraq"

    @property
    def staging(self) -> Path:
        """Where the next site is prepared; on the disk of the site, to be renamed into it."""
        return self.state / f"staging-{Path(self.site).name}"

    @property
    def spool(self) -> Path:
        """Where a first build keeps what it has read until it is rendered."""
        return self.state / f"spool-{Path(self.site).name}"

    @property
    def sizes(self) -> Path:
        """Where pictures are kept in the sizes that were made of them."""
        return self.state / "pictures"

    @property
    def catalog(self) -> Path:
        """Where the catalog of this site lies."""
        return self.state / f"catalog-{Path(self.site).name}.sqlite"

    @property
    def bytecode(self) -> Path:
        """Where compiled templates are kept."""
        return self.state / "bytecode"

    @property
    def profiles(self) -> Path:
        return self.root / "profiles"

    @property
    def templates(self) -> tuple[Path, ...]:
        """Template folders, the project's own first: it overrides file by file."""
        return _once(self.root / "templates", shipped_theme() / "templates")

    @property
    def static(self) -> tuple[Path, ...]:
        """Folders of style sheets and icons, the project's own first."""
        return _once(self.root / "static", shipped_theme() / "static")

    def name_of(self, path: Path) -> str:
        """Return a path as messages show it: relative to the project, with slashes."""
        return path.relative_to(self.root).as_posix()


def _once(own: Path, shipped: Path) -> tuple[Path, ...]:
    return (shipped,) if own == shipped else (own, shipped)


def shipped_theme() -> Path:
    """Return the folder that holds the shipped `templates/` and `static/`."""
    package = Path(__file__).resolve().parent
    in_wheel = package / "theme"
    return in_wheel if in_wheel.is_dir() else package.parent


def open_project(folder: Path) -> Project:
    """Return the project at `folder`; raise ConfigError where there is none."""
    project = Project(folder.resolve())
    if not project.site_file.is_file():
        hint = "go to the project's folder, name it with --project, or begin one: warraq new mirror"
        found = Diagnostic("site.yaml", "no-project", f"there is no site.yaml in {folder}", hint)
        raise ConfigError(found)
    return project


@contextlib.contextmanager
def writing(project: Project, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the project's lock; wait for it up to `patience` seconds.

    Raises NotCompletedError, naming the process that holds it.
    """
    project.state.mkdir(exist_ok=True)
    descriptor = os.open(project.state / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _take_within(descriptor, patience):
            owner = os.read(descriptor, 32).decode("ascii", "replace").strip()
            hint = "wait until it is done, or end it"
            message = f"another warraq (process {owner or 'unknown'}) is writing here"
            raise NotCompletedError(Diagnostic(".warraq/lock", "locked", message, hint))
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        yield
    finally:
        os.close(descriptor)


def _take_within(descriptor: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not (taken := _take(descriptor)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return taken


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            # A byte far behind the process number, so that others can still read that.
            os.lseek(descriptor, 1024, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
