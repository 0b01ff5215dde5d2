"""What is a peer handed of an article?"""

from __future__ import annotations

from urllib.parse import urlsplit

from benchmarks.generate import Made
from benchmarks.handed.desk import Data, Desk
from benchmarks.handed.pages import page_of


def front_matter(desk: Desk, made: Made, *, links: bool) -> Data:
    """Return the front matter of an article; `links` are related and neighbours."""
    article = made.article
    older, newer = desk.tree.neighbours(article.id) if links else ("", "")
    row = desk.tree.row(article.id)
    seen = zip(article.see_also, made.see_also, strict=True)
    source = article.source
    return {
        **page_of(desk.tag, "article", f"{article.path}/", article.title),
        "day": row.day,
        "section": row.section,
        "printed": article.section[0],
        "authors": list(article.authors),
        "place": article.place,
        "published": [article.published, desk.date(article.published)],
        "captured": [article.captured, desk.date(article.captured)],
        "summary": article.summary,
        "labels": list(article.tags),
        "older": older,
        "newer": newer,
        "related": desk.tree.related(article.id) if links else [],
        "see_also": [
            {"title": item.title, "teaser": item.teaser, "path": f"{path}/" if path else ""}
            for item, path in seen
        ],
        "origin": {
            "site": source.site,
            "url": source.url,
            "host": urlsplit(source.url).hostname,
            "file": source.file.rsplit("/", 1)[-1],
            "sha": source.sha256[:12],
            "changes": desk.t.count("lines_removed", dropped_lines(made)),
        },
    }


def dropped_lines(made: Made) -> int:
    """Return how many lines of page furniture were left out of an article."""
    total = 0
    for dropped in made.article.dropped:
        for lines in dropped.lines:
            first, _, last = lines.partition("-")
            total += int(last) - int(first) + 1
    return total
