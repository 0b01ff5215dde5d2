"""Which day stands on a page where no line near its story tells one?

In an element that is named for a day, else behind a label anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from warraq.ingest.html.elsewhere import (
    is_in_card,
    is_in_frame,
    is_of_event,
    is_of_visit,
    stands_in_comments,
)
from warraq.ingest.html.index import Index
from warraq.ingest.html.meta import LineReader
from warraq.ingest.html.names import name_words, names_of
from warraq.ingest.html.printeddays import may_be_of_page
from warraq.ingest.html.source import Source
from warraq.ingest.html.tree import Element, short_text_of
from warraq.ingest.html.when import When
from warraq.text.dates import PrintedDate
from warraq.text.keys import key

_WHOLE_DAY = 10

# What portals call the element that prints a story's day.
_NAMED_DATE = frozenset(
    {"date", "dates", "datetime", "dateline", "pubdate", "published", "posted", "timestamp"}
    | {"datum", "fecha", "dato", "tarih", "postdate", "entrydate", "publishdate", "createdate"}
    | {"submitted"}
)
# No clock of a visit is called so.
_NAMED_FOR_STORY = frozenset(
    {"articledate", "artikeldatum", "newsdate", "storydate", "postdate", "entrydate", "pubdate"}
    | {"publishdate", "pubtime", "publishtime", "posttime"}
)
_OF_DATES = frozenset({"span", "div", "p", "small", "li", "em", "td", "i", "strong"})
_LONGEST_DATE = 80
# A day and a year; damaged pages have thousands of such lines.
_FEWEST_FIGURES = 5
_LONGEST_LINE = 160
_MOST_LINES = 200
# Where lines have a day of their own.
_OF_OTHERS = frozenset({"related", "popular", "latest", "recent"})


def named_day(index: Index, reader: LineReader, source: Source, title: str) -> When:
    """Return the day in elements that are named for one, where all of them print the same.

    Else the one day that any line of the page calls that of its publication.
    """
    told = key(title)
    named = (one for one in index.named(_is_of_date) if _may_print_day(one, index))
    own = (one for one in named if not _is_of_other(one, told))
    texts = (short_text_of(element, _LONGEST_DATE) for element in own)
    if days := _one_day(texts, ("", "published"), reader, source):
        return When(days[0].iso, "named-date", "inferred")
    labelled = _one_day(_short_lines(index, told), ("published",), reader, source)
    return When(labelled[0].iso, "labelled-date", "inferred") if labelled else When()


def _is_of_date(names: str) -> bool:
    words = name_words(names)
    return not words.isdisjoint(_NAMED_DATE) or not words.isdisjoint(_NAMED_FOR_STORY)


def _may_print_day(element: Element, index: Index) -> bool:
    if not index.still(element, _OF_DATES) or is_of_event(element):
        return False
    named = bool(element.get("class", ""))
    return named or not name_words(names_of(element)).isdisjoint(_NAMED_FOR_STORY)


def _is_of_other(element: Element, title: str) -> bool:
    """Return whether an element tells the day of a visit, a comment, or a card."""
    if is_of_visit(element) or is_in_frame(element) or stands_in_comments(element):
        return True
    return is_in_card(element, (title,) if title else ())


def _one_day(
    texts: Iterable[str | None], labels: Sequence[str], reader: LineReader, source: Source
) -> list[PrintedDate]:
    """Return the day with one of the labels that is in the texts, [] where there are several."""
    found: dict[str, PrintedDate] = {}
    for text in texts:
        if text is None or not any(map(str.isdigit, text)):
            continue
        whole = reader.date(text)
        for day in (whole,) if whole else reader.dates_in(text):
            if may_be_of_page(day) and day.label in labels and source.may_be(day.iso):
                found.setdefault(day.iso[:_WHOLE_DAY], day)
    return list(found.values()) if len(found) == 1 else []


def _short_lines(index: Index, title: str) -> Iterator[str]:
    """Yield the short stretches of text with figures, but for those of others."""
    pieces = chain.from_iterable(
        ((one.text, one), (one.tail, one.getparent())) for one in index.root.iter()
    )
    numbered = ((text, above) for text, above in pieces if text and _may_be_dated(text))
    for text, above in islice(numbered, _MOST_LINES):
        if above is not None and not _is_in_box(above) and not _is_of_other(above, title):
            yield short_text_of(above, _LONGEST_DATE) or text.strip()


def _may_be_dated(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and sum(map(str.isdigit, text)) >= _FEWEST_FIGURES


def _is_in_box(element: Element) -> bool:
    """Return whether an element stands in a box of other stories."""
    around = (element, *element.iterancestors())
    return any(name_words(names_of(one)) & _OF_OTHERS for one in around if one.tag != "body")
