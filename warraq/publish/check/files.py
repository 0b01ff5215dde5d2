"""Which files has the site, and will every system keep them as they are?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from warraq.diagnostics import Diagnostic
from warraq.publish.output.manifest import NAME as MANIFEST
from warraq.publish.output.manifest import manifest_lines, path_in
from warraq.text.slug import file_identity, path_fits, safe_name

START_PAGE = "index.html"
NOT_FOUND_PAGE = "404.html"


@dataclass(frozen=True, slots=True)
class Folder:
    """The finished site: its names and sizes, and the address it will have.

    Paths are relative, with forward slashes. `numbers` stand for files where
    very many are remembered. `for_disk` says that links name index.html.
    """

    output: Path
    base: str
    base_path: str
    files: Mapping[str, int]
    folders: frozenset[str]
    symlinks: tuple[str, ...]
    numbers: Mapping[str, int]
    for_disk: bool

    def read(self, path: str) -> bytes:
        return (self.output / path).read_bytes()

    def ending(self, *endings: str) -> list[str]:
        """Return the files with one of these endings, sorted."""
        return sorted(path for path in self.files if path.endswith(endings))


def read_folder(output: Path, site_url: str) -> Folder:
    """Return what stands in `output`; of the bytes only the start page is read."""
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    names = {path: path.relative_to(output).as_posix() for path in sorted(output.rglob("*"))}
    files = {name: path.stat().st_size for path, name in names.items() if path.is_file()}
    start = (output / START_PAGE).read_bytes() if START_PAGE in files else b""
    return Folder(
        output,
        base,
        urlsplit(base).path or "/",
        files,
        folders=frozenset(name for path, name in names.items() if path.is_dir()),
        symlinks=tuple(name for path, name in names.items() if path.is_symlink()),
        numbers={name: number for number, name in enumerate(files)},
        for_disk=_LINK_TO_INDEX.search(start) is not None,
    )


# A relative address, which has no colon, that names the file in the folder.
_LINK_TO_INDEX = re.compile(rb"""\b(?:href|url)=["']?(?!//)[^"'>:\s]*index\.html(?=["'#?>\s])""")


def check_start(folder: Folder) -> Iterator[Diagnostic]:
    """Report a site that cannot be entered."""
    if START_PAGE not in folder.files:
        yield Diagnostic(START_PAGE, "no-start-page", "the site has no start page")


def check_names(folder: Folder) -> Iterator[Diagnostic]:
    """Report names that a host, an archive or a file system changes or confuses."""
    for path in folder.symlinks:
        yield Diagnostic(path, "symlink", "a symbolic link, which few hosts and archives keep")
    seen: dict[str, str] = {}
    for path in sorted((*folder.files, *folder.folders)):
        other = seen.setdefault(file_identity(path), path)
        if other != path:
            message = f"some file systems take it for «{other}»"
            yield Diagnostic(path, "same-name", message, "give one of them another `path`")
        yield from _check_name(path)


_ENCODED = re.compile("%[0-9A-Fa-f]{2}")


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


def check_manifest(folder: Folder) -> Iterator[Diagnostic]:
    """Report files that are not what the list of checksums says."""
    if MANIFEST not in folder.files:
        yield Diagnostic(MANIFEST, "no-manifest", "the site holds no list of its checksums")
        return
    listed = dict(_manifest_rows(folder.read(MANIFEST).decode("utf-8", "replace")))
    for path in sorted(folder.files.keys() - listed.keys() - {MANIFEST}):
        yield Diagnostic(path, "not-in-manifest", f"not listed in {MANIFEST}")
    for path, digest in listed.items():
        if path not in folder.files:
            yield Diagnostic(path, "missing-file", _missing(folder, path))
        elif hashlib.sha256(folder.read(path)).hexdigest() != digest:
            yield Diagnostic(path, "changed-file", f"other bytes than {MANIFEST} says")


def _missing(folder: Folder, path: str) -> str:
    """Return what is wrong where a listed file is not: nothing stands there, or what does."""
    if path in folder.folders:
        return f"listed in {MANIFEST}, and a folder stands in its place"
    above = (one.as_posix() for one in PurePosixPath(path).parents)
    if file := next((one for one in above if one in folder.files), ""):
        return f"listed in {MANIFEST}, and «{file}» is a file, not a folder"
    return f"listed in {MANIFEST}, and not there"


def _manifest_rows(text: str) -> Iterator[tuple[str, str]]:
    """Yield path and digest of each line."""
    for line in manifest_lines(text):
        digest, _, path = line.partition(" ")
        yield path_in(path.strip(" ")), digest.lower()
