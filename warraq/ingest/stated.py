"""What is known from outside a capture, joined with what was found in it.

A sidecar is certain. An address may state a day. The site's settings name sections
and, where nothing else tells, the language.
"""

from __future__ import annotations

from dataclasses import replace
from unicodedata import bidirectional

from warraq.config import SiteConfig
from warraq.model import Certainty, Doubt, Extraction, Provenance, Sidecar
from warraq.text.dates import date_in_url
from warraq.text.direction import Direction, direction_of
from warraq.text.keys import key
from warraq.text.sections import section_slug


def with_stated(found: Extraction, sidecar: Sidecar, config: SiteConfig) -> Extraction:
    """Return the extraction with everything that is known from outside it."""
    if sidecar.lang:
        found = _stated(found, "lang", sidecar.lang, "sidecar", "certain")
    elif found.lang in ("", "und") and _direction(found) == direction_of(config.tags[0]):
        found = _stated(found, "lang", config.tags[0], "site-default", "inferred")
    if sidecar.captured:
        found = _stated(found, "captured", sidecar.captured, "sidecar", "certain")
    if not found.published and (day := date_in_url(sidecar.url)):
        found = _stated(found, "published", day, "address", "likely")
    doubts = tuple(doubt for doubt in found.doubts if not _settled(doubt, found, config))
    return found if doubts == found.doubts else replace(found, doubts=doubts)


def _stated(
    found: Extraction, field: str, value: str, rule: str, certainty: Certainty
) -> Extraction:
    others = tuple(entry for entry in found.provenance if entry.field != field)
    provenance = (*others, Provenance(field, rule, certainty))
    return replace(found, provenance=provenance, **{field: value})  # type: ignore[arg-type]


def _direction(found: Extraction) -> Direction:
    """Return the direction of the first strong letter (UAX #9, P2)."""
    for letter in found.title + found.body:
        if (kind := bidirectional(letter)) in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _settled(doubt: Doubt, found: Extraction, config: SiteConfig) -> bool:
    """Return whether what is known from outside leaves no room for a doubt."""
    if doubt.code == "language-guess":
        return any(p.field == "lang" and p.rule == "sidecar" for p in found.provenance)
    if doubt.code == "no-date":
        return bool(found.published or found.captured)
    if doubt.code == "unknown-section":
        named = {key(name) for _, names in config.sections for name in names}
        return all(key(n) in named or section_slug(n, found.lang) for n in found.section)
    return False
