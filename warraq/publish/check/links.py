"""Which files, anchors and style sheets does one page lead to?"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from warraq.diagnostics import Diagnostic
from warraq.publish.check.elements import Reference
from warraq.publish.check.files import Folder
from warraq.publish.check.targets import Target, target_of


class Anchor(NamedTuple):
    """A place in a file that a link names."""

    file: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Links:
    """The ways out of one page; files stand in `leads_to` by their numbers."""

    findings: tuple[Diagnostic, ...]
    leads_to: array[int]
    anchors: tuple[Anchor, ...]
    sheets: frozenset[str]


def follow_links(folder: Folder, path: str, references: Iterable[Reference]) -> Links:
    """Return where the addresses of the page at `path` lead, and which lead nowhere."""
    met = [(reference, target_of(folder, path, reference)) for reference in references]
    followed = {folder.numbers[to.file] for reference, to in met if reference.followed and to.file}
    return Links(
        _findings(path, met),
        array("I", sorted(followed)),
        tuple(Anchor(to.file, to.fragment, by.line) for by, to in met if to.file and to.fragment),
        frozenset(to.file for reference, to in met if reference.stylesheet and to.file),
    )


def _findings(path: str, met: Iterable[tuple[Reference, Target]]) -> tuple[Diagnostic, ...]:
    """Return a finding for every wrong address, however often the page has it."""
    found: dict[str, Diagnostic] = {}
    for reference, target in met:
        if target.code:
            # One note says it for all links of a page; a broken link is told by name.
            same = target.code if target.severity == "note" else reference.url
            told = Diagnostic(
                path,
                target.code,
                target.message,
                line=reference.line,
                severity=target.severity,
            )
            found.setdefault(same, told)
    return tuple(found.values())
