"""Dumps of whole pages, menus and all, in the layouts that portals of the region have."""

from __future__ import annotations

import pytest

from tests.conftest import read_cases
from tests.test_extract_cases import told
from warraq.ingest.extract import Hints, extract_text
from warraq.ingest.profiles import load_profile
from warraq.text.encoding import decode

PAGES = read_cases("pages.txt")


@pytest.mark.parametrize(("name", "page", "expected"), PAGES, ids=[name for name, _, _ in PAGES])
def test_the_article_of_a_whole_page_is_read(name: str, page: str, expected: str) -> None:
    del name
    found = extract_text(decode(page.encode()), load_profile("generic"), Hints())
    *fields, body = expected.strip().split("\n")
    paragraphs = found.body.split("\n\n")

    assert list(told(found)) == fields
    told_body = f"body: {len(paragraphs)} | {paragraphs[0][:40]} | {paragraphs[-1][-40:]}"
    assert told_body.rstrip() == body
