"""What of a page never shows as its text, and leaves the tree.

Scripts and forms, what is hidden, and what only a screen reader reads out.
"""

from __future__ import annotations

import re

from warraq.ingest.html.index import Index
from warraq.ingest.html.libraries import library
from warraq.ingest.html.tree import Element, drop, select, short_text_of

# What a reader of the page never saw as text.
UNSEEN = frozenset(
    {"script", "style", "template", "svg", "math", "object", "embed", "applet", "canvas", "map"}
    | {"select", "textarea", "input", "button", "datalist", "head", "link", "meta", "base"}
    | {"audio", "video", "source", "track", "iframe", "frame", "frameset", "noframes", "dialog"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


# What themes and libraries call words that only a screen reader reads out, beside what shows.
_FOR_EARS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|visually-?hidden|visibility-?hidden|screen-?reader(?:-?(?:text|only))?"
    r"|(?:element|text)-invisible|assistive-text|a11y-hidden|rich-snippet-hidden|hide-?(?:completely|visually))(?:\s|$)",
    re.I,
)
# Whatever it matches has one of these, which is found out much faster.
_OF_EARS = re.compile("only|hid|reader|visible|assistive")
# Where a whole story bears such a name, scripts would have shown it.
_LONGEST_FOR_EARS = 200

# React sends parts of a page hidden and lets a script put them in their place.
_STREAMED = "S:"


# The parser knows none of these: where a page opens no <body>, it leaves them in the head.
_OF_BODY = ("main", "article", "section", "header", "nav", "aside", "footer", "figure")

# Words that belong to a program or to browsers without one, wherever they stand.
_UNSEEN_PART = "template"
_CODE = ("script", "style", "template")
_LINES_OF_TEXT = ("h1", "h2", "h3", "h4", "h5", "h6", "time")


def remove_code(root: Element) -> None:
    """Take out of the tree what is no word of the elements that it stands in."""
    for element in [element for element in root.iter("noscript") if _is_code(element)]:
        drop(element)
    library("lxml.etree").strip_elements(root, *_CODE, with_tail=False)


def _is_code(element: Element) -> bool:
    """Return whether a <noscript> is code; a story or a picture may stand in one."""
    return not _holds_story(element) or any(True for _ in element.iterancestors(*_LINES_OF_TEXT))


def _holds_story(noscript: Element) -> bool:
    return any(True for _ in noscript.iter("img", "p"))


def remove_unseen(index: Index) -> None:
    """Take out of the tree what a browser does not show as text of the page."""
    root = index.root
    for head in index.of("head"):
        _show_body(head)
    # Where pages are put together of whole ones, a title stands in the body.
    unseen = index.of("title")
    unseen += [element for element in index.of("noscript") if not _holds_story(element)]
    unseen += filter(_is_hidden, select(root, "//@hidden/.. | //@style/.."))
    named = index.named(_names_ears)
    unseen += [one for one in named if _names_ears(one.get("class", "")) and _is_heard(one)]
    # As parts of what is unseen anyway, they leave the tree in one walk.
    for element in unseen:
        if element is not root:
            element.tag = _UNSEEN_PART
    library("lxml.etree").strip_elements(root, *UNSEEN, with_tail=False)


def _show_body(head: Element) -> None:
    """Let a head that holds the body of the page show it."""
    if any(True for _ in head.iter(*_OF_BODY)):
        head.tag = "div"


def _is_hidden(element: Element) -> bool:
    if element.tag == "noscript":
        return False
    if element.get("hidden", "no") != "no":
        return not element.get("id", "").startswith(_STREAMED)
    return _HIDDEN.search(element.get("style", "")) is not None


def _is_heard(element: Element) -> bool:
    """Return whether what is named so is only read out; a headline is one all the same."""
    if element.tag in ("h1", "noscript") or element.get("hidden", "no") != "no":
        return False
    return short_text_of(element, _LONGEST_FOR_EARS) is not None


def _names_ears(names: str) -> bool:
    return bool(_OF_EARS.search(names.lower())) and _FOR_EARS.search(names) is not None
