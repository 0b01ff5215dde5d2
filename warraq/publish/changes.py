"""What is other in `content/` than the catalog says.

Stat first, content decides: a folder whose files all have the size, times and inode
they had is not looked into; a file that looks other is read, and its bytes tell.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from warraq.catalog.update import Change
from warraq.content import ContentFile, read_article
from warraq.diagnostics import Diagnostic, InputError, naming
from warraq.publish.markdown import first_words

Audience = Literal["public", "preview"]

# As long as the teasers that the portal family printed.
TEASER_LENGTH = 150

# A file written so shortly before it is read may be written again within the tick of
# the file system's clock; it is read again next time.
_TICK_NS = 100_000_000


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of `content/`: its Markdown files by name, with their stamps."""

    path: str
    files: dict[str, bytes]
    newest_ns: int

    @property
    def stamp(self) -> bytes:
        digest = hashlib.blake2b(digest_size=16)
        for name, stamp in self.files.items():
            digest.update(os.fsencode(name) + b"\0" + stamp)
        return digest.digest()


def read_changes(
    content: Path, database: sqlite3.Connection, audience: Audience
) -> Iterator[Change]:
    """Yield every file that is new, other or gone, and note what the files are now."""
    started = time.time_ns()
    known = dict(database.execute("SELECT path, stamp FROM folders"))
    for folder in _folders(content, ""):
        stamp = b"" if folder.newest_ns > started - _TICK_NS else folder.stamp
        if known.pop(folder.path, None) == stamp and stamp:
            continue
        yield from _in_folder(content, folder, database, audience, started)
        database.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", (folder.path, stamp))
    for path in known:
        yield from _gone(database, path, ())
        database.execute("DELETE FROM folders WHERE path = ?", (path,))


def _folders(content: Path, path: str) -> Iterator[_Folder]:
    """Yield the folders below `content/`, the captures and hidden ones aside."""
    files: dict[str, bytes] = {}
    inner: list[str] = []
    newest = 0
    try:
        entries = sorted(os.scandir(content / path), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith(".") or (not path and entry.name == "raw"):
            continue
        if entry.is_dir(follow_symlinks=False):
            inner.append(entry.name)
        elif entry.name.endswith(".md") and entry.is_file(follow_symlinks=False) and path:
            stat = entry.stat(follow_symlinks=False)
            newest = max(newest, stat.st_mtime_ns, stat.st_ctime_ns)
            files[entry.name] = (
                f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}".encode()
            )
    if files:
        yield _Folder(path, files, newest)
    for name in inner:
        yield from _folders(content, f"{path}/{name}" if path else name)


def _in_folder(
    content: Path,
    folder: _Folder,
    database: sqlite3.Connection,
    audience: Audience,
    started: int,
) -> Iterator[Change]:
    query = "SELECT path, stamp, digest FROM files WHERE folder = ?"
    known = {
        path: (stamp, digest) for path, stamp, digest in database.execute(query, (folder.path,))
    }
    for name, stamp in folder.files.items():
        path = f"{folder.path}/{name}"
        before, digest = known.get(path, (b"", ""))
        if before == stamp:
            continue
        with naming(content / path):
            data = (content / path).read_bytes()
        now = hashlib.sha256(data).hexdigest()[:32]
        kept = b"" if folder.newest_ns > started - _TICK_NS else stamp
        if now == digest:
            database.execute("UPDATE files SET stamp = ? WHERE path = ?", (kept, path))
            continue
        change, problems = _read(path, data, now, audience)
        row = (path, folder.path, kept, now, problems)
        database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", row)
        yield change
    present = {f"{folder.path}/{name}" for name in folder.files}
    yield from _gone(database, folder.path, present)


def _gone(
    database: sqlite3.Connection, folder: str, present: set[str] | tuple[()]
) -> Iterator[Change]:
    known = database.execute("SELECT path FROM files WHERE folder = ?", (folder,)).fetchall()
    for (path,) in known:
        if path not in present:
            database.execute("DELETE FROM files WHERE path = ?", (path,))
            yield Change(path)


def _read(path: str, data: bytes, digest: str, audience: Audience) -> tuple[Change, str]:
    """Return what a file says, and its problems as they are stored."""
    file = f"content/{path}"
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    try:
        found = read_article(text, file=file)
    except InputError as error:
        return Change(path, digest=digest), _packed(error.diagnostics)
    hidden = found.article.status == "draft" and audience == "public"
    article = None if hidden else found.article
    return Change(path, article, _teaser(found), digest), _packed(found.problems)


def _teaser(found: ContentFile) -> str:
    return found.article.summary or first_words(found.body, TEASER_LENGTH)


def _packed(problems: tuple[Diagnostic, ...]) -> str:
    return json.dumps([one.as_json() for one in problems], ensure_ascii=False) if problems else ""


def problems_in(database: sqlite3.Connection) -> Iterator[Diagnostic]:
    """Yield what is wrong in `content/`, read this time or before."""
    query = "SELECT problems FROM files WHERE problems != '' ORDER BY path"
    for (packed,) in database.execute(query):
        yield from (Diagnostic(**one) for one in json.loads(packed))
    moved = "SELECT file, path, address FROM entries WHERE path != address ORDER BY file"
    for file, path, address in database.execute(moved):
        message = f"«{path}» is the address of another article, too"
        hint = f"it stands at «{address}» now; give one of them another «path»"
        yield Diagnostic(f"content/{file}", "same-address", message, hint, 0, "warning")
