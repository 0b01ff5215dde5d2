"""Packages of the optional extras, imported when the first capture needs them."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType

from warraq.diagnostics import Diagnostic, InputError


@cache
def package(name: str, extra: str, what: str) -> ModuleType:
    """Return the module `name` of an extra; `what` cannot be read without it.

    Raises InputError with the remedy where it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        # It may be there and lack one that it needs itself.
        root = (error.name or name).partition(".")[0]
        message = f"{what} need the package «{root}», which is not installed"
        hint = f'pip install "warraq[{extra}]"'
        raise InputError(Diagnostic("", "missing-package", message, hint)) from error
