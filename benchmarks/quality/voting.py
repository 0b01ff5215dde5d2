"""What learning furniture from the heap changes, on publishers with several captures.

    python -m benchmarks.quality.voting DIR

Every page is read twice: as of a portal nothing is known about, and after all other
pages of its publisher have voted. DIR is the corpus.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.quality.pages import Row, rows_of
from benchmarks.quality.plain import plain_text
from benchmarks.quality.scores import body_f1, mean_over_publishers
from warraq.ingest.extract import Hints, extract_text
from warraq.ingest.html import extract_html
from warraq.ingest.html.printed import printed_lines
from warraq.ingest.learn import Voted, voted_dump
from warraq.ingest.learned import signature
from warraq.ingest.lexicon import lexicon_of
from warraq.ingest.page import lay_out
from warraq.ingest.profiles import Profile, load_profile
from warraq.ingest.voting import FEWEST_DOCUMENTS, Heap
from warraq.text.encoding import decode

# The page that is judged does not vote.
_FEWEST = FEWEST_DOCUMENTS + 1


@dataclass(frozen=True, slots=True)
class Compared:
    """One page: its gold, and the F1 of its body without and with what others teach."""

    gold: dict[str, object]
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Capture:
    """A page with gold: how it votes, and its body as a profile reads it."""

    gold: dict[str, object]
    vote: Callable[[], Voted]
    body: Callable[[Profile], str]


def compare(captures: Iterable[Capture]) -> Iterator[Compared]:
    """Yield every page of a publisher with enough others to learn from."""
    portals: dict[str, list[Capture]] = {}
    for capture in captures:
        portals.setdefault(str(capture.gold["publisher"]), []).append(capture)
    for members in portals.values():
        votes = [one.vote() for one in members] if len(members) >= _FEWEST else []
        for judged in range(len(votes)):
            learned = _learned(votes[:judged] + votes[judged + 1 :])
            yield _compared(members[judged], learned)


def _learned(votes: Iterable[Voted]) -> frozenset[str]:
    heap = Heap()
    for title, lines in votes:
        heap.add(title, lines)
    return frozenset(signature(one.line) for one in heap.learned().furniture)


def _compared(capture: Capture, learned: frozenset[str]) -> Compared:
    generic = load_profile("generic")
    bodies = (capture.body(generic), capture.body(replace(generic, learned=learned)))
    gold, lang = str(capture.gold["body"]), str(capture.gold["lang"])
    return Compared(capture.gold, *(body_f1(body, gold, lang) for body in bodies))


def dumps_of(folder: Path) -> Iterator[Capture]:
    """Yield the text dumps of a folder."""
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        text = decode((folder / gold["file"]).read_bytes())
        yield Capture(
            gold,
            lambda text=text: voted_dump(lay_out(text.text, load_profile("generic"), "")),
            lambda profile, text=text: extract_text(text, profile, Hints()).body,
        )


def pages_of(corpus: Path) -> Iterator[Capture]:
    """Yield the saved pages whose body is known."""
    for row in rows_of(corpus):
        if row.gold.get("body"):
            yield _page(row, corpus)


def _page(row: Row, corpus: Path) -> Capture:
    def vote() -> Voted:
        return printed_lines(row.page(corpus), "", row.url, "", lexicon_of(load_profile("generic")))

    def body(profile: Profile) -> str:
        page = row.page(corpus)
        found = extract_html(page, charset="", url=row.url, profile=profile, hints=Hints())
        return plain_text(found.body)

    return Capture(row.gold, vote, body)


def main() -> None:
    """Print the figures."""
    corpus = Path(sys.argv[1])
    for name, captures in (("dumps", dumps_of(corpus / "dumps")), ("pages", pages_of(corpus))):
        found = list(compare(captures))
        publishers = {str(one.gold["publisher"]) for one in found}
        before = mean_over_publishers(found, lambda one: one.before)
        after = mean_over_publishers(found, lambda one: one.after)
        better = sum(one.after > one.before for one in found)
        worse = sum(one.after < one.before for one in found)
        print(f"{name} n={len(found)} publishers={len(publishers)}")
        print(f"      body F1 {before:.4f} → {after:.4f}")
        print(f"      better {better}, worse {worse}")


if __name__ == "__main__":
    main()
