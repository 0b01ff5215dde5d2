"""When a story was published, and changed: the stamps a page states, and the days it prints.

A stamp tells an instant, a newspaper a day. In universal time the two may be a
day apart; then the zone of the source decides, else the day that is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from warraq.ingest.html.homezone import home_zone
from warraq.ingest.html.printeddays import PrintedDays
from warraq.ingest.html.source import Source
from warraq.ingest.html.stamps import UNIVERSAL, Stamp
from warraq.model import Certainty
from warraq.text.dates import PrintedDate, date_in_url

_DAY = timedelta(days=1)
_WHOLE_DAY = 10
# Clocks are ahead of universal time by so much at most, and so much behind it.
_EASTMOST, _WESTMOST = timedelta(hours=14), timedelta(hours=-12)
# All of them are so many quarters of an hour ahead or behind.
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class When:
    """A field of time with the rule that found it; none where witnesses are `disputed`."""

    iso: str = ""
    rule: str = ""
    certainty: Certainty = "likely"
    disputed: bool = False


def published(source: Source, printed: PrintedDays) -> When:
    """Return when the story was published.

    What is stated outside the text comes first. Where the places disagree by a
    day, the day that is printed or stands in the address decides between them.
    """
    stamps = source.stamps("published") or source.stamps("date") or _created(printed, source)
    address = date_in_url(source.url)
    address = address if source.may_be(address) else ""
    if not stamps:
        return _unstated(printed, address, source)
    changes = source.stamps("updated")
    first = _in_own_zone(stamps[0], stamps + changes)
    days = _days_of_publication(printed, first, changes)
    witnesses = days + ([date.fromisoformat(address)] if address else [])
    if first.day in witnesses:
        return When(first.iso, first.rule, "certain")
    if outvoted := _outvoted(first, days, address):
        return outvoted
    near_stamps = [stamp for stamp in stamps if stamp.day in witnesses and _is_near(stamp, first)]
    if near_stamps:
        return When(near_stamps[0].iso, near_stamps[0].rule, "likely")
    near = [day for day in witnesses if _may_be_local(day, first)]
    near += [day for day in _told_again(printed, stamps) if abs(day - first.day) == _DAY]
    if near:
        return When(near[0].isoformat(), "printed-day", "likely")
    if other := _printed_beside_time(printed, stamps):
        return other
    if _is_of_change(stamps, printed):
        return When(disputed=True)
    if _is_contradicted(first, printed, changes):
        # The page of a template may be older than all that is published with it.
        told = printed.of("published") if first.rule == "json-ld-page" else ()
        return _labelled(told[0]) if told else When(disputed=True)
    if _is_above_older(printed, first) and any(change.iso == first.iso for change in changes):
        return When(disputed=True)
    if other := _printed_below(printed, first, changes):
        if source.is_of_capture(first) or _is_of_making(first, other, changes):
            return other
        if not source.claims.of("published") or other.iso[:_WHOLE_DAY] < first.iso[:_WHOLE_DAY]:
            return When(disputed=True)
    return _unwitnessed(first, stamps, source)


def _created(printed: PrintedDays, source: Source) -> list[Stamp]:
    """Return when the page was made, where it was also changed on that day: published between."""
    changes = {stamp.day.isoformat() for stamp in source.stamps("updated")}
    changes |= {day.iso[:_WHOLE_DAY] for day in printed.of("updated")}
    return [stamp for stamp in source.stamps("created") if stamp.day.isoformat() in changes]


def _printed_beside_time(printed: PrintedDays, stamps: Sequence[Stamp]) -> When | None:
    """Return the day that is printed as that of the story where only a <time> states another.

    Which of the things on a page such an element tells of, nothing says.
    """
    if any(stamp.rule != "time-element" for stamp in stamps):
        return None
    labelled = printed.of("published")
    bare = [day for day in printed.below if day.label != "updated"]
    days = {day.iso[:_WHOLE_DAY]: day for day in labelled or bare}
    if len(days) != 1:
        return None
    day = next(iter(days.values()))
    return When(day.iso, "labelled-date" if labelled else "date-below-headline", "inferred")


def _in_own_zone(stamp: Stamp, others: Sequence[Stamp]) -> Stamp:
    """Return a stamp in universal time as the page would tell it: in the zone of its others.

    One at midnight names a day, and no instant.
    """
    if not stamp.zoned or not stamp.iso.endswith(UNIVERSAL) or stamp.moment is None:
        return stamp
    local = next((s for s in others if s.zoned and not s.iso.endswith(UNIVERSAL)), None)
    if local is None:
        return stamp
    told = stamp.moment.astimezone(datetime.fromisoformat(local.iso).tzinfo)
    return Stamp(told.isoformat(timespec="minutes"), stamp.rule, zoned=True)


def _days_of_publication(
    printed: PrintedDays, first: Stamp, changes: Sequence[Stamp]
) -> list[date]:
    """Return the printed days without those that only tell when the story was changed."""
    changed = {stamp.day for stamp in changes if stamp.day > first.day}
    days = [date.fromisoformat(d.iso[:_WHOLE_DAY]) for d in printed.of("", "published")]
    return [day for day in days if day not in changed]


def _outvoted(first: Stamp, days: Sequence[date], address: str) -> When | None:
    """Return the day of the address where it is printed, too, and far from what is stated.

    A program that moves old stories to a new system may state the day of the move.
    """
    day = date.fromisoformat(address) if address else None
    if day is None or day not in days or abs(day - first.day) <= _DAY:
        return None
    return When(address, "address", "likely")


def _is_near(stamp: Stamp, first: Stamp) -> bool:
    return abs(stamp.day - first.day) <= _DAY


def _may_be_local(day: date, stamp: Stamp) -> bool:
    """Return whether somewhere on earth a stamp in universal time, or in none, falls on `day`."""
    if abs(day - stamp.day) != _DAY or not stamp.is_universal:
        return False
    if not stamp.zoned or stamp.moment is None:
        return True
    return (stamp.moment + _WESTMOST).date() <= day <= (stamp.moment + _EASTMOST).date()


def _told_again(printed: PrintedDays, stamps: Sequence[Stamp]) -> Iterator[date]:
    """Yield the printed days whose time of day is that of a stamp, on the clock of another zone."""
    moments = [s.moment for s in stamps if s.zoned and s.iso.endswith(UNIVERSAL)]
    for day in printed.of("", "published"):
        told = datetime.fromisoformat(day.iso)
        for moment in filter(None, moments if len(day.iso) > _WHOLE_DAY else ()):
            ahead = told.replace(tzinfo=None, second=0) - moment.replace(tzinfo=None)
            if _WESTMOST <= ahead <= _EASTMOST and not ahead % _QUARTER:
                yield told.date()


def _labelled(day: PrintedDate) -> When:
    return When(day.iso, "labelled-date", day.certainty)


def _is_of_change(stamps: Sequence[Stamp], printed: PrintedDays) -> bool:
    """Return whether all that is stated is an element that prints the day of a change."""
    changed = {d.iso[:_WHOLE_DAY] for d in printed.of("updated")}
    return all(s.rule == "time-element" and s.iso[:_WHOLE_DAY] in changed for s in stamps)


def _is_contradicted(first: Stamp, printed: PrintedDays, changes: Sequence[Stamp]) -> bool:
    """Return whether the page prints, as the day of its publication, another than it states."""
    others = {stamp.day for stamp in changes}
    told = (d for d in (*printed.above, *printed.below) if d.label == "published")
    days = [date.fromisoformat(d.iso[:_WHOLE_DAY]) for d in told]
    return any(abs(day - first.day) > _DAY and day not in others for day in days)


def _is_above_older(printed: PrintedDays, first: Stamp) -> bool:
    """Return whether the days above a headline are older than what is stated: of no visit."""
    days = [date.fromisoformat(d.iso[:_WHOLE_DAY]) for d in printed.above if not d.label]
    return bool(days) and all(first.day - day > _DAY for day in days)


def _printed_below(printed: PrintedDays, first: Stamp, changes: Sequence[Stamp]) -> When | None:
    """Return the one day below the headline, where it is another than what is stated.

    Programs state the day of the visit so, and the day on which they made the page.
    """
    days = {d.iso[:_WHOLE_DAY] for d in printed.below if not d.label}
    told = date.fromisoformat(min(days)) if len(days) == 1 else first.day
    if abs(told - first.day) <= _DAY or any(stamp.day == told for stamp in changes):
        return None
    return When(told.isoformat(), "date-below-headline", "inferred")


def _is_of_making(first: Stamp, other: When, changes: Sequence[Stamp]) -> bool:
    """Return whether a page states the moment that it was made for all it was: print is older."""
    is_older = other.iso[:_WHOLE_DAY] < first.iso[:_WHOLE_DAY]
    return is_older and any(change.iso == first.iso for change in changes)


def _unwitnessed(first: Stamp, stamps: Sequence[Stamp], source: Source) -> When:
    """Return what is stated where neither print nor address tell of it.

    Universal time is told in the zone that the portal keeps, where that makes it another day.
    """
    agreed = sum(stamp.day == first.day for stamp in stamps) > 1
    if first.zoned and first.iso.endswith(UNIVERSAL) and first.moment is not None:
        local = first.told_in(home_zone(source.url, source.lang))
        if local.day != first.day:
            return When(local.iso, "home-zone", "inferred")
    return When(first.iso, first.rule, "certain" if agreed else "likely")


def _unstated(printed: PrintedDays, address: str, source: Source) -> When:
    """Return the day that is printed or stands in the address, where a page states none.

    A bare day above the headline that is that of the capture may be the clock of the visit.
    """
    if labelled := printed.of("published"):
        is_one = len({day.iso[:_WHOLE_DAY] for day in labelled}) == 1
        return _labelled(labelled[0]) if is_one else When(disputed=True)
    if printed.is_open:
        return When(address, "address", "likely") if address else When(disputed=True)
    above = [d for d in printed.above if d.iso[:_WHOLE_DAY] != source.captured[:_WHOLE_DAY]]
    groups = ([d for d in group if not d.label] for group in (printed.below, above, printed.behind))
    bare = next(filter(None, groups), [])
    days = {d.iso[:_WHOLE_DAY] for d in bare}
    if address and (not days or (address in days and len(days) > 1)):
        return When(address, "address", "certain" if days else "likely")
    if len(days) != 1 or (address and not _are_neighbours(address, min(days))):
        return When(disputed=bool(days))
    certainty = "certain" if address in days else min(bare[0].certainty, "likely", key=_TRUST.index)
    return When(bare[0].iso, "date-below-headline", certainty)


# Uncertain first.
_TRUST: tuple[Certainty, ...] = ("inferred", "likely", "certain")


def _are_neighbours(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= _DAY


def updated(source: Source, printed: PrintedDays, since: str) -> When:
    """Return when the story was last changed; a time before its publication is none."""
    stamps = source.stamps("updated")
    told = [_in_own_zone(stamp, stamps + source.stamps("published")) for stamp in stamps]
    found = [When(stamp.iso, stamp.rule, "likely") for stamp in told]
    found += [When(d.iso, "labelled-date", "likely") for d in printed.of("updated")]
    later = [when for when in found if when.iso[:10] >= since[:10] and when.iso != since]
    return later[0] if later else When()
