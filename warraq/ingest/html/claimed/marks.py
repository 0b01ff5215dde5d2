"""What do the elements of a page claim of its story: microdata, <time>, links, its title?"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from itertools import islice

from warraq.ingest.html.claims import Claim
from warraq.ingest.html.elsewhere import (
    is_in_card,
    is_in_frame,
    leads_elsewhere,
    surrounds_story,
)
from warraq.ingest.html.index import Index
from warraq.ingest.html.jsonld import plain
from warraq.ingest.html.names import name_words, names_of
from warraq.ingest.html.tree import Element, select, short_text_of, text_of
from warraq.text.clues import has_clue

_ITEMS = {
    "headline": "title",
    "datepublished": "published",
    "datemodified": "updated",
    "datecreated": "created",
    "author": "author",
    "articlesection": "section",
    "keywords": "tags",
}


def marked(index: Index, others: Container[Element]) -> Iterator[Claim]:
    """Yield what is marked as microdata, but for what belongs to a comment or to `others`."""
    for element, marks in islice(index.marks.items(), _MOST_MARKS):
        for name in marks.lower().split():
            field = _ITEMS.get(name, "")
            if field and not surrounds_story(element) and not stands_in(element, others):
                yield Claim(field, _item_value(element, field), "microdata")


_OF_STORY = ("article", "posting", "report", "review", "creativework")


def other_stories(index: Index, titles: Sequence[str]) -> frozenset[Element]:
    """Return the elements that are marked as stories beside the page's own.

    Its own has the first heading, or else far more words than any other. One alone is another's
    where its headline leads elsewhere, and is none of the `titles` of the page.
    """
    typed = select(index.root, "//@itemtype/..")[:_MOST_MARKS]
    scopes = [one for one in typed if has_clue(one.get("itemtype", ""), _OF_STORY)]
    if len(scopes) < _SEVERAL:
        return frozenset(scope for scope in scopes if titles and _is_card(scope, titles))
    own = [scope for scope in scopes if any(True for _ in scope.iter("h1"))]
    return frozenset(scopes).difference(own or _largest(scopes))


def _is_card(scope: Element, titles: Sequence[str]) -> bool:
    heads = (one for one in scope.iter() if "headline" in one.get("itemprop", "").split())
    head = next(heads, None)
    if head is None or any(True for _ in scope.iter("h1")):
        return False
    links = (*head.iterancestors("a"), *head.iter("a"))
    return any(leads_elsewhere(link, titles) for link in links)


def _largest(scopes: Sequence[Element]) -> list[Element]:
    """Return the one element that has far more words than any other; none where none has."""
    sizes = [sum(map(len, scope.itertext())) for scope in scopes]
    first, second = sorted(sizes, reverse=True)[:2]
    return [scopes[sizes.index(first)]] if first > second * _FAR_MORE else []


def stands_in(element: Element, others: Container[Element]) -> bool:
    """Return whether the nearest story around an element is one of `others`."""
    typed = (above for above in element.iterancestors() if above.get("itemtype", ""))
    nearest = next((one for one in typed if has_clue(one.get("itemtype", ""), _OF_STORY)), None)
    return nearest is not None and nearest in others


# This story, and another.
_SEVERAL = 2
# Cards are about as long as each other.
_FAR_MORE = 2
# Story and comments have some dozens; damaged pages nest thousands.
_MOST_MARKS = 400


def _item_value(element: Element, field: str) -> str:
    if element.tag == "meta":
        return plain(element.get("content", ""))
    if field == "author":
        inner = (e for e in element.iter() if "name" in e.get("itemprop", "").split())
        named = next(inner, element)
        return plain(named.get("content", "") or text_of(named))
    stated = element.get("datetime", "") or element.get("content", "")
    return plain(stated or text_of(element))


def _is_of_other(element: Element, titles: Collection[str]) -> bool:
    if surrounds_story(element) or _is_in_link(element) or _is_told(element):
        return True
    return is_in_frame(element) or is_in_card(element, titles)


# A paragraph that is longer, or a sentence, tells of the day of something else.
_LONGEST_LINE = 120
_SENTENCE = re.compile(r"(?:\S+\s+){9,}\S+[.!?؟۔]")


def _is_told(element: Element) -> bool:
    around = next(element.iterancestors("p"), None)
    if around is None:
        return False
    text = short_text_of(around, _LONGEST_LINE)
    return text is None or _SENTENCE.fullmatch(text) is not None


def _is_in_link(element: Element) -> bool:
    """Return whether a time stands in a link with words beside its times: another story's."""
    link = next(element.iterancestors("a"), None)
    if link is None:
        return False
    told = sum(len(text_of(time)) for time in link.iter("time"))
    return len(text_of(link)) > told + _MOST_BESIDE


# A clock or a dot may be drawn beside a time that links to its own page.
_MOST_BESIDE = 12

_PUBLISHED = frozenset({"published", "publish", "pubdate", "posted", "publication", "created"})
_UPDATED = frozenset({"updated", "update", "modified", "lastmod"})
_MOST_TIMES = 200


# «<abbr title="2011-08-25T01:40:40Z">1 hour ago</abbr>», from before there was a <time>.
_ISO_TIME = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:T\d\d:\d\d.*)?")


def dated(index: Index) -> list[Element]:
    """Return the elements of a page that tell a time to machines, in its order."""
    abbreviated = index.of("abbr")
    return [
        *index.of("time"),
        *(one for one in abbreviated if _ISO_TIME.match(one.get("title", ""))),
    ]


def times(elements: Iterable[Element], titles: Collection[str]) -> Iterator[Claim]:
    """Yield the <time> that is named for the publication, or the one day that all tell.

    `titles` are the folded ones of the page: what stands beside the title of another is of that.
    """
    unnamed: list[str] = []
    named = False
    for count, element in enumerate(elements):
        told = "title" if element.tag == "abbr" else "datetime"
        value = element.get(told, "") or text_of(element)
        if count > _MOST_TIMES or not value or _is_of_other(element, titles):
            continue
        words = name_words(names_of(element))
        if words & _UPDATED and not words & _PUBLISHED:
            yield Claim("updated", value.strip(), "time-element")
        elif words & _PUBLISHED or "pubdate" in element.attrib:
            if not named:
                yield Claim("published", value.strip(), "time-element")
            named = True
        else:
            unnamed.append(value.strip())
    if unnamed and not named and len({time[:10] for time in unnamed}) == 1:
        yield Claim("published", unnamed[0], "time-element")


def links(index: Index) -> Iterator[Claim]:
    """Yield the title of the page, its own address, and its language."""
    for title in index.of("title")[:1]:
        yield Claim("page-title", text_of(title), "page-title")
    for link in index.of("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield Claim("url", link.get("href", "").strip(), "canonical")
    yield Claim(
        "lang",
        index.root.get("lang", "")
        or index.root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        "html-lang",
    )
