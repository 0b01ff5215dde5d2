"""What is other in `content/` and beside it, and what of the site is stale for it?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from warraq.catalog import Entry
from warraq.catalog.pictures import are_any_shown, mark_all_showing
from warraq.catalog.slices import EVERYTHING, Slice
from warraq.catalog.store import empty_content, get_meta, mark_stale, set_meta, token_of
from warraq.catalog.update import Change, Update
from warraq.diagnostics import Diagnostic
from warraq.publish.build import Build, Reading
from warraq.publish.intake.changes import read_changes
from warraq.publish.intake.fingerprint import Sections, assets_digests, sections_of, site_digests
from warraq.publish.intake.recaptured import mark_changed_captures
from warraq.publish.output.manifest import standing
from warraq.publish.output.reasons import what_changed, why_anew
from warraq.publish.pictures.sizes import encoder
from warraq.publish.pictures.sweep import sweep_sizes
from warraq.publish.site import read_site
from warraq.publish.spool import clear_spool
from warraq.publish.theme.theme_files import template_files
from warraq.stopwatch import phase

if TYPE_CHECKING:
    from warraq.progress import Move


# After so many articles one says how many have been read.
_TOLD = 100


@phase("catalog")
def take_in(build: Build) -> list[Diagnostic]:
    """Bring the catalog up to date, and mark what is stale for it; return what to say of it."""
    database, project = build.database, build.project
    database.execute("BEGIN")
    reason = why_anew(database, standing(project.output))
    afresh = _empty_for_other_settings(build)
    if afresh or not build.knows_the_site:
        mark_stale(database, (EVERYTHING,), reason)
    clear_spool(project.spool)
    update = Update(database, build.config)
    if not _enter_changes(build, update, afresh=afresh):
        mark_stale(database, (EVERYTHING,), "a large part of content/ is other")
    if afresh or not build.only:
        mark_changed_captures(project.content, database)
    database.execute("COMMIT")
    _compare_what_is_shared(build)
    return [_moved(old, new) for old, new in update.moved]


def _moved(old: Entry, new: Entry) -> Diagnostic:
    message = f"it stood at «{old.address}» and stands at «{new.address}» now"
    hint = "another article went, or came, that claims this; keep the old one among its «aliases»"
    return Diagnostic(f"content/{old.file}", "moved-address", message, hint, 0, "warning")


def _empty_for_other_settings(build: Build) -> bool:
    """Empty a catalog that was filled by other settings; return whether it was.

    A tree may have come, gone or moved with the languages; sections with their names.
    """
    config, database = build.config, build.database
    settings = (config.languages, config.sections, config.slug, config.publish_raw)
    made_by = repr((*settings, build.audience))
    if get_meta(database, "catalog") == made_by:
        return False
    empty_content(database)
    set_meta(database, "catalog", made_by)
    return True


def _enter_changes(build: Build, update: Update, *, afresh: bool) -> bool:
    """Enter what is other in `content/`; return whether it was told what that touches."""
    reading = Reading(
        content=build.project.content,
        config=build.config,
        audience=build.audience,
        spool=build.project.spool if afresh else None,
        token=token_of(build.database),
        only=frozenset() if afresh else build.only,
    )
    changes = _counted(read_changes(reading, build.database, build.pool), build.progress)
    if afresh:
        update.fill(changes)
        return True
    return not update.apply(changes)


def _counted(changes: Iterator[Change], progress: Move) -> Iterator[Change]:
    """Yield changes, and say how many there have been: nobody knows yet of how many."""
    for number, change in enumerate(changes, start=1):
        if not number % _TOLD:
            progress(number, 0)
        yield change


@phase("compare what is shared")
def _compare_what_is_shared(build: Build) -> None:
    """Mark all pages as stale where what they share is other, or the files beside them."""
    database, project = build.database, build.project
    with closing(read_site(project, build.config)) as site:
        shared = site_digests(site, template_files(project.templates))
        assets, sections = assets_digests(site), sections_of(site)
    made_by = get_meta(database, "encoder")
    database.execute("BEGIN")
    _compare_encoders(made_by, database)
    _compare_digests("fingerprint", shared, EVERYTHING, database)
    _compare_digests("assets", assets, Slice("assets"), database)
    _compare_sections(sections, database)
    database.execute("COMMIT")
    # Without Pillow nothing is made anew, and what is kept serves once it is back.
    if encoder() and made_by != get_meta(database, "encoder"):
        sweep_sizes(project)


def _compare_encoders(made_by: str, database: sqlite3.Connection) -> None:
    """Mark what shows pictures where they were encoded by another program than now."""
    if are_any_shown(database) and made_by != encoder():
        mark_all_showing(database, "pictures are encoded by another Pillow")
        set_meta(database, "encoder", encoder())


def _compare_digests(
    name: str, now: Mapping[str, str], part: Slice, database: sqlite3.Connection
) -> None:
    """Mark a slice where what it is made of, kept under a name, is other than it was."""
    before = json.loads(get_meta(database, name) or "{}")
    if changed := what_changed(before, now):
        mark_stale(database, (part,), changed)
        set_meta(database, name, json.dumps(now, ensure_ascii=False))


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
