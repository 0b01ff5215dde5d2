"""`warraq new`: a project that builds as it is, and shows where things go."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from warraq.diagnostics import ConfigError, Diagnostic


def write_starter(folder: Path) -> tuple[str, ...]:
    """Write the starter files below `folder` and return their names.

    Raises ConfigError where something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "choose a folder that is not there yet, or an empty one"
        message = "there is something here already"
        raise ConfigError(Diagnostic(str(folder), "not-empty", message, hint))
    written = []
    for name, text in _starter_files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        written.append(name)
    return tuple(written)


def _starter_files() -> list[tuple[str, str]]:
    root = files("warraq") / "starter_files"
    return [
        ("site.yaml", (root / "site.yaml").read_text("utf-8")),
        ("content/raw/ar/ar-1.txt", (root / "ar.txt").read_text("utf-8")),
        ("content/raw/en/en-1.txt", (root / "en.txt").read_text("utf-8")),
        (".gitignore", "/output/\n/.warraq/\n"),
        ("templates/README", (root / "templates.txt").read_text("utf-8")),
        ("static/README", (root / "static.txt").read_text("utf-8")),
    ]
