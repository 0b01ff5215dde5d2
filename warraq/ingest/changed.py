"""When a file was changed last, if it is there: asked several times for every capture."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def changed_at(path: str | Path) -> int | None:
    """Return when a file was changed last, in nanoseconds; None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        # Nothing can stand beside a capture whose name is as long as a name may be.
        return None
    return found.st_mtime_ns if stat.S_ISREG(found.st_mode) else None
