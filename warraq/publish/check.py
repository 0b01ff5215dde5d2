"""What is wrong with a finished site?

Only the folder is read, never the plan behind it, so a site is judged as a
server, a USB stick and a reader will find it.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from warraq.diagnostics import Diagnostic, Report, Severity
from warraq.text.direction import direction_of
from warraq.text.slug import file_identity, path_fits, safe_name

# A new connection sends ten segments before it waits for an answer (RFC 6928):
# 10 × 1,460 bytes, less the headers of the response.
FIRST_VIEW_BYTES = 14_000
# What a page weighs without its story, so that 9 KB of the first view are left for it.
FRAME_BYTES = 5_500
# About this much Arabic text fits the rest of the first view; longer stories are only noted.
LONG_BODY_BYTES = 25_000
CSS_BYTES = 8_000
# Phones with little memory.
DOM_ELEMENTS = 800
DOM_DEPTH = 20

# How the templates mark a story, and the tombstone that no list links to.
BODY_CLASS = "body"
REMOVED_CLASS = "removed"
MANIFEST = "manifest-sha256.txt"
NOT_FOUND_PAGE = "404.html"


def check_site(output: Path, *, site_url: str = "") -> Report:
    """Return what is wrong with the finished site in `output`, and its counts.

    `site_url` is the address the site will stand at, if it is known: absolute
    links below it are followed as links of the site.
    """
    site = _Site(output, site_url)
    report = Report()
    if "index.html" not in site.files:
        report.add(Diagnostic("index.html", "no-start-page", "the site has no start page"))
    report.extend(_check_names(site))
    report.extend(_check_manifest(site))
    sheets = {path: _read_sheet(site, path) for path in site.files if path.endswith(".css")}
    pages = tuple(_read_page(site, path, sheets) for path in _reading_order(site.files))
    for page in (*sheets.values(), *pages):
        report.extend(page.findings)
    report.extend(_check_anchors(site, pages))
    report.extend(_check_reach(site, pages, report))
    report.count("pages", len(pages))
    report.count("links", sum(page.links for page in pages))
    report.count("files", len(site.files))
    report.count("bytes", sum(site.files.values()))
    return report


# --- the folder ------------------------------------------------------------------------


class _Site:
    """The files of the folder with their sizes, and the address they will have."""

    def __init__(self, output: Path, site_url: str) -> None:
        self.output = output
        self.base = f"{site_url.rstrip('/')}/" if site_url else ""
        self.base_path = urlsplit(self.base).path or "/"
        found = sorted(output.rglob("*"))
        names = {path: path.relative_to(output).as_posix() for path in found}
        self.symlinks = tuple(names[path] for path in found if path.is_symlink())
        self.files = {names[path]: path.stat().st_size for path in found if path.is_file()}
        self.folders = frozenset(names[path] for path in found if path.is_dir())
        self.numbers = {path: number for number, path in enumerate(self.files)}
        self.names_index = False

    def read(self, path: str) -> bytes:
        return (self.output / path).read_bytes()


_ENCODED = re.compile("%[0-9A-Fa-f]{2}")


def _check_names(site: _Site) -> Iterator[Diagnostic]:
    for path in site.symlinks:
        yield Diagnostic(path, "symlink", "a symbolic link, which few hosts and archives keep")
    seen: dict[str, str] = {}
    for path in sorted((*site.files, *site.folders)):
        other = seen.setdefault(file_identity(path), path)
        if other != path:
            message = f"some file systems take it for «{other}»"
            yield Diagnostic(path, "same-name", message, "give one of them another `path`")
        yield from _check_name(path)


def _check_name(path: str) -> Iterator[Diagnostic]:
    name = path.rpartition("/")[2]
    if not safe_name(name):
        message = f"some file systems refuse or change the name «{name}»"
        yield Diagnostic(path, "unsafe-name", message)
    if _ENCODED.search(name):
        message = f"«{name}» is percent-encoded on disk: a server would decode its address first"
        yield Diagnostic(path, "encoded-name", message)
    if not path_fits(path):
        yield Diagnostic(path, "long-path", "too long a path for some systems", severity="note")


def _check_manifest(site: _Site) -> Iterator[Diagnostic]:
    if MANIFEST not in site.files:
        yield Diagnostic(MANIFEST, "no-manifest", "the site holds no list of its checksums")
        return
    listed = dict(_manifest_rows(site.read(MANIFEST).decode("utf-8")))
    for path in site.files.keys() - listed.keys() - {MANIFEST}:
        yield Diagnostic(path, "not-in-manifest", f"not listed in {MANIFEST}")
    for path, digest in listed.items():
        if path not in site.files:
            yield Diagnostic(path, "missing-file", f"listed in {MANIFEST}, and not there")
        elif hashlib.sha256(site.read(path)).hexdigest() != digest:
            yield Diagnostic(path, "changed-file", f"other bytes than {MANIFEST} says")


def _manifest_rows(text: str) -> Iterator[tuple[str, str]]:
    """Yield path and digest of each line; RFC 8493 encodes only line ends and the sign itself."""
    for line in text.splitlines():
        digest, _, path = line.partition(" ")
        path = path.strip(" ").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        yield path, digest.lower()


# --- one page --------------------------------------------------------------------------


@dataclass(slots=True)
class _Page:
    """What the site remembers of one page or style sheet: nothing of its text."""

    path: str
    findings: list[Diagnostic] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    anchors: tuple[tuple[str, str, int], ...] = ()
    leads_to: array[int] = field(default_factory=lambda: array("I"))
    links: int = 0
    is_home: bool = False
    unlisted: bool = False
    zipped: int = 0

    def add(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        line: int = 0,
        severity: Severity = "error",
    ) -> None:
        self.findings.append(Diagnostic(self.path, code, message, hint, line, severity))


def _reading_order(files: Iterable[str]) -> list[str]:
    """Return the pages, the start page first: it shows which kind of links the site has."""
    pages = (path for path in files if path.endswith((".html", ".htm")))
    return sorted(pages, key=lambda path: (path != "index.html", path))


def _read_page(site: _Site, path: str, sheets: dict[str, _Page]) -> _Page:
    page = _Page(path)
    data = site.read(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        page.add("not-utf8", f"byte {error.start} is no UTF-8")
        return page
    reader = _PageReader(page)
    reader.feed(text)
    reader.close()
    _check_shape(page, reader)
    used = _follow_links(site, page, reader)
    _check_weight(page, reader, text, sum(sheets[name].zipped for name in used if name in sheets))
    return page


@dataclass(frozen=True, slots=True)
class _Reference:
    """An address on a page; `requested` ones are fetched without being clicked."""

    url: str
    line: int
    requested: bool = False
    followed: bool = False
    stylesheet: bool = False


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input"}
    | {"link", "meta", "source", "track", "wbr"}
)
# End tags that HTML lets a page leave out.
_OPTIONAL_END = frozenset(
    {"li", "p", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "body", "html"}
)
_CLOSED_BY_NEXT = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
    "p": frozenset(
        {"address", "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer"}
        | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p"}
        | {"pre", "section", "table", "ul"}
    ),
}
_REQUESTING_RELS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "prefetch"}
    | {"modulepreload", "preconnect", "dns-prefetch", "prerender"}
)
_REQUESTING_ATTRIBUTES = frozenset({"src", "poster", "data", "background", "ping", "action"})
_LANGUAGE_UNKNOWN = frozenset({"", "und", "mul", "zxx"})
_REFRESH_URL = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]*)""", re.I)


