"""What is other in `content/` and beside it, and what of the site is stale for it?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from warraq.catalog.pictures import are_any_shown, mark_all_showing
from warraq.catalog.slices import EVERYTHING, Slice
from warraq.catalog.store import empty_content, get_meta, mark_stale, set_meta, token_of
from warraq.catalog.update import Change, Update
from warraq.config import SiteConfig
from warraq.project import Project
from warraq.publish.captures import mark_changed_captures
from warraq.publish.changes import Audience, Reading, read_changes
from warraq.publish.fingerprint import Sections, assets_digests, sections_of, site_digests
from warraq.publish.manifest import standing
from warraq.publish.reasons import what_changed, why_anew
from warraq.publish.site import read_site
from warraq.publish.sizes import encoder
from warraq.publish.spool import clear_spool
from warraq.publish.sweep import sweep_sizes
from warraq.publish.theme_files import template_files
from warraq.stopwatch import phase
from warraq.workers import Pool

if TYPE_CHECKING:
    from warraq.progress import Move


# After so many articles one says how many have been read.
_TOLD = 100


@phase("catalog")
def take_in(
    project: Project,
    config: SiteConfig,
    database: sqlite3.Connection,
    audience: Audience,
    only: frozenset[str],
    progress: Move,
    pool: Pool,
) -> None:
    """Bring the catalog up to date, and mark what is stale for it."""
    database.execute("BEGIN")
    stands = standing(project.output)
    whole = not stands or get_meta(database, "manifest") != stands
    # A tree may have come, gone or moved with the languages; sections with their names.
    settings = (config.languages, config.sections, config.slug, config.publish_raw)
    catalog = repr((*settings, audience))
    afresh = get_meta(database, "catalog") != catalog
    reason = why_anew(database, stands)
    if afresh:
        empty_content(database)
        set_meta(database, "catalog", catalog)
    clear_spool(project.spool)
    spool = project.spool if afresh else None
    wanted = frozenset() if afresh else only
    reading = Reading(project.content, config, audience, spool, token_of(database), wanted)
    update = Update(database, config)
    changes = _counted(read_changes(reading, database, pool), progress)
    if afresh:
        update.fill(changes)
    elif update.apply(changes) and not whole:
        mark_stale(database, (EVERYTHING,), "a large part of content/ is other")
    if not wanted:
        mark_changed_captures(project.content, database)
    if whole or afresh:
        mark_stale(database, (EVERYTHING,), reason)
    database.execute("COMMIT")
    _compare_what_is_shared(project, config, database)


def _counted(changes: Iterator[Change], progress: Move) -> Iterator[Change]:
    """Yield changes, and say how many there have been: nobody knows yet of how many."""
    for number, change in enumerate(changes, start=1):
        if not number % _TOLD:
            progress(number, 0)
        yield change


@phase("compare what is shared")
def _compare_what_is_shared(
    project: Project, config: SiteConfig, database: sqlite3.Connection
) -> None:
    """Mark all pages as stale where what they share is other, or the files beside them."""
    with closing(read_site(project, config)) as site:
        shared = site_digests(site, template_files(project.templates))
        assets, sections = assets_digests(site), sections_of(site)
    made_by = get_meta(database, "encoder")
    database.execute("BEGIN")
    if are_any_shown(database) and made_by != encoder():
        mark_all_showing(database, "pictures are encoded by another Pillow")
        set_meta(database, "encoder", encoder())
    for name, part, now in (
        ("fingerprint", EVERYTHING, shared),
        ("assets", Slice("assets"), assets),
    ):
        before = json.loads(get_meta(database, name) or "{}")
        if changed := what_changed(before, now):
            mark_stale(database, (part,), changed)
            set_meta(database, name, json.dumps(now, ensure_ascii=False))
    _compare_sections(sections, database)
    database.execute("COMMIT")
    # Without Pillow nothing is made anew, and what is kept serves once it is back.
    if encoder() and made_by != get_meta(database, "encoder"):
        sweep_sizes(project)


def _compare_sections(now: Sections, database: sqlite3.Connection) -> None:
    """Mark what names a section that is called otherwise, or comes to a language or goes.

    A section that is new there is named by its own articles and their lists, which are
    stale anyway, and by its front in the other languages, as the same in this one.
    """
    before = json.loads(get_meta(database, "sections") or "{}")
    for slug in sorted(before.keys() | now):
        old, new = before.get(slug, {}), now.get(slug, {})
        if any(old[tag] != new[tag] for tag in old.keys() & new):
            mark_stale(database, (EVERYTHING,), f"changed: section «{slug}»")
        elif old.keys() != new.keys():
            fronts = (Slice("section", tag, slug) for tag in new)
            mark_stale(database, fronts, f"section «{slug}» is in other languages")
    set_meta(database, "sections", json.dumps(now, ensure_ascii=False))
