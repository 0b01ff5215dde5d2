"""R10: an incremental build equals a clean one, byte for byte, after any series of edits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from unittest import mock

import jinja2

from benchmarks.torture.editor import SITE, Editor
from benchmarks.torture.figure import Figure
from tests.support import SiteTest

ARTICLES_AT_FIRST = 12

# What is copied into the clean project: everything that a build reads.
_READ = ("content", "static", "templates")

# What a build says of the one before it; a build without a past has nothing to compare.
_OF_THE_PAST = "moved-address"

Say = Callable[[str], None]


def measure(
    folder: Path, *, sequences: int, edits: int, first: int = 0, say: Say = lambda line: None
) -> Figure:
    """Return how many of `sequences` × `edits` builds gave the bytes of a clean build."""
    failures: list[str] = []
    with templates_compiled_once():
        for seed in range(first, first + sequences):
            failures += run(folder / str(seed), seed, edits)
            shutil.rmtree(folder / str(seed), ignore_errors=True)
            if (seed - first) % 20 == 19:
                say(f"{seed - first + 1} sequences, {len(failures)} failures")
    what = f"builds equal to a clean one, {sequences} sequences of {edits} edits"
    return Figure("R10", what, sequences * edits, tuple(failures))


def run(folder: Path, seed: int, edits: int) -> Iterator[str]:
    """Yield what differed after one of `edits` turns; nothing where all were equal."""
    # Every other mirror publishes its captures.
    settings = SITE + "publish_raw: true\n" * (seed % 2)
    editor = Editor(SiteTest(folder / "m", settings), seed)
    for _ in range(ARTICLES_AT_FIRST):
        editor.add()
    editor.site.run("publish", "--quiet")
    for turn in range(edits):
        for _ in range(editor.dice.choice([1, 1, 1, 3])):
            editor.edit()
        # A new version of warraq makes every page anew, however equal its files are.
        with mock.patch(
            "warraq.publish.intake.fingerprint._code", return_value=f"{editor.version}"
        ):
            different = unlike_clean(editor.site, folder / "clean")
        if different:
            yield f"seed {seed}, turn {turn}: {different}"
            return


def unlike_clean(site: SiteTest, folder: Path) -> str:
    """Publish, here and a copy in `folder` that has no past; return what differs, "" if nothing."""
    clean = SiteTest(folder, (site.root / "site.yaml").read_text("utf-8"))
    for name in _READ:
        if (site.root / name).exists():
            shutil.copytree(site.root / name, clean.root / name)
    run, again = site.run("publish", "--json"), clean.run("publish", "--json")
    trees = site.tree(), clean.tree()
    shutil.rmtree(folder)
    codes = [code for code in run.codes if code != _OF_THE_PAST]
    if (run.code, codes) != (again.code, again.codes):
        return f"exit {run.code} {codes}, clean: {again.code} {again.codes}"
    if run.code > 1:
        return ""  # both refuse
    return ", ".join(sorted({path for path, _ in trees[0].items() ^ trees[1].items()})[:5])


@contextmanager
def templates_compiled_once() -> Iterator[None]:
    """Let a template with the same source be compiled once, not in every build.

    That is half of the time of a small build, and nothing that this figure asks about.
    """
    compiled: dict[tuple[str, str | None, str | None], CodeType] = {}
    really = jinja2.Environment.compile

    def once(
        self: jinja2.Environment, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        key = (source, name, filename)
        if key not in compiled:
            compiled[key] = really(self, source, name, filename)
        return compiled[key]

    with mock.patch.object(jinja2.Environment, "compile", once):
        yield
