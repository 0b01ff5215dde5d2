"""Nikola: a generator in Python that keeps what each page depends on."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.task import Command, Task, assets, folder_of, write_articles, write_text

HERE = Path(__file__).parent
THEME = HERE.parent / "jinja"

_PAGE = '{% set s = p.lang|desk %}\n{% include "handed_page.html" %}\n'


class Nikola:
    """`nikola build` from an environment of its own."""

    name = "nikola"

    def __init__(self, environment: Path) -> None:
        self._command = environment / "bin" / "nikola"

    def missing(self) -> str:
        return "" if self._command.is_file() else "pip install nikola"

    def version(self) -> str:
        words = [str(self._command), "--version"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(HERE / "site", folder, dirs_exist_ok=True)
        _write_theme(folder / "themes" / "handed")
        for tag, data in task.shared():
            write_text(folder / "handed" / f"{tag}.json", data)
        write_articles(self, task, folder)
        lists = "".join(json.dumps(front, ensure_ascii=False) + "\n" for front in task.lists())
        write_text(folder / "lists.jsonl", lists)
        for name, text in assets():
            write_text(folder / "static" / name, text)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        article = made.article
        lines = {
            "title": article.title,
            "slug": article.path.rsplit("/", 1)[-1],
            "date": article.published[:16].replace("T", " "),
            "handed": json.dumps(task.front(made), ensure_ascii=False),
        }
        head = "".join(f".. {name}: {value}\n" for name, value in lines.items())
        return f"articles/{folder_of(made)}/{article.id}.md", f"<!--\n{head}-->\n\n{made.body}\n"

    def build(self, folder: Path, *, warm: bool = False) -> Command:
        del warm  # What the last build left is always used.
        return Command((str(self._command), "build", "-q"), folder)

    def serve(self, folder: Path, port: int) -> None:
        return None

    def output(self, folder: Path) -> Path:
        return folder / "output"


def _write_theme(folder: Path) -> None:
    shutil.copytree(THEME, folder / "templates")
    write_text(folder / "templates" / "handed_any.tmpl", _PAGE)
    write_text(folder / "engine", "jinja\n")
    write_text(folder / "parent", "base-jinja\n")
