"""Which lines are sentences on a page that ends none of them with a stop?

Many an Arabic, Persian or Kurdish portal prints paragraphs without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from warraq.ingest.html.blocks import HEADINGS, LINKED, Part, weight_of_lines
from warraq.ingest.html.names import names_of, names_title
from warraq.ingest.html.tree import text_of
from warraq.ingest.printed.lines import SHORTEST_SENTENCE, Line

# One line so long may be the name of anything. No number here decides about any of 313
# real pages: half or twice of it changes none.
_SOME = 2
# The foot of a page may be its one sentence with a stop; a list of goods is below several.
# Twice as many words without a stop as with one are a page that sets none.
_MOSTLY = 2
# «News no. 4829, Tuesday 14 May 2024, 10:30, read by 1254» has eleven words; a year alone
# has four figures.
_MOST_OF_FACTS, _FIGURES = 16, 4
# What stands in these has no stop on any page.
_WITHOUT = HEADINGS | {"li", "figcaption", "caption", "pre", "dt", "th", "button", "summary"}


def end_sentences(parts: Sequence[Part], headline: str) -> None:
    """Let lines of a sentence's length be sentences, where few of a page end as such.

    `headline` is the key of a headline, of which no print is one.
    """
    silent = [
        (part, line)
        for part, lines in groupby(_free(parts), _part)
        for line in _untitled(part, [line for _, line in lines if not line.ends])
        if not _tells_facts(line)
    ]
    # A longer one is a sentence anyway, and on a front page a teaser.
    unsaid = [line.size for _, line in silent if not line.is_prose]
    said = sum(line.size for _, line in _free(parts) if line.ends)
    if len(unsaid) < _SOME or sum(unsaid) <= said * _MOSTLY:
        return
    for part, lines in groupby(silent, _part):
        for _, line in lines:
            line.ends = not line.prints(headline)
        part.own = weight_of_lines(part)


def ended(line: Line) -> str:
    """Return the text of a line, with a stop where it is a sentence that has none."""
    return f"{line.text}." if line.ends and line.text[-1:].isalnum() else line.text


_part = itemgetter(0)


def _free(parts: Sequence[Part]) -> Iterator[tuple[Part, Line]]:
    """Yield the lines of a sentence's length that are no links and no titles."""
    for part in parts:
        if part.lines and part.linked <= LINKED and part.tag not in _WITHOUT:
            for line in part.lines:
                if line.size >= SHORTEST_SENTENCE and not (line.kind or line.cut):
                    yield part, line


def _tells_facts(line: Line) -> bool:
    """Return whether a line of a few words has the figures of a day or counter, or of rights."""
    figures = sum(map(str.isdigit, line.text))
    return line.size <= _MOST_OF_FACTS and (figures >= _FIGURES or "©" in line.text)


def _untitled(part: Part, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines not set in bold or named a title, as headings are in plain blocks."""
    if not lines:
        return lines
    bold = part.element.iter("b", "strong")
    named = (span for span in part.element.iter("span") if names_title(names_of(span)))
    titles = {text_of(element) for element in chain(bold, named)}
    return [line for line in lines if line.text not in titles]
