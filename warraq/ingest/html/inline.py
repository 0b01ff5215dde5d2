"""The text inside one paragraph, as CommonMark on one or more lines.

Marks are set only where they will be read as marks: beside a letter and before
punctuation a star is a star, and words without emphasis are better than stars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import quote, urljoin, urlsplit

from warraq.ingest.html.candidates import candidates
from warraq.ingest.html.tree import Element
from warraq.ingest.html.unseen import UNSEEN
from warraq.ingest.markdown import escape_inline

# Isolates (UAX #9): what HTML says with <bdi> and dir="…" inside a line.
_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066", "auto": "\u2068"}
_END_ISOLATE = "\u2069"

_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_SPACE = re.compile(r"[\s\u200b\ufeff]+")

# No line of a newspaper nests deeper; what does is damaged, and its text is enough.
_DEEPEST = 60


# Tells where the first of a picture's addresses is kept that came with the page, or "".
Held = Callable[[Sequence[str]], str]


def no_picture(addresses: Sequence[str]) -> str:
    """Return where a picture is kept that came with nothing: nowhere."""
    del addresses
    return ""


@dataclass(slots=True)
class Context:
    """What a conversion knows beside the element: the address of the page, its direction.

    `held` tells where a picture that came with the page is kept, by the addresses that
    it may have, "" for others.
    """

    url: str = ""
    direction: str = ""
    held: Held = no_picture
    pictures: list[Picture] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page shows it."""

    address: str
    alt: str
    caption: str = ""


@dataclass(slots=True)
class Run:
    """One piece of a line: text that is escaped later, a mark, or finished Markdown.

    `space` says that a space stands before it.
    """

    kind: str
    text: str
    space: bool = False


def inline(element: Element, context: Context) -> str:
    """Return the content of `element`, without its tail, as Markdown without outer space."""
    return render(list(runs(element, context)))


def runs(element: Element, context: Context, depth: int = 0) -> Iterator[Run]:
    """Yield the pieces of an element's content."""
    if element.text:
        yield Run("text", element.text)
    for child in element:
        yield from runs_of(child, context, depth + 1)
        if child.tail:
            yield Run("text", child.tail)


def runs_of(element: Element, context: Context, depth: int = 0) -> Iterator[Run]:
    """Yield the pieces of one inline element, without its tail."""
    tag = element.tag
    if tag in UNSEEN:
        return
    if depth > _DEEPEST:
        yield Run("text", "".join(element.itertext()))
    elif tag == "br":
        yield Run("break", "")
    elif tag == "img":
        yield from _picture(element, context)
    elif tag == "a":
        yield from _link(element, context, depth)
    elif tag in _CODE:
        yield Run("code", "".join(element.itertext()))
    elif tag in _STRONG or tag in _EMPHASIS:
        mark = "**" if tag in _STRONG else "*"
        yield Run("open", mark)
        yield from runs(element, context, depth)
        yield Run("close", mark)
    elif tag == "q":
        yield Run("text", "“")
        yield from runs(element, context, depth)
        yield Run("text", "”")
    else:
        yield from _isolated(element, context, depth)


def _isolated(element: Element, context: Context, depth: int) -> Iterator[Run]:
    direction = element.get("dir", "").lower() or ("auto" if element.tag == "bdi" else "")
    isolate = _ISOLATES.get(direction, "")
    if isolate and direction != context.direction:
        yield Run("text", isolate)
        yield from runs(element, context, depth)
        yield Run("text", _END_ISOLATE)
    else:
        yield from runs(element, context, depth)


def _link(element: Element, context: Context, depth: int) -> Iterator[Run]:
    address = safe_address(element.get("href", ""), context.url)
    inner = list(runs(element, context, depth))
    words = any(run.kind == "text" and run.text.strip() for run in inner)
    if not address or not words or any(run.kind == "link" for run in inner):
        yield from inner
        return
    yield Run("link", "[")
    yield from inner
    yield Run("link-end", f"]({address})")


def _picture(element: Element, context: Context) -> Iterator[Run]:
    if picture := picture_of(element, context):
        yield Run("raw", picture_markdown(picture))


def picture_of(element: Element, context: Context, caption: str = "") -> Picture | None:
    """Return the picture that an <img> shows, None for a dot that counts readers."""
    if element.get("width", "") in ("0", "1") or element.get("height", "") in ("0", "1"):
        return None
    found = [(stated, safe_address(stated, context.url)) for stated in candidates(element)]
    addresses = list(dict.fromkeys(one for pair in found for one in pair if one))
    whole = (whole for _, whole in found if whole)
    address = (context.held(addresses) if addresses else "") or next(whole, "")
    return Picture(address, _alt(element), caption) if address else None


def _alt(element: Element) -> str:
    return _SPACE.sub(" ", element.get("alt", "")).strip()


def picture_markdown(picture: Picture) -> str:
    """Return a picture as Markdown; its caption is the title."""
    alt = _bracketed(escape_inline(picture.alt))
    title = f' "{_quoted(picture.caption)}"' if picture.caption else ""
    return f"![{alt}]({picture.address}{title})"


