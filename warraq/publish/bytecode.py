"""Templates as they were compiled, kept below `.warraq/`.

To compile the theme takes a process as long as to plan some hundred pages.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from warraq.publish import compiled

_SEAL_LENGTH = hashlib.sha256().digest_size


class KeptBytecode(BytecodeCache):
    """Keeps one file a template; Jinja compares its source and its own and Python's version.

    A damaged file would end the process that runs it, so each begins with a seal. What
    cannot be read or written is compiled again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if what it is for is kept and whole."""
        try:
            data = self._place(bucket).read_bytes()
        except OSError:
            return
        seal, code = data[:_SEAL_LENGTH], data[_SEAL_LENGTH:]
        if seal == _seal(code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds.

        Where several processes do so at once, the seal tells whether their bytes mixed.
        """
        code, place = bucket.bytecode_to_string(), self._place(bucket)
        part = place.with_name(f"{place.name}.part")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_seal(code) + code)
            part.replace(place)

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key


def _seal(code: bytes) -> bytes:
    return hashlib.sha256(_compiler() + code).digest()


@cache
def _compiler() -> bytes:
    """Return what tells this compiler from another version of it."""
    return jinja2.__version__.encode() + Path(compiled.__file__).read_bytes()
