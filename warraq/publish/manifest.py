"""What the last build wrote: the marker of our folder, and the list of what is ours.

`manifest-sha256.txt` is written as BagIt writes its own (RFC 8493, 2.1.3): a line
`<sha256>  <path>` for every file of the output, sorted by path. Only the ends of lines and
the sign that tells of them are encoded in a path; whatever else Unicode takes for the end
of a line is part of a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path

NAME = "manifest-sha256.txt"

# Where the path begins in a line.
_DIGEST = 66

# The sign itself comes first: what stands for the others holds it.
_ENCODED = (("%", "%25"), ("\n", "%0A"), ("\r", "%0D"))

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def merged_manifest(old: bytes, changes: Mapping[str, str]) -> bytes:
    """Return a manifest with path → SHA-256 changed; an empty digest takes the line away.

    The lines stay sorted by path; `old` may be empty.
    """
    if not old:
        wanted = sorted((_name_of(path), digest) for path, digest in changes.items() if digest)
        return b"".join([f"{digest}  ".encode() + name for name, digest in wanted])
    lines = old.splitlines(keepends=True)
    for path, digest in sorted(changes.items()):
        name = _name_of(path)
        place = _place_of(name, lines)
        stands = place < len(lines) and lines[place][_DIGEST:] == name
        lines[place : place + stands] = [f"{digest}  ".encode() + name] if digest else []
    return b"".join(lines)


def _name_of(path: str) -> bytes:
    """Return how a line ends that tells of the file at `path`."""
    for sign, code in _ENCODED:
        path = path.replace(sign, code)
    return f"{path}\n".encode()


def manifest_lines(text: str) -> Iterator[str]:
    """Yield the lines of a manifest, also of one that was saved with other ends of lines."""
    return filter(None, (line.removesuffix("\r") for line in text.split("\n")))


def path_in(name: str) -> str:
    """Return the path that a line of a manifest names."""
    for sign, code in reversed(_ENCODED):
        name = name.replace(code, sign)
    return name


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
    lines = (_LINE.fullmatch(line) for line in manifest_lines(text))
    listed = {path_in(match[2]): match[1] for match in lines if match}
    return {path: digest for path, digest in listed.items() if _inside(path)}


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
