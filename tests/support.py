"""A project in a temporary folder, driven as its owner would drive it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest

from warraq.model import Extraction

ROOT = Path(__file__).resolve().parent.parent

DEFAULT_SITE = """\
title: {ar: الجسر, en: The Bridge}
languages: {ar: {months: ar-IQ}, en: {}}
timezone: Asia/Baghdad
operator: أرشيف الجسر
contact: archive@example.org
sources: [{match: "**", site: الجسر, rights: own}]
"""

BODY = (
    "افتتح المجلس البلدي الجسر الجديد صباح اليوم، بحضور عدد من المهندسين والأهالي.\n\n"
    "وقال رئيس المجلس إن العمل استغرق عامين، وإن الجسر يربط ضفتي النهر قرب السوق القديم."
)


def dump(
    title: str = "افتتاح الجسر الجديد",
    *,
    day: str = "الأحد , مايو 27 2018",
    section: str = "محلية",
    body: str = BODY,
    see_also: tuple[str, str] | None = None,
) -> str:
    """Return a raw dump in the shape of the known portal family."""
    crumbs = f"الرئيسية / {section} / {title}"
    parts = [f"{day}\n{crumbs}", title, "بغداد – سلمى الكاتب", body]
    if see_also:
        parts += ["شاهد أيضاً", *see_also]
    return "\n\n".join(parts)


def article(title: str, *, body: str = BODY, **fields: str) -> str:
    """Return a content file as a person writes it."""
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}\n"


@dataclass
class Run:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def codes(self) -> list[str]:
        return [found["code"] for found in self.json["diagnostics"]]


@dataclass
class SiteTest:
    """A project that a test writes into and builds."""

    root: Path
    site: str = DEFAULT_SITE
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.write("site.yaml", self.site)

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write(self, name: str, content: str | bytes) -> SiteTest:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def run(self, *arguments: str) -> Run:
        """Run the command line in this process: fast, and with coverage of everything."""
        from click.testing import CliRunner

        from warraq.cli import commands

        result = CliRunner().invoke(
            commands, [*arguments, "--project", str(self.root)], prog_name="warraq"
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    def start(self, *arguments: str, **extra: str) -> subprocess.Popen[str]:
        """Start the command in a process of its own."""
        command = [sys.executable, str(ROOT / "build.py"), *arguments, "--project", str(self.root)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment, **extra}
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def build(self) -> Run:
        """Build, and expect it to succeed."""
        run = self.run("build", "--json")
        assert run.code == 0, run.out + run.err
        return run

    def page(self, address: str) -> str:
        path = self.output / address
        return (path / "index.html" if path.is_dir() else path).read_text("utf-8")

    def tree(self) -> dict[str, str]:
        """Return path → SHA-256 of every file of the output."""
        return digests(self.output)


def benchmark(name: str) -> ModuleType:
    """Return a module of `benchmarks/`, which is no package."""
    spec = spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def digests(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def missing(what: str) -> NoReturn:
    """Skip, visibly; on a continuous-integration machine a missing tool is a failure."""
    if on_ci():
        pytest.fail(f"{what} is missing: nothing was tested")
    pytest.skip(f"{what} is missing: nothing was tested")


def on_ci() -> bool:
    """Return whether this is a continuous-integration machine, where nothing may be skipped."""
    return os.environ.get("CI", "").lower() == "true"


def told_by(found: Extraction) -> dict[str, Any]:
    """Return what was found, and nothing that every article has; the body in paragraphs."""
    usual, values = asdict(Extraction()), asdict(found)
    values["body"] = found.body.split("\n\n") if found.body else ""
    return {name: value for name, value in values.items() if value != usual[name]}
