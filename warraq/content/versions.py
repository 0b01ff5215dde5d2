"""Where lies what a capture told that is not shown?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# A text is named by the beginning of the SHA-256 of the capture that told it.
_TEXT = re.compile(r"[0-9a-f]{12}")
_VERSIONS = "versions"


def version_file(text: str) -> str:
    """Return the file, relative to `content/`, of what a capture told that is not shown.

    "" for what names no text.
    """
    return f"{_VERSIONS}/{text[:2]}/{text}.md" if _TEXT.fullmatch(text) else ""


def versions_in(content: Path) -> Iterator[str]:
    """Yield the files, relative to `content/`, of what captures told, in their order."""
    for path in sorted((content / _VERSIONS).glob("*/*.md")):
        yield path.relative_to(content).as_posix()


def is_version(file: str) -> bool:
    """Return whether a file, relative to `content/`, holds what a capture told."""
    return file.startswith(f"{_VERSIONS}/")
