"""The paragraphs of a story, without what a page inserts between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from warraq.ingest.printed.findings import Findings, rule_of
from warraq.ingest.printed.lines import Line
from warraq.ingest.printed.markdown import paragraph
from warraq.ingest.printed.page import Page
from warraq.ingest.printed.related import Items, take_related_line, take_tags

# Wrapped text has no longer lines; a longer line is a paragraph of its own.
_WRAPPED_AT = 120

# What parts the stanzas of a poem, or the parts of a story.
_STARS = re.compile(r"\*(?:\s*\*){2,}")

# «Article content», «Advertisement»: no story has one sub-heading three times.
_SHORT_LINE = 5
_TOO_OFTEN = 3


def read_body(page: Page, found: Findings) -> str:
    """Return the body as Markdown; what is inserted goes to its field or is dropped."""
    kept = []
    repeated = _repeated(page)
    in_box = False
    items = Items(found.see_also)
    for index in range(page.start, page.end):
        line = page.lines[index]
        if index in found.fates or index == page.headline.index:
            continue
        if line.kind == "see_also":
            items = Items(found.see_also)
        in_box = line.kind == "see_also" or (in_box and not line.is_prose and not line.ends)
        if in_box and not line.kind and items.add(index, page):
            found.prove("see_also", "inside-body", "likely")
        elif line.text in repeated and index not in page.hours:
            found.drop(index, "repeated-line")
        elif rule := _rule_against(index, line, page, found):
            found.drop(index, rule)
        else:
            kept.append(line)
    return "\n\n".join(_paragraphs(kept or _captions(page, found)))


def _captions(page: Page, found: Findings) -> list[Line]:
    """Return the captions of a page that tells nothing else: they are its story."""
    told = [at for at in range(page.start, page.end) if found.fates.get(at) == "caption"]
    for index in told:
        del found.fates[index]
    return [page.lines[index] for index in told]


def _repeated(page: Page) -> frozenset[str]:
    """Return the short lines that a page prints again and again between paragraphs."""
    if page.clean:
        return frozenset()
    inside = page.lines[page.start : page.end]
    short = Counter(line.text for line in inside if line.size <= _SHORT_LINE and not line.ends)
    return frozenset(text for text, times in short.items() if times >= _TOO_OFTEN)


def _rule_against(index: int, line: Line, page: Page, found: Findings) -> str:
    """Return the rule that takes a line out of the body, else an empty string."""
    if page.clean or index in page.hours:
        return ""
    if _STARS.fullmatch(line.text) and page.start < index < page.end - 1:
        return ""
    if line.kind == "related":
        return take_related_line(line, page, found)
    if line.kind:
        return rule_of(line.kind)
    if index in page.headlines.indexes:
        return "repeated-headline"
    if page.lexicon.is_learned(line.text):
        return "learned"
    if not line.ends and page.lexicon.is_caption(line.text):
        return "caption"
    return "tags-line" if take_tags(line, page, found) else ""


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Yield paragraphs: blocks of lines where blank lines part them, else single lines."""
    if not _is_wrapped(lines):
        return (paragraph((line.text,)) for line in lines)
    blocks = groupby(lines, lambda line: line.block)
    return (paragraph(line.text for line in block) for _, block in blocks)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    blocks = len({line.block for line in lines})
    parted = blocks > 1 and all(len(line.text) <= _WRAPPED_AT for line in lines)
    return parted or any(line.wrapped for line in lines)
