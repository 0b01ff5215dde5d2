"""An article with the pictures that its crawl holds, in place of their addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from warraq.diagnostics import Diagnostic
from warraq.ingest.html.context import no_picture
from warraq.ingest.pictures.album import Album
from warraq.ingest.pictures.alternatives import chosen, has_open, together
from warraq.ingest.pictures.crawled import Crawls

_FENCE = "\n---\n"
_SOURCE = re.compile(r'^  file: (".*")$', re.M)


class Illustrated(NamedTuple):
    """A text with its pictures, what to say of those left out, and those that are missed."""

    text: str
    problems: tuple[Diagnostic, ...] = ()
    missed: tuple[str, ...] = ()


def illustrated(text: str, content: Path, crawls: Crawls | None) -> Illustrated:
    """Return the text of a content file with its pictures."""
    if not has_open(text):
        return Illustrated(text)
    head, fence, body = text.partition(_FENCE)
    source = _SOURCE.search(head)
    found = illustrated_body(body, json.loads(source[1]) if source else "", content, crawls)
    return found._replace(text=head + fence + found.text)


def illustrated_body(body: str, file: str, content: Path, crawls: Crawls | None) -> Illustrated:
    """Return the body of an article from the capture `file` with its pictures."""
    if crawls is None or not crawls.is_crawl(file):
        return Illustrated(chosen(body, no_picture))
    album = Album(content, f"content/{file}", partial(crawls.picture, file))
    missed: dict[str, None] = {}

    def held(addresses: Sequence[str]) -> str:
        place = album.best_of(addresses)
        if not place:
            missed[together(addresses)] = None
        return place

    return Illustrated(chosen(body, held), album.problems, tuple(missed))
