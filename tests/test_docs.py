"""The reference names everything there is, and the documents say nothing that is not so."""

from __future__ import annotations

import ast
import pkgutil
import re
import shlex
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.support import ROOT, SiteTest, dump
from warraq import model
from warraq.cli import commands
from warraq.config.settings import SETTINGS
from warraq.content.fields import KEYS
from warraq.ingest import ledger, readers
from warraq.ingest.portal import profiles
from warraq.ingest.sidecar import Sidecar
from warraq.publish import views
from warraq.publish.theme.pieces import PIECES
from warraq.stopwatch import OTHER
from warraq.text.locale import LOCALES, load_locale
from warraq.text.unicode import RULES

REFERENCE = ROOT / "docs" / "reference"
DOCUMENTS = sorted(
    [*(ROOT / "docs").rglob("*.md"), *(ROOT / f"{n}.md" for n in ("README", "CHANGELOG"))]
    + [ROOT / "CONTRIBUTING.md"]
)

_FENCE = re.compile(r"^([ \t]*)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def rows(page: str, heading: str = "") -> set[str]:
    """Return the names in the first column of the tables on a page, or below one heading."""
    text = text_of(REFERENCE / page)
    if heading:
        text = re.split(r"^#+ ", text.partition(f"{heading}\n")[2], maxsplit=1, flags=re.M)[0]
    first_cells = (line.split("|")[1] for line in text.splitlines() if line.startswith("| "))
    return {name for cell in first_cells for name in _CODE.findall(cell)}


# --- the reference is complete ----------------------------------------------------------


def test_every_setting_has_its_row() -> None:
    assert {setting.name for setting in SETTINGS} <= rows("settings.md")


@pytest.mark.parametrize("name", ["languages", "breadcrumb", "boxes", "sources"])
def test_every_option_of_a_setting_has_its_row(name: str) -> None:
    schema = next(setting.schema for setting in SETTINGS if setting.name == name)

    assert set(_properties(schema)) == rows("settings.md", f"## `{name}`")


def _properties(schema: object) -> Iterator[str]:
    """Yield the names that a JSON Schema gives to the innermost values."""
    if isinstance(schema, list):
        for one in schema:
            yield from _properties(one)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {})
        for below in ("oneOf", "items", "additionalProperties"):
            yield from _properties(schema.get(below))


def test_every_command_has_its_row_and_its_chapter() -> None:
    assert set(commands.commands) == rows("commands.md", "## The commands")
    for name in commands.commands:
        assert f"### `{name}`\n" in text_of(REFERENCE / "commands.md")


def test_every_option_has_its_row() -> None:
    common = {"--project", "--quiet", "--json", "--help", "--version"}
    assert rows("commands.md", "## Options of every command") == common
    for name, command in commands.commands.items():
        own = options_of(command) - common
        assert own == rows("commands.md", f"### `{name}`"), name


def test_every_phase_of_a_profile_has_its_row() -> None:
    named = re.compile(r"\b(?:phase|steps)\(\s*\"([^\"]+)\"")
    phases = {
        name for path in (ROOT / "warraq").rglob("*.py") for name in named.findall(text_of(path))
    }

    assert phases | {OTHER[0]} == rows("commands.md", "### The phases")


def options_of(command: click.Command) -> set[str]:
    options = (one for one in command.params if isinstance(one, click.Option))
    return {name for option in options for name in option.opts if name.startswith("--")}


def test_every_key_of_front_matter_has_its_row() -> None:
    assert set(KEYS) == rows("front-matter.md", "## Keys")
    assert {field.name for field in fields(model.Source)} == rows("front-matter.md", "## `source`")
    assert set(model.Status.__args__) == rows("front-matter.md", "## Status")


def test_every_key_of_a_sidecar_has_its_row() -> None:
    assert {field.name for field in fields(Sidecar)} == rows("content-folders.md", "## Sidecars")


def test_every_key_of_a_profile_and_every_shipped_profile_has_its_row() -> None:
    assert set(profiles._SETTINGS) == rows("profiles.md", "## Keys")
    assert set(profiles.WORD_KINDS) == rows("profiles.md", "## Kinds of `words`")
    assert set(profiles.shipped_profiles()) == rows("profiles.md", "## Shipped profiles")


@pytest.mark.parametrize(
    ("folder", "heading"),
    [("", "## Rooms"), ("ingest", "## Rooms of `ingest`"), ("publish", "## Rooms of `publish`")],
)
def test_every_room_has_its_row(folder: str, heading: str) -> None:
    faces = (ROOT / "warraq" / folder).glob("*/__init__.py")

    assert {face.parent.name for face in faces} == rows("../explanation/house.md", heading)


