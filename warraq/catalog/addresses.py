"""Who stands where when several articles claim one address?

The lowest id keeps it as it is; the others are given one like it that no article claims.
That hangs on what all of them claim and on nothing else, so that the order in which
articles come makes no difference.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count

from warraq.catalog import Entry
from warraq.catalog.store import entries, place_of
from warraq.text.slug import safe_name

# The tree, and the address that articles there claim, as `place_of` folds it.
Claim = tuple[str, str]


def settle_addresses(database: sqlite3.Connection, claims: set[Claim]) -> list[tuple[Entry, Entry]]:
    """Give all who make these claims an address each, and all whom that concerns.

    Returns those that moved, each as it was and as it is.
    """
    moved: list[tuple[Entry, Entry]] = []
    for claim in sorted(claims | {*_shorter(claims)}):
        for file, address, own in _settled(database, claim):
            if own != address:
                old = next(entries(database, "WHERE file = ?", file))
                moved.append((old, readdress(database, file, own)))
    return moved


def readdress(database: sqlite3.Connection, file: str, address: str) -> Entry:
    """Move an article to another address, in every table that sorts by it."""
    for table in ("entries", "members", "authors"):
        database.execute(f"UPDATE {table} SET address = ? WHERE file = ?", (address, file))
    return next(entries(database, "WHERE file = ?", file))


def _shorter(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims that, with an ending, may give one of these addresses."""
    for tree, place in claims:
        yield from ((tree, place[: dash.start()]) for dash in re.finditer("-", place))


def _settled(database: sqlite3.Connection, claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Yield (file, address, the address that is its own) of all who make one claim."""
    query = (
        "SELECT file, path, address, id FROM entries WHERE tree = ? AND claim = ? ORDER BY id, file"
    )
    taken: set[str] = set()
    for file, path, address, id_ in database.execute(query, claim).fetchall():
        for own in _ways(path, id_):
            place = place_of(own)
            if place not in taken and (place == claim[1] or _is_free(database, claim[0], place)):
                break
        taken.add(place)
        yield file, address, own


def _ways(path: str, id_: str) -> Iterator[str]:
    """Yield the addresses that an article may be given, the best first."""
    yield path
    # People may write anything as an id.
    if safe_name(id_[:6]):
        yield f"{path}-{id_[:6]}"
    yield from (f"{path}-{number}" for number in count(2))


def _is_free(database: sqlite3.Connection, tree: str, place: str) -> bool:
    query = "SELECT 1 FROM entries WHERE tree = ? AND claim = ? LIMIT 1"
    return database.execute(query, (tree, place)).fetchone() is None
