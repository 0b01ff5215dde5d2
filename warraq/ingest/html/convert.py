"""A part of a page as CommonMark: headings, paragraphs, quotes, lists, tables, pictures.

The text is kept as it stands; what a browser would show as structure becomes
structure, and layout that only places things on a screen becomes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from warraq.ingest.html.blocks import BLOCKS, HEADINGS
from warraq.ingest.html.context import Context
from warraq.ingest.html.inline import inline, runs_of
from warraq.ingest.html.pictures import Picture, picture_markdown, picture_of
from warraq.ingest.html.runs import Run, render
from warraq.ingest.html.tree import Element, text_of
from warraq.ingest.html.unseen import UNSEEN
from warraq.ingest.printed.markdown import escape_start

# Deeper than any quote or list in print; what stands below is kept as plain text.
_DEEPEST = 40

# A table of figures has short cells; where a cell holds more the table places columns.
_LONGEST_CELL = 300
_MOST_COLUMNS = 64
_MOST_CELLS = 10_000

# A gallery has some dozens; damaged pages nest thousands.
_MOST_PICTURES, _MOST_CAPTIONS, _MOST_AROUND = 400, 50, 8
_BLANK_LINE = re.compile(r"\n\s*\n")
_NO_PICTURE = Picture("", "")

# A caption of one of these is a line of the page, though a picture may have no address; that
# of a place for a picture that a script was to load tells of nothing that was there.
_TOLD = ("table", "pre", "blockquote")
_CAPTIONED = ("img", *_TOLD)

# Beside pictures and captions there may be a dot or two.
_MOST_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the result: its Markdown, and the element it came from.

    `kind` is `text`, `heading`, `quote`, `list`, `table`, `code`, `picture` or `rule`.
    """

    kind: str
    markdown: str
    element: Element


def convert(element: Element, context: Context, depth: int = 0) -> Iterator[Piece]:
    """Yield the blocks of what is inside `element`."""
    if element.tag == "pre":
        yield from _typed(element)
        return
    line = _begun(element.text)
    for child in element:
        tag = child.tag
        if tag in BLOCKS or (tag not in UNSEEN and _holds_blocks(child)):
            if line:
                yield from _paragraphs(line, element)
            yield from _block(child, context, depth + 1)
            line = _begun(child.tail)
            continue
        line.extend(runs_of(child, context))
        if tail := child.tail:
            line.append(Run("text", tail))
    if line:
        yield from _paragraphs(line, element)


def _typed(element: Element) -> Iterator[Piece]:
    """Yield the paragraphs of a text that was typed with blank lines between them."""
    for paragraph in _BLANK_LINE.split("".join(element.itertext())):
        yield from _paragraph([Run("text", " ".join(paragraph.split()))], element)


def _begun(text: str | None) -> list[Run]:
    """Return a line that begins with a text; the space between blocks begins none."""
    return [Run("text", text)] if text and not text.isspace() else []


def joined(pieces: Iterable[Piece]) -> str:
    """Return blocks as one text."""
    return "\n\n".join(piece.markdown for piece in pieces)


def _holds_blocks(element: Element) -> bool:
    """Return whether an inline element has blocks inside, as a link around a card has."""
    return len(element) > 0 and any(inner.tag in BLOCKS for inner in element.iter())


def _paragraphs(line: list[Run], element: Element) -> Iterator[Piece]:
    """Yield what was gathered as paragraphs, parted where two breaks stand."""
    paragraph: list[Run] = []
    breaks = 0
    for run in line:
        if run.kind == "break":
            breaks += 1
        elif run.kind == "text" and not run.text.strip():
            paragraph.append(run)
            continue
        else:
            if breaks > 1 and not _stands_open(paragraph):
                yield from _paragraph(paragraph, element)
                paragraph = []
            breaks = 0
        paragraph.append(run)
    yield from _paragraph(paragraph, element)


