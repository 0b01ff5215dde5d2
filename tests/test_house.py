"""The layout of the code is its architecture: imports point down."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "warraq"

# From the ground up; a room may import those below it, never those beside it.
STOREYS = (
    {"legible"},
    {"diagnostics", "model", "stopwatch"},
    {"nearest", "plainyaml", "workers", "sealed", "force", "profiled", "progress"},
    {"text"},
    {"config", "project", "frontmatter"},
    {"content", "media"},
    {"amend"},
    {"catalog"},
    {"ingest", "publish"},
    {"serve", "starter"},
    {"review"},
    {"cli"},
    {"__main__"},
)

# The same inside the two largest, which have rooms of their own.
INSIDE = {
    "ingest": (
        {"changed", "ledger", "pages", "readers", "stated"},
        {"portal", "sidecar", "spool"},
        {"articles", "captures", "printed", "settling"},
        {"beside", "html", "rehearsal", "stale"},
        {"pictures", "records"},
        {"draft"},
        {"reading"},
        {"batches", "writing"},
        {"learn", "taking"},
        {"laying"},
        {"run"},
        {"__init__"},
    ),
    "publish": (
        {"captures", "kept", "markdown", "routes", "views"},
        {"output", "page", "pictures", "story", "theme"},
        {"build", "check", "halves", "spool"},
        {"edition"},
        {"site"},
        {"intake", "planners"},
        {"builder"},
        {"making", "why"},
        {"__init__"},
    ),
}

# Third-party packages live at the edge: one module, or one room, each.
EDGES = {
    "click": {*(f"cli/{name}" for name in ("__init__", "command", "looking", "making"))}
    | {"cli/printing", "cli/session"},
    "jinja2": {
        "publish/theme/templates",
        "publish/theme/compiled",
        "publish/theme/bytecode",
        "review/pages",
    },
    "markupsafe": {
        "review/pages",
        "publish/theme/templates",
        "publish/theme/markup",
        "publish/theme/pieces",
        "publish/theme/strings",
    },
    "markdown_it": {"publish/markdown"},
    "pyromark": {"publish/markdown"},
    "yaml": {"plainyaml"},
    "slugify": {"text/slug"},
    "watchdog": {"serve/hints"},
    "starlette": {
        *(
            "serve/answers",
            "serve/app",
            "serve/guard",
            "serve/pages",
            "serve/server",
            "serve/board",
        ),
        "review/app",
    },
    "uvicorn": {"serve/server"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports, those for types alone aside."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def storey_of(room: str, storeys: tuple[set[str], ...] = STOREYS) -> int:
    return next(number for number, rooms in enumerate(storeys) if room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    room = name_of(path).split("/")[0]
    if room == "__init__":
        return
    own = {name for name in imports_of(path) if name.startswith("warraq.")}
    wanted = {name.split(".")[1] for name in own} - {room, "__version__"}

    too_high = {other for other in wanted if storey_of(other) >= storey_of(room)}

    assert too_high == set()


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name_of(path).split("/")[0] in INSIDE], ids=name_of
)
def test_imports_inside_the_largest_rooms_point_down(path: Path) -> None:
    room, own = name_of(path).split("/")[:2]
    storeys = INSIDE[room]
    inside = {name for name in imports_of(path) if name.startswith(f"warraq.{room}.")}
    known = {one for storey in storeys for one in storey}
    assert own in known
    wanted = {name.split(".")[2] for name in inside} & known - {own}

    too_high = {one for one in wanted if storey_of(one, storeys) >= storey_of(own, storeys)}

    assert too_high == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_third_party_packages_live_at_the_edge(path: Path) -> None:
    used = {name.split(".")[0] for name in imports_of(path)} & EDGES.keys()

    assert {package for package in used if name_of(path) not in EDGES[package]} == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_answers(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_no_room_is_a_lumber_room() -> None:
    names = {part for path in MODULES for part in name_of(path).split("/")}

    assert names & {"utils", "helpers", "manager", "base", "core", "common", "misc"} == set()
