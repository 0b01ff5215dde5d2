"""The same captures give the same bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.torture.variations import SHUFFLED, THEN, VARIATIONS, Variation, built
from tests.support import ROOT


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
    before = THEN.format(seconds=4_102_444_800) + SHUFFLED
    folder = ROOT / "content" / "raw" / "english"

    told = subprocess.run(
        [sys.executable, "-c", before + _TOLD, str(folder)],
        env={"TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == ["2100", "2100", "4102444800", "False", "False"]
