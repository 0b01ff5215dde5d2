"""What stands behind a body: related stories, tags, and the rest of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warraq.ingest.findings import Findings, rule_of
from warraq.ingest.lines import Line
from warraq.ingest.page import Page
from warraq.model import Teaser
from warraq.text.dates import read_date

_MOST_ITEMS = 12
_MOST_TAGS = 20
_LONGEST_TAG = 40
_SHORTEST_TITLE = 15
_BETWEEN_TAGS = re.compile(r"\s*[,،#|;؛/]\s*")

# Between the items of a box stand their numbers and «read more».
_WITHIN_BOX = frozenset({"number", "mark", "read_more", "ads", "counters"})

# The headings of boxes; other furniture closes the box it stands in.
_BOXES = {kind: kind for kind in ("see_also", "tags", "most_read", "latest", "comments")}

# A date with its label still belongs to the story so far below its last paragraph.
_FOOT = 4


def read_tail(page: Page, found: Findings) -> None:
    """Read the lines behind the body."""
    box = ""
    for index in range(page.end, len(page.lines)):
        line = page.lines[index]
        if index == page.headline.index:
            continue
        if page.is_date(line):
            if index < page.end + _FOOT and not box:
                _labelled_date(line, page, found)
            found.drop(index, "date-line")
        elif line.kind == "related":
            found.drop(index, take_related_line(line, page, found))
        elif line.kind:
            box = box if line.kind in _WITHIN_BOX else _BOXES.get(line.kind, "")
            found.drop(index, rule_of(line.kind))
        elif not box and take_tags(line, page, found):
            found.drop(index, "tags-line")
        elif not _item(line, box, found):
            box = "" if box in ("see_also", "tags") else box
            found.drop(index, rule_of(box) if box else "after-body")


def add_related(items: list[Teaser], line: Line) -> bool:
    """Take a line as a title or as the teaser of the last title; say whether it is one."""
    if items and not items[-1].teaser and (line.cut or line.is_prose):
        items[-1] = Teaser(items[-1].title, line.text)
        return True
    if len(items) >= _MOST_ITEMS or len(line.text) < _SHORTEST_TITLE or line.is_prose:
        return False
    items.append(Teaser(line.text))
    return True


def take_related_line(line: Line, page: Page, found: Findings) -> str:
    """Take «See also: a title» as a related story; return the rule that does so."""
    label = page.lexicon.label_of(line.text)
    if label and len(found.see_also) < _MOST_ITEMS:
        found.see_also.append(Teaser(label.value))
        found.prove("see_also", "related-line", "likely")
    return "related-line"


def take_tags(line: Line, page: Page, found: Findings) -> bool:
    """Take «Tags: one, two» as tags; say whether the line was such."""
    if line.ends or line.size > _MOST_TAGS * 3:
        return False
    label = page.lexicon.label_of(line.text)
    if label is None or label.kind != "tags" or not label.has_colon:
        return False
    _add_tags(label.value, found)
    return True


def _item(line: Line, box: str, found: Findings) -> bool:
    """Put a line into the open box of related stories or tags, if it fits there."""
    if box == "see_also" and add_related(found.see_also, line):
        found.prove("see_also", "related-box", "likely")
        return True
    if box == "tags" and len(line.text) <= _LONGEST_TAG and len(found.tags) < _MOST_TAGS:
        _add_tags(line.text, found)
        return True
    return False


def _add_tags(printed: str, found: Findings) -> None:
    found.tags.extend(tag for tag in _tags(printed) if tag not in found.tags)
    found.prove("tags", "tags-box", "likely")


def _tags(printed: str) -> Iterator[str]:
    cut = (tag.strip("-–• ") for tag in _BETWEEN_TAGS.split(printed))
    return (tag for tag in dict.fromkeys(cut) if tag)


def _labelled_date(line: Line, page: Page, found: Findings) -> None:
    date = read_date(line.text, page.lang)
    if date and date.label in ("published", "updated"):
        found.set(date.label, date.iso, "labelled-date", date.certainty)
