"""A field is changed as by hand: its own lines, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warraq.amend import amend
from warraq.content import read_article
from warraq.diagnostics import InputError
from warraq.frontmatter import format_article
from warraq.model import Article, Teaser

FILE = "content/ar/2018/05/27/a.md"
WRITTEN = format_article(
    Article("2018/05/27/a", "ar", "عنوان", captured="2018-05-27", section=("محلية",)), "متن"
)


def test_only_the_lines_of_the_field_change_and_the_file_counts_as_edited() -> None:
    before = read_article(WRITTEN, file=FILE).article
    wanted = replace(before, title="عنوان: «أصح»", see_also=(Teaser("آخر", "بدايته"),))

    amended = amend(WRITTEN, wanted, ("title", "see_also"), file=FILE)

    found = read_article(amended, file=FILE)
    assert (found.article, found.body, found.edited) == (wanted, "متن", True)
    kept = [line for line in WRITTEN.splitlines() if not line.startswith("title")]
    assert set(kept) <= set(amended.splitlines())


def test_comments_order_and_line_ends_of_a_person_stay() -> None:
    text = "---\n# mine\nplace: Basra  # really\n# about it\ntitle: x\n---\nbody\n".replace(
        "\n", "\r\n"
    )
    wanted = replace(read_article(text, file=FILE).article, place="", title="y")

    amended = amend(text, wanted, ("place", "title"), file=FILE)

    assert amended == '---\r\n# mine\r\n# about it\r\ntitle: "y"\r\n---\r\nbody\r\n'


def test_a_new_body_takes_the_place_of_the_old_one() -> None:
    wanted = read_article(WRITTEN, file=FILE).article

    amended = amend(WRITTEN, wanted, (), file=FILE, body="فقرة\n\nوأخرى")

    assert read_article(amended, file=FILE).body == "فقرة\n\nوأخرى"


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("---\n{title: x, place: y}\n---\n", {"title": "z"}),
        (WRITTEN, {"captured": "32 May"}),
        (WRITTEN, {"lang": "no language"}),
        (WRITTEN, {"title": ""}),
    ],
)
def test_what_would_not_be_read_back_is_refused(text: str, changes: dict[str, str]) -> None:
    wanted = replace(read_article(text, file=FILE).article, **changes)  # type: ignore[arg-type]

    with pytest.raises(InputError):
        amend(text, wanted, tuple(changes), file=FILE)
