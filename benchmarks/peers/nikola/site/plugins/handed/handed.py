"""All pages, one task each.

Nikola would parse every finished page anew to rewrite its links, which are right
already; these tasks spare it that.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nikola.plugin_categories import Task
from nikola.post import Post

Data = dict[str, Any]


class Handed(Task):
    """Renders what was handed: articles from their compiled bodies, and lists."""

    name = "render_handed"

    def gen_tasks(self) -> Iterator[Data]:
        """Yield a task for each page."""
        yield self.group_task()
        self.site.template_system.lookup.autoescape = True
        self.site.scan_posts()
        for post in self.site.timeline:
            page = json.loads(post.meta("handed"))
            body = post.translated_base_path(self.site.config["DEFAULT_LANG"])
            yield self._task(page, [body, post.source_path], (self.article, (post, body, page)))
        with Path("lists.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                yield self._task(page, ["lists.jsonl"], (self.listing, (page,)))

    def article(self, post: Post, body: str, page: Data) -> None:
        """Write an article."""
        content = Path(body).read_text(encoding="utf-8")
        self._render(page, {"p": page, "title": post.title(), "content": content})

    def listing(self, page: Data) -> None:
        """Write a page that is no article."""
        self._render(page, {"p": page, "title": page.get("title", "")})

    def _task(self, page: Data, needs: list[str], action: object) -> Data:
        target = self._target(page)
        return {
            "basename": self.name,
            "name": target,
            "targets": [target],
            "file_dep": needs,
            "actions": [action],
            "clean": True,
        }

    def _target(self, page: Data) -> str:
        name = page["url"].lstrip("/")
        name = name if name.endswith(".html") else f"{name}index.html"
        return str(Path(self.site.config["OUTPUT_FOLDER"]) / name)

    def _render(self, page: Data, context: Data) -> None:
        template = "handed_any.tmpl"
        self.site.template_system.render_template(template, self._target(page), context)
