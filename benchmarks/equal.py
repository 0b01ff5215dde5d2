"""Whether two tools wrote the same site: page by page, text, links and size."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import files_below

# White space between tags and the spelling of entities may differ, and no more.
MAX_SIZE_DIFFERENCE = 0.02

# Files that only one tool writes, for itself.
OWN_FILES = frozenset({"manifest-sha256.txt"})

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'\s(?:href|src)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader and a crawler get of a page."""

    size: int
    text: str
    links: Counter[str]


def see(page: str) -> Seen:
    """Return what is on a page."""
    text = html.unescape(_TAG.sub(" ", page))
    links = (link for tag in _TAG.findall(page) for link in _LINK.findall(tag))
    return Seen(
        size=len(page.encode()),
        text=" ".join(text.split()),
        links=Counter(map(html.unescape, links)),
    )


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """Yield every way in which the site at `theirs` is not that at `ours`; none for equal ones."""
    expected, found = _files(ours), _files(theirs)
    yield from (f"{name}: missing" for name in sorted(expected - found))
    yield from (f"{name}: too much" for name in sorted(found - expected))
    for name in sorted(expected & found):
        if name.endswith(".html"):
            yield from _unlike(name, _read(ours / name), _read(theirs / name))


def _files(folder: Path) -> set[str]:
    return set(files_below(folder)) - OWN_FILES


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _unlike(name: str, ours: str, theirs: str) -> Iterator[str]:
    if ours == theirs:
        return
    one, other = see(ours), see(theirs)
    if one.text != other.text:
        yield f"{name}: other text: {_first_difference(one.text, other.text)}"
    if one.links != other.links:
        yield f"{name}: other links: {one.links - other.links} against {other.links - one.links}"
    if abs(one.size - other.size) > MAX_SIZE_DIFFERENCE * one.size:
        yield f"{name}: {other.size} bytes against {one.size}"


def _first_difference(one: str, other: str) -> str:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, place - 30)
    return f"«{one[start : place + 40]}» against «{other[start : place + 40]}»"
