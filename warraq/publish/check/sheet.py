"""What does a style sheet fetch, and what does it weigh?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warraq.diagnostics import Diagnostic
from warraq.publish.check.elements import Reference
from warraq.publish.check.files import Folder
from warraq.publish.check.targets import target_of
from warraq.publish.check.weights import zipped

CSS_BYTES = 8_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the pages must know of a style sheet: its weight on the way to them."""

    findings: tuple[Diagnostic, ...]
    zipped: int


def read_sheet(folder: Folder, path: str) -> Sheet:
    """Return the style sheet with what is wrong in it."""
    data = folder.read(path)
    return Sheet(tuple(_check_sheet(folder, path, data)), zipped(data))


_URL = re.compile(r"""url\(\s*['"]?([^'")]*)|@import\s+['"]([^'"]*)""", re.I)


def _check_sheet(folder: Folder, path: str, data: bytes) -> Iterator[Diagnostic]:
    if len(data) > CSS_BYTES:
        message = f"{len(data):,} bytes, where {CSS_BYTES:,} are allowed"
        yield Diagnostic(path, "heavy-css", message)
    for match in _URL.finditer(data.decode("utf-8", "replace")):
        reference = Reference(match[1] or match[2] or "", 0, requested=True)
        target = target_of(folder, path, reference)
        if target.code:
            yield Diagnostic(path, target.code, target.message)
