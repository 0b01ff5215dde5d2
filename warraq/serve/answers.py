"""What all answers of our servers share: whom they are for, and what becomes of a bug."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = tuple[tuple[bytes, bytes], ...]


def safe_headers(policy: str) -> Headers:
    """Return what stands on every answer: no other origin may read it, nobody may keep it.

    `policy` is its Content-Security-Policy.
    """
    return (
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        (b"referrer-policy", b"same-origin"),
        (b"content-security-policy", policy.encode()),
    )


def answering(
    answer: Callable[[Request], Awaitable[Response]],
    headers: Headers,
    *,
    name: str,
    say: Callable[[str], None],
) -> ASGIApp:
    """Return the ASGI application that gives these answers; `name` is what a bug breaks off."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            response = await answer(Request(scope, receive))
        except Exception:  # a bug must neither end the server nor pass in silence
            say(traceback.format_exc())
            response = Response(f"The {name} broke off; the terminal shows where.\n", 500)
        await response(scope, receive, _fenced(send, headers))

    return app


def _fenced(send: Send, headers: Headers) -> Send:
    async def fenced(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *headers]
        await send(message)

    return fenced
