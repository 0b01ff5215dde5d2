"""One document, read: what it says, before it has an address.

Pure work over one document, so that it may run anywhere: nothing is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from warraq.config import SiteConfig, SourceConfig
from warraq.diagnostics import Diagnostic, InputError
from warraq.ingest.beside import Beside
from warraq.ingest.captures import CaptureFile
from warraq.ingest.html import decode_page, extract_html
from warraq.ingest.html.context import Held
from warraq.ingest.pictures.album import Album
from warraq.ingest.pictures.alternatives import left_open, without_pictures
from warraq.ingest.pictures.companion import picture_beside
from warraq.ingest.pictures.enclosed import Enclosed
from warraq.ingest.pictures.uploads import uploaded
from warraq.ingest.portal.profiles import Profile
from warraq.ingest.printed.extract import Hints, extract_text
from warraq.ingest.readers import CONTAINERS, HEAD, reader_of, record_of
from warraq.ingest.readers.html import MAIL
from warraq.ingest.readers.wxr import NAME as EXPORT
from warraq.ingest.records import extract_record, moment_of
from warraq.ingest.stated import with_stated
from warraq.model import (
    DamagedError,
    Doubt,
    Extraction,
    Origin,
    Provenance,
    RawDocument,
    Sidecar,
    Source,
)
from warraq.text.encoding import decode
from warraq.text.keys import key

# A page of a thousand screens has a megabyte; what is far larger is no page.
MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Draft:
    """What one document became, short of its address.

    `failed` says why it could not be read; `unread` why it is of no kind that is
    read; `lost` what is damaged about it; `container` that the file holds many.
    `kin` is shared by the versions of one story in several languages. `notes` tell of pictures
    that were left out. `form` says how much of its form the text brought along: none
    as printed lines, some in parted fields, all as markup.
    """

    capture: CaptureFile
    origin: Origin
    sha256: str
    extraction: Extraction = field(default_factory=Extraction)
    source: Source = field(default_factory=Source)
    sidecar: Sidecar = field(default_factory=Sidecar)
    length: int | None = None
    kin: str = ""
    unread: str = ""
    lost: str = ""
    container: bool = False
    failed: Diagnostic | None = None
    notes: tuple[Diagnostic, ...] = ()
    form: int = 0

    @property
    def id(self) -> str:
        return self.sha256[:12]

    @property
    def no_article(self) -> str:
        """Return why this is no article, else ""."""
        if self.failed:
            return self.failed.code
        if self.lost:
            return "damaged"
        return self.unread or self.extraction.rejected

    @property
    def is_article(self) -> bool:
        """Return whether this can be read as an article, be it held already or not."""
        return not (self.container or self.no_article)


class Opened(NamedTuple):
    """A document whose bytes are there; without one there is no more to say than the draft."""

    draft: Draft
    document: RawDocument | None = None


def open_file(capture: CaptureFile) -> Opened:
    """Return the document that the file `capture` is, if it is one. Never raises for bad input."""
    origin = Origin(file=f"raw/{capture.name}")
    if capture.link:
        return Opened(Draft(capture, origin, "", unread="link"))
    try:
        with open(capture.place, "rb") as file:
            head = file.read(HEAD)
            reader = reader_of(capture.name, head)
            if reader in CONTAINERS:
                return Opened(Draft(capture, origin, "", container=True))
            if reader is None or capture.size > MOST_BYTES:
                sha256 = _sha256_of(capture.path)
                unread = "too-large" if reader else "unsupported"
                return Opened(Draft(capture, origin, sha256, unread=unread))
            document = reader.document_of(head + file.read(), file=origin.file)
    except OSError as error:
        return Opened(Draft(capture, origin, "", failed=unreadable(capture, error)))
    except InputError as error:
        failed = _placed(error.diagnostics[0], capture)
        return Opened(Draft(capture, origin, "", failed=failed))
    return open_document(document, capture)


def open_document(document: RawDocument, capture: CaptureFile) -> Opened:
    """Return a document of the file `capture`."""
    sha256 = hashlib.sha256(document.data).hexdigest()
    return Opened(Draft(capture, document.origin, sha256, length=document.length), document)


def read_draft(opened: Opened, beside: Beside) -> Draft:
    """Return what a document says. Never raises for bad input."""
    draft, document = opened
    if document is None:
        return draft
    try:
        return _drafted(draft, document, beside)
    except InputError as error:
        return replace(draft, failed=_placed(error.diagnostics[0], draft.capture))
    except DamagedError as error:
        return replace(draft, lost=str(error))


def _placed(found: Diagnostic, capture: CaptureFile) -> Diagnostic:
    """Return a finding that names the capture where it names no file of its own."""
    return found if found.file else replace(found, file=f"content/raw/{capture.name}")


def unreadable(capture: CaptureFile, error: OSError) -> Diagnostic:
    """Return what to say of a file that the system does not give."""
    hint = "make the file readable and run ingest again"
    message = f"cannot read this: {error.strerror or error}"
    return Diagnostic(f"content/raw/{capture.name}", "unreadable", message, hint)


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a document says; `site` and `kin` are what its container says of it."""

    extraction: Extraction
    encoding: str
    site: str = ""
    kin: str = ""
    form: int = 0


