"""A capture as it was printed, line by line, and what became of each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from warraq.config import SiteConfig
from warraq.content import ContentFile
from warraq.diagnostics import InputError
from warraq.ingest.html import decode_page
from warraq.ingest.html.index import index_of
from warraq.ingest.html.tree import parse
from warraq.ingest.html.unseen import remove_unseen
from warraq.ingest.printed.lines import with_line_ends
from warraq.ingest.readers import CONTAINERS, HEAD, reader_of, record_of, warc
from warraq.model import DamagedError, Dropped, RawDocument
from warraq.project import Project
from warraq.review.cases import Case
from warraq.text.encoding import decode
from warraq.text.keys import key
from warraq.text.numbers import number_of
from warraq.text.unicode import clean_text

# More lines than anybody compares; the rest is counted.
MOST_LINES = 3_000

# A container from which a capture cannot be cut is read up to it, if it is no larger.
_LARGEST = 256 << 20

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"summary", "table", "td", "th", "title", "tr", "ul"}
)
_LINK = re.compile(r"\]\([^)]*\)")
# A line of fewer words may stand anywhere by chance.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a capture: its number, its text, and the part or rule that has it.

    `fate` is `story`, `title`, or the name of a rule; `kept` says which of them it is.
    """

    number: int
    text: str
    fate: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture as text; `problem` says why there is none, `more` how many lines are left out."""

    lines: tuple[Shown, ...] = ()
    kind: str = ""
    encoding: str = ""
    more: int = 0
    problem: str = ""


def capture_of(
    case: Case, article: ContentFile | None, project: Project, config: SiteConfig
) -> Capture:
    """Return the capture of a case beside its article."""
    try:
        document = _document(case, project)
        if document is None:
            return Capture(problem="The capture cannot be taken out of its file here.")
        lines, encoding = _lines(document, case, config)
    except (OSError, InputError, DamagedError) as error:
        return Capture(problem=str(error))
    told = tuple(_fated(lines[:MOST_LINES], document.kind, article))
    return Capture(told, document.kind, encoding, max(0, len(lines) - MOST_LINES))


def _document(case: Case, project: Project) -> RawDocument | None:
    """Return the bytes of a capture, known by their digest."""
    path = project.content / case.file
    if path.is_symlink() or not path.resolve().is_relative_to(project.raw.resolve()):
        return None
    with path.open("rb") as file:
        reader = reader_of(path.name, file.read(HEAD))
    if reader is None:
        return None
    if reader not in CONTAINERS:
        return next(iter(reader.read_documents(path, file=case.file)), None)
    with path.open("rb") as file, TemporaryDirectory() as folder:
        file.seek(case.offset or 0)
        piece = file.read(case.length or 0)
        if reader is warc and not case.member:
            cut = warc.read_crawl(BytesIO(piece), len(piece), file=case.file)
        else:
            alone = Path(folder) / path.name
            alone.write_bytes(piece)
            cut = reader.read_documents(alone, file=case.file)
        if found := _known(cut, case):
            return found
    if path.stat().st_size > _LARGEST:
        return None
    return _known(reader.read_documents(path, file=case.file), case)


def _known(found: Iterator[object], case: Case) -> RawDocument | None:
    try:
        for one in found:
            if isinstance(one, RawDocument) and sha256(one.data).hexdigest() == case.sha256:
                return one
    except (InputError, DamagedError, OSError):
        return None
    return None


def _lines(
    document: RawDocument, case: Case, config: SiteConfig
) -> tuple[list[tuple[int, str]], str]:
    if document.kind == "html":
        page = decode_page(document.data, document.charset)
        return list(visible_lines(page.text)), page.encoding
    if document.kind == "record":
        fields = dict(config.source_of(case.file.removeprefix("raw/")).fields)
        record = record_of(document, fields)
        body = record.body
        printed = [text for _, text in visible_lines(body)] if record.body_is_html else None
        head = (record.title, record.summary, *record.authors, record.published, record.url)
        texts = [*filter(None, head), *(body.splitlines() if printed is None else printed)]
        return [(n, text) for n, text in enumerate(texts, 1) if text.strip()], record.encoding
    text = decode(document.data, declared=document.charset)
    cleaned = enumerate(clean_text(with_line_ends(text.text)).text.split("\n"), 1)
    return [(number, line.strip()) for number, line in cleaned if line.strip()], text.encoding


def visible_lines(page: str) -> Iterator[tuple[int, str]]:
    """Yield the text that a page shows, a line a block, with its line in the source."""
    root = parse(page)
    if root is None:
        return
    remove_unseen(index_of(root))
    words: list[str] = []
    begun = 1
    for text, line, breaks in _pieces(root):
        if breaks and (printed := " ".join("".join(words).split())):
            yield begun, printed
        if breaks:
            words, begun = [], line
        words.append(text)
    if printed := " ".join("".join(words).split()):
        yield begun, printed


def _pieces(root: object) -> Iterator[tuple[str, int, bool]]:
    """Yield (text, line, whether a new line begins), without recursion: pages nest deeply."""
    stack: list[tuple[object, bool]] = [(root, True)]
    while stack:
        element, opens = stack.pop()
        tag, line = str(element.tag), element.sourceline or 1  # type: ignore[attr-defined]
        breaks = tag in _BLOCKS
        if opens:
            yield element.text or "", line, breaks  # type: ignore[attr-defined]
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(list(element)))  # type: ignore[call-overload]
        else:
            yield element.tail or "", line, breaks  # type: ignore[attr-defined]


# --- what became of a line ----------------------------------------------------------------


def _fated(lines: list[tuple[int, str]], kind: str, article: ContentFile | None) -> Iterator[Shown]:
    if article is None:
        yield from (Shown(number, text, "", kept=False) for number, text in lines)
        return
    story = f" {key(_LINK.sub(']', article.body))} "
    title = key(article.article.title)
    rules = _rules(article.article.dropped) if kind == "text" else {}
    at = 0
    for number, text in lines:
        folded = key(text)
        if number in rules:
            yield Shown(number, text, rules[number], kept=False)
        elif folded and folded == title:
            yield Shown(number, text, "title", kept=True)
        elif (found := _find(f" {folded} ", story, at)) >= 0:
            at = found + len(folded) + 1
            yield Shown(number, text, "story", kept=True)
        else:
            yield Shown(number, text, "" if kind == "text" else "not in the story", kept=False)


def _find(line: str, story: str, at: int) -> int:
    """Return where a line stands in the rest of the story; a short one only right there."""
    if not line.strip():
        return -1
    if len(line.split()) < _FEW:
        return at if story.startswith(line, at) else -1
    return story.find(line, at)


def _rules(dropped: tuple[Dropped, ...]) -> dict[int, str]:
    rules: dict[int, str] = {}
    for entry in dropped:
        for span in entry.lines:
            begin, _, end = span.partition("-")
            first, last = number_of(begin), number_of(end or begin)
            if first is not None and last is not None:
                lines = range(first, min(last, first + MOST_LINES * 10) + 1)
                rules |= dict.fromkeys(lines, entry.rule)
    return rules
