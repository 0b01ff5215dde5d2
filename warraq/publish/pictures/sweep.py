"""Which sizes of pictures no site needs any more: those that an earlier encoder made.

The site and its preview share what is kept, and each may be made by another encoder.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from warraq.catalog.store import get_meta, read_store
from warraq.project import Project


def sweep_sizes(project: Project) -> None:
    """Remove what was made by encoders that no catalog of the project names.

    What cannot be removed stays: it costs room and nothing else.
    """
    used = {_encoder_of(path) for path in project.state.glob("catalog-*.sqlite")}
    if not project.sizes.is_dir() or None in used:
        return
    for folder in project.sizes.iterdir():
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _encoder_of(catalog: Path) -> str | None:
    """Return the encoder of a site, None where its catalog does not tell."""
    try:
        with closing(read_store(catalog)) as database:
            return get_meta(database, "encoder")
    except sqlite3.Error:
        return None
