"""Small mirrors that figures are measured on, old and new."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tests.support import ROOT, SiteTest, article


def fill(site: SiteTest, number: int, version: str = "", year: int = 2018) -> SiteTest:
    """Write `number` articles of a May, whose titles name a version."""
    for index in range(number):
        day = f"{year}-05-{index % 28 + 1:02d}"
        site.write(
            f"content/ar/{day.replace('-', '/')}/n{index}.md",
            article(
                f"خبر {index} {version}", captured=day, section="[أمن]", id=f"{year}{index:08x}"
            ),
        )
    return site


def twin(site: SiteTest, root: Path) -> SiteTest:
    """Return a copy of a project that its own catalog takes for the same one.

    The site's files are the same by their inodes, which no build writes into; what lies
    in `.warraq/` is written into, and is copied.
    """
    shutil.rmtree(root, ignore_errors=True)
    for folder, copy in ((".warraq", shutil.copy2), ("output", os.link), ("content", os.link)):
        if (site.root / folder).exists():
            shutil.copytree(site.root / folder, root / folder, copy_function=copy)
    for name in ("static", "templates"):
        if (site.root / name).exists():
            shutil.copytree(site.root / name, root / name)
    return SiteTest(root, (site.root / "site.yaml").read_text("utf-8"), site.environment)


def start(
    site: SiteTest, *arguments: str, told: Path | None = None, **extra: str
) -> subprocess.Popen[str]:
    """Start a command as the head of a group of processes that can be killed as one.

    What it says goes into the file `told`, where one is named.
    """
    if told:
        with told.open("wb") as said:
            return _started(site, arguments, said, extra)
    return _started(site, arguments, subprocess.PIPE, extra)


def _started(
    site: SiteTest, arguments: Sequence[str], said: IO[bytes] | int, extra: Mapping[str, str]
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *arguments, "--project", str(site.root)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **site.environment, **extra},
        stdout=said,
        stderr=said,
        text=True,
        start_new_session=True,
    )


def kill_group(process: subprocess.Popen[str]) -> None:
    """Kill a command and all that it started, with no time to say anything."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def strays(site: SiteTest) -> list[str]:
    """Return what a finished command left that nobody asked for."""
    state = site.root / ".warraq"
    known = (
        "lock",
        "ledger.sqlite",
        "pictures.sqlite",
        "staging-",
        "catalog-",
        "preview",
        "bytecode",
        "whole-",
    )
    found = [path.name for path in state.iterdir() if not path.name.startswith(known)]
    staged = (path for name in state.glob("staging-*") for path in name.rglob("*"))
    found += [path.relative_to(state).as_posix() for path in staged]
    return [*found, *(path.name for path in state.glob("*-journal"))]
