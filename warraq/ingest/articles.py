"""Articles in `content/`: made from drafts, and found again."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from warraq.content import read_article_file
from warraq.diagnostics import InputError
from warraq.frontmatter import UNKNOWN
from warraq.ingest.pages import page_of
from warraq.ingest.spool import capture_name
from warraq.legible import is_text
from warraq.model import Article
from warraq.text.slug import file_identity

if TYPE_CHECKING:
    from warraq.ingest.draft import Draft

# In front matter as ingest writes it.
_ID = re.compile(r'^id: "?([0-9a-f]{12,64})"?\s*$', re.MULTILINE)
_CAPTURE = re.compile(r'^  file: ("(?:[^"\\]|\\.)*")\s*$', re.MULTILINE)
_MEMBER = re.compile(r'^  member: ("(?:[^"\\]|\\.)*")\s*$', re.MULTILINE)
_OFFSET = re.compile(r'^  offset: "?(\d+)"?\s*$', re.MULTILINE)
_STATUS = re.compile(r'^status: "?(\w+)"?\s*$', re.MULTILINE)
_TOLD = (_ID, _STATUS, _CAPTURE, _MEMBER, _OFFSET)
_HEAD_BYTES = 65_536

# What may say that other addresses lead to an article than that of its file.
_LEADING = (b"\npath:", b"\naliases:")

# What lies in `content/` beside the languages.
_NO_LANGUAGE = frozenset({"raw", "versions"})


def article_of(draft: Draft, lang: str, name: str) -> Article:
    """Return the article that a draft becomes, short of address and translations.

    `name` stands for the title where there is none.
    """
    found = draft.extraction
    return Article(
        id=draft.id,
        path=UNKNOWN,
        lang=lang,
        title=found.title or name,
        section=found.section,
        authors=found.authors,
        place=found.place,
        credit=found.credit,
        published=found.published,
        updated=found.updated,
        captured=found.captured,
        tags=found.tags,
        summary=found.summary,
        see_also=found.see_also,
        translations=(UNKNOWN,),
        source=draft.source,
        provenance=tuple(sorted(found.provenance, key=lambda entry: entry.field)),
        dropped=found.dropped,
        status=found.status,
    )


class Held(NamedTuple):
    """An article that lies in `content/`: its file, how that looks, and what it states.

    `page` is that of the address of its capture, and `leads` are the addresses that lead
    to it beside that of its file.
    """

    file: str
    size: int
    mtime_ns: int
    id: str
    capture: str
    page: str
    status: str
    leads: tuple[str, ...] = ()


def find_held(content: Path, ledger: sqlite3.Connection) -> None:
    """Enter in the ledger which articles are there, wherever a person may have moved them.

    A file that looks as it did is not opened again.
    """
    query = "SELECT file, size, mtime_ns FROM held"
    before = {file: (size, mtime_ns) for file, size, mtime_ns in ledger.execute(query)}
    add_held(ledger, _changed(content, before))
    drop_held(ledger, before)


def _changed(content: Path, before: dict[str, tuple[int, int]]) -> Iterator[Held]:
    """Yield what the articles say that look otherwise; take all that are there from `before`."""
    for name, entry in articles_in(content):
        stat = entry.stat()
        stamp = (stat.st_size, stat.st_mtime_ns)
        if before.pop(name, None) != stamp:
            yield _told(Path(entry.path), name, *stamp)


def add_held(ledger: sqlite3.Connection, articles: Iterable[Held]) -> None:
    """Enter articles."""
    # Hardly a mirror has many, and most none: then none need be looked for.
    any_leads = ledger.execute("SELECT 1 FROM leads LIMIT 1").fetchone()
    for held in articles:
        ledger.execute("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?, ?, ?)", held[:-1])
        if any_leads:
            ledger.execute("DELETE FROM leads WHERE file = ?", (held.file,))
        for address in held.leads:
            folder, _, name = f"{held.file.partition('/')[0]}/{address}".rpartition("/")
            lead = (file_identity(folder), file_identity(name), held.file)
            ledger.execute("INSERT INTO leads VALUES (?, ?, ?)", lead)


def drop_held(ledger: sqlite3.Connection, files: Iterable[str]) -> None:
    """Enter that articles are there no more."""
    gone = [(name,) for name in files]
    for table in ("held", "leads"):
        ledger.executemany(f"DELETE FROM {table} WHERE file = ?", gone)


def leads_of(file: str, data: bytes) -> tuple[str, ...]:
    """Return the addresses that lead to an article beside that of its file."""
    own = file.partition("/")[2].removesuffix(".md")
    plain = data.replace(f'\npath: "{own}"\n'.encode(), b"\n", 1)
    if not any(mark in plain for mark in _LEADING):
        return ()
    try:
        found = read_article_file(data, file=f"content/{file}").article
    except InputError:
        return ()
    return tuple(path for path in (found.path, *found.aliases) if path != own)


def articles_in(content: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (name, entry) of every article of every language."""
    if not content.is_dir():
        return
    with os.scandir(content) as entries:
        folders = [one for one in entries if one.is_dir() and one.name not in _NO_LANGUAGE]
    for folder in folders:
        yield from _below(folder.path, folder.name)


def _below(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not is_text(entry.name):
                continue
            name = f"{prefix}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, name)
            elif entry.name.endswith(".md") and entry.is_file():
                yield name, entry


def _told(path: Path, name: str, size: int, mtime_ns: int) -> Held:
    """Return what an article states."""
    data = path.read_bytes()
    head = data[:_HEAD_BYTES].decode("utf-8", "replace")
    identity, status, capture, member, offset = (
        found[1] if (found := pattern.search(head)) else "" for pattern in _TOLD
    )
    file, inner = (json.loads(quoted) if quoted else "" for quoted in (capture, member))
    shown = capture_name(file, inner, int(offset) if offset else None)
    page = stated_page(head)
    return Held(name, size, mtime_ns, identity, shown, page, status, leads_of(name, data))


def stated_page(text: str) -> str:
    """Return the page of the address that an article states for its capture, "" for none."""
    at = text.find(_URL)
    found = _QUOTED.match(text, at + len(_URL)) if at >= 0 else None
    return page_of(json.loads(found[0])) if found else ""


_URL = "\n  url: "
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
