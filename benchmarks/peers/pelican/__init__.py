"""Pelican: the most used generator in Python."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.handed.desk import Data
from benchmarks.task import Command, Task, assets, folder_of, write_articles, write_text

HERE = Path(__file__).parent
THEME = HERE.parent / "jinja"

_ARTICLE = """\
{% set p, s, title, content = article.p, article.s, article.title, article.content %}
{% include "handed_page.html" %}
"""


class Pelican:
    """`pelican` from an environment of its own."""

    name = "pelican"

    def __init__(self, environment: Path) -> None:
        self._command = environment / "bin" / "pelican"

    def missing(self) -> str:
        return "" if self._command.is_file() else 'pip install "pelican[markdown]"'

    def version(self) -> str:
        asked = subprocess.run([self._command, "--version"], capture_output=True, text=True)
        return f"Pelican {asked.stdout.strip()}"

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(HERE / "site", folder, dirs_exist_ok=True)
        shutil.copytree(THEME, folder / "theme" / "templates")
        write_text(folder / "theme" / "templates" / "article.html", _ARTICLE)
        for tag, data in task.shared():
            write_text(folder / "handed" / f"{tag}.json", data)
        write_articles(self, task, folder)
        lists = "".join(json.dumps(front, ensure_ascii=False) + "\n" for front in task.lists())
        write_text(folder / "lists.jsonl", lists)
        for name, text in assets():
            write_text(folder / "content" / "static" / name, text)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        name = f"content/articles/{folder_of(made)}/{made.article.id}.md"
        return name, _page(made, task.front(made))

    def build(self, folder: Path, *, warm: bool = False) -> Command:
        words = (str(self._command), "-q", "-s", "pelicanconf.py")
        return Command(words, folder, {"CACHES": "1" if warm else ""})

    def serve(self, folder: Path, port: int) -> None:
        return None

    def output(self, folder: Path) -> Path:
        return folder / "output"


def _page(made: Made, front: Data) -> str:
    article = made.article
    address = front["url"].lstrip("/")
    lines = {
        "Title": article.title,
        "Date": article.published[:16].replace("T", " "),
        "Slug": article.id,
        "URL": address,
        "Save_as": f"{address}index.html",
        "Handed": json.dumps(front, ensure_ascii=False),
    }
    head = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return f"{head}\n{made.body}\n"
