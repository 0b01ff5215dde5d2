"""Whether others who read the page find the same story in it.

A quick judge is asked first, the thorough one only where the two disagree.
What they say changes no text: agreement is how sure the result is.
"""

from __future__ import annotations

from warraq.ingest.html.libraries import library
from warraq.ingest.html.testimony import runs_of
from warraq.ingest.html.tree import nests_deeper
from warraq.model import Certainty

# Two readings of one story share most of their runs of words; readings of different
# blocks of a page share none.
_AGREES = 0.6

# The thorough judge takes long over a huge page, and it is only asked for its opinion.
_LARGEST = 1024 * 1024

# Neither is made for pages that nest without end; real ones reach about a hundred.
_DEEPEST = 400


def certainty_of(page: str, plain: str) -> Certainty:
    """Return how far other judges bear out that `plain` is the story of `page`."""
    if nests_deeper(page, _DEEPEST):
        return "inferred"
    ours = runs_of(plain)
    if _agree(ours, _quick(page)):
        return "certain"
    return "likely" if len(page) <= _LARGEST and _agree(ours, _thorough(page)) else "inferred"


def _agree(ours: frozenset[str], text: str) -> bool:
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