def test_every_reader_has_its_row() -> None:
    names = {reader.__name__.rpartition(".")[2] for reader in readers.READERS}

    assert names <= rows("readers.md")


def test_every_piece_of_html_has_its_row() -> None:
    assert set(PIECES) == rows("templates.md", "## Pieces")


def test_every_template_has_its_row() -> None:
    files = {path.name for path in (ROOT / "templates").glob("*.html")}

    assert files == rows("templates.md", "## Files")


def views_of(module: ModuleType) -> Iterator[type]:
    """Yield the classes of a module of views: each is one, whatever it is made as."""
    for view in vars(module).values():
        if isinstance(view, type) and view.__module__ == module.__name__:
            yield view


# Every module of the room, so that no view stays undocumented for where it stands.
VIEW_MODULES = [
    import_module(found.name)
    for found in pkgutil.walk_packages(views.__path__, f"{views.__name__}.")
]
VIEWS = [view for module in (views, *VIEW_MODULES) for view in views_of(module)]


def test_every_view_has_its_chapter_and_every_chapter_its_view() -> None:
    chapters = re.findall(r"^### (\w+)$", text_of(REFERENCE / "templates.md"), re.MULTILINE)

    assert sorted(view.__name__ for view in VIEWS) == sorted(chapters)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_field_of_a_view_has_its_row(view: type) -> None:
    named = set(view.__annotations__)

    assert named == rows("templates.md", f"### {view.__name__}")


def test_every_rule_for_characters_has_its_row() -> None:
    assert {rule.name for rule in RULES} == rows("rules.md", "## Rules for characters")


@pytest.mark.parametrize("tag", LOCALES)
def test_every_language_has_its_row_with_what_awaits_a_reader(tag: str) -> None:
    locale = load_locale(tag)
    words = len(locale.words) + len(locale.plurals)
    waiting = f"{len(locale.unreviewed)} of {words}" if locale.unreviewed else "none"
    row = re.search(rf"^\| `{tag}` \|.*$", text_of(REFERENCE / "languages.md"), re.M)

    assert row is not None
    assert row[0].endswith(f"| {waiting} |")
    assert locale.name in row[0]


def test_every_column_and_outcome_of_the_ledger_has_its_row() -> None:
    columns = ledger.Row("raw/a.txt", "", "article").as_json()

    assert set(columns) == rows("ledger.md", "## Columns")
    assert set(ledger.OUTCOMES) == rows("ledger.md", "## Outcomes")


def test_every_count_has_its_row(site: SiteTest) -> None:
    site.write("content/raw/a.txt", dump())
    runs = [site.run(name, "--json") for name in ("build", "review", "check")]
    counted = {name for run in runs for name in run.json["counts"]}

    assert counted - rows("commands.md", "## What `--json` prints") == set()


# --- codes --------------------------------------------------------------------------------

# Where a code stands in a call: as this argument, or under this name.
_CODE_PLACES = {
    "Diagnostic": 1,
    "Doubt": 0,
    "_refusal": 3,
    "_report": 1,
    "_add": 0,
    "_Target": 2,
}


