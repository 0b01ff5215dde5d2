"""The days of a month as a small calendar, in the week order of the language."""

from __future__ import annotations

import calendar

from warraq.publish import routes
from warraq.publish.edition.edition import Edition
from warraq.publish.routes import Linker
from warraq.publish.views.parts import Link
from warraq.publish.views.shell import GridDay, MonthGrid, Widget
from warraq.text.dateformat import first_weekday, weekday_names


def month_grid(edition: Edition, month: str, current: str, link: Linker) -> Widget:
    """Return the days of a month (`2018-05`) as weeks; `current` is the day of the page."""
    year, number = int(month[:4]), int(month[5:7])
    weeks = calendar.Calendar(first_weekday(edition.calendar)).monthdayscalendar(year, number)
    grid = MonthGrid(
        month=Link(edition.date(month), link(routes.dated(edition.tag, month))),
        weekdays=weekday_names(edition.calendar),
        weeks=tuple(
            tuple(
                _grid_day(edition, f"{month}-{day:02d}", current, link) if day else None
                for day in week
            )
            for week in weeks
        ),
    )
    more = Link(edition.t.archive, link(routes.archive(edition.tag)))
    return Widget("months", "archive", grid=grid, more=more)


def _grid_day(edition: Edition, day: str, current: str, link: Linker) -> GridDay:
    held = day in edition.tree.days
    href = link(routes.dated(edition.tag, day)) if held else ""
    return GridDay(edition.number(int(day[8:])), href, current=day == current)
