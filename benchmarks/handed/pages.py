"""What have pages in common: their addresses, headings, steps and numbers?"""

from __future__ import annotations

from markupsafe import escape

from benchmarks.archive import Row
from benchmarks.handed.desk import Data, Desk

PAGE_ITEMS = 60
WINDOW = 5


def page_of(tag: str, kind: str, path: str, title: str) -> Data:
    """Return what every page has; `path` is below its language."""
    depth = path.count("/")
    return {
        "kind": kind,
        "title": title,
        "url": f"/{tag}/{path}",
        "lang": tag,
        "base": "../" * depth,
        "root": "../" * (depth + 1),
        "day": "",
        "section": "",
        "elsewhere": {},
    }


def list_page(desk: Desk, kind: str, path: str, title: str, **more: object) -> Data:
    """Return a page of lists, complete but for what is its own."""
    blank: Data = {
        "heading": ["", str(escape(title)), ""],
        "crumbs": [],
        "rows": [],
        "groups": [],
        "items": "",
        "pages_text": "",
        "dense": False,
        "pages": [],
        "older": [],
        "newer": [],
        "months": [],
        "grid": {},
    }
    return {**page_of(desk.tag, kind, path, title), **blank, **more}


def heading_of(desk: Desk, name: str, text: str) -> list[str]:
    """Return a heading in three parts, its value in the middle."""
    before, after = desk.halves(name, "d")
    return [before, str(escape(text)), after]


def crumbs_of(desk: Desk, iso: str) -> list[list[str]]:
    """Return the way to a year, month or day, whose own step is no link."""
    parts = [iso[:4], iso[:7], iso[:10]][: iso.count("-") + 1]
    steps = [[_step(desk, part), folder_path(part)] for part in parts]
    return [*steps[:-1], [steps[-1][0], ""]]


def _step(desk: Desk, part: str) -> str:
    if len(part) == len("2018-05-27"):
        return desk.number(int(part[8:]))
    return desk.date(part) if len(part) == len("2018") else desk.month(part)


def steps_around(desk: Desk, line: list[str], here: str) -> Data:
    """Return the links to the neighbours in a line of years, months or days."""
    place = line.index(here)
    near = (line[place - 1] if place else "", line[place + 1] if here != line[-1] else "")
    older, newer = ([desk.date(one), folder_path(one)] if one else [] for one in near)
    return {"older": older, "newer": newer}


def numbered(desk: Desk, front: str, number: int, count: int) -> Data:
    """Return the links to the pages of a list around the current one."""
    if count <= 1:
        return {}
    first = max(1, min(number - WINDOW // 2, count - WINDOW + 1))
    shown = sorted({1, count, *range(first, min(count, first + WINDOW - 1) + 1)})
    pages = [
        [desk.number(one), "" if one == number else page_path(front, one, count)] for one in shown
    ]
    return {"pages": pages, "pages_text": str(desk.t("page_x_of_y", n=number, m=count))}


def folder_path(iso: str) -> str:
    """Return the address of a year, month or day below its language."""
    return iso.replace("-", "/") + "/"


def page_path(front: str, number: int, count: int) -> str:
    """Return the address of a page of a list, whose last page is its front."""
    return front if number == count else f"{front}p{number}/"


def chunks(rows: list[Row]) -> list[list[Row]]:
    """Return the articles of a list, page by page."""
    return [rows[start : start + PAGE_ITEMS] for start in range(0, len(rows), PAGE_ITEMS)]


def by_month(rows: list[Row]) -> dict[str, list[Row]]:
    """Return month → its articles."""
    months: dict[str, list[Row]] = {}
    for row in rows:
        months.setdefault(row.day[:7], []).append(row)
    return months
