"""Who may ask the preview, and for what.

A page of any site can send requests to this machine, and a name of any site can
be made to resolve to it (DNS rebinding). So the Host must be ours, and what
another origin asks for is refused before it is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

OWN_PATHS = "/-warraq/"

_NAMES = ("localhost", "127.0.0.1", "[::1]")
_HTTP_PORT = 80


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status and the one line that a refused request gets."""

    status: int
    text: str


def refuse(request: Request, port: int) -> Refusal | None:
    """Return why a request is refused, or None for one that is ours to answer."""
    if stranger := refuse_strangers(request, port):
        return stranger
    if request.method not in ("GET", "HEAD"):
        return Refusal(405, "The preview knows GET and HEAD.")
    if _has_body(request):
        return Refusal(400, "The preview takes no request bodies.")
    return None


def refuse_strangers(request: Request, port: int) -> Refusal | None:
    """Return why a request is refused that another name or another origin makes."""
    if _only(request, "host").lower() not in _hosts(port):
        return Refusal(403, "The preview answers to localhost alone.")
    if not _is_ours(request, port):
        return Refusal(403, "The preview answers its own pages alone.")
    return None


def refuse_form(request: Request, port: int, most: int) -> Refusal | None:
    """Return why a form is refused that does not come from a page of ours, or is too long."""
    if stranger := refuse_strangers(request, port):
        return stranger
    if _only(request, "origin") not in _origins(port):
        return Refusal(403, "A form must come from a page of this server.")
    if _only(request, "content-type").partition(";")[0] != "application/x-www-form-urlencoded":
        return Refusal(415, "This is no form.")
    length = _only(request, "content-length")
    if "transfer-encoding" in request.headers or not (length.isascii() and length.isdigit()):
        return Refusal(411, "A form states its length.")
    return Refusal(413, "The form is too long.") if int(length) > most else None


def _only(request: Request, header: str) -> str:
    values = request.headers.getlist(header)
    return values[0] if len(values) == 1 else ""


def _hosts(port: int) -> frozenset[str]:
    return frozenset(_NAMES) | {f"{name}:{port}" for name in _NAMES}


def _origins(port: int) -> frozenset[str]:
    origins = {f"http://{name}:{port}" for name in _NAMES}
    # A browser leaves the usual port out of an origin.
    return frozenset(origins | {f"http://{name}" for name in _NAMES if port == _HTTP_PORT})


def _is_ours(request: Request, port: int) -> bool:
    """Tell whether the address bar, a link, or a page of the preview itself asks.

    Browsers say so in Origin and in the Fetch Metadata headers (W3C). Another port
    of this machine is the same site to a browser, but it is not our origin.
    """
    if _is_followed_link(request):
        return True
    if any(origin not in _origins(port) for origin in request.headers.getlist("origin")):
        return False
    sites = request.headers.getlist("sec-fetch-site")
    return all(site in ("same-origin", "none") for site in sites)


def _is_followed_link(request: Request) -> bool:
    return (
        request.method == "GET"
        and _only(request, "sec-fetch-mode") == "navigate"
        and _only(request, "sec-fetch-dest") == "document"
        and not request.scope["raw_path"].startswith(OWN_PATHS.encode())
    )


def _has_body(request: Request) -> bool:
    length = request.headers.getlist("content-length")
    return "transfer-encoding" in request.headers or any(value != "0" for value in length)
