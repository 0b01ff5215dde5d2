"""Pelican in its own way: taxonomies, archives by date and feeds, without neighbours."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.peers.pelican import Pelican
from benchmarks.task import Task, folder_of, write_articles

SITE = Path(__file__).parent / "own"


class PelicanOwnWay(Pelican):
    """The same command over content as its manual lays it out."""

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(SITE, folder, dirs_exist_ok=True)
        write_articles(self, task, folder)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        del task
        article = made.article
        lines = {
            "Title": article.title,
            "Date": article.published[:16].replace("T", " "),
            "Slug": article.path.rsplit("/", 1)[-1],
            "Lang": article.lang,
            "Category": article.section[0],
            "Tags": ", ".join(article.tags),
            "Authors": "; ".join(article.authors) or "The Old Bridge",
        }
        head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
        return f"content/{folder_of(made)}/{article.id}.md", f"{head}\n{made.body}\n"
