"""Who wrote a story: what the page states, else the byline it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest
from typing import NamedTuple

from warraq.ingest.html.blocks import HEADINGS, is_leaf
from warraq.ingest.html.claims import Claims
from warraq.ingest.html.elsewhere import is_in_card, is_of_page, stands_in_comments
from warraq.ingest.html.index import Index
from warraq.ingest.html.layout import Printed
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import name_words
from warraq.ingest.html.tree import Element, select, short_text_of, text_of
from warraq.ingest.printed.byline import Byline, bare_name
from warraq.ingest.printed.lexicon import Lexicon
from warraq.ingest.printed.nameplate import is_name_of_outlet
from warraq.ingest.printed.naming import unglued
from warraq.text.keys import key

_RULES = ("json-ld", "meta", "microdata", "open-graph", "twitter")
_BETWEEN = re.compile(r"\s*[;|،؛、]\s*|\s*,\s+(?=[A-ZÀ-Þ])|\s+(?:and|und|et|y|og|och)\s+|\s*&\s*")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b|^/")
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|written by|автор|بقلم|نویسنده)\s*:?\s+", re.I)
# «Ada Sample @adasample»: a name for a network beside the name, or an address.
_HANDLE = re.compile(r"(?<=\S)\s+\(?@\w+\)?$|,?\s*[\w.+-]+@[\w.-]+")
_LONGEST = 80
_LONGEST_BY = 20
# The names of all who wrote a story; what is longer is something else.
_LONGEST_STATED = 600
# A shorter name is part of many a host.
_SHORTEST_OUTLET = 3
_MOST = 8


@dataclass(frozen=True, slots=True)
class Outlet:
    """What a portal calls itself: folded names, and its host without dots and hyphens."""

    names: frozenset[str]
    host: str

    def is_named(self, name: str) -> bool:
        """Return whether a name is that of the portal itself."""
        folded = key(name)
        squeezed = folded.replace(" ", "")
        if folded in self.names or (self.host and squeezed.startswith(self.host)):
            return True
        return len(squeezed) >= _SHORTEST_OUTLET and squeezed in self.host


def outlet_of(claims: Claims, outlet: str, host: str) -> Outlet:
    """Return what the portal of a page calls itself."""
    names = (outlet, *(claim.value for claim in claims.of("site")))
    return Outlet(frozenset(map(key, names)) - {""}, host.removeprefix("www"))


# What systems call the account that everything is entered with; no byline prints it.
_ACCOUNTS = frozenset(
    {"admin", "administrator", "super user", "root", "user", "webmaster", "site admin", "adm"}
    | {"administrador", "administrateur", "администратор", "админ", "管理员", "yönetici"}
    | {"ادمین", "ادمن", "أدمن", "مدير الموقع", "مدیر سایت", "مدیر", "ئەدمین", "ایڈمن", "מנהל"}
    | {"מנהל האתר", "אדמין"}
)
_ACCOUNT_KEYS = frozenset(map(key, _ACCOUNTS))


def find_authors(claims: Claims, outlet: Outlet, lexicon: Lexicon) -> tuple[tuple[str, ...], str]:
    """Return the stated names and the rule that found them, from where a person is named.

    Where a page states its outlet or a desk for the author in one place, another place
    may name the person.
    """
    for rule in _RULES:
        names = _stated(claims, rule)
        if any(not outlet.is_named(n) and _is_person(n, lexicon) for n in names):
            others = (n for n in names if key(n) not in _ACCOUNT_KEYS)
            return tuple(n for n in others if not outlet.is_named(n))[:_MOST], rule
    return (), ""


def _is_person(name: str, lexicon: Lexicon) -> bool:
    """Return whether a name may be a person's: no desk, no outlet by its words, no account."""
    told = lexicon.has("desk", name) or key(name) in _ACCOUNT_KEYS or is_name_of_outlet(name)
    return not told and (lexicon.has("agencies", name) or not _is_account(name))


def _is_account(name: str) -> bool:
    """Return whether a name is what its bearer enters with: «asample82», «adas»."""
    is_small = name.isascii() and name.islower()
    return " " not in name and (is_small or any(sign.isdigit() or sign == "_" for sign in name))


# What stands where a name was meant to be filled in.
_NOBODY = frozenset({"name", "your name", "author", "author name", "unknown", "未知", "佚名"})


def stated_desk(claims: Claims) -> tuple[tuple[str, ...], str]:
    """Return whatever is stated for the author, and the rule that found it."""
    stated = ((_stated(claims, rule), rule) for rule in _RULES)
    told = (
        (tuple(n for n in names if key(n) not in _ACCOUNT_KEYS), rule) for names, rule in stated
    )
    return next(((names[:_MOST], rule) for names, rule in told if names), ((), ""))


