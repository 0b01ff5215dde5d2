"""What do all pages of a language share, and what do lists show of its articles?"""

from __future__ import annotations

from benchmarks.archive import Row
from benchmarks.handed.desk import Data, Desk
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale
from warraq.text.sections import section_name

MENU_ITEMS = 8
NEWEST = 5
DAY_ITEMS = 3


def shared(desk: Desk) -> Data:
    """Return the frame, and what a tool would have to work out for it."""
    tree = desk.tree
    return {
        **desk.frame(),
        "sections": [
            [slug, section_name(slug, desk.tag), desk.number(len(rows))]
            for slug, rows in tree.sections.items()
        ],
        "menu": list(tree.sections)[:MENU_ITEMS],
        "languages": [_language(desk, tag) for tag in desk.config.tags],
        "newest": tree.newest(NEWEST),
        "newest_day": tree.rows[-1].day if tree.rows else "",
        "years": "–".join(
            desk.date(year) for year in dict.fromkeys((min(tree.years), max(tree.years)))
        )
        if tree.rows
        else "",
        # A page has a day, month or year of its own, whose news surround it, or none.
        "days": {
            period: _period(desk, period) for period in (*tree.days, *tree.months, *tree.years)
        },
        "section_names": {slug: section_name(slug, desk.tag) for slug in tree.sections},
    }


def _language(desk: Desk, tag: str) -> list[str]:
    own = direction_of(tag)
    return [tag, load_locale(tag).name, "" if own == direction_of(desk.tag) else own]


def _period(desk: Desk, iso: str) -> Data:
    is_day = len(iso) == len("2018-05-27")
    return {
        "text": desk.date(iso),
        "noted": desk.t.plain("published_on", d=desk.date(iso)),
        "shown": desk.date(iso, weekday=is_day),
        "around": desk.halves("published_on", "d") if is_day else ["<bdi>", "</bdi>"],
        "year": desk.date(iso[:4]),
        "before": desk.tree.before(iso, DAY_ITEMS),
    }


def cards(desk: Desk) -> Data:
    """Return id → what a list shows of an article."""
    return {row.id: _card(desk, row) for row in desk.tree.rows}


def _card(desk: Desk, row: Row) -> Data:
    return {
        "title": row.title,
        "path": f"{row.path}/",
        "day": row.day,
        "section": row.section,
        "byline": desk.t.list_separator.join(row.byline),
        "teaser": row.teaser,
    }
