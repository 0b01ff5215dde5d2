"""The pages of the review: what is said of a case goes into a template, always as text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from warraq.content import ContentFile
from warraq.publish.markdown import render_body
from warraq.review.cases import Case, Filter
from warraq.text.direction import direction_of

POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_TEMPLATES = ("page.html", "list.html", "case.html", "problem.html")


def render(template: str, **values: object) -> str:
    """Return a page."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    folder = files("warraq.review").joinpath("theme")
    texts = {name: folder.joinpath(name).read_text("utf-8") for name in _TEMPLATES}
    environment = Environment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals.update(direction_of=direction_of, address=address, rendered=rendered)
    return environment


def style_sheet() -> bytes:
    """Return the style sheet of all pages."""
    return files("warraq.review").joinpath("theme", "review.css").read_bytes()


def rendered(found: ContentFile) -> Markup:
    """Return a body as the site shows it; the renderer lets no HTML of a capture through."""
    return Markup(render_body(found.body))


def address(wanted: Filter, case: Case | None = None, **changed: str | int) -> str:
    """Return the address of a list or a case, with what it is filtered by."""
    named = {"state": wanted.state, "code": wanted.code, "portal": wanted.portal}
    stated = {**named, "lang": wanted.lang, **changed}
    query = urlencode({name: value for name, value in stated.items() if value not in ("", "open")})
    path = f"/case/{case.key}" if case else "/"
    return f"{path}?{query}" if query else path
