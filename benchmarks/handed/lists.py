"""Which pages are no articles, and what stands on each?"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from benchmarks.handed.dates import day_pages, hub, month_page, year_page
from benchmarks.handed.desk import Data, Desk
from benchmarks.handed.pages import (
    by_month,
    chunks,
    folder_path,
    list_page,
    numbered,
    page_of,
    page_path,
    steps_around,
)
from warraq.config import BoxConfig, SiteConfig
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale
from warraq.text.sections import section_name

FRONT_ITEMS = 12
LEAD_ITEMS = 4
NOT_FOUND_ITEMS = 4


def lists(desk: Desk) -> Iterator[Data]:
    """Yield every page of the language that is no article."""
    yield _home(desk)
    yield hub(desk)
    for year in desk.tree.years:
        yield year_page(desk, year)
    for month in desk.tree.months:
        yield month_page(desk, month)
    for day in desk.tree.days:
        yield from day_pages(desk, day)
    for slug in desk.tree.sections:
        yield _front(desk, slug)
        yield from _section_months(desk, slug)
    yield _about(desk)


def not_found(desk: Desk) -> Data:
    """Return the 404 page, which stands at the root."""
    page = list_page(desk, "not-found", "", desk.t["not_found"], crumbs=[[desk.t["not_found"], ""]])
    ids = desk.tree.newest(NOT_FOUND_ITEMS)
    return {**page, "url": "/404.html", "base": f"{desk.tag}/", "root": "", "ids": ids}


def chooser(config: SiteConfig) -> Data:
    """Return the page at the root: every language's title and name."""
    entries = [
        [tag, config.title_in(tag), load_locale(tag).name, direction_of(tag)] for tag in config.tags
    ]
    return {"kind": "chooser", "url": "/", "lang": config.tags[0], "entries": entries}


def _home(desk: Desk) -> Data:
    newest = desk.tree.newest(LEAD_ITEMS)
    return {
        **page_of(desk.tag, "home", "", desk.config.title_in(desk.tag)),
        "lead": newest,
        "boxes": list(_boxes(desk)),
    }


def _boxes(desk: Desk) -> Iterator[Data]:
    found = [box for box in (_box(desk, one) for one in desk.config.boxes) if box]
    half = False
    for place, box in enumerate(found):
        if box["style"] == "pair":
            beside = place + 1 < len(found) and found[place + 1]["style"] == "pair"
            # A pair box without a neighbour takes the whole row.
            if not half and not beside:
                box = {**box, "style": "list"}
            half = not half and beside
        yield box


def _box(desk: Desk, box: BoxConfig) -> Data:
    if not box.section:
        ids = desk.tree.newest(LEAD_ITEMS + box.items)[LEAD_ITEMS:]
    else:
        ids = [row.id for row in reversed(desk.tree.sections.get(box.section, [])[-box.items :])]
    return {"style": box.style, "section": box.section, "ids": ids} if ids else {}


def _front(desk: Desk, slug: str) -> Data:
    rows = desk.tree.sections[slug]
    months = by_month(rows)
    years: dict[str, list[list[str]]] = {}
    for month, members in months.items():
        count = desk.number(len(members))
        path = f"section/{slug}/{folder_path(month)}"
        years.setdefault(month[:4], []).append([desk.month(month), path, count])
    name = section_name(slug, desk.tag)
    ids = [row.id for row in reversed(rows[-FRONT_ITEMS:])]
    elsewhere = {
        tag: f"section/{slug}/" for tag, tree in desk.trees.items() if slug in tree.sections
    }
    return list_page(
        desk,
        "section",
        f"section/{slug}/",
        name,
        section=slug,
        crumbs=[[name, ""]],
        items=desk.items(len(rows)),
        groups=[{"heading": [], "day": "", "note": "", "plain": False, "ids": ids}],
        months=[[desk.date(year), steps] for year, steps in reversed(years.items())],
        elsewhere=elsewhere,
    )


def _section_months(desk: Desk, slug: str) -> Iterator[Data]:
    months = by_month(desk.tree.sections[slug])
    name = section_name(slug, desk.tag)
    for month, rows in months.items():
        parts, front = chunks(rows), f"section/{slug}/{folder_path(month)}"
        title = desk.date(month)
        around = steps_around(desk, list(months), month)
        for number, part in enumerate(parts, start=1):
            ids = [row.id for row in reversed(part)]
            yield list_page(
                desk,
                "section",
                page_path(front, number, len(parts)),
                f"{name} – {title}",
                day=month,
                section=slug,
                heading=["", str(escape(f"{name}: {title}")), ""],
                crumbs=[[name, f"section/{slug}/"], [title, ""]],
                items=desk.items(len(rows)),
                dense=True,
                groups=[{"heading": [], "day": "", "note": "", "plain": False, "ids": ids}],
                **numbered(desk, front, number, len(parts)),
                **{
                    side: [step[0], f"section/{slug}/{step[1]}"] if step else []
                    for side, step in around.items()
                },
            )


def _about(desk: Desk) -> Data:
    elsewhere = dict.fromkeys(desk.trees, "about/")
    title = desk.t["about_mirror"]
    facts = [
        [desk.t["run_by"], desk.config.operator, "", ""],
        [desk.t["contact"], desk.config.contact, f"mailto:{desk.config.contact}", "ltr"],
    ]
    if any(tree.rows for tree in desk.trees.values()):
        facts.append([desk.t["source"], "The Old Bridge", "", ""])
    return list_page(
        desk, "about", "about/", title, crumbs=[[title, ""]], facts=facts, elsewhere=elsewhere
    )
