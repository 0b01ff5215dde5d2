"""What the last build wrote: the marker of our folder, and the list of what is ours.

`manifest-sha256.txt` is written as BagIt writes its own (RFC 8493, 2.1.3): a line
`<sha256>  <path>` for every file of the output, sorted by path.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path

NAME = "manifest-sha256.txt"

# Where the path begins in a line.
_DIGEST = 66

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def merged_manifest(old: bytes, changes: Mapping[str, str]) -> bytes:
    """Return a manifest with path → SHA-256 changed; an empty digest takes the line away.

    The lines stay sorted by path; `old` may be empty.
    """
    if not old:
        wanted = sorted(pair for pair in changes.items() if pair[1])
        return "".join([f"{digest}  {path}\n" for path, digest in wanted]).encode()
    lines = old.splitlines(keepends=True)
    for path, digest in sorted(changes.items()):
        name = path.encode() + b"\n"
        place = _place_of(name, lines)
        stands = place < len(lines) and lines[place][_DIGEST:] == name
        lines[place : place + stands] = [f"{digest}  ".encode() + name] if digest else []
    return b"".join(lines)


def _place_of(name: bytes, lines: list[bytes]) -> int:
    """Return where the line of a file is, or belongs; UTF-8 sorts as its characters do."""
    return bisect_left(lines, name, key=itemgetter(slice(_DIGEST, None)))


def read_manifest(output: Path) -> dict[str, str] | None:
    """Return path → SHA-256 of the last build; None where this is no folder of ours.

    Paths that lead out of the folder are left out: they are not ours to touch.
    """
    try:
        text = (output / NAME).read_text("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return {match[2]: match[1] for match in lines if match and _inside(match[2])}


def _inside(path: str) -> bool:
    parts = path.split("/")
    return not path.startswith("/") and "\\" not in path and not {"", ".", ".."} & set(parts)


def standing(output: Path) -> str:
    """Return what tells the site that stands in `output` from any other; "" where none does."""
    try:
        stat = (output / NAME).stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
