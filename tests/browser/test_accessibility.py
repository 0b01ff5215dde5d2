"""What axe-core says of the pages: no violation of WCAG 2.2 AA, wide and narrow, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import BuiltSite
from tests.support import missing

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        missing("axe-core (npm ci)")
    return AXE.read_text(encoding="utf-8")


# Only the colours change with the scheme.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
RUN = """async only => {
  const {violations, testEngine} = await axe.run(
    document, {runOnly: only, resultTypes: ['violations']})
  return [testEngine.name, violations.map(rule => [rule.id, rule.nodes.slice(0, 3).map(
    node => [node.target, node.failureSummary])])]
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_break_no_rule_of_accessibility(
    lang: str, width: int, axe: str, chromium: Any, site: BuiltSite
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page, broken = context.new_page(), []
    for kind, path in (*site.kinds(lang).items(), ("chooser", "")):
        page.emulate_media(color_scheme="light")
        page.goto(site.root + path)
        page.evaluate(axe)
        for scheme, only in (("light", RULES), ("dark", COLOUR_RULES)):
            page.emulate_media(color_scheme=scheme)
            engine, violations = page.evaluate(RUN, only)
            assert engine == "axe-core"
            broken += [(kind, scheme, *rule) for rule in violations]
    context.close()

    assert broken == []
