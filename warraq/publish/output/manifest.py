"""What the last build wrote: the marker of our folder, and the list of what is ours.

`manifest-sha256.txt` is written as BagIt writes its own (RFC 8493, 2.1.3): a line
`<sha256>  <path>` for every file of the output, sorted by path. Only the ends of lines and
the sign that tells of them are encoded in a path; whatever else Unicode takes for the end
of a line is part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

NAME = "manifest-sha256.txt"

# How a line ends that tells of a file, and the file's digest.
Line = tuple[bytes, str]

# Where the path begins in a line.
_DIGEST = 66

# The sign itself comes first: what stands for the others holds it.
_ENCODED = (("%", "%25"), ("\n", "%0A"), ("\r", "%0D"))

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def merged_lines(old: Iterable[bytes], changes: Iterable[Line]) -> Iterator[bytes]:
    """Yield the lines of a manifest with some changed; an empty digest takes a line away.

    Both come in the order of the manifest, which is never held as a whole.
    """
    lines = iter(old)
    line = next(lines, b"")
    for name, digest in changes:
        while line and line[_DIGEST:] < name:
            yield line
            line = next(lines, b"")
        if line[_DIGEST:] == name:
            line = next(lines, b"")
        if digest:
            yield f"{digest}  ".encode() + name
    yield line
    yield from lines


def sorted_lines(digests: Iterable[tuple[str, str]]) -> list[Line]:
    """Return (path, digest) as what a manifest says of them, in its order."""
    return sorted((name_of(path), digest) for path, digest in digests)


def name_of(path: str) -> bytes:
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
