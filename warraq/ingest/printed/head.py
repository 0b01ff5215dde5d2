"""What stands around a headline: the day of the visit, section, date, byline, summary."""

from __future__ import annotations

import re

from warraq.ingest.printed.byline import Byline, bare_name, beside_day, read_byline
from warraq.ingest.printed.crumbs import Crumbs
from warraq.ingest.printed.findings import Findings, rule_of
from warraq.ingest.printed.headline import unmarked
from warraq.ingest.printed.lexicon import LONGEST_FURNITURE
from warraq.ingest.printed.lines import Line
from warraq.ingest.printed.page import Page
from warraq.ingest.printed.signoff import is_editor
from warraq.model import Certainty
from warraq.text.dates import PrintedDate, read_relative
from warraq.text.keys import key
from warraq.text.sections import section_slug

# The bar on top of a page is within its first lines.
_TOP = 6

_LONGEST_META = 160
# A day that is said to be that of a publication may stand above code, section and kicker.
_LABELLED_ABOVE = 9
_MOST_KICKER_WORDS = 4
_CRUMBS_WITHIN = 3
_SHORTEST_SUMMARY = 8
# A line below a headline that says so much without a stop is its deck, as is a shorter one
# that says more than the headline, unless it parts facts by bars or holds a day or an hour.
_SHORTEST_DECK = 12
_OF_FACTS = re.compile(r"[|»›>]|\d[:./-]\d")

# Sites set several things in one line: «Politics | 7-12-2021, 17:48».
_BETWEEN_PARTS = re.compile(r"\s*[|•·]\s*")

# «26 May 2018By Ada Sample»: a year runs into the next field.
_GLUED = re.compile(r"(?<=\d{4})(?=[^\W\d_][^\W\d_]+ )(?=[A-ZА-ЯÀ-Þ][a-zа-яß-ÿ])")
_EDGES = " \t:,،;؛|/»«›‹-–—"

# A date and a name may still follow the first sentences, when those are a lead.
_META_IN_BODY = 8
# Further below, a day beside a place is told, not that of the story.
_DATED_IN_BODY = 2


def read_head(page: Page, found: Findings) -> None:
    """Read the lines above the body, and those of the kind among its first."""
    headline = page.headline
    if headline.index >= 0:
        found.set("title", headline.text, headline.rule, headline.certainty)
        if headline.text != unmarked(page.lines[headline.index].text):
            found.drop(headline.index, "page-title")
    if page.crumbs and _are_of_headline(page.crumbs, page):
        found.drop(page.crumbs.index, "crumbs")
        found.set_list("section", page.crumbs.sections, "crumbs", "certain")
    for index in range(page.start):
        if index not in found.fates and index != headline.index:
            _above_body(index, page, found)
    _day_of_bar(page, found)
    for index in range(page.start, min(page.start + _META_IN_BODY, page.end)):
        line = page.lines[index]
        told = index == headline.index or index in page.hours or line.is_prose
        if not told and _meta(index, page, found, strict=True):
            found.drop(index, "meta-line")
    _kicker(page, found)


def _are_of_headline(crumbs: Crumbs, page: Page) -> bool:
    """Return whether crumbs end in the headline or stand just above it, as no menu does."""
    return crumbs.headline >= 0 or 0 < page.top - crumbs.index <= _CRUMBS_WITHIN


def _above_body(index: int, page: Page, found: Findings) -> None:
    line = page.lines[index]
    if index in page.headlines.indexes:
        found.drop(index, "repeated-headline")
    elif index == 0 and page.headlines.title:
        found.drop(index, "page-title")
    elif index < page.top or page.top < 0:
        found.drop(index, _above_headline(index, page, found))
    elif line.kind and not (line.kind == "number" and page.is_date(line)):
        _facts(line.text, page, found)
        found.drop(index, rule_of(line.kind))
    elif _meta(index, page, found, strict=False):
        found.drop(index, "meta-line")
    elif not line.ends and page.lexicon.is_caption(line.text):
        found.drop(index, "caption")
    elif _is_summary(index, page) and not _has_summary(found):
        found.set("summary", line.text, "above-body", "likely")
    else:
        found.drop(index, "before-body")


def _is_summary(index: int, page: Page) -> bool:
    """Return whether a line sums the story up: a sentence, or a deck right below the headline."""
    line = page.lines[index]
    if line.ends or line.is_prose:
        return line.size >= _SHORTEST_SUMMARY
    if index != page.headline.index + 1 or _OF_FACTS.search(line.text):
        return False
    headline = page.lines[page.headline.index]
    says_more = line.size > headline.size and headline.folded not in line.folded
    return line.size >= (_SHORTEST_SUMMARY if says_more else _SHORTEST_DECK)


def _has_summary(found: Findings) -> bool:
    return "summary" in found.values


