"""Articles that turn out to be one: a capture came that tells what each of them tells.

The first of them stays, and the addresses of the others lead to it. What a person
edited is never taken away, nor what captures told that are gone: then nothing is joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warraq.ingest.settling.outlived import tells_of_gone
from warraq.ingest.settling.standing import Standing
from warraq.ingest.settling.texts import untouched
from warraq.ingest.spool import Spool


def joined(first: str, others: Sequence[Standing], content: Path, spool: Spool) -> bool:
    """Order that articles become one with `first`; return whether they may."""
    files = [one.content for one in others]
    tree = first.partition("/")[0]
    may = all(file.partition("/")[0] == tree and _may_go(content, file) for file in files)
    if not may or (files and not untouched(content / first, first)):
        return False
    for file in files:
        spool.spend(file, first)
    return True


def _may_go(content: Path, file: str) -> bool:
    found = untouched(content / file, file)
    return found is not None and not tells_of_gone(content, found.article)


def addresses_of(files: Sequence[str], content: Path) -> tuple[str, ...]:
    """Return the addresses at which articles stood, and those that already led there."""
    found = (untouched(content / file, file) for file in files)
    articles = [one.article for one in found if one]
    return tuple(path for one in articles for path in (one.path, *one.aliases) if path)
