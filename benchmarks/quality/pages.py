"""Saved pages with known answers, and what each extractor makes of them."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.plain import plain_text
from benchmarks.quality.scores import body_f1, names_verdict, title_verdict, verdict
from benchmarks.quality.told import Told
from warraq.ingest.html import extract_html
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints
from warraq.text.keys import key

FOLDERS = ("html/articles", "html/rtl", "html/structure", "html/segments")
FRONT_PAGES = "front-pages"
_STATED_DAYS = re.compile(
    rb"""(?:datePublished"\s*:\s*"|published_time"[^>]*?content="|<time[^>]*?datetime=")"""
    rb"""(\d{4}-\d\d-\d\d)"""
)


@dataclass(frozen=True, slots=True)
class Row:
    """A page of the corpus and its gold; a front page has none."""

    file: str
    url: str
    gold: dict[str, object]

    def page(self, corpus: Path) -> bytes:
        """Return the bytes of the page."""
        return gzip.decompress((corpus / self.file).read_bytes())


@dataclass(frozen=True, slots=True)
class Score:
    """One page: its gold, what an extractor told, and how the two agree.

    `body` is None where the gold has no body. `is_stated` says of a wrong day that the
    page itself states it for its publication. `missing` and `leaked` count the
    strings that must, or must not, be in it, of `must` and `must_not`.
    """

    gold: dict[str, object]
    told: Told
    body: float | None
    title: str
    date: str
    author: str
    is_stated: bool = False
    must: int = 0
    missing: int = 0
    must_not: int = 0
    leaked: int = 0


def rows_of(corpus: Path) -> tuple[Row, ...]:
    """Return every page with gold."""
    found = []
    for folder in FOLDERS:
        for line in (corpus / folder / "gold.jsonl").read_text("utf-8").splitlines():
            gold = json.loads(line)
            found.append(Row(f"{folder}/{gold['file']}", str(gold.get("url") or ""), gold))
    return tuple(found)


def front_pages_of(corpus: Path) -> tuple[Row, ...]:
    """Return the pages that are no articles."""
    files = sorted((corpus / FRONT_PAGES).glob("*.html.gz"))
    return tuple(Row(f"{FRONT_PAGES}/{file.name}", "", {}) for file in files)


def ask_warraq(page: bytes, url: str) -> Told:
    """Return what warraq tells of a page, as of one in a folder that nothing is known about."""
    begun = time.perf_counter()
    found = extract_html(page, charset="", url=url, profile=load_profile("generic"), hints=Hints())
    spent = time.perf_counter() - begun
    body = plain_text(found.body)
    day = found.published[:10]
    # Gold names whoever the byline does; warraq files an agency apart, as a credit.
    names = found.authors or tuple(filter(None, (found.credit,)))
    return Told(body, found.title, names, day, found.rejected, spent)


def score(row: Row, told: Told, page: bytes) -> Score:
    """Return how far what was told of a page agrees with its gold."""
    gold = row.gold
    day = verdict(told.date, str(gold.get("date") or ""))
    authors = gold.get("author") or ""
    author = "; ".join(authors) if isinstance(authors, list) else str(authors)
    has_body = bool(gold.get("body"))
    must, must_not = _strings(gold.get("with")), _strings(gold.get("without"))
    folded = key(told.body)
    return Score(
        gold=gold,
        told=told,
        body=body_f1(told.body, str(gold["body"]), str(gold["lang"])) if has_body else None,
        title=title_verdict(told.title, str(gold.get("title") or ""), str(gold["publisher"])),
        date=day,
        is_stated=day == "wrong" and states_day(page, told.date),
        author=names_verdict(told.authors, author),
        must=len(must),
        missing=sum(text not in folded for text in must),
        must_not=len(must_not),
        leaked=sum(text in folded for text in must_not),
    )


def states_day(page: bytes, day: str) -> bool:
    """Return whether a page states a day, in the zone that it writes, as that of its publication.

    Gold may be another: the day of the last change, or the same instant's in universal time.
    """
    return any(found.decode() == day for found in _STATED_DAYS.findall(page))


def _strings(value: object) -> list[str]:
    values: Iterable[object] = value if isinstance(value, list) else ()
    return [folded for one in values if (folded := key(str(one)))]