def _above_headline(index: int, page: Page, found: Findings) -> str:
    """Return the rule for a line above the headline, having read its date."""
    line, date = page.lines[index], _whole_date(page.lines[index], page)
    if date and not date.label and _stands_below_crumbs(index, page):
        _take_date(date, found, rule="above-headline", certainty="likely")
        return "date-line"
    if index < _TOP and _of_visit(index, date, page, found):
        return "header-date"
    if page.top - index <= _LABELLED_ABOVE and _is_published(line.text, page):
        _facts(line.text, page, found)
        return "date-line"
    if line.kind or not page.is_date(line):
        return rule_of(line.kind) if line.kind else "before-headline"
    is_near = page.top >= _TOP and _only_dates_between(index, page)
    if is_near and date and date.label != "clock" and not _is_bar(index, date, page):
        _take_date(date, found, rule="above-headline", certainty="inferred")
    return "date-line"


def _of_visit(index: int, date: PrintedDate | None, page: Page, found: Findings) -> bool:
    """Read the day in a bar or masthead on top of a page; say whether the line is one."""
    line = page.lines[index]
    if date and not _is_bar(index, date, page):
        _top_date(date, page, found)
    elif not date and page.is_masthead(line):
        _top_date(page.find_dates(line.text)[0][2], page, found)
    return date is not None or page.is_masthead(line)


def _stands_below_crumbs(index: int, page: Page) -> bool:
    """Return whether a line stands between the crumbs and the headline, where no clock does."""
    return page.crumbs is not None and page.crumbs.index < index < page.top


def _is_published(text: str, page: Page) -> bool:
    """Return whether a line says when something was published, by that word."""
    facts = page.read_facts(text)
    return facts is not None and any(date.label == "published" for date in facts.dates)


def _only_dates_between(index: int, page: Page) -> bool:
    between = page.lines[index + 1 : page.top]
    others = [line for line in between if not (page.is_date(line) or line.kind == "number")]
    # The same day in a second calendar may be spelt out in words.
    return not others or (len(others) == 1 and others[0].size <= _MOST_KICKER_WORDS)


def _top_date(date: PrintedDate, page: Page, found: Findings) -> None:
    """Read a date in the top bar: the clock of the visit, unless a label says otherwise."""
    if date.label in ("published", "updated"):
        _take_date(date, found, rule="labelled-date", certainty=date.certainty)
    elif page.profile.header_date != "nothing":
        found.set(page.profile.header_date, date.iso, "header-date", date.certainty)


def _is_bar(index: int, date: PrintedDate, page: Page) -> bool:
    """Return whether a «last update» stands above a menu or crumbs: it is the whole site's."""
    if date.label != "updated":
        return False
    between = range(index + 1, page.head_end)
    others = [at for at in between if not page.is_date(page.lines[at])]
    return any(map(page.is_furniture, others)) or len(others) > 1


def _day_of_bar(page: Page, found: Findings) -> None:
    """Take the day of such a bar for that of the visit, where the page prints no other."""
    if page.profile.header_date == "nothing":
        return
    for index in range(min(_TOP, page.head_end)):
        date = _whole_date(page.lines[index], page)
        if date and _is_bar(index, date, page):
            found.set("captured", date.iso, "header-date", "likely")


def _whole_date(line: Line, page: Page) -> PrintedDate | None:
    return page.read_date(line.text) if page.is_date(line) else None


def _take_date(date: PrintedDate, found: Findings, *, rule: str, certainty: Certainty) -> None:
    if date.label == "clock":
        return
    found.set(date.label or "published", date.iso, rule, certainty)


def _take_printed(date: PrintedDate, found: Findings) -> None:
    rule = "labelled-date" if date.label else "date-below-headline"
    certainty = date.certainty if date.label else _at_most_likely(date.certainty)
    _take_date(date, found, rule=rule, certainty=certainty)


def _meta(index: int, page: Page, found: Findings, *, strict: bool) -> bool:
    """Read the dates and names of a line below the headline; say whether it held any."""
    text = _GLUED.sub(" | ", page.lines[index].text)
    if len(text) > _LONGEST_META or (strict and is_editor(text, page)):
        return False
    if (not strict or index < page.start + _DATED_IN_BODY) and _facts(text, page, found):
        return True
    parts = _with_times([part for part in _BETWEEN_PARTS.split(text) if part], page)
    held = [_meta_part(part, page, found) for part in parts]
    if any(held):
        return True
    if not strict and _labelled_dates(text, page, found):
        return True
    near_date = any(
        page.is_date(page.lines[at]) for at in (index - 1, index + 1) if 0 <= at < len(page.lines)
    )
    if near_date and _names_section(text, page):
        found.set_list("section", (text.strip(_EDGES),), "section-beside-date", "inferred")
        return True
    opens_block = strict and _opens_block(index, page)
    if near_date and not opens_block and (name := bare_name(text, page.lexicon)):
        _take_byline(name, page, found)
        return True
    return False