def codes_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (call, code) for every code that a module writes out."""
    for node in ast.walk(ast.parse(text_of(path))):
        if not isinstance(node, ast.Call):
            continue
        call = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        named = [word.value for word in node.keywords if word.arg == "code"]
        # `add` and `_wrong` belong to several classes, with the code in different places.
        places = range(3) if call in ("add", "_wrong") else (_CODE_PLACES.get(call, -1),)
        placed = [node.args[at] for at in places if 0 <= at < len(node.args)]
        for value in (*named, *placed):
            word = value.value if isinstance(value, ast.Constant) else None
            if isinstance(word, str) and _CODE_WORD.fullmatch(word):
                yield call, word


def test_every_code_of_a_finding_and_of_a_doubt_has_its_row() -> None:
    found = {pair for path in (ROOT / "warraq").rglob("*.py") for pair in codes_of(path)}
    doubts = {code for call, code in found if call == "Doubt"}
    findings = {code for call, code in found if call != "Doubt"}

    assert {"unknown-setting", "locked", "yaml-alias", "orphan", "broken-link"} <= findings
    assert doubts == rows("diagnostics.md", "## Doubts")
    assert findings - rows("diagnostics.md") == set()
    assert rows("diagnostics.md") - findings - doubts == set()


# --- the documents hold together ------------------------------------------------------------


def anchors_of(path: Path) -> set[str]:
    """Return the anchors that code hosts give to the headings of a document."""
    prose = _FENCE.sub("", text_of(path))
    return {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)}


def _anchor(heading: str) -> str:
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    kept = (c for c in bare if c in "-_ " or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    broken = [target for target in _LINK.findall(text_of(path)) if not _resolves(path, target)]

    assert broken == []


def _resolves(path: Path, target: str) -> bool:
    if re.match(r"https?://", target):
        return True
    name, _, anchor = target.partition("#")
    there = (path.parent / name).resolve() if name else path
    return there.exists() and (not anchor or anchor in anchors_of(there))


def test_every_document_is_in_the_table_of_contents() -> None:
    contents = {target.partition("#")[0] for target in _LINK.findall(text_of(_contents()))}
    inside = {path.relative_to(ROOT / "docs").as_posix() for path in _below_docs()}

    assert inside - contents == set()


def _contents() -> Path:
    return ROOT / "docs" / "README.md"


def _below_docs() -> Iterator[Path]:
    return (path for path in (ROOT / "docs").rglob("*.md") if path != _contents())


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_sentence_has_its_own_line(path: Path) -> None:
    prose = _FENCE.sub("", text_of(path)).splitlines()
    ends = re.compile(r"[a-z)»`*][.?!] [A-Z]")
    # A table row, a list item and a line that is mostly links stay in one piece.
    bare = (line for line in prose if not re.match(r"\s*([|-]|\d+\.) ?", line) and "](" not in line)

    assert [line for line in bare if ends.search(line)] == []


# Where packages are fetched from, machines that the documents were written on, and their kin.
_NOT_OURS = re.compile(
    r"pypi\.|pythonhosted|npmjs|registry\.|/work/|/opt/|/tmp/|/home/|/root/|localhost:\d|TODO|FIXME",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_the_documents_name_no_machine_and_no_registry(path: Path) -> None:
    assert _NOT_OURS.findall(text_of(path)) == []


def shell_lines(path: Path) -> Iterator[list[str]]:
    """Yield the words of every command in the shell blocks of a document."""
    for _, kind, block in _FENCE.findall(text_of(path)):
        if kind == "sh":
            lines = (line.strip() for line in block.splitlines())
            yield from (shlex.split(line, comments=True) for line in lines if line)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_command_in_a_document_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    for words in shell_lines(path):
        if words[0] == "make":
            assert {word for word in words[1:] if "=" not in word} <= targets, words
        elif words[0] == "warraq":
            assert _is_known(words[1:]), words


def _is_known(words: list[str]) -> bool:
    options = {word.partition("=")[0] for word in words if word.startswith("--")}
    command = commands.commands.get(words[0])
    if command is None:
        return options == set(words) and options <= options_of(commands) | {"--help"}
    return options <= options_of(command) | {"--help"}


def test_the_readme_shows_commands_and_the_five_of_every_day_first() -> None:
    used = [words[1] for words in shell_lines(ROOT / "README.md") if words[0] == "warraq"]

    assert used[-5:] == ["new", "build", "serve", "review", "why"]


def test_the_picture_of_the_readme_is_light() -> None:
    assert (ROOT / "docs" / "pictures" / "portal.png").stat().st_size < 400_000


# --- what is quoted is so --------------------------------------------------------------------


def test_the_tutorial_quotes_what_the_first_build_says(tmp_path: Path) -> None:
    site = SiteTest(tmp_path / "unused")
    mirror = tmp_path / "mirror"
    begun = site.run("new", str(mirror))
    built = SiteTestOf(mirror).run("build")

    quoted = text_of(ROOT / "docs" / "tutorials" / "first-mirror.md")
    assert built.out in quoted
    assert built.out in text_of(REFERENCE / "commands.md")
    for line in begun.out.replace(str(mirror), "mirror").splitlines():
        assert line in text_of(REFERENCE / "commands.md")


class SiteTestOf(SiteTest):
    """A project that is there already."""

    def __init__(self, root: Path) -> None:
        self.root = root


def test_the_quoted_mistakes_are_told_so(site: SiteTest) -> None:
    settings = (site.root / "site.yaml").read_text("utf-8")
    blank = "\n" * (21 - settings.count("\n"))
    told = site.write("site.yaml", f"{settings}{blank}lanuages: [ar]\n").run("build").err

    assert told in text_of(REFERENCE / "diagnostics.md")


def test_the_quoted_headers_are_those_of_the_output(site: SiteTest) -> None:
    site.build()

    assert (site.output / "_headers").read_text("utf-8") in text_of(REFERENCE / "output.md")
