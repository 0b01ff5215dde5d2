"""Every URL and output path decision.

An address here is relative to the root of the site, NFC, not percent-encoded; it
ends in `/` for a page in a folder of its own. Links are relative, so one output
works under any address, in any folder and from a USB stick.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from warraq.config import LinkStyle

ROOT = ""
NOT_FOUND = "404.html"

# What an address may not hold bare in an attribute or before a query (RFC 3986, 3.3;
# letters of all scripts stay as they are: browsers encode them once, as UTF-8). A colon
# in the first name of a relative address would end a scheme there (4.2).
_RESERVED = re.compile(r"[%?#:\"<>\\^`{|}\s]")

# Names below a language that pages written by hand may not take.
RESERVED_NAMES = frozenset({"about", "archive", "section", "author", "undated", "raw"})


def home(tree: str) -> str:
    return f"{tree}/"


def article(tree: str, address: str) -> str:
    return f"{tree}/{address}/"


def beside(tree: str, address: str, name: str) -> str:
    """Return the path of a file that lies beside an article's page."""
    return f"{tree}/{address}/{name}"


def raw_copy(tree: str, address: str) -> str:
    return f"{tree}/{address}/raw.txt"


def version(tree: str, address: str, text: str) -> str:
    """Return the address of what another capture of an article told."""
    return f"{tree}/{address}/captures/{text}/"


def dated(tree: str, date: str) -> str:
    """Return the address of a year, month or day given as `2018`, `2018-05`, `2018-05-27`."""
    return f"{tree}/{date.replace('-', '/')}/"


def archive(tree: str) -> str:
    return f"{tree}/archive/"


def undated(tree: str) -> str:
    return f"{tree}/undated/"


def about(tree: str) -> str:
    return f"{tree}/about/"


def plain(tree: str, name: str) -> str:
    return f"{tree}/page-{name}/" if name in RESERVED_NAMES or name.isdigit() else f"{tree}/{name}/"


def section(tree: str, slug: str, month: str = "") -> str:
    """Return a section's front, or its month given as `2018-05`."""
    front = f"{tree}/section/{slug}/"
    return f"{front}{month.replace('-', '/')}/" if month else front


def author(tree: str, slug: str) -> str:
    return f"{tree}/author/{slug}/"


def page_of(address: str, number: int) -> str:
    """Return the `number`th full page of a list, counted from its oldest items."""
    return f"{address}p{number}/"


def output_file(address: str) -> str:
    """Return the file, relative to the output folder, that answers an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address


@dataclass(frozen=True, slots=True, eq=False)
class Linker:
    """Writes links that stand on one page; pages of one depth and language share it.

    `base` leads from the page to the root of the site: `../../`, or a path from
    the root of the host for the 404 page, which a server shows at any depth.
    `tree` is the language of the page, whose own pages are nearer than the root.
    """

    base: str
    style: LinkStyle
    tree: str = ""

    def __call__(self, address: str) -> str:
        target = quoted(address)
        inner = f"{self.tree}/"
        if self.tree and target.startswith(inner):
            target = self.base[:-3] + target[len(inner) :]
        else:
            target = self.base + target
        if self.style == "file" and (not address or address.endswith("/")):
            return f"{target}index.html"
        return target or "./"


def linker_at(address: str, style: LinkStyle) -> Linker:
    """Return the links of the page at `address`; pages of one depth and language share one."""
    tree, slash, _ = address.partition("/")
    return _linker(address.count("/"), style, tree if slash else "")


@cache
def _linker(depth: int, style: LinkStyle, tree: str) -> Linker:
    return Linker("../" * depth, style, tree)


@lru_cache(maxsize=16384)
def quoted(address: str) -> str:
    """Return an address as it may stand in `href`, encoded once."""
    return _RESERVED.sub(lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), address)


def absolute(site_url: str, address: str) -> str:
    return site_url.rstrip("/") + "/" + quoted(address)
