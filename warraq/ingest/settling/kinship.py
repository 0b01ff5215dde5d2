"""Translations: articles whose captures name each other, or stand together in an export."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from warraq.diagnostics import Diagnostic, Report
from warraq.ingest.ledger import ORDER
from warraq.ingest.spool import NO_TEXT, Job, Spool

_ID = "CASE WHEN of != '' THEN of ELSE substr(sha256, 1, 12) END"
_IS_TOLD = "outcome IN ('article', 'duplicate')"
_LINKING = f"SELECT file, names, kin FROM captures WHERE {{}} ORDER BY {ORDER}"


class _Linking(NamedTuple):
    """A capture that leads to translations."""

    file: str
    names: str
    kin: str


def with_translations(
    jobs: tuple[Job, ...], ledger: sqlite3.Connection, report: Report
) -> tuple[Job, ...]:
    """Return the articles to be written with the ids of their translations."""
    return tuple(_with_translations(job, ledger, report) if job.linked else job for job in jobs)


def _with_translations(job: Job, ledger: sqlite3.Connection, report: Report) -> Job:
    found: dict[str, None] = {}
    for capture in _captures_of(job.id, ledger):
        found |= dict.fromkeys(_named(capture, job.content, ledger, report))
        found |= dict.fromkeys(_of_kin(capture.kin, ledger))
    ids = (other for other in found if other not in ("", job.id))
    return job._replace(translations=" ".join(ids))


def _captures_of(identity: str, ledger: sqlite3.Connection) -> Iterator[_Linking]:
    """Yield the captures of an article that lead to others, the earliest first."""
    own = "(substr(sha256, 1, 12) = ? AND story != '' AND outcome = 'article' AND of = '')"
    query = _LINKING.format(f"{own} OR (of = ? AND of != '')")
    return map(_Linking._make, ledger.execute(query, (identity, identity)).fetchall())


def _named(
    capture: _Linking, content: str, ledger: sqlite3.Connection, report: Report
) -> Iterator[str]:
    """Yield the ids of the articles from the captures that a sidecar names."""
    for name, places in _places_of(capture):
        found = next((one for place in places if (one := _article_of(place, ledger))), "")
        if found:
            yield found
        else:
            hint = "name a capture beside this one, or by its path below content/raw/"
            message = f"the translation «{name}» is not there"
            where = f"content/{capture.file}"
            report.add(Diagnostic(where, "no-translation", message, hint, severity="warning"))


def _places_of(capture: _Linking) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each name in a sidecar with the files that it may mean."""
    folder = PurePosixPath(capture.file).parent
    for name in capture.names.split("\n") if capture.names else ():
        yield name, (posixpath.normpath(folder / name), f"raw/{name}")


def _article_of(file: str, ledger: sqlite3.Connection) -> str:
    """Return the id of the article that a capture became or repeats, or ""."""
    query = (
        f"SELECT {_ID} FROM captures WHERE file = ? AND member = '' AND offset IS NULL "
        f"AND {_IS_TOLD}"
    )
    found = ledger.execute(query, (file,)).fetchone()
    return found[0] if found else ""


def _of_kin(kin: str, ledger: sqlite3.Connection) -> Iterable[str]:
    if not kin:
        return ()
    query = (
        f"SELECT {_ID} FROM captures WHERE kin = ? AND kin != '' AND {_IS_TOLD} ORDER BY {ORDER}"
    )
    return tuple(identity for (identity,) in ledger.execute(query, (kin,)))


def link_again(spool: Spool, ledger: sqlite3.Connection, since: int) -> None:
    """Order that articles of former runs lead to what has come, or moved, since.

    `since` is the last row of the ledger that those runs entered.
    """
    if not since:
        return
    for identity, content in _leading_to_touched(ledger):
        if content and not spool.is_ordered(content):
            shown = ledger.execute("SELECT capture FROM held WHERE file = ?", (content,)).fetchone()
            capture = shown[0] if shown else ""
            spool.order((Job(NO_TEXT, 0, identity, content, True, capture, True, captures=""),))


def _leading_to_touched(ledger: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield id and file of the articles that lead to captures of tales that were touched."""
    is_touched = "tale != '' AND tale IN (SELECT tale FROM touched)"
    kin = f"SELECT kin FROM captures WHERE kin != '' AND {is_touched}"
    query = f"SELECT DISTINCT {_ID}, content FROM captures WHERE kin != '' AND kin IN ({kin})"
    yield from ledger.execute(query).fetchall()
    named = f"SELECT 1 FROM captures WHERE file IN (?, ?) AND {is_touched}"
    query = f"SELECT file, names, kin, {_ID}, content FROM captures WHERE names != ''"
    for *values, identity, content in ledger.execute(query).fetchall():
        places = (pair for _, pair in _places_of(_Linking._make(values)))
        if any(ledger.execute(named, pair).fetchone() for pair in places):
            yield identity, content
