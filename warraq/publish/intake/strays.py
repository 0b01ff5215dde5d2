"""What lies in `content/` and is no content, and what is said of it: nothing is passed in silence.

Captures, hidden files and hidden folders aside, whatever is not read has its finding.
"""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import Literal

from warraq.diagnostics import Diagnostic
from warraq.legible import is_text
from warraq.media import FOLDER

Stray = Literal["", "link", "special", "name", "place", "suffix", "other"]

# Stands for the digest of a file that is not read.
STRAY = "stray"

# What people call texts that they mean to be read.
_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mdwn", ".txt", ".text")


def stray_of(folder: str, entry: os.DirEntry[str]) -> Stray:
    """Return why a file in a folder of `content/` is not read."""
    if not is_text(entry.name):
        return "name"
    if entry.is_symlink():
        return "link"
    if not entry.is_file(follow_symlinks=False):
        return "special"
    if f"{folder}/".startswith(FOLDER) or not entry.name.lower().endswith(_TEXTS):
        return "other"
    return "suffix" if folder else "place"


def problem_of(file: str, stray: Stray) -> Diagnostic:
    """Return what to say of a file (relative to `content/`) that is not read."""
    where = f"content/{file}"
    if stray == "suffix":
        right = PurePosixPath(file).with_suffix(".md").name
        message = "this is not read: the names of articles end in .md"
        hint = f"rename it to {right}; if it is a capture, move it into content/raw/"
        return Diagnostic(where, "unread-file", message, hint, 0, "warning")
    message, hint = _SAID[stray]
    severity: Literal["note", "warning"] = "note" if stray == "other" else "warning"
    return Diagnostic(where, "unread-file", message, hint, 0, severity)


_SAID = {
    "link": (
        "this is a symbolic link, which is not followed",
        "put what it leads to in its place",
    ),
    "special": ("this is no regular file", "take it away"),
    "name": (
        "its name has bytes that are no UTF-8, so it is not read",
        "give it another name",
    ),
    "place": (
        "this lies in no language's folder, so it is not read",
        "move it to its language, such as content/ar/; a capture into content/raw/",
    ),
    "other": (
        "this is neither an article nor a picture of one, so nothing is made of it",
        "move captures into content/raw/, and files of the site into static/",
    ),
}
