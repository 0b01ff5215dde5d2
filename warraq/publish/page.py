"""What a build is made of: pages, each a value that says all that will be in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from warraq.diagnostics import ConfigError, Diagnostic
from warraq.publish.views import Head, Shell


@dataclass(frozen=True, slots=True)
class Page:
    """One planned file of the output.

    `path` is relative to the output folder. A page with a `shell` is HTML in it;
    without one its `template` stands alone. `content` is the file (relative to
    `content/`) whose body the page shows; `data` is a file that is copied as it is.
    """

    path: str
    lang: str
    template: str = ""
    view: object = None
    head: Head | None = None
    shell: Shell | None = None
    content: str = ""
    data: bytes = b""


def without_clashes(pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages; refuse two on one path, naming both."""
    seen: dict[str, Page] = {}
    for page in pages:
        if page.path in seen:
            first, second = _origin(seen[page.path]), _origin(page)
            message = f"{first} and {second} both want to be {page.path}"
            hint = "rename one of them, or give it another «path»"
            raise ConfigError(Diagnostic(f"output/{page.path}", "same-path", message, hint))
        seen[page.path] = page
        yield page


def _origin(page: Page) -> str:
    return f"content/{page.content}" if page.content else page.template or "a copied file"
