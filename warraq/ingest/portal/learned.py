"""What is known to be furniture of one portal because it recurs on its pages.

The votes lie in a file per portal, `profiles/learned/NAME.yaml`, which a person reads
and corrects: what stands below `keep` is never taken for furniture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from warraq.config import SourceConfig
from warraq.diagnostics import ConfigError, Diagnostic, InputError
from warraq.ingest.changed import changed_at
from warraq.plainyaml import MAX_BYTES, Node, read_yaml
from warraq.text.keys import key

FOLDER = "learned"

# A longer paragraph is told, not repeated; and a file of votes has to stay readable.
LONGEST_LEARNED = 400

# Room for the head of the file, and for what a person keeps.
_MOST_BYTES = MAX_BYTES * 3 // 4

# In the longest script a sign takes four bytes, and a file name has 255.
_LONGEST_NAME = 60

_FIGURES = re.compile(r"\d+")
_NOT_IN_NAMES = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line that recurs: in how many documents, and where it stood in them."""

    line: str
    documents: int
    before: int
    within: int
    after: int


@dataclass(frozen=True, slots=True)
class RecurringBox:
    """A box inside of stories: in how many documents, how much of it recurs, and a line of it."""

    box: str
    documents: int
    percent: int
    line: str


@dataclass(frozen=True, slots=True)
class Learned:
    """The votes of one portal: what goes, what recurs in stories, what a person keeps."""

    documents: int = 0
    furniture: tuple[Recurring, ...] = ()
    boxes: tuple[RecurringBox, ...] = ()
    inside: tuple[Recurring, ...] = ()
    keep: tuple[str, ...] = ()


def signature(text: str) -> str:
    """Return the form that a line shares with others which differ from it in figures only."""
    return _FIGURES.sub("#", key(text))


def portal_of(file: str, source: SourceConfig) -> str:
    """Return the portal of the capture `file`: its site, else its source, else its folder."""
    folder = file.partition("/")[0] if "/" in file else ""
    return _as_name(source.site or (source.match if source.match != "**" else "") or folder)


@lru_cache(maxsize=1024)
def _as_name(portal: str) -> str:
    return _NOT_IN_NAMES.sub("-", portal).strip("-").lower()[:_LONGEST_NAME] or "captures"


# The captures of a portal all ask for the same one.
@lru_cache(maxsize=1024)
def path_of(profiles: Path, portal: str) -> Path:
    """Return where the votes of a portal lie."""
    return profiles / FOLDER / f"{portal}.yaml"


def learned_lines(path: Path) -> frozenset[str]:
    """Return the signatures of what was learned and not vetoed; nothing without a file."""
    changed = changed_at(path)
    return frozenset() if changed is None else _lines(path, changed)


@lru_cache(maxsize=64)
def _lines(path: Path, changed: int) -> frozenset[str]:
    data = _read(path)
    kept = set(map(signature, _texts(data.get("keep"))))
    return frozenset(map(signature, _texts(data.get("furniture")))) - kept - {""}


def learned_boxes(path: Path) -> frozenset[str]:
    """Return the boxes that were learned and not vetoed; nothing without a file."""
    changed = changed_at(path)
    return frozenset() if changed is None else _boxes(path, changed)


@lru_cache(maxsize=64)
def _boxes(path: Path, changed: int) -> frozenset[str]:
    data = _read(path)
    return frozenset(_texts(data.get("boxes"), "box")) - set(_texts(data.get("keep"))) - {""}


def kept_lines(path: Path) -> tuple[str, ...]:
    """Return the lines that a person keeps."""
    return _texts(_read(path).get("keep")) if path.is_file() else ()


def _read(path: Path) -> dict[str, Node]:
    file = f"profiles/{FOLDER}/{path.name}"
    try:
        value = read_yaml(path.read_text(encoding="utf-8-sig"), file=file).value
    except UnicodeDecodeError as error:
        found = Diagnostic(file, "profile-encoding", "it is not UTF-8", "save it as UTF-8")
        raise ConfigError(found) from error
    except InputError as error:
        raise ConfigError(*error.diagnostics) from error
    return value if isinstance(value, dict) else {}


def _texts(node: Node | None, name: str = "line") -> tuple[str, ...]:
    """Return the texts of a list, whose entries are texts or maps with one below `name`."""
    entries = node.value if node and isinstance(node.value, tuple) else ()
    lines = (one.value.get(name) if isinstance(one.value, dict) else one for one in entries)
    return tuple(line.value for line in lines if line and isinstance(line.value, str))


def format_learned(portal: str, learned: Learned) -> str:
    """Return the file of a portal's votes."""
    keep = "".join(f"\n  - {_quoted(line)}" for line in learned.keep) or " []"
    room = _MOST_BYTES - len(keep.encode("utf-8"))
    furniture, room = _entries(map(_line_entry, learned.furniture), room)
    boxes, room = _entries(map(_box_entry, learned.boxes), room)
    inside, _ = _entries(map(_line_entry, learned.inside), room)
    return (
        f"# What recurs on the pages of {portal}, learned from {learned.documents} documents.\n"
        "# To keep a line in the stories, write it below «keep»: learning anew respects that.\n"
        f"keep:{keep}\n"
        "# These lines are taken out of every story.\n"
        f"furniture:{furniture}\n"
        "# So is what stands in these elements, whatever it says.\n"
        f"boxes:{boxes}\n"
        "# These recur inside of stories and stay; move an entry up to take it out.\n"
        f"inside:{inside}\n"
    )


def _entries(entries: Iterable[str], room: int) -> tuple[str, int]:
    """Return as many entries as there is room for, and the room that is left."""
    written = []
    for entry in entries:
        room -= len(entry.encode("utf-8"))
        if room < 0:
            break
        written.append(entry)
    return "".join(written) or " []", max(room, 0)


def _line_entry(one: Recurring) -> str:
    stood = f"before {one.before}, within {one.within}, after {one.after}"
    entry = f"\n  - line: {_quoted(one.line)}\n    documents: {one.documents}\n"
    return f"{entry}    stood: {stood}"


def _box_entry(one: RecurringBox) -> str:
    entry = f"\n  - box: {_quoted(one.box)}\n    documents: {one.documents}\n"
    return f"{entry}    recurs: {one.percent} %\n    for_instance: {_quoted(one.line)}"


def _quoted(line: str) -> str:
    return json.dumps(line, ensure_ascii=False)
