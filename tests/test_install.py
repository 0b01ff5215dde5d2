"""The installed tool: light, complete in its wheel, pinned, and free of any machine's traces."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pytest

from tests.support import ROOT, digests

PACKAGES_AT_MOST = 20
BYTES_AT_MOST = 30_000_000

# A mirror is made of what lies on the disk: nothing here asks another machine.
HTTP_CLIENTS = frozenset(
    {"requests", "httpx", "urllib3", "aiohttp", "httpcore", "pycurl", "httplib2", "niquests"}
    | {"tornado", "treq", "grequests", "curl-cffi", "primp", "httpx2", "h2", "boto3", "fsspec"}
    | {"rnet", "pyreqwest", "geventhttpclient", "scrapy", "selenium", "playwright", "websockets"}
)

# Imported by the commands that need them, and never to print the help.
HEAVY = (
    *("jinja2", "markdown_it", "starlette", "uvicorn", "watchdog", "sqlite3", "yaml"),
    *("slugify", "asyncio", "http.server", "concurrent.futures", "multiprocessing"),
)


def project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return dict(tomllib.load(file)["project"])


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def run_time_packages() -> dict[str, Distribution]:
    """Return the installed distributions that warraq needs to run, without itself."""
    pytest.importorskip("packaging", reason="packaging reads the markers of requirements")
    from packaging.requirements import Requirement

    dependencies = project()["dependencies"]
    assert isinstance(dependencies, list)
    found: dict[str, Distribution] = {}
    asked: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in dependencies]
    while waiting:
        wanted, extra = waiting.pop()
        if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
            continue
        name = normal(wanted.name)
        found[name] = distribution(name)
        for option in ("", *wanted.extras):
            if (name, option) not in asked:
                asked.add((name, option))
                waiting += [(Requirement(line), option) for line in found[name].requires or ()]
    return found


def sizes(package: Distribution) -> dict[str, int]:
    """Return path → bytes of what a distribution installed."""
    files = {str(file): Path(str(file.locate())) for file in package.files or ()}
    return {name: path.stat().st_size for name, path in files.items() if path.is_file()}


# --- weight -----------------------------------------------------------------------------


def test_few_packages_run_warraq_and_none_of_them_asks_the_network() -> None:
    packages = run_time_packages()

    assert len(packages) + 1 <= PACKAGES_AT_MOST, sorted(packages)
    assert not packages.keys() & HTTP_CLIENTS


def test_what_is_installed_is_light() -> None:
    files = [item for package in run_time_packages().values() for item in sizes(package).items()]
    own = [path for path in (ROOT / "warraq").rglob("*") if path.is_file()]
    own += [path for name in ("templates", "static") for path in (ROOT / name).rglob("*")]
    mine = sum(path.stat().st_size for path in own if path.is_file())

    source = sum(size for name, size in files if "__pycache__" not in name)
    assert source > 1_000_000, "the packages say nothing of their files"
    assert mine + source <= BYTES_AT_MOST
    assert mine + sum(size for _, size in files) <= BYTES_AT_MOST


def test_no_module_of_warraq_imports_a_client_of_the_network() -> None:
    pattern = re.compile(
        r"^\s*(?:import|from)\s+(urllib\.request|http\.client|ftplib|smtplib|telnetlib|xmlrpc)\b",
        re.MULTILINE,
    )
    found = {
        path.name: pattern.findall(path.read_text("utf-8"))
        for path in (ROOT / "warraq").rglob("*.py")
    }

    assert {name: modules for name, modules in found.items() if modules} == {}


def test_the_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['warraq', '--help']\nfrom warraq.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('modules:', *sorted(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    shown, _, modules = run.stdout.partition("modules:")

    assert "Commands:" in shown
    assert not {*HEAVY} & {*modules.split()}


# --- the wheel --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the tools that are here; skip, visibly, without them."""
    if find_spec("hatchling") is None or find_spec("build") is None:
        pytest.skip("build and hatchling are not installed: the wheel was not tested")
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    # Not from the checkout, where `-m build` would be build.py.
    command = [sys.executable, "-m", "build", *options]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_all_that_the_checkout_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {f"warraq/{name}" for name in digests(ROOT / "warraq")}
    theme = {
        f"warraq/theme/{folder}/{name}"
        for folder in ("templates", "static")
        for name in digests(ROOT / folder)
    }
    wanted = {name for name in package | theme if "__pycache__" not in name}

    assert wanted <= names
    assert {
        "warraq/theme/templates/page.html",
        "warraq/theme/static/site.css",
        "warraq/serve/reload.js",
        "warraq/starter_files/site.yaml",
        "warraq/ingest/profiles/generic.yaml",
    } <= names
    assert any(
        name.startswith("warraq/text/") and name.endswith((".json", ".py")) for name in names
    )
    extra = {name for name in names - wanted if ".dist-info/" not in name}
    assert extra == set()


