"""The tools under test, and how the peers are installed beside the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.peers.eleventy import HERE as ELEVENTY
from benchmarks.peers.eleventy import Eleventy
from benchmarks.peers.eleventy.own_way import EleventyOwnWay
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.hugo.idiomatic import HugoIdiomatic
from benchmarks.peers.hugo.own_way import HugoOwnWay
from benchmarks.peers.nikola import Nikola
from benchmarks.peers.nikola.own_way import NikolaOwnWay
from benchmarks.peers.pelican import Pelican
from benchmarks.peers.pelican.own_way import PelicanOwnWay
from benchmarks.peers.warraq import Warraq
from benchmarks.task import Tool

HERE = Path(__file__).parent

# What Hugo's garbage collector may let grow, in percent; the best of them counts.
GARBAGE = (100, 200, 400)


def peers(environment: Path, *, garbage: int = GARBAGE[0]) -> dict[str, Tool]:
    """Return name → peer, all making the same pages; Python's live in an `environment`.

    Hugo makes its lists itself, in its best idiom; the others are handed theirs.
    """
    return peers_handed(environment) | _named(HugoIdiomatic(environment, garbage))


def peers_handed(environment: Path, *, garbage: int = GARBAGE[0]) -> dict[str, Tool]:
    """Return name → peer, all making the same pages of lists that they are handed."""
    return _named(Hugo(environment, garbage), Eleventy(), Pelican(environment), Nikola(environment))


def peers_in_their_own_way(environment: Path, *, garbage: int = GARBAGE[0]) -> dict[str, Tool]:
    """Return name → peer, each with what its manual begins with."""
    return _named(
        HugoOwnWay(environment, garbage),
        EleventyOwnWay(),
        PelicanOwnWay(environment),
        NikolaOwnWay(environment),
    )


def warraq() -> Tool:
    """Return the tool that the peers are measured against."""
    return Warraq()


def install(environment: Path) -> None:
    """Install the peers, at the versions that are written down."""
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
    subprocess.run(["npm", "ci", "--silent", "--prefix", str(ELEVENTY)], check=True)


def _named(*tools: Tool) -> dict[str, Tool]:
    return {tool.name: tool for tool in tools}
