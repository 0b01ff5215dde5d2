"""Templates as they were compiled, kept below `.warraq/`.

To compile the theme takes a process as long as to plan some hundred pages.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from warraq.publish.kept import keep, read_kept
from warraq.publish.theme import compiled


class KeptBytecode(BytecodeCache):
    """Keeps one file a template; Jinja compares its source and its own and Python's version.

    A damaged file would end the process that runs it, so each begins with a seal. What
    cannot be read or written is compiled again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if what it is for is kept and whole."""
        code = read_kept(self._folder / bucket.key, _compiler())
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds, where the disk lets us."""
        with contextlib.suppress(OSError):
            keep(self._folder / bucket.key, bucket.bytecode_to_string(), _compiler())


@cache
def _compiler() -> bytes:
    """Return what tells this compiler from another version of it."""
    return jinja2.__version__.encode() + Path(compiled.__file__).read_bytes()
