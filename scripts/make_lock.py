"""Pin the dependencies, with hashes and without the address they came from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes")
_QUIET = ("--no-annotate", "--no-header", "--no-emit-index-url", "--quiet")


def _compile(lock: str, *extra: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *extra]
    subprocess.run([*command, *_OPTIONS, *_QUIET, "--output-file", lock], cwd=ROOT, check=True)


if __name__ == "__main__":
    _compile("requirements.lock")
    _compile("requirements-dev.lock", "--all-extras", "--group", "dev")
