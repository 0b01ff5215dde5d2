"""The blocks of a page, the lines that each prints, and what each weighs by itself.

Sentences speak for a story; links and the words of furniture against one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warraq.ingest.html.libraries import library
from warraq.ingest.html.names import is_caption, is_ingredient, names_of
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.lexicon import Lexicon
from warraq.ingest.lines import Line, line_of
from warraq.ingest.zones import weight_of

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
    `opens` holds the first sentences below a headline.
    """

    element: Element
    tag: str
    order: int
    names: str
    parts: Sequence[Part] = ()
    lines: Sequence[Line] = ()
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


def mark_captions(root: Element) -> None:
    """Let what is named as the caption of a picture be one to all that follows."""
    for element in root.iter("span", "div", "p", "em", "small", "i", "dd", "cite", "b"):
        names = names_of(element)
        if (
            names
            and is_caption(names)
            and len(text_of(element)) <= _LONGEST_CAPTION
            and not any(True for _ in element.iter("img", "figure", "figcaption"))
        ):
            element.tag = "figcaption"


def is_card(part: Part) -> bool:
    """Return whether a part is an item of a list of stories: a linked title with its teaser."""
    if part.tag not in ("li", "article") or part.signs > _LONGEST_CARD:
        return False
    titles = (inner for inner in (part, *part.parts) if inner.linked > LINKED)
    return any(inner.signs_in_links >= _SHORTEST_TITLE for inner in titles)


def is_leaf(part: Part) -> bool:
    """Return whether no block inside a part prints anything."""
    return not any(inner.signs for inner in part.parts)


# Parts the lines of a block: a space that no page can hold, since the tree has none for it.
_BREAK = "\x1e"
_MARKED = frozenset({"a", "br", "time"})


@dataclass(slots=True)
class _Open:
    """A block that is being read: the text and the blocks met in it, and how much is links."""

    tag: str
    order: int
    text: list[str]
    parts: list[Part]
    signs_in_links: int = 0


def read_blocks(root: Element, lexicon: Lexicon) -> tuple[Part, ...]:
    """Return every block of the page, inner ones before those that hold them.

    No other loop runs as often, so this one is a single stretch.
    """
    done: list[Part] = []
    here = _Open(root.tag, 0, [], [])
    around: list[_Open] = []
    count, links = 1, 0
    for event, element in library("lxml.etree").iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in BLOCKS and element is not root:
                here.text.append(_BREAK)
                around.append(here)
                here = _Open(tag, count, [], [])
                count += 1
            elif tag in _MARKED:
                links += _enter(element, here)
            text = element.text
        else:
            if tag in BLOCKS or element is root:
                part = _closed(here, element, lexicon)
                done.append(part)
                if not around:
                    break
                here = around.pop()
                here.parts.append(part)
            elif tag in _MARKED:
                links -= _leave(element, here)
            text = element.tail
        if text:
            here.text.append(text)
            if links:
                here.signs_in_links += len(text.strip())
    return tuple(done)


def _enter(element: Element, here: _Open) -> int:
    """Enter what is no block and still more than its text; return 1 for a link."""
    if element.tag == "a":
        return not _is_anchor(element, here)
    here.text.append(_BREAK if element.tag == "br" else " ")
    return 0


def _leave(element: Element, here: _Open) -> int:
    """Leave it again; return 1 for a link."""
    if element.tag == "time":
        here.text.append(" ")
    return element.tag == "a" and not _is_anchor(element, here)


def _is_anchor(element: Element, here: _Open) -> bool:
    """Return whether a link leads from a heading to itself, for others to link there."""
    return here.tag in HEADINGS and element.get("href", "").startswith("#")


def _closed(here: _Open, element: Element, lexicon: Lexicon) -> Part:
    """Return the part that a block is, once all of it was read."""
    part = Part(element, here.tag, here.order, names_of(element), here.parts)
    text = "".join(here.text)
    # Most blocks only hold others.
    if text.isspace() or not text:
        return part
    printed = [" ".join(line.split()) for line in text.split(_BREAK)]
    part.lines = [line_of(line, lexicon) for line in printed if line]
    part.signs = sum([len(line.text) for line in part.lines])
    part.signs_in_links = min(part.signs, here.signs_in_links)
    part.linked = part.signs_in_links / part.signs
    part.own = sum([_weight(line, part) for line in part.lines])
    if is_ingredient(part.element):
        part.own = max(part.own, _INGREDIENT)
    return part


def _weight(line: Line, part: Part) -> float:
    if part.linked > LINKED:
        return min(line.size, _MOST_WORDS) * _LINKED_SENTENCE if line.is_prose else _LINK
    weight = weight_of(line)
    if weight < 0 and part.tag in _SHORT_BY_NATURE and not line.kind:
        return 0.0
    return weight * (1 - part.linked) if weight > 0 else weight
