"""The preview against pages of other origins, hostile addresses and hostile connections."""

from __future__ import annotations

import os
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.test_serve import BOUND, Answer, Lab, Running, ask_raw, until
from warraq.serve import server
from warraq.serve.address import BadAddressError, find_file, folder_location, read_address

SAFE = {
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("project")
    lab = Lab(root).write("content/a.md", "first").write("secret.txt", "secret")
    with lab.running() as running:
        yield running.built()


def assert_safe(answer: Answer) -> None:
    assert SAFE.items() <= answer.headers.items()
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert not any(name.startswith("access-control-") for name in answer.headers)


def is_up(site: Running) -> bool:
    return site.get("/a/").status == 200


# --- the Host header -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "LocalHost", "localhost:{port}", "[::1]:{port}"]
)
def test_our_own_names_are_answered(site: Running, host: str) -> None:
    answer = ask_host(site, host.format(port=site.port).encode())

    assert answer is not None
    assert answer.status == 200
    assert_safe(answer)


@pytest.mark.parametrize(
    "host",
    [
        b"evil.example",
        b"evil.example:{port}",
        b"localhost.evil.example",
        b"localhost.evil.example:{port}",
        b"127.0.0.1.evil.example",
        b"evil.example#localhost",
        b"localhost@evil.example",
        b"localhost:1",
        b"localhost:{port}0",
        b"localhost:",
        b"localhost:{port}:{port}",
        b"localhost:-1",
        b"localhost:+{port}",
        b"localhost: {port}",
        b"localhost:99999999999999999999",
        b"localhost:\xd9\xa8",
        b"localhost.",
        b"localhost/",
        b"http://localhost:{port}",
        b"0.0.0.0:{port}",
        b"127.0.0.2:{port}",
        b"127.1:{port}",
        b"2130706433",
        b"0x7f000001",
        b"::1",
        b"[::1",
        b"[::1]]",
        b"[::ffff:127.0.0.1]:{port}",
        b"[0:0:0:0:0:0:0:1]:{port}",
        b"[" * 200,
        b"xn--",
        b"\xff\xfe",
        b"a" * 5000,
        b"%6cocalhost",
        b"localhost,localhost",
        b"localhost\x00",
        b"",
        b"*",
    ],
)
def test_a_host_that_is_not_ours_is_refused(site: Running, host: bytes) -> None:
    answer = ask_host(site, host.replace(b"{port}", str(site.port).encode()))

    assert answer is not None
    assert answer.status in (400, 403)
    assert b"first" not in answer.body
    assert_safe(answer)
    assert is_up(site)


@pytest.mark.parametrize(
    "request_text",
    [
        "GET /a/ HTTP/1.1\r\n\r\n",
        "GET /a/ HTTP/1.0\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET http://evil.example/a/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET /a/\r\n\r\n",
        "GET  /a/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /a/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
    ],
)
def test_a_malformed_request_is_refused(site: Running, request_text: str) -> None:
    answer = ask_raw(site.port, request_text.encode("latin-1"))

    assert answer is not None
    assert answer.status in (400, 403, 501)
    assert b"first" not in answer.body
    assert_safe(answer)
    assert is_up(site)


def ask_host(site: Running, host: bytes) -> Answer | None:
    return ask_raw(
        site.port, b"GET /a/ HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
    )


# --- other origins ---------------------------------------------------------------------------

FOREIGN = [
    "https://evil.example",
    "http://evil.example",
    "http://evil.example:{port}",
    "null",
    "",
    "http://localhost",
    "http://localhost:1",
    "https://localhost:{port}",
    "http://localhost:{port}.evil.example",
    "http://localhost.evil.example:{port}",
    "http://192.0.2.7:{port}",
    "http://[2001:db8::1]:{port}",
    "http://127.0.0.2:{port}",
    "file://",
    "chrome-extension://abcdef",
    "http://localhost:{port}, http://evil.example",
]


