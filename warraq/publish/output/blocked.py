"""Files of the next site whose place is taken: by a folder, or by a file where theirs should be.

What the last build wrote and the next one removes gives way. What somebody else put
there stays, and the build stops before it touches anything.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic


def refuse_blocked(output: Path, blocked: Iterable[str], gone: Collection[str]) -> None:
    """Raise ConfigError, naming all, where what takes a place will not be `gone` by then."""
    found = (_in_the_way(output, path, gone) for path in blocked)
    problems = dict.fromkeys(one for one in found if one)
    if problems:
        raise ConfigError(*problems)


def _in_the_way(output: Path, path: str, gone: Collection[str]) -> Diagnostic | None:
    """Return what to say of what takes the place of a file, None where it goes by itself."""
    place = output / path
    if place.is_dir():
        inside = (file.relative_to(output).as_posix() for file in place.rglob("*"))
        stays = any(name not in gone and not (output / name).is_dir() for name in inside)
        # An empty folder is somebody's, too: of ours none is left empty.
        if not stays and any(name.startswith(f"{path}/") for name in gone):
            return None
        return _problem(path, "a folder stands where this file belongs")
    above = (one.as_posix() for one in Path(path).parents)
    file = next(
        one for one in above if not (output / one).is_dir() and os.path.lexists(output / one)
    )
    if file in gone:
        return None
    return _problem(file, "a file stands where the site has a folder")


def _problem(path: str, message: str) -> Diagnostic:
    hint = "move it away and build again; nothing was changed"
    return Diagnostic(f"output/{path}", "foreign-file", message, hint)
