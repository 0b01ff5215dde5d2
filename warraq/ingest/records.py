"""A record of which the fields are parted already → the parts of an article.

What the container says is taken over, cleaned of what no text means; nothing of it is
judged. Dates are read like printed ones, and settled in the zone of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from zoneinfo import ZoneInfo

from warraq.ingest.html import markdown_of
from warraq.ingest.html.context import Held, no_picture
from warraq.ingest.printed.extract import Hints
from warraq.ingest.printed.lines import words_in
from warraq.ingest.printed.markdown import paragraph
from warraq.model import Certainty, Doubt, Extraction, Provenance, Record
from warraq.text.dates import read_date
from warraq.text.keys import key
from warraq.text.language import LanguageGuess, identify, settle
from warraq.text.unicode import bidi_controls, clean_text

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://\S+")
# Atom asks of an entry that it says when it was changed, and not when it was published.
_DAY_OF_CHANGE = Provenance("published", "record-updated", "likely")
# Less is a headline, more a paragraph at least.
_SHORT_BODY = 40


def extract_record(record: Record, hints: Hints, held: Held = no_picture) -> Extraction:
    """Return the article that a record holds, or why it holds none.

    `held` tells where a picture that its body brought along is kept.
    """
    if record.skip:
        return Extraction(rejected=record.skip)
    title = _line(record.title)
    body = _body(record, held)
    if not key(title) and not key(body):
        return Extraction(rejected="empty")
    guess = _language(record, hints, f"{title}\n{body}")
    found = Extraction(
        lang=guess.lang,
        title=title,
        body=body,
        section=_lines(record.section),
        authors=_lines(record.authors),
        published=moment_of(record.published, hints.timezone, guess.lang),
        updated=moment_of(record.updated, hints.timezone, guess.lang),
        captured=moment_of(record.captured, hints.timezone, guess.lang),
        tags=_lines(record.tags),
        summary=_line(_plain(record.summary)),
        url=record.url if _ADDRESS.fullmatch(record.url) else "",
        status="draft" if record.unsettled else "public",
    )
    stated = ("title", "section", "authors", "published", "updated", "captured", "tags", "summary")
    provenance = [Provenance(name, "record", "certain") for name in stated if getattr(found, name)]
    if found.updated and not found.published:
        found = replace(found, published=found.updated, updated="")
        provenance = [_DAY_OF_CHANGE if one.field == "updated" else one for one in provenance]
    rule = "record" if record.lang else "hint" if hints.lang else "letters-and-words"
    provenance.append(Provenance("lang", rule, guess.certainty))
    doubts = tuple(_doubts(record, found, guess.certainty))
    return replace(found, provenance=tuple(provenance), doubts=doubts)


def _doubts(record: Record, found: Extraction, certainty: Certainty) -> Iterator[Doubt]:
    if not found.title:
        yield Doubt("no-title", "no headline was found")
    if record.teaser_only:
        yield Doubt("teaser-only", "there is a summary, and no more of the story")
    elif (words := words_in(found.body)) < _SHORT_BODY:
        yield Doubt("short-body", f"the body has {words} words")
    if not (found.published or found.captured):
        yield Doubt("no-date", "no day of publication or capture is printed")
    if certainty == "inferred":
        yield Doubt("language-guess", f"the language was guessed to be «{found.lang}»")
    if record.replaced:
        message = f"{record.replaced} bytes had no meaning in {record.encoding}"
        yield Doubt("replaced-bytes", message)


# --- texts ------------------------------------------------------------------------------

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|img|strong|b|em|i|ul|ol|li|h[1-6]|blockquote|table|figure)\b[^<>]*>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)


def _body(record: Record, held: Held) -> str:
    if record.body_is_html or _MARKUP.search(record.body):
        return bidi_controls(markdown_of(record.body, url=record.url, held=held))[0]
    lines = (line.strip() for line in clean_text(record.body).text.split("\n"))
    return "\n\n".join(paragraph((line,)) for line in lines if line)


def _plain(text: str) -> str:
    """Return a short text without the markup that it may have."""
    if not (_MARKUP.search(text) or _ENTITY.search(text)):
        return text
    return unescape(re.sub(r"<[^<>]*>", " ", text))


def _line(text: str) -> str:
    return " ".join(clean_text(_plain(text)).text.split())


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for text in texts if (line := _line(text))))


def _language(record: Record, hints: Hints, text: str) -> LanguageGuess:
    if hints.lang:
        return LanguageGuess(hints.lang, "certain")
    if record.lang and _TAG.fullmatch(record.lang):
        return settle(_edition(record.lang), text[:3000])
    return identify(text[:3000])


# Whose readers have an edition of their own: Dari, Portuguese overseas, traditional signs.
_OF_THEIR_OWN = frozenset({"fa-AF", "pt-BR", "zh-TW", "zh-HK", "zh-MO"})


def _edition(stated: str) -> str:
    """Return a tag without the country that most of them name in vain: «en-US», «ar_IQ».

    Scripts are kept; letters are set as in RFC 5646, 2.1.1, for folders are named by them.
    """
    language, *others = stated.replace("_", "-").lower().split("-")
    tag = "-".join((language, *(part.title() for part in others if len(part) == _SCRIPT)))
    country = next((part.upper() for part in others if len(part) == _COUNTRY), "")
    return f"{language}-{country}" if f"{language}-{country}" in _OF_THEIR_OWN else tag


_SCRIPT, _COUNTRY = 4, 2


# --- dates ------------------------------------------------------------------------------

_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(?:[.,]\d+)?[ ]?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.I,
)
_UNIVERSAL = frozenset({"Z", "UTC", "GMT", "+0000", "+00:00"})
_FIRST_YEAR = 1900


def moment_of(text: str, zone: str, lang: str) -> str:
    """Return the moment or day that a field states, as ISO 8601 to the minute; "" for none.

    A moment in universal time is told in `zone`, so that it falls on the source's own
    day; one with a zone of its own, or with none, stays as it was stated.
    """
    text = text.strip()
    if not text:
        return ""
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
        return _local(datetime.fromtimestamp(seconds, UTC), zone)
    if found := _ISO.fullmatch(text):
        return _iso(*found.groups(), zone=zone)
    try:
        return _local(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        printed = read_date(text, lang)
        return printed.iso if printed else ""


def _iso(day: str, time: str | None, offset: str | None, *, zone: str) -> str:
    try:
        if date.fromisoformat(day).year < _FIRST_YEAR:
            return ""
        if not time:
            return day
        shift = "+00:00" if (offset or "").upper() in _UNIVERSAL else offset or ""
        return _local(datetime.fromisoformat(f"{day}T{time}{shift}"), zone)
    except ValueError:
        return ""


def _local(moment: datetime, zone: str) -> str:
    if moment.year < _FIRST_YEAR:
        return ""
    offset = moment.utcoffset()
    if offset is not None and not offset and zone not in ("", "UTC"):
        moment = moment.astimezone(ZoneInfo(zone))
    return moment.isoformat(timespec="minutes")