@pytest.mark.parametrize("path", ["/a/", "/site.css", "/-warraq/events", "/-warraq/reload.js"])
@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_origin_reads_nothing(site: Running, origin: str, path: str) -> None:
    answer = site.get(path, Origin=origin.format(port=site.port))

    assert answer.status == 403
    assert b"first" not in answer.body
    assert_safe(answer)


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_our_own_origin_is_answered(site: Running, name: str) -> None:
    assert site.get("/a/", Origin=f"http://{name}:{site.port}").status == 200


@pytest.mark.parametrize("where", ["cross-site", "same-site", "nonsense"])
@pytest.mark.parametrize(
    ("mode", "kind", "path"),
    [
        ("no-cors", "script", "/-warraq/reload.js"),
        ("no-cors", "script", "/site.css"),
        ("no-cors", "image", "/a/"),
        ("cors", "empty", "/-warraq/events"),
        ("navigate", "iframe", "/a/"),
        ("navigate", "object", "/a/"),
        ("navigate", "document", "/-warraq/events"),
    ],
)
def test_what_another_site_embeds_is_refused(
    site: Running, where: str, mode: str, kind: str, path: str
) -> None:
    answer = site.get(path, Sec_Fetch_Site=where, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=kind)

    assert answer.status == 403
    assert_safe(answer)


def test_a_link_on_another_site_may_be_followed(site: Running) -> None:
    answer = site.get(
        "/a/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document"
    )

    assert answer.status == 200


def test_a_form_of_another_site_gets_nowhere(site: Running) -> None:
    answer = site.get(
        "/a/",
        "POST",
        Origin="https://evil.example",
        Sec_Fetch_Site="cross-site",
        Sec_Fetch_Mode="navigate",
        Sec_Fetch_Dest="document",
        Content_Type="text/plain",
        Content_Length="0",
    )

    assert answer.status == 403
    assert_safe(answer)


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"]
)
def test_only_get_and_head_are_known(site: Running, method: str) -> None:
    answer = site.get("/a/", method)

    assert answer.status == 405
    assert_safe(answer)


def test_a_web_socket_is_not_opened(site: Running) -> None:
    answer = site.get(
        "/-warraq/events", Upgrade="websocket", Sec_WebSocket_Key="x", Origin="http://evil.example"
    )

    assert answer.status == 403


# --- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/a/../../secret.txt",
        "/./../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E/secret.txt",
        "/.%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/%25252e%25252e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/..%255csecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%c0%ae%c0%ae%c0%afsecret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/..%c0%afsecret.txt",
        "/..%00/secret.txt",
        "/a/index.html%00.txt",
        "/..;/secret.txt",
        "/....//secret.txt",
        "//etc/passwd",
        "///etc/passwd",
        "/%2fetc%2fpasswd",
        "/%2Fetc/passwd",
        "/C:/Windows/win.ini",
        "/C:%5cWindows%5cwin.ini",
        "/file:///etc/passwd",
        "/a/%ff%fe",
        "/%u002e%u002e/secret.txt",
        "/\uff0e\uff0e/secret.txt".encode().hex("%").join(("/%", "")),
        "/a/index.html/",
        "/a/index.html/..",
        "/" + "a" * 4000,
        "/" + "a/" * 4000,
        "/%0d%0aSet-Cookie:x=1/",
        "/-warraq/../secret.txt",
        "/-warraq/%2e%2e/%2e%2e/secret.txt",
        "/-warraq/",
    ],
)
def test_no_address_leaves_the_site(site: Running, path: str) -> None:
    answer = site.get(path)

    assert answer.status in (400, 404)
    assert b"secret" not in answer.body
    assert b"root:" not in answer.body
    assert "set-cookie" not in answer.headers
    assert_safe(answer)


@pytest.mark.skipif(os.name != "posix", reason="makes symbolic links and a pipe")
def test_what_is_no_file_of_the_site_is_not_shown(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / "in").mkdir(parents=True)
    (output / "in" / "index.html").write_text("in")
    (tmp_path / "output-2").mkdir()
    (tmp_path / "output-2" / "index.html").write_text("out")
    (output / "file").symlink_to(tmp_path / "output-2" / "index.html")
    (output / "folder").symlink_to(tmp_path / "output-2")
    (output / "loop").symlink_to(output / "loop")
    (output / "nowhere").symlink_to(tmp_path / "missing")
    (output / "inside").symlink_to(output / "in")
    os.mkfifo(output / "pipe")

    hidden = ("file", "folder/", "folder", "folder/index.html", "loop", "nowhere", "pipe")
    found = {name: find_file(output, read_address(f"/{name}".encode())) for name in hidden}

    assert found == dict.fromkeys(hidden)
    assert find_file(output, ("inside", "")) == output.resolve() / "in" / "index.html"


