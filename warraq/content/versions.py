"""Where lies what a capture told that is not shown?"""

from __future__ import annotations

import re

# A text is named by the beginning of the SHA-256 of the capture that told it.
_TEXT = re.compile(r"[0-9a-f]{12}")
_VERSIONS = "versions"


def version_file(text: str) -> str:
    """Return the file, relative to `content/`, of what a capture told that is not shown.

    "" for what names no text.
    """
    return f"{_VERSIONS}/{text[:2]}/{text}.md" if _TEXT.fullmatch(text) else ""


def is_version(file: str) -> bool:
    """Return whether a file, relative to `content/`, holds what a capture told."""
    return file.startswith(f"{_VERSIONS}/")
