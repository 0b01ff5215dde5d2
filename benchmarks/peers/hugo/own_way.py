"""Hugo in its own way: its languages, taxonomies, related content, neighbours and feeds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.generate import Made
from benchmarks.peers.hugo import Hugo
from benchmarks.settings import TAGS
from benchmarks.task import Task, assets, folder_of, write_articles, write_text
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale

SITE = Path(__file__).parent / "own"

_CONFIG = {
    "baseURL": "http://bridge.example/",
    "defaultContentLanguage": "ar",
    "defaultContentLanguageInSubdir": True,
    "disableAliases": True,
    "pagination": {"pagerSize": 60},
    "taxonomies": {"category": "categories", "tag": "tags", "year": "years", "month": "months"},
    "related": {
        "threshold": 80,
        "includeNewer": False,
        "indices": [{"name": "tags", "weight": 100}, {"name": "categories", "weight": 40}],
    },
}


class HugoOwnWay(Hugo):
    """The same binary over content as its manual lays it out."""

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(SITE, folder, dirs_exist_ok=True)
        languages = {tag: _language(task, tag) for tag in TAGS}
        write_text(folder / "hugo.json", json.dumps({**_CONFIG, "languages": languages}))
        write_articles(self, task, folder)
        for name, text in assets():
            write_text(folder / "static" / name, text)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        del task
        article = made.article
        front = {
            "title": article.title,
            "date": article.published[:16] + ":00" + article.published[16:],
            "slug": article.path.rsplit("/", 1)[-1],
            "tags": article.tags,
            "categories": article.section,
            "years": [article.published[:4]],
            "months": [article.published[:7]],
            "authors": article.authors,
            "summary": article.summary,
        }
        name = f"content/{folder_of(made)}/{article.id}.md"
        return name, f"{json.dumps(front, ensure_ascii=False)}\n\n{made.body}\n"


def _language(task: Task, tag: str) -> dict[str, str]:
    return {
        "contentDir": f"content/{tag}",
        "title": task.config.title_in(tag),
        "label": load_locale(tag).name,
        "direction": direction_of(tag),
    }
