"""R2: whatever call to the disk fails, the old site stands byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.torture.disk import CODES, Crash, fail_at, in_child
from benchmarks.torture.figure import Figure
from benchmarks.torture.mirror import fill, strays, twin
from benchmarks.torture.sequences import templates_compiled_once
from tests.support import Run, SiteTest

Say = Callable[[str], None]

# Each so-many-th failure is followed by a build that must succeed: it costs another build.
_FOLLOWED = 5


def measure(
    folder: Path,
    *,
    articles: int,
    every: int = 1,
    codes: Iterable[int] = CODES,
    say: Say = lambda line: None,
) -> Iterator[Figure]:
    """Yield how many of the failing calls left the old site, for a first and a later build."""
    with templates_compiled_once():
        # Loads what every trial needs, so that these begin with it.
        fill(SiteTest(folder / "warm"), 1).build()
        for kind, make in (("first", _first), ("later", _later)):
            subject = _subject(make(folder / kind, articles), folder / "trial")
            yield _figure(kind, subject, every, tuple(codes), say)


def _first(folder: Path, articles: int) -> SiteTest:
    return fill(SiteTest(folder), articles)


def _later(folder: Path, articles: int) -> SiteTest:
    """Return a built project of which every page has changed, and some have come and gone."""
    site = fill(SiteTest(folder), articles)
    site.build()
    fill(site, articles + 1, "معدل")
    next((site.root / "content").rglob("n3.md")).unlink()
    return site


@dataclass(frozen=True, slots=True)
class _Subject:
    """A project before its build, where it is tried, what it makes, in how many calls."""

    site: SiteTest
    folder: Path
    old: dict[str, str]
    new: dict[str, str]
    calls: int

    def build(self, number: int = 0, code: int = 0) -> tuple[Run | Crash, str]:
        """Build a copy, one call failing; return the answer and which call that was."""
        trial = twin(self.site, self.folder)

        def work() -> tuple[Run, list[str]]:
            calls = fail_at(number, code, trial.root)
            return trial.run("build", "--json"), calls

        found = in_child(work)
        if isinstance(found, Crash):
            return found, ""
        run, calls = found
        return run, calls[number - 1] if number <= len(calls) else ""

    @property
    def trial(self) -> SiteTest:
        return SiteTest(self.folder, self.site.site)


def _subject(site: SiteTest, folder: Path) -> _Subject:
    """Build once without a failure, to know what comes of it."""
    old = site.tree() if site.output.exists() else {}
    trial = twin(site, folder)

    def work() -> int:
        calls = fail_at(0, 0, trial.root)
        trial.run("build")
        return len(calls)

    calls = in_child(work)
    if isinstance(calls, Crash):
        raise AssertionError(calls.trace)
    return _Subject(site, folder, old, trial.tree(), calls)


def _figure(kind: str, subject: _Subject, every: int, codes: tuple[int, ...], say: Say) -> Figure:
    failures: list[str] = []
    trials = harmless = 0
    for code in codes:
        for number in range(1, subject.calls + 1, every):
            answer, call = subject.build(number, code)
            broken = _verdict(subject, answer, call)
            if not broken and number % _FOLLOWED == 0:
                broken = _afterwards(subject)
            if broken:
                failures.append(f"{os.strerror(code)} at call {number}, {call}: {broken}")
            trials += 1
            harmless += isinstance(answer, Run) and answer.code == 0
        say(f"{kind} build, {os.strerror(code)}: {trials} trials, {len(failures)} failures")
    note = f"{subject.calls} calls, {len(codes)} errors each; {harmless} did no harm"
    what = f"failing calls of a {kind} build of {len(subject.new)} files"
    return Figure("R2", what, trials, tuple(failures), note)


def _verdict(subject: _Subject, answer: Run | Crash, call: str) -> str:
    """Return what is wrong after a build with a failing call; "" if nothing."""
    if isinstance(answer, Crash):
        return f"traceback: {answer.trace.splitlines()[-1]}"
    output = subject.trial.output
    stands = subject.trial.tree() if output.exists() else {}
    if answer.code == 0:
        return "" if stands == subject.new else "exit 0, but not the new site"
    if stands != subject.old:
        return f"exit {answer.code}, but not the old site"
    paths = call.replace(f"{subject.folder}{os.sep}", "").split(" ")[1:]
    named = any(path in answer.out for path in paths)
    return "" if named else f"the message does not name it: {answer.json['diagnostics']}"


def _afterwards(subject: _Subject) -> str:
    run = in_child(lambda: subject.trial.run("build", "--json"))
    if isinstance(run, Crash):
        return f"the next build: {run.trace.splitlines()[-1]}"
    if run.code or subject.trial.tree() != subject.new:
        return f"the next build: exit {run.code}"
    return ", ".join(strays(subject.trial))
