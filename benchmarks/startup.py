"""How long a command takes that has nothing to do, the start of its process included.

python benchmarks/startup.py [--runs N]
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]


def seconds_of(command: Sequence[str], *, cwd: Path) -> float:
    """Return how long a command takes; raise CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def copy_of_sample(folder: Path) -> Path:
    """Copy the sample archive below `folder`, so that measuring changes nothing here."""
    mirror = folder / "mirror"
    shutil.copytree(ROOT / "content", mirror / "content")
    shutil.copyfile(ROOT / "site.yaml", mirror / "site.yaml")
    return mirror


def main() -> None:
    """Print the median, the fastest and the slowest run of each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    # As an installer leaves it, also where Python is told to write no bytecode.
    compileall.compile_dir(ROOT / "warraq", quiet=1)
    warraq = [sys.executable, str(ROOT / "build.py")]
    with tempfile.TemporaryDirectory() as folder:
        mirror = copy_of_sample(Path(folder))
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "warraq --help": [*warraq, "--help"],
            "warraq build, nothing new": [*warraq, "build"],
        }
        seconds_of(commands["warraq build, nothing new"], cwd=mirror)
        print(f"{'seconds, of ' + str(runs) + ' runs':27}{'median':>9}{'least':>9}{'most':>9}")
        for name, command in commands.items():
            seconds = [seconds_of(command, cwd=mirror) for _ in range(runs)]
            print(f"{name:27}{median(seconds):9.3f}{min(seconds):9.3f}{max(seconds):9.3f}")


if __name__ == "__main__":
    main()
