"""The blocks of a page, the lines that each prints, and what each weighs by itself.

Sentences speak for a story; links and the words of furniture against one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from warraq.ingest.html.index import Index
from warraq.ingest.html.libraries import library
from warraq.ingest.html.names import is_caption, is_ingredient
from warraq.ingest.html.tree import Element, short_text_of
from warraq.ingest.printed.lexicon import Lexicon
from warraq.ingest.printed.lines import Line, line_of
from warraq.ingest.printed.zones import weight_of

BLOCKS = frozenset(
    {"html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dir"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu", "nav", "noscript", "ol"}
    | {"p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
    | {"ul", "caption", "marquee"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

# A line in one of these is short and no sentence in a story as well.
_SHORT_BY_NATURE = HEADINGS | {"figcaption", "pre", "caption", "dt", "dd", "th", "li"}

# Mostly links: a menu, a teaser, a list of further stories.
LINKED = 0.5
_LINK = -4.0
_LINKED_SENTENCE = -0.4
_MOST_WORDS = 40

# A card has a linked title, and little more.
_SHORTEST_TITLE = 12
_LONGEST_CARD = 500

# What a dish is made of stands in words, and is as much of a recipe as its sentences.
_INGREDIENT = 4.0


@dataclass(slots=True, eq=False)
class Part:
    """A block element: what stands directly in it, and what it and all below it weigh.

    `order` counts the blocks as they begin; `names` are those of the element. `own` is
    the weight of its own lines, `total` of everything inside; `prose` is the sum of what
    speaks for a story in it; `linked` the share of its own signs that are links. One that
    `opens` holds the first sentences below a headline. `places` tells of each line behind how
    many of the blocks inside it stands, where there are any.
    """

    element: Element
    tag: str
    order: int
    names: str
    parts: Sequence[Part] = ()
    lines: Sequence[Line] = ()
    places: Sequence[int] = ()
    linked: float = 0.0
    own: float = 0.0
    total: float = 0.0
    prose: float = 0.0
    signs: int = 0
    signs_in_links: int = 0
    noise: bool = False
    story: bool = False
    opens: bool = False

    @property
    def linked_inside(self) -> float:
        """Return the share of links in everything inside."""
        return self.signs_in_links / self.signs if self.signs else 0.0


# A caption, with the credit, has a few lines; what is longer only bears the name.
_LONGEST_CAPTION = 600
_MAY_BE_CAPTION = frozenset({"span", "div", "p", "em", "small", "i", "dd", "cite", "b"})


def mark_captions(index: Index) -> None:
    """Let what is named as the caption of a picture be one to all that follows."""
    for element in index.named(is_caption):
        if (
            index.still(element, _MAY_BE_CAPTION)
            and short_text_of(element, _LONGEST_CAPTION) is not None
            and not any(True for _ in element.iter("img", "figure", "figcaption"))
        ):
            element.tag = "figcaption"
    for table in index.of("table"):
        if _shows_picture(table):
            table.tag = "figure"


# Old pages set a picture into a table of two cells, the other one for what it shows: a
# sentence or two. A longer text beside a picture is the story's.
_CELLS_OF_PICTURE = 2
_LONGEST_IN_CELL = 200
_OF_OWN = ("img", "a", "table", "h1", "h2", "h3", "h4", "li")


def _shows_picture(table: Element) -> bool:
    """Return whether a table is one picture and what it shows; the cell of that is its caption."""
    cells = list(islice(table.iter("td", "th"), _CELLS_OF_PICTURE + 1))
    if len(cells) != _CELLS_OF_PICTURE:
        return False
    picture, told = cells
    images = islice(picture.iter("img"), _CELLS_OF_PICTURE)
    if len(list(images)) != 1 or short_text_of(picture, 0) is None:
        return False
    if not short_text_of(told, _LONGEST_IN_CELL) or any(True for _ in told.iter(*_OF_OWN)):
        return False
    if not any(True for _ in told.iter("figcaption")):
        told.tag = "figcaption"
    return True


def is_card(part: Part) -> bool:
    """Return whether a part is an item of a list of stories: a linked title with its teaser."""
    if part.signs > _LONGEST_CARD or part.signs_in_links < _SHORTEST_TITLE:
        return False
    if part.tag == "div":
        return _has_linked_heading(part)
    if part.tag not in ("li", "article"):
        return False
    titles = (inner for inner in (part, *part.parts) if inner.linked > LINKED)
    return any(inner.signs_in_links >= _SHORTEST_TITLE for inner in titles)


def _has_linked_heading(part: Part) -> bool:
    """Return whether the first heading inside a part is the linked title of a story."""
    waiting = [part]
    while waiting:
        inner = waiting.pop()
        if inner.tag in HEADINGS:
            return inner.linked > LINKED and inner.signs_in_links >= _SHORTEST_TITLE
        waiting += reversed(inner.parts)
    return False


def is_leaf(part: Part) -> bool:
    """Return whether no block inside a part prints anything."""
    return not any(inner.signs for inner in part.parts)


# Parts the lines of a block, and stands where one begins inside it: spaces that no page can
# hold, since the tree has none for them.
_BREAK = "\x1e"
_BLOCK = "\x1f"
# What is no block and still more than its text, and what it parts words or lines with.
_BETWEEN = {"br": _BREAK, "time": " "}
# Where no text runs, only the style of a page stands between what touches in its source:
# `<a>name</a><span>day</span>`.
_SET_APART = frozenset({"span", "a"})
_RUNNING = HEADINGS | {"p"}


def read_blocks(root: Element, index: Index, lexicon: Lexicon) -> tuple[Part, ...]:
    """Return every block of the page, inner ones before those that hold them.

    No other loop runs as often, so this one is a single stretch. Of the block that is
    being read it knows its tag and order, the text and the blocks met in it, and how
    many of its signs are links; `around` are those that it stands in.
    """
    done: list[Part] = []
    around: list[tuple[str, int, list[str], list[Part], int]] = []
    block, texts = root.tag, [root.text or ""]
    parts: list[Part] = []
    order, in_links, count, links = 0, 0, 1, 0
    ended = False
    walk = library("lxml.etree").iterwalk(root, events=("start", "end"))
    next(walk)
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in BLOCKS:
                texts.append(_BLOCK)
                around.append((block, order, texts, parts, in_links))
                block, order, texts, parts, in_links = tag, count, [], [], 0
                count += 1
            elif tag == "a":
                links += block not in HEADINGS or not _is_anchor(element)
            elif tag in _BETWEEN:
                texts.append(_BETWEEN[tag])
            if ended and tag in _SET_APART and block not in _RUNNING:
                texts.append(" ")
            ended = False
            text = element.text
        else:
            if tag in BLOCKS:
                if not around:
                    break
                part = Part(element, tag, order, index.names.get(element, ""), parts)
                _close(part, "".join(texts), in_links, index, lexicon)
                done.append(part)
                block, order, texts, parts, in_links = around.pop()
                parts.append(part)
            elif tag == "a":
                links -= block not in HEADINGS or not _is_anchor(element)
            elif tag == "time":
                texts.append(" ")
            text = element.tail
            ended = not text
        if text:
            texts.append(text)
            if links:
                in_links += len(text.strip())
    whole = Part(root, block, order, index.names.get(root, ""), parts)
    _close(whole, "".join(texts), in_links, index, lexicon)
    return (*done, whole)


def _is_anchor(element: Element) -> bool:
    """Return whether a link of a heading leads to itself, for others to link there."""
    return element.get("href", "").startswith("#")


def _close(part: Part, text: str, in_links: int, index: Index, lexicon: Lexicon) -> None:
    """Give a part its lines and what they weigh, once all of its block was read."""
    # Most blocks only hold others.
    if text and not text.isspace():
        printed = _printed(part, text)
        part.lines = [line_of(line, lexicon) for line in printed]
        part.signs = len(printed[0]) if len(printed) == 1 else sum(map(len, printed))
        part.signs_in_links = min(part.signs, in_links)
        part.linked = part.signs_in_links / part.signs
        part.own = weight_of_lines(part)
        if (index.marks or part.tag == "li") and is_ingredient(part.element):
            part.own = max(part.own, _INGREDIENT)
    for inner in part.parts:
        part.signs += inner.signs
        part.signs_in_links += inner.signs_in_links


def _printed(part: Part, text: str) -> list[str]:
    """Return the lines in the text of a block, and tell the block where they stand in it."""
    if not part.parts:
        return [" ".join(words) for line in text.split(_BREAK) if (words := line.split())]
    placed = [
        (behind, " ".join(words))
        for behind, stretch in enumerate(text.split(_BLOCK))
        for line in stretch.split(_BREAK)
        if (words := line.split())
    ]
    part.places = [behind for behind, _ in placed]
    return [line for _, line in placed]


def weight_of_lines(part: Part) -> float:
    """Return what the lines of a block weigh together."""
    weight = 0.0
    for line in part.lines:
        weight += _weight(line, part)
    return weight


def _weight(line: Line, part: Part) -> float:
    if part.linked > LINKED:
        return min(line.size, _MOST_WORDS) * _LINKED_SENTENCE if line.is_prose else _LINK
    weight = weight_of(line)
    if weight < 0 and part.tag in _SHORT_BY_NATURE and not line.kind:
        return 0.0
    return weight * (1 - part.linked) if weight > 0 else weight