def _bracketed(text: str) -> str:
    """Return escaped text for between brackets: every bracket in it is one of text."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)


def _quoted(text: str) -> str:
    return re.sub(r'([\\"])', r"\\\1", _SPACE.sub(" ", text).strip()).replace("&", "&amp;")


def safe_address(address: str, base: str) -> str:
    """Return an address of the web as it can stand in Markdown, "" for any other."""
    address = "".join(address.split())
    if not address or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base, address)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(whole, safe="%/:=&?~#+!$,;'@*-._[]", encoding="utf-8").replace("'", "%27")


def render(pieces: list[Run]) -> str:
    """Return pieces as Markdown: spaces collapsed, marks only where they hold."""
    if all(run.kind == "text" for run in pieces):
        return escape_inline(_collapsed("".join([run.text for run in pieces])))
    _collapse_spaces(pieces)
    _join_marks(pieces)
    _drop_idle_marks(pieces)
    out: list[str] = []
    text: list[str] = []
    in_link = False
    for run in pieces:
        if run.space:
            text.append(" ")
        if run.kind == "text":
            text.append(run.text)
            continue
        _flush(text, out, in_link)
        if run.kind == "break":
            out.append("\\\n")
        elif run.kind == "code":
            out.append(_code(run.text))
        else:
            in_link = run.kind == "link" or (in_link and run.kind != "link-end")
            out.append(run.text)
    _flush(text, out, in_link)
    return _trimmed("".join(out))


def _collapsed(text: str) -> str:
    """Return text without space at its ends, and with one space for several."""
    if "\u200b" in text or "\ufeff" in text:
        return _SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())


def _flush(text: list[str], out: list[str], in_link: bool) -> None:
    if text:
        escaped = escape_inline("".join(text))
        out.append(_bracketed(escaped) if in_link else escaped)
        text.clear()


def _trimmed(markdown: str) -> str:
    """Return Markdown without breaks or spaces at its ends or around its breaks."""
    lines = [line.strip(" ") for line in markdown.split("\\\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\\\n".join(line for line in lines if line)


def _code(text: str) -> str:
    text = _SPACE.sub(" ", text)
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    edge = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{edge}{text}{edge}{fence}" if text.strip() else text


def _collapse_spaces(pieces: list[Run]) -> None:
    """Let one space stand for several, across marks, and none inside the edges of marks."""
    owed = False
    started = False
    for index, run in enumerate(pieces):
        if run.kind in ("text", "code"):
            body = _collapsed(run.text)
            if not body:
                owed = owed or bool(run.text)
                run.text = ""
                continue
            space = started and (owed or _SPACE.match(run.text) is not None)
            owed = run.text[-1] in "\u200b\ufeff" or run.text[-1].isspace()
            run.text = body
            if space:
                _space_before(pieces, index)
            started = True
        elif run.kind == "break":
            owed = started = False
        elif run.kind == "raw":
            run.space = started and owed
            owed, started = False, True


def _space_before(pieces: list[Run], index: int) -> None:
    """Put a space before the piece at `index`, outside the marks that open there."""
    at = index
    while at and (pieces[at - 1].kind in ("open", "link") or not pieces[at - 1].text):
        if pieces[at - 1].kind in ("break", "close", "link-end"):
            break
        at -= 1
    pieces[at].space = True


def _join_marks(pieces: list[Run]) -> None:
    """Make one stretch of emphasis of two that touch."""
    shown = [run for run in pieces if run.text or run.space or run.kind == "break"]
    for run, following in pairwise(shown):
        touch = run.kind == "close" and following.kind == "open" and not following.space
        if touch and run.text == following.text:
            run.text = following.text = ""
            run.kind = following.kind = "text"


def _drop_idle_marks(pieces: list[Run]) -> None:
    """Take out marks with nothing in them, inside each other, or that would not be read."""
    opened: list[int] = []
    for index, run in enumerate(pieces):
        if run.kind == "open":
            opened.append(index)
        elif run.kind == "close":
            first = opened.pop()
            if opened or not _holds(pieces, first, index):
                pieces[first].text = run.text = ""
                pieces[first].kind = run.kind = "text"


def _holds(pieces: list[Run], first: int, last: int) -> bool:
    inside = "".join(run.text for run in pieces[first + 1 : last] if run.kind in ("text", "code"))
    if not inside.strip() or any(run.kind in ("break", "raw") for run in pieces[first:last]):
        return False
    before = _neighbour(pieces[:first][::-1], last=True)
    if pieces[first].space:
        before = " "
    behind = _neighbour(pieces[last + 1 :], last=False)
    if "*" in (before, behind):
        return False
    opens = _is_letter(inside[0]) or before in ("", " ")
    closes = _is_letter(inside[-1]) or behind in ("", " ")
    return opens and closes


def _neighbour(pieces: list[Run], *, last: bool) -> str:
    for run in pieces:
        if run.kind == "break":
            return ""
        if run.space and not last:
            return " "
        if run.text:
            return run.text[-1] if last else run.text[0]
        if run.space:
            return " "
    return ""


def _is_letter(char: str) -> bool:
    return char.isalnum() or "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u065f"
