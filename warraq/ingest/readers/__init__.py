"""READERS, in sniffing order: which kind of capture a file is.

A kind is known by its content, not by its name. A new one is a module here with
`sniff` and `read_documents`, and a line in the tuple.
"""

from __future__ import annotations

from types import ModuleType

from warraq.ingest.readers import textdump

READERS: tuple[ModuleType, ...] = (textdump,)


def reader_of(name: str, head: bytes) -> ModuleType | None:
    """Return the reader for a file with this name and these first bytes, if any."""
    return next((reader for reader in READERS if reader.sniff(name, head)), None)
