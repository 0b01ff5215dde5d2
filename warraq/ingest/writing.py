"""What a worker does last: it writes the articles of a batch, and renews those that stand."""

from __future__ import annotations

import difflib
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from warraq.content import ContentFile, read_article
from warraq.content.versions import is_version
from warraq.diagnostics import Diagnostic, InputError
from warraq.frontmatter import close_open, format_article
from warraq.ingest.articles import Held, leads_of, stated_page
from warraq.ingest.pictures.alternatives import open_again
from warraq.ingest.pictures.crawled import Crawls, looking_up
from warraq.ingest.pictures.illustrated import Illustrated, illustrated, illustrated_body
from warraq.ingest.pictures.noted import folder_of
from warraq.ingest.reading import Desk
from warraq.ingest.settling.outlived import kept_text, outlived, tells_of_gone
from warraq.ingest.settling.texts import untouched
from warraq.ingest.spool import NO_TEXT, Job, Missing, read_batch
from warraq.model import Article, Version
from warraq.stopwatch import phase


class Written(NamedTuple):
    """What became of one article: as it lies on disk, and what is to be said of it.

    `held` is how it lies there now, None where nothing was written. `difference` shows
    a standing article that was renewed, and `missed` are pictures that it would show.
    """

    held: Held | None = None
    difference: str = ""
    problems: tuple[Diagnostic, ...] = ()
    missed: tuple[str, ...] = ()


@phase("write articles")
def write_jobs(desk: Desk, jobs: tuple[Job, ...]) -> tuple[Written, ...]:
    """Write the articles of one batch."""
    with looking_up(desk.pictures, desk.content, desk.spool) as crawls:
        if jobs[0].batch == NO_TEXT:
            return tuple(_renew(desk, job, "", crawls) for job in jobs)
        texts = read_batch(desk.spool, jobs[0].batch, (job.place for job in jobs))
        return tuple(_do(desk, job, text, crawls) for job, text in zip(jobs, texts, strict=True))


def _do(desk: Desk, job: Job, text: str, crawls: Crawls | None) -> Written:
    # What is not written shows no pictures either.
    closed = crawls is not None and not _may_replace(desk.content / job.content, job.content)
    found = illustrated(text, desk.content, None if closed else crawls)
    return _with_pictures(_done(desk, job, found.text), found)


def _with_pictures(written: Written, found: Illustrated) -> Written:
    """Return what became of an article with what is to be said of its pictures."""
    if not found.problems and not found.missed:
        return written
    problems = (*written.problems, *found.problems)
    return written._replace(problems=problems, missed=found.missed)


def _done(desk: Desk, job: Job, text: str) -> Written:
    if is_version(job.content):
        return _keep(desk, job, close_open(text, _address_of(job.id)))
    return _renew(desk, job, text, None) if job.held else _write(desk, job, text)


def _keep(desk: Desk, job: Job, text: str) -> Written:
    """Keep what a capture told that is not shown, unless somebody edited it."""
    path = desk.content / job.content
    if not _may_replace(path, job.content) or _says(path, text):
        return Written()
    write_text(path, text)
    return Written()


def _says(path: Path, text: str) -> bool:
    """Return whether a file has just these bytes; what has is not written again."""
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _may_replace(path: Path, file: str) -> bool:
    """Return whether nobody edited the file at `path`, or none is there."""
    if not path.is_file():
        return True
    try:
        return not read_article(path.read_text("utf-8", "replace"), file=file).edited
    except InputError:
        return False


def _address_of(text: str) -> str:
    """Return where a text that has no page of its own would stand, were it an article."""
    return f"undated/{text}"


def _write(desk: Desk, job: Job, text: str) -> Written:
    address = job.content.partition("/")[2].removesuffix(".md")
    return Written(_put(desk, job, _closed(text, address, job, job.versions)))


def _closed(text: str, address: str, job: Job, captures: tuple[Version, ...]) -> str:
    translations = tuple(job.translations.split())
    return close_open(text, address, translations, identity=job.id, captures=captures)


def _put(desk: Desk, job: Job, text: str) -> Held:
    stat = write_text(desk.content / job.content, text)
    stamp = (stat.st_size, stat.st_mtime_ns)
    leads = leads_of(job.content, text.encode("utf-8"))
    page = stated_page(text)
    return Held(job.content, *stamp, job.id, job.capture, page, "public", leads)


