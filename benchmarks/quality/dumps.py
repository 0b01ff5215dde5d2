"""Text dumps with known answers: how well each becomes an article."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.scores import body_f1, mean_over_publishers, verdict
from warraq.ingest.portal.profiles import load_profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.model import Extraction
from warraq.text.direction import direction_of
from warraq.text.encoding import decode


@dataclass(frozen=True, slots=True)
class Score:
    """One page: its gold row, what was extracted, and how the two agree."""

    gold: dict[str, object]
    found: Extraction
    body: float
    title: str
    date: str
    author: str

    @property
    def publisher(self) -> str:
        return str(self.gold["publisher"])

    @property
    def right_to_left(self) -> bool:
        return direction_of(str(self.gold["lang"])) == "rtl"


def score_folder(folder: Path, profile: str = "generic") -> tuple[Score, ...]:
    """Return the scores of every gold row of `folder`."""
    rows = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_score(json.loads(row), folder, profile) for row in rows if row.strip())


def _score(gold: dict[str, object], folder: Path, profile: str) -> Score:
    data = (folder / str(gold["file"])).read_bytes()
    found = extract_text(decode(data), load_profile(profile), Hints())
    return Score(
        gold=gold,
        found=found,
        body=body_f1(found.body, str(gold["body"]), str(gold["lang"])),
        title=verdict(found.title, str(gold.get("title") or "")),
        date=verdict(found.published[:10], str(gold.get("date") or "")),
        author=verdict("; ".join(found.authors), str(gold.get("author") or "")),
    )


def _has_title(score: Score) -> float:
    return float(score.title == "right")


def lines(name: str, scores: tuple[Score, ...]) -> Iterator[str]:
    """Yield the figures of one folder."""
    groups = {"all": scores, "right-to-left": tuple(s for s in scores if s.right_to_left)}
    for group, members in groups.items():
        publishers = len({score.publisher for score in members})
        titled = tuple(score for score in members if score.title != "no gold")
        if not members:
            continue
        yield (
            f"{name:9} {group:14} n={len(members):3} publishers={publishers:2}"
            f"  body F1 {mean_over_publishers(members, lambda s: s.body):.3f}"
            f"  title {mean_over_publishers(titled, _has_title):.3f}"
            f" ({sum(map(_has_title, titled)):.0f}/{len(titled)})"
            f"  rejected {sum(bool(s.found.rejected) for s in members)}"
        )
        for what in ("date", "author"):
            counts = Counter(getattr(score, what) for score in members)
            told = ", ".join(f"{counts[v]} {v}" for v in ("right", "wrong", "unknown", "no gold"))
            yield f"{'':24} {what}: {told}"
