"""What one build is: of which project, by which settings, for whom, with whose help."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from warraq.catalog.store import get_meta
from warraq.config import SiteConfig
from warraq.project import Project
from warraq.publish.output.manifest import standing
from warraq.workers import Pool

if TYPE_CHECKING:
    from warraq.progress import Move

Audience = Literal["public", "preview"]


@dataclass(frozen=True, slots=True)
class Build:
    """One build, over the open `database` of its catalog.

    Where `only` some folders of `content/` may have changed, they are named relative to it.
    """

    project: Project
    config: SiteConfig
    database: sqlite3.Connection
    pool: Pool
    progress: Move
    audience: Audience = "public"
    only: frozenset[str] = frozenset()

    @property
    def knows_the_site(self) -> bool:
        """Whether the site that stands is as the last build left it."""
        stands = standing(self.project.output)
        return bool(stands) and get_meta(self.database, "manifest") == stands


class Reading(NamedTuple):
    """All that a worker needs to know to read content files.

    With a `spool`, what articles show is kept there for the rendering to come; `token`
    tells one build from the next. Where `only` some folders may have changed, they are
    named relative to `content/`.
    """

    content: Path
    config: SiteConfig
    audience: Audience
    spool: Path | None = None
    token: str = ""
    only: frozenset[str] = frozenset()
