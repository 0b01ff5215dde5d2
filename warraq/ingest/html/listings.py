"""Whether a page lists stories instead of telling one.

A front page, a section, the page of an author or of a tag: linked titles with their teasers,
and next to no sentence that is not a teaser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from warraq.ingest.html.blocks import HEADINGS, LINKED, Part
from warraq.ingest.html.claims import Claims
from warraq.ingest.html.layout import inside
from warraq.ingest.html.page import Page
from warraq.ingest.html.tree import text_of
from warraq.text.keys import key
from warraq.text.sections import section_slug

_STORIES = frozenset({"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle"})
# Who states a day elsewhere states it of every teaser.
_STATED_IN_HEAD = ("json-ld", "open-graph", "meta")
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "og:profile"})

# A shorter link is a menu's, a longer block no teaser.
_SHORTEST_TITLE = 12
_LEAST_WORDS = 4
_LONGEST_TEASER = 700
# The day of a title alone is no teaser.
_SHORTEST_TEASER = 20

# Two teasers below one title may be related stories; where the page is named for a list,
# they are the list.
_A_LIST = 3
_A_NAMED_LIST = 2
_TITLES = 6
# So many teasers, and next to no word outside of them, are a front page.
_A_FRONT, _NEXT_TO_NONE = 10, 0.2
# One sentence is a story where nothing names a list; where something does, it says of what.
_ONE_SENTENCE = 9
_FEW_WORDS = 40

# Of an address only the name of a list may stand behind such a word: a story has a longer one.
_OF_LIST = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|search|etiket(?:ler)?|kategori|labels?|archives?)"
    r"(?:/[^/\d-]+)?(?:/[^/\d-]+(?:-[^/\d-]+){0,2})?(?:/page/\d+)?/?$"
    r"|[?&](?:s|q|search|query|tag|paged)=",
    re.I,
)
_HOME = re.compile(r"/?(?:[a-z]{2}/?)?(?:(?:index|default|home|main)(?:\.\w{3,5})?/?)?", re.I)


def states_story(claims: Claims) -> bool:
    """Return whether a page states a story of its own, apart from what it prints."""
    return bool(claims.types & _STORIES) or bool(claims.first("published", *_STATED_IN_HEAD))


def lists_stories(page: Page, address: str) -> bool:
    """Return whether a page that states no story lists some; `address` is that of the capture."""
    teasers = list(_teasers(page.parts, key(page.title)))
    titles = sum(map(_is_title, page.parts))
    if _is_home(address):
        return len(teasers) + titles >= _A_LIST
    others = _words_outside(page, teasers)
    if others < _ONE_SENTENCE and len(teasers) >= _A_LIST:
        return True
    if len(teasers) >= _A_FRONT and others < _words_in(page.story) * _NEXT_TO_NONE:
        return True
    if others >= _FEW_WORDS:
        return False
    many = len(teasers) >= _A_NAMED_LIST or titles >= _TITLES
    return _is_titled_as_list(page) or (many and _is_named_as_list(page, address))


def _is_home(url: str) -> bool:
    try:
        told = urlsplit(url)
    except ValueError:
        return False
    return (
        bool(told.netloc) and not (told.query or told.fragment) and bool(_HOME.fullmatch(told.path))
    )


def _is_titled_as_list(page: Page) -> bool:
    """Return whether the title of a page says that it is one: «Search results for: a word»."""
    label = page.lexicon.label_of(page.title)
    is_label = bool(label and label.kind == "listing" and label.has_colon)
    return is_label or page.lexicon.has("listing", page.title)


def _is_named_as_list(page: Page, address: str) -> bool:
    """Return whether a page says that it is one by its type, its address or a section's name."""
    if page.claims.types & _LISTS or _OF_LIST.search(unquote(address)):
        return True
    lang = page.claims.first("lang").partition("-")[0].lower()
    return section_slug(page.title, lang) is not None


def _is_title(part: Part) -> bool:
    """Return whether a block is the linked title of a story."""
    if part.linked <= LINKED or part.signs_in_links < _SHORTEST_TITLE:
        return False
    return any(line.size >= _LEAST_WORDS and not line.kind for line in part.lines)


def _teasers(parts: Sequence[Part], title: str) -> Iterator[Part]:
    """Yield the innermost blocks that tell a linked title with its teaser; not of this page."""
    around: set[int] = set()
    for part in parts:
        if any(id(inner) in around for inner in part.parts):
            around.add(id(part))
        elif _is_teaser(part):
            around.add(id(part))
            if not any(line.prints(title) for inner in inside(part) for line in inner.lines):
                yield part


def _is_teaser(part: Part) -> bool:
    if not _SHORTEST_TITLE <= part.signs_in_links <= part.signs <= _LONGEST_TEASER:
        return False
    if part.linked > LINKED:
        return any(line.is_prose or line.cut for line in part.lines)
    if part.signs - part.signs_in_links < _SHORTEST_TEASER:
        return False
    if part.lines and _opens_with_link(part):
        return True
    first = next((inner for inner in part.parts if inner.signs), None)
    head = next((one for one in _in_order(part) if one.tag in HEADINGS), first)
    if head is None:
        return False
    return head.linked > LINKED and head.signs_in_links >= _SHORTEST_TITLE


def _opens_with_link(part: Part) -> bool:
    """Return whether the first of several lines is a link: a title above its teaser."""
    link = next(part.element.iter("a"), None)
    is_first = link is not None and text_of(link) == part.lines[0].text
    return is_first and any(line.is_prose or line.cut for line in part.lines[1:])


def _in_order(part: Part) -> Iterator[Part]:
    return iter(sorted(inside(part), key=lambda inner: inner.order))


def _words_in(story: Part | None) -> int:
    """Return how many words of sentences stand in what is taken for the story."""
    parts = inside(story) if story else ()
    return sum(line.size for part in parts for line in part.lines if line.is_prose)


def _words_outside(page: Page, teasers: Sequence[Part]) -> int:
    """Return how many words of sentences stand neither in teasers nor around a story."""
    others = (*teasers, *(part for part in page.parts if part.noise))
    gone = {id(inner) for part in others for inner in inside(part)}
    told = (printed.line for printed in page.layout.lines if id(printed.part) not in gone)
    return sum(line.size for line in told if line.is_prose)
