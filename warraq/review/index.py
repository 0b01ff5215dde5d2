"""Which captures should a person look at, the gravest first?

One row a capture that became an article or might have, sorted once when the ledger has
changed, so that a page of the list asks for its rows alone.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from warraq.config import SiteConfig
from warraq.content import read_article_file
from warraq.diagnostics import InputError
from warraq.ingest.ledger import Row, is_damage, looking_into_ledger, rows_of
from warraq.model import Doubt
from warraq.project import Project

State = Literal["open", "confirmed", "clear", "aside"]
STATES: tuple[State, ...] = ("open", "confirmed", "clear", "aside")

PAGE = 40

# What a wrong answer would do to the article: another story or none, half of one, a
# field. Doubts that are not named here weigh as a field does.
_WEIGHTS = {
    **dict.fromkeys(("no-title", "judges-differ", "much-dropped"), 8),
    **dict.fromkeys(("short-body", "unknown-tail", "damaged-capture", "cut-short", "too-long"), 4),
    **dict.fromkeys(("unknown-section", "misread-text", "second-reader"), 1),
}
_WEIGHT = 2

# Skipped for what the page is; all else that is skipped never was a page of text.
_PERHAPS_ARTICLES = frozenset({"listing", "not-found", "log-in", "forum", "empty"})

# A second request waits while a first one sorts a heap of a hundred thousand.
_PATIENCE = 120.0

# Raised with every change of the tables.
_FORMAT = "1"

_TABLES = """
CREATE TABLE stamp (told TEXT);
CREATE TABLE cases (
    number INTEGER PRIMARY KEY, key TEXT, state TEXT, file TEXT, member TEXT, "offset" INTEGER,
    length INTEGER, sha256 TEXT, content TEXT, outcome TEXT, reason TEXT, doubts TEXT,
    portal TEXT, lang TEXT
);
CREATE TABLE marks (
    state TEXT, code TEXT, number INTEGER, portal TEXT, lang TEXT,
    PRIMARY KEY (state, code, number)
) WITHOUT ROWID;
"""


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

    @property
    def condition(self) -> str:
        more = (f" AND {name} = ?" for name in ("portal", "lang") if getattr(self, name))
        return f"state = ? AND code = ?{''.join(more)}"

    @property
    def values(self) -> tuple[str, ...]:
        return (self.state, self.code, *filter(None, (self.portal, self.lang)))


@contextlib.contextmanager
def open_index(project: Project, config: SiteConfig) -> Iterator[Index]:
    """Give the index of what is in the ledger now."""
    project.state.mkdir(exist_ok=True)
    path = project.state / "review.sqlite"
    if not _is_whole(path):
        path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
    try:
        index = Index(database, project)
        index.refresh(config)
        yield index
    finally:
        database.close()


def _is_whole(path: Path) -> bool:
    """Return whether a file begins as a database does; an empty one may become one."""
    if not path.is_file():
        return True
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    return head in (b"", _MAGIC)


_MAGIC = b"SQLite format 3\x00"


class Index:
    """The cases, as one database knows them."""

    def __init__(self, database: sqlite3.Connection, project: Project) -> None:
        self._database = database
        self._project = project

    def refresh(self, config: SiteConfig) -> None:
        """Make the index anew where the ledger or the settings are others than before."""
        stamp = _stamp(self._project)
        if self._is_of(stamp):
            return
        self._database.execute("BEGIN IMMEDIATE")
        if self._is_of(stamp):
            self._database.execute("COMMIT")  # another request has made it meanwhile
            return
        for name in ("stamp", "cases", "marks"):
            self._database.execute(f"DROP TABLE IF EXISTS {name}")
        for table in filter(str.strip, _TABLES.split(";")):
            self._database.execute(table)
        self._fill(config)
        self._database.execute("CREATE UNIQUE INDEX cases_by_key ON cases (key)")
        self._database.execute("INSERT INTO stamp VALUES (?)", (stamp,))
        self._database.execute("COMMIT")

    def _is_of(self, stamp: str) -> bool:
        try:
            told = self._database.execute("SELECT told FROM stamp").fetchone()
        except sqlite3.OperationalError:
            return False  # there is none yet
        return bool(told == (stamp,))

    def _fill(self, config: SiteConfig) -> None:
        rows = sorted(filter(_is_case, _rows(self._project)), key=_gravest)
        for number, row in enumerate(rows):
            self._enter(_case(number, row, config, self._project))

    def _enter(self, case: Case) -> None:
        doubts = json.dumps([[doubt.code, doubt.message] for doubt in case.doubts])
        values = (
            *(case.number, case.key, case.state, case.file, case.member, case.offset),
            *(case.length, case.sha256, case.content, case.outcome, case.reason, doubts),
            *(case.portal, case.lang),
        )
        marks = ", ".join("?" * len(values))
        self._database.execute(f"INSERT INTO cases VALUES ({marks})", values)
        self._mark(case)

    def _mark(self, case: Case) -> None:
        told = (case.number, case.portal, case.lang)
        codes = {"", case.reason, *(doubt.code for doubt in case.doubts)}
        self._database.executemany(
            "INSERT OR IGNORE INTO marks VALUES (?, ?, ?, ?, ?)",
            ((case.state, code, *told) for code in codes),
        )

    def settle(self, case: Case, confirmed: Iterable[str]) -> None:
        """Move a case to where it belongs now that a person has confirmed these doubts."""
        state = _state(case.outcome, case.doubts, frozenset(confirmed))
        self._database.execute("BEGIN IMMEDIATE")
        query = "UPDATE cases SET state = ? WHERE number = ?"
        self._database.execute(query, (state, case.number))
        query = "UPDATE OR REPLACE marks SET state = ? WHERE state = ? AND number = ?"
        self._database.execute(query, (state, case.state, case.number))
        self._database.execute("COMMIT")

    def page(self, wanted: Filter, *, after: int = -1, most: int = PAGE) -> tuple[Case, ...]:
        """Return the next cases behind the number `after`."""
        query = f"SELECT number FROM marks WHERE {wanted.condition} AND number > ?"
        values = (*wanted.values, after, most)
        return self._cases(f"number IN ({query} ORDER BY number LIMIT ?)", values)

    def page_before(self, wanted: Filter, number: int, *, most: int = PAGE) -> int:
        """Return the number behind which the page before the case `number` begins."""
        query = f"SELECT number FROM marks WHERE {wanted.condition} AND number < ?"
        found = self._database.execute(
            f"{query} ORDER BY number DESC LIMIT ?", (*wanted.values, number, most)
        ).fetchall()
        return found[-1][0] - 1 if found else -1

    def case(self, key: str) -> Case | None:
        """Return the case of this name."""
        return next(iter(self._cases("key = ?", (key,))), None)

    def _cases(self, where: str, values: tuple[object, ...]) -> tuple[Case, ...]:
        query = f"SELECT * FROM cases WHERE {where} ORDER BY number"
        return tuple(_read_case(found) for found in self._database.execute(query, values))

    def count(self, wanted: Filter) -> int:
        """Return how many cases there are."""
        query = f"SELECT count(*) FROM marks WHERE {wanted.condition}"
        number: int = self._database.execute(query, wanted.values).fetchone()[0]
        return number

    def counts(self, state: State, of: Literal["code", "portal", "lang"]) -> dict[str, int]:
        """Return how many cases of a state there are of each kind, most first."""
        code = "code != ''" if of == "code" else "code = ''"
        query = f"SELECT {of}, count(*) FROM marks WHERE state = ? AND {code} GROUP BY {of}"
        return dict(self._database.execute(f"{query} ORDER BY 2 DESC, 1", (state,)).fetchall())


def is_open(row: Row, project: Project) -> bool:
    """Return whether a row has a doubt that no person has settled."""
    return _state(row.outcome, row.doubts, _confirmed(project, row.content)) == "open"


def _stamp(project: Project) -> str:
    """Return what changes with the ledger, the settings and the form of the index."""
    told = [_FORMAT]
    for path in (project.state / "ledger.sqlite", project.site_file):
        if path.is_file():
            stat = path.stat()
            told.append(f"{stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(told)


def _rows(project: Project) -> tuple[Row, ...]:
    """Return what is in the ledger; nothing where that is damaged: the next reading mends it."""
    try:
        with looking_into_ledger(project.state) as ledger:
            return tuple(rows_of(ledger)) if ledger else ()
    except (sqlite3.DatabaseError, ValueError) as error:
        if isinstance(error, sqlite3.Error) and not is_damage(error):
            raise
        return ()


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
        state=_state(row.outcome, row.doubts, confirmed),
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


def _state(outcome: str, doubts: tuple[Doubt, ...], confirmed: frozenset[str]) -> State:
    if outcome != "article":
        return "aside"
    if not doubts:
        return "clear"
    return "confirmed" if {doubt.code for doubt in doubts} <= confirmed else "open"


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


def _read_case(found: tuple[Any, ...]) -> Case:
    stated = dict(zip(_FIELDS, found, strict=True))
    doubts = tuple(Doubt(code, message) for code, message in json.loads(stated.pop("doubts")))
    return Case(**stated, doubts=doubts)


_FIELDS = tuple(field.name for field in fields(Case))
