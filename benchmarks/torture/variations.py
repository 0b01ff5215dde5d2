"""R11: the same captures give the same bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.torture.figure import Figure
from tests.support import ROOT, digests

Say = Callable[[str], None]

# Every third capture of the sample: all languages, years and kinds, a quarter of the time.
_STEP = 3

_MAIN = "import sys; from warraq.cli import main; sys.argv = ['warraq', *sys.argv[1:]]; main()"

SHUFFLED = """
import os, random
chance = random.Random(7)
scandir, listdir = os.scandir, os.listdir
class Shuffled:
    def __init__(self, path='.'):
        with scandir(path) as entries:
            self.entries = list(entries)
        chance.shuffle(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): return None
    def __iter__(self): return self
    def __next__(self):
        if not self.entries: raise StopIteration
        return self.entries.pop()
    def close(self): self.entries = []
os.scandir = Shuffled
os.listdir = lambda path='.': chance.sample(names := listdir(path), len(names))
"""

_WORKERS = """
import concurrent.futures, os, sys
import warraq.publish.intake.changes, warraq.publish.making
assert warraq.publish.making.MANY and warraq.publish.intake.changes.MANY
warraq.publish.making.MANY = warraq.publish.intake.changes.MANY = 1
os.cpu_count = lambda: {count}
class Told(concurrent.futures.ProcessPoolExecutor):
    def __init__(self, count, *rest, **options):
        print("workers", count, file=sys.stderr)
        super().__init__(count, *rest, **options)
concurrent.futures.ProcessPoolExecutor = Told
"""

THEN = """
import datetime, time
seconds = {seconds}
time.time, time.time_ns = lambda: float(seconds), lambda: seconds * 10**9
class Then(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(seconds, tz)
    @classmethod
    def utcnow(cls): return cls.fromtimestamp(seconds, datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls): return cls.fromtimestamp(seconds)
class Day(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(seconds)
datetime.datetime, datetime.date = Then, Day
"""


@dataclass(frozen=True, slots=True)
class Variation:
    """What differs from the plain build: what runs before, around and below it."""

    name: str
    before: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    cwd: str = ""
    folder: str = "mirror"
    mtime: int = 0
    workers: int = 0


VARIATIONS = (
    Variation("time zone", environment={"TZ": "Pacific/Kiritimati"}),
    Variation("time zone without a name", environment={"TZ": "XYZ+11:30"}),
    Variation("plain locale", environment={"LC_ALL": "C", "LANG": "C"}),
    Variation("Turkish", environment={"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    Variation("Egyptian", environment={"LC_ALL": "ar_EG.UTF-8", "LANGUAGE": "ar"}),
    Variation("hash seed", environment={"PYTHONHASHSEED": "4711"}),
    Variation("closed umask", umask=0o077),
    *(
        Variation(f"{count} workers", before=_WORKERS.format(count=count), workers=count)
        for count in (1, 2, 8)
    ),
    Variation("working folder", cwd="/"),
    Variation("user", environment={"HOME": "/nonexistent", "USER": "سلمى", "LOGNAME": "salma"}),
    Variation("file order", before=SHUFFLED),
    Variation("source date", environment={"SOURCE_DATE_EPOCH": "315532800"}),
    Variation("long ago", before=THEN.format(seconds=1_000_000)),
    Variation("the far future", before=THEN.format(seconds=4_102_444_800)),
    Variation("folder", folder="مرآة قديمة/{{ x }} & 'y'/output"),
    Variation("captures of 1980", mtime=315_532_800),
    Variation("captures of 2038", mtime=2_147_483_648),
)


HASH_SEEDS = tuple(
    Variation(f"hash seed {seed}", environment={"PYTHONHASHSEED": str(seed)})
    for seed in (1, 2, 3, 5, 8, 13, 21, 34, 55)
)


def measure(folder: Path, *, say: Say = lambda line: None) -> Figure:
    """Return how many variations gave the bytes of the plain build."""
    plain = built(Variation("plain"), folder / "plain")
    failures: list[str] = []
    variations = (*VARIATIONS, *HASH_SEEDS)
    for number, variation in enumerate(variations):
        found = built(variation, folder / str(number))
        shutil.rmtree(folder / str(number))
        if different := sorted({path for path, _ in plain.items() ^ found.items()}):
            failures.append(f"{variation.name}: {', '.join(different[:5])}")
        say(f"{variation.name}, {len(failures)} failures")
    what = f"variations that change none of {len(plain)} files"
    return Figure("R11", what, len(variations), tuple(failures))


def part_of_the_sample(folder: Path) -> Path:
    """Copy some of the sample's captures, its settings and its written pages below `folder`."""
    raw = ROOT / "content" / "raw"
    captures = sorted(path for path in raw.rglob("*") if path.is_file() and path.suffix != ".yaml")
    chosen = [*captures[::_STEP], *raw.rglob("*.yaml"), *ROOT.glob("content/*/pages/*.md")]
    for path in (ROOT / "site.yaml", *chosen):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


def built(variation: Variation, folder: Path) -> dict[str, str]:
    """Build the part of the sample under a variation; return path → digest of what it made."""
    root = part_of_the_sample(folder / variation.folder)
    if variation.mtime:
        for path in (root / "content" / "raw").rglob("*"):
            os.utime(path, (variation.mtime, variation.mtime))
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        **variation.environment,
    }
    command = [sys.executable, "-c", variation.before + "\n" + _MAIN]
    run = subprocess.run(
        [*command, "build", "--project", str(root)],
        env=environment,
        cwd=variation.cwd or folder,
        umask=variation.umask,
        capture_output=True,
        check=False,
    )
    told = run.stderr.decode("utf-8", "replace")
    if run.returncode or (variation.workers and f"workers {variation.workers}\n" not in told):
        raise AssertionError(f"exit {run.returncode}: {told}")
    made = {name: digests(root / name) for name in ("content", "output")}
    return {f"{name}/{path}": digest for name in made for path, digest in made[name].items()}
