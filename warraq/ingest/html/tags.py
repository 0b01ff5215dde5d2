"""Which tags a page links to below its story, where it states none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warraq.ingest.html.index import Index
from warraq.ingest.html.layout import Layout, Printed
from warraq.ingest.html.names import name_words, names_of
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.printed.lexicon import Lexicon
from warraq.text.keys import key

_LONGEST = 40
# More of them are those of the whole portal.
_MOST = 20
# A box of tags is its label and links, with commas between.
_LINKED = 0.5
_LONGEST_LABEL = 30

# Tags stand so many lines behind a story, and above the boxes of what others read.
_BEHIND = 12
_ENDS = frozenset({"most_read", "latest"})
# The label may stand in a heading of its own, the links in a list beside it.
_MOST_FRAMES = 2

# Each teaser of another story, and the cloud of all tags, has links of that kind, too.
_ELSEWHERE = frozenset({"nav", "aside"})
_OF_OTHERS = frozenset({"sidebar", "widget", "related", "cloud", "recommended"})
_OF_STORY = frozenset({"article", "main"})
_POST = frozenset({"article", "entry", "post", "hentry"})
_IN_ROWS = frozenset({"li", "span"})


def printed_tags(index: Index, layout: Layout, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the tags that a page prints: the links of that kind, else those behind the word."""
    links = index.of("a") if layout.start >= 0 else ()
    rows = _rows(link for link in links if "tag" in link.get("rel", "").lower().split())
    told = next((row for row in rows if 0 < len(row) <= _MOST), ()) or _labelled(layout, lexicon)
    names = (name for name in map(_bare, told) if not lexicon.has("tags", name))
    return tuple({key(name): name for name in names if key(name)}.values())


def _bare(name: str) -> str:
    return name.lstrip("# ").strip(" ,،")


def _rows(links: Iterable[Element]) -> Iterator[tuple[str, ...]]:
    """Yield the texts of links that stand side by side."""
    row: list[str] = []
    frame: Element | None = None
    for link in links:
        above = link.getparent()
        if above is not None and above.tag in _IN_ROWS:
            above = above.getparent()
        if above is not frame:
            yield tuple(row)
            row, frame = [], above
        if "category" not in link.get("rel", "") and not stands_elsewhere(link):
            row.append(text_of(link))
    yield tuple(row)


def stands_elsewhere(link: Element) -> bool:
    """Return whether a link stands around a story, or in the teaser of another."""
    in_footer = False
    for above in link.iterancestors():
        names = name_words(names_of(above))
        in_footer = in_footer or above.tag == "footer"
        if not _OF_OTHERS.isdisjoint(names):
            return True
        if above.tag in _OF_STORY or not _POST.isdisjoint(names):
            return False
        if above.tag in _ELSEWHERE:
            return True
    return in_footer


def _labelled(layout: Layout, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the links behind the word for tags."""
    for printed in layout.lines[max(layout.start, 0) : layout.end + _BEHIND]:
        if printed.line.kind in _ENDS:
            return ()
        if _names_tags(printed, lexicon) and (found := _links_beside(printed.part.element)):
            return found
    return ()


def _names_tags(printed: Printed, lexicon: Lexicon) -> bool:
    if printed.line.kind == "tags":
        return True
    label = lexicon.label_of(printed.line.text)
    return bool(label and label.kind == "tags" and printed.part.signs_in_links)


def _links_beside(element: Element) -> tuple[str, ...]:
    """Return the texts of the links in the nearest frame that has some and little else."""
    frame: Element | None = element
    for _ in range(_MOST_FRAMES + 1):
        links = [text_of(link) for link in frame.iter("a")] if frame is not None else []
        if frame is not None and links:
            fits = len(links) <= _MOST and all(len(link) <= _LONGEST for link in links)
            others = len(text_of(frame)) - _LONGEST_LABEL
            whole = sum(map(len, links)) >= others * _LINKED
            return tuple(links) if fits and whole else ()
        frame = frame.getparent() if frame is not None else None
    return ()