def test_the_wheel_names_its_licence_its_door_and_its_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        texts = {
            PurePosixPath(name).name: archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if ".dist-info/" in name
        }

    assert "warraq = warraq.cli:main" in texts["entry_points.txt"]
    assert "License-Expression: MIT" in texts["METADATA"]
    assert "LICENSE" in texts
    needs = re.findall(r"^Requires-Dist: (.*)$", texts["METADATA"], re.M)
    always = [need for need in needs if "extra ==" not in need]
    assert len(always) == len(list(project()["dependencies"]))  # type: ignore[call-overload]


def test_the_installed_wheel_makes_and_builds_a_mirror(wheel: Path, tmp_path: Path) -> None:
    python = installed(wheel, tmp_path / "venv")
    empty = tmp_path / "empty"
    empty.mkdir()

    made = in_folder(empty, python, "-m", "warraq", "new", "m")
    built = in_folder(empty / "m", python.with_name("warraq"))
    theme = in_folder(
        empty, python, "-c", "from warraq.project import shipped_theme; print(shipped_theme())"
    )

    assert "warraq serve" in made
    assert re.match(r"2 read: 2 articles, 0 duplicates, 0 skipped; \d doubtful\n", built)
    assert (empty / "m" / "output" / "index.html").is_file()
    shipped = Path(theme.strip())
    assert shipped.is_relative_to(tmp_path / "venv")
    assert digests(shipped / "templates") == digests(ROOT / "templates")
    in_folder(empty, sys.executable, str(ROOT / "build.py"), "new", "here")
    in_folder(empty / "here", sys.executable, str(ROOT / "build.py"))
    assert digests(empty / "m" / "output") == digests(empty / "here" / "output")


def installed(wheel: Path, folder: Path) -> Path:
    """Install a wheel alone into a new environment; its needs are those of this one."""
    venv.create(folder, with_pip=True, symlinks=os.name == "posix")
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    in_folder(
        folder,
        *(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--no-index", str(wheel)),
    )
    where = in_folder(
        folder, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"
    )
    here = Path(str(distribution("click").locate_file("")))
    (Path(where.strip()) / "needs.pth").write_text(f"{here}\n", "utf-8")
    return python


def in_folder(folder: Path, *command: str | Path) -> str:
    """Return what a command prints in `folder`, far from the checkout; it has to succeed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    run = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


# --- pins and traces --------------------------------------------------------------------

_PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[A-Za-z0-9.!+_-]+(?: ; [^#\\]+)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_line_of_a_lock_is_pinned_by_hash_and_names_no_host(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()

    assert [line for line in lines if not (_PIN.fullmatch(line) or _HASH.fullmatch(line))] == []
    pins = [number for number, line in enumerate(lines) if _PIN.fullmatch(line)]
    assert pins
    assert all(_HASH.fullmatch(lines[number + 1]) for number in pins)
    assert not re.search(r"://|\bindex\b|\bfind-links\b|@ ", "\n".join(lines))


def test_the_lock_holds_what_is_needed_and_nothing_beside() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    pinned = {normal(line.partition("==")[0]): line for line in lines if "==" in line}
    everywhere = {name for name, line in pinned.items() if ";" not in line}
    needed = set(run_time_packages())

    assert everywhere <= needed <= pinned.keys()
    assert len(pinned) + 1 <= PACKAGES_AT_MOST + 3, "those of other systems included"


_HOSTS = re.compile(
    r"\b(?:[a-z0-9-]+\.)*(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com"
    r"|artifactory|jfrog\.io|nexus|devpi|pypi-mirror|registry\.[a-z0-9.-]+)\b",
    re.IGNORECASE,
)
_MACHINE_PATHS = re.compile(
    r"(?<![\w.$~<*}\])])/(?:home|root|Users|work|opt|mnt|private|var/folders)/\w[\w.-]*"
    r"|\b[C-Z]:\\(?:Users|work)\\",
)


def committed() -> list[Path]:
    """Return the files under version control; skip, visibly, outside of a checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: committed files were not looked at")
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = run.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [_HOSTS, _MACHINE_PATHS], ids=["hosts", "paths"])
def test_committed_files_hold_no_trace_of_a_machine(pattern: re.Pattern[str]) -> None:
    found = {}
    for path in committed():
        if path == Path(__file__).resolve():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        if traces := sorted(set(pattern.findall(text))):
            found[path.relative_to(ROOT).as_posix()] = traces[:5]

    assert found == {}


def test_the_packages_are_installed_that_the_project_names() -> None:
    try:
        packages = run_time_packages()
    except PackageNotFoundError as error:
        pytest.fail(f"{error.name} is a dependency and not installed")

    named = {normal(re.split(r"[<>=~;\[ ]", line)[0]) for line in project()["dependencies"]}  # type: ignore[attr-defined]
    assert named <= packages.keys()
