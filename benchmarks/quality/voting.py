"""What learning furniture from the heap changes, on publishers with several captures.

    python -m benchmarks.quality.voting DIR

Every page is read twice: as of a portal nothing is known about, and after all other
pages of its publisher have voted. DIR is the corpus. Portals made up for it show what
voting does about boxes whose lines change from page to page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.quality.pages import Row, rows_of
from benchmarks.quality.plain import plain_text
from benchmarks.quality.portals import BOXES, Story, portal
from benchmarks.quality.scores import body_f1, mean_over_publishers
from warraq.ingest.html import extract_html
from warraq.ingest.html.printed import printed_lines
from warraq.ingest.learn import Voted, voted_dump
from warraq.ingest.portal.learned import signature
from warraq.ingest.portal.profiles import Profile, load_profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.ingest.printed.lexicon import lexicon_of
from warraq.ingest.printed.page import lay_out
from warraq.ingest.printed.voting import FEWEST_DOCUMENTS, Heap
from warraq.text.encoding import decode
from warraq.text.keys import key

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


def _learned(votes: Iterable[Voted]) -> Profile:
    """Return the profile with what the votes teach."""
    heap = Heap()
    for title, lines in votes:
        heap.add(title, lines)
    found = heap.learned()
    return replace(
        load_profile("generic"),
        learned=frozenset(signature(one.line) for one in found.furniture),
        boxes=frozenset(one.box for one in found.boxes),
    )


def _compared(capture: Capture, taught: Profile) -> Compared:
    bodies = (capture.body(load_profile("generic")), capture.body(taught))
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
    def body(profile: Profile) -> str:
        return _body(row.page(corpus), row.url, profile)

    return Capture(row.gold, lambda: _vote(row.page(corpus), row.url), body)


def _vote(page: bytes, url: str) -> Voted:
    return printed_lines(page, "", url, "", lexicon_of(load_profile("generic")))


def _body(page: bytes, url: str, profile: Profile) -> str:
    found = extract_html(page, charset="", url=url, profile=profile, hints=Hints())
    return plain_text(found.body)


@dataclass(frozen=True, slots=True)
class Told:
    """How many lines of a box, and of a story, are in the bodies of a portal, and of how many."""

    box: int = 0
    of_box: int = 0
    story: int = 0
    of_story: int = 0

    def plus(self, body: str, story: Story) -> Told:
        """Return the counts with those of one more page."""
        folded = key(body)
        return Told(
            self.box + sum(key(line) in folded for line in story.box),
            self.of_box + len(story.box),
            self.story + sum(key(line) in folded for line in story.sentences),
            self.of_story + len(story.sentences),
        )

    def __str__(self) -> str:
        return f"box {self.box}/{self.of_box}, story {self.story}/{self.of_story}"


def compare_boxes(pages: Sequence[tuple[Story, str]]) -> tuple[Told, Told]:
    """Return what is in the bodies of a portal without, and with, what the other pages teach."""
    votes = [_vote(page.encode(), "") for _, page in pages]
    before, after = Told(), Told()
    for judged, (story, page) in enumerate(pages):
        taught = _learned(votes[:judged] + votes[judged + 1 :])
        before = before.plus(_body(page.encode(), "", load_profile("generic")), story)
        after = after.plus(_body(page.encode(), "", taught), story)
    return before, after


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
    for name, box in BOXES:
        before_voting, after_voting = compare_boxes(tuple(portal(box)))
        print(f"made up, {name}\n      {before_voting} → {after_voting}")


if __name__ == "__main__":
    main()
