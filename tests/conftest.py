"""What every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.support import SiteTest, missing, on_ci

CASES = Path(__file__).parent / "cases"

# How long an example takes says more of the machine than of warraq.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
        missing("The folder that WARRAQ_CORPUS names")
    return Path(folder)


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    """Return an empty project in Arabic and English."""
    return SiteTest(tmp_path / "mirror")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return one running Chromium, for all who need one."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("Chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Take a skipped browser, corpus or host test for a failure where all must run."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    must_run = any(item.get_closest_marker(name) for name in ("browser", "corpus", "hosts"))
    if report.skipped and must_run and on_ci():
        report.outcome = "failed"
        report.longrepr = f"skipped where it must run: {report.longrepr}"
