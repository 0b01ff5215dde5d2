"""warraq itself, from this checkout."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.settings import SITE_YAML
from benchmarks.task import Command, Task, write_articles, write_text
from warraq import __version__
from warraq.frontmatter import format_article
from warraq.project import shipped_theme

ROOT = Path(__file__).resolve().parents[3]

_LINKS = re.compile(
    r"^\{\{ p\.neighbours\(main.*?\n|^\{% if main\.related %\}.*?^\{% endif %\}\n", re.M | re.S
)


class Warraq:
    """`warraq publish` over a finished `content/`."""

    name = "warraq"

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return f"warraq {__version__}, Python {sys.version.split()[0]}"

    def write(self, task: Task, folder: Path) -> None:
        write_text(folder / "site.yaml", SITE_YAML)
        write_articles(self, task, folder)
        if not task.links:
            write_text(folder / "templates" / "article.html", _without_links())

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        article = made.article
        name = f"content/{article.lang}/{article.path}.md"
        return name, format_article(article, made.body)

    def build(self, folder: Path, *, warm: bool = False) -> Command:
        del warm  # What the last build left is always used.
        return Command((sys.executable, str(ROOT / "build.py"), "publish", "--quiet"), folder)

    def serve(self, folder: Path, port: int) -> Command:
        words = (sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port))
        return Command(words, folder)

    def output(self, folder: Path) -> Path:
        return folder / "output"


def _without_links() -> str:
    """Return the shipped article template without related articles and neighbours."""
    shipped = (shipped_theme() / "templates" / "article.html").read_text(encoding="utf-8")
    text, cuts = _LINKS.subn("", shipped)
    if cuts != 2:
        raise ValueError("the article template has changed: its links are no longer found")
    return text
