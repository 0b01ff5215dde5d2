"""Eleventy: the most used generator on Node.

Layouts are JavaScript, its fastest kind of template; front matter is JSON; pages
are in no collection, since lists are handed to it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.handed.desk import Data
from benchmarks.task import Command, Task, assets, folder_of, write_articles, write_text

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
COMMAND = MODULES / "@11ty" / "eleventy" / "cmd.cjs"


class Eleventy:
    """`eleventy`, in one process of Node."""

    name = "eleventy"

    def missing(self) -> str:
        if not shutil.which("node"):
            return "install Node 18 or newer"
        return "" if COMMAND.is_file() else f"npm ci --prefix {HERE}"

    def version(self) -> str:
        package = json.loads((COMMAND.parent / "package.json").read_text(encoding="utf-8"))
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        return f"Eleventy {package['version']}, Node {node.stdout.strip()}"

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(HERE / "site", folder, dirs_exist_ok=True)
        (folder / "node_modules").symlink_to(MODULES)
        for tag, data in task.shared():
            write_text(folder / "handed" / f"{tag}.json", data)
        write_articles(self, task, folder)
        for number, front in enumerate(task.lists()):
            write_text(folder / "content" / "lists" / f"{number}.md", _page(front, ""))
        for name, text in assets():
            write_text(folder / "static" / name, text)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        name = f"content/{folder_of(made)}/{made.article.id}.md"
        return name, _page(task.front(made), made.body)

    def build(self, folder: Path, *, warm: bool = False) -> Command:
        del warm  # A build from the start knows nothing of an earlier one.
        return self._command(folder)

    def serve(self, folder: Path, port: int) -> Command:
        return self._command(folder, "--serve", "--incremental", f"--port={port}")

    def _command(self, folder: Path, *words: str) -> Command:
        environment = {"NODE_OPTIONS": "--max-old-space-size=16384"}
        always = ("node", str(COMMAND), "--config=eleventy.config.cjs")
        return Command((*always, *words), folder, environment)

    def output(self, folder: Path) -> Path:
        return folder / "output"


def _page(front: Data, body: str) -> str:
    url = front["url"]
    data = {
        "title": front.get("title", ""),
        "permalink": f"{url}index.html" if url.endswith("/") else url,
        "p": front,
    }
    return f"---json\n{json.dumps(data, ensure_ascii=False)}\n---\n\n{body}\n"
