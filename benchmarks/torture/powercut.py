"""R7: a power cut at any moment of a build leaves the old site or the new one.

A build's calls are written down, and played on a model of a disk up to each of them.
The model is that of a journaling file system: names (files made, renamed, removed) come
to the disk in their order, any last part of them may be missing; the bytes of a file are
there for sure only when they were forced, and else whole, in part, or not at all.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.torture.disk import Crash, in_child, watch
from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, strays, twin
from benchmarks.torture.sequences import templates_compiled_once
from tests.support import SiteTest

Say = Callable[[str], None]
Call = tuple[str, tuple[str, ...], bytes]

# How a cut is played: all names there, forced bytes alone; or both at random.
WAYS = ("forced bytes alone", "some bytes", "some names and bytes")
# Each so-many-th cut is followed by a build, too.
_FOLLOWED = 10


def measure(
    folder: Path, *, articles: int, every: int = 1, say: Say = lambda line: None, seed: int = 1
) -> Iterator[Figure]:
    """Yield how many cuts of a first and of a later build left a whole site."""
    with templates_compiled_once():
        for kind in ("first", "later"):
            site = fill(SiteTest(folder / kind), articles)
            if kind == "later":
                site.build()
                fill(site, articles + 1, "معدل")
                next((site.root / "content").rglob("n3.md")).unlink()
            yield _figure(kind, site, folder, every, random.Random(seed))
            say(f"{kind} build done")


@dataclass
class Disk:
    """Names and bytes: as the running system sees them, and as a cut would leave them."""

    names: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    now: dict[int, bytes] = field(default_factory=dict)
    forced: dict[int, bytes] = field(default_factory=dict)

    def take(self, call: Call) -> None:
        """Do what a call does; one that fails does nothing."""
        what, paths, data = call
        path, other = paths[0], paths[-1]
        if what in ("open-w", "open-a"):
            self._open(path, anew=what == "open-w")
        elif what == "write":
            self.now[self.names[path]] += data
        elif what == "mkdir" and _parent(path) in self.folders:
            self.folders.add(path)
        elif what == "rename":
            self._rename(path, other)
        elif what == "link" and path in self.names and _parent(other) in self.folders:
            self.names.setdefault(other, self.names[path])
        elif what == "remove":
            self.names.pop(path, None)
        elif what == "rmdir" and not self._below(path):
            self.folders.discard(path)
        elif what == "fsync" and path in self.names:
            self.forced[self.names[path]] = self.now[self.names[path]]
        elif what == "sync":
            self.forced = dict(self.now)

    def _open(self, path: str, *, anew: bool) -> None:
        if _parent(path) not in self.folders:
            return
        if path not in self.names:
            self.names[path] = len(self.now)
            self.now[self.names[path]] = b""
        if anew:
            self.now[self.names[path]] = self.forced[self.names[path]] = b""

    def _rename(self, path: str, target: str) -> None:
        if _parent(target) not in self.folders:
            return
        if path in self.names:
            self.names[target] = self.names.pop(path)
        for inner in self._below(path):
            self.names[target + inner.removeprefix(path)] = self.names.pop(inner)
        moved = {one for one in self.folders if one == path or one.startswith(f"{path}/")}
        self.folders -= moved
        self.folders |= {target + one.removeprefix(path) for one in moved}

    def _below(self, folder: str) -> list[str]:
        return [path for path in self.names if path.startswith(f"{folder}/")]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


# --- recording and playing ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Record:
    """A build: the disk before it, its calls, the catalogs before and after it."""

    root: Path
    calls: list[Call]
    before: dict[str, bytes]
    folders: set[str]
    old: dict[str, str]
    new: dict[str, str]
    catalogs: tuple[dict[str, bytes], dict[str, bytes]]


def _record(site: SiteTest, root: Path) -> _Record:
    old = site.tree() if site.output.exists() else {}
    trial = twin(site, root)
    (trial.root / ".warraq").mkdir(exist_ok=True)
    before = {str(path): path.read_bytes() for path in _files(trial.root)}
    folders = {str(path) for path in trial.root.rglob("*") if path.is_dir()}
    catalog = _catalog(trial.root)

    def work() -> list[Call]:
        calls: list[Call] = []
        watch(trial.root, lambda *call: calls.append(call))
        trial.run("build")
        return calls

    calls = in_child(work)
    if isinstance(calls, Crash):
        raise AssertionError(calls.trace)
    written = [call for call in calls if call[0] not in ("open-r", "scandir", "listdir")]
    return _Record(
        root, written, before, folders, old, trial.tree(), (catalog, _catalog(trial.root))
    )


def _files(root: Path) -> Iterator[Path]:
    """Yield what a build may write: the site and its own folder, the databases aside."""
    for name in ("output", ".warraq"):
        for path in (root / name).rglob("*"):
            if path.is_file() and ".sqlite" not in path.name:
                yield path


def _catalog(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / ".warraq").glob("*.sqlite*")}


def _figure(kind: str, site: SiteTest, folder: Path, every: int, dice: random.Random) -> Figure:
    record = _record(site, folder / "trial")
    failures: list[str] = []
    trials = 0
    for cut, disk, past in _cuts(record):
        for way in WAYS if cut % every == 0 else ():
            names = dice.choice(past) if way == WAYS[2] else past[-1]
            _lay_out(site, record, _survivors(disk, names, way, dice), dice)
            trials += 1
            if broken := _verdict(record, site, built=trials % _FOLLOWED == 0):
                failures.append(f"cut before call {cut}, {way}: {broken}")
    what = f"power cuts in a {kind} build of {len(record.new)} files"
    note = f"{len(record.calls)} calls, {len(WAYS)} ways each"
    return Figure("R7", what, trials, tuple(failures), note)


def _cuts(record: _Record) -> Iterator[tuple[int, Disk, list[dict[str, int]]]]:
    """Yield the disk before each call and after the last, and the names it may be left with."""
    disk = Disk(folders={str(record.root), f"{record.root}/.warraq", *record.folders})
    for number, (path, data) in enumerate(sorted(record.before.items())):
        disk.names[path] = number
        disk.now[number] = disk.forced[number] = data
    past = [dict(disk.names)]
    for cut, call in enumerate(record.calls):
        yield cut, disk, past
        disk.take(call)
        past = [*(past if call[0] != "sync" else ()), dict(disk.names)]
    yield len(record.calls), disk, past


def _survivors(
    disk: Disk, names: dict[str, int], way: str, dice: random.Random
) -> dict[str, bytes]:
    """Return path → bytes as a cut leaves them."""
    left: dict[int, bytes] = {}
    for file in sorted(set(names.values())):
        forced, now = disk.forced.get(file, b""), disk.now[file]
        part = now[: dice.randrange(len(now) + 1)]
        left[file] = forced if way == WAYS[0] else dice.choice((forced, now, part))
        if forced == now:
            left[file] = now
    return {path: left[file] for path, file in names.items()}


def _lay_out(site: SiteTest, record: _Record, files: dict[str, bytes], dice: random.Random) -> None:
    """Write what a cut has left, with one of the catalogs, or none, or half of one."""
    for name in ("output", ".warraq"):
        shutil.rmtree(record.root / name, ignore_errors=True)
    for path, data in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(data)
    for name, data in dice.choice((*record.catalogs, {})).items():
        place = record.root / ".warraq" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data if dice.random() < 0.8 else data[: len(data) // 2])


def _verdict(record: _Record, site: SiteTest, *, built: bool) -> str:
    """Return what is wrong after the next command, and after a build where that is asked."""
    trial = SiteTest(record.root, site.site)
    trial.run("review")
    tree = trial.tree() if trial.output.exists() else {}
    if tree not in (record.old, record.new):
        wrong = [path for path, found in tree.items() if found != record.old.get(path)]
        wrong = [path for path in wrong if tree[path] != record.new.get(path)]
        return f"{len(tree)} files, neither old nor new; of neither: {wrong[:3]}"
    if not built:
        return ""
    run = trial.run("build", "--json")
    if run.code or trial.tree() != record.new:
        return f"the next build: exit {run.code} {run.out}"
    return ", ".join(strays(trial))
