"""Article bodies: CommonMark → safe HTML.

Raw HTML is off, so text that looks like a tag is shown as text. Links lead only
to the web; pictures are not fetched from anywhere, so one that is not held in `content/`
becomes its description.
Wide tables are cut before they are rendered: a kilobyte of pipes would become a
megabyte of cells.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from warraq.media import picture_parts

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from pyromark import Markdown

MAX_COLUMNS = 64
MAX_LENGTH = 4 * 1024 * 1024

_MARKS = re.compile(r"\\([!-/:-@\[-`{-~])|[*_`#>]+|!?\[([^\]]*)\]\([^)]*\)")
_SCHEMES = frozenset({"http", "https", "mailto"})


# A native parser renders most bodies as the reference does, forty times faster. It may
# not where these stand: code, raw HTML, entities, escapes, tables, pictures, references,
# and white space that only one of the two takes for such.
_FOREIGN = re.compile(
    "[<&\\\\`|~\\t\\r\\x0b\\x0c\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
)
_FOREIGN_PAIRS = ("    ", "![", "]:")

# Which signs are punctuation beside an emphasis depends on the version of Unicode.
_NEW_SIGN = re.compile("[^\x00-\u2fef\u3000-\u31e5\u31f0-\ud7ff\uf900-\uffef]")

# What asks for a closer look at the result: links, headings, blocks in blocks, and
# blocks without content, whose line breaks each parser writes in its own way.
_NOTABLE = re.compile(r"<(?:a |h1|h\d></|li>\n?<|blockquote>\n<[^p])")
_EMPTY = re.compile(r"<(?:h\d></|li>\n?</|blockquote>\n</)")

# A link that needs no encoding, no punycode and no doubt.
_DOUBTFUL_LINK = re.compile(
    r'href="(?!https?://[\w.-]+(?::\d+)?(?:[/?#](?:[\w./~:@,;=+?#-]|%[0-9A-Fa-f]{2})*)?")', re.A
)

# The reference stops at twenty levels.
_MAX_DEPTH = 16
_NESTING = re.compile(r"</?(?:blockquote|[uo]l|li)\b")


def render_body(markdown: str) -> str:
    """Return the HTML of a body; headings start at the second level."""
    native = _rendered_natively(markdown)
    return render_slowly(markdown) if native is None else native


def render_slowly(markdown: str) -> str:
    """Return the HTML of a body as the reference renders it."""
    widest = max((line.count("|") for line in markdown.split("\n")), default=0)
    tables = len(markdown) <= MAX_LENGTH and widest <= MAX_COLUMNS
    return str(_parser(tables=tables).render(markdown))


def _rendered_natively(markdown: str) -> str | None:
    """Return what the native parser makes of a body; None where the reference must do it."""
    if _FOREIGN.search(markdown) or any(pair in markdown for pair in _FOREIGN_PAIRS):
        return None
    if _has_unsure_emphasis(markdown):
        return None
    html: str = _native().html(markdown)
    if not _NOTABLE.search(html):
        return html
    if _EMPTY.search(html) or _DOUBTFUL_LINK.search(html) or _is_deep(html):
        return None
    # The source holds no «<», so what looks like a heading here is one.
    return html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def _has_unsure_emphasis(markdown: str) -> bool:
    for mark in ("*", "_"):
        if mark in markdown:
            pieces = markdown.split(mark)
            beside = "".join([piece[:1] + piece[-1:] for piece in pieces])
            if _NEW_SIGN.search(beside):
                return True
    return False


def _is_deep(html: str) -> bool:
    depth = 0
    for tag in _NESTING.findall(html):
        depth += -1 if tag.startswith("</") else 1
        if depth > _MAX_DEPTH:
            return True
    return False


@cache
def _native() -> Markdown:
    from pyromark import Markdown

    return Markdown()


@cache
def _parser(*, tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    if tables:
        parser.enable("table")
    parser.add_render_rule("text", _as_text)
    parser.add_render_rule("image", _as_picture)
    parser.validateLink = is_safe  # type: ignore[method-assign]
    parser.core.ruler.push("second_level", lambda state: _lower_headings(state.tokens))
    parser.core.ruler.push("no_pictures", lambda state: _unload_pictures(state.tokens))
    parser.core.ruler.push("figures", lambda state: _frame_pictures(state.tokens))
    return parser


def _as_text(renderer: object, tokens: list[Token], place: int, *rest: object) -> str:
    """Return a text between tags, where a quotation mark may stand as it is."""
    del renderer, rest
    return escape(tokens[place].content, quote=False)


def _as_picture(renderer: object, tokens: list[Token], place: int, *rest: object) -> str:
    """Return a picture that is held: it lies beside the page and keeps its room from the start."""
    del renderer, rest
    token = tokens[place]
    name, width, height = picture_parts(str(token.attrGet("src"))) or ("", "", "")
    size = f'width="{width}" height="{height}" loading="lazy" decoding="async"'
    image = f'<img src="{name}" {size} alt="{escape(token.content)}">'
    caption = escape(str(token.attrGet("title") or ""), quote=False)
    return f"{image}<figcaption>{caption}</figcaption>" if token.meta and caption else image


def _frame_pictures(tokens: list[Token]) -> None:
    """Make a figure of every paragraph that is a held picture and nothing else."""
    for before, token, behind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        only = token.children if token.type == "inline" else None
        if only and len(only) == 1 and only[0].type == "image" and before.tag == "p":
            before.tag = behind.tag = "figure"
            before.hidden = behind.hidden = False
            only[0].meta = {"figure": True}


def held_pictures(markdown: str) -> tuple[str, ...]:
    """Return the pictures that a body shows from `content/`, each once."""
    if "](media/" not in markdown:
        return ()
    found = (token for block in _parser(tables=True).parse(markdown) for token in _inner(block))
    sources = (str(token.attrGet("src")) for token in found if token.type == "image")
    return tuple(dict.fromkeys(source for source in sources if picture_parts(source)))


def _inner(block: Token) -> list[Token]:
    return block.children or []


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
    """Show a picture from elsewhere by its description: no page loads from strangers.

    Its caption, which captures have as its title, is printed text and shown with it.
    """
    for token in tokens:
        for child in token.children or ():
            if child.type == "image" and not picture_parts(str(child.attrGet("src") or "")):
                said = dict.fromkeys((child.content, str(child.attrGet("title") or "")))
                child.type, child.tag = "text", ""
                child.content = " – ".join(one for one in said if one)


def first_words(markdown: str, limit: int) -> str:
    """Return the beginning of a body as plain text, cut at a word, for teasers."""
    paragraph = markdown.lstrip().split("\n\n", 1)[0][: limit * 3]
    text = plain_text(paragraph)
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip("،,.;:؛ ") + " …"


def plain_text(markdown: str) -> str:
    """Return a paragraph without its marks, in one line."""
    return " ".join(_MARKS.sub(lambda match: match[1] or match[2] or "", markdown).split())