def _stated(claims: Claims, rule: str) -> tuple[str, ...]:
    stated = (claim.value[:_LONGEST_STATED] for claim in claims.of("author", rule))
    return tuple(dict.fromkeys(name for one in stated for name in _names(one)))


def _names(stated: str) -> list[str]:
    if _ADDRESS.search(stated) and " " not in stated.strip():
        return []
    bare = _HANDLE.sub("", _BY.sub("", stated.strip()))
    parts = [part.strip(" .,") for part in _BETWEEN.split(bare)]
    *persons, last = parts
    if len(persons) > 1 and last.isupper() and " " not in last:
        # «Ada Sample, Ben Model, CNN»
        parts = persons
    if any(len(part.split()) < 2 for part in parts if part):
        parts = [part.strip() for part in re.split(r"\s*[;|]\s*", bare)]
    parts = [name for part in parts for name in unglued(part)]
    return [part for part in parts if _may_be_stated(part)]


def _may_be_stated(name: str) -> bool:
    folded = key(name)
    return any(map(str.isalpha, folded)) and len(name) <= _LONGEST and folded not in _NOBODY


_MARKED = frozenset(
    {"author", "authors", "byline", "bylines", "writer", "auteur", "autor", "reporter"}
)
# Each of them has one of these in it, which is found out much faster.
_OF_MARKED = re.compile("fn|author|byline|writer|auteur|autor|reporter")
_OF_NAMES = frozenset({"a", "span", "div", "p", "address", "cite", "strong", "li", "b"})
_MOST_WORDS = 5


class NearStory(NamedTuple):
    """The lines around the headline of a story, those below its end, and the headline."""

    head: tuple[Printed, ...]
    end: tuple[Printed, ...]
    headline: str


def printed_byline(index: Index, lines: NearStory, reader: LineReader) -> Byline | None:
    """Return the byline among what is printed near a story, or in an element named for it.

    Below its end only a person signs: an agency there is mostly that of a picture.
    """
    told = key(lines.headline)
    # «Investigation: the gold market» is no byline.
    near = [printed for printed in lines.head if not printed.line.prints(told)]
    bylines = [byline for byline in _bylines(near, reader) if byline]
    signed = (byline for byline in _bylines(lines.end, reader) if byline)
    named = next((byline for byline in (*bylines, *signed) if byline.authors), None)
    if named:
        return _without_by(named)
    linked = _linked(near, reader)
    credit = next((byline for byline in bylines if byline.credit), None)
    # The head of a page has the name of the portal, and a menu, beside the day.
    own = [printed for printed in near if not is_of_page(printed.part.element)]
    beside = _beside_day(own, reader) or _above_day(own, reader, lines.headline)
    marked = linked or credit or beside or _marked(index, reader, lines.headline)
    return marked or _next_to_day(lines, reader)


def _beside_day(near: Iterable[Printed], reader: LineReader) -> Byline | None:
    """Return the name that stands above the story in a line with its day."""
    above = takewhile(lambda printed: not printed.line.is_prose, near)
    found = ((reader.beside_day(printed.line.text), printed.part) for printed in above)
    return next((one for one, part in found if one and not _is_topic(one, part.element)), None)


# Where portals list the stories on something.
_OF_TOPIC = re.compile(r"/(?:category|categories|section|sections|tags?|topics?|rubrik|rubrique)/")


def _is_topic(byline: Byline, element: Element) -> bool:
    """Return whether what is taken for a name links to the stories on a topic."""
    links = (link for link in element.iter("a") if text_of(link) in byline.authors)
    return any(
        "tag" in link.get("rel", "").split() or _OF_TOPIC.search(link.get("href", ""))
        for link in links
    )


# A name, an office, a day.
_MOST_LINES = 4


def _above_day(near: Iterable[Printed], reader: LineReader, headline: str) -> Byline | None:
    """Return the name in a block of few lines of which another is a day."""
    parts = {id(printed.part): printed.part for printed in near}.values()
    for lines in (part.lines for part in parts if 1 < len(part.lines) <= _MOST_LINES):
        if any(reader.is_date(line.text) for line in lines):
            others = (line for line in lines if not line.is_prose and line.folded != key(headline))
            names = (bare_name(line.text, reader.lexicon) for line in others)
            if name := next((name for name in names if name), None):
                return name
    return None


