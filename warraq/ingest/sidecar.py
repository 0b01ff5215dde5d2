"""What a person wrote beside a capture, or at the head of its folder.

`NAME.yaml` (or `NAME.txt.yaml`) speaks for one capture, `_source.yaml` for the
captures of its folder and the folders below, the nearer one first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from warraq.content.sound import is_date
from warraq.diagnostics import Diagnostic, InputError
from warraq.ingest.changed import changed_at
from warraq.model import Sidecar
from warraq.plainyaml import Node, read_yaml

FOLDER_SIDECAR = "_source.yaml"

_SILENT = Sidecar()
_NAMES = tuple(field.name for field in fields(Sidecar))
_PATTERNS = {
    # A language gives its name to a folder beside `raw`.
    "lang": re.compile(r"(?!raw$)[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "url": re.compile(r"https?://\S+"),
}


def is_sidecar(name: str) -> bool:
    return name.endswith(".yaml")


def sidecar_of(capture: str | Path, raw: Path) -> Sidecar:
    """Return what is written about one capture below `raw` alone.

    Raises InputError for a sidecar that cannot be read.
    """
    # Texts, because paths take as long to make as all the rest.
    bare, _ = os.path.splitext(capture)
    return _merged(dict.fromkeys((f"{capture}.yaml", f"{bare}.yaml")), raw)


def sidecar_of_folder(folder: str, raw: Path) -> Sidecar:
    """Return what is written about the captures of a folder, the nearer word first."""
    above = (Path(folder), *Path(folder).parents)
    within = (one for one in above if one == raw or raw in one.parents)
    return _merged((str(one / FOLDER_SIDECAR) for one in within), raw)


def _merged(candidates: Iterable[str], raw: Path) -> Sidecar:
    merged = Sidecar()
    for path in (one for one in candidates if changed_at(one) is not None):
        name = f"content/raw/{Path(path).relative_to(raw).as_posix()}"
        merged = filled(merged, read_sidecar(_text(Path(path), name), file=name))
    return merged


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig", "replace")
    except OSError as error:
        hint = "make the file readable and run ingest again"
        message = f"cannot read this: {error.strerror or error}"
        raise InputError(Diagnostic(name, "unreadable", message, hint)) from error


def filled(near: Sidecar, far: Sidecar) -> Sidecar:
    """Return what is written nearby, and where that is silent what is written farther off."""
    if near == _SILENT or far == _SILENT:
        return far if near == _SILENT else near
    missing = {name: getattr(far, name) for name in _NAMES if not getattr(near, name)}
    return replace(near, **missing)


def read_sidecar(text: str, *, file: str) -> Sidecar:
    """Return what a sidecar says; raise InputError for what it must not say."""
    tree = read_yaml(text, file=file)
    if not isinstance(tree.value, dict):
        raise InputError(_wrong(file, tree.line, "a sidecar is written «name: value»"))
    values: dict[str, Any] = {name: _value(name, node, file) for name, node in tree.value.items()}
    return Sidecar(**values)


def _value(name: str, node: Node, file: str) -> str | tuple[str, ...]:
    if name not in _NAMES:
        raise InputError(_wrong(file, node.key_line, f"unknown name «{name}»"))
    plain = node.plain()
    if name == "translations":
        plain = [plain] if isinstance(plain, str) else plain
        if isinstance(plain, list) and all(isinstance(item, str) for item in plain):
            return tuple(plain)
    elif isinstance(plain, str) and (not plain or _fits(name, plain)):
        return plain
    raise InputError(_wrong(file, node.key_line, f"«{name}» cannot be «{plain}»"))


def _fits(name: str, text: str) -> bool:
    pattern = _PATTERNS.get(name)
    if pattern is not None and not pattern.fullmatch(text):
        return False
    return name != "captured" or is_date(text)


def _wrong(file: str, line: int, message: str) -> Diagnostic:
    hint = f"a sidecar knows: {', '.join(_NAMES)}; dates are written 2018-05-27"
    return Diagnostic(file, "bad-sidecar", message, hint, line)
