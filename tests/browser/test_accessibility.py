"""What axe-core says of the pages: no violation of WCAG 2.2 AA, wide and narrow, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import BuiltSite, missing

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        missing("axe-core (npm ci)")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_break_no_rule_of_accessibility(
    lang: str, width: int, scheme: str, axe: str, chromium: Any, site: BuiltSite
) -> None:
    viewport = {"width": width, "height": 900}
    context = chromium.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page, broken = context.new_page(), []
    for kind, path in (*site.kinds(lang).items(), ("chooser", "")):
        page.goto(site.root + path)
        page.evaluate(axe)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        assert found["testEngine"]["name"] == "axe-core"
        for rule in found["violations"]:
            nodes = [(node["target"], node["failureSummary"]) for node in rule["nodes"][:3]]
            broken.append((kind, rule["id"], nodes))
    context.close()

    assert broken == []
