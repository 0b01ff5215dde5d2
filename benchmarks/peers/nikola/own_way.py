"""Nikola in its own way: the site that `nikola init` makes, with its theme and feeds."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.peers.nikola import Nikola
from benchmarks.task import Task, folder_of, write_articles


class NikolaOwnWay(Nikola):
    """The same command over a site as it comes."""

    def write(self, task: Task, folder: Path) -> None:
        words = [str(self._command), "init", "--quiet", str(folder)]
        subprocess.run(words, check=True, capture_output=True)
        # Latin slugs of tags in several languages collide, and Nikola rightly refuses.
        with (folder / "conf.py").open("a", encoding="utf-8") as settings:
            settings.write("\nUSE_SLUGIFY = False\n")
        write_articles(self, task, folder)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        del task
        article = made.article
        lines = {
            "title": article.title,
            "slug": article.path.rsplit("/", 1)[-1],
            "date": article.published[:16].replace("T", " "),
            "tags": ", ".join(article.tags),
            "category": article.section[0],
        }
        head = "".join(f".. {name}: {value}\n" for name, value in lines.items())
        return f"posts/{folder_of(made)}/{article.id}.md", f"<!--\n{head}-->\n\n{made.body}\n"
