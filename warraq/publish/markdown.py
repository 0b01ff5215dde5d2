"""Article bodies: CommonMark → safe HTML.

Raw HTML is off, so text that looks like a tag is shown as text. Links lead only
to the web; pictures are not fetched from anywhere, so one becomes its description.
Wide tables are cut before they are rendered: a kilobyte of pipes would become a
megabyte of cells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_COLUMNS = 64
MAX_LENGTH = 4 * 1024 * 1024

_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|[*_`#>]+|!?\[([^\]]*)\]\([^)]*\)")
_SCHEMES = frozenset({"http", "https", "mailto"})


# A body of plain paragraphs, which most are, needs no parser: no character that may
# begin a construct of CommonMark, no line that could be a heading, list or rule, and no
# white space that means a line break or code.
_NOT_PLAIN = re.compile(
    r"[\\`*_<>\[\]&!|~\t\r\x00\x0b\x0c]|^(?:[ #+=-]|\d{1,9}[.)])|\n\n\n"
    r"|[^\S\n](?:\n|\Z)|(?:\n|\A)[^\S\n]",
    re.MULTILINE,
)


def render_body(markdown: str) -> str:
    """Return the HTML of a body; headings start at the second level."""
    if not _NOT_PLAIN.search(markdown):
        return _paragraphs(markdown)
    widest = max((line.count("|") for line in markdown.split("\n")), default=0)
    tables = len(markdown) <= MAX_LENGTH and widest <= MAX_COLUMNS
    return str(_parser(tables=tables).render(markdown))


def _paragraphs(text: str) -> str:
    """Return plain paragraphs as the parser renders them."""
    whole = text.strip("\n").replace('"', "&quot;")
    parts = (part.strip("\n") for part in whole.split("\n\n"))
    return "".join(f"<p>{part}</p>\n" for part in parts if part)


@cache
def _parser(*, tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    if tables:
        parser.enable("table")
    parser.validateLink = is_safe  # type: ignore[method-assign]
    parser.core.ruler.push("second_level", lambda state: _lower_headings(state.tokens))
    parser.core.ruler.push("no_pictures", lambda state: _unload_pictures(state.tokens))
    return parser


def is_safe(url: str) -> bool:
    """Return whether an address leads to the web or this site, not to a script or data."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    relative = not parts.scheme and not parts.netloc and ":" not in url.partition("/")[0]
    return parts.scheme.lower() in _SCHEMES or relative


def _lower_headings(tokens: list[Token]) -> None:
    """Make an h2 of every h1: the headline is the page's one h1 already."""
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"


def _unload_pictures(tokens: list[Token]) -> None:
    """Show a picture from elsewhere by its description: no page loads from strangers."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.type, child.tag = "text", ""


def first_words(markdown: str, limit: int) -> str:
    """Return the beginning of a body as plain text, cut at a word, for teasers."""
    paragraph = markdown.lstrip().split("\n\n", 1)[0][: limit * 3]
    text = " ".join(_MARKS.sub(lambda match: match[1] or match[2] or "", paragraph).split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip("،,.;:؛ ") + " …"
