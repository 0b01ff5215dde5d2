"""One story in several languages: named once, known everywhere."""

from __future__ import annotations

import sqlite3


def group_of(database: sqlite3.Connection, story: str) -> set[str]:
    """Return the ids of a story in all its languages, its own included.

    What one article names, the other names, too: a group is a connected part of the
    «is a translation of» graph among the articles that are held.
    """
    found: set[str] = set()
    waiting = [story] if story else []
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        named = "SELECT other FROM translations WHERE id = ?"
        naming = "SELECT id FROM translations WHERE other = ?"
        waiting += [other for (other,) in database.execute(f"{named} UNION {naming}", (one, one))]
    return found
