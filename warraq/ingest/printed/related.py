"""What stands behind a body: related stories, tags, and the rest of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warraq.ingest.printed.byline import opens_with_byline, read_byline
from warraq.ingest.printed.findings import Findings, rule_of
from warraq.ingest.printed.lexicon import LONGEST_FURNITURE, Label
from warraq.ingest.printed.lines import Line
from warraq.ingest.printed.page import Page
from warraq.model import Teaser
from warraq.text.keys import key
from warraq.text.sections import section_slug

_MOST_ITEMS = 12
_MOST_TAGS = 20
_LONGEST_TAG = 40
_LONGEST_SOURCE = 8
_SHORTEST_TITLE, _FEWEST_TITLE_WORDS = 15, 3
_MOST_NAME_WORDS = 3
_HEADING = 40
_BETWEEN_TAGS = re.compile(r"\s*[,،，、#|;；؛/]\s*|\s[-–]\s")

# Between the items of a box stand their numbers and «read more».
_WITHIN_BOX = frozenset({"number", "mark", "read_more", "ads", "counters"})

# The headings of boxes; other furniture closes the box it stands in.
_BOXES = {kind: kind for kind in ("see_also", "tags", "most_read", "latest", "comments")}

# «… at 10:30 AM».
_CLOCK = re.compile(
    r"\s+(?:(?:at|في|در|لە|à|um|ساعت|الساعة|ב-?)\s+)*[\d\u0660-\u0669\u06f0-\u06f9]{1,2}:\S+.*$"
)

# A date with its label still belongs to the story so far below its last paragraph.
_FOOT = 4


def read_tail(page: Page, found: Findings) -> None:
    """Read the lines behind the body."""
    box = ""
    items = Items(found.see_also)
    for index in range(page.end, len(page.lines)):
        line = page.lines[index]
        if index == page.headline.index or index in found.fates:
            continue
        if page.is_date(line):
            if index < page.end + _FOOT and not box:
                _labelled_date(line, page, found)
            found.drop(index, "date-line")
        elif line.kind == "related":
            found.drop(index, take_related_line(line, page, found))
        elif _opens_box(index, page):
            box, items = "see_also", Items(found.see_also)
            found.drop(index, "related-heading")
        elif index < page.end + _FOOT and not box and _take_signoff(line, page, found):
            found.drop(index, "meta-line")
        elif not line.kind and not box and _take_source(line, page, found):
            found.drop(index, "source-line")
        elif box == "tags" and line.kind == "counters" and _has_no_digit(line.text):
            # «reading», «views»: words of counters are tags as well.
            _add_tags(line.text, found)
            found.drop(index, "tags-line")
        elif line.kind:
            box = box if line.kind in _WITHIN_BOX else _BOXES.get(line.kind, "")
            items = items if line.kind in _WITHIN_BOX else Items(found.see_also)
            found.drop(index, rule_of(line.kind))
        elif box != "tags" and take_tags(line, page, found, behind_body=True):
            box = ""
            found.drop(index, "tags-line")
        elif not _item(index, box, items, page, found):
            box = "" if box in ("see_also", "tags") else box
            found.drop(index, rule_of(box) if box else "after-body")


def _opens_box(index: int, page: Page) -> bool:
    """Return whether a line is «More from» with a name, above a title."""
    line = page.lines[index]
    if line.kind or line.ends or line.cut or index + 1 >= len(page.lines):
        return False
    label = page.lexicon.label_of(line.text)
    if label is None or label.kind != "see_also" or label.has_colon:
        return False
    below = page.lines[index + 1]
    is_title = not below.kind and not below.is_prose and len(below.text) >= _SHORTEST_TITLE
    return is_title and len(label.value.split()) <= _MOST_NAME_WORDS and len(line.text) < _HEADING


@dataclass(slots=True)
class Items:
    """The stories of one box, read line by line into the list of all.

    `open` is the place of the title that may still get its teaser, -1 for none.
    """

    told: list[Teaser]
    open: int = -1

    def add(self, index: int, page: Page) -> bool:
        """Take a line as a title or as the teaser of the last title; say whether it is one."""
        line = page.lines[index]
        if self.open >= 0 and _is_teaser(index, page):
            self.told[self.open] = Teaser(self.told[self.open].title, line.text)
            self.open = -1
            return True
        is_short = len(line.text) < _SHORTEST_TITLE and line.size < _FEWEST_TITLE_WORDS
        if len(self.told) >= _MOST_ITEMS or is_short or line.is_prose:
            return False
        self.open = add_title(self.told, line.text)
        return True


def add_title(told: list[Teaser], title: str) -> int:
    """Add a title unless it stands there without a teaser; return its place."""
    folded = key(title)
    for place, item in enumerate(told):
        if not item.teaser and key(item.title) == folded:
            return place
    told.append(Teaser(title))
    return len(told) - 1


def _is_teaser(index: int, page: Page) -> bool:
    """Return whether a line tells of the title above it.

    Both may break off. A line that breaks off is itself a title where a longer
    one of the kind follows it.
    """
    line = page.lines[index]
    if line.is_prose:
        return True
    if not line.cut:
        return False
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    is_title = below and (below.cut or below.is_prose) and below.size > line.size
    return not is_title or opens_with_byline(
        line.text, page.lexicon, page.profile.byline_separators
    )


def take_related_line(line: Line, page: Page, found: Findings) -> str:
    """Take «See also: a title» as a related story; return the rule that does so."""
    label = page.lexicon.label_of(line.text)
    if label and len(found.see_also) < _MOST_ITEMS:
        add_title(found.see_also, label.value)
        found.prove("see_also", "related-line", "likely")
    return "related-line"


def take_tags(line: Line, page: Page, found: Findings, *, behind_body: bool = False) -> bool:
    """Take «Tags: one, two» as tags; say whether the line was such.

    Behind a body the colon may lack, where the tags are told apart all the same.
    """
    if line.ends or line.size > _MOST_TAGS * 3:
        return False
    if behind_body and all(word.startswith("#") and word[1:] for word in line.text.split()):
        _add_tags(line.text, found)
        return True
    label = page.lexicon.label_of(line.text)
    if label is None or label.kind not in ("tags", "filed"):
        return False
    if not label.has_colon and not (behind_body and _are_tags(label.value)):
        return False
    filed, tags = _filed_and_tags(label, page)
    found.set_list("section", filed, "filed-under", "likely")
    _add_tags(tags, found)
    return True


def _filed_and_tags(label: Label, page: Page) -> tuple[tuple[str, ...], str]:
    """Return the sections of «Posted in Politics Tagged roads, water», and its tags."""
    printed, behind = label.value, ""
    words = printed.split(" ")
    for at in range(1, len(words) if label.kind == "filed" else 0):
        if page.lexicon.has("tags", words[at]):
            printed, behind = " ".join(words[:at]), " ".join(words[at + 1 :])
            break
    names = tuple(_tags(printed))
    if label.kind == "filed" and all(section_slug(name, page.lang) for name in names):
        return names, behind
    return (), f"{printed}, {behind}" if behind else printed


def _has_no_digit(text: str) -> bool:
    return not any(map(str.isdigit, text))


def _are_tags(printed: str) -> bool:
    """Return whether `printed` is several tags, or one word."""
    return " " not in printed or bool(_BETWEEN_TAGS.search(printed))


def _item(index: int, box: str, items: Items, page: Page, found: Findings) -> bool:
    """Put a line into the open box of related stories or tags, if it fits there."""
    line = page.lines[index]
    if box == "see_also" and items.add(index, page):
        found.prove("see_also", "related-box", "likely")
        return True
    if box == "tags" and len(line.text) <= _LONGEST_TAG and len(found.tags) < _MOST_TAGS:
        _add_tags(line.text, found)
        return True
    return False


def _add_tags(printed: str, found: Findings) -> None:
    if not printed:
        return
    found.tags.extend(tag for tag in _tags(printed) if tag not in found.tags)
    found.prove("tags", "tags-box", "likely")


def _tags(printed: str) -> Iterator[str]:
    cut = (tag.strip("-–• ") for tag in _BETWEEN_TAGS.split(printed))
    return (tag for tag in dict.fromkeys(cut) if tag)


def _take_signoff(line: Line, page: Page, found: Findings) -> bool:
    """Take «Posted by somebody at 10:30», as blogs end; say whether the line was such.

    The day of that hour stands just above the headline.
    """
    text = _CLOCK.sub("", line.text) if len(line.text) <= LONGEST_FURNITURE else line.text
    if text == line.text:
        return False
    label = page.lexicon.label_of(text) if line.size <= _LONGEST_SOURCE else None
    byline = read_byline(text, page.lexicon, page.profile.byline_separators)
    if label is None or label.kind != "by" or byline is None or not byline.authors:
        return False
    found.set_list("authors", byline.authors, byline.rule, byline.certainty)
    above = page.lines[page.top - 1] if page.top > 0 else None
    if above and (date := page.read_date(above.text)):
        found.set("published", date.iso, "above-headline", "likely")
    return True


def _take_source(line: Line, page: Page, found: Findings) -> bool:
    """Take «Source: an agency» as the credit; say whether the line was such."""
    label = page.lexicon.label_of(line.text) if line.size <= _LONGEST_SOURCE else None
    if label is None or label.kind != "source" or not label.has_colon:
        return False
    byline = read_byline(line.text, page.lexicon, page.profile.byline_separators)
    found.set("credit", byline.credit if byline else "", "source-line", "likely")
    return True


def _labelled_date(line: Line, page: Page, found: Findings) -> None:
    date = page.read_date(line.text)
    if date and date.label in ("published", "updated"):
        found.set(date.label, date.iso, "labelled-date", date.certainty)
