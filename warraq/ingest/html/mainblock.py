"""Which element of a page holds its story."""

from __future__ import annotations

from collections.abc import Sequence

from warraq.ingest.html.blocks import Part
from warraq.ingest.html.layout import inside
from warraq.ingest.html.weighing import inside_noise
from warraq.text.keys import key

# A container that is named for the story is taken where it holds so much of it.
_NAMED = 0.5
_ARTICLE = 0.8

# This story, and another.
_SEVERAL = 2

# A paragraph holds no story: what stands around it does, unless it is mostly other things.
_PARAGRAPHS = frozenset({"p", "li"})
_AROUND = 0.3
# A sentence beside what is long and named for furniture may be a mere label of it.
_OUTSIDE_NOISE = 0.5


def find_story(parts: Sequence[Part], headline: str = "") -> Part | None:
    """Return the part of the page that holds the story, None where nothing speaks for one.

    Of several stories that stand whole below each other it is that of the `headline`.
    """
    of_headline = _of_headline(parts, key(headline)) or parts
    return _outside_noise(of_headline) or _densest(of_headline)


def _outside_noise(parts: Sequence[Part]) -> Part | None:
    """Return the story that stands in nothing named for furniture, where one weighs enough.

    What readers wrote may be longer than a short story.
    """
    noise = inside_noise(parts)
    outside = [part for part in parts if id(part) not in noise] if noise else ()
    heaviest = max((part.total for part in parts), default=0.0)
    found = _densest(outside)
    return found if found and found.total >= heaviest * _OUTSIDE_NOISE else None


def _of_headline(parts: Sequence[Part], folded: str) -> tuple[Part, ...]:
    """Return the parts of the <article> below a headline, () where no other has one of its own."""
    owners: dict[int, tuple[Part, Part]] = {}
    for article in (part for part in parts if part.tag == "article" and part.total > 0):
        for head in inside(article):
            if head.tag == "h1" and head.signs and not head.linked:
                owners.setdefault(id(head), (article, head))
    if len({id(article) for article, _ in owners.values()}) < _SEVERAL:
        return ()
    heads = ((article, line) for article, head in owners.values() for line in head.lines)
    own = next((article for article, line in heads if line.prints(folded)), None)
    within = set(map(id, inside(own))) if own else set()
    return tuple(part for part in parts if id(part) in within)


def _densest(parts: Sequence[Part]) -> Part | None:
    best = max(parts, key=lambda part: part.total, default=None)
    if best is None or best.total <= 0:
        return None
    named = [part for part in parts if part.story and part.total >= best.total * _NAMED]
    if named:
        return max(named, key=lambda part: part.total)
    articles = (part for part in parts if part.tag == "article")
    near = [part for part in articles if part.total >= best.total * _ARTICLE]
    return max(near, key=lambda part: part.total) if near else _around(best, parts)


def _around(best: Part, parts: Sequence[Part]) -> Part:
    """Return what a lone paragraph stands in, else the part itself."""
    if best.tag not in _PARAGRAPHS:
        return best
    above = next((part for part in parts if best in part.parts), best)
    return above if above.total >= best.total * _AROUND else best
