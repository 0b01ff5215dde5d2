"""Which captures of the ledger are cases for a person, and how grave is each?

A case is a capture that became an article or might have. What is doubtful and what a
person has confirmed decide where it belongs, and what a wrong answer would do to the
article decides its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from warraq.config import SiteConfig
from warraq.content import read_article_file
from warraq.diagnostics import InputError
from warraq.ingest.ledger import Row
from warraq.model import Doubt
from warraq.project import Project

State = Literal["open", "confirmed", "clear", "aside"]
STATES: tuple[State, ...] = ("open", "confirmed", "clear", "aside")

# What a wrong answer would do to the article: another story or none, half of one, a
# field. Doubts that are not named here weigh as a field does.
_WEIGHTS = {
    **dict.fromkeys(("no-title", "judges-differ", "much-dropped"), 8),
    **dict.fromkeys(("short-body", "unknown-tail", "damaged-capture", "cut-short", "too-long"), 4),
    **dict.fromkeys(("unknown-section", "misread-text", "second-reader"), 1),
}
_WEIGHT = 2

# Skipped for what the page is; all else that is skipped never was a page of text.
_PERHAPS_ARTICLES = frozenset({"listing", "not-found", "log-in", "consent", "forum", "empty"})


@dataclass(frozen=True, slots=True)
class Case:
    """A capture to look at. `number` is its place in the list, `key` its name in addresses."""

    number: int
    key: str
    state: State
    file: str
    member: str
    offset: int | None
    length: int | None
    sha256: str
    content: str
    outcome: str
    reason: str
    doubts: tuple[Doubt, ...]
    portal: str
    lang: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases are wanted; an empty text asks for nothing."""

    state: State = "open"
    code: str = ""
    portal: str = ""
    lang: str = ""


def cases_of(rows: Iterable[Row], config: SiteConfig, project: Project) -> Iterator[Case]:
    """Yield the cases among rows of the ledger, the gravest first."""
    for number, row in enumerate(sorted(filter(_is_case, rows), key=_gravest)):
        yield _case(number, row, config, project)


def is_open(row: Row, project: Project) -> bool:
    """Return whether a row has a doubt that no person has settled."""
    return state_of(row.outcome, row.doubts, _confirmed(project, row.content)) == "open"


def state_of(outcome: str, doubts: tuple[Doubt, ...], confirmed: frozenset[str]) -> State:
    """Return where a capture belongs of whose doubts a person has confirmed these."""
    if outcome != "article":
        return "aside"
    if not doubts:
        return "clear"
    return "confirmed" if {doubt.code for doubt in doubts} <= confirmed else "open"


def _gravest(row: Row) -> tuple[int, str, str, int]:
    return (-_weight(row), row.file, row.member, row.offset or 0)


def _is_case(row: Row) -> bool:
    perhaps = row.outcome == "skipped" and row.reason in _PERHAPS_ARTICLES
    return perhaps or row.outcome in ("article", "failed", "lost")


def _weight(row: Row) -> int:
    return sum(_WEIGHTS.get(doubt.code, _WEIGHT) for doubt in row.doubts)


def _case(number: int, row: Row, config: SiteConfig, project: Project) -> Case:
    place = "\t".join((row.file, row.member, str(row.offset)))
    confirmed = _confirmed(project, row.content) if row.doubts else frozenset()
    return Case(
        number=number,
        key=sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        state=state_of(row.outcome, row.doubts, confirmed),
        file=row.file,
        member=row.member,
        offset=row.offset,
        length=row.length,
        sha256=row.sha256,
        content=row.content,
        outcome=row.outcome,
        reason=row.reason,
        doubts=row.doubts,
        portal=_portal(row, config),
        lang=row.content.partition("/")[0] if row.outcome == "article" else "",
    )


def _confirmed(project: Project, content: str) -> frozenset[str]:
    """Return the doubts that a person has settled in an article."""
    try:
        data = (project.content / content).read_bytes()
        if b"\nconfirmed:" not in data:
            return frozenset()
        found = read_article_file(data, file=f"content/{content}")
    except (OSError, InputError):
        return frozenset()
    return frozenset(found.article.confirmed)


def _portal(row: Row, config: SiteConfig) -> str:
    """Return the outlet: as the settings name it, else its host, else the folder."""
    name = row.file.removeprefix("raw/")
    host = (urlsplit(row.url).hostname or "").removeprefix("www.") if row.url else ""
    return config.source_of(name).site or host or Path(name).parts[0]