def _next_to_day(around: NearStory, reader: LineReader) -> Byline | None:
    """Return the name that is a line of its own, below the headline and next to one of a day."""
    near, headline = around.head, key(around.headline)
    near = tuple(printed for printed in near if not is_of_page(printed.part.element))
    heads = [at for at, printed in enumerate(near) if printed.line.prints(headline)]
    below = near[heads[-1] + 1 :] if heads else ()
    lines = tuple(takewhile(lambda printed: not printed.line.is_prose, below))
    pairs = tuple(pairwise(lines))
    for one, other in (*pairs, *((behind, before) for before, behind in pairs)):
        if one.part.tag in HEADINGS or one.part.signs_in_links or one.line.kind:
            continue
        if one.line.folded.partition(" ")[0] in reader.lexicon.button_starts:
            continue
        if reader.is_date(other.line.text) and (name := bare_name(one.line.text, reader.lexicon)):
            return name
    return None


def _bylines(near: Sequence[Printed], reader: LineReader) -> Iterator[Byline | None]:
    """Yield what each line says as a byline; «By» in a block of its own leads to the next."""
    for printed, following in zip_longest(near, near[1:]):
        text = printed.line.text
        if printed.line.is_prose or reader.lexicon.is_caption(text):
            continue
        if following and reader.lexicon.has("by", text) and is_leaf(printed.part):
            text = f"{text} {following.line.text}"
        byline = reader.byline(text)
        yield None if byline and _is_topic(byline, printed.part.element) else byline


# Where portals keep the page of someone who writes for them.
_PAGE_OF_AUTHOR = re.compile(
    r"/(?:authors?|by|staff|reporters?|writers?|journalists?|contributors?|columnists?|people|auteurs?"
    r"|autore?s?|autori|autoren|redactores|firmas?|yazar(?:lar)?|muhabir|penulis|avtor|kateb|katib)"
    r"/[^/]+",
    re.I,
)
_MOST_SIGNS = 400


def _linked(near: Iterable[Printed], reader: LineReader) -> Byline | None:
    """Return the names near the headline that link to the pages of those who bear them."""
    parts = {id(printed.part): printed.part for printed in near}.values()
    for part in (part for part in parts if part.signs <= _MOST_SIGNS):
        links = (a for a in part.element.iter("a") if _PAGE_OF_AUTHOR.search(a.get("href", "")))
        texts = (_BY.sub("", text_of(link)) for link in links)
        names = [text for text in texts if " " in text and _may_be_name(text, reader)]
        if names:
            authors = tuple(dict.fromkeys(names))[:_MOST]
            return Byline(authors=authors, rule="author-page", certainty="likely")
    return None


def _without_by(byline: Byline) -> Byline:
    return replace(byline, authors=tuple(_BY.sub("", name) for name in byline.authors))


def _marked(index: Index, reader: LineReader, headline: str) -> Byline | None:
    """Return the name in the first element that is named for the author of a story."""
    related = select(index.root, "//@rel/..")
    by_rel = {element for element in related if "author" in element.get("rel", "").split()}
    marked = by_rel | set(index.named(_is_of_writer))
    for element in index.elements if marked else ():
        if element not in marked or not index.still(element, _OF_NAMES):
            continue
        names = name_words(index.names.get(element, ""))
        if names & _OF_READERS or _is_of_other(element, headline):
            continue
        text = _BY.sub("", short_text_of(element, _LONGEST + _LONGEST_BY) or "")
        if not 2 < len(text) <= _LONGEST:
            continue
        byline = reader.byline(text) or bare_name(text, reader.lexicon)
        if byline and byline.authors:
            return _without_by(byline)
        is_sure = element in by_rel or "fn" in names
        if (is_sure or not len(element)) and _may_be_name(text, reader):
            return Byline(authors=(text,), rule="marked-name", certainty="inferred")
    return None


def _is_of_other(element: Element, headline: str) -> bool:
    return stands_in_comments(element) or is_in_card(element, tuple(filter(None, (key(headline),))))


def _is_of_writer(names: str) -> bool:
    if not _OF_MARKED.search(names.lower()):
        return False
    words = name_words(names)
    return "fn" in words or not _MARKED.isdisjoint(words)


# A comment has an author, too.
_OF_READERS = frozenset({"comment", "comments", "reply", "avatar"})

# A link to the page of an author says so; a label and its value are none.
_INVITES = re.compile(
    r"(?:view|see|read|show|more|all|follow|about|voir|mehr|alle|ver|todos)\b|.*[:：]", re.I
)


def _may_be_name(text: str, reader: LineReader) -> bool:
    """Return whether the text of an element that is named for a name may be one."""
    if any(map(str.isdigit, text)) or len(text.split()) > _MOST_WORDS or _INVITES.match(text):
        return False
    return not reader.lexicon.kind_of(text) and not text[0].islower()
