"""The theme: from views to HTML.

A page is its shell (what pages of one language, day and depth share) with a head
and a main put into it. The shell is rendered once and cut at its two slots, so a
page costs only what is its own.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from warraq.diagnostics import Diagnostic, InputError

if TYPE_CHECKING:
    from warraq.publish.strings import Words
    from warraq.publish.views import Head, Shell

# A month of a day-by-day archive has some 30 shells per language and depth:
# enough for the pages that are rendered near each other, some 40 MB at most.
MAX_SHELLS = 4096

# No value can forge a slot: values are escaped, and these hold a «<».
_HEAD_SLOT = Markup("<!--slot:head-->")
_MAIN_SLOT = Markup("<!--slot:main-->")

_Parts = tuple[str, str, str]


class Theme:
    """The templates of a project over those of the shipped theme."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take templates from `folders`; file by file, the first that has it wins."""
        self._folders = tuple(folders)
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._shells: OrderedDict[tuple[Shell, Words], _Parts] = OrderedDict()

    def page(self, shell: Shell, head: Head, main_template: str, main: object, t: Words) -> str:
        """Return a whole page; the main template sees `main`, `shell` and `t`."""
        start, between, end = self._shell_parts(shell, t)
        head_html = self.render("head.html", head=head, t=t)
        main_html = self.render(main_template, main=main, shell=shell, t=t)
        return "".join((start, head_html, between, main_html, end))

    def render(self, name: str, **values: object) -> str:
        """Return the template `name` filled with `values`.

        Raises InputError, with the file and line, for a template that is wrong.
        """
        try:
            return self._environment.get_template(name).render(values).strip("\n")
        except Exception as error:
            found = self._diagnose(error, name)
            if found is None:
                raise
            raise InputError(found) from error

    def _files(self) -> dict[str, Path]:
        return {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(self._folders)
            for path in folder.rglob("*")
            if path.is_file()
        }

    def fingerprint(self) -> str:
        """Return the SHA-256 of the names and bytes of all templates in use."""
        digest = hashlib.sha256()
        for name, path in sorted(self._files().items()):
            content = path.read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def _shell_parts(self, shell: Shell, t: Words) -> _Parts:
        key = (shell, t)
        parts = self._shells.pop(key, None) or self._render_shell(shell, t)
        self._shells[key] = parts
        if len(self._shells) > MAX_SHELLS:
            self._shells.popitem(last=False)
        return parts

    def _render_shell(self, shell: Shell, t: Words) -> _Parts:
        slots = {"head_slot": _HEAD_SLOT, "main_slot": _MAIN_SLOT}
        html = self.render("page.html", shell=shell, t=t, **slots)
        start, *rest = html.split(_HEAD_SLOT)
        between, *end = rest[0].split(_MAIN_SLOT) if len(rest) == 1 else ("",)
        if len(end) != 1:
            hint = "write {{ head_slot }} once in <head> and {{ main_slot }} once in <body>"
            message = "the page needs the slots of its head and its main, once each"
            raise InputError(Diagnostic(self._shown("page.html"), "template-slots", message, hint))
        return start, between, end[0]

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
            path = self._files().get(file, path)
        for folder in self._folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder.parent).as_posix()
        return path.as_posix()