def _opens_block(index: int, page: Page) -> bool:
    """Return whether a blank line parts a line from that above it, and none from that below."""
    blocks = [line.block for line in page.lines[index - 1 : index + 2]]
    return len(blocks) == 3 and blocks[0] < blocks[1] == blocks[2]


def _facts(text: str, page: Page, found: Findings) -> bool:
    """Read a line of a day and other facts; say whether it is one."""
    facts = page.read_facts(text)
    if facts is None:
        return False
    for date in facts.dates:
        _take_printed(date, found)
    for byline in facts.bylines:
        _take_byline(byline, page, found)
    found.set_list("section", facts.sections, "section-beside-date", "likely")
    return True


def _with_times(parts: list[str], page: Page) -> list[str]:
    """Return the parts of a line with each time of day put to the day beside it."""
    joined: list[str] = []
    for part in parts:
        both = f"{joined[-1]} | {part}" if joined else ""
        if both and _is_day_and_time(joined[-1], part, both, page):
            joined[-1] = both
        else:
            joined.append(part)
    return joined


def _is_day_and_time(left: str, right: str, both: str, page: Page) -> bool:
    if not (any(map(str.isdigit, left)) and any(map(str.isdigit, right))):
        return False
    days = [date for part in (left, right) if (date := page.read_date(part))]
    date = page.read_date(both)
    return len(days) == 1 and date is not None and len(date.iso) > len(days[0].iso)


def _names_section(text: str, page: Page) -> bool:
    """Return whether `text` is a section, known or named in the crumbs."""
    named = page.crumbs.sections if page.crumbs else ()
    return section_slug(text, page.lang) is not None or key(text) in map(key, named)


def _meta_part(part: str, page: Page, found: Findings) -> bool:
    has_digit = any(map(str.isdigit, part))
    if has_digit and (date := page.read_date(part)):
        _take_printed(date, found)
        _take_update(part, date, page, found)
        return True
    if relative := read_relative(part, page.lang, found.values.get("captured", "")):
        _take_date(relative, found, rule="relative-date", certainty=relative.certainty)
        return True
    byline = read_byline(part, page.lexicon, page.profile.byline_separators)
    if byline:
        _take_byline(byline, page, found)
        return True
    label = page.lexicon.label_of(part) if len(part) <= LONGEST_FURNITURE else None
    return bool(label and label.kind in ("published", "updated") and (label.has_colon or has_digit))


def _take_update(part: str, read: PrintedDate, page: Page, found: Findings) -> None:
    """Read the day of the update that is printed behind the day of publication."""
    if read.label != "published":
        return
    for _, _, date in page.find_dates(part):
        if date.label == "updated":
            certainty = _at_most_likely(date.certainty)
            _take_date(date, found, rule="labelled-date", certainty=certainty)


def _at_most_likely(certainty: Certainty) -> Certainty:
    return "likely" if certainty == "certain" else certainty


def _labelled_dates(text: str, page: Page, found: Findings) -> bool:
    """Read a line that is mostly dates with their labels."""
    if not any(map(str.isdigit, text)):
        return False
    spans = page.find_dates(text)
    if not spans or sum(end - start for start, end, _ in spans) * 3 < len(text):
        return False
    rest = []
    at = 0
    for start, end, date in spans:
        rule = "labelled-date" if date.label else "date-below-headline"
        _take_date(date, found, rule=rule, certainty=_at_most_likely(date.certainty))
        rest.append(text[at:start])
        at = end
    for part in (*rest, text[at:]):
        byline = read_byline(beside_day(part), page.lexicon, page.profile.byline_separators)
        if byline:
            _take_byline(byline, page, found)
    return True


def _take_byline(byline: Byline, page: Page, found: Findings) -> None:
    authors = tuple(name for name in byline.authors if not page.is_outlet(name))
    found.set_list("authors", authors, byline.rule, byline.certainty)
    found.set("place", byline.place, byline.rule, byline.certainty)
    found.set("credit", byline.credit, byline.rule, byline.certainty)


def _kicker(page: Page, found: Findings) -> None:
    """Read a known section that stands alone just above the headline."""
    skipped = ("date-line", "crumbs", "repeated-headline")
    above = (i for i in range(page.top - 1, -1, -1) if found.fates.get(i) not in skipped)
    index = next(above, -1)
    if index > 0 and _is_section(index, page) and not _is_section(index - 1, page):
        found.set_list("section", (page.lines[index].text,), "above-headline", "inferred")
        found.drop(index, "section-line")


def _is_section(index: int, page: Page) -> bool:
    line = page.lines[index]
    known = not line.kind and line.size <= _MOST_KICKER_WORDS
    return known and section_slug(line.text, page.lang) is not None
