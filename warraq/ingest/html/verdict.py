"""Whether a saved page is an article at all, and what about it a person should check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warraq.ingest.html.asides import asks_for_cookies
from warraq.ingest.html.blocks import Part
from warraq.ingest.html.ends import is_cut
from warraq.ingest.html.index import Index
from warraq.ingest.html.layout import Layout, inside
from warraq.ingest.html.listings import lists_stories, states_story
from warraq.ingest.html.names import name_words
from warraq.ingest.html.page import Page
from warraq.ingest.html.silent import ended
from warraq.ingest.printed import page as dumps
from warraq.ingest.printed.lines import has_letters, words_in
from warraq.ingest.printed.verdict import rejection as rejection_of_dump
from warraq.model import Certainty, DecodedText, Doubt
from warraq.text.clues import has_clue
from warraq.text.sections import section_slug

# The thread of a forum: what its programs call the parts of one.
_FORUM = re.compile(r"\b(?:postbit|postcontainer|threadbit)", re.I)

# Whatever it matches has one of these, which is found out much faster.
_OF_FORUMS = ("postbit", "postcontainer", "threadbit")
_POSTS = frozenset({"div", "li", "ol"})
# The portal of such a program sets its articles into the frames of its posts.
_ARTICLES = frozenset({"article", "cms"})

# A front page that calls itself an article has no more prose than its teasers.
_FEW_WORDS = 60

# No listing has a paragraph of so many words, no archive fewer teasers, no front page
# fewer words in titles; what may be one is looked at as a dump is.
_PARAGRAPH = 40
_A_LIST = 3
_MANY_WORDS = 600

# «404», «Error 404»: a notice on such a page is a sentence or two.
_A_NOTICE = 40
_LONGEST_NOTICE = 120
_ERROR = re.compile(
    r"\W*(?:error|erreur|خطأ|خطای?|hata|שגיאה|هەڵە|ھەڵە|ایرر)?\W*40[34]\W*"
    r"(?:error|hatası|not found)?\W*",
    re.I,
)

_SHORT_BODY = 25
_NO_DAY = "no day is stated or printed that could be trusted"

# Of all sentences of a page, a story has at least every fourth.
_SHARE_OF_PROSE = 0.25


def rejection(page: Page, address: str) -> str:
    """Return why a page is no article, else "". A doubtful page is one.

    The printed lines are judged as those of a dump are, unless the page states a
    story and shows one.
    """
    claims, story = page.claims, page.story
    if not any(has_letters(printed.line.text) for printed in page.layout.lines):
        return "" if claims.first("body") else "empty"
    is_stated = states_story(claims)
    states_day = is_stated or bool(claims.first("published"))
    if not states_day and _is_forum(page.index):
        return "forum"
    if not is_stated and lists_stories(page, address):
        return "listing"
    if _prose(story) >= _FEW_WORDS and (states_day or _is_plain(page.layout, story)):
        return ""
    if not is_stated and (notice := _notice(page)):
        return notice
    text = "\n".join(ended(printed.line) for printed in page.layout.lines)
    return rejection_of_dump(dumps.lay_out(text, page.profile, ""))


def _notice(page: Page) -> str:
    """Return what a page of next to no sentences is instead of a story, "" where that is unsaid."""
    told = [line.text for part in _told(page.story) for line in part.lines if line.is_prose]
    told = told or [one.line.text for one in page.layout.lines if one.line.is_prose]
    if told and all(map(asks_for_cookies, told)):
        return "consent"
    if _prose(page.story) >= _A_NOTICE:
        return ""
    if len(page.title) > _LONGEST_NOTICE:
        return ""
    if _ERROR.fullmatch(page.title) or page.lexicon.has("not_found", page.title):
        return "not-found"
    return "log-in" if page.lexicon.has("login", page.title) else ""


def _is_forum(index: Index) -> bool:
    """Return whether blocks of a page are named as the posts of a thread."""
    return any(index.still(element, _POSTS) for element in index.named(_names_post))


def _names_post(names: str) -> bool:
    if not has_clue(names, _OF_FORUMS) or not _FORUM.search(names):
        return False
    return _ARTICLES.isdisjoint(name_words(names))


def _is_plain(layout: Layout, story: Part | None) -> bool:
    """Return whether a page can be no listing, whatever is made of its lines.

    It has a paragraph, fewer teasers than a list, and fewer titles than a front page.
    """
    lines = [printed.line for printed in layout.lines]
    if sum(line.cut or line.kind == "read_more" for line in lines) >= _A_LIST:
        return False
    if sum(line.size for line in lines if not line.kind and not line.is_prose) >= _MANY_WORDS:
        return False
    return any(line.size >= _PARAGRAPH for part in _told(story) for line in part.lines)


def _told(story: Part | None) -> Iterator[Part]:
    """Yield the parts of a story with sentences of it."""
    return (part for part in inside(story) if part.own > 0) if story else iter(())


def _prose(story: Part | None) -> int:
    """Return how many words of sentences a story has."""
    return sum(line.size for part in _told(story) for line in part.lines if line.is_prose)


def doubts(
    values: dict[str, object],
    certainties: dict[str, Certainty],
    layout: Layout,
    story: Part | None,
    text: DecodedText,
) -> Iterator[Doubt]:
    """Yield what `warraq review` shows for this article."""
    body = str(values.get("body", ""))
    if not values.get("title"):
        yield Doubt("no-title", "no headline was found")
    words = words_in(body)
    if words < _SHORT_BODY:
        yield Doubt("short-body", f"the body has {words} words")
    everything = sum(p.line.size for p in layout.lines if p.line.is_prose and not p.line.kind)
    if _prose(story) < everything * _SHARE_OF_PROSE:
        gone = 100 - _prose(story) * 100 // everything
        yield Doubt("much-dropped", f"{gone} % of the sentences were dropped")
    sections = values.get("section") or ()
    for name in sections if isinstance(sections, tuple) else ():
        if not section_slug(name, str(values.get("lang", ""))):
            yield Doubt("unknown-section", f"«{name}» is no known section")
    if certainties.get("body") == "inferred":
        yield Doubt("judges-differ", "other judges find the story elsewhere on the page")
    if certainties.get("lang") == "inferred":
        yield Doubt("language-guess", f"the language was guessed to be «{values.get('lang')}»")
    if not values.get("published") and not values.get("captured"):
        yield Doubt("no-date", _NO_DAY)
    if text.replaced:
        yield Doubt("replaced-bytes", f"{text.replaced} bytes had no meaning in {text.encoding}")
    if text.misread:
        yield Doubt(
            "misread-text", f"the text had been misread as {text.misread}, and was repaired"
        )


def cut_short(page: str) -> Iterator[Doubt]:
    """Yield the doubt about a page that was cut before its end."""
    if is_cut(page):
        yield Doubt("cut-short", "the page ends inside an element, and its end is missing")
