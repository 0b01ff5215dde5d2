"""An article with the pictures that its own crawl holds, in place of their addresses."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

from warraq.diagnostics import Diagnostic
from warraq.ingest.album import Album
from warraq.ingest.crawled import Crawls

_FENCE = "\n---\n"
_SOURCE = re.compile(r'^  file: (".*")$', re.M)
_PICTURE = re.compile(r"(?<!\\)(!\[(?:\\.|[^\[\]\\])*\]\()(https?://[^\s()]+)")


def illustrated(
    text: str, content: Path, crawls: Crawls | None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a content file with its pictures, and what to say of those left out."""
    if crawls is None or "](http" not in text:
        return text, ()
    head, fence, body = text.partition(_FENCE)
    source = _SOURCE.search(head)
    if source is None:
        return text, ()
    file = json.loads(source[1])
    album = Album(content, f"content/{file}", partial(crawls.picture, file))

    def kept(match: re.Match[str]) -> str:
        return match[1] + (album.held(match[2]) or match[2])

    return head + fence + _PICTURE.sub(kept, body), album.problems