_FIELDS, _MARKUP = 1, 2


def _drafted(draft: Draft, document: RawDocument, beside: Beside) -> Draft:
    config = beside.config
    settings = config.source_of(draft.capture.name)
    sidecar = _sidecar_of(draft, document, beside)
    profile = beside.profile_of(draft.capture.name, settings)
    hints = _hints(settings, sidecar, config)
    album = Album(beside.raw.parent, f"content/raw/{draft.capture.name}", _finder(draft, document))
    # What a crawl holds is known when all of it has been read.
    held = left_open(album.best_of) if _is_crawled(document) else album.best_of
    found = _extracted(document, profile, hints, settings, held)
    url = sidecar.url or found.extraction.url or document.url
    told = sidecar if url == sidecar.url else replace(sidecar, url=url)
    extraction = _doubted(with_stated(found.extraction, told, config), document)
    return Draft(
        draft.capture,
        draft.origin,
        draft.sha256,
        extraction=extraction,
        notes=album.problems,
        sidecar=sidecar,
        length=draft.length,
        kin=f"{draft.origin.file}\t{found.kin}" if found.kin else "",
        form=found.form,
        source=Source(
            site=sidecar.site or settings.site or found.site,
            url=url,
            rights=settings.rights,
            file=draft.origin.file,
            member=draft.origin.member,
            line=draft.origin.line,
            offset=draft.origin.offset,
            sha256=draft.sha256,
            bytes=len(document.data),
            encoding=found.encoding,
        ),
    )


def _is_crawled(document: RawDocument) -> bool:
    return document.kind == "html" and document.origin.offset is not None


def _finder(draft: Draft, document: RawDocument) -> Callable[[str], bytes]:
    """Return what finds the pictures that came with a document, by their addresses."""
    if MAIL in document.context:
        return Enclosed(draft.capture.path).picture
    if document.origin.offset is None:
        return lambda address: picture_beside(draft.capture.place, address)
    if document.reader == EXPORT:
        home = dict(document.context).get("home", "")
        return lambda address: uploaded(draft.capture.path, address, home)
    return lambda address: b""


def _sidecar_of(draft: Draft, document: RawDocument, beside: Beside) -> Sidecar:
    """Return what a person wrote of a document.

    What is written of a whole container is no address of one page in it, and no time
    of one that has its own.
    """
    sidecar = beside.sidecar_of(draft.capture)
    if document.origin.offset is None:
        return sidecar
    return replace(sidecar, url="", captured="" if document.captured else sidecar.captured)


def _extracted(
    document: RawDocument, profile: Profile, hints: Hints, settings: SourceConfig, held: Held
) -> _Found:
    if document.kind == "record":
        record = record_of(document, dict(settings.fields))
        extraction = extract_record(record, hints, held)
        form = _MARKUP if record.body_is_html else _FIELDS
        return _Found(extraction, record.encoding, record.site, record.kin, form)
    if document.kind == "html":
        url = hints.url or document.url
        captured = hints.captured or moment_of(document.captured, hints.timezone, hints.lang)
        found = extract_html(
            document.data,
            charset=document.charset,
            url=url,
            profile=profile,
            hints=replace(hints, captured=captured),
            held=held,
        )
        encoding = decode_page(document.data, document.charset).encoding
        return _Found(_dated(found, document, hints), encoding, form=_MARKUP)
    text = decode(document.data, declared=document.charset)
    return _Found(extract_text(text, profile, hints), text.encoding)


def _dated(found: Extraction, document: RawDocument, hints: Hints) -> Extraction:
    """Return the extraction with the time of capture that the container states."""
    captured = moment_of(document.captured, hints.timezone, found.lang)
    if found.captured or not captured:
        return found
    provenance = (*found.provenance, Provenance("captured", "container", "certain"))
    return replace(found, captured=captured, provenance=provenance)


def _doubted(found: Extraction, document: RawDocument) -> Extraction:
    """Return the extraction with what its container makes doubtful about it."""
    doubts = found.doubts
    if document.damage:
        held = "" if found.status == "public" else "; whether it was published is lost: a draft"
        doubts += (Doubt("damaged-capture", f"it may not be whole: {document.damage}{held}"),)
    if ("reader", "warcio") in document.context:
        doubts += (Doubt("second-reader", "FastWARC gave up on it, and warcio read it"),)
    return found if doubts == found.doubts else replace(found, doubts=doubts)


def _hints(source: SourceConfig, sidecar: Sidecar, config: SiteConfig) -> Hints:
    return Hints(
        lang=sidecar.lang or source.lang,
        timezone=source.timezone or config.timezone,
        outlet=sidecar.site or source.site,
        url=sidecar.url,
        captured=sidecar.captured,
    )


def story_of(extraction: Extraction) -> str:
    """Return a digest that equal stories share: language, and the keys of title and body.

    It is "" without an article.
    """
    if extraction.rejected or not (extraction.title or extraction.body):
        return ""
    # The same story is told with and without pictures, wherever these are kept.
    parts = (extraction.lang, key(extraction.title), key(without_pictures(extraction.body)))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