def test_no_redirect_leads_to_another_host(tmp_path: Path) -> None:
    (tmp_path / "evil.example").mkdir()
    (tmp_path / "evil.example" / "index.html").write_text("x")

    assert folder_location(tmp_path, read_address(b"/evil.example")) == "/evil.example/"
    assert folder_location(tmp_path, read_address(b"//evil.example")) == ""


@pytest.mark.parametrize("raw", [b"", b"*", b"a", b"http://localhost/", b"/%c3%28", b"/a%0a"])
def test_what_is_no_address_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(BadAddressError):
        read_address(raw)


# --- connections -----------------------------------------------------------------------------


@pytest.mark.parametrize("start", [b"GET / HTTP/1.1\r\nX: ", b"GET /", b""])
def test_a_header_of_a_hundred_megabytes_is_cut_off_early(site: Running, start: bytes) -> None:
    piece, sent = b"x" * 1_000_000, 0
    address = ("127.0.0.1", site.port)
    with socket.create_connection(address, timeout=BOUND) as bomber, suppress(ConnectionError):
        bomber.sendall(start)
        while sent < 100_000_000:
            bomber.sendall(piece)
            sent += len(piece)

    assert sent < 20_000_000
    assert is_up(site)


def test_a_million_small_headers_are_cut_off_early(site: Running) -> None:
    answer = ask_raw(site.port, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 1_000_000)

    assert answer is None or answer.status == 400
    assert is_up(site)


def test_slow_requests_are_dropped_and_nobody_waits_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_HEAD_SECONDS", 0.4)
    lab = Lab(tmp_path).write("content/a.md", "first")
    with lab.running() as site, ExitStack() as stack:
        site.built()
        slow = [
            stack.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=BOUND))
            for _ in range(60)
        ]
        assert is_up(site)
        until(lambda: all(is_dropped(each, b"G") for each in slow), "the slow ones to be dropped")


def test_a_second_request_on_a_connection_may_not_dawdle_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_HEAD_SECONDS", 0.2)
    lab = Lab(tmp_path).write("content/a.md", "first")
    with lab.running() as site:
        address = ("127.0.0.1", site.built().port)
        with socket.create_connection(address, timeout=BOUND) as slow:
            slow.sendall(b"HEAD /a/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert slow.recv(65536).startswith(b"HTTP/1.1 200")
            until(lambda: is_dropped(slow, b"G"), "the slow one to be dropped")


def is_dropped(connection: socket.socket, drop: bytes) -> bool:
    """Send a byte; tell whether the other side has closed the connection."""
    try:
        connection.send(drop)
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1) == b""
    except ConnectionError:
        return True


def test_who_does_not_take_the_answer_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_TAKE_SECONDS", 0.2)
    lab = Lab(tmp_path).write("content/a.md", "first")
    with lab.running() as site:
        site.built()
        (lab.output / "large.warc").write_bytes(bytes(30_000_000))
        with socket.create_connection(("127.0.0.1", site.port), timeout=BOUND) as lazy:
            lazy.sendall(b"GET /large.warc HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connections = site.server._server.server_state.connections
            until(lambda: connections, "the lazy one to be heard")
            until(lambda: not connections, "the lazy one to be dropped")
        assert is_up(site)


def test_a_body_that_never_comes_holds_nothing(site: Running) -> None:
    answer = ask_raw(
        site.port, b"POST /a/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx"
    )

    assert answer is not None
    assert answer.status == 405


def test_half_open_event_streams_do_not_pile_up(site: Running) -> None:
    for _ in range(100):
        with site.events() as events:
            assert events.next()["complete"]

    assert is_up(site)
