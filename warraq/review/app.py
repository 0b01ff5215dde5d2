"""The application of `review --serve`: which request gets which page."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from warraq.amend import digest_of
from warraq.config import SiteConfig
from warraq.content import read_article_file
from warraq.diagnostics import InputError, WarraqError
from warraq.project import Project
from warraq.review.beside import Capture, capture_of
from warraq.review.cases import STATES, Case, Filter, State
from warraq.review.correction import FIELDS, correct, field_text
from warraq.review.index import Index, open_index
from warraq.review.pages import POLICY, address, render, style_sheet
from warraq.serve.answers import answering, safe_headers
from warraq.serve.guard import Refusal, refuse, refuse_form

SAFE_HEADERS = safe_headers(POLICY)

# A long story with its front matter; percent-encoding takes six signs for an Arabic letter.
_LONGEST_FORM = 2 << 20
_FORM_SECONDS = 10.0
_MOST_FIELDS = 64

_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"


def application(
    project: Project, config: SiteConfig, *, port: int, say: Callable[[str], None]
) -> ASGIApp:
    """Return the ASGI application that reviews a project on `port`."""
    desk = _Desk(project, config)

    async def answer(request: Request) -> Response:
        is_form = request.method == "POST"
        refusal = refuse_form(request, port, _LONGEST_FORM) if is_form else refuse(request, port)
        if refusal:
            return _refused(refusal)
        if not is_form:
            return await asyncio.to_thread(desk.show, request)
        async with asyncio.timeout(_FORM_SECONDS):
            body = await request.body()
        return await asyncio.to_thread(desk.take, request, _form(body))

    return answering(answer, SAFE_HEADERS, name="review", say=say)


def _refused(refusal: Refusal) -> Response:
    headers = {"connection": "close", "content-type": _TEXT}
    return Response(f"{refusal.text}\n", refusal.status, headers)


def _form(body: bytes) -> dict[str, str]:
    """Return the fields of a form; one that stands twice counts once."""
    try:
        text = body.decode("ascii")
        found = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


class _Desk:
    """Answers for one project; every request opens the index for itself."""

    def __init__(self, project: Project, config: SiteConfig) -> None:
        self._project = project
        self._config = config
        # Other sites cannot read it, so a form that holds it was shown by this very server.
        self._token = secrets.token_urlsafe(32)

    def show(self, request: Request) -> Response:
        """Return the page at an address."""
        path = request.url.path
        if path == "/review.css":
            return Response(style_sheet(), headers={"content-type": "text/css; charset=utf-8"})
        wanted = _filter(request)
        with open_index(self._project, self._config) as index:
            if path == "/":
                return self._list(index, wanted, request)
            case = index.case(path.removeprefix("/case/")) if path.startswith("/case/") else None
            if case is None:
                return _problem(404, "There is no such page", "The list has all cases.")
            return self._case(index, case, wanted)

    def take(self, request: Request, form: Mapping[str, str]) -> Response:
        """Take a correction, and lead to the next case."""
        if not secrets.compare_digest(form.get("token", "").encode(), self._token.encode()):
            return _problem(403, "This form is not of this run", "Go back, reload, and try again.")
        wanted = _filter(request)
        with open_index(self._project, self._config) as index:
            case = index.case(request.url.path.removeprefix("/case/"))
            if case is None or case.outcome != "article":
                return _problem(404, "There is no such article", "The list has all cases.")
            confirm = form.get("do") == "confirm"
            try:
                seen = form.get("seen", "")
                confirmed = correct(self._project, case, form, seen=seen, confirm=confirm)
            except (WarraqError, OSError) as error:
                return self._refusal(error, form, address(wanted, case))
            index.settle(case, confirmed)
            following = index.page(wanted, after=case.number, most=1)
        onward = following[0] if confirm and following else None
        where = address(wanted, onward) if confirm else address(wanted, case)
        return RedirectResponse(where, 303)

    def _refusal(
        self, error: WarraqError | OSError, form: Mapping[str, str], back: str
    ) -> Response:
        found = getattr(error, "diagnostics", ())
        is_stale = any(one.code == "file-changed" for one in found)
        told = " ".join(f"{one.message}; {one.hint}." for one in found) or str(error)
        yours = [(name, form[name]) for name in (*FIELDS, "body") if form.get(name)]
        page = render(
            "problem.html", title="Nothing was written", told=told, yours=yours, back=back
        )
        return Response(page, 409 if is_stale else 422, {"content-type": _HTML})

    def _list(self, index: Index, wanted: Filter, request: Request) -> Response:
        after = request.query_params.get("after", "")
        cases = index.page(wanted, after=int(after) if _is_number(after) else -1)
        first = cases[0].number if cases else 0
        before = index.page_before(wanted, first)
        page = render(
            "list.html",
            title="Review",
            wanted=wanted,
            cases=[(case, self._title(case)) for case in cases],
            count=index.count(wanted),
            states=[(state, index.count(Filter(state))) for state in STATES],
            codes=index.counts(wanted.state, "code"),
            portals=index.counts(wanted.state, "portal"),
            langs=index.counts(wanted.state, "lang"),
            following=cases[-1].number if index.page(wanted, after=_last(cases), most=1) else None,
            before=before if index.page(wanted, most=1)[:1] != cases[:1] else None,
        )
        return Response(page, headers={"content-type": _HTML})

    def _title(self, case: Case) -> str:
        if case.outcome != "article":
            return case.file
        try:
            data = (self._project.content / case.content).read_bytes()
            return read_article_file(data, file=f"content/{case.content}").article.title
        except (OSError, InputError):
            return case.content

    def _case(self, index: Index, case: Case, wanted: Filter) -> Response:
        found, seen, told = None, "", ""
        if case.outcome == "article":
            try:
                data = (self._project.content / case.content).read_bytes()
                seen = digest_of(data)
                found = read_article_file(data, file=f"content/{case.content}")
            except (OSError, InputError) as error:
                told = str(error)
        capture: Capture = capture_of(case, found, self._project, self._config)
        following = index.page(wanted, after=case.number, most=1)
        page = render(
            "case.html",
            title=found.article.title if found else case.file,
            wanted=wanted,
            case=case,
            found=found,
            told=told,
            fields=[(name, field_text(found.article, name)) for name in FIELDS] if found else [],
            sure={p.field: f"{p.rule}, {p.certainty}" for p in found.article.provenance}
            if found
            else {},
            capture=capture,
            following=following[0] if following else None,
            token=self._token,
            seen=seen,
        )
        return Response(page, headers={"content-type": _HTML})


def _last(cases: tuple[Case, ...]) -> int:
    return cases[-1].number if cases else -1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _problem(status: int, title: str, told: str) -> Response:
    page = render("problem.html", title=title, told=told, yours=[], back="/")
    return Response(page, status, {"content-type": _HTML})


def _filter(request: Request) -> Filter:
    asked = request.query_params
    state: State = next((one for one in STATES if one == asked.get("state")), "open")
    return Filter(state, asked.get("code", ""), asked.get("portal", ""), asked.get("lang", ""))
