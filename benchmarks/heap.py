"""A heap of real articles: the records of the test corpus, repeated under new ids.

Their languages, titles and bodies are real; days, addresses and sources are those of
the invented archive, since the records have none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

from benchmarks.generate import SECTIONS, Made, articles
from warraq.ingest.printed.markdown import escape
from warraq.text.sections import section_name
from warraq.text.slug import slug


@dataclass(frozen=True, slots=True)
class Record:
    """What a record gives to an article."""

    lang: str
    title: str
    body: str
    author: str
    tags: tuple[str, ...]


def heap(count: int) -> Iterator[Made]:
    """Yield `count` articles, oldest first; the corpus is named by WARRAQ_CORPUS."""
    records = cycle(read_records(Path(os.environ["WARRAQ_CORPUS"]) / "records" / "gold.jsonl"))
    for made, record in zip(articles(count), records, strict=False):
        yield _of_record(made, record)


def read_records(file: Path) -> tuple[Record, ...]:
    """Return the records of a file of JSON lines."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return tuple(
        Record(
            lang=row["lang"],
            title=" ".join(row["title"].split()),
            body=_paragraphs(row["body"]),
            author=" ".join(row.get("author", "").split()),
            tags=tuple(row.get("tags", ()))[:6],
        )
        for row in rows
    )


def _paragraphs(body: str) -> str:
    lines = (" ".join(line.split()) for line in body.splitlines())
    return "\n\n".join(escape(line) for line in lines if line)


def _of_record(made: Made, record: Record) -> Made:
    article = made.article
    name = slug(record.title, lang=record.lang, fallback="article")
    section = int(hashlib.sha256(article.id.encode()).hexdigest(), 16) % len(SECTIONS)
    changed = replace(
        article,
        lang=record.lang,
        title=record.title,
        path=f"{article.path[:10]}/{name}-{article.id[:6]}",
        section=(section_name(SECTIONS[section], record.lang),),
        authors=(record.author,) if record.author else (),
        place="",
        summary="",
        tags=record.tags,
        see_also=(),
    )
    return Made(changed, record.body, ())
