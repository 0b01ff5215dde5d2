"""The preview: an edit becomes a build, a build becomes a reload, a mistake becomes a message."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from warraq.diagnostics import Diagnostic, InputError, Report
from warraq.serve import Preview, hints, rebuild
from warraq.serve.board import State
from warraq.serve.pages import content_type, plain_page, with_script
from warraq.serve.server import PreviewServer, listen
from warraq.serve.snapshot import Snapshot, contents, is_noise

BOUND = 8.0

# The strict policy that a page of the site carries itself.
META = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


def until(condition: Callable[[], object], what: str) -> None:
    """Wait, but not for long, for something to become true."""
    end = time.monotonic() + BOUND
    while not condition():
        assert time.monotonic() < end, f"waited {BOUND:.0f} s in vain: {what}"
        time.sleep(0.01)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask_raw(port: int, request: bytes, host: str = "127.0.0.1") -> Answer | None:
    """Send bytes and return the answer; None where the connection ends without one."""
    with socket.create_connection((host, port), timeout=BOUND) as connection:
        with suppress(ConnectionError):
            connection.sendall(request)
        received = b""
        with suppress(ConnectionError):
            while piece := connection.recv(65536):
                received += piece
    if not received:
        return None
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return Answer(int(status.split()[1]), headers, body)


class Lab:
    """A project with a tiny build of its own: each `content/NAME.md` becomes a page."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.output = root / "output"
        self.builds = 0
        self.told: list[set[str]] = []
        self.fates: list[str] = []
        self.said: list[str] = []
        self.before_build: Callable[[], object] = lambda: None
        self.report_errors: tuple[Diagnostic, ...] = ()
        self.content.mkdir()

    @property
    def preview(self) -> Preview:
        watched = (self.root / "site.yaml", self.content, self.root / "templates")
        return Preview(self.root, self.output, watched, self.build, self.build_id, self.is_article)

    def is_article(self, path: Path) -> bool:
        return path.is_relative_to(self.content) and path.suffix == ".md"

    def write(self, name: str, text: str) -> Lab:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return self

    def replace(self, name: str, text: str) -> None:
        """Write a file so that nobody ever sees half of it."""
        self.write(f"{name}.tmp", text)
        (self.root / f"{name}.tmp").replace(self.root / name)

    def build(self, edited: frozenset[Path] = frozenset()) -> Report:
        self.builds += 1
        self.told.append({path.name for path in edited})
        self.fates.append("")
        self.before_build()
        stage = self.root / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
        for source in sorted(self.content.glob("*.md")):
            text = source.read_text(encoding="utf-8")
            self.fates[-1] = "broken" if "broken" in text else ""
            if "broken" in text:
                raise InputError(Diagnostic(f"content/{source.name}", "bad", text, "mend it", 4))
            page(stage / source.stem / "index.html", text)
        page(stage / "index.html", "home")
        page(stage / "404.html", "nothing here")
        (stage / "site.css").write_text("body { color: black }", encoding="utf-8")
        (stage / "favicon.ico").touch()
        # The site is not there for a moment; to delete it first would make that long.
        old = self.root / "old"
        shutil.rmtree(old, ignore_errors=True)
        if self.output.exists():
            self.output.rename(old)
        stage.rename(self.output)
        return Report(diagnostics=list(self.report_errors))

    def build_id(self) -> str:
        digest = hashlib.sha256()
        for path in sorted(self.output.rglob("*.html")):
            digest.update(path.as_posix().encode() + path.read_bytes())
        return digest.hexdigest()[:16]

    @contextmanager
    def running(self) -> Iterator[Running]:
        """Run the preview in a thread, on a free port."""
        ready = threading.Event()
        sockets = listen(0)
        server = PreviewServer(
            self.preview, sockets, say=self.said.append, open_ready=lambda _: ready.set()
        )
        port = sockets[0].getsockname()[1]
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            assert ready.wait(BOUND)
            yield Running(port, self, server)
        finally:
            server.stop()
            thread.join(2 * BOUND)
        assert not thread.is_alive()


def page(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<!doctype html><html><head><meta charset="utf-8"><title>{text}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{META}">'
        f'<link rel="stylesheet" href="/site.css"></head><body><p>{text}</p></body></html>',
        encoding="utf-8",
    )


