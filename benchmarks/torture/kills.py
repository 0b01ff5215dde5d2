"""R1: kill -9 at any moment, and whatever command comes next finds a whole site."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, kill_group, start, strays
from tests.support import ROOT, SiteTest

Say = Callable[[str], None]

# How many articles come, or go, in an incremental build.
NEWS = 40

# What may come next; the first two build.
NEXT = ("build", "publish", "check", "serve", "why", "ledger", "review", "ingest")
BUILDS = NEXT[:2]
CHANGES = ("first", "theme", "news")

# So many kills wait for the switch, which is short beside the build, to begin.
_AIMED = 0.3
# A switch of some thousand files takes that long.
_SWITCH_SECONDS = 0.3
_LIMIT = 600.0


def measure(
    folder: Path, *, kills: int, articles: int, say: Say = lambda line: None, seed: int = 1
) -> Iterator[Figure]:
    """Yield how many of the killed builds, and of builds with a killed worker, lost nothing."""
    mill = _Mill(folder, articles, random.Random(seed))
    yield mill.figure(kills, say)
    yield mill.worker_figure(max(1, kills // 10), say)


class _Mill:
    """A project whose theme and news change to and fro, with the sites that must come of it."""

    def __init__(self, folder: Path, articles: int, dice: random.Random) -> None:
        self.dice = dice
        self.articles = articles
        self.site = SiteTest(folder / "mirror")
        self.state = (0, 0)
        self.clean = {
            (theme, news): self._built(folder / f"clean-{theme}-{news}", theme, news)
            for theme in (0, 1)
            for news in (0, 1)
        }
        self.lengths = dict(zip(CHANGES, self._lengths(), strict=True))

    def _built(self, folder: Path, theme: int, news: int) -> dict[str, str]:
        site = SiteTest(folder)
        self._write(site, theme, news)
        site.build()
        tree = site.tree()
        shutil.rmtree(folder)
        return tree

    def _write(self, site: SiteTest, theme: int, news: int) -> None:
        site.write("static/site.css", f"body {{ --theme: {theme} }}")
        if not (raw := site.root / "content" / "raw").exists():
            shutil.copytree(ROOT / "content" / "raw", raw)
        fill(site, self.articles)
        latest = site.root / "content/ar/2019"
        shutil.rmtree(latest, ignore_errors=True)
        if news:
            fill(site, NEWS, "جديد", year=2019)

    def _lengths(self) -> Iterator[float]:
        """Yield how long each kind of build takes when nobody kills it."""
        for change in CHANGES:
            self._change(change)
            begun = time.monotonic()
            start(self.site, "build").communicate()
            yield time.monotonic() - begun

    def _change(self, change: str) -> None:
        theme, news = self.state
        if change == "first":
            for name in ("output", ".warraq"):
                shutil.rmtree(self.site.root / name, ignore_errors=True)
        self.state = (theme ^ (change == "theme"), news ^ (change == "news"))
        self._write(self.site, *self.state)

    # --- whole builds ------------------------------------------------------------------

    def figure(self, kills: int, say: Say) -> Figure:
        failures: list[str] = []
        ends: Counter[str] = Counter()
        for turn in range(kills):
            change, command = CHANGES[turn % len(CHANGES)], self.dice.choice(NEXT)
            old = {} if change == "first" else self.clean[self.state]
            self._change(change)
            ends[self._killed(change)] += 1
            new = self.clean[self.state]
            broken = self._next(command, old, new) or self._whole(new)
            if broken:
                failures.append(f"kill {turn}, {change}, then {command}: {broken}")
            if turn % 20 == 19:
                say(f"{turn + 1} kills, {len(failures)} failures")
        what = f"builds of {self.articles} articles killed"
        note = ", ".join(f"{number} {end}" for end, number in sorted(ends.items()))
        return Figure("R1", what, kills, tuple(failures), note)

    def _killed(self, change: str) -> str:
        """Build, and kill all of it at some moment; return where it was."""
        process = start(self.site, "build")
        aimed = change != "first" and self.dice.random() < _AIMED
        if aimed:
            self._wait_for_switch(process)
            time.sleep(self.dice.uniform(0, _SWITCH_SECONDS))
        else:
            time.sleep(self.dice.uniform(0, 1.05 * self.lengths[change]))
        ended = process.poll() is not None
        kill_group(process)
        if (self._staging / "journal.json").exists():
            return "in the switch"
        return "after their end" if ended else "before or behind it"

    @property
    def _staging(self) -> Path:
        return self.site.root / ".warraq" / "staging-output"

    def _wait_for_switch(self, process: subprocess.Popen[str]) -> None:
        while process.poll() is None and not (self._staging / "journal.json").exists():
            time.sleep(0.001)

    def _next(self, command: str, old: dict[str, str], new: dict[str, str]) -> str:
        """Run the command that comes next; return what is wrong after it."""
        if command == "serve":
            _serve_for_a_moment(self.site)
        else:
            arguments = (command, "index.html") if command == "why" else (command,)
            process = start(self.site, *arguments)
            out, error = process.communicate(timeout=_LIMIT)
            if "Traceback" in error:
                return f"traceback: {error.splitlines()[-1]}"
            if command in BUILDS and process.returncode:
                return f"exit {process.returncode}: {out}{error}"
        tree = self.site.tree() if self.site.output.exists() else {}
        if tree == new or (tree == old and command not in BUILDS):
            return ""
        mixed = len(tree.items() & old.items()), len(tree.items() & new.items())
        return f"{len(tree)} files, {mixed[0]} as before, {mixed[1]} as wanted"

    def _whole(self, new: dict[str, str]) -> str:
        """Build once more; return what is not as after a clean build."""
        process = start(self.site, "build")
        out, error = process.communicate(timeout=_LIMIT)
        if process.returncode:
            return f"the next build: exit {process.returncode}: {out}{error}"
        if self.site.tree() != new:
            return "the next build is not a clean one"
        return ", ".join(strays(self.site))

    # --- workers -----------------------------------------------------------------------

    def worker_figure(self, kills: int, say: Say) -> Figure:
        failures: list[str] = []
        killed = 0
        for turn in range(kills):
            self._change("theme")
            process = start(self.site, "build")
            time.sleep(self.dice.uniform(0.2, 0.9) * self.lengths["theme"])
            if children := _children(process.pid):
                os.kill(self.dice.choice(children), signal.SIGKILL)
                killed += 1
            out, error = process.communicate(timeout=_LIMIT)
            if process.returncode or self.site.tree() != self.clean[self.state]:
                failures.append(f"worker {turn}: exit {process.returncode}: {out}{error}")
        say(f"{killed} workers killed, {len(failures)} failures")
        note = f"{killed} met a worker"
        return Figure("R1", "builds with one worker killed", kills, tuple(failures), note)


def _serve_for_a_moment(site: SiteTest) -> None:
    """Start the preview, wait for its address, and kill it."""
    process = start(site, "serve", "--port", "18765")
    assert process.stderr is not None
    for line in process.stderr:
        if "http://" in line:
            break
    kill_group(process)


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
