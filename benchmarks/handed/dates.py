"""What stands on the archive's pages: hub, years, months and days?"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import Any

from benchmarks.archive import Row
from benchmarks.handed.desk import Data, Desk
from benchmarks.handed.pages import (
    chunks,
    crumbs_of,
    folder_path,
    heading_of,
    list_page,
    numbered,
    page_path,
    steps_around,
)
from warraq.text.dateformat import first_weekday, weekday_names
from warraq.text.sections import section_name

MONTH_ITEMS = 3
YEAR_DAYS = 200


def hub(desk: Desk) -> Data:
    """Return the archive: every year with its months."""
    rows = [
        [
            [desk.date(year), folder_path(year)],
            [
                [desk.month(month), folder_path(month), desk.number(_count(desk, month))]
                for month in desk.tree.years[year]
            ],
        ]
        for year in reversed(list(desk.tree.years))
    ]
    title = desk.t["archive"]
    return list_page(desk, "archive", "archive/", title, rows=rows, crumbs=[[title, ""]])


def year_page(desk: Desk, year: str) -> Data:
    """Return a year: its months with their days."""
    months = desk.tree.years[year]
    rows = [
        [
            [desk.month(month), folder_path(month)],
            _month_steps(desk, month),
        ]
        for month in months
    ]
    return list_page(
        desk,
        "year",
        folder_path(year),
        desk.date(year),
        day=year,
        heading=heading_of(desk, "year_archive", desk.date(year)),
        crumbs=crumbs_of(desk, year),
        rows=rows,
        **steps_around(desk, list(desk.tree.years), year),
    )


def _month_steps(desk: Desk, month: str) -> list[list[str]]:
    tree = desk.tree
    days = [day for one in tree.years[month[:4]] for day in tree.months[one]]
    if len(days) > YEAR_DAYS:
        return [[desk.items(_count(desk, month)), folder_path(month), ""]]
    counts = ((day, desk.items(len(tree.days[day]))) for day in tree.months[month])
    return [[desk.number(int(day[8:])), folder_path(day), count] for day, count in counts]


def month_page(desk: Desk, month: str) -> Data:
    """Return a month: the newest articles of each of its days."""
    days = desk.tree.months[month]
    return list_page(
        desk,
        "month",
        folder_path(month),
        desk.date(month),
        day=month,
        heading=heading_of(desk, "month_archive", desk.date(month)),
        crumbs=crumbs_of(desk, month),
        items=desk.items(_count(desk, month)),
        dense=True,
        groups=[_month_group(desk, day) for day in reversed(days)],
        grid=_grid(desk, month, ""),
        **steps_around(desk, list(desk.tree.months), month),
    )


def _month_group(desk: Desk, day: str) -> Data:
    rows = desk.tree.days[day]
    return {
        "heading": [desk.date(day, weekday=True), folder_path(day)],
        "day": "",
        "note": desk.items(len(rows)) if len(rows) > MONTH_ITEMS else "",
        "plain": True,
        "ids": [row.id for row in reversed(rows[-MONTH_ITEMS:])],
    }


def day_pages(desk: Desk, day: str) -> Iterator[Data]:
    """Yield the pages of a day: its articles by sections."""
    parts = chunks(desk.tree.days[day])
    for number, part in enumerate(parts, start=1):
        yield list_page(
            desk,
            "day",
            page_path(folder_path(day), number, len(parts)),
            desk.date(day, weekday=True),
            day=day,
            heading=heading_of(desk, "day_archive", desk.date(day, weekday=True)),
            crumbs=crumbs_of(desk, day),
            items=desk.items(len(desk.tree.days[day])),
            dense=True,
            groups=list(_by_section(desk, part)),
            grid=_grid(desk, day[:7], day),
            **numbered(desk, folder_path(day), number, len(parts)),
            **steps_around(desk, list(desk.tree.days), day),
        )


def _by_section(desk: Desk, part: list[Row]) -> Iterator[Data]:
    for slug in desk.tree.sections:
        ids = [row.id for row in reversed(part) if row.section == slug]
        if ids:
            heading = [section_name(slug, desk.tag), f"section/{slug}/"]
            yield {"heading": heading, "day": "", "note": "", "plain": False, "ids": ids}


def _count(desk: Desk, month: str) -> int:
    return sum(len(desk.tree.days[day]) for day in desk.tree.months[month])


def _grid(desk: Desk, month: str, current: str) -> Data:
    months = desk.language.months
    place = months if "-" in months else desk.tag
    year, number = int(month[:4]), int(month[5:7])
    weeks = calendar.Calendar(first_weekday(place)).monthdayscalendar(year, number)
    return {
        "caption": [desk.date(month), folder_path(month)],
        "weekdays": list(weekday_names(place)),
        "weeks": [[_grid_day(desk, month, day, current) for day in week] for week in weeks],
    }


def _grid_day(desk: Desk, month: str, day: int, current: str) -> list[Any]:
    if not day:
        return []
    iso = f"{month}-{day:02d}"
    path = folder_path(iso) if iso in desk.tree.days else ""
    return [desk.number(day), path, iso == current]
