"""What a build keeps below `.warraq/` for the next one, behind a digest that tells damage."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_SEAL_LENGTH = hashlib.sha256().digest_size


def read_kept(path: Path, maker: bytes = b"") -> bytes | None:
    """Return the bytes that `keep` wrote; None where they are gone, damaged or another maker's."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    seal, kept = data[:_SEAL_LENGTH], data[_SEAL_LENGTH:]
    return kept if seal == _seal(kept, maker) else None


def keep(path: Path, data: bytes, maker: bytes = b"") -> None:
    """Write bytes for later, whole or not at all; several processes may at once. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(_seal(data, maker) + data)
    part.replace(path)


def _seal(data: bytes, maker: bytes) -> bytes:
    return hashlib.sha256(maker + data).digest()
