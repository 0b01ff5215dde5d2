"""The application: which request gets which answer."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from warraq.serve.address import BadAddressError, find_file, folder_location, read_address
from warraq.serve.answers import answering, safe_headers
from warraq.serve.board import Board, State
from warraq.serve.guard import OWN_PATHS, refuse
from warraq.serve.pages import (
    EVENTS_PATH,
    POLICY,
    SCRIPT_PATH,
    content_type,
    plain_page,
    with_script,
)

SAFE_HEADERS = safe_headers(POLICY)

_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"
_CHUNK = 256 * 1024
# A proxy or a sleeping laptop drops a silent connection; a comment now and then keeps it.
_HEARTBEAT_SECONDS = 15.0
# A page asked for in the moment of the switch may be missing for that moment.
_SWITCH_SECONDS = 1.0
_SWITCH_STEP = 0.02


def application(
    output: Path, board: Board, *, port: int, say: Callable[[str], None], busy: Callable[[], bool]
) -> ASGIApp:
    """Return the ASGI application that serves `output` and the state on `board`.

    `busy` tells whether a build is running.
    """
    site = _Site(output, board, busy)

    async def answer(request: Request) -> Response:
        if refusal := refuse(request, port):
            # The connection ends with a refusal: what else it carries is of no interest.
            headers = {"connection": "close", "content-type": _TEXT}
            return Response(refusal.text + "\n", refusal.status, headers)
        path = request.scope["raw_path"].decode("ascii", "replace")
        if path.startswith(OWN_PATHS):
            return _own(path, request.method, board)
        return await site.answer(request)

    return answering(answer, SAFE_HEADERS, name="preview", say=say)


def _own(path: str, method: str, board: Board) -> Response:
    if path == SCRIPT_PATH:
        script = files("warraq.serve").joinpath("reload.js").read_bytes()
        return Response(script, headers={"content-type": content_type("reload.js")})
    if path != EVENTS_PATH:
        return Response("Not found.\n", 404, {"content-type": _TEXT})
    stream_type = {"content-type": "text/event-stream; charset=utf-8"}
    if method == "HEAD":
        return Response(headers=stream_type)
    return StreamingResponse(_events(board), headers=stream_type)


async def _events(board: Board) -> AsyncIterator[bytes]:
    """Yield the present state and every later one as server-sent events (WHATWG HTML)."""
    yield b"retry: 500\n\n"
    number = -1
    while True:
        try:
            async with asyncio.timeout(_HEARTBEAT_SECONDS):
                state = await board.after(number)
        except TimeoutError:
            yield b":\n\n"
            continue
        if state is None:
            return
        number = state.number
        yield f"data: {state.as_json()}\n\n".encode()


class _Site:
    """The finished site, with the script in its pages."""

    def __init__(self, output: Path, board: Board, busy: Callable[[], bool]) -> None:
        self._output = output
        self._board = board
        self._busy = busy

    async def answer(self, request: Request) -> Response:
        # The state is read before the file: a switch in between costs one more reload,
        # while the other order would leave an old page that takes itself for new.
        state = self._board.state
        if not state.has_site:
            return _no_site(state)
        try:
            names = read_address(request.scope["raw_path"])
        except BadAddressError as error:
            text = f"Bad address: {error}.\n"
            return Response(text, 400, {"content-type": _TEXT})
        return await self._found(names, request, state) or await self._not_found(state)

    async def _found(
        self, names: tuple[str, ...], request: Request, state: State
    ) -> Response | None:
        patience = _SWITCH_SECONDS
        while True:
            if response := await asyncio.to_thread(self._look, names, request, state):
                return response
            if not self._busy() or patience <= 0:
                return None
            await asyncio.sleep(_SWITCH_STEP)
            patience -= _SWITCH_STEP

    def _look(self, names: tuple[str, ...], request: Request, state: State) -> Response | None:
        if path := find_file(self._output, names):
            return _file_response(path, state)
        if location := folder_location(self._output, names):
            query = request.scope["query_string"].decode("ascii", "replace")
            return Response(
                status_code=307, headers={"location": f"{location}?{query}" if query else location}
            )
        return None

    async def _not_found(self, state: State) -> Response:
        path = find_file(self._output, ("404.html",))
        response = await asyncio.to_thread(_file_response, path, state, 404) if path else None
        page = plain_page("Not found", "The site has no page at this address.", state)
        return response or Response(page, 404, {"content-type": _HTML})


def _no_site(state: State) -> Response:
    if state.complete:
        page = plain_page("Building", "The site is being built for the first time.", state)
    else:
        page = plain_page("No site yet", "The build did not complete.", state)
    return Response(page, 503, {"content-type": _HTML, "retry-after": "1"})


def _file_response(path: Path, state: State, status: int = 200) -> Response | None:
    """Return the answer that carries a file; None where it has vanished meanwhile."""
    try:
        handle = path.open("rb")
    except OSError:
        return None
    kind = content_type(path.name)
    if kind != _HTML:
        return _FileResponse(handle, kind, status)
    with handle:
        return Response(with_script(handle.read(), state), status, {"content-type": kind})


class _FileResponse(Response):
    """An open file, sent in pieces: a capture may be larger than the memory."""

    def __init__(self, handle: BinaryIO, kind: str, status: int) -> None:
        self._handle = handle
        size = os.fstat(handle.fileno()).st_size
        super().__init__(status_code=status, headers={"content-type": kind})
        self.headers["content-length"] = str(size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._handle:
            start = {"status": self.status_code, "headers": self.raw_headers}
            await send({"type": "http.response.start", **start})
            while scope["method"] != "HEAD" and (chunk := await self._read()):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})

    async def _read(self) -> bytes:
        return await asyncio.to_thread(self._handle.read, _CHUNK)
