"""Portals made up for voting: boxes inside stories whose lines change from page to page.

Each page has six sentences of its own, and in their midst a box of its portal's kind.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_SEED = 7
PAGES = 12
_PLACES = (
    "harbour",
    "market",
    "bridge",
    "school",
    "quarry",
    "station",
    "theatre",
    "library",
    "mill",
)
_TOWNS = ("Ashby", "Corwen", "Dunmore", "Elstow", "Farley", "Garth", "Hawes", "Ilford")
_FATES = (
    *("stays closed until the end of summer", "opens again after long repairs"),
    *("gets a new roof before the winter", "is to move to the northern shore"),
    *("waits for money from the capital", "celebrates its hundredth year"),
)
_SPEAKERS = ("The mayor", "A speaker of the council", "The director", "An engineer")
_OFFERS = (
    *("gives the Gazette to a friend", "reads the Gazette at home", "shares the Gazette at work"),
    "orders the Gazette by post",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story of an invented portal, and what the box on its page says."""

    title: str
    sentences: tuple[str, ...]
    box: tuple[str, ...] = ()

    def page(self, markup: str) -> str:
        """Return the page, with the box as `markup` in the midst of the story."""
        told = [f"<p>{sentence}</p>" for sentence in self.sentences]
        body = "".join((*told[:3], markup, *told[3:]))
        head = f"<title>{self.title} | Gazette</title>"
        return (
            f"<html><head>{head}</head><body><h1>{self.title}</h1><div>{body}</div></body></html>"
        )


# A box is made from the other stories on its page, and from the number of the page.
_Box = Callable[[Sequence[Story], int], tuple[str, tuple[str, ...]]]


def _linked(others: Sequence[Story], _: int) -> tuple[str, tuple[str, ...]]:
    cards = (f"<h4><a href=/x>{s.title}</a></h4><p>{s.sentences[0]}</p>" for s in others)
    return f"<div class=abx>{''.join(cards)}</div>", _teasers(others)


def _titles(others: Sequence[Story], _: int) -> tuple[str, tuple[str, ...]]:
    lines = "".join(f"<div>{s.title}</div>" for s in others)
    return f"<div class=hot>{lines}</div>", tuple(s.title for s in others)


def _plain(others: Sequence[Story], _: int) -> tuple[str, tuple[str, ...]]:
    cards = (f"<b>{s.title}</b><p>{s.sentences[0]}</p>" for s in others)
    return f"<div class=xtra>{''.join(cards)}</div>", _teasers(others)


def _offer(_: Sequence[Story], page: int) -> tuple[str, tuple[str, ...]]:
    text = f"Whoever {_OFFERS[page % len(_OFFERS)]} pays less every month and gets the supplement."
    return f"<blockquote class=qod>{text}</blockquote>", (text,)


def _once(others: Sequence[Story], _: int) -> tuple[str, tuple[str, ...]]:
    text = f"{others[0].title}: {others[0].sentences[0]}"
    return f"<div class=one><p>{text}</p></div>", (text,)


def _teasers(others: Sequence[Story]) -> tuple[str, ...]:
    return tuple(line for s in others for line in (s.title, s.sentences[0]))


BOXES: tuple[tuple[str, _Box], ...] = (
    ("linked titles with teasers", _linked),
    ("titles without links", _titles),
    ("titles and teasers without links", _plain),
    ("one of four offers", _offer),
    ("a teaser that no other page shows", _once),
)


def portal(box: _Box) -> Iterator[tuple[Story, str]]:
    """Yield the stories of a portal with one kind of box, each with its page."""
    chance = random.Random(_SEED)
    stories = [_story(chance) for _ in range(PAGES)]
    for number, story in enumerate(stories):
        others = [stories[(number + ahead) % PAGES] for ahead in (1, 2, 3)]
        markup, lines = box(others, number)
        yield Story(story.title, story.sentences, lines), story.page(markup)


def _story(chance: random.Random) -> Story:
    title = f"The old {chance.choice(_PLACES)} of {chance.choice(_TOWNS)} {chance.choice(_FATES)}"
    return Story(title, tuple(_sentence(chance) for _ in range(6)))


def _sentence(chance: random.Random) -> str:
    told = f"{chance.choice(_SPEAKERS)} said that the {chance.choice(_PLACES)}"
    near = f"near the {chance.choice(_PLACES)} {chance.choice(_FATES)}"
    asked = f"as {chance.choice(('many', 'few', 'most', 'some'))} people of {chance.choice(_TOWNS)}"
    return f"{told} {near}, {asked} had asked for."
