"""The values that pass between the rooms.

All are frozen and all collections are tuples, so a value can be hashed, kept
and sent to another process. Text is NFC. Dates are ISO 8601 strings, as precise
as they are known: `2018`, `2018-05`, `2018-05-27`, `2018-05-27T10:30+03:00`;
an empty string means unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Certainty = Literal["certain", "likely", "inferred"]
Rights = Literal["own", "licensed", "public-domain", "third-party"]
Status = Literal["public", "draft", "noindex", "removed"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a person wrote down beside a capture: taken as certain."""

    url: str = ""
    site: str = ""
    lang: str = ""
    captured: str = ""
    translations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a capture lies.

    `file` is relative to `content/`; `member`, `offset` (bytes) and `line`
    (from 1) point into a container.
    """

    file: str
    member: str = ""
    offset: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One capture as its reader found it: bytes, and where they lie."""

    origin: Origin
    data: bytes


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Bytes read as text.

    `encoding` is a Python codec name; `replaced` counts the bytes that had no
    meaning in it and became U+FFFD. `misread` is the code page that the text had
    been misread in before it was stored, and was repaired from, "" for none.
    """

    text: str
    encoding: str
    replaced: int = 0
    misread: str = ""


@dataclass(frozen=True, slots=True)
class Teaser:
    """A see-also entry as the portal printed it."""

    title: str
    teaser: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which rule gave a field its value, and how far to trust it."""

    field: str
    rule: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Dropped:
    """Raw lines (from 1, inclusive ranges such as `12-14`) that a rule removed."""

    rule: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at; `code` is stable, `message` is for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a profile found in one capture; everything may be missing.

    `body` is CommonMark without the headline. `rejected` names why the capture
    is no article (`empty`, `listing`, `not-found`, `log-in`, …), else "".
    """

    lang: str = ""
    title: str = ""
    body: str = ""
    section: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    place: str = ""
    credit: str = ""
    published: str = ""
    updated: str = ""
    captured: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    see_also: tuple[Teaser, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; `file` is relative to `content/`."""

    site: str = ""
    url: str = ""
    rights: Rights = "third-party"
    file: str = ""
    line: int | None = None
    offset: int | None = None
    sha256: str = ""
    bytes: int | None = None
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, complete, as its front matter states it; the body stays in the file.

    `path` is its address below the language root. `written` is the SHA-256 of
    the rest of the file when ingest wrote it. `extra` holds keys that warraq
    does not know, as the YAML source lines they stood in, so that they survive.
    """

    path: str
    lang: str
    title: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    place: str = ""
    credit: str = ""
    published: str = ""
    updated: str = ""
    captured: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    see_also: tuple[Teaser, ...] = ()
    translations: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)
    provenance: tuple[Provenance, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    status: Status = "public"
    written: str = ""
    extra: tuple[tuple[str, str], ...] = ()
