"""Addresses of articles: decided once, when an article first enters `content/`.

The day in an address is the day of publication, else of capture; what is dated
less precisely lies in `undated/`. A later article never takes another's address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from warraq.ingest.settling.held import Holders
from warraq.model import Extraction
from warraq.text.slug import SlugStyle, file_identity, slug

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


def name_of(extraction: Extraction, identity: str, style: SlugStyle) -> str:
    """Return the last part of an article's address, if nobody else has it."""
    title, lang = extraction.title, extraction.lang
    bare = slug(title, style=style, lang=lang, fallback=identity)
    # Such a name belongs to a page of a long list.
    return f"{bare}-{identity[:6]}" if _LIST_PAGE.fullmatch(bare) else bare


class Addresses:
    """Hands out addresses, one holder each, over everything one ingest writes.

    An address is unique in its tree of the site, which may hold several languages.
    """

    def __init__(
        self,
        content: Path,
        tree_of: Callable[[str], str],
        holders: Holders,
        crowded: frozenset[tuple[str, str]],
    ) -> None:
        self._content = content
        self._tree_of = tree_of
        self._holders = holders
        self._crowded = crowded
        self._taken: dict[tuple[str, str], set[str]] = {}

    def take(self, lang: str, folder: str, bare: str, identity: str) -> str:
        """Return the address of an article, such as `2018/05/27/<slug>`, and keep it for it."""
        if (lang, folder) in self._crowded:
            folder = f"{folder}/{identity[:2]}"
        place = (self._tree_of(lang), folder)
        if place not in self._taken:
            self._taken[place] = {*self._leading(*place)}
        taken = self._taken[place]
        for name in (bare, f"{bare}-{identity[:6]}", identity):
            if (key := file_identity(name)) not in taken:
                break
        taken.add(key)
        return f"{folder}/{name}"

    def _leading(self, tree: str, folder: str) -> Iterator[str]:
        """Yield the names, folded, that lead from a folder of a tree to articles that stand."""
        for lang in self._languages.get(tree, ()):
            place = self._content / lang / folder
            yield from (file_identity(file.stem) for file in place.glob("*.md"))
            # Who follows what once led to an article wants no other story.
            yield from self._holders.leading_from(f"{lang}/{folder}")

    @cached_property
    def _languages(self) -> dict[str, list[str]]:
        """Tree → the languages of it that have a folder already."""
        found: dict[str, list[str]] = {}
        for folder in self._content.iterdir() if self._content.is_dir() else ():
            found.setdefault(self._tree_of(folder.name), []).append(folder.name)
        return found
