"""Which day a printed line names.

A date is read by the words of its own language. What is not certain to be such a
date stays unread: an unknown day is honest, a wrong one is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from warraq.text.ago import day_of_relative, is_relative
from warraq.text.dategrammar import parse
from warraq.text.datewords import WORDS
from warraq.text.dayreading import DateLabel, Order, PrintedDate, reading
from warraq.text.direction import direction_of

__all__ = (
    "DateLabel",
    "Order",
    "PrintedDate",
    "date_in_url",
    "find_dates",
    "in_zone",
    "is_ago",
    "looks_like_date",
    "read_date",
    "read_relative",
)

# The longest line that was wholly a date, with two calendars and a label, had 96 characters.
_LONGEST_LINE = 160
# «منذ 3 ساعات» and its like; without a digit only such lines are dates.
_LONGEST_RELATIVE = 40


def read_date(line: str, lang: str, *, order: Order = "") -> PrintedDate | None:
    """Return the date a line is wholly made of (label, weekday, time, era marks aside).

    `order` is what is known of the source's numeric dates. Of two dates the
    published one counts; two that no label tells apart are none.
    """
    if len(line) > _LONGEST_LINE or not (_YEAR.search(line) or _SHORT.search(line)):
        return None
    parsed = parse(line, _words_for(line, lang), strict=True)
    if parsed is None or not parsed.is_whole:
        return None
    readings = [reading(cluster, parsed, order) for cluster in parsed.clusters()]
    return _chosen([found for found in readings if found], len(readings))


def find_dates(
    text: str, lang: str, *, order: Order = ""
) -> tuple[tuple[int, int, PrintedDate], ...]:
    """Return the full dates inside a text with their character spans.

    A span runs over label, weekday, time and era marks that belong to its date.
    """
    base = _words_for(text, lang)
    return tuple(
        (start + first, start + last, found)
        for start, end in _windows(text)
        for first, last, found in _found(text[start:end], base, order)
    )


def looks_like_date(line: str, lang: str) -> bool:
    """Return whether a line is a date in any calendar, even one that cannot be read.

    So are a day without its year, «3 hours ago», and a labelled time of day.
    """
    if len(line) > _LONGEST_LINE:
        return False
    has_digit = _DIGIT.search(line) is not None
    if not has_digit and len(line) > _LONGEST_RELATIVE:
        return False
    parsed = parse(line, _words_for(line, lang), strict=True)
    if parsed is not None and parsed.is_any_date:
        return True
    return is_ago(line, lang)


def is_ago(line: str, lang: str) -> bool:
    """Return whether a line wholly tells how long ago a thing was: «3 hours ago»."""
    return len(line) <= _LONGEST_RELATIVE and is_relative(line, _words_for(line, lang))


def read_relative(line: str, lang: str, captured: str) -> PrintedDate | None:
    """Return the day of «3 hours ago», read at `captured`; always inferred."""
    if not captured or not is_ago(line, lang):
        return None
    day = day_of_relative(line, _words_for(line, lang), captured)
    return PrintedDate(day, "inferred") if day else None


def in_zone(iso: str, timezone: str) -> str:
    """Return a moment with an offset as the clock of `timezone` (an IANA name) showed it.

    A stamp in UTC may name the day before or after the local one. What has no offset
    is local already. A name that this system does not know changes nothing, nor does
    UTC itself, which is what settings say where nobody set any.
    """
    if len(iso) <= len("2018-05-27") or timezone in ("", "UTC"):
        return iso
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(iso)
        local = moment.astimezone(ZoneInfo(timezone)) if moment.tzinfo else None
    except (ValueError, KeyError, OSError, OverflowError):
        return iso
    return local.isoformat(timespec="seconds" if local.second else "minutes") if local else iso


def instant_of(iso: str) -> str:
    """Return a moment so that texts sort as the moments followed each other.

    What states an offset is told by the clock of UTC; a day, and what has no offset, by its own.
    """
    if len(iso) <= len("2018-05-27"):
        return iso
    try:
        moment = datetime.fromisoformat(iso)
        plain = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return iso
    return plain.isoformat(timespec="seconds")


def date_in_url(url: str) -> str:
    """Return the day an address such as /2018/05/27/… states, or "".

    Eight figures that are all that tells one story from another are its number, though
    they may look like a day; a day among the words of a title is that of an event.
    """
    for match in _URL_DATE.finditer(url):
        if _is_number(url, match) or _is_in_title(url, match):
            continue
        year, month, day = (int(part) for part in match.group("y", "m", "d"))
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""


def _is_number(url: str, match: re.Match[str]) -> bool:
    """Return whether what looks like a day may be the number of a story."""
    if match["sep"] or "/" in match.group():
        return False
    named = _PARAMETER.search(url, 0, match.start())
    if named:
        return not any(word in named[1].lower() for word in _OF_DAYS)
    is_last = _LAST.fullmatch(url, match.end()) is not None
    return is_last and _FEW_WORDS.search(url, 0, match.start()) is not None


_PARAMETER = re.compile(r"[?&]([^=&/]*)=$")
_OF_DAYS = ("date", "day", "tarih", "fecha", "datum")
_LAST = re.compile(r"(?:\.\w+)?/?(?:[?#].*)?")
# «/world-20121105»: a longer slug tells a story already, and so ends with its day.
_FEW_WORDS = re.compile(r"/(?:[^/-]+-)?$")


def _is_in_title(url: str, match: re.Match[str]) -> bool:
    around = url[: match.start()][-2:], url[match.end() :][:2]
    return _WORD_BEFORE.fullmatch(around[0]) is not None and (
        _WORD_BEHIND.fullmatch(around[1]) is not None
    )


_WORD_BEFORE, _WORD_BEHIND = re.compile(r"[^\W_][-_]"), re.compile(r"[-_][^\W\d_]|[-_]%")
_DIGIT = re.compile("[0-9٠-٩۰-۹０-９]")
# A year of ours, a Hijri or solar one, or a Kurdish one; with which a date can be read.
_YEAR = re.compile(
    "(?:19|20|1[34]|2[67]|١٩|٢٠|١[٣٤]|٢[٦٧]|۱۹|۲۰|۱[۳۴]|۲[۶۷]|１９|２０)[0-9٠-٩۰-۹０-９]{2}"
)
# A day with two digits of its year.
_SHORT = re.compile(r"(?<!\d)\d\d?(\s?[/.-]\s?)\d\d?\1\d\d(?!\d)")
# How far from its year a date may begin and end, with label, weekday and time;
# the longest such head in the press of the fourteen languages took 60 characters.
_BEFORE_YEAR, _AFTER_YEAR = 100, 60
_URL_DATE = re.compile(
    r"""
    (?:(?<=[/_.=-])|(?<=/t)(?=[0-9]{8}_))
    (?P<y>19[0-9]{2}|20[0-9]{2})
    (?P<sep>[/_-]?)(?P<m>0[1-9]|1[0-2]|(?<=[/_-])[1-9])
    (?:(?P=sep)|/|(?<=/[01][0-9])(?=[0-9]{2}/))(?P<d>0[1-9]|[12][0-9]|3[01]|(?<=[/_-])[1-9])
    (?![0-9])
    """,
    re.VERBOSE,
)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that have a year in them, cut at spaces, line by line."""
    reach = line_end = 0
    for year in _YEAR.finditer(text):
        if year.start() < reach:
            continue
        if line_end < year.end():
            line_end = text.find("\n", year.end())
            line_end = len(text) if line_end < 0 else line_end
        start = _window_start(text, year.start(), reach)
        reach = _window_end(text, year.end(), line_end)
        yield start, reach


