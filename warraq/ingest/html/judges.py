"""Whether others who read the page find the same story in it.

What costs nothing is asked first: the publisher's own text, and how much of all that
the page tells stands in a block that is named for the story. Then a quick judge is
asked, and the thorough one only where nobody bears the result out.
What they say changes no text: agreement is how sure the result is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warraq.ingest.html.blocks import Part
from warraq.ingest.html.libraries import library
from warraq.ingest.html.testimony import Run, runs_in, runs_of
from warraq.ingest.html.tree import nests_deeper
from warraq.model import Certainty

# Two readings of one story share most of their runs of words; readings of different
# blocks of a page share none.
_AGREES = 0.6

# Where so much of a page's sentences stands in one block, there is little that another
# could find elsewhere. Of 253 pages with known bodies, 120 have it in a block that is
# named for a story: the worst of them was still right by four fifths.
_MOST_OF_PAGE = 0.8

# A page that is all one block has set nothing apart from its story.
_WHOLE_PAGES = frozenset({"html", "body"})

# The thorough judge takes long over a huge page, and it is only asked for its opinion.
_LARGEST = 1024 * 1024

# Neither is made for pages that nest without end; real ones reach about a hundred.
_DEEPEST = 400


def certainty_of(page: str, story: Part, parts: Sequence[Part], keys: Iterable[str]) -> Certainty:
    """Return how far it is borne out that `story` is that of `page`.

    `parts` are all parts of the page, the outermost last; `keys` those of what the story tells.
    """
    told = parts[-1].prose
    apart = story.tag not in _WHOLE_PAGES
    alone = apart and story.prose >= told * _MOST_OF_PAGE
    if alone and story.story:
        return "certain"
    if nests_deeper(page, _DEEPEST):
        return "inferred"
    ours = runs_in(" ".join(filter(None, keys)))
    if _agree(ours, _quick(page)):
        return "certain"
    if alone or (apart and story.story):
        return "likely"
    asked = apart and len(page) <= _LARGEST
    return "likely" if asked and _agree(ours, _thorough(page)) else "inferred"


def _agree(ours: frozenset[Run], text: str) -> bool:
    theirs = runs_of(text)
    both = len(ours & theirs)
    return 2 * both >= (len(ours) + len(theirs)) * _AGREES


def _quick(page: str) -> str:
    tree = library("resiliparse.parse.html").HTMLTree.parse(page)
    extract = library("resiliparse.extract.html2text").extract_plain_text
    return str(extract(tree, main_content=True, alt_texts=False, links=False))


def _thorough(page: str) -> str:
    extract = library("trafilatura").extract
    try:
        return str(extract(page, include_comments=False, fast=True) or "")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""
