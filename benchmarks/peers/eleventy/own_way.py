"""Eleventy in its own way: collections by tag and month, neighbours, Nunjucks layouts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.peers.eleventy import MODULES, Eleventy
from benchmarks.task import Task, folder_of, write_articles

SITE = Path(__file__).parent / "own"


class EleventyOwnWay(Eleventy):
    """The same command over content as its manual lays it out."""

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(SITE, folder, dirs_exist_ok=True)
        (folder / "node_modules").symlink_to(MODULES)
        write_articles(self, task, folder)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        del task
        article = made.article
        front = {
            "title": article.title,
            "date": article.published,
            "lang": article.lang,
            "tags": [*article.section, *article.tags],
            "layout": "article.njk",
            "permalink": f"/{article.lang}/{article.path}/",
        }
        head = json.dumps(front, ensure_ascii=False)
        name = f"content/articles/{folder_of(made)}/{article.id}.md"
        return name, f"---json\n{head}\n---\n\n{made.body}\n"
