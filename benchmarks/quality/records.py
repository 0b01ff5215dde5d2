"""How well records of other collectors become articles: what is carried over, and what is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.quality.dumps import body_f1
from warraq.config.reading import read_config
from warraq.ingest.beside import Beside
from warraq.ingest.captures import CaptureFile
from warraq.ingest.draft import open_document, read_draft
from warraq.ingest.readers import container_of
from warraq.model import Extraction, RawDocument
from warraq.text.keys import key

_FIELDS = ("title", "date", "author", "section", "tags", "url")
_SITE = "title: x\nlanguages: [ar]\n"


@dataclass(frozen=True, slots=True)
class Carried:
    """One record: its publisher, how its body agrees, and which of the fields it has are right."""

    publisher: str
    place: str
    body: float
    right: dict[str, bool]


def score_records(folder: Path) -> tuple[Carried, ...]:
    """Return the score of every gold row of `folder`."""
    rows = (folder / "gold.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(row) for row in rows if row.strip()]
    found = {name: _read(folder / name) for name in sorted({str(row["file"]) for row in gold})}
    return tuple(_carried(row, found[row["file"]][int(row["line"])]) for row in gold)


def _read(path: Path) -> dict[int, Extraction]:
    beside = Beside(read_config(_SITE), path.parent, path.parent)
    capture = CaptureFile(path, path.name, path.stat().st_size, 0)
    documents = container_of(path, path.name).read_documents(path, file=path.name)
    return {
        document.origin.line: read_draft(open_document(document, capture), beside).extraction
        for document in documents
        if isinstance(document, RawDocument)
    }


def _carried(gold: dict[str, object], found: Extraction) -> Carried:
    ours = {
        "title": found.title,
        "date": found.published[:10],
        "author": "; ".join(found.authors),
        "section": found.section[0] if found.section else "",
        "tags": " ".join(found.tags),
        "url": found.url,
    }
    theirs = {name: gold.get(name) for name in _FIELDS}
    right = {name: key(_text(value)) == key(ours[name]) for name, value in theirs.items() if value}
    body = body_f1(found.body, str(gold["body"]), str(gold["lang"]))
    return Carried(str(gold["publisher"]), f"{gold['file']}:{gold['line']}", body, right)


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def lines(scores: tuple[Carried, ...], worst: int = 0) -> Iterator[str]:
    """Yield the figures, as they are printed."""
    publishers: dict[str, list[float]] = {}
    for score in scores:
        publishers.setdefault(score.publisher, []).append(score.body)
    mean = fmean(map(fmean, publishers.values()))
    yield (
        f"{'records':9} n={len(scores)} publishers={len(publishers)}"
        f"  body F1 {fmean(score.body for score in scores):.4f} (over publishers {mean:.4f})"
    )
    stated = Counter(name for score in scores for name in score.right)
    right = Counter(name for score in scores for name, good in score.right.items() if good)
    told = (f"{name} {right[name]}/{stated[name]}" for name in _FIELDS if stated[name])
    yield f"{'':9} carried over: {', '.join(told)}"
    for score in sorted(scores, key=lambda score: score.body)[:worst]:
        wrong = [name for name, good in score.right.items() if not good]
        yield f"    {score.body:.3f} {score.place} wrong: {', '.join(wrong) or 'nothing'}"
