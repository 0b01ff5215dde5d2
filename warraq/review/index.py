"""Which cases stand on a page of the list, and how many are there of each kind?

A database holds one row a case, sorted once when the ledger has changed, so that a page
of the list asks for its rows alone.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal

from warraq.config import SiteConfig
from warraq.ingest.ledger import Row, is_damage, looking_into_ledger, rows_of
from warraq.model import Doubt
from warraq.project import Project
from warraq.review.cases import Case, Filter, State, cases_of, state_of

PAGE = 40

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
        for case in cases_of(_rows(self._project), config, self._project):
            self._enter(case)

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
        state = state_of(case.outcome, case.doubts, frozenset(confirmed))
        self._database.execute("BEGIN IMMEDIATE")
        query = "UPDATE cases SET state = ? WHERE number = ?"
        self._database.execute(query, (state, case.number))
        query = "UPDATE OR REPLACE marks SET state = ? WHERE state = ? AND number = ?"
        self._database.execute(query, (state, case.state, case.number))
        self._database.execute("COMMIT")

    def page(self, wanted: Filter, *, after: int = -1, most: int = PAGE) -> tuple[Case, ...]:
        """Return the next cases behind the number `after`."""
        query = f"SELECT number FROM marks WHERE {condition_of(wanted)} AND number > ?"
        values = (*values_of(wanted), after, most)
        return self._cases(f"number IN ({query} ORDER BY number LIMIT ?)", values)

    def page_before(self, wanted: Filter, number: int, *, most: int = PAGE) -> int:
        """Return the number behind which the page before the case `number` begins."""
        query = f"SELECT number FROM marks WHERE {condition_of(wanted)} AND number < ?"
        found = self._database.execute(
            f"{query} ORDER BY number DESC LIMIT ?", (*values_of(wanted), number, most)
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
        query = f"SELECT count(*) FROM marks WHERE {condition_of(wanted)}"
        number: int = self._database.execute(query, values_of(wanted)).fetchone()[0]
        return number

    def counts(self, state: State, of: Literal["code", "portal", "lang"]) -> dict[str, int]:
        """Return how many cases of a state there are of each kind, most first."""
        code = "code != ''" if of == "code" else "code = ''"
        query = f"SELECT {of}, count(*) FROM marks WHERE state = ? AND {code} GROUP BY {of}"
        return dict(self._database.execute(f"{query} ORDER BY 2 DESC, 1", (state,)).fetchall())


def condition_of(wanted: Filter) -> str:
    """Return what the wanted cases have in common, with a question mark for each value."""
    more = (f" AND {name} = ?" for name in ("portal", "lang") if getattr(wanted, name))
    return f"state = ? AND code = ?{''.join(more)}"


def values_of(wanted: Filter) -> tuple[str, ...]:
    """Return the values that the question marks of the condition stand for."""
    return (wanted.state, wanted.code, *filter(None, (wanted.portal, wanted.lang)))


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


def _read_case(found: tuple[Any, ...]) -> Case:
    stated = dict(zip(_FIELDS, found, strict=True))
    doubts = tuple(Doubt(code, message) for code, message in json.loads(stated.pop("doubts")))
    return Case(**stated, doubts=doubts)


_FIELDS = tuple(field.name for field in fields(Case))
