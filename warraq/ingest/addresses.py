"""Addresses of articles: decided once, when an article first enters `content/`.

The day in an address is the day of publication, else of capture; what is dated
less precisely lies in `undated/`. A later article never takes another's address.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from warraq.ingest.draft import Draft
from warraq.model import Extraction
from warraq.text.slug import SlugStyle, slug

# Beyond this many entries, folders grow slow to list on old disks and in zip tools.
MAX_FOLDER = 5_000

_DAY = len("2018-05-27")
_LIST_PAGE = re.compile(r"p\d+")


def folder_of(extraction: Extraction) -> str:
    """Return `2018/05/27`, or `undated`, for an article."""
    for date in (extraction.published, extraction.captured):
        if len(date) >= _DAY:
            return date[:_DAY].replace("-", "/")
    return "undated"


def crowded_folders(drafts: Iterable[Draft]) -> frozenset[tuple[str, str]]:
    """Return the (language, folder) pairs that these drafts would fill beyond the limit."""
    sizes = Counter((draft.extraction.lang, folder_of(draft.extraction)) for draft in drafts)
    return frozenset(place for place, size in sizes.items() if size > MAX_FOLDER)


class Addresses:
    """Hands out addresses, one holder each, over everything one ingest writes."""

    def __init__(
        self, content: Path, style: SlugStyle, crowded: frozenset[tuple[str, str]]
    ) -> None:
        self._content = content
        self._style = style
        self._crowded = crowded
        self._folders: dict[Path, set[str]] = {}

    def take(self, draft: Draft) -> str:
        """Return the address of a draft, such as `2018/05/27/<slug>`, and keep it for it."""
        lang, folder = draft.extraction.lang, folder_of(draft.extraction)
        if (lang, folder) in self._crowded:
            folder = f"{folder}/{draft.id[:2]}"
        taken = self._taken(self._content / lang / folder)
        bare = self._slug(draft)
        name = bare if _same(bare) not in taken else f"{bare}-{draft.id[:6]}"
        if _same(name) in taken:
            name = draft.id
        taken.add(_same(name))
        return f"{folder}/{name}"

    def _slug(self, draft: Draft) -> str:
        if self._style == "id":
            return draft.id
        found = draft.extraction
        bare = slug(found.title, style=self._style, lang=found.lang, fallback=draft.id)
        # Such a name belongs to a page of a long list.
        return f"{bare}-{draft.id[:6]}" if _LIST_PAGE.fullmatch(bare) else bare

    def _taken(self, folder: Path) -> set[str]:
        if folder not in self._folders:
            names = (path.stem for path in folder.glob("*.md")) if folder.is_dir() else ()
            self._folders[folder] = {_same(name) for name in names}
        return self._folders[folder]


def _same(name: str) -> str:
    """Fold what file systems take for one name: case, and NFC beside NFD."""
    return unicodedata.normalize("NFC", name).casefold()
