"""The same captures give the same bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support import ROOT, digests

# Every third capture of the sample: all languages, years and kinds, a quarter of the time.
_STEP = 3

_MAIN = "import sys; from warraq.cli import main; sys.argv = ['warraq', *sys.argv[1:]]; main()"

_SHUFFLED = """
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

_THEN = """
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


VARIATIONS = (
    Variation("time zone", environment={"TZ": "Pacific/Kiritimati"}),
    Variation("time zone without a name", environment={"TZ": "XYZ+11:30"}),
    Variation("plain locale", environment={"LC_ALL": "C", "LANG": "C"}),
    Variation("Turkish", environment={"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    Variation("Egyptian", environment={"LC_ALL": "ar_EG.UTF-8", "LANGUAGE": "ar"}),
    Variation("hash seed", environment={"PYTHONHASHSEED": "4711"}),
    Variation("closed umask", umask=0o077),
    Variation("working folder", cwd="/"),
    Variation("user", environment={"HOME": "/nonexistent", "USER": "سلمى", "LOGNAME": "salma"}),
    Variation("file order", before=_SHUFFLED),
    Variation("source date", environment={"SOURCE_DATE_EPOCH": "315532800"}),
    Variation("long ago", before=_THEN.format(seconds=1_000_000)),
    Variation("the far future", before=_THEN.format(seconds=4_102_444_800)),
    Variation("folder", folder="مرآة قديمة/{{ x }} & 'y'/output"),
    Variation("captures of 1980", mtime=315_532_800),
    Variation("captures of 2038", mtime=2_147_483_648),
)


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
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    made = {name: digests(root / name) for name in ("content", "output")}
    return {f"{name}/{path}": digest for name in made for path, digest in made[name].items()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what the plain build makes."""
    found = built(Variation("plain"), tmp_path_factory.mktemp("plain"))
    assert sum(path.startswith("content/") and path.endswith(".md") for path in found) > 20
    assert sum(path.endswith("/index.html") for path in found) > 100
    return found


@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.name)
def test_not_a_byte_depends_on(variation: Variation, plain: dict[str, str], tmp_path: Path) -> None:
    found = built(variation, tmp_path)

    assert found.keys() == plain.keys()
    assert [path for path in plain if found[path] != plain[path]] == []


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has file modes")
def test_what_a_build_writes_can_be_read_as_the_umask_says(tmp_path: Path) -> None:
    root = tmp_path / "mirror"

    built(Variation("open umask", umask=0o002), tmp_path)

    modes = {path.stat().st_mode & 0o777 for path in (root / "output").rglob("*") if path.is_file()}
    assert modes == {0o664}


_TOLD = """
import datetime, os, sys, time
print(datetime.datetime.now(datetime.timezone.utc).year, datetime.date.today().year,
      int(time.time()), os.listdir(sys.argv[1]) == sorted(os.listdir(sys.argv[1])),
      [e.name for e in os.scandir(sys.argv[1])] == sorted(os.listdir(sys.argv[1])))
"""


def test_the_variations_take_hold() -> None:
    before = _THEN.format(seconds=4_102_444_800) + _SHUFFLED
    folder = ROOT / "content" / "raw" / "english"

    told = subprocess.run(
        [sys.executable, "-c", before + _TOLD, str(folder)],
        env={"TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == ["2100", "2100", "4102444800", "False", "False"]
