"""Which words are the headline: what several places of a page agree on.

Portals write one headline over the story, a shorter one for networks, and the
name of the site into the window's title. The places vote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from warraq.ingest.html.blocks import HEADINGS
from warraq.ingest.html.claims import Claims
from warraq.ingest.html.elsewhere import leads_home
from warraq.ingest.html.index import Index
from warraq.ingest.html.tree import Element, short_text_of, text_of
from warraq.model import Certainty
from warraq.text.keys import key

_SEPARATOR = re.compile(
    r"\s+[|–—»«›>·•:-]\s+|\s*[|›»]\s*|\s+::\s+|_{1,2}|-(?=[\u3400-\u9fff]{2,6}$)"
)

_NO_HEADLINE = frozenset({"title", "option", "script", "style", "head", "meta"})

# What a place counts: the headline over the story is the one that readers saw.
_WEIGHTS = (
    *(("h1", 2.0), ("open-graph", 1.1), ("json-ld", 1.0), ("page-title", 0.8)),
    *(("microdata", 0.5), ("twitter", 0.3), ("meta", 0.3)),
)
_MOST_H1 = 4
_LONGEST = 400
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Site:
    """What the site is called: folded names, and its host without dots and hyphens."""

    names: frozenset[str]
    host: str


def _names(claims: Claims, outlet: str) -> frozenset[str]:
    stated = (claim.value for claim in claims.of("site"))
    return frozenset(map(key, (outlet, *stated))) - {""}


def find_headline(
    index: Index, claims: Claims, outlet: str, host: str
) -> tuple[str, str, Certainty]:
    """Return the headline, the rule that found it, and how sure it is; "" for none."""
    votes: dict[str, float] = {}
    told: dict[str, tuple[str, str]] = {}
    candidates = list(_candidates(index, claims, _Site(_names(claims, outlet), host)))
    for rule, text in candidates:
        folded = key(text)
        if not folded or len(text) > _LONGEST:
            continue
        weight = dict(_WEIGHTS)[rule]
        votes[folded] = votes.get(folded, 0.0) + weight
        told.setdefault(folded, (text, rule))
    if not votes:
        return "", "", "inferred"
    best = max(votes, key=lambda folded: votes[folded])
    text, rule = told[best]
    agreed = sum(key(other) == best for _, other in candidates) > 1
    return text, rule, "certain" if agreed else "likely"


def _candidates(index: Index, claims: Claims, site: _Site) -> Iterator[tuple[str, str]]:
    heads = [text for text in _texts(index.of("h1")) if key(text) not in site.names]
    home = _linked_home(index) if heads else frozenset()
    heads = [text for text in heads if key(text) not in home]
    page_title = claims.first("page-title")
    others = [(rule, claims.first("title", rule)) for rule, _ in _WEIGHTS[1:]]
    others = [(rule, text) for rule, text in others if text]
    known = {key(text) for text in heads} | {key(text) for _, text in others}
    titles = [text for _, text in others] + [page_title]
    away = _linked_away(index) if heads else frozenset()
    heads = [text for text in heads if key(text) not in away or _agreement(text, titles)]
    head = max(heads, key=lambda text: _agreement(text, titles), default="")
    if head and _may_be_site(head, page_title, titles) and _is_below(index, page_title, head):
        head = ""
    if head and (len(heads) == 1 or _agreement(head, titles)):
        yield "h1", _own_words(head, index)
    alone = "" if head else _printed_part(index, page_title, home | site.names)
    for rule, text in [*others, ("page-title", page_title)]:
        if text:
            told = alone if text == page_title else ""
            yield rule, told or _without_site(text, site, known)


_BELOW = ("h2", "h3", "h4")
_MOST_LOWER = 60
_LEAST_WORDS = 3


def _may_be_site(head: str, title: str, titles: Iterable[str]) -> bool:
    """Return whether a first heading may name the portal: alone, no title tells it."""
    if not _agreement(head, titles):
        return True
    return len(head.split()) <= _MOST_SITE_WORDS and key(head) in map(key, _ends_of(title))


def _ends_of(title: str) -> Iterator[str]:
    """Yield what stands before and behind each sign that parts a title."""
    for sign in islice(_SEPARATOR.finditer(title), _MOST_SEPARATORS):
        yield title[: sign.start()]
        yield title[sign.end() :]


def _is_below(index: Index, title: str, head: str) -> bool:
    """Return whether a lower heading prints the window's title, or a part longer than `head`.

    Then the first is no headline: portals set their own name, or the section, into it.
    """
    least = max(_LEAST_WORDS, len(head.split()) + 1)
    wholes = (part for part in (title, *_ends_of(title)) if len(part.split()) >= least)
    keys = frozenset(map(key, wholes))
    lower = index.root.iter(*_BELOW) if keys else ()
    texts = (short_text_of(heading, _LONGEST) for heading in lower)
    return any(key(text) in keys for text in texts if text)


def _texts(headings: Iterable[Element]) -> list[str]:
    texts = []
    for heading in headings:
        text = text_of(heading)
        if key(text):
            texts.append(text)
        if len(texts) == _MOST_H1:
            break
    return texts


def _linked_home(index: Index) -> frozenset[str]:
    """Return the folded headings that lead to the front page: they name the site."""
    links = (link for head in index.of("h1") for link in head.iter("a"))
    return frozenset(key(text_of(link)) for link in links if leads_home(link))


def _linked_away(index: Index) -> frozenset[str]:
    """Return the folded headings that are wholly links to other pages: titles of others, mostly."""
    first = ((head, next(head.iter("a"), None)) for head in index.of("h1"))
    links = ((head, link) for head, link in first if link is not None)
    away = (pair for pair in links if pair[1].get("href", "#")[:1] != "#")
    texts = ((short_text_of(head, _LONGEST), short_text_of(link, _LONGEST)) for head, link in away)
    return frozenset(key(text) for text, linked in texts if text and text == linked)


# «Site: title», «[Site] title»: such signs stand in headlines, too.
_DOUBTFUL = re.compile(r"\s*:\s+|(?<=\])\s+")


def _printed_part(index: Index, title: str, names: frozenset[str]) -> str:
    """Return the part of a window's title that the page prints alone, "" where there is none.

    `names` are those of the site. Old pages set their headline in no heading. A title that
    is printed whole has no parts.
    """
    signs = (*_SEPARATOR.finditer(title), *_DOUBTFUL.finditer(title))
    ends = signs if len(signs) <= _MOST_SEPARATORS else ()
    parts = {part.strip() for end in ends for part in (title[: end.start()], title[end.end() :])}
    parts = {part for part in parts if part and key(part) not in names}
    found: list[tuple[bool, int, str]] = []
    for element in index.elements if parts else ():
        if element.tag in _NO_HEADLINE:
            continue
        for text in (element.text, element.tail):
            told = " ".join(text.split()) if text and len(text) < _LONGEST else ""
            if told == title:
                return ""
            if told not in parts:
                continue
            heads = element.tag in HEADINGS or any(True for _ in element.iterancestors(*HEADINGS))
            # A link of a few words may be the name of the site.
            if heads or element.tag != "a" or len(told.split()) > _MOST_SITE_WORDS:
                found.append((heads, len(told), told))
    return max(found, default=(False, 0, ""))[2]


# A heading of fewer words may open another by chance.
_FEWEST_IN_OPENING = 5


def _own_words(head: str, index: Index) -> str:
    """Return the lower heading with which a first one begins that goes on at once with a link.

    «… the bridgeThe Gazette»: portals hide both in one heading, for machines.
    """
    lower = (short_text_of(one, _LONGEST) for one in islice(index.root.iter(*_BELOW), _MOST_LOWER))
    long = (text for text in lower if text and len(text.split()) >= _FEWEST_IN_OPENING)
    opening = (text for text in long if head.startswith(text) and head[len(text) :][:1].isalnum())
    return next(opening, head)


def _agreement(head: str, titles: Iterable[str]) -> float:
    """Return how much of a title a heading tells, 0 where most of its words are others."""
    return max(
        (_shared(set(key(head).split()), set(key(title).split())) for title in titles), default=0.0
    )


def _shared(ours: set[str], theirs: set[str]) -> float:
    both = len(ours & theirs)
    return both / len(theirs) if both * 2 > len(ours) else 0.0


# A last part so short may be the name of a site; of a Chinese title, so many signs.
_MOST_SITE_WORDS = 5
_MOST_SITE_SIGNS = 6
# No path to a title has more steps.
_MOST_SEPARATORS = 12


def _without_site(text: str, site: _Site, known: Collection[str]) -> str:
    """Return a title without the name of the site before or behind it."""
    separators = list(islice(_SEPARATOR.finditer(text), _MOST_SEPARATORS))
    for match in separators:
        for part in (text[: match.start()].strip(), text[match.end() :].strip()):
            if key(part) in known and key(part) not in site.names:
                return part
    for match in reversed(separators):
        before, behind = text[: match.start()].strip(), text[match.end() :].strip()
        if _is_site(behind, site):
            return _first_of_many(before) if " | " in before else _without_site(before, site, known)
        if _is_site(before, site):
            return behind
    return _first_of_many(text)


def _first_of_many(text: str) -> str:
    """Return what stands before a path of names between bars: «Title | Phones | Forum»."""
    parts = text.split(" | ")
    return parts[0] if len(parts) > 2 and len(parts[0]) == max(map(len, parts)) else text


def _is_site(part: str, site: _Site) -> bool:
    folded = key(part)
    if folded in site.names:
        return True
    if part and not part.isascii() and " " not in part and len(part) <= _MOST_SITE_SIGNS:
        return bool(_HAN.fullmatch(part))
    squeezed = folded.replace(" ", "")
    return len(squeezed) > 2 and len(folded.split()) <= _MOST_SITE_WORDS and squeezed in site.host


_HAN = re.compile(r"[\u3400-\u9fff]+")
