"""Addresses of articles: decided once, when an article first enters `content/`.

The day in an address is the day of publication, else of capture; what is dated
less precisely lies in `undated/`. A later article never takes another's address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from warraq.content import read_article_file
from warraq.diagnostics import InputError
from warraq.model import Extraction
from warraq.text.slug import SlugStyle, slug

# Beyond this many entries, folders grow slow to list on old disks and in zip tools.
MAX_FOLDER = 5_000

_DAY = len("2018-05-27")
_ALIASES = b"\naliases:"
_LIST_PAGE = re.compile(r"p\d+")


def folder_of(extraction: Extraction) -> str:
    """Return `2018/05/27`, or `undated`, for an article."""
    for date in (extraction.published, extraction.captured):
        if len(date) >= _DAY:
            return date[:_DAY].replace("-", "/")
    return "undated"


def name_of(extraction: Extraction, identity: str, style: SlugStyle) -> str:
    """Return the last part of an article's address, if nobody else has it."""
    title, lang = extraction.title, extraction.lang
    bare = slug(title, style=style, lang=lang, fallback=identity)
    # Such a name belongs to a page of a long list.
    return f"{bare}-{identity[:6]}" if _LIST_PAGE.fullmatch(bare) else bare


class Addresses:
    """Hands out addresses, one holder each, over everything one ingest writes."""

    def __init__(self, content: Path, crowded: frozenset[tuple[str, str]]) -> None:
        self._content = content
        self._crowded = crowded
        self._folders: dict[str, set[str]] = {}

    def take(self, lang: str, folder: str, bare: str, identity: str) -> str:
        """Return the address of an article, such as `2018/05/27/<slug>`, and keep it for it."""
        if (lang, folder) in self._crowded:
            folder = f"{folder}/{identity[:2]}"
        taken = self._taken(f"{lang}/{folder}")
        name = bare if _same(bare) not in taken else f"{bare}-{identity[:6]}"
        if _same(name) in taken:
            name = identity
        taken.add(_same(name))
        return f"{folder}/{name}"

    def _taken(self, place: str) -> set[str]:
        if place not in self._folders:
            folder = self._content / place
            files = tuple(folder.glob("*.md")) if folder.is_dir() else ()
            former = (name for file in files for name in _former_names(file))
            self._folders[place] = {_same(name) for name in (*(f.stem for f in files), *former)}
        return self._folders[place]


def _former_names(file: Path) -> Iterator[str]:
    """Yield the names that led to an article before: who follows them wants no other story.

    One that became an article's of another day is not known of here.
    """
    try:
        data = file.read_bytes()
        aliases = (
            read_article_file(data, file=file.name).article.aliases if _ALIASES in data else ()
        )
    except (InputError, OSError):
        return
    yield from (alias.rpartition("/")[2] for alias in aliases)


def _same(name: str) -> str:
    """Fold what file systems take for one name: case, and NFC beside NFD."""
    return unicodedata.normalize("NFC", name).casefold()
