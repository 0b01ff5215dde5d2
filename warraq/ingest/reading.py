"""What a worker does first: it reads a batch of documents and spools what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from warraq.config import SiteConfig
from warraq.diagnostics import Diagnostic
from warraq.frontmatter import format_open
from warraq.ingest.articles import article_of
from warraq.ingest.beside import Beside
from warraq.ingest.captures import CaptureFile
from warraq.ingest.draft import Draft, Opened, open_document, open_file, read_draft, story_of
from warraq.ingest.ledger import doubts_as_text
from warraq.ingest.pages import page_of
from warraq.ingest.settling.addresses import folder_of, name_of
from warraq.ingest.spool import Reading, writing_batch
from warraq.model import Origin, Passed, RawDocument
from warraq.stopwatch import phase
from warraq.text.dates import instant_of


@dataclass(frozen=True, slots=True)
class Desk:
    """What every worker needs to know: the settings, and where things lie.

    `pictures` is the file that tells where those in crawls are.
    """

    config: SiteConfig
    content: Path
    raw: Path
    profiles: Path
    spool: Path
    pictures: Path


class Item(NamedTuple):
    """A file to be read; or a document of it, a stretch without one, or what is wrong with it."""

    capture: CaptureFile
    found: RawDocument | Passed | Diagnostic | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Items that are read together."""

    number: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BatchRead:
    """What a batch held: its readings, what went wrong, and files that hold many documents."""

    readings: tuple[Reading, ...]
    problems: tuple[Diagnostic, ...] = ()
    containers: tuple[CaptureFile, ...] = ()


def read_items(desk: Desk, batch: Batch) -> BatchRead:
    """Read a batch; the texts of its articles go to the spool."""
    readings: list[Reading] = []
    problems: list[Diagnostic] = []
    containers: list[CaptureFile] = []
    number = len(batch.items)
    beside = Beside(desk.config, desk.raw, desk.profiles)
    with phase("read captures", number), writing_batch(desk.spool, batch.number) as write:
        # One thing at a time: what does it stays in the processor's caches, and a batch
        # of dumps takes about a tenth less than one dump after the other.
        opened = [_opened(item) for item in batch.items]
        drafts = [read_draft(one, beside) for one in opened]
        for item, draft in zip(batch.items, drafts, strict=True):
            if isinstance(item.found, Passed):
                readings.append(passed_over(item.capture, item.found))
                problems.extend(_loss(item.capture, item.found))
            elif draft.container:
                containers.append(draft.capture)
            else:
                readings.append(_spooled(draft, desk.config, batch.number, write))
                problems.extend(_problems(draft))
    return BatchRead(tuple(readings), tuple(problems), tuple(containers))


def _problems(draft: Draft) -> Iterator[Diagnostic]:
    yield from draft.notes
    if draft.failed:
        yield draft.failed
    if draft.lost:
        length = draft.length or 0
        found = Passed(draft.origin, length, "damaged", lost=True, message=draft.lost)
        yield from _loss(draft.capture, found)


def _opened(item: Item) -> Opened:
    if isinstance(item.found, RawDocument):
        return open_document(item.found, item.capture)
    if isinstance(item.found, Diagnostic):
        origin = Origin(file=f"raw/{item.capture.name}")
        return Opened(Draft(item.capture, origin, "", failed=item.found))
    if isinstance(item.found, Passed):
        return Opened(Draft(item.capture, item.found.origin, ""))
    return open_file(item.capture)


def _spooled(draft: Draft, config: SiteConfig, batch: int, write: Callable[[str], int]) -> Reading:
    reading = _reading(draft, config)
    if not draft.is_article:
        return reading
    article = article_of(draft, reading.lang, reading.slug)
    place = write(format_open(article, draft.extraction.body))
    return reading._replace(batch=batch, place=place)


def _reading(draft: Draft, config: SiteConfig) -> Reading:
    found = draft.extraction
    reason = draft.no_article
    state = "failed" if draft.failed else "lost" if draft.lost else "skipped"
    return Reading(
        captured=found.captured,
        moment=instant_of(found.captured),
        sha256=draft.sha256,
        file=draft.origin.file,
        member=draft.origin.member,
        offset=draft.origin.offset,
        length=draft.length,
        state=state if reason else "article",
        reason=reason,
        url=draft.source.url,
        story=story_of(found),
        page=page_of(draft.source.url),
        rank=_rank(draft),
        form=draft.form,
        kin=draft.kin,
        lang=found.lang or config.tags[0],
        folder=folder_of(found),
        slug="" if reason else name_of(found, draft.id, config.slug),
        doubts="" if reason else doubts_as_text(found.doubts),
        names="\n".join(draft.sidecar.translations),
        size=draft.capture.size,
        mtime_ns=draft.capture.mtime_ns,
        batch=0,
        place=0,
    )


def _rank(draft: Draft) -> int:
    """Return how much of its story a capture has: all, perhaps not all, or a teaser."""
    doubts = {doubt.code for doubt in draft.extraction.doubts}
    return 0 if "teaser-only" in doubts else 1 if "damaged-capture" in doubts else 2


def passed_over(capture: CaptureFile, found: Passed) -> Reading:
    """Return the reading of bytes that hold no document."""
    blank = Reading._make("" for _ in Reading._fields)
    return blank._replace(
        rank=0,
        form=0,
        batch=0,
        place=0,
        sha256=found.sha256,
        file=found.origin.file,
        member=found.origin.member,
        offset=found.origin.offset,
        length=found.length,
        state="lost" if found.lost else "skipped",
        reason=found.reason,
        size=capture.size,
        mtime_ns=capture.mtime_ns,
    )


def _loss(capture: CaptureFile, found: Passed) -> Iterator[Diagnostic]:
    """Yield what to say of bytes that were lost."""
    if found.lost:
        where = f"content/raw/{capture.name}"
        inside = f" of {found.origin.member}" if found.origin.member else ""
        message = f"{found.length} bytes at {found.origin.offset}{inside}: {found.message}"
        hint = "what stands before and after them was read; another copy may have them whole"
        yield Diagnostic(where, "damaged", message, hint, found.origin.line or 0, "warning")


def lost_item(batch: Batch) -> BatchRead:
    """Return what became of the one item of a batch that twice ended the process that read it."""
    (item,) = batch.items
    document = item.found if isinstance(item.found, RawDocument) else None
    where = document.origin if document else Origin(file=f"raw/{item.capture.name}")
    hint = "look at what it holds; it is tried again by the next run"
    message = "reading it ended its process, twice"
    problem = Diagnostic(f"content/{where.file}", "lost-worker", message, hint)
    blank = passed_over(item.capture, Passed(where, 0, problem.code))
    length = document.length if document else None
    return BatchRead((blank._replace(state="failed", length=length),), (problem,))
