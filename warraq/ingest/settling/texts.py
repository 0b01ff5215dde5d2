"""Where the text that a capture told is found: with what was read, or in `content/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from warraq.content import ContentFile, read_article_file
from warraq.content.versions import version_file
from warraq.diagnostics import InputError
from warraq.frontmatter import format_open
from warraq.ingest.pages import page_of
from warraq.ingest.settling.settlement import Run
from warraq.ingest.settling.showing import Told
from warraq.ingest.spool import Reading, capture_name
from warraq.model import Article

Place = tuple[int, int]


class Lifted(NamedTuple):
    """A text that was lifted out of `content/` into the spool."""

    article: Article
    place: Place


class Texts:
    """The texts of captures, by their rows."""

    def __init__(self, run: Run) -> None:
        self._spool = run.spool
        self._content = run.wanted.content
        self._holders = run.holders
        self._since = run.since
        self.missing: set[str] = set()

    def read(self, row: Told) -> Place | None:
        """Return where the text lies that this run read of a capture, if it did."""
        return self._spool.place_of(row.number - self._since) if row.number > self._since else None

    def place_of(self, row: Told) -> Place | None:
        """Return where the text of a capture lies, after lifting it if need be.

        Where it is nowhere, the file of the capture is noted in `missing`.
        """
        if place := self.read(row):
            return place
        if lifted := self.lifted(row):
            return lifted.place
        self.missing.add(row.file)
        return None

    def lifted(self, row: Told) -> Lifted | None:
        """Lift what a capture told out of the article that shows it, or that lists it."""
        shows, _ = self._holders.former(row.capture)
        return (self._lift(shows, row) if shows else None) or self._lift(version_file(row.id), row)

    def _lift(self, file: str, row: Told) -> Lifted | None:
        found = untouched(self._content / file, file)
        if found is None or not is_from(found.article, row):
            return None
        bare = replace(found.article, id=row.id, aliases=(), captures=())
        return Lifted(bare, self._spool.keep(format_open(bare, found.body)))


def is_from(article: Article, row: Told) -> bool:
    """Return whether an article was read from just this capture, as it is."""
    source = article.source
    place = capture_name(source.file, source.member, source.offset)
    return place == row.capture and source.sha256 == row.sha256


SAME_BYTES = "same bytes"
SAME_PLACE = "same place"


def why_shown(path: Path, file: str, row: Told | Reading) -> str:
    """Return why a file of `content/` is the article of a capture, "" where it is not.

    A file that is one capture is the same one with other bytes, but at another address;
    in one that holds many, what has the same address is.
    """
    try:
        source = read_article_file(path.read_bytes(), file=f"content/{file}").article.source
    except (OSError, InputError):
        return ""
    if source.sha256 == row.sha256:
        return SAME_BYTES
    if source.file != row.file:
        return ""
    stated = page_of(source.url)
    if row.page and stated:
        return SAME_PLACE if row.page == stated else ""
    return SAME_PLACE if row.offset is None and source.offset is None else ""


def files_of(rows: Iterable[Told]) -> str:
    """Return the files in which captures lie, parted by line ends."""
    return "\n".join(dict.fromkeys(row.file for row in rows))


def untouched(path: Path, file: str) -> ContentFile | None:
    """Return what a file of `content/` says, None where there is none or somebody edited it."""
    try:
        found = read_article_file(path.read_bytes(), file=f"content/{file}")
    except (OSError, InputError):
        return None
    return None if found.edited else found
