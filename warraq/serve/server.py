"""The server: loopback sockets, uvicorn on them, and patience with limits."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from warraq.diagnostics import Diagnostic, NotCompletedError
from warraq.serve import Preview
from warraq.serve.app import SAFE_HEADERS, application
from warraq.serve.board import Board
from warraq.serve.rebuild import Rebuilder

_MORE_PORTS = 20
_LAST_PORT = 65535
# Browsers send a request in one piece and read at once; who needs longer is no reader.
_HEAD_SECONDS = 10.0
_TAKE_SECONDS = 30.0
_MAX_HEAD_BYTES = 64 * 1024
_STOP_SECONDS = 2


def listen(port: int) -> tuple[socket.socket, ...]:
    """Return sockets on `port` of 127.0.0.1 and, where there is one, of ::1.

    Where the port is taken it is the next free one, at most 20 further on; any
    free one for 0. Raises NotCompletedError where there is none.
    """
    last = min(port + _MORE_PORTS, _LAST_PORT)
    problem = ""
    for candidate in range(port, last + 1) if port else [0] * _MORE_PORTS:
        try:
            return _bind_both(candidate)
        except OSError as error:
            problem = error.strerror or str(error)
    hint = "name a free one: serve --port 8765"
    message = f"no port from {port} on can be used: {problem}"
    raise NotCompletedError(Diagnostic("", "port-taken", message, hint))


def _bind_both(port: int) -> tuple[socket.socket, ...]:
    # A port must be free on both, or `localhost` would lead to a stranger's server.
    first = _bind(socket.AF_INET, "127.0.0.1", port)
    try:
        return (first, _bind(socket.AF_INET6, "::1", first.getsockname()[1]))
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            first.close()
            raise
        return (first,)  # this machine has no IPv6


def _bind(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Else a port stays taken for a minute after the last preview on it ended.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind((host, port))
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound


class PreviewServer:
    """A preview that runs on the sockets it is given, until it is stopped."""

    def __init__(
        self,
        preview: Preview,
        sockets: Sequence[socket.socket],
        *,
        say: Callable[[str], None],
        open_ready: Callable[[str], None] | None = None,
    ) -> None:
        self._sockets = list(sockets)
        self._port: int = sockets[0].getsockname()[1]
        self._say = say
        self._open_ready = open_ready
        self._board = Board()
        self._rebuilder = Rebuilder(preview, self._board, say=say)
        app = application(
            preview.output,
            self._board,
            port=self._port,
            say=say,
            busy=lambda: self._rebuilder.is_building,
        )
        self._server = _Server(app, self._board)

    def run(self, *, wanted_port: int = 0) -> None:
        """Serve and rebuild until `stop` or Ctrl-C."""
        self._server.ready = lambda: self._announce(wanted_port)
        builder = threading.Thread(target=self._rebuilder.run, name="rebuild", daemon=True)
        builder.start()
        try:
            with suppress(KeyboardInterrupt):
                self._server.run(sockets=self._sockets)
        finally:
            self._finish(builder)

    def stop(self) -> None:
        """End `run`; any thread may call it."""
        self._server.should_exit = True

    def _announce(self, wanted_port: int) -> None:
        url = f"http://127.0.0.1:{self._port}/"
        taken = f"port {wanted_port} is taken; " if wanted_port not in (0, self._port) else ""
        self._say(f"{taken}serving {url} (Ctrl-C ends it)")
        if self._open_ready:
            self._open_ready(url)

    def _finish(self, builder: threading.Thread) -> None:
        self._rebuilder.stop()
        if self._rebuilder.is_building:
            self._say("waiting for the running build (Ctrl-C leaves at once)")
        with suppress(KeyboardInterrupt):
            builder.join()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # The other parsers know no limit to the size of a header.
        http=_PatientProtocol,
        h11_max_incomplete_event_size=_MAX_HEAD_BYTES,
        loop="asyncio",
        ws="none",
        lifespan="off",
        interface="asgi3",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="critical",
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


class LocalServer(uvicorn.Server):
    """Serves an application to this machine, and says when it answers."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(_config(app))
        self.ready: Callable[[], None] = lambda: None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready()


class _Server(LocalServer):
    """Lets go of the open pages before it stops."""

    def __init__(self, app: ASGIApp, board: Board) -> None:
        super().__init__(app)
        self._board = board

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._board.close()
        await super().shutdown(sockets)


class _PatientProtocol(H11Protocol):
    """HTTP with deadlines: for a request to arrive, and for an answer to be taken."""

    _deadline: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch_the_clock()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch_the_clock()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck = self.loop.call_later(_TAKE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck = _stopped(self._stuck)

    def connection_lost(self, exc: Exception | None) -> None:
        self._deadline = _stopped(self._deadline)
        self._stuck = _stopped(self._stuck)
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self.transport.write(_bad_request(msg))
        self.transport.close()

    def _watch_the_clock(self) -> None:
        # The clock runs from the first byte on; a further byte does not wind it back.
        is_waiting = self.cycle is None or self.cycle.response_complete
        if not is_waiting:
            self._deadline = _stopped(self._deadline)
        elif self._deadline is None:
            self._deadline = self.loop.call_later(_HEAD_SECONDS, self.transport.abort)


def _stopped(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    if timer is not None:
        timer.cancel()
    return None


def _bad_request(text: str) -> bytes:
    body = f"{text}\n".encode("ascii", "replace")
    headers = (
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *SAFE_HEADERS,
    )
    lines = [b"HTTP/1.1 400 Bad Request", *(name + b": " + value for name, value in headers)]
    return b"\r\n".join([*lines, b"", body])