def _stands_open(paragraph: list[Run]) -> bool:
    opened = sum(run.kind in ("open", "link") for run in paragraph)
    return opened > sum(run.kind in ("close", "link-end") for run in paragraph)


def _paragraph(line: list[Run], element: Element) -> Iterator[Piece]:
    markdown = render(line)
    if markdown:
        kind = "picture" if markdown.startswith("![") and markdown.endswith(")") else "text"
        yield Piece(kind, _started(markdown), element)


def _started(markdown: str) -> str:
    return "\n".join(escape_start(line) for line in markdown.split("\n"))


def _block(element: Element, context: Context, depth: int) -> Iterator[Piece]:
    tag = element.tag
    if depth > _DEEPEST:
        yield from _paragraph([Run("text", text_of(element))], element)
    elif tag in HEADINGS:
        yield from _heading(element, context)
    elif tag == "blockquote":
        yield from _quote(element, context, depth)
    elif tag in ("ul", "ol", "dir", "menu"):
        yield from _list(element, context, depth)
    elif tag == "dl":
        yield from _definitions(element, context, depth)
    elif tag == "table":
        yield from _table(element, context, depth)
    elif tag == "pre":
        yield from _pre(element)
    elif tag == "hr":
        yield Piece("rule", "---", element)
    elif tag == "figure" or is_framed(element):
        yield from _figure(element, context, depth)
    else:
        yield from convert(element, context, depth)


def _heading(element: Element, context: Context) -> Iterator[Piece]:
    markdown = " ".join(inline(element, context).replace("\\\n", " ").split())
    if markdown:
        level = max(2, int(element.tag[1]))
        yield Piece("heading", f"{'#' * level} {markdown}", element)


def _inner(element: Element, context: Context, depth: int) -> str:
    return joined(convert(element, context, depth))


def _quote(element: Element, context: Context, depth: int) -> Iterator[Piece]:
    inner = _inner(element, context, depth)
    if inner:
        lines = (f"> {line}" if line else ">" for line in inner.split("\n"))
        yield Piece("quote", "\n".join(lines), element)


def _list(element: Element, context: Context, depth: int) -> Iterator[Piece]:
    items: list[str] = []
    number = _first_number(element)
    for child in element:
        is_block = child.tag in BLOCKS
        inner = _inner(child, context, depth) if is_block else _started(inline(child, context))
        if not inner:
            continue
        if child.tag in ("ul", "ol") and items:
            items[-1] += "\n" + _indented(_joined_list(child, context, depth), 3)
            continue
        mark = f"{number + len(items)}. " if element.tag == "ol" else "- "
        items.append(mark + _indented(inner, len(mark)).lstrip())
    if items:
        loose = any("\n\n" in item for item in items)
        yield Piece("list", ("\n\n" if loose else "\n").join(items), element)


def _joined_list(element: Element, context: Context, depth: int) -> str:
    return joined(_list(element, context, depth + 1))


def _first_number(element: Element) -> int:
    start = element.get("start", "")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1


def _indented(markdown: str, by: int) -> str:
    return "\n".join(" " * by + line if line else "" for line in markdown.split("\n"))


def _definitions(element: Element, context: Context, depth: int) -> Iterator[Piece]:
    for child in element:
        yield from convert(child, context, depth + 1)


def _pre(element: Element) -> Iterator[Piece]:
    text = "".join(element.itertext()).strip("\n").rstrip()
    if text.strip():
        fence = "```"
        while fence in text:
            fence += "`"
        yield Piece("code", f"{fence}\n{text}\n{fence}", element)


def is_framed(element: Element) -> bool:
    """Return whether there is nothing in a block but pictures and their captions."""
    if element.tag not in ("div", "td", "dl") or not any(True for _ in element.iter("figcaption")):
        return False
    if not any(True for _ in element.iter("img")):
        return False
    # Damaged pages nest captions, so no more of them is read than settles it.
    others = len(text_of(element)) - _MOST_BESIDE
    for caption in element.iter("figcaption"):
        if others <= 0:
            break
        others -= len(text_of(caption))
    return others <= 0


