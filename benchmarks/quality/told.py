"""What an extractor tells of a page, in words that all extractors share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """One page as one extractor read it; `seconds` is what the reading took.

    `body` is plain text, `date` a day; `refused` says that the page is no article.
    """

    body: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    refused: str = ""
    seconds: float = 0.0