class _PageReader(HTMLParser):
    """Reads one page: its elements, addresses, languages and headings."""

    def __init__(self, page: _Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[tuple[str, str]] = []  # element, direction inside it
        self.references: list[_Reference] = []
        self.ids: set[str] = set()
        self.elements = 0
        self.depth = 0
        self.headings = 0
        self.lang = ""
        self.csp = ""
        self.robots = ""
        self.canonical = False
        self.refresh = False
        self.removed = False
        self.body: list[tuple[int, int]] = []  # where it begins and ends: line, column
        self.body_depth = 0

    # html.parser calls these.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        while self.open and tag in _CLOSED_BY_NEXT.get(self.open[-1][0], ()):
            self.open.pop()
        self.elements += 1
        self.depth = max(self.depth, len(self.open) + 1)
        self.headings += tag == "h1"
        direction = self._direction(tag, values)
        if values:
            self._read_attributes(tag, values)
        if tag in ("script", "style", "base", "meta", "link"):
            self._read_special(tag, values)
        if tag not in _VOID:
            self.open.append((tag, direction))
            classes = values.get("class", "").split() if values else ()
            self.removed |= tag == "article" and REMOVED_CLASS in classes
            if not self.body and BODY_CLASS in classes:
                self._begin_body()

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self._close_what_is_inside(tag)
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        if len(self.open) < self.body_depth:
            self.body.append(self.getpos())
            self.body_depth = 0

    def close(self) -> None:
        super().close()
        for name, _ in self.open:
            if name not in _OPTIONAL_END:
                self._add("nesting", f"<{name}> is never closed")

    def _close_what_is_inside(self, tag: str) -> None:
        if all(tag != name for name, _ in self.open):
            self._add("nesting", f"</{tag}> closes nothing")
            return
        while (name := self.open[-1][0]) != tag:
            self.open.pop()
            if name not in _OPTIONAL_END:
                self._add("nesting", f"<{name}> is still open at </{tag}>")

    # What is read of one element.

    def _direction(self, tag: str, values: dict[str, str]) -> str:
        """Return the direction inside the element; report where language and direction part."""
        inherited = self.open[-1][1] if self.open else ""
        stated = values.get("dir", "").lower()
        lang = values.get("lang", "")
        if tag == "html":
            self.lang = lang
        if lang.lower() in _LANGUAGE_UNKNOWN:
            return stated or inherited
        expected = direction_of(lang)
        if (stated or inherited) != expected:
            found = f"dir «{stated}»" if stated else "no `dir`"
            self._add("wrong-direction", f"<{tag} lang={lang}> runs {expected} and has {found}")
        return expected

    def _read_attributes(self, tag: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name == "href":
                self._read_href(tag, value, values)
            elif name == "id":
                if value in self.ids:
                    self._add("duplicate-id", f"the id «{value}» stands twice")
                self.ids.add(value)
            elif name == "style":
                self._add("inline-style", f"<{tag}> has a style of its own")
            elif name.startswith("on"):
                self._add("event-handler", f"<{tag}> has the script attribute «{name}»")
            elif name in _REQUESTING_ATTRIBUTES or name == "formaction":
                self._refer(value, requested=True)
            elif name in ("srcset", "imagesrcset"):
                for candidate in value.split(","):
                    self._refer(candidate.split()[0] if candidate.split() else "", requested=True)

    def _read_href(self, tag: str, url: str, values: dict[str, str]) -> None:
        if tag == "link":
            rels = frozenset(values.get("rel", "").lower().split())
            self.canonical |= "canonical" in rels
            self._refer(
                url, requested=bool(rels & _REQUESTING_RELS), stylesheet="stylesheet" in rels
            )
        elif tag in ("a", "area"):
            self._refer(url, followed=True)
        elif tag != "base":
            self._refer(url, requested=True)

    def _read_special(self, tag: str, values: dict[str, str]) -> None:
        if tag == "script" and values.get("type", "").lower() != "application/ld+json":
            self._add("script", "a script: pages must work, and stay, without any")
        elif tag == "style":
            self._add("inline-style", "<style> on a page: styles belong into the one style sheet")
        elif tag == "base":
            self._add("base-element", "<base> turns every relative link, anchors too")
        elif tag == "meta":
            self._read_meta(values)

    def _read_meta(self, values: dict[str, str]) -> None:
        equivalent, content = values.get("http-equiv", "").lower(), values.get("content", "")
        if equivalent == "content-security-policy":
            self.csp = content
        elif equivalent == "refresh":
            self.refresh = True
            match = _REFRESH_URL.match(content)
            self._refer(match[1].strip() if match else "", requested=True, followed=True)
        elif values.get("name", "").lower() == "robots":
            self.robots = content

    def _refer(
        self,
        url: str,
        *,
        requested: bool = False,
        followed: bool = False,
        stylesheet: bool = False,
    ) -> None:
        line = self.getpos()[0]
        self.references.append(_Reference(url, line, requested, followed, stylesheet))

    def _begin_body(self) -> None:
        line, column = self.getpos()
        tag = self.get_starttag_text() or ""
        breaks = tag.count("\n")
        column = len(tag) - tag.rindex("\n") - 1 if breaks else column + len(tag)
        self.body.append((line + breaks, column))
        self.body_depth = len(self.open)

    def _add(self, code: str, message: str) -> None:
        self.page.add(code, message, line=self.getpos()[0])


def _check_shape(page: _Page, reader: _PageReader) -> None:
    """Report what every page must have once."""
    page.ids = frozenset(reader.ids)
    page.is_home = page.path == f"{reader.lang}/index.html" or page.path == "index.html"
    page.unlisted = reader.refresh or reader.removed or page.path == NOT_FOUND_PAGE
    if not reader.lang:
        page.add("no-language", "<html> names no language", "set `lang` and `dir` on <html>")
    if reader.headings != 1 and not reader.refresh:
        page.add("headings", f"{reader.headings} h1 elements, where a page has one")
    if not reader.csp:
        page.add("no-csp", "no Content-Security-Policy")
    elif "default-src 'none'" not in reader.csp or "unsafe-" in reader.csp:
        page.add("weak-csp", f"«{reader.csp}» lets more in than the pages need")
    if reader.canonical and "noindex" in reader.robots:
        message = "a canonical link on a page that search engines are told to leave out"
        page.add("canonical-noindex", message, 'with `noindex` name the page by rel="original"')


# --- addresses --------------------------------------------------------------------------

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# Browsers drop these before they read an address (WHATWG URL, basic URL parser).
_DROPPED = str.maketrans("\\", "/", "\t\n\r")
_C0_OR_SPACE = "".join(map(chr, range(0x21)))


@dataclass(frozen=True, slots=True)
class _Target:
    """Where an address leads: to a file, away from the site, or to a problem."""

    file: str = ""
    fragment: str = ""
    code: str = ""
    message: str = ""
    severity: Severity = "error"


_AWAY = _Target()


def _follow_links(site: _Site, page: _Page, reader: _PageReader) -> set[str]:
    """Check every address of a page; return the style sheets it uses."""
    leads_to: set[int] = set()
    anchors: list[tuple[str, str, int]] = []
    sheets: set[str] = set()
    told: set[str] = set()
    page.links = len(reader.references)
    for reference in reader.references:
        target = _target(site, page.path, reference)
        # One note says it for all links of a page; a broken link is told by name.
        same = target.code if target.severity == "note" else reference.url
        if target.code and same not in told:
            told.add(same)
            page.add(target.code, target.message, line=reference.line, severity=target.severity)
        if not target.file:
            continue
        if target.fragment:
            anchors.append((target.file, target.fragment, reference.line))
        if reference.followed:
            leads_to.add(site.numbers[target.file])
        if reference.stylesheet:
            sheets.add(target.file)
    page.anchors, page.leads_to = tuple(anchors), array("I", sorted(leads_to))
    return sheets


def _target(site: _Site, page: str, reference: _Reference) -> _Target:
    url = reference.url.strip(_C0_OR_SPACE).translate(_DROPPED)
    address, _, fragment = url.partition("#")
    address = address.partition("?")[0]
    of_site = bool(site.base) and f"{address}/".startswith(site.base)
    if of_site:
        inner = _inner_target(site, page, "/" + address[len(site.base) :], fragment)
        met = reference.followed or reference.requested
        if met and not inner.code and page != NOT_FOUND_PAGE:
            message = f"«{url}» breaks where the site stands at another address"
            return _Target(inner.file, inner.fragment, "absolute-link", message)
        return inner
    if _SCHEME.match(address) or address.startswith("//"):
        return _outer_target(url, reference)
    if not address.startswith("/"):
        return _inner_target(site, page, address, fragment)
    if page != NOT_FOUND_PAGE or not address.startswith(site.base_path):
        message = f"«{url}» breaks where the site stands below another address"
        return _Target(code="absolute-link", message=message)
    return _inner_target(site, page, "/" + address[len(site.base_path) :], fragment)


def _outer_target(url: str, reference: _Reference) -> _Target:
    scheme = url.partition(":")[0].lower()
    if scheme in ("javascript", "vbscript") or (scheme == "data" and not reference.requested):
        return _Target(code="script-link", message=f"«{url}» can run a script")
    if scheme == "file":
        return _Target(code="absolute-link", message=f"«{url}» names a file of one machine")
    if reference.requested and scheme != "data":
        message = f"«{url}» is fetched from another host"
        return _Target(code="other-host", message=message)
    return _AWAY


def _inner_target(site: _Site, page: str, address: str, fragment: str) -> _Target:
    try:
        path = unquote_to_bytes(address).decode("utf-8")
        fragment = unquote_to_bytes(fragment).decode("utf-8")
    except UnicodeDecodeError:
        return _Target(code="broken-link", message=f"«{address}» is no percent-encoded UTF-8")
    if not path:
        return _Target(page, fragment)
    folder = "" if path.startswith("/") else page.rpartition("/")[0]
    file = _joined(folder, path)
    if file is None:
        return _Target(code="outside-link", message=f"«{address}» leads out of the site")
    target = _existing(site, page, file, fragment)
    if page == NOT_FOUND_PAGE and not path.startswith("/") and not target.code:
        message = f"«{address}» is relative, and a server shows this page at any depth"
        return replace(target, code="relative-link", message=message, severity="note")
    return target


def _joined(folder: str, path: str) -> str | None:
    """Return the path below the root, with a slash at its end for a folder; None if outside."""
    parts = folder.split("/") if folder else []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    is_folder = steps[-1] in ("", ".", "..")
    return "/".join(parts) + ("/" if is_folder and parts else "")


def _existing(site: _Site, page: str, file: str, fragment: str) -> _Target:
    if page == "index.html" and file.endswith("index.html"):
        site.names_index = True
    if file in site.files:
        return _Target(file, fragment)
    if file and not file.endswith("/"):
        if file not in site.folders:
            return _Target(code="broken-link", message=f"«{file}» is not there")
        message = f"«{file}» is a folder: without «/» at its end some hosts do not find it"
        return _Target(code="no-slash", message=message)
    index = f"{file}index.html"
    if index not in site.files:
        return _Target(code="broken-link", message=f"«{index}» is not there")
    if site.names_index:
        message = f"«{file or './'}» opens no page from a disk, where other links name index.html"
        return _Target(index, fragment, "folder-link", message)
    return _Target(index, fragment)


_SHEET_URL = re.compile(r"""url\(\s*['"]?([^'")]*)|@import\s+['"]([^'"]*)""", re.I)


def _read_sheet(site: _Site, path: str) -> _Page:
    sheet = _Page(path)
    data = site.read(path)
    sheet.zipped = _zipped(data)
    if len(data) > CSS_BYTES:
        sheet.add("heavy-css", f"{len(data):,} bytes, where {CSS_BYTES:,} are allowed")
    for match in _SHEET_URL.finditer(data.decode("utf-8", "replace")):
        reference = _Reference(match[1] or match[2] or "", 0, requested=True)
        target = _target(site, path, reference)
        if target.code:
            sheet.add(target.code, target.message)
    return sheet


# --- weights ----------------------------------------------------------------------------


def _check_weight(page: _Page, reader: _PageReader, text: str, css: int) -> None:
    begin, end = _body_span(reader, text)
    body = len(text[begin:end].encode())
    severity: Severity = "note" if body > LONG_BODY_BYTES else "error"
    whole = _zipped(text.encode()) + css
    if whole > FIRST_VIEW_BYTES:
        message = f"{whole:,} bytes with its style sheet, where {FIRST_VIEW_BYTES:,} are allowed"
        page.add("heavy-page", message, severity=severity)
    if end:
        frame = _zipped((text[:begin] + text[end:]).encode()) + css
        if frame > FRAME_BYTES:
            message = f"{frame:,} bytes around its story, where {FRAME_BYTES:,} are allowed"
            page.add("heavy-frame", message)
    if reader.elements > DOM_ELEMENTS:
        message = f"{reader.elements} elements, where {DOM_ELEMENTS} are allowed"
        page.add("many-elements", message, severity=severity)
    if reader.depth > DOM_DEPTH:
        message = f"elements {reader.depth} deep, where {DOM_DEPTH} are allowed"
        page.add("deep-elements", message, severity=severity)


def _body_span(reader: _PageReader, text: str) -> tuple[int, int]:
    """Return where the story begins and ends in the page; 0, 0 where it has none."""
    if len(reader.body) < 2:
        return 0, 0
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    (first, column), (last, end) = reader.body
    return starts[first - 1] + column, starts[last - 1] + end


def _zipped(data: bytes) -> int:
    """Return how many bytes a server sends for it with gzip at its usual level."""
    packer = zlib.compressobj(6, wbits=31)
    return len(packer.compress(data)) + len(packer.flush())


# --- the pages together -----------------------------------------------------------------


def _check_anchors(site: _Site, pages: Iterable[_Page]) -> Iterator[Diagnostic]:
    ids = {page.path: page.ids for page in pages}
    for page in pages:
        for file, fragment, line in page.anchors:
            # HTML gives every page an anchor «top».
            if file in ids and fragment not in ids[file] and fragment.lower() != "top":
                message = f"«{file}» has no anchor «{fragment}»"
                yield Diagnostic(page.path, "missing-anchor", message, line=line)


def _check_reach(site: _Site, pages: Iterable[_Page], report: Report) -> Iterator[Diagnostic]:
    """Walk the links from the homes; report what is never reached, count the longest way."""
    by_number = {site.numbers[page.path]: page for page in pages}
    steps = {number: 0 for number, page in by_number.items() if page.is_home}
    waiting = deque(steps)
    while waiting:
        number = waiting.popleft()
        for target in by_number[number].leads_to:
            if target in by_number and target not in steps:
                steps[target] = steps[number] + 1
                waiting.append(target)
    report.count("clicks", max(steps.values(), default=0))
    for number, page in by_number.items():
        if number not in steps and not page.unlisted:
            yield Diagnostic(page.path, "orphan", "no way leads here from any home page")
