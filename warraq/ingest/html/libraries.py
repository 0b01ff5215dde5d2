"""The packages of the extra `html`, imported when the first saved page is read."""

from __future__ import annotations

from types import ModuleType

from warraq.ingest.readers.packages import package


def library(name: str) -> ModuleType:
    """Return the module `name`; raises InputError with the remedy where it is not installed."""
    return package(name, "html", "saved pages")
