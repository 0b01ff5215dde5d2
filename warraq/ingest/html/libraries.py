"""The packages of the extra `html`, imported when the first saved page is read."""

from __future__ import annotations

import importlib
from types import ModuleType

from warraq.diagnostics import Diagnostic, InputError


def library(name: str) -> ModuleType:
    """Return the module `name`; raises InputError with the remedy where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        message = f"saved pages need the package «{package}», which is not installed"
        hint = 'pip install "warraq[html]"'
        raise InputError(Diagnostic("", "missing-package", message, hint)) from error
