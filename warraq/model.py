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
Kind = Literal["text", "html", "record"]


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
    """One capture as its reader found it: bytes, where they lie, and what its container says.

    `kind` is what the bytes are: printed text, a page of HTML, or a record whose
    fields are parted already, which the reader named here takes apart. `url`,
    `captured` (ISO 8601) and `charset` are as the container states them. `length`
    counts the bytes that it takes in its file, None where it is the whole file.
    `damage` says what is wrong with a document that is read all the same. `context`
    holds what a container says once for all its records.
    """

    origin: Origin
    data: bytes
    kind: Kind = "text"
    reader: str = ""
    url: str = ""
    captured: str = ""
    charset: str = ""
    length: int | None = None
    damage: str = ""
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a container says of a picture: its address, and the digest of its bytes.

    One that is not `held` there is the same as another, which has the same digest or
    lies at the address that is referred or redirected to.
    """

    url: str
    digest: str = ""
    refers: str = ""
    held: bool = True


@dataclass(frozen=True, slots=True)
class Passed:
    """Bytes of a container that are no document: left out for a reason, or lost.

    `reason` is a word of the ledger; `message` tells people what was damaged where
    bytes are `lost`. They may be a `picture` that a document shows.
    """

    origin: Origin
    length: int
    reason: str
    sha256: str = ""
    lost: bool = False
    message: str = ""
    picture: Pictured | None = None


class DamagedError(Exception):
    """A record that cannot be taken apart: it is lost, and those beside it are not."""


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of an article as its container parted them; everything may be missing.

    Dates are as printed. `section` is a path, the outermost first; what else a story was
    filed under is among its `tags`. `body_is_html` says what `body` is; `teaser_only` that
    there is no more than a summary. `kin` is shared by the versions of one story in
    several languages. `skip` names why the container itself held it back (`draft`);
    `unsettled` that the damaged container may have done so where it cannot be read.
    """

    title: str = ""
    body: str = ""
    body_is_html: bool = False
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    captured: str = ""
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    site: str = ""
    url: str = ""
    kin: str = ""
    teaser_only: bool = False
    skip: str = ""
    unsettled: bool = False
    replaced: int = 0
    encoding: str = "utf-8"


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
class Version:
    """Another capture of an article than the one that is shown; `file` is as in `Source`.

    `text` names what it tells, where that is another text: a file of `versions/`.
    """

    url: str = ""
    captured: str = ""
    file: str = ""
    sha256: str = ""
    text: str = ""


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
    is no article (`empty`, `listing`, `not-found`, `log-in`, …), else "". `url` is
    the address that the capture itself names. `status` is `draft` where nobody knows
    whether it was ever published.
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
    url: str = ""
    status: Status = "public"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; `file` is relative to `content/`."""

    site: str = ""
    url: str = ""
    rights: Rights = "third-party"
    file: str = ""
    member: str = ""
    line: int | None = None
    offset: int | None = None
    sha256: str = ""
    bytes: int | None = None
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, complete, as its front matter states it; the body stays in the file.

    `path` is its address below the language root. `written` is the SHA-256 of
    the rest of the file when ingest wrote it. `confirmed` names the doubts that a
    person has settled. `extra` holds keys that warraq does not know, as the YAML
    source lines they stood in, so that they survive.
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
    captures: tuple[Version, ...] = ()
    source: Source = field(default_factory=Source)
    provenance: tuple[Provenance, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    confirmed: tuple[str, ...] = ()
    status: Status = "public"
    written: str = ""
    extra: tuple[tuple[str, str], ...] = ()
