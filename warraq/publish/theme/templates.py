"""The theme: from views to HTML.

A page is a frame with slots, and what stands in them: a head and a main of its own,
and parts (menu, ticker, sidebar, …) that it shares with others. What is shared is
rendered once, so a page costs only what is its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

import jinja2
from jinja2.runtime import Context
from jinja2.utils import Namespace
from markupsafe import Markup

from warraq.diagnostics import Diagnostic, InputError
from warraq.publish.theme.compiled import DirectEnvironment
from warraq.publish.theme.pieces import PIECES
from warraq.publish.theme.theme_files import template_files
from warraq.stopwatch import phase

if TYPE_CHECKING:
    from jinja2.bccache import BytecodeCache

    from warraq.publish.theme.strings import Words
    from warraq.publish.views.shell import Frame, Head, Shell

Key = TypeVar("Key")
Value = TypeVar("Value")

# Parts of shells are shared by pages that are made near each other; so many are some
# ten megabytes at most.
MAX_PARTS = 4096

# The macros that all templates see as `p`.
PARTS = "parts.html"

_REGIONS = ("day", "top", "menu", "ticker", "aside", "footer")
_SLOTS = ("head", "main", *_REGIONS)

# No value can forge a slot: values are escaped, and these hold a «<».
_MARK = "<!--slot:{}-->"
_MARKED = re.compile(r"<!--slot:(\w+)-->\n?")


class Theme:
    """The templates of a project over those of the shipped theme."""

    def __init__(self, folders: Sequence[Path], bytecode: BytecodeCache | None = None) -> None:
        """Take templates from `folders`; file by file, the first that has it wins.

        What was compiled before is taken from `bytecode`.
        """
        self._folders = tuple(folders)
        # A cache of the class would keep every theme of a long preview.
        self._template = cache(self._load)
        self._environment = DirectEnvironment(
            loader=jinja2.FileSystemLoader(self._folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=bytecode,
        )
        self._environment.filters |= PIECES
        self._globals: dict[str, object] = {"namespace": Namespace, "range": range}
        self._frames: dict[Frame, tuple[str, ...]] = {}
        self._parts: dict[tuple[object, Frame], str] = {}

    def page(self, shell: Shell, head: Head, main_template: str, main: object, t: Words) -> str:
        """Return a whole page; the main template sees `main`, `frame` and `t`."""
        frame = shell.frame
        filled = {name: self._part(name, getattr(shell, name), frame, t) for name in _REGIONS}
        filled["head"] = self.render("head.html", head=head, t=t) + "\n"
        filled["main"] = self.render(main_template, main=main, frame=frame, t=t) + "\n"
        pieces = self._frames.get(frame) or self._keep(self._frames, frame, self._cut(frame, t))
        page = list(pieces)
        page[1::2] = [filled[name] for name in pieces[1::2]]
        return "".join(page)

    def render(self, name: str, **values: object) -> str:
        """Return the template `name` filled with `values`.

        Raises InputError, with the file and line, for a template that is wrong.
        """
        try:
            with phase("render", 1, part=name):
                return self._filled(name, values).strip("\n")
        except Exception as error:
            found = self._diagnose(error, name)
            if found is None:
                raise
            raise InputError(found) from error

    def _filled(self, name: str, values: dict[str, object]) -> str:
        template = self._template(name)
        context = Context(self._environment, {**self._globals, **values}, name, template.blocks)
        try:
            return "".join(template.root_render_func(context))
        except Exception:
            # It raises the same error, with the lines of the template in its trace.
            self._environment.handle_exception()

    def _load(self, name: str) -> jinja2.Template:
        """Return a template; `p` are the macros of `parts.html` in all of them."""
        if name != PARTS and "p" not in self._globals:
            self._globals["p"] = self._template(PARTS).module
        return self._environment.get_template(name)

    def _part(self, name: str, part: object, frame: Frame, t: Words) -> str:
        """Return a part of a shell, ended by a line break; nothing where it is empty."""
        html = self._parts.get((part, frame))
        if html is None:
            html = self.render(f"{name}.html", frame=frame, t=t, **{name: part})
            html = self._keep(self._parts, (part, frame), f"{html}\n" if html else "")
        return html

    def _keep(self, kept: dict[Key, Value], key: Key, value: Value) -> Value:
        if len(kept) >= MAX_PARTS:
            kept.clear()
        kept[key] = value
        return value

    def _cut(self, frame: Frame, t: Words) -> tuple[str, ...]:
        """Return the frame of a page as pieces, every other one the name of a slot."""
        slots = {f"{name}_slot": Markup(_MARK.format(name)) for name in _SLOTS}
        pieces = _MARKED.split(self.render("page.html", frame=frame, t=t, **slots))
        if sorted(pieces[1::2]) != sorted(_SLOTS):
            names = ", ".join(f"{{{{ {name}_slot }}}}" for name in _SLOTS)
            message = "the page needs each of its slots, once"
            found = Diagnostic(
                self._shown("page.html"), "template-slots", message, f"write {names} once each"
            )
            raise InputError(found)
        return tuple(pieces)

    def _diagnose(self, error: Exception, name: str) -> Diagnostic | None:
        """Return what is wrong in which template; None where the error is not a template's."""
        if isinstance(error, InputError):
            return None
        if isinstance(error, jinja2.TemplateNotFound):
            hint = "the project's own templates/ and the shipped ones were searched"
            message = f"there is no template «{error.name}»"
            return Diagnostic(self._shown(name), "template-missing", message, hint)
        if isinstance(error, jinja2.TemplateSyntaxError):
            file = error.filename or error.name or name
            hint = "correct the template, or delete it to have the shipped one back"
            message = error.message or "it is no template"
            return Diagnostic(self._shown(file), "template-syntax", message, hint, error.lineno)
        if isinstance(error, UnicodeDecodeError):
            hint = "save the template as UTF-8"
            return Diagnostic(self._shown(name), "template-encoding", "it is not UTF-8", hint)
        return self._diagnose_run(error, name)

    def _diagnose_run(self, error: Exception, name: str) -> Diagnostic | None:
        place = self._place(error.__traceback__)
        if place is None and not isinstance(error, jinja2.TemplateError):
            return None
        file, line = place or (name, 0)
        known = isinstance(error, jinja2.TemplateError)
        message = str(error) if known else f"{type(error).__name__}: {error}"
        hint = "the reference of views lists what each template may see"
        return Diagnostic(self._shown(file), "template-error", message, hint, line)

    def _place(self, trace: TracebackType | None) -> tuple[str, int] | None:
        """Return the template and line that `trace` went through last."""
        place = None
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if any(Path(file).is_relative_to(folder) for folder in self._folders):
                place = (file, trace.tb_lineno)
            trace = trace.tb_next
        return place

    def _shown(self, file: str) -> str:
        """Return a template's path as its owner knows it: from the project's folder on."""
        path = Path(file)
        if not path.is_absolute():
            path = template_files(self._folders).get(file, path)
        for folder in self._folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder.parent).as_posix()
        return path.as_posix()
