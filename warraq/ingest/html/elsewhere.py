"""Does an element stand where a page prints what is not of its story?

The head of a page tells the day of the visit, comments and cards those of others.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from warraq.ingest.html.blocks import HEADINGS
from warraq.ingest.html.names import is_noise, name_words, names_of
from warraq.ingest.html.tree import Element, short_text_of
from warraq.text.keys import key

_WHOLE = frozenset({"html", "body"})

# The head and the bars of a page print the day on which it is visited.
_OF_VISIT = frozenset({"today", "clock", "header", "topbar", "masthead", "top", "navbar", "footer"})
_OF_STORY = frozenset(
    {"post", "entry", "article", "item", "news", "content", "single", "story", "detail", "meta"}
    | {"date", "art"}
)
_FRAMES = frozenset({"header", "nav", "footer", "aside"})
_HOLDS_STORY = frozenset({"article", "main", "section"})


def is_of_visit(element: Element) -> bool:
    """Return whether an element stands where pages print the day of the visit."""
    around = (one for one in (element, *element.iterancestors()) if one.tag not in _WHOLE)
    words = (name_words(names_of(one)) for one in around)
    return any(one & _OF_VISIT and not one & _OF_STORY for one in words)


def is_in_frame(element: Element) -> bool:
    """Return whether an element stands in the head, bar or foot of the page itself."""
    frame = None
    for above in (element, *element.iterancestors()):
        if above.tag in _HOLDS_STORY:
            return False
        frame = above if above.tag in _FRAMES and frame is None else frame
    return frame is not None and not any(True for _ in frame.iter("h1"))


_HOME = re.compile(r"https?://[^/]+/?|\./|/?(?:(?:index|default)\.\w+)|/", re.I)


def is_of_page(element: Element) -> bool:
    """Return whether an element is of the head of a page: named so, or with a link home."""
    if is_of_visit(element) or is_in_frame(element):
        return True
    return any(map(leads_home, element.iter("a")))


def leads_home(link: Element) -> bool:
    """Return whether a link leads to the front page of its portal."""
    return _HOME.fullmatch(link.get("href", "").strip()) is not None


_OF_EVENTS = frozenset({"event", "events", "due", "deadline", "expire", "expiry", "birth", "death"})


def is_of_event(element: Element) -> bool:
    """Return whether an element is named for when a thing takes place."""
    return not _OF_EVENTS.isdisjoint(name_words(names_of(element)))


_COMMENTS = frozenset(
    {"comment", "comments", "commentlist", "comms", "comm", "disqus", "talkback", "talkbacks"}
    | {"respond", "replies", "yorum", "yorumlar"}
)
# A story may be the comment of a journalist.
_COMMENTARY = frozenset({"comment", "header"})
_MAY_BE_COMMENTED = _WHOLE | {"article", "main"}


def stands_in_comments(element: Element) -> bool:
    """Return whether an element stands among the comments on a story."""
    around = (one for one in element.iterancestors() if one.tag not in _MAY_BE_COMMENTED)
    words = (name_words(names_of(one)) for one in around)
    return any(_COMMENTS & one and not one >= _COMMENTARY for one in words)


_ELSEWHERE = frozenset({"aside", "footer", "nav"})
# A byline stands beside a story and is named as what surrounds one.
_OF_THE_STORY = frozenset({"byline", "share", "social", "bio", "banner", "print"})


def surrounds_story(element: Element) -> bool:
    """Return whether an element stands in what surrounds a story: comments, bars, boxes."""
    for above in element.iterancestors():
        if "comment" in above.get("itemprop", "").lower() or above.tag in _ELSEWHERE:
            return True
        if above.tag not in ("body", "html", "main") and is_noise(names_of(above)):
            return not name_words(names_of(above)) & _OF_THE_STORY
    return False


# A card is a title with a day, and little more; it begins a few elements above its day.
_DEEPEST, _LONGEST_CARD = 4, 400
# A shorter link may be the name of an author, or of a section.
_FEWEST_WORDS, _SHORTEST, _SHORTEST_UNSPACED = 5, 20, 9
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def is_in_card(element: Element, titles: Collection[str]) -> bool:
    """Return whether an element stands beside the linked title of another story.

    `titles` are the folded ones of this.
    """
    for depth, above in enumerate(element.iterancestors()):
        is_whole = above.tag in _WHOLE or any(True for _ in above.iter("h1"))
        if depth == _DEEPEST or is_whole or short_text_of(above, _LONGEST_CARD) is None:
            return False
        if any(leads_elsewhere(link, titles) for link in above.iter("a")):
            return True
    return False


def leads_elsewhere(link: Element, titles: Collection[str]) -> bool:
    """Return whether a link is the title of another story."""
    text = short_text_of(link, _LONGEST_CARD) or ""
    # A day may link to its own page.
    for time in link.iter("time"):
        text = text.replace(short_text_of(time, _LONGEST_CARD) or "", " ")
    folded = key(text)
    if not folded or any(folded in title or title in folded for title in titles):
        return False
    if len(_UNSPACED.findall(text)) >= _SHORTEST_UNSPACED:
        return True
    words, signs = len(text.split()), len(text)
    is_heading = any(True for _ in link.iterancestors(*HEADINGS)) or any(
        inner.tag in HEADINGS for inner in link.iter()
    )
    return signs >= _SHORTEST and words >= (_FEWEST_WORDS - 1 if is_heading else _FEWEST_WORDS)
