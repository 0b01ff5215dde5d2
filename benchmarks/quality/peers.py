"""The extractors of other projects, in an environment of their own, asked about the same pages."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.extractors import PEERS
from benchmarks.quality.pages import Row
from benchmarks.quality.told import Told

# Where a package goes by another name than the extractor, or needs more for our languages.
_PACKAGES = {"newspaper4k": ("newspaper4k[all]",)}
_ASK = Path(__file__).with_name("ask.py")
_LONGEST = 1800
_LONGEST_REASON = 160


def install(environment: Path) -> dict[str, str]:
    """Install every peer by itself; return why, for those that do not install."""
    venv.create(environment, with_pip=True)
    refused = {}
    for name in PEERS:
        packages = _PACKAGES.get(name, (name,))
        command = [str(_python(environment)), "-m", "pip", "install", "--quiet", *packages]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            refused[name] = reason_of(done.stderr) or f"pip ended with {done.returncode}"
    return refused


def reason_of(told: str) -> str:
    """Return the first error that pip tells, but for those that say only that there is one."""
    lines = [line.strip(" ×╰─>│") for line in told.splitlines()]
    errors = (line for line in lines if line.lower().startswith("error:"))
    return next((line for line in errors if " " in line[7:]), "")[:_LONGEST_REASON]


def _python(environment: Path) -> Path:
    own = environment / "bin" / "python"
    return own if own.exists() else Path(sys.executable)


def ask(name: str, rows: Sequence[Row], corpus: Path, environment: Path) -> list[Told] | str:
    """Return what a peer tells of each page, or why it was not run."""
    command = [str(_python(environment)), str(_ASK), name, str(corpus)]
    asked = "".join(json.dumps({"file": row.file, "url": row.url}) + "\n" for row in rows)
    done = subprocess.run(
        command, input=asked, capture_output=True, text=True, check=False, timeout=_LONGEST
    )
    told = [_told(line) for line in done.stdout.splitlines()]
    if done.returncode or len(told) < len(rows):
        return (done.stderr.strip().splitlines() or ["it gave no answer"])[-1]
    missing = {one.refused for one in told if "ModuleNotFoundError" in one.refused}
    return missing.pop() if missing and len({one.refused for one in told}) == 1 else told


def _told(line: str) -> Told:
    values = json.loads(line)
    return Told(**{**values, "authors": tuple(values["authors"])})
