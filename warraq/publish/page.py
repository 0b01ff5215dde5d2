"""What a build is made of: pages, each a value that says all that will be in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic
from warraq.publish.views import Head, Shell
from warraq.text.slug import file_identity

REDIRECT = "redirect.html"


@dataclass(frozen=True, slots=True)
class Page:
    """One planned file of the output.

    `path` is relative to the output folder. A page with a `shell` is HTML in it;
    without one its `template` stands alone. `content` is the file (relative to
    `content/`) whose body the page shows; `data` are bytes that stand as they are;
    `copied` is a file that is read only when its turn comes, since captures may be many.
    """

    path: str
    lang: str
    template: str = ""
    view: object = None
    head: Head | None = None
    shell: Shell | None = None
    content: str = ""
    data: bytes = b""
    copied: Path | None = None


def without_clashes(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages; refuse two that some file system takes for one file, naming both.

    A page at an old address gives way to any other: whatever stands there now is
    what a reader of that address should meet.
    """
    seen: dict[str, Page] = {}
    folders: set[str] = set()
    for page in pages:
        place = file_identity(page.path)
        above = [place[: match.start()] for match in re.finditer("/", place)]
        taken = place in seen or place in folders or any(one in seen for one in above)
        if taken and page.template == REDIRECT:
            continue
        if taken:
            raise ConfigError(_clash(page, seen.get(place)))
        seen[place] = page
        folders.update(above)
        yield page


def _clash(page: Page, other: Page | None) -> Diagnostic:
    first = _origin(other) if other else "a folder"
    message = f"{first} and {_origin(page)} both want to be {page.path}"
    hint = "rename one of them, or give it another «path»"
    return Diagnostic(f"output/{page.path}", "same-path", message, hint)


def _origin(page: Page) -> str:
    return f"content/{page.content}" if page.content else page.template or "a copied file"