def _figure(element: Element, context: Context, depth: int) -> Iterator[Piece]:
    """Yield the pictures of a figure with its caption, or whatever else it holds.

    What is said of a quote or a table is text.
    """
    pictures = _pictures_in(element, context)
    for picture in pictures:
        yield Piece("picture", picture_markdown(picture), element)
    if not pictures and any(True for _ in element.iter(*_CAPTIONED)):
        yield from convert(element, context, depth + 1)
        return
    for child in element:
        if child.tag != "figcaption" and (not pictures or _tells_more(child)):
            yield from _block(child, context, depth + 1)


def _tells_more(element: Element) -> bool:
    """Return whether something beside a picture is text of its own: a quote, a table."""
    return element.tag in _TOLD and not any(True for _ in element.iter("img", "figcaption"))


def _pictures_in(figure: Element, context: Context) -> tuple[Picture, ...]:
    """Return the pictures of a figure, each once, with their captions."""
    images = list(islice(figure.iter("img"), _MOST_PICTURES))
    by_address: dict[str, Picture] = {}
    for image in images:
        caption = _caption_of(image, figure, alone=len(images) == 1)
        picture = picture_of(image, context, caption)
        if picture and not by_address.get(picture.address, _NO_PICTURE).caption:
            by_address[picture.address] = picture
    return tuple(by_address.values())


def _caption_of(image: Element, figure: Element, *, alone: bool) -> str:
    """Return the caption of a picture in a figure, which may be one of a gallery."""
    if alone:
        return next(map(text_of, figure.iter("figcaption")), "")
    for above in islice(image.iterancestors(), _MOST_AROUND):
        captions = islice(above.iter("figcaption"), _MOST_CAPTIONS)
        for caption in captions:
            if not _is_of_another(caption, above):
                return text_of(caption)
        if above is figure:
            break
    return ""


def _is_of_another(caption: Element, frame: Element) -> bool:
    """Return whether a caption in a frame stands in a smaller one, with a picture of its own."""
    inner = caption
    for above in islice(caption.iterancestors(), _MOST_AROUND):
        if above is frame:
            break
        inner = above
    return inner is not caption and any(True for _ in inner.iter("img"))


def _table(element: Element, context: Context, depth: int) -> Iterator[Piece]:
    rows = element.iter("tr")
    grid = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    grid = [row for row in grid if row]
    if not _is_of_figures(element, grid):
        for child in element:
            yield from _block(child, context, depth + 1)
        return
    for caption in element.iter("caption"):
        yield from convert(caption, context, depth + 1)
    cells = [[_cell(cell, context) for cell in row] for row in grid]
    cells = [row for row in cells if any(row)]
    if cells:
        yield Piece("table", _table_markdown(cells), element)


def _is_of_figures(element: Element, grid: list[list[Element]]) -> bool:
    """Return whether a table holds data: several columns of short cells, no table inside."""
    columns = max(map(len, grid), default=0)
    if not 2 <= columns <= _MOST_COLUMNS or len(grid) < 2 or columns * len(grid) > _MOST_CELLS:
        return False
    if sum(1 for _ in element.iter("table")) > 1:
        return False
    cells = [cell for row in grid for cell in row]
    if any(sum(1 for _ in cell.iter("p", "div", "ul", "h2", "h3")) > 3 for cell in cells):
        return False
    return all(len(text_of(cell)) <= _LONGEST_CELL for cell in cells)


def _cell(cell: Element, context: Context) -> str:
    pieces = [piece for piece in convert(cell, context) if piece.kind != "picture"]
    joined = " ".join(piece.markdown.lstrip("#> ") for piece in pieces)
    return " ".join(joined.replace("\\\n", " ").split()).replace("|", "\\|")


def _table_markdown(cells: list[list[str]]) -> str:
    width = max(map(len, cells))
    lines = [_row(row, width) for row in cells]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _row(cells: list[str], width: int) -> str:
    return "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"
