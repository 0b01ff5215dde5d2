"""How does a text become HTML, some hundred times on a page?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

try:
    # In C, and without a Markup of every word, which `escape` makes.
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:
    from markupsafe._native import _escape_inner as _escaped

# `Markup(…)` of a text, without asking it whether it knows better.
markup: Callable[[str], Markup] = partial(str.__new__, Markup)


def html_of(value: object) -> str:
    """Return a value as it may stand in HTML, between tags or in quotes."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)
