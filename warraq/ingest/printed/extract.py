"""One dump of a page → the parts of an article.

Nothing is lost on the way: every printed line ends in the body, in a field, or
in `dropped` under the name of the rule that took it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from warraq.ingest.portal.profiles import Profile, load_profile
from warraq.ingest.printed.body import read_body
from warraq.ingest.printed.findings import Findings, dropped
from warraq.ingest.printed.head import read_head
from warraq.ingest.printed.page import Page, lay_out
from warraq.ingest.printed.related import read_tail
from warraq.ingest.printed.signoff import read_signoff
from warraq.ingest.printed.verdict import doubts, rejection
from warraq.model import DecodedText, Doubt, Dropped, Extraction, Provenance
from warraq.text.dates import in_zone


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a capture beside its text.

    `timezone` is that of its portal; `captured` the time that its container states.
    """

    lang: str = ""
    timezone: str = ""
    outlet: str = ""
    url: str = ""
    captured: str = ""


def extract_text(text: DecodedText, profile: Profile, hints: Hints) -> Extraction:
    """Return the article that a text dump holds, or why it holds none. Never raises.

    A capture of a day for which the profile is not valid is read by `generic`.
    """
    found = _extracted(text, profile, hints)
    if not found.captured or profile.is_valid_on(found.captured):
        return found
    again = _extracted(text, load_profile("generic"), hints)
    message = f"the profile «{profile.name}» does not hold for {found.captured}"
    return replace(again, doubts=(*again.doubts, Doubt("profile-expired", message)))


def _extracted(text: DecodedText, profile: Profile, hints: Hints) -> Extraction:
    page = lay_out(text.text, profile, hints.lang, hints.outlet)
    if reason := rejection(page):
        return Extraction(lang=page.lang, rejected=reason, dropped=_everything(page))
    found = Findings()
    read_head(page, found)
    read_signoff(page, found)
    body = read_body(page, found)
    read_tail(page, found)
    zone = hints.timezone
    return Extraction(
        lang=page.lang,
        title=found.values.get("title", ""),
        body=body,
        section=found.lists.get("section", ()),
        authors=found.lists.get("authors", ()),
        place=found.values.get("place", ""),
        credit=found.values.get("credit", ""),
        published=in_zone(found.values.get("published", ""), zone),
        updated=in_zone(found.values.get("updated", ""), zone),
        captured=in_zone(found.values.get("captured", ""), zone),
        tags=tuple(found.tags),
        summary=found.values.get("summary", ""),
        see_also=tuple(found.see_also),
        provenance=_provenance(page, found, hinted=bool(hints.lang)),
        dropped=_dropped(page, found.fates),
        doubts=tuple(doubts(page, found, text)),
    )


def _provenance(page: Page, found: Findings, *, hinted: bool) -> tuple[Provenance, ...]:
    rule = "hint" if hinted else "letters-and-words"
    return (*found.provenance, Provenance("lang", rule, page.lang_certainty))


def _everything(page: Page) -> tuple[Dropped, ...]:
    return _dropped(page, dict.fromkeys(range(len(page.lines)), "rejected"))


def _dropped(page: Page, fates: dict[int, str]) -> tuple[Dropped, ...]:
    left_out = (Dropped("too-long", (page.left_out,)),) if page.left_out else ()
    return (*dropped(fates, page.lines), *left_out)
