"""Do the pages find each other: is every anchor there, and a way to every page?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from warraq.diagnostics import Diagnostic
from warraq.publish.check.files import Folder
from warraq.publish.check.page import Page


def check_anchors(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Report links to places that their page does not have."""
    ids = {page.path: page.ids for page in pages}
    for page in pages:
        for file, name, line in page.anchors:
            # HTML gives every page an anchor «top».
            if file in ids and name not in ids[file] and name.lower() != "top":
                message = f"«{file}» has no anchor «{name}»"
                yield Diagnostic(page.path, "missing-anchor", message, line=line)


def check_reach(folder: Folder, pages: Iterable[Page]) -> tuple[list[Diagnostic], int]:
    """Return the pages that no home leads to, and the clicks of the longest way."""
    by_number = {folder.numbers[page.path]: page for page in pages}
    steps = _steps_from_homes(by_number)
    message = "no way leads here from any home page"
    orphans = [
        Diagnostic(page.path, "orphan", message)
        for number, page in by_number.items()
        if number not in steps and not page.unlisted
    ]
    return orphans, max(steps.values(), default=0)


def _steps_from_homes(pages: Mapping[int, Page]) -> dict[int, int]:
    """Return how many clicks it takes to each page that can be reached."""
    steps = {number: 0 for number, page in pages.items() if page.is_home}
    waiting = deque(steps)
    while waiting:
        number = waiting.popleft()
        for target in pages[number].leads_to:
            if target in pages and target not in steps:
                steps[target] = steps[number] + 1
                waiting.append(target)
    return steps
