"""R4: two commands at once in one project never mix; the later waits, or names the earlier."""

from __future__ import annotations

import random
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, kill_group, start, strays
from tests.support import SiteTest

Say = Callable[[str], None]

PAIRS = (("build", "build"), ("build", "publish"), ("build", "serve"), ("killed", "build"))

_OWNER = re.compile(r"process (\d+)")
_LIMIT = 300.0


def measure(
    folder: Path, *, rounds: int, articles: int, say: Say = lambda line: None, seed: int = 1
) -> Figure:
    """Return how many pairs of commands left the site of a clean build."""
    dice = random.Random(seed)
    site = SiteTest(folder / "mirror")
    clean = [_clean(folder / f"clean-{version}", articles, version) for version in (0, 1)]
    fill(site, articles, "0").build()
    failures: list[str] = []
    ends: Counter[str] = Counter()
    for turn in range(rounds):
        version, pair = (turn + 1) % 2, PAIRS[turn % len(PAIRS)]
        fill(site, articles, f"{version}")
        broken, end = _both(site, pair, dice, clean)
        ends[end] += 1
        if not broken and site.run("build", "--json").code:
            broken = "the next build failed"
        if not broken and site.tree() != clean[version]:
            broken = "the next build is not a clean one"
        if broken := broken or ", ".join(strays(site)):
            failures.append(f"round {turn}, {' and '.join(pair)}: {broken}")
        if turn % 10 == 9:
            say(f"{turn + 1} rounds, {len(failures)} failures")
    note = ", ".join(f"{number} {end}" for end, number in sorted(ends.items()))
    return Figure("R4", "pairs of commands at once", rounds, tuple(failures), note)


def _clean(folder: Path, articles: int, version: int) -> dict[str, str]:
    site = fill(SiteTest(folder), articles, f"{version}")
    site.build()
    return site.tree()


def _both(
    site: SiteTest, pair: tuple[str, str], dice: random.Random, clean: list[dict[str, str]]
) -> tuple[str, str]:
    """Run both commands; return what is wrong, and how the second one ended."""
    first = start(site, "build")
    time.sleep(dice.uniform(0, 1.0))
    if pair[0] == "killed":
        kill_group(first)
    if pair[1] == "serve":
        return _serve_beside(site, first, clean)
    second = start(site, pair[1])
    _, error = second.communicate(timeout=_LIMIT)
    if pair[0] != "killed":
        _, other = first.communicate(timeout=_LIMIT)
        if first.returncode and not second.returncode:
            # The second took the lock before the first one came to it.
            first, second, error = second, first, other
        if first.returncode:
            return f"the first ended with {first.returncode}", "failed"
    if site.tree() not in clean:
        return "pages of both", "mixed"
    if second.returncode == 0:
        return "", "took over from the killed" if pair[0] == "killed" else "waited"
    owner = _OWNER.search(error)
    if second.returncode == 3 and owner and pair[0] != "killed":
        named = int(owner[1]) == first.pid
        return ("" if named else f"names {owner[1]}, not {first.pid}"), "stopped, naming the owner"
    return f"exit {second.returncode}: {error}", "failed"


def _serve_beside(
    site: SiteTest, build: subprocess.Popen[str], clean: list[dict[str, str]]
) -> tuple[str, str]:
    """Start a preview during a build; both must get what is theirs."""
    preview = start(site, "serve", "--port", "18800")
    build.communicate(timeout=_LIMIT)
    assert preview.stderr is not None
    told = ""
    for line in preview.stderr:
        told += line
        if "built in" in line or "did not complete" in line:
            break
    kill_group(preview)
    if build.returncode or "built in" not in told:
        return f"build {build.returncode}, preview: {told}", "failed"
    return ("" if site.tree() in clean else "pages of both"), "both built"
