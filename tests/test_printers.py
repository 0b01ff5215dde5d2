"""Who prints a title is found by the index of many as by a look at each."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from warraq.catalog import Entry
from warraq.catalog.printers import Printers
from warraq.catalog.see_also import printed_key

WORDS = ("جسر", "نهر", "سوق", "مطر", "قطار", "مكتبة", "حديقة")
DAYS = ("2018-01-24", "2018-01-31", "2018-02-01", "2018-02-28", "2018-03-07", "2018-03-20", "")

titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
cut = st.sampled_from(("", " ..."))
printed = st.lists(st.tuples(titles, cut, st.sampled_from(DAYS)), max_size=12)


def catalog(rows: list[tuple[str, str, str]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE printed (tree, key, file, day, title)")
    for number, (title, end, day) in enumerate(rows):
        row = ("ar", printed_key(title + end, "ar"), f"{number}.md", day, title)
        database.execute("INSERT INTO printed VALUES (?, ?, ?, ?, ?)", row)
    return database


@given(printed, titles, st.sampled_from(DAYS))
def test_many_titles_are_found_as_one_is(
    rows: list[tuple[str, str, str]], title: str, day: str
) -> None:
    database = catalog(rows)
    entry = Entry("e.md", "e", "ar", "e", "ar", title, date=day)

    found = [set(Printers(database, many=many).of(entry)) for many in (False, True)]

    assert found[0] == found[1]


def test_a_title_is_found_whole_cut_and_nearly_the_same() -> None:
    title = "جسر نهر سوق مطر قطار"
    said = [
        (title, "", ""),
        ("جسر نهر سوق مطر", " ...", ""),
        ("جسر نهر سوق مطر قطار مكتبة", "", DAYS[0]),
        ("جسر نهر سوق حديقة مكتبة", "", DAYS[0]),
        ("جسر نهر سوق مطر قطار مكتبة", "", DAYS[4]),
    ]
    entry = Entry("e.md", "e", "ar", "e", "ar", title, date=DAYS[1])

    for many in (False, True):
        assert set(Printers(catalog(said), many=many).of(entry)) == {"0.md", "1.md", "2.md"}
