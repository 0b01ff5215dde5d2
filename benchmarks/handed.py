"""What every peer is handed: words, dates and lists as plain data, so that it only renders.

Paths are relative to the language's root; a page adds its own `base` before them.
Nothing here is HTML but the two halves of phrases that a value stands between.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import escape

from benchmarks.archive import Row, Tree
from benchmarks.generate import Made
from warraq.config import BoxConfig, SiteConfig
from warraq.project import shipped_theme
from warraq.publish.strings import Words, words_for
from warraq.publish.theme_files import icon_path, style_path
from warraq.text.dateformat import (
    first_weekday,
    format_date,
    format_number,
    month_name,
    weekday_names,
)
from warraq.text.direction import direction_of
from warraq.text.locale import load_locale
from warraq.text.sections import section_name

Data = dict[str, Any]

PAGE_ITEMS = 60
WINDOW = 5
FRONT_ITEMS = 12
MONTH_ITEMS = 3
YEAR_DAYS = 200
MENU_ITEMS = 8
NEWEST = 5
DAY_ITEMS = 3
LEAD_ITEMS = 4
NOT_FOUND_ITEMS = 4

_WORDS = (
    *("home", "archive", "skip", "secondary_menu", "language", "main_menu", "latest", "sidebar"),
    *("sections", "footer_menu", "mirror_notice", "mirror_explained", "rights_third_party"),
    *("to_top", "breadcrumb", "tags", "previous", "next", "older", "newer", "older_newer_nav"),
    *("related", "see_also", "not_held", "provenance", "source", "original", "opens_original"),
    *("original_file", "checksum", "what_changed", "read_more", "pages_nav", "top_stories"),
    *("list_separator", "choose_language", "not_found", "not_found_text", "to_home", "no_items"),
    *("about_mirror", "run_by", "contact", "date_unknown", "credit"),
)
_PHRASES = {"published_on": "d", "captured_on": "d", "by": "a", "archive_of": "s"}


class Desk:
    """One language's way of writing things."""

    def __init__(self, config: SiteConfig, tree: Tree, trees: Mapping[str, Tree]) -> None:
        self.config = config
        self.tree = tree
        self.trees = trees
        self.tag = tree.tag
        self.language = config.language(self.tag)
        self.t: Words = words_for(self.tag, self.language.digits)

    def date(self, iso: str, *, weekday: bool = False) -> str:
        language = self.language
        return format_date(
            iso, self.tag, months=language.months, digits=language.digits, weekday=weekday
        )

    def month(self, month: str) -> str:
        return month_name(int(month[5:7]), self.tag, months=self.language.months)

    def number(self, number: int) -> str:
        return format_number(number, self.language.digits)

    def items(self, number: int) -> str:
        return self.t.count("items", number)

    # --- what all pages of the language share --------------------------------------------

    def frame(self) -> Data:
        """Return the words and names that every page of the language needs."""
        return {
            "lang": self.tag,
            "dir": direction_of(self.tag),
            "title": self.config.title_in(self.tag),
            "t": {name: self.t[name] for name in _WORDS},
            "phrases": {name: self.halves(name, value) for name, value in _PHRASES.items()},
            "read_more_about": self.t.plain("read_more_about", t="\0").split("\0"),
            "archive_of": "The Old Bridge",
            "css": style_path((shipped_theme() / "static",)),
            "icon": icon_path((shipped_theme() / "static",)),
        }

    def shared(self) -> Data:
        """Return the frame, and what a tool would have to work out for it."""
        tree = self.tree
        return {
            **self.frame(),
            "sections": [
                [slug, section_name(slug, self.tag), self.number(len(rows))]
                for slug, rows in tree.sections.items()
            ],
            "menu": list(tree.sections)[:MENU_ITEMS],
            "languages": [self._language(tag) for tag in self.config.tags],
            "newest": tree.newest(NEWEST),
            "newest_day": tree.rows[-1].day if tree.rows else "",
            "years": "–".join(
                self.date(year) for year in dict.fromkeys((min(tree.years), max(tree.years)))
            )
            if tree.rows
            else "",
            # A page has a day, month or year of its own, whose news surround it, or none.
            "days": {
                period: self._period(period) for period in (*tree.days, *tree.months, *tree.years)
            },
            "section_names": {slug: section_name(slug, self.tag) for slug in tree.sections},
        }

    def halves(self, name: str, value: str) -> list[str]:
        """Return the two halves of a phrase, as HTML, between which its value stands."""
        before, after = str(escape(self.t[name])).split("{" + value + "}")
        return [f"{before}<bdi>", f"</bdi>{after}"]

    def _language(self, tag: str) -> list[str]:
        own = direction_of(tag)
        return [tag, load_locale(tag).name, "" if own == direction_of(self.tag) else own]

    def _period(self, iso: str) -> Data:
        is_day = len(iso) == len("2018-05-27")
        return {
            "text": self.date(iso),
            "noted": self.t.plain("published_on", d=self.date(iso)),
            "shown": self.date(iso, weekday=is_day),
            "around": self.halves("published_on", "d") if is_day else ["<bdi>", "</bdi>"],
            "year": self.date(iso[:4]),
            "before": self.tree.before(iso, DAY_ITEMS),
        }

    def cards(self) -> Data:
        """Return id → what a list shows of an article."""
        return {row.id: self._card(row) for row in self.tree.rows}

    def _card(self, row: Row) -> Data:
        return {
            "title": row.title,
            "path": f"{row.path}/",
            "day": row.day,
            "section": row.section,
            "byline": self.t.list_separator.join(row.byline),
            "teaser": row.teaser,
        }

    # --- articles ---------------------------------------------------------------------------

    def article(self, made: Made, *, links: bool) -> Data:
        """Return the front matter of an article; `links` are related and neighbours."""
        article = made.article
        older, newer = self.tree.neighbours(article.id) if links else ("", "")
        row = self.tree.row(article.id)
        seen = zip(article.see_also, made.see_also, strict=True)
        source = article.source
        return {
            **self._page("article", f"{article.path}/", article.title),
            "day": row.day,
            "section": row.section,
            "printed": article.section[0],
            "authors": list(article.authors),
            "place": article.place,
            "published": [article.published, self.date(article.published)],
            "captured": [article.captured, self.date(article.captured)],
            "summary": article.summary,
            "labels": list(article.tags),
            "older": older,
            "newer": newer,
            "related": self.tree.related(article.id) if links else [],
            "see_also": [
                {"title": item.title, "teaser": item.teaser, "path": f"{path}/" if path else ""}
                for item, path in seen
            ],
            "origin": {
                "site": source.site,
                "url": source.url,
                "host": urlsplit(source.url).hostname,
                "file": source.file.rsplit("/", 1)[-1],
                "sha": source.sha256[:12],
                "changes": self.t.count("lines_removed", dropped_lines(made)),
            },
        }

    def _page(self, kind: str, path: str, title: str) -> Data:
        depth = path.count("/")
        return {
            "kind": kind,
            "title": title,
            "url": f"/{self.tag}/{path}",
            "lang": self.tag,
            "base": "../" * depth,
            "root": "../" * (depth + 1),
            "day": "",
            "section": "",
            "elsewhere": {},
        }

    # --- lists ------------------------------------------------------------------------------

    def lists(self) -> Iterator[Data]:
        """Yield every page of the language that is no article."""
        yield self._home()
        yield self._hub()
        for year in self.tree.years:
            yield self._year(year)
        for month in self.tree.months:
            yield self._month(month)
        for day in self.tree.days:
            yield from self._days(day)
        for slug in self.tree.sections:
            yield self._front(slug)
            yield from self._section_months(slug)
        yield self._about()

    def _home(self) -> Data:
        newest = self.tree.newest(LEAD_ITEMS)
        return {
            **self._page("home", "", self.config.title_in(self.tag)),
            "lead": newest,
            "boxes": list(self._boxes()),
        }

    def _boxes(self) -> Iterator[Data]:
        found = [box for box in map(self._box, self.config.boxes) if box]
        half = False
        for place, box in enumerate(found):
            if box["style"] == "pair":
                beside = place + 1 < len(found) and found[place + 1]["style"] == "pair"
                # A pair box without a neighbour takes the whole row.
                if not half and not beside:
                    box = {**box, "style": "list"}
                half = not half and beside
            yield box

    def _box(self, box: BoxConfig) -> Data:
        if not box.section:
            ids = self.tree.newest(LEAD_ITEMS + box.items)[LEAD_ITEMS:]
        else:
            ids = [
                row.id for row in reversed(self.tree.sections.get(box.section, [])[-box.items :])
            ]
        return {"style": box.style, "section": box.section, "ids": ids} if ids else {}

    def _hub(self) -> Data:
        rows = [
            [
                [self.date(year), folder_path(year)],
                [
                    [self.month(month), folder_path(month), self.number(self._count(month))]
                    for month in self.tree.years[year]
                ],
            ]
            for year in reversed(list(self.tree.years))
        ]
        title = self.t["archive"]
        return self._dated("archive", "archive/", title, rows=rows, crumbs=[[title, ""]])

    def _count(self, month: str) -> int:
        return sum(len(self.tree.days[day]) for day in self.tree.months[month])

    def _dated(self, kind: str, path: str, title: str, **more: object) -> Data:
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
        return {**self._page(kind, path, title), **blank, **more}

    def _heading(self, name: str, text: str) -> list[str]:
        before, after = self.halves(name, "d")
        return [before, str(escape(text)), after]

    def _crumbs(self, iso: str) -> list[list[str]]:
        parts = [iso[:4], iso[:7], iso[:10]][: iso.count("-") + 1]
        steps = [[self._step(part), folder_path(part)] for part in parts]
        return [*steps[:-1], [steps[-1][0], ""]]

    def _step(self, part: str) -> str:
        if len(part) == len("2018-05-27"):
            return self.number(int(part[8:]))
        return self.date(part) if len(part) == len("2018") else self.month(part)

    def _around(self, line: list[str], here: str) -> Data:
        place = line.index(here)
        near = (line[place - 1] if place else "", line[place + 1] if here != line[-1] else "")
        older, newer = ([self.date(one), folder_path(one)] if one else [] for one in near)
        return {"older": older, "newer": newer}

    def _year(self, year: str) -> Data:
        months = self.tree.years[year]
        rows = [
            [
                [self.month(month), folder_path(month)],
                self._month_steps(month),
            ]
            for month in months
        ]
        return self._dated(
            "year",
            folder_path(year),
            self.date(year),
            day=year,
            heading=self._heading("year_archive", self.date(year)),
            crumbs=self._crumbs(year),
            rows=rows,
            **self._around(list(self.tree.years), year),
        )

    def _month_steps(self, month: str) -> list[list[str]]:
        tree = self.tree
        days = [day for one in tree.years[month[:4]] for day in tree.months[one]]
        if len(days) > YEAR_DAYS:
            return [[self.items(self._count(month)), folder_path(month), ""]]
        counts = ((day, self.items(len(tree.days[day]))) for day in tree.months[month])
        return [[self.number(int(day[8:])), folder_path(day), count] for day, count in counts]

    def _month(self, month: str) -> Data:
        days = self.tree.months[month]
        return self._dated(
            "month",
            folder_path(month),
            self.date(month),
            day=month,
            heading=self._heading("month_archive", self.date(month)),
            crumbs=self._crumbs(month),
            items=self.items(self._count(month)),
            dense=True,
            groups=[self._month_group(day) for day in reversed(days)],
            grid=self._grid(month, ""),
            **self._around(list(self.tree.months), month),
        )

    def _month_group(self, day: str) -> Data:
        rows = self.tree.days[day]
        return {
            "heading": [self.date(day, weekday=True), folder_path(day)],
            "day": "",
            "note": self.items(len(rows)) if len(rows) > MONTH_ITEMS else "",
            "plain": True,
            "ids": [row.id for row in reversed(rows[-MONTH_ITEMS:])],
        }

    def _days(self, day: str) -> Iterator[Data]:
        parts = _chunks(self.tree.days[day])
        for number, part in enumerate(parts, start=1):
            yield self._dated(
                "day",
                page_path(folder_path(day), number, len(parts)),
                self.date(day, weekday=True),
                day=day,
                heading=self._heading("day_archive", self.date(day, weekday=True)),
                crumbs=self._crumbs(day),
                items=self.items(len(self.tree.days[day])),
                dense=True,
                groups=list(self._by_section(part)),
                grid=self._grid(day[:7], day),
                **self._numbered(folder_path(day), number, len(parts)),
                **self._around(list(self.tree.days), day),
            )

    def _by_section(self, part: list[Row]) -> Iterator[Data]:
        for slug in self.tree.sections:
            ids = [row.id for row in reversed(part) if row.section == slug]
            if ids:
                heading = [section_name(slug, self.tag), f"section/{slug}/"]
                yield {"heading": heading, "day": "", "note": "", "plain": False, "ids": ids}

    def _numbered(self, front: str, number: int, count: int) -> Data:
        """Return the links to the pages of a list around the current one."""
        if count <= 1:
            return {}
        first = max(1, min(number - WINDOW // 2, count - WINDOW + 1))
        shown = sorted({1, count, *range(first, min(count, first + WINDOW - 1) + 1)})
        pages = [
            [self.number(one), "" if one == number else page_path(front, one, count)]
            for one in shown
        ]
        return {"pages": pages, "pages_text": str(self.t("page_x_of_y", n=number, m=count))}

    def _grid(self, month: str, current: str) -> Data:
        months = self.language.months
        place = months if "-" in months else self.tag
        year, number = int(month[:4]), int(month[5:7])
        weeks = calendar.Calendar(first_weekday(place)).monthdayscalendar(year, number)
        return {
            "caption": [self.date(month), folder_path(month)],
            "weekdays": list(weekday_names(place)),
            "weeks": [[self._grid_day(month, day, current) for day in week] for week in weeks],
        }

    def _grid_day(self, month: str, day: int, current: str) -> list[Any]:
        if not day:
            return []
        iso = f"{month}-{day:02d}"
        path = folder_path(iso) if iso in self.tree.days else ""
        return [self.number(day), path, iso == current]

    def _front(self, slug: str) -> Data:
        rows = self.tree.sections[slug]
        months = by_month(rows)
        years: dict[str, list[list[str]]] = {}
        for month, members in months.items():
            count = self.number(len(members))
            path = f"section/{slug}/{folder_path(month)}"
            years.setdefault(month[:4], []).append([self.month(month), path, count])
        name = section_name(slug, self.tag)
        ids = [row.id for row in reversed(rows[-FRONT_ITEMS:])]
        elsewhere = {
            tag: f"section/{slug}/" for tag, tree in self.trees.items() if slug in tree.sections
        }
        return self._dated(
            "section",
            f"section/{slug}/",
            name,
            section=slug,
            crumbs=[[name, ""]],
            items=self.items(len(rows)),
            groups=[{"heading": [], "day": "", "note": "", "plain": False, "ids": ids}],
            months=[[self.date(year), steps] for year, steps in reversed(years.items())],
            elsewhere=elsewhere,
        )

    def _section_months(self, slug: str) -> Iterator[Data]:
        months = by_month(self.tree.sections[slug])
        name = section_name(slug, self.tag)
        for month, rows in months.items():
            parts, front = _chunks(rows), f"section/{slug}/{folder_path(month)}"
            title = self.date(month)
            around = self._around(list(months), month)
            for number, part in enumerate(parts, start=1):
                ids = [row.id for row in reversed(part)]
                yield self._dated(
                    "section",
                    page_path(front, number, len(parts)),
                    f"{name} – {title}",
                    day=month,
                    section=slug,
                    heading=["", str(escape(f"{name}: {title}")), ""],
                    crumbs=[[name, f"section/{slug}/"], [title, ""]],
                    items=self.items(len(rows)),
                    dense=True,
                    groups=[{"heading": [], "day": "", "note": "", "plain": False, "ids": ids}],
                    **self._numbered(front, number, len(parts)),
                    **{
                        side: [step[0], f"section/{slug}/{step[1]}"] if step else []
                        for side, step in around.items()
                    },
                )

    def _about(self) -> Data:
        elsewhere = dict.fromkeys(self.trees, "about/")
        title = self.t["about_mirror"]
        facts = [
            [self.t["run_by"], self.config.operator, "", ""],
            [self.t["contact"], self.config.contact, f"mailto:{self.config.contact}", "ltr"],
        ]
        if any(tree.rows for tree in self.trees.values()):
            facts.append([self.t["source"], "The Old Bridge", "", ""])
        return self._dated(
            "about", "about/", title, crumbs=[[title, ""]], facts=facts, elsewhere=elsewhere
        )

    def not_found(self) -> Data:
        """Return the 404 page, which stands at the root."""
        page = self._dated("not-found", "", self.t["not_found"], crumbs=[[self.t["not_found"], ""]])
        ids = self.tree.newest(NOT_FOUND_ITEMS)
        return {**page, "url": "/404.html", "base": f"{self.tag}/", "root": "", "ids": ids}


def chooser(config: SiteConfig) -> Data:
    """Return the page at the root: every language's title and name."""
    entries = [
        [tag, config.title_in(tag), load_locale(tag).name, direction_of(tag)] for tag in config.tags
    ]
    return {"kind": "chooser", "url": "/", "lang": config.tags[0], "entries": entries}


def folder_path(iso: str) -> str:
    """Return the address of a year, month or day below its language."""
    return iso.replace("-", "/") + "/"


def _chunks(rows: list[Row]) -> list[list[Row]]:
    return [rows[start : start + PAGE_ITEMS] for start in range(0, len(rows), PAGE_ITEMS)]


def page_path(front: str, number: int, count: int) -> str:
    """Return the address of a page of a list, whose last page is its front."""
    return front if number == count else f"{front}p{number}/"


def by_month(rows: list[Row]) -> dict[str, list[Row]]:
    """Return month → its articles."""
    months: dict[str, list[Row]] = {}
    for row in rows:
        months.setdefault(row.day[:7], []).append(row)
    return months


def dropped_lines(made: Made) -> int:
    """Return how many lines of page furniture were left out of an article."""
    total = 0
    for dropped in made.article.dropped:
        for lines in dropped.lines:
            first, _, last = lines.partition("-")
            total += int(last) - int(first) + 1
    return total
