"""Learn the furniture of every portal from all its captures, and keep the votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from warraq.config import SiteConfig, SourceConfig
from warraq.diagnostics import InputError, Report
from warraq.ingest.batches import items_of
from warraq.ingest.captures import CaptureFile, find_captures
from warraq.ingest.draft import MOST_BYTES, unreadable
from warraq.ingest.html.printed import printed_lines
from warraq.ingest.portal.learned import format_learned, kept_lines, path_of, portal_of
from warraq.ingest.portal.profiles import Profile, load_profile
from warraq.ingest.printed.lexicon import lexicon_of
from warraq.ingest.printed.page import Page, lay_out
from warraq.ingest.printed.verdict import rejection
from warraq.ingest.printed.voting import FEWEST_DOCUMENTS, Heap, Printed, printed_around
from warraq.ingest.readers import CONTAINERS, HEAD, reader_of
from warraq.model import DamagedError, RawDocument
from warraq.project import Project
from warraq.text.encoding import decode

Voted = tuple[str, tuple[Printed, ...]]


def learn(
    project: Project,
    config: SiteConfig,
    report: Report,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Write the votes of every portal that has captures enough below `profiles/learned/`.

    Captures that cannot be read do not vote; what is wrong with them is for ingest to say.
    """
    portals: dict[str, list[CaptureFile]] = {}
    captures = find_captures(project.raw)
    for capture in captures:
        portal = portal_of(capture.name, config.source_of(capture.name))
        portals.setdefault(portal, []).append(capture)
    done = 0
    for portal, members in sorted(portals.items()):
        heap = Heap()
        for capture in members:
            for document in _documents(capture, report):
                _vote(heap, document, capture, config, project)
            done += 1
            progress(done, len(captures))
        _write(project, portal, heap, report)


def _write(project: Project, portal: str, heap: Heap, report: Report) -> None:
    """Write the votes of a portal, unless they are too few to say anything."""
    path = path_of(project.profiles, portal)
    learned = heap.learned(kept_lines(path))
    report.count("documents", learned.documents)
    if learned.documents < FEWEST_DOCUMENTS:
        return
    report.count("portals", 1)
    report.count("learned", len(learned.furniture))
    report.count("boxes", len(learned.boxes))
    path.parent.mkdir(parents=True, exist_ok=True)
    # What a person keeps stands in the old file until the new one is whole.
    beside = path.with_suffix(".new")
    beside.write_text(format_learned(portal, learned), encoding="utf-8")
    beside.replace(path)


def _documents(capture: CaptureFile, report: Report) -> Iterator[RawDocument]:
    if capture.link:
        return
    try:
        with capture.path.open("rb") as file:
            reader = reader_of(capture.name, file.read(HEAD))
        if reader in CONTAINERS:
            found = (item.found for item in items_of((capture,)))
            yield from (one for one in found if isinstance(one, RawDocument))
        elif reader and capture.size <= MOST_BYTES:
            yield from _whole(reader.read_documents(capture.path, file=f"raw/{capture.name}"))
    except OSError as error:
        report.add(unreadable(capture, error))
    except InputError:
        return


def _whole(found: Iterator[object]) -> Iterator[RawDocument]:
    return (one for one in found if isinstance(one, RawDocument))


def _vote(
    heap: Heap, document: RawDocument, capture: CaptureFile, config: SiteConfig, project: Project
) -> None:
    """Let one document vote; a record has fields and no furniture."""
    source = config.source_of(capture.name)
    profile = load_profile(source.profile, project_folder=project.profiles)
    try:
        title, lines = voted(document, profile, source)
    except (InputError, DamagedError):
        return
    if lines:
        heap.add(title, lines)


def voted(document: RawDocument, profile: Profile, source: SourceConfig) -> Voted:
    """Return the headline and the lines of a document, none where it is no page of a story."""
    if document.kind == "record":
        return "", ()
    if document.kind == "html":
        lexicon = lexicon_of(profile, source.site)
        return printed_lines(document.data, document.charset, document.url, source.site, lexicon)
    text = decode(document.data, declared=document.charset).text
    return voted_dump(lay_out(text, profile, source.lang, source.site))


def voted_dump(page: Page) -> Voted:
    """Return the headline and the lines of a dump."""
    if rejection(page):
        return "", ()
    lines = ((line.text, line.size) for line in page.lines)
    return page.headline.text, tuple(printed_around(lines, page.start, page.end))
