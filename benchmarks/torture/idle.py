"""R12: a build with nothing to do writes nothing."""

from __future__ import annotations

from pathlib import Path

from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill
from tests.support import SiteTest


def measure(folder: Path, *, articles: int) -> Figure:
    """Return how many files of the site stayed untouched by a second and a third build."""
    site = fill(SiteTest(folder / "mirror"), articles)
    site.build()
    before = _times(site.output)
    failures = []
    for command in ("build", "publish"):
        counts = site.run(command, "--json").json["counts"]
        if counts["written"] or counts["removed"]:
            failures.append(f"{command}: {counts}")
    after = _times(site.output)
    failures += [
        str(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    ]
    return Figure("R12", "files and folders untouched by idle builds", len(before), tuple(failures))


def _times(output: Path) -> dict[Path, tuple[int, int, int]]:
    return {
        path: ((stat := path.stat()).st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        for path in (output, *output.rglob("*"))
    }
