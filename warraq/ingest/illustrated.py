"""An article with the pictures that its own crawl holds, in place of their addresses."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

from warraq.diagnostics import Diagnostic
from warraq.ingest.album import Album
from warraq.ingest.alternatives import chosen, has_open
from warraq.ingest.crawled import Crawls
from warraq.ingest.html.inline import no_picture

_FENCE = "\n---\n"
_SOURCE = re.compile(r'^  file: (".*")$', re.M)


def illustrated(
    text: str, content: Path, crawls: Crawls | None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a content file with its pictures, and what to say of those left out."""
    if not has_open(text):
        return text, ()
    head, fence, body = text.partition(_FENCE)
    source = _SOURCE.search(head)
    if crawls is None or source is None:
        return head + fence + chosen(body, no_picture), ()
    file = json.loads(source[1])
    album = Album(content, f"content/{file}", partial(crawls.picture, file))
    return head + fence + chosen(body, album.best_of), album.problems
