"""Articles in `content/`: made from drafts, found again, written whole."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from warraq.config import SiteConfig
from warraq.diagnostics import Diagnostic, Report
from warraq.ingest.draft import Draft
from warraq.model import Article
from warraq.project import Project

_ID = re.compile(r'^id: "?([0-9a-f]{12,64})"?\s*$', re.MULTILINE)
_CAPTURE = re.compile(r'^  file: ("(?:[^"\\]|\\.)*")\s*$', re.MULTILINE)
_STATUS = re.compile(r'^status: "?(\w+)"?\s*$', re.MULTILINE)
_HEAD_BYTES = 65_536


def article_of(
    draft: Draft, config: SiteConfig, path: str, siblings: dict[str, str], report: Report
) -> Article:
    """Return the article that a draft becomes at the address `path`."""
    found = draft.extraction
    return Article(
        id=draft.id,
        path=path,
        lang=found.lang or config.tags[0],
        title=found.title or path.rsplit("/", 1)[-1],
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
        translations=tuple(_translations(draft, siblings, report)),
        source=draft.source,
        provenance=tuple(sorted(found.provenance, key=lambda entry: entry.field)),
        dropped=found.dropped,
    )


def _translations(draft: Draft, siblings: dict[str, str], report: Report) -> Iterator[str]:
    """Yield the ids of the captures that the sidecar names as translations."""
    folder = PurePosixPath(draft.origin.file).parent
    for name in draft.sidecar.translations:
        near, far = posixpath.normpath(folder / name), f"raw/{name}"
        if (other := siblings.get(near) or siblings.get(far)) and other != draft.id:
            yield other
        elif not other:
            where = f"content/{draft.origin.file}"
            hint = "name a capture beside this one, or by its path below content/raw/"
            message = f"the translation «{name}» is not there"
            report.add(Diagnostic(where, "no-translation", message, hint, severity="warning"))


@dataclass(frozen=True, slots=True)
class Held:
    """The articles in `content/`: id → file, and capture → (file, status)."""

    by_id: dict[str, str]
    by_capture: dict[str, tuple[str, str]]


def held_in(project: Project) -> Held:
    """Return the articles that are there already, wherever a person may have moved them."""
    held = Held({}, {})
    for path in sorted(project.content.glob("*/**/*.md")):
        name = path.relative_to(project.content).as_posix()
        if not name.startswith("raw/") and path.is_file():
            with path.open("rb") as file:
                head = file.read(_HEAD_BYTES).decode("utf-8", "replace")
            if found := _ID.search(head):
                held.by_id.setdefault(found[1], name)
            if found := _CAPTURE.search(head):
                status = _STATUS.search(head)
                held.by_capture.setdefault(
                    json.loads(found[1]), (name, status[1] if status else "")
                )
    return held


def write_text(path: Path, text: str) -> None:
    """Write a file of `content/` whole or not at all; equal bytes are left untouched."""
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name[:40]}.part")
    staged.write_bytes(data)
    staged.replace(path)
