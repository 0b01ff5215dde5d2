"""What is remembered of one page, and what every page must have?"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from warraq.diagnostics import Diagnostic
from warraq.publish.check.files import NOT_FOUND_PAGE, START_PAGE, Folder
from warraq.publish.check.links import Anchor, follow_links
from warraq.publish.check.reader import PageReader, read_html
from warraq.publish.check.sheet import Sheet
from warraq.publish.check.weights import check_weight


@dataclass(frozen=True, slots=True)
class Page:
    """What the whole site must know of one page: nothing of its text.

    `leads_to` holds the numbers of the files it links to; an `unlisted` page
    may stand alone.
    """

    path: str
    findings: tuple[Diagnostic, ...] = ()
    ids: frozenset[str] = frozenset()
    anchors: tuple[Anchor, ...] = ()
    leads_to: array[int] = field(default_factory=lambda: array("I"))
    links: int = 0
    is_home: bool = False
    unlisted: bool = False


def read_page(folder: Folder, path: str, sheets: Mapping[str, Sheet]) -> Page:
    """Return the page with what is wrong on it, read alone."""
    try:
        text = folder.read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is no UTF-8"
        return Page(path, (Diagnostic(path, "not-utf8", message),))
    reader = read_html(path, text)
    links = follow_links(folder, path, reader.references)
    css = sum(sheets[name].zipped for name in links.sheets if name in sheets)
    shape = _check_shape(path, reader)
    weight = check_weight(path, reader, text, css=css, for_disk=folder.for_disk)
    return Page(
        path,
        (*reader.findings, *shape, *links.findings, *weight),
        frozenset(reader.ids),
        links.anchors,
        links.leads_to,
        len(reader.references),
        is_home=path in (START_PAGE, f"{reader.lang}/{START_PAGE}"),
        unlisted=reader.refresh or reader.removed or path == NOT_FOUND_PAGE,
    )


def _check_shape(path: str, reader: PageReader) -> Iterator[Diagnostic]:
    """Report what a page must have once, and has not."""
    if not reader.lang:
        hint = "set `lang` and `dir` on <html>"
        yield Diagnostic(path, "no-language", "<html> names no language", hint)
    if reader.headings != 1 and not reader.refresh:
        message = f"{reader.headings} h1 elements, where a page has one"
        yield Diagnostic(path, "headings", message)
    if not reader.csp:
        yield Diagnostic(path, "no-csp", "no Content-Security-Policy")
    elif "default-src 'none'" not in reader.csp or "unsafe-" in reader.csp:
        message = f"«{reader.csp}» lets more in than the pages need"
        yield Diagnostic(path, "weak-csp", message)
    if reader.canonical and "noindex" in reader.robots:
        message = "a canonical link on a page that search engines are told to leave out"
        hint = 'with `noindex` name the page by rel="original"'
        yield Diagnostic(path, "canonical-noindex", message, hint)
