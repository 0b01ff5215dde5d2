"""Hugo as an expert would build this portal with it, for speed.

Articles are ordinary pages with ordinary front matter. Worked out for Hugo are only the
related articles, what see-also items mean, and which pages of lists there are; all that
stands on them it works out itself:

- Its collections are grouped by Hugo's own `GroupByDate` and `GroupByParam`, once a language,
  in one `partialCached` pass (`archive.html`), which also knows what was newest on each day.
- Neighbours are `PrevInSection` and `NextInSection`; each language is a section.
- Pages of lists come from one content adapter, in a section of their own, so that no
  collection of articles holds them.
- The frame, dates, counts and calendars are `partialCached` by what they depend on; dates of
  articles are looked up in the archive, which `partialCached` was slower for.

Front matter is JSON: TOML took as long, YAML longer. GOGC 200 was mostly faster than 100,
so the benchmark has an option for it. Taxonomies, aliases, feeds and the minifier are off.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.archive import Row, Tree
from benchmarks.generate import Made
from benchmarks.handed.articles import dropped_lines
from benchmarks.handed.desk import Data, Desk
from benchmarks.handed.pages import PAGE_ITEMS, by_month, folder_path, page_path
from benchmarks.peers.hugo import Hugo
from benchmarks.settings import TAGS
from benchmarks.task import Task, assets, folder_of, write_articles, write_text
from benchmarks.wording import wording
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale

SITE = Path(__file__).parent / "idiom"


class HugoIdiomatic(Hugo):
    """The same binary, which makes all lists itself."""

    def write(self, task: Task, folder: Path) -> None:
        shutil.copytree(SITE, folder, dirs_exist_ok=True)
        for name, data in _data(task):
            write_text(folder / "data" / f"{name}.json", json.dumps(data, ensure_ascii=False))
        write_articles(self, task, folder)
        for tag in TAGS:
            home = {"params": {"kind": "home", "path": "", "period": "", "section": ""}}
            write_text(folder / "content" / tag / "_index.md", json.dumps(home))
        for name, text in assets():
            write_text(folder / "static" / name, text)

    def article(self, task: Task, made: Made) -> tuple[str, str]:
        front = _front(task.desks[made.article.lang], made, links=task.links)
        name = f"content/{folder_of(made)}/{made.article.id}.md"
        return name, f"{json.dumps(front, ensure_ascii=False)}\n\n{made.body}\n"


def _front(desk: Desk, made: Made, *, links: bool) -> Data:
    article, tree = made.article, desk.tree
    seen = zip(article.see_also, made.see_also, strict=True)
    related = (tree.row(row_id) for row_id in (tree.related(article.id) if links else ()))
    source = article.source
    params = {
        "path": f"{article.path}/",
        "section": tree.row(article.id).section,
        "printed": article.section[0],
        "authors": article.authors,
        "place": article.place,
        "captured": article.captured,
        "summary": article.summary,
        "tags": article.tags,
        "related": [_related(row) for row in related],
        "see_also": [
            {"title": item.title, "teaser": item.teaser, "path": f"{path}/" if path else ""}
            for item, path in seen
        ],
        "source": {
            "site": source.site,
            "url": source.url,
            "file": source.file,
            "sha256": source.sha256,
            "removed": dropped_lines(made),
        },
    }
    return {
        "title": article.title,
        "date": article.published[:16] + ":00" + article.published[16:],
        "url": f"/{article.lang}/{article.path}/",
        "params": {name: value for name, value in params.items() if value},
    }


def _related(row: Row) -> Data:
    return {"title": row.title, "path": f"{row.path}/", "date": row.day}


# --- data files -------------------------------------------------------------------------


def _data(task: Task) -> Iterator[tuple[str, object]]:
    languages = [
        {
            "tag": tag,
            "name": load_locale(tag).name,
            "dir": direction_of(tag),
            "title": task.config.title_in(tag),
        }
        for tag in TAGS
    ]
    yield "site", {"languages": languages, "links": task.links}
    lists = ({"lang": tag, **one} for tag, desk in task.desks.items() for one in _lists(desk.tree))
    yield "lists", list(lists)
    for tag, desk in task.desks.items():
        yield tag, wording(desk)


def _lists(tree: Tree) -> Iterator[Data]:
    """Yield every page of lists but the home page: its kind and what it is a list of."""
    yield _list("archive", "archive/")
    yield _list("about", "about/")
    if tree.tag == TAGS[0]:
        yield _list("not-found", "")
    for kind, periods in (("year", tree.years), ("month", tree.months)):
        for period in periods:
            yield _list(kind, folder_path(period), period=period)
    for day, rows in tree.days.items():
        yield from _numbered("day", folder_path(day), len(rows), period=day)
    for section, rows in tree.sections.items():
        front = f"section/{section}/"
        yield _list("front", front, section=section)
        for month, members in by_month(rows).items():
            place = front + folder_path(month)
            yield from _numbered(
                "section-month", place, len(members), period=month, section=section
            )


def _numbered(kind: str, front: str, items: int, **of: str) -> Iterator[Data]:
    count = -(-items // PAGE_ITEMS)
    for number in range(1, count + 1):
        found = _list(kind, page_path(front, number, count), **of)
        yield {**found, "number": number, "count": count}


def _list(kind: str, path: str, *, period: str = "", section: str = "") -> Data:
    return {"kind": kind, "path": path, "period": period, "section": section}
