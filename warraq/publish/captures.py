"""Which bytes of its capture stand beside an article?

They are published as `source` states them: so many from one place, with their digest. Of
a file that holds many captures that is one record; what is packed in its file (a page in a
crawl or in a mail), and what was changed, is not published at all.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a file below `content/`, with the digest of its bytes."""

    file: str
    offset: int
    length: int
    sha256: str


def read_piece(content: Path, piece: Piece) -> bytes:
    """Return the bytes of a capture; b"" where the file does not hold them as they are stated.

    Only a file that lies in `content/raw/` itself is read: not one a link leads to.
    """
    path = content / piece.file
    try:
        inside = (content / "raw").resolve() in path.resolve().parents
        if not (inside and path.is_file()):
            return b""
        with path.open("rb", buffering=0) as file:
            if piece.offset + piece.length > os.fstat(file.fileno()).st_size:
                return b""
            data = os.pread(file.fileno(), piece.length, piece.offset)
    except (OSError, RuntimeError):  # A loop of links is a RuntimeError.
        return b""
    return data if hashlib.sha256(data).hexdigest() == piece.sha256 else b""