@dataclass
class Running:
    port: int
    lab: Lab
    server: PreviewServer

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        answer = ask_raw(self.port, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        assert answer is not None
        return answer

    def built(self) -> Running:
        """Wait for the first build."""
        until(lambda: self.get("/").status == 200, "the first build")
        return self

    @contextmanager
    def events(self) -> Iterator[Events]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=BOUND) as connection:
            request = f"GET /-warraq/events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"
            connection.sendall(request.encode())
            yield Events(connection)


@dataclass
class Events:
    connection: socket.socket
    _received: bytes = field(default=b"")

    def next(self) -> dict[str, Any]:
        """Return the next state that the page is told."""
        while True:
            line, found, rest = self._received.partition(b"\n")
            if found:
                self._received = rest
                if line.startswith(b"data: "):
                    state: dict[str, Any] = json.loads(line[6:])
                    return state
            else:
                piece = self.connection.recv(65536)
                assert piece, "the stream ended"
                self._received += piece


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path).write("content/a.md", "first")


# --- the site --------------------------------------------------------------------------------


def test_a_page_is_served_with_the_script_in_the_response_only(lab: Lab) -> None:
    with lab.running() as site:
        answer = site.built().get("/a/")

    assert b'<script src="/-warraq/reload.js" data-build="' in answer.body
    assert answer.body.index(b"<script") < answer.body.index(b"</body>")
    assert not any(b"-warraq" in path.read_bytes() for path in lab.output.rglob("*.html"))


def test_a_folder_without_its_slash_is_redirected_to_it(lab: Lab) -> None:
    with lab.running() as site:
        answer = site.built().get("/a?x=1")

    assert (answer.status, answer.headers["location"]) == (307, "/a/?x=1")


def test_an_unknown_address_shows_the_not_found_page_of_the_site(lab: Lab) -> None:
    with lab.running() as site:
        answer = site.built().get("/nowhere/at/all/")

    assert answer.status == 404
    assert b"nothing here" in answer.body
    assert b"reload.js" in answer.body


def test_an_arabic_address_is_decoded_once(lab: Lab) -> None:
    lab.write("content/كتاب-100%25.md", "book")
    with lab.running() as site:
        answer = site.built().get("/%D9%83%D8%AA%D8%A7%D8%A8-100%2525/")

    assert (answer.status, b"book" in answer.body) == (200, True)


