"""One capture, read: what it says, before it has an address.

Pure work over one capture, so that it may run anywhere: nothing is written here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from warraq.config import SiteConfig, SourceConfig
from warraq.diagnostics import Diagnostic, InputError
from warraq.ingest.captures import CaptureFile
from warraq.ingest.extract import Hints, extract_text
from warraq.ingest.profiles import load_profile
from warraq.ingest.readers import reader_of
from warraq.ingest.sidecar import sidecar_of
from warraq.ingest.stated import with_stated
from warraq.model import Extraction, Origin, Sidecar, Source
from warraq.text.encoding import decode
from warraq.text.keys import key


@dataclass(frozen=True, slots=True)
class Draft:
    """What one capture became, short of its address.

    `failed` says why it could not be read; `unread` why it is of no kind that is
    read. `story` is a digest of language, title and body, "" without an article.
    """

    capture: CaptureFile
    origin: Origin
    sha256: str
    extraction: Extraction = field(default_factory=Extraction)
    source: Source = field(default_factory=Source)
    sidecar: Sidecar = field(default_factory=Sidecar)
    story: str = ""
    unread: str = ""
    failed: Diagnostic | None = None

    @property
    def id(self) -> str:
        return self.sha256[:12]


def read_draft(capture: CaptureFile, config: SiteConfig, raw: Path, profiles: Path) -> Draft:
    """Return what `capture` says. Whatever goes wrong stands in the draft."""
    origin = Origin(file=f"raw/{capture.name}")
    where = f"content/raw/{capture.name}"
    if capture.link:
        return Draft(capture, origin, "", unread="link")
    try:
        data = capture.path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        return _drafted(Draft(capture, origin, sha256), data, config, raw, profiles)
    except InputError as error:
        return Draft(capture, origin, "", failed=error.diagnostics[0])
    except OSError as error:
        hint = "make the file readable and run ingest again"
        found = Diagnostic(where, "unreadable", f"cannot read this: {error.strerror}", hint)
        return Draft(capture, origin, "", failed=found)


def _drafted(draft: Draft, data: bytes, config: SiteConfig, raw: Path, profiles: Path) -> Draft:
    if reader_of(draft.capture.name, data[:4096]) is None:
        return replace(draft, unread="unsupported")
    source = config.source_of(draft.capture.name)
    sidecar, _ = sidecar_of(draft.capture.path, raw)
    profile = load_profile(source.profile, project_folder=profiles)
    text = decode(data)
    found = extract_text(text, profile, _hints(source, sidecar, config))
    extraction = with_stated(found, sidecar, config)
    return replace(
        draft,
        extraction=extraction,
        sidecar=sidecar,
        story=story_of(extraction),
        source=Source(
            site=sidecar.site or source.site,
            url=sidecar.url or "",
            rights=source.rights,
            file=draft.origin.file,
            sha256=draft.sha256,
            bytes=len(data),
            encoding=text.encoding,
        ),
    )


def _hints(source: SourceConfig, sidecar: Sidecar, config: SiteConfig) -> Hints:
    return Hints(
        lang=sidecar.lang or source.lang,
        timezone=source.timezone or config.timezone,
        outlet=sidecar.site or source.site,
        url=sidecar.url,
    )


def story_of(extraction: Extraction) -> str:
    """Return a digest that equal stories share: language, and the keys of title and body."""
    if extraction.rejected or not (extraction.title or extraction.body):
        return ""
    parts = (extraction.lang, key(extraction.title), key(extraction.body))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