def _renew(desk: Desk, job: Job, text: str, crawls: Crawls | None) -> Written:
    """Apply today's rules to an article, unless somebody edited it; it keeps its address.

    Without a text it goes on to say what it says, and is told of other articles, and of
    pictures that have come, alone.
    """
    old = (desk.content / job.content).read_text("utf-8", "replace")
    where = f"content/{job.content}"
    try:
        standing = read_article(old, file=where)
    except InputError as error:
        return Written(problems=error.diagnostics)
    if standing.edited:
        return Written(problems=(_edited(where),) if text else ())
    found = Illustrated(standing.body)
    if job.pictures and not text:
        body = open_again(standing.body, job.pictures.split("\n"))
        found = illustrated_body(body, standing.article.source.file, desk.content, crawls)
        standing = replace(standing, body=found.text)
    new = _renewed(desk, job, text, standing, where)
    if new == old:
        return Written()
    written = Written(_put(desk, job, new), "\n".join(_difference(old, new, where)))
    return _with_pictures(written, found)


def _edited(where: str) -> Diagnostic:
    hint = "correct it by hand, or delete it to have it read anew"
    message = "edited by hand, so it was left alone"
    return Diagnostic(where, "edited", message, hint, 0, "note")


def _renewed(desk: Desk, job: Job, text: str, standing: ContentFile, where: str) -> str:
    """Return the file of an article that stands, with what is known of it today."""
    path, *others = (standing.article.path, *standing.article.aliases, *job.aliases.split("\n"))
    aliases = tuple(one for one in dict.fromkeys(others) if one not in ("", path))
    plain = _closed(text, path, job, job.versions) if text else ""
    if plain and not (aliases or _tells_more(desk, job, text, standing.article)):
        return plain
    fresh = read_article(plain, file=where) if plain else standing
    article = replace(fresh.article, aliases=aliases)
    if job.captures:
        article = replace(article, captures=_captures(desk, job, standing, fresh))
    article = replace(article, translations=tuple(job.translations.split()))
    return format_article(article, fresh.body)


def _tells_more(desk: Desk, job: Job, text: str, standing: Article) -> bool:
    """Return whether an article may tell of captures that are not on the disk any more."""
    other = standing.source.sha256 not in text
    return bool(other or standing.captures or job.files) or tells_of_gone(desk.content, standing)


def _captures(
    desk: Desk, job: Job, standing: ContentFile, fresh: ContentFile
) -> tuple[Version, ...]:
    """Return the captures to be listed; those that are not on the disk any more stay."""
    known = {one.sha256: one for one in job.versions}
    for one in outlived(desk.content, standing, fresh, job.files.split("\n")):
        if one.sha256 in known:
            continue
        known[one.sha256] = one
        if one.text == standing.article.source.sha256[:12]:
            _keep_text(desk.content, *kept_text(standing))
    return tuple(known.values())


def _keep_text(content: Path, file: str, text: str) -> None:
    if not (content / file).is_file():
        write_text(content / file, text)


def missing_of(job: Job, written: Written) -> Missing | None:
    """Return what an article that was written misses of pictures, None where nothing is new."""
    if written.held is None or not (written.missed or job.pictures):
        return None
    file = job.capture.partition("\t")[0]
    return Missing(job.content, folder_of(file), "\n".join(written.missed))


def remove_spent(content: Path, files: Iterable[str]) -> Iterator[str]:
    """Remove files of which others tell what they told, unless somebody edited them."""
    for file in files:
        if untouched(content / file, file):
            (content / file).unlink()
            yield file


def _difference(old: str, new: str, where: str) -> Iterable[str]:
    return difflib.unified_diff(
        old.splitlines(),
        new.splitlines(),
        f"{where} (as it is)",
        f"{where} (read again)",
        lineterm="",
        n=1,
    )


def write_text(path: Path, text: str) -> os.stat_result:
    """Write a file of `content/` whole or not at all; return how it lies there."""
    # Named for its target, so that two never meet and a killed run leaves none for long.
    digest = hashlib.sha256(path.name.encode()).hexdigest()[:16]
    staged = f"{str(path).removesuffix(path.name)}.{digest}.part"
    data = text.encode("utf-8")
    try:
        written = _write_bytes(staged, data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        written = _write_bytes(staged, data)
    os.replace(staged, path)
    return written


def _write_bytes(staged: str, data: bytes) -> os.stat_result:
    with open(staged, "wb") as file:
        file.write(data)
        file.flush()
        return os.fstat(file.fileno())
