"""What a file of `content/` says, as rows of the catalog."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import NamedTuple

from warraq.catalog.record import Record, Recorder
from warraq.content import ContentFile, read_article_file
from warraq.content.pages import is_plain_page
from warraq.content.versions import is_version
from warraq.diagnostics import Diagnostic, InputError, naming
from warraq.media import is_whole, picture_parts
from warraq.publish.build import Reading
from warraq.publish.intake.scan import Suspect
from warraq.publish.intake.strays import STRAY, Stray, problem_of
from warraq.publish.markdown import first_words, held_pictures
from warraq.publish.spool import Spool
from warraq.publish.story import story_of
from warraq.stopwatch import phase

# As long as the teasers that the portal family printed.
TEASER_LENGTH = 150


class Read(NamedTuple):
    """What a file says: its digest, its problems as they are stored, its rows or its title.

    `pictures` are those that it shows, relative to `content/`.
    """

    digest: str
    problems: str = ""
    record: Record | None = None
    title: str = ""
    pictures: tuple[str, ...] = ()


def read_files(reading: Reading, suspects: tuple[Suspect, ...]) -> tuple[Read, ...]:
    """Return what each file says; one that has just gone says nothing. Raises OSError."""
    reader = _reader(reading)
    with phase("read articles", len(suspects)):
        found = tuple(
            _stray(one.file, one.stray) if one.stray else reader.read(one.file) for one in suspects
        )
        reader.flush()
    return found


@lru_cache(maxsize=1)
def _reader(reading: Reading) -> _Reader:
    return _Reader(reading)


class _Reader:
    """Reads content files with the settings of one build."""

    def __init__(self, reading: Reading) -> None:
        self._content = f"{reading.content}/"
        self._hidden = ("draft",) if reading.audience == "public" else ()
        self._recorder = Recorder(reading.config)
        self._spool = Spool(reading.spool) if reading.spool else None

    def read(self, path: str) -> Read:
        """Return what a file says."""
        place = self._content + path
        try:
            with naming(place), open(place, "rb", buffering=0) as file:
                data = file.read()
        except FileNotFoundError:
            return Read("")
        if picture_parts(path):
            problem = "" if is_whole(path, data) else _packed((_other_bytes(path),))
            return Read(_digest(data), problem)
        try:
            found = read_article_file(data, file=f"content/{path}")
        except InputError as error:
            return Read(_digest(data), _packed(error.diagnostics))
        # The seal of an untouched file is the digest of all the rest of it.
        digest = _digest(data) if found.edited else found.article.written
        return self._entered(path, found, digest)

    def _entered(self, path: str, found: ContentFile, digest: str) -> Read:
        article, problems = found.article, _packed(found.problems)
        pictures = held_pictures(found.body)
        if article.status in self._hidden or is_version(path):
            return Read(digest, problems, pictures=pictures)
        if is_plain_page(path):
            shown = article.title if article.status != "removed" else ""
            return Read(digest, problems, title=shown, pictures=pictures)
        spooled = self._spool.put(story_of(found)) if self._spool else ""
        record = self._recorder.record(
            path, article, _teaser(found), digest, body=found.body, spooled=spooled
        )
        return Read(digest, problems, record, pictures=pictures)

    def flush(self) -> None:
        """Write what was spooled."""
        if self._spool:
            self._spool.flush()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _teaser(found: ContentFile) -> str:
    return found.article.summary or first_words(found.body, TEASER_LENGTH)


def _stray(file: str, stray: Stray) -> Read:
    """Return what is said of a file that is no content."""
    return Read(STRAY, _packed((problem_of(file, stray),)))


def deadly(suspect: Suspect) -> Read:
    """Return what is said of a file whose reading ended its process."""
    hint = "the rest of the site was made; look at the file that is named here"
    message = "reading this ended its process, twice"
    found = Diagnostic(f"content/{suspect.file}", "lost-worker", message, hint)
    return Read("", _packed((found,)))


def _other_bytes(path: str) -> Diagnostic:
    hint = "put the picture back as it was, or take it out of the articles that show it"
    message = "this picture has other bytes than those it is named by, so it is not shown"
    return Diagnostic(f"content/{path}", "changed-picture", message, hint, 0, "warning")


def _packed(problems: tuple[Diagnostic, ...]) -> str:
    return json.dumps([one.as_json() for one in problems], ensure_ascii=False) if problems else ""