def _window_start(text: str, position: int, reach: int) -> int:
    """Return where a window begins: after a line break, else at a space far enough before."""
    farthest = max(reach, position - _BEFORE_YEAR)
    line_break = text.rfind("\n", farthest, position)
    if line_break >= 0 or farthest == reach:
        return max(line_break + 1, farthest)
    space = text.find(" ", farthest, position)
    return farthest if space < 0 else space


def _window_end(text: str, position: int, line_end: int) -> int:
    """Return where a window ends: past every year that begins within reach of the one before."""
    while True:
        limit = min(position + _AFTER_YEAR + _BEFORE_YEAR, line_end)
        following = _YEAR.search(text, position, limit)
        if following is None:
            space = text.find(" ", position + _AFTER_YEAR, line_end)
            return line_end if space < 0 else space
        position = following.end()


def _found(window: str, lang: str, order: Order) -> Iterator[tuple[int, int, PrintedDate]]:
    parsed = parse(window, lang)
    for cluster in parsed.clusters() if parsed else ():
        found = reading(cluster, parsed, order) if parsed else None
        if parsed and found and len(found.iso) >= len("2018-05-27"):
            yield (*parsed.span(cluster), found)


def _chosen(readings: Sequence[PrintedDate], printed: int) -> PrintedDate | None:
    """Return the one date of a line: all the same, or the published beside updated ones."""
    if not readings or len(readings) != printed:
        return None
    if len({found.iso[:10] for found in readings}) == 1:
        return max(readings, key=lambda found: len(found.iso))
    published = [found for found in readings if found.label == "published"]
    unlabelled = [found for found in readings if not found.label]
    if len(published) == 1 and not unlabelled:
        return published[0]
    others_are_updates = all(found.label in ("", "updated") for found in readings)
    return unlabelled[0] if len(unlabelled) == 1 and others_are_updates else None


# Tags of languages that are read by the words of another, or under an older name.
_SAME_WORDS = {"prs": "fa", "iw": "he", "in": "id", "ku": "kmr", "cmn": "zh", "ms": "id"}


# A frame, or a day of its own, may be in another script than the text around it.
_OTHER_LETTERS = (
    (re.compile("[\u0620-\u064a\u066e-\u06d3]"), "ar"),
    (re.compile("[\u05d0-\u05ea]"), "he"),
)


def _words_for(text: str, lang: str) -> str:
    """Return the language by whose words the days in a text are read."""
    base = _base(lang)
    if text.isascii() or base not in WORDS or direction_of(base) == "rtl":
        return base
    return next((other for letters, other in _OTHER_LETTERS if letters.search(text)), base)


def _base(tag: str) -> str:
    """Return the language whose words a BCP 47 tag is read by."""
    language, *subtags = tag.lower().replace("_", "-").split("-")
    if language in ("ku", "kmr") and "arab" in subtags:
        return "ckb"
    return _SAME_WORDS.get(language, language)
