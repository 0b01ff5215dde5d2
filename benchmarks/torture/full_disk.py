"""R3: a disk that is full at any moment leaves the old site, or none where there was none."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.torture.disk import Crash, in_child
from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, strays
from benchmarks.torture.sequences import templates_compiled_once
from tests.support import ROOT, SiteTest

Say = Callable[[str], None]

ARTICLES = 50
# What lies on the disk before a first build, and before a later one.
GIVEN = (("content",), ("content", "output", ".warraq"))
# A page of memory is the least that a file takes there.
_BLOCK = 4096


def measure(folder: Path, *, sizes: int, say: Say = lambda line: None) -> Figure:
    """Return how many builds on a small disk left the old site, and one with room the new."""
    what = "builds on a disk too small"
    if missing := _why_not():
        return Figure("R3", what, 0, missing=missing)
    command = ("unshare", "-rm", sys.executable, "-m", __name__, str(folder), str(sizes))
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise AssertionError(run.stderr)
    note, *failures = filter(None, run.stdout.splitlines())
    say(note)
    return Figure("R3", what, sizes, tuple(failures), note)


def _why_not() -> str:
    """Return why no disk can be mounted here; "" where it can."""
    if not shutil.which("unshare"):
        return "there is no unshare on this machine"
    mount = "mount -t tmpfs tmpfs /mnt"
    run = subprocess.run(("unshare", "-rm", "sh", "-c", mount), capture_output=True, check=False)
    return "" if run.returncode == 0 else "this user may not mount"


def main() -> None:
    """Try disks of random sizes, inside a name space; print a note, then a line a failure."""
    folder, sizes = Path(sys.argv[1]), int(sys.argv[2])
    dice = random.Random(1)
    ends: Counter[str] = Counter()
    failures: list[str] = []
    with templates_compiled_once():
        site, old, new = _projects(folder)
        wanted = _weight(site.output) + _weight(site.root / ".warraq")
        for number in range(sizes):
            given = sum(_weight(site.root / name) for name in GIVEN[number % 2])
            size = dice.randrange(given, given + wanted, _BLOCK)
            with _disk(folder / "disk", size):
                broken, end = _trial(
                    site, folder / "disk" / "mirror", old, new, first=number % 2 == 0
                )
            ends[end] += 1
            if broken:
                failures.append(f"{size} bytes: {broken}")
    print(", ".join(f"{number} {end}" for end, number in sorted(ends.items())))
    print(*failures, sep="\n")


def _projects(folder: Path) -> tuple[SiteTest, dict[str, str], dict[str, str]]:
    """Return a built project that has been edited since, what stands, and what will."""
    site = fill(SiteTest(folder / "mirror"), ARTICLES)
    site.build()
    old = site.tree()
    fill(site, ARTICLES + 2, "معدل")
    clean = SiteTest(folder / "clean")
    shutil.copytree(site.root / "content", clean.root / "content")
    clean.build()
    return site, old, clean.tree()


def _weight(folder: Path) -> int:
    """Return the bytes that the files of a folder take in a file system of whole blocks."""
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(-(-size // _BLOCK) * _BLOCK for size in files)


@contextmanager
def _disk(place: Path, size: int) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    subprocess.run(("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place), check=True)
    try:
        yield
    finally:
        subprocess.run(("umount", place), check=True)


def _trial(
    site: SiteTest, root: Path, old: dict[str, str], new: dict[str, str], *, first: bool
) -> tuple[str, str]:
    """Build on the small disk; return what is wrong, and how the build ended."""
    try:
        for name in GIVEN[0 if first else 1]:
            shutil.copytree(site.root / name, root / name)
        trial = SiteTest(root)
    except OSError:
        return "", "had no room for the articles"
    old = {} if first else old
    run = in_child(lambda: trial.run("build", "--json"))
    tree = trial.tree() if trial.output.exists() else {}
    if isinstance(run, Crash):
        return f"traceback: {run.trace.splitlines()[-1]}", "failed"
    if run.code == 0:
        return ("" if tree == new else "exit 0, but not the new site"), "had room"
    if run.code != 3 or tree != old:
        return (
            f"exit {run.code}, {'old' if tree == old else 'not the old'} site: {run.out}",
            "failed",
        )
    subprocess.run(("mount", "-o", "remount,size=1G", root.parent), check=True)
    again = in_child(lambda: trial.run("build", "--json"))
    if isinstance(again, Crash) or again.code or trial.tree() != new:
        return f"with room made, the next build failed: {again}", "failed"
    return ", ".join(strays(trial)), "stopped with the old site"


if __name__ == "__main__":
    main()
