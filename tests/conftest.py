"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import SiteTest

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """Return (title, input, expected) triples of a case file: parts between lines of one dot."""
    parts = (CASES / name).read_text(encoding="utf-8").split("\n.\n")
    triples = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return [(title.strip(), given, expected) for title, given, expected in triples]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real captures; skip, visibly, where there is none."""
    folder = os.environ.get("WARRAQ_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("WARRAQ_CORPUS names no folder: real captures were not tested")
    return Path(folder)


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    """Return an empty project in Arabic and English."""
    return SiteTest(tmp_path / "mirror")