def test_a_decomposed_address_finds_its_composed_file(lab: Lab) -> None:
    lab.write("content/آب.md", "August")
    with lab.running() as site:
        answer = site.built().get("/%D8%A7%D9%93%D8%A8/")

    assert (answer.status, b"August" in answer.body) == (200, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.HTML", "text/html; charset=utf-8"),
        ("site.css", "text/css; charset=utf-8"),
        ("search.js", "text/javascript; charset=utf-8"),
        ("index.json", "application/json; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("photo.webp", "image/webp"),
        ("face.woff2", "font/woff2"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_a_file_has_its_content_type(name: str, expected: str) -> None:
    assert content_type(name) == expected


def test_a_head_request_gets_the_headers_of_the_page_alone(lab: Lab) -> None:
    with lab.running() as site:
        full, head = site.built().get("/site.css"), site.get("/site.css", "HEAD")
        stream = site.get("/-warraq/events", "HEAD")

    assert head.headers["content-length"] == full.headers["content-length"] == str(len(full.body))
    assert head.body == stream.body == b""


def test_a_large_file_arrives_whole(lab: Lab) -> None:
    data = os.urandom(3_000_000)
    with lab.running() as site:
        site.built()
        (lab.output / "capture.warc").write_bytes(data)
        answer = site.get("/capture.warc")

    assert answer.body == data


def test_a_page_without_a_body_end_gets_the_script_too() -> None:
    page = with_script(b"<p>bare", State(build='"><b>'))

    assert page.startswith(b'<p>bare<script src="/-warraq/reload.js"')
    assert b"<b>" not in page


def test_the_script_goes_before_the_last_body_end_in_any_case() -> None:
    page = with_script("<p>نص</BODY > </body></BODY>".encode(), State(build="x"))

    assert page.endswith(b"</script></BODY>")


# --- reloading -------------------------------------------------------------------------------


def test_an_edit_tells_the_open_page_of_a_new_build(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        before = events.next()
        lab.write("content/a.md", "second")
        after = events.next()
        answer = site.get("/a/")

    assert before["build"] != after["build"]
    assert b"second" in answer.body
    assert f'data-build="{after["build"]}"'.encode() in answer.body


def test_the_event_never_comes_before_the_switch(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        events.next()
        for number in range(8):
            lab.replace("content/a.md", f"text {number}")
            state = events.next()
            assert state["build"] == lab.build_id()
            assert f"text {number}".encode() in site.get("/a/").body


def test_a_deleted_file_and_a_renamed_one_are_followed(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        events.next()
        (lab.content / "a.md").rename(lab.content / "b.md")
        events.next()
        assert (site.get("/a/").status, site.get("/b/").status) == (404, 200)
        (lab.content / "b.md").unlink()
        events.next()
        assert site.get("/b/").status == 404


def test_a_watched_folder_that_appears_later_is_taken_up(lab: Lab) -> None:
    with lab.running() as site:
        site.built()
        builds = lab.builds
        lab.write("templates/deep/page.html", "one")
        until(lambda: lab.builds > builds, "a build for the new folder")
        until(lambda: quiet(lab), "quiet")
        builds = lab.builds
        lab.write("templates/deep/page.html", "two")
        until(lambda: lab.builds > builds, "a build for a file in the new folder")


def test_a_watched_folder_that_was_replaced_is_still_followed(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        events.next()
        lab.content.rename(lab.root / "away")
        events.next()
        lab.write("content/c.md", "third")
        events.next()
        lab.write("content/c.md", "fourth")

        # On a busy machine one change may be told of twice.
        until(lambda: b"fourth" in site.get("/c/").body, "the fourth text")


def test_the_settings_file_is_watched_though_an_editor_replaces_it(lab: Lab) -> None:
    with lab.running() as site:
        site.built()
        for number in range(3):
            builds = lab.builds
            lab.write("site.yaml.tmp", f"title: {number}")
            (lab.root / "site.yaml.tmp").replace(lab.root / "site.yaml")
            until(lambda before=builds: lab.builds > before, "a build")  # type: ignore[misc]


def quiet(lab: Lab) -> bool:
    """Tell whether no build starts within a tenth of a second, after debouncing."""
    builds = lab.builds
    time.sleep(0.1)
    return lab.builds == builds


def settled(lab: Lab) -> int:
    """Return the number of builds once it has stood still for half a second."""
    since, builds = time.monotonic(), lab.builds
    end = since + BOUND
    while time.monotonic() < since + 0.5:
        assert time.monotonic() < end, "it builds without end"
        if lab.builds != builds:
            since, builds = time.monotonic(), lab.builds
        time.sleep(0.02)
    return builds


def test_files_that_the_build_writes_cause_one_more_build_and_no_other(lab: Lab) -> None:
    lab.before_build = lambda: ingest(lab)
    with lab.running() as site:
        site.built()
        settled(lab)
        before = lab.builds
        lab.write("content/raw.txt", "raw")
        until(lambda: lab.builds >= before + 2, "the build and the one after it")

        assert settled(lab) == before + 2


def ingest(lab: Lab) -> None:
    raw, made = lab.content / "raw.txt", lab.content / "raw.md"
    if raw.exists() and not made.exists():
        made.write_text(raw.read_text(encoding="utf-8"), encoding="utf-8")


def test_a_build_that_writes_the_same_bytes_each_time_comes_to_rest(lab: Lab) -> None:
    lab.before_build = lambda: lab.write("content/made.md", "the same")
    with lab.running() as site:
        site.built()

        assert settled(lab) <= 4


def test_an_edit_during_a_build_causes_one_more(lab: Lab) -> None:
    started, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        if lab.builds == 2:
            started.set()
            goes_on.wait(BOUND)

    lab.before_build = wait
    lab.write("content/z.md", "z")
    with lab.running() as site:
        site.built()
        lab.write("content/a.md", "second")
        assert started.wait(BOUND)
        lab.write("content/z.md", "late")
        goes_on.set()
        until(lambda: b"late" in site.get("/z/").body, "the late edit")


def test_a_burst_of_edits_is_a_handful_of_builds(lab: Lab) -> None:
    with lab.running() as site:
        site.built()
        settled(lab)
        before = lab.builds
        for number in range(300):
            lab.write(f"content/n{number}.md", "x")
        until(lambda: site.get("/n299/").status == 200, "the last file")

        assert settled(lab) - before < 30


def test_reading_and_files_of_editors_cause_no_build(lab: Lab) -> None:
    with lab.running() as site:
        site.built()
        before = settled(lab)
        (lab.content / "a.md").read_bytes()
        for name in (".a.md.swp", "4913", "a.md~", ".#a.md", "#a.md#", "a.md.tmp", ".DS_Store"):
            lab.write(f"content/{name}", "x")

        assert settled(lab) == before


@pytest.mark.parametrize("name", ["a.md", ".htaccess", ".well-known", "حرب.md", "tmp", "5.4913"])
def test_content_is_no_noise(name: str) -> None:
    assert not is_noise(name)


def test_a_page_is_not_told_of_a_build_that_changed_nothing(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        number = events.next()["number"]
        before = settled(lab)
        lab.write("content/notes.txt", "no page")
        until(lambda: lab.builds > before, "a build")
        settled(lab)
        lab.write("content/a.md", "second")

        assert events.next()["number"] == number + 1
    assert any("nothing changed" in line for line in lab.said)


# --- mistakes --------------------------------------------------------------------------------


def test_a_build_is_told_of_edited_articles_but_never_after_a_failure(lab: Lab) -> None:
    texts = (f"{'broken' if number % 3 == 2 else 'whole'} {number}" for number in count())

    def edits_once_more() -> bool:
        before = lab.builds
        lab.write("content/a.md", next(texts))
        until(lambda: lab.builds > before, "a build")
        # What an edit meets while the last build is looked over is not told, but found.
        time.sleep(0.1)
        return {"a.md"} in lab.told and "broken" in lab.fates[:-1]

    with lab.running() as site:
        site.built()
        until(edits_once_more, "an edit that is told, and a failure")

    assert lab.told[0] == set()
    after_failures = [told for told, fate in zip(lab.told[1:], lab.fates, strict=False) if fate]
    assert after_failures
    assert all(told == set() for told in after_failures)


@pytest.mark.parametrize(
    ("hints", "changed", "expected"),
    [
        (["content/a.md"], ["content"], ["content/a.md"]),
        (["content/a.md", "content/in/b.md"], ["content", "content/in"], None),
        (["content/a.md"], ["content", "content/in"], []),  # something else changed, too
        (["content/a.md", "content/gone.md"], ["content"], []),
        (["content/a.md", "site.yaml"], ["content", "site.yaml"], []),
        ([], ["content"], []),
    ],
)
def test_only_edits_are_told(
    lab: Lab, hints: list[str], changed: list[str], expected: list[str] | None
) -> None:
    lab.write("content/in/b.md", "second").write("site.yaml", "title: x")
    told = frozenset(str(lab.root / hint) for hint in hints)
    places = frozenset(str(lab.root / place) for place in changed)

    found = rebuild.only_edits(told, places, lab.is_article)

    wanted = hints if expected is None else expected
    assert found == {lab.root / name for name in wanted}


def test_a_failed_build_is_shown_over_the_last_good_page(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        good = events.next()
        lab.replace("content/a.md", "broken «كلمة»")
        failed = events.next()
        served = site.get("/a/").body
        lab.replace("content/a.md", "mended")
        mended = events.next()

    assert (failed["complete"], failed["build"]) == (False, good["build"])
    assert failed["problems"] == [
        {
            "severity": "error",
            "code": "bad",
            "file": "content/a.md",
            "line": 4,
            "message": "broken «كلمة»",
            "hint": "mend it",
        }
    ]
    assert b"first" in served
    assert (mended["complete"], mended["problems"]) == (True, [])


def test_without_any_good_site_every_page_shows_the_problems(lab: Lab) -> None:
    lab.write("content/a.md", "broken <b>")
    with lab.running() as site:
        until(lambda: b"content/a.md:4" in site.get("/any/page").body, "the diagnostics")
        answer = site.get("/any/page")
        lab.write("content/a.md", "mended")
        site.built()

    assert answer.status == 503
    assert b"broken &lt;b&gt; [bad]" in answer.body
    assert b"reload.js" in answer.body


def test_the_site_of_an_earlier_run_is_served_while_the_first_build_runs(lab: Lab) -> None:
    lab.build()
    goes_on = threading.Event()
    lab.before_build = lambda: goes_on.wait(BOUND)
    with lab.running() as site:
        answer = site.get("/a/")
        goes_on.set()

    assert (answer.status, b"first" in answer.body) == (200, True)


def test_a_bug_in_a_build_does_not_end_the_preview(lab: Lab) -> None:
    with lab.running() as site, site.built().events() as events:
        events.next()
        lab.before_build = lambda: 1 // 0
        lab.write("content/a.md", "second")
        problem = events.next()["problems"][0]
        lab.before_build = lambda: None
        lab.write("content/a.md", "third")
        assert events.next()["problems"] == []

    assert (problem["code"], "ZeroDivisionError" in problem["message"]) == ("bug", True)
    assert any("Traceback" in line for line in lab.said)


def test_errors_that_were_there_from_the_start_are_not_shown_on_the_pages(lab: Lab) -> None:
    old, new = (Diagnostic(f"content/{name}.txt", "cut", "cut short") for name in "ab")
    lab.report_errors = (old,)
    with lab.running() as site, site.built().events() as events:
        first = events.next()
        lab.report_errors = (old, new)
        lab.write("content/a.md", "second")
        second = events.next()

    assert first["problems"] == []
    assert [problem["file"] for problem in second["problems"]] == ["content/b.txt"]
    assert second["complete"]


def test_a_plain_page_escapes_what_it_shows() -> None:
    state = State(problems=(Diagnostic("<i>", "x", "<script>", "<hint>", 3),))

    shown = plain_page("<t>", "<p>", state).decode()

    for tag in ("<i>:3", "<script>", "<hint>", "<t>"):
        assert tag not in shown
    assert "&lt;script&gt;" in shown


# --- watching without events -----------------------------------------------------------------


def test_where_no_events_come_the_files_are_polled(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints._Handler, "on_any_event", lambda *_: None)
    monkeypatch.setattr(hints, "_PROBE_SECONDS", 0.1)
    monkeypatch.setattr(rebuild, "_POLL_SECONDS", 0.05)
    with lab.running() as site, site.built().events() as events:
        events.next()
        until(lambda: any("looking for changes" in line for line in lab.said), "the message")
        lab.write("content/a.md", "second")
        events.next()

        assert b"second" in site.get("/a/").body
    assert not list((lab.root / ".warraq").iterdir())


def test_where_the_watches_are_used_up_the_files_are_polled(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(hints.Ears, "follow", refuse)
    monkeypatch.setattr(rebuild, "_POLL_SECONDS", 0.05)
    with lab.running() as site, site.built().events() as events:
        events.next()
        lab.write("content/a.md", "second")
        events.next()

    assert any("watch limit reached" in line for line in lab.said)


def test_a_change_that_no_event_told_of_is_found_and_polling_begins(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints._Handler, "_matters", lambda *_: False)
    monkeypatch.setattr(rebuild, "events_arrive", lambda _: True)
    monkeypatch.setattr(rebuild, "_ROUND_SECONDS", 0.1)
    monkeypatch.setattr(rebuild, "_POLL_SECONDS", 0.05)
    monkeypatch.setattr(rebuild, "_LATE_SECONDS", 0.05)
    with lab.running() as site, site.built().events() as events:
        events.next()
        numbers = iter(range(1000))

        def edited_and_told() -> bool:
            # An edit that falls into a build, or before the watching begins, needs no event.
            lab.write("content/a.md", f"text {next(numbers)}")
            events.next()
            return quiet(lab) and any("did not tell" in line for line in lab.said)

        until(edited_and_told, "polling")


def test_a_snapshot_names_the_folder_that_changed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c.yaml").write_text("1")
    snapshot = Snapshot([tmp_path / "a", tmp_path / "c.yaml", tmp_path / "missing"])
    snapshot.look()

    assert snapshot.look() == frozenset()
    (tmp_path / "a" / "b" / "new.md").write_text("x")
    assert snapshot.look() == {str(tmp_path / "a" / "b")}
    (tmp_path / "c.yaml").write_text("22")
    assert snapshot.look_at([str(tmp_path / "c.yaml")]) == {str(tmp_path / "c.yaml")}
    (tmp_path / "missing").mkdir()
    assert snapshot.look_at([str(tmp_path / "missing")]) == {str(tmp_path / "missing")}
    shutil.rmtree(tmp_path / "a")
    assert str(tmp_path / "a" / "b") in snapshot.look_at([str(tmp_path / "a")])


def test_a_hint_at_an_unchanged_file_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    snapshot = Snapshot([tmp_path])
    snapshot.look()

    assert snapshot.look_at([str(tmp_path / "a.md")]) == frozenset()


def test_contents_are_those_of_the_named_folders_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.md").write_text("x")
    (tmp_path / "y.md").write_text("y")

    assert contents([str(tmp_path)]).keys() == {str(tmp_path / "y.md")}


# --- the start and the end -------------------------------------------------------------------


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    first = listen(0)
    port = first[0].getsockname()[1]
    second = listen(port)
    found = second[0].getsockname()[1]
    for bound in (*first, *second):
        bound.close()

    assert port < found <= port + 20


def test_only_loopback_is_listened_on() -> None:
    sockets = listen(0)
    hosts = {bound.getsockname()[0] for bound in sockets}
    for bound in sockets:
        bound.close()

    assert hosts <= {"127.0.0.1", "::1"}
    assert "127.0.0.1" in hosts


def test_both_loopback_addresses_answer(lab: Lab) -> None:
    with lab.running() as site:
        if not has_ipv6(site.port):
            pytest.skip("this machine has no ::1")
        site.built()
        request = f"GET /a/ HTTP/1.1\r\nHost: [::1]:{site.port}\r\nConnection: close\r\n\r\n"
        answer = ask_raw(site.port, request.encode(), host="::1")

    assert answer is not None
    assert answer.status == 200


def has_ipv6(port: int) -> bool:
    try:
        socket.create_connection(("::1", port), timeout=BOUND).close()
    except OSError:
        return False
    return True


def test_the_other_port_is_said(lab: Lab) -> None:
    said: list[str] = []
    sockets = listen(0)
    port = sockets[0].getsockname()[1]
    server = PreviewServer(lab.preview, sockets, say=said.append)
    thread = threading.Thread(target=lambda: server.run(wanted_port=8000))
    thread.start()
    until(lambda: said, "a message")
    server.stop()
    thread.join(BOUND)

    expected = f"port 8000 is taken; serving http://127.0.0.1:{port}/ (Ctrl-C ends it)"
    assert expected in said


def test_the_preview_ends_though_a_page_is_open(lab: Lab) -> None:
    with lab.running() as site:
        stream = site.built().events()
        events = stream.__enter__()
        events.next()

    with pytest.raises((AssertionError, ConnectionError)):
        events.next()
    stream.__exit__(None, None, None)


_PROGRAM = """
import sys
from pathlib import Path
from warraq.diagnostics import Report
from warraq.serve import Preview, serve
root = Path(sys.argv[1])
def build(edited):
    (root / "output").mkdir(exist_ok=True)
    (root / "output" / "index.html").write_text("x")
    return Report()
preview = Preview(root, root / "output", (root / "content",), build, lambda: "1")
sys.exit(serve(preview, port=0, open_ready=lambda url: print(url, flush=True)))
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_ctrl_c_ends_it_with_zero(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=2 * BOUND)

    assert (process.returncode, url.startswith("http://127.0.0.1:")) == (0, True)
    assert "(Ctrl-C ends it)" in errors
    assert "Traceback" not in errors


# --- in a browser ----------------------------------------------------------------------------


_NOTE_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective))
"""


@pytest.mark.browser
def test_an_open_page_reloads_and_shows_and_forgets_a_problem(lab: Lab, chromium: Any) -> None:
    complaints: list[str] = []
    lab.write("content/a.md", "first " + "<p>long</p>" * 300)
    with lab.running() as site:
        site.built()
        page = chromium.new_page()
        page.set_default_timeout(BOUND * 1000)
        page.add_init_script(_NOTE_VIOLATIONS)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://localhost:{site.port}/a/")
        page.evaluate("scrollTo(0, 700)")

        lab.write("content/a.md", "second " + "<p>long</p>" * 300)
        page.get_by_text("second").wait_for()
        until(lambda: page.evaluate("scrollY") == 700, "the place on the page")

        lab.write("content/a.md", "broken <img src=x> خبر")
        overlay = page.locator("#warraq-problems section")
        overlay.wait_for()
        shown = overlay.inner_text()
        position = overlay.evaluate("(box) => getComputedStyle(box).position")

        lab.write("content/a.md", "third")
        page.get_by_text("third").wait_for()
        assert page.locator("#warraq-problems").count() == 0

        for mend in (lambda: lab.write("content/a.md", "third"), lambda: escape(page)):
            lab.write("content/a.md", "broken again")
            overlay.wait_for()
            mend()
            overlay.wait_for(state="detached")
        page.close()

    assert "content/a.md:4" in shown
    assert "broken <img src=x> خبر [bad]" in shown
    assert position == "fixed"
    assert complaints == []


def escape(page: Any) -> None:
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_the_page_of_a_first_failure_becomes_the_site(lab: Lab, chromium: Any) -> None:
    lab.write("content/a.md", "broken")
    with lab.running() as site:
        page = chromium.new_page()
        page.goto(f"http://localhost:{site.port}/a/")
        page.get_by_text("content/a.md:4").wait_for(timeout=BOUND * 1000)
        lab.write("content/a.md", "mended")
        page.get_by_text("mended", exact=True).wait_for(timeout=BOUND * 1000)
        page.close()
