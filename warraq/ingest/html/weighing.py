"""How much each part of a page speaks for being the story.

The weight of an element is the sum of those inside it, so that the element that
holds the story, and nothing else, has the greatest.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from warraq.ingest.html.asides import asks_for_cookies
from warraq.ingest.html.blocks import HEADINGS, LINKED, Part, is_card, read_blocks
from warraq.ingest.html.index import Index
from warraq.ingest.html.names import is_consent, is_noise, is_story, is_teaser, noise_words
from warraq.ingest.html.silent import end_sentences
from warraq.ingest.html.tree import Element
from warraq.ingest.printed.lexicon import Lexicon
from warraq.text.keys import key

# These hold the page's own navigation and forms on any site that uses them.
_NOISE_TAGS = frozenset({"nav", "aside", "footer", "form", "menu", "fieldset"})

# An element that holds so much of the page's sentences is no mere surrounding,
# whatever it is called: themes name the whole page «has-sidebar».
_TOO_MUCH_FOR_NOISE = 0.4
_NOISE = -8.0
# What will be taken out anyway costs a story little: it is only somewhat less likely
# to go on behind a menu.
_FLOOR = -16.0
_FLOOR_OF_LINKS = -10.0

# The first sentences below the headline are the story's, however short it is.
_BELOW_HEADLINE = 25.0
_NEAR = 20
# Where next to no sentence of a page stands outside of what is named for furniture, names
# mean something else there: the reports of a match are its «comments».
_NOTHING = 25.0
_SOMETHING = 100.0

# A story of two paragraphs, and lines enough for a menu beside it.
_FEW_WORDS, _SOME_LINES = 40, 6

# A poem has lines of two words; a page of fewer than so many in all tells no story.
_FEWEST_IN_LINE, _FEWEST_WORDS, _SOME_OF_STORY = 2, 10, 2

# A linked title with a teaser: so many below each other are a list of other stories.
_A_LIST = 3
# Two are one where nothing else stands in their frame.
_NO_MORE = 2


def weigh(root: Element, index: Index, lexicon: Lexicon, headline: str = "") -> tuple[Part, ...]:
    """Return every block of the page, inner ones before those that hold them."""
    parts = read_blocks(root, index, lexicon)
    told = key(headline)
    end_sentences(parts, told)
    _silence_consent(parts)
    _favour_below(told, parts)
    _sum_up(parts)
    everything = parts[-1].prose if parts else 0.0
    _mark_noise(parts, everything)
    _clear_named_for_ads(parts, everything)
    if everything >= _SOMETHING and _outside_noise(parts[-1]) < _NOTHING:
        _mark_noise(parts, everything, by_names=False)
    _add_up(parts, index)
    if all(part.total <= 0 for part in parts):
        _favour_sentences(parts)
    if all(part.total <= 0 for part in parts):
        _favour_words(parts, told)
        _sum_up(parts)
        _add_up(parts, index)
    return parts


def _silence_consent(parts: Sequence[Part]) -> None:
    """Let what asks for consent speak for no story, whatever its element is called."""
    for part in parts:
        if part.own > 0 and any(asks_for_cookies(line.text) for line in part.lines):
            told = [line for line in part.lines if line.is_prose]
            if all(asks_for_cookies(line.text) for line in told):
                part.own = 0.0


def _favour_sentences(parts: Sequence[Part]) -> None:
    """Let the block with the most sentences speak for a story, though menus outweigh them in it.

    The oldest pages set everything into one block, parted by line breaks alone.
    """
    told = {id(part): _words_told(part) for part in parts if not part.noise}
    most = max(told.values(), default=0)
    if most >= _FEW_WORDS:
        best = next(part for part in parts if told.get(id(part)) == most)
        best.own = best.total = float(most)


def _favour_words(parts: Sequence[Part], headline: str) -> None:
    """Let the words below the headline speak for a story where a page has no sentence at all.

    So do demands, a poem, and a few lines that end without a stop.
    """
    around = inside_noise(parts)
    printed = [part for part in sorted(parts, key=_order) if id(part) not in around]
    heads = [at for at, part in enumerate(printed) if _prints(part, headline)]
    below = printed[heads[-1] :] if heads and headline else printed
    told = {id(part): _unlinked(part, headline) for part in below}
    sizes = [size for lines in told.values() for size in lines]
    # One line may be the name of anything.
    if len(sizes) < _SOME_OF_STORY or sum(sizes) < _FEWEST_WORDS:
        return
    for part in below:
        part.own = max(part.own, float(sum(told[id(part)])))


def _prints(part: Part, headline: str) -> bool:
    return any(line.prints(headline) for line in part.lines)


def _unlinked(part: Part, headline: str) -> list[int]:
    """Return how many words each line of a block has that may be of a story."""
    if part.linked > LINKED or part.tag in HEADINGS:
        return []
    told = (line for line in part.lines if not (line.kind or line.cut or line.prints(headline)))
    return [line.size for line in told if line.size >= _FEWEST_IN_LINE]


def inside_noise(parts: Sequence[Part]) -> set[int]:
    """Return the ids of the parts that are what surrounds a story, and of all inside them."""
    inside = {id(part) for part in parts if part.noise}
    for part in reversed(parts):
        if id(part) in inside:
            inside.update(map(id, part.parts))
    return inside


def _words_told(part: Part) -> int:
    """Return how many words the sentences of a block have."""
    if len(part.lines) < _SOME_LINES or part.linked > LINKED:
        return 0
    return sum(line.size for line in part.lines if line.is_prose)


def _sum_up(parts: Sequence[Part]) -> None:
    """Count the sentences inside each part."""
    for part in parts:
        prose = part.own if part.own > 0 else 0.0
        for inner in part.parts:
            prose += inner.prose
        part.prose = prose


def _mark_noise(parts: Sequence[Part], everything: float, *, by_names: bool = True) -> None:
    """Mark what surrounds a story by its element or its name, `everything` being all prose."""
    for part in parts:
        names = part.names
        named = bool(names) and (is_noise(names) if by_names else is_consent(names))
        part.noise = part.tag in _NOISE_TAGS or named
        if part.noise and part.opens and not part.signs_in_links and is_teaser(names):
            part.noise = False
        if part.noise and part.prose > everything * _TOO_MUCH_FOR_NOISE:
            part.noise = is_consent(names) and not _may_be_page(part.element)


# What holds a story may be named for the advertisements that it has room for.
_OF_ADS = frozenset({"ads", "advert", "advertisement", "advertising", "sponsored", "promo"})


def _clear_named_for_ads(parts: Sequence[Part], everything: float) -> None:
    """Take for no noise what is named for ads alone where so much stands in it, taken together."""
    named = [part for part in parts if part.noise and _is_named_for_ads(part)]
    within = set(map(id, named))
    told = 0.0
    for part in reversed(parts) if named else ():
        if id(part) in within:
            told += max(part.own, 0.0)
            within.update(map(id, part.parts))
    if told > everything * _TOO_MUCH_FOR_NOISE:
        for part in named:
            part.noise = False


def _is_named_for_ads(part: Part) -> bool:
    words = noise_words(part.names)
    return part.tag not in _NOISE_TAGS and bool(words) and words <= _OF_ADS


def _outside_noise(root: Part) -> float:
    """Return how much of the sentences stands outside of noise, where it is next to nothing."""
    told = 0.0
    queue = [root]
    while queue and told < _NOTHING:
        part = queue.pop()
        if not part.noise:
            told += max(part.own, 0.0)
            queue.extend(part.parts)
    return told


def _add_up(parts: Sequence[Part], index: Index) -> None:
    """Weigh each part, those inside it being weighed."""
    bodies = {element for element, mark in index.marks.items() if mark == "articleBody"}
    for part in parts:
        if len(part.parts) >= _NO_MORE:
            _without_cards(part)
        total = part.own
        for inner in part.parts:
            total += inner.total if inner.total >= 0 else _cost(inner)
        part.total = total
        if part.noise:
            part.total = min(total, 0.0) + _NOISE
            if is_consent(part.names):
                _silence(part)
        else:
            part.story = is_story(part.names) or part.element in bodies


def _without_cards(part: Part) -> None:
    """Let the teasers of a list of other stories speak for no story.

    One below the headline of the page is of its own.
    """
    cards = [inner for inner in part.parts if is_card(inner)]
    is_list = len(cards) >= _A_LIST or (len(cards) == len(part.parts) and not part.lines)
    for card in cards if is_list else ():
        if _holds_opening(card):
            continue
        card.total = min(card.total, 0.0)
        _silence(card)


def _holds_opening(part: Part) -> bool:
    """Return whether the first sentences below a headline stand in a part."""
    waiting = [part]
    while waiting:
        inner = waiting.pop()
        if inner.opens:
            return True
        waiting += inner.parts
    return False


def _may_be_page(element: Element) -> bool:
    """Return whether an element holds a headline or a story, whatever its name is."""
    return element.tag == "body" or any(True for _ in element.iter("h1", "article"))


def _silence(part: Part) -> None:
    """Let nothing inside a part be taken for a story."""
    queue = list(part.parts)
    while queue:
        inner = queue.pop()
        inner.total = min(inner.total, 0.0)
        queue.extend(inner.parts)


def _cost(part: Part) -> float:
    """Return what a part that weighs less than nothing brings to the one that holds it."""
    return max(part.total, _FLOOR_OF_LINKS if part.noise or part.linked_inside > LINKED else _FLOOR)


_order = attrgetter("order")


def _favour_below(headline: str, parts: tuple[Part, ...]) -> None:
    """Let the first sentences below each print of the headline weigh more."""
    near = 0
    for part in sorted(parts, key=_order) if headline else ():
        for line in part.lines:
            if line.prints(headline):
                near = _NEAR
            elif near and line.is_prose and part.own > 0:
                part.own += _BELOW_HEADLINE
                part.opens = True
                near = 0
            else:
                near = max(0, near - 1)
