"""How well text dumps become articles, measured on real captures with known answers.

    python benchmarks/quality.py [--corpus DIR] [--worst N]

A body is compared by its shingles of four words (of four signs where a language
puts no space between words); publishers weigh equally, however many pages of
each there are.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from warraq.ingest.extract import Hints, extract_text
from warraq.ingest.profiles import load_profile
from warraq.model import Extraction
from warraq.text.direction import direction_of
from warraq.text.encoding import decode
from warraq.text.keys import key

_UNSPACED = frozenset({"ja", "zh", "th"})
_SHINGLE = 4


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


def mean_over_publishers(scores: tuple[Score, ...], value: Callable[[Score], float]) -> float:
    """Return the mean of each publisher's own mean."""
    by_publisher: dict[str, list[float]] = {}
    for score in scores:
        by_publisher.setdefault(score.publisher, []).append(value(score))
    return fmean(map(fmean, by_publisher.values())) if by_publisher else 0.0


def body_f1(found: str, gold: str, lang: str) -> float:
    """Return the F1 of the shingles two texts share."""
    ours, theirs = _shingles(found, lang), _shingles(gold, lang)
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


def _shingles(text: str, lang: str) -> Counter[tuple[str, ...]]:
    folded = key(text)
    parts = list(folded.replace(" ", "")) if lang in _UNSPACED else folded.split()
    size = min(_SHINGLE, len(parts)) or 1
    return Counter(tuple(parts[at : at + size]) for at in range(len(parts) - size + 1))


def _score(gold: dict[str, object], folder: Path, profile: str) -> Score:
    data = (folder / str(gold["file"])).read_bytes()
    found = extract_text(decode(data), load_profile(profile), Hints())
    return Score(
        gold=gold,
        found=found,
        body=body_f1(found.body, str(gold["body"]), str(gold["lang"])),
        title=_verdict(found.title, str(gold.get("title") or "")),
        date=_verdict(found.published[:10], str(gold.get("date") or "")),
        author=_verdict("; ".join(found.authors), str(gold.get("author") or "")),
    )


def _verdict(found: str, gold: str) -> str:
    if not gold:
        return "no gold"
    if not found:
        return "unknown"
    return "right" if key(found) == key(gold) else "wrong"


def _has_title(score: Score) -> float:
    return float(score.title == "right")


def _lines(name: str, scores: tuple[Score, ...]) -> Iterator[str]:
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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get("WARRAQ_CORPUS"))
    parser.add_argument("--worst", type=int, default=0, help="also list the N worst pages")
    options = parser.parse_args()
    if options.corpus is None or not options.corpus.is_dir():
        sys.exit("no corpus: name its folder with --corpus or WARRAQ_CORPUS")
    for name in ("raw-text", "dumps"):
        begun = time.perf_counter()
        scores = score_folder(options.corpus / name)
        spent = time.perf_counter() - begun
        print("\n".join(_lines(name, scores)))
        print(f"{'':24} {spent / len(scores) * 1000:.2f} ms a page")
        for score in sorted(scores, key=lambda s: (s.body, s.title))[: options.worst]:
            print(f"    {score.body:.3f} title {score.title} {score.gold['file']}")


if __name__ == "__main__":
    main()
