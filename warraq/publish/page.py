"""What a build is made of: pages, each a value that says all that will be in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from warraq.publish.views.shell import Head, Shell

REDIRECT = "redirect.html"


@dataclass(frozen=True, slots=True)
class Page:
    """One planned file of the output.

    `path` is relative to the output folder. A page with a `shell` is HTML in it;
    without one its `template` stands alone. `content` is the file (relative to
    `content/`) whose body the page shows; `data` is a file that is copied as it is, and
    `read` gives one that is too large to be held with all others of its slice.
    """

    path: str
    lang: str
    template: str = ""
    view: object = None
    head: Head | None = None
    shell: Shell | None = None
    content: str = ""
    data: bytes = b""
    read: Callable[[], bytes] | None = None
