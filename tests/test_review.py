"""The review in a browser: doubtful first, capture beside article, corrections as by hand."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.support import BODY, SiteTest, dump
from warraq.config.reading import read_config
from warraq.content import read_article
from warraq.ingest.ledger import Row, add_rows, open_ledger
from warraq.model import Doubt
from warraq.project import open_project
from warraq.review.cases import Filter
from warraq.review.index import condition_of, open_index, values_of
from warraq.review.server import ReviewServer
from warraq.serve.server import listen

HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7*7 }} "><b>'


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found is not None, name
        return unescape(found[1])

    @property
    def cases(self) -> list[str]:
        return [unescape(one) for one in re.findall(r'href="(/case/[^"]+)"', self.text)]


@dataclass
class Desk:
    port: int

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        own = f"127.0.0.1:{self.port}"
        sent = {"Host": own, **({"Origin": f"http://{own}"} if method == "POST" else {})}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        text = answer.read().decode()
        connection.close()
        return Answer(answer.status, told, text)

    def get(self, path: str = "/", **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, shown: Answer, do: str = "confirm", **fields: str) -> Answer:
        own = {"token": shown.field("token"), "seen": shown.field("seen"), "do": do}
        return self.ask("POST", path, urlencode({**own, **fields}))


@contextmanager
def reviewing(site: SiteTest) -> Iterator[Desk]:
    said: list[str] = []
    up = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        up.set()

    project = open_project(site.root)
    config = read_config((site.root / "site.yaml").read_text("utf-8"))
    server = ReviewServer(project, config, listen(0), say=say)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert up.wait(8)
        yield Desk(server.port)
    finally:
        server.stop()
        thread.join(10)
    assert said == [f"review at http://127.0.0.1:{server.port}/ (Ctrl-C ends it)"]


@pytest.fixture
def heap(site: SiteTest) -> SiteTest:
    """Return a project with one sound article, two doubtful ones and a list of links."""
    site.write("content/raw/sound.txt", dump())
    site.write("content/raw/short.txt", dump("خبر قصير جدا", body="سطر واحد عن السوق القديم."))
    odd = BODY.replace("المهندسين", HOSTILE)
    site.write("content/raw/odd.txt", dump("خبر آخر عن الجسر", section="قسم غريب", body=odd))
    lines = (f"الأحد 27 مايو 2018\nعنوان خبر قصير رقم {number}" for number in range(30))
    site.write("content/raw/links.txt", "\n".join(lines))
    site.run("ingest")
    return site


def article_of(site: SiteTest, part: str) -> Path:
    (path,) = [one for one in (site.root / "content").rglob("*.md") if part in one.name]
    return path


def case_of(desk: Desk, code: str) -> str:
    (case,) = desk.get(f"/?code={code}").cases
    return case


# --- the list ------------------------------------------------------------------------------


def test_the_gravest_doubts_come_first_and_can_be_filtered(heap: SiteTest) -> None:
    with reviewing(heap) as desk:
        every, aside = desk.get(), desk.get("/?state=aside")
        odd = desk.get("/?code=unknown-section")
        none = desk.get("/?lang=fr")

    assert every.text.index("خبر قصير جدا") < every.text.index("خبر آخر عن الجسر")
    assert "افتتاح الجسر الجديد" not in every.text
    assert (len(every.cases), len(odd.cases), len(none.cases)) == (2, 1, 0)
    assert "raw/links.txt" in aside.text
    assert "listing" in aside.text


def test_a_long_heap_is_shown_page_by_page_and_every_case_once(site: SiteTest) -> None:
    (site.root / ".warraq").mkdir()
    with open_ledger(site.root / ".warraq") as ledger:
        ledger.execute("BEGIN")
        for number in range(100):
            codes = ("short-body", "no-date") if number % 3 else ("unknown-section",)
            doubts = tuple(Doubt(code, "") for code in codes)
            name = f"raw/{number:03}.txt"
            add_rows(ledger, [Row(name, "e" * 64, "article", content="ar/x.md", doubts=doubts)])
        ledger.execute("COMMIT")
    seen: list[str] = []
    with reviewing(site) as desk:
        page = desk.get()
        seen += page.cases
        while onward := re.search(r'href="([^"]+)" rel="next"', page.text):
            page = desk.get(unescape(onward[1]))
            seen += page.cases
        back = re.search(r'href="([^"]+)" rel="prev"', page.text)

    assert (len(seen), len(set(seen))) == (100, 100)
    assert back is not None


def test_a_page_of_a_large_heap_reads_its_own_rows_alone(site: SiteTest) -> None:
    (site.root / ".warraq").mkdir()
    with open_ledger(site.root / ".warraq") as ledger:
        ledger.execute("BEGIN")
        for number in range(300):
            row = Row(
                f"raw/{number}.txt", "", "article", content="ar/x.md", doubts=(Doubt("a", ""),)
            )
            add_rows(ledger, [row])
        ledger.execute("COMMIT")
    project = open_project(site.root)
    with open_index(project, read_config((site.root / "site.yaml").read_text("utf-8"))):
        pass

    with sqlite3.connect(site.root / ".warraq" / "review.sqlite") as database:
        database.execute("DELETE FROM cases WHERE number > 0")
    # The ledger is as it was, so the index is not made again.
    with open_index(project, read_config((site.root / "site.yaml").read_text("utf-8"))) as index:
        assert len(index.page(Filter())) == 1
    with sqlite3.connect(site.root / ".warraq" / "review.sqlite") as database:
        wanted = Filter()
        query = f"SELECT number FROM marks WHERE {condition_of(wanted)} AND number > 5 LIMIT 40"
        plan = str(database.execute(f"EXPLAIN QUERY PLAN {query}", values_of(wanted)).fetchall())

    assert "SEARCH marks USING PRIMARY KEY" in plan


@pytest.mark.parametrize("name", ["ledger.sqlite", "review.sqlite"])
def test_what_is_remembered_may_be_damaged(heap: SiteTest, name: str) -> None:
    with reviewing(heap) as desk:
        desk.get()
    heap.write(f".warraq/{name}", b"nothing of this is a database" * 99)
    with reviewing(heap) as desk:
        answer = desk.get()

    assert answer.status == 200
    assert len(answer.cases) == (2 if name == "review.sqlite" else 0)


# --- one case ------------------------------------------------------------------------------


def test_a_capture_stands_beside_its_article_with_what_became_of_each_line(heap: SiteTest) -> None:
    with reviewing(heap) as desk:
        page = desk.get(case_of(desk, "unknown-section")).text

    assert re.search(r'class="gone"><i>1</i>.*header-date', page)
    assert re.search(r'class="kept"><i>4</i>', page)
    assert '<article lang="ar" dir="rtl">' in page
    assert 'value="خبر آخر عن الجسر"' in page


def test_a_saved_page_is_shown_as_its_visible_text(site: SiteTest) -> None:
    pytest.importorskip("lxml")
    story = "".join(f"<p>{part} {HOSTILE[:0]}</p>" for part in BODY.split("\n\n"))
    page = (
        "<html lang=ar><head><meta charset=utf-8><title>افتتاح الجسر</title></head><body>"
        f"<ul><li>الرئيسية</li><li>اتصل بنا</li></ul><h1>افتتاح الجسر</h1>{story}"
        "<script>var hidden = 1</script></body></html>"
    )
    site.write("content/raw/page.html", page).run("ingest")
    with reviewing(site) as desk:
        (case,) = desk.get("/").cases or desk.get("/?state=clear").cases
        text = desk.get(case).text

    assert re.search(r'class="kept"><i>\d+</i><span dir="auto">افتتح المجلس', text)
    assert re.search(r'class="gone"><i>\d+</i><span dir="auto">اتصل بنا', text)
    assert "hidden = 1" not in text


def test_one_capture_of_many_in_a_file_is_cut_out_of_it(site: SiteTest) -> None:
    records = [
        {"title": f"خبر رقم {n}", "text": BODY, "url": f"https://a.example/{n}"} for n in (1, 2)
    ]
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    site.write("content/raw/a.jsonl", "\n".join(lines)).run("ingest")
    with reviewing(site) as desk:
        cases = desk.get("/").cases
        texts = [desk.get(case).text for case in cases]

    assert len(cases) == 2
    for number in (1, 2):
        (text,) = [one for one in texts if f'<h1 dir="auto" lang="ar">خبر رقم {number}<' in one]
        assert f"https://a.example/{number}" in text
        assert f"https://a.example/{3 - number}" not in text


def test_a_hostile_capture_is_shown_as_text(heap: SiteTest) -> None:
    with reviewing(heap) as desk:
        answer = desk.get(case_of(desk, "unknown-section"))

    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "{{ 7*7 }}" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


# --- corrections ---------------------------------------------------------------------------


def test_a_correction_is_a_hand_edit_and_the_case_leaves_the_list(heap: SiteTest) -> None:
    path = article_of(heap, "آخر")
    before = path.read_text("utf-8")
    with reviewing(heap) as desk:
        case = case_of(desk, "unknown-section")
        taken = desk.post(case, desk.get(case), section="محلية", title="عنوان «أصح»")
        rest, confirmed = desk.get().cases, desk.get("/?state=confirmed").cases
    found = read_article(path.read_text("utf-8"), file="content/ar/2018/05/27/x.md")

    assert taken.status == 303
    assert (found.article.section, found.article.title) == (("محلية",), "عنوان «أصح»")
    assert "unknown-section" in found.article.confirmed
    assert found.edited
    assert (len(rest), len(confirmed)) == (1, 1)
    changed = set(before.splitlines()) - set(path.read_text("utf-8").splitlines())
    assert {line.partition(":")[0] for line in changed} == {"title", "section"}
    heap.run("ingest", "--again")
    assert read_article(path.read_text("utf-8"), file="content/ar/x.md").article == found.article
    assert heap.run("review", "--json").json["counts"] == {"doubtful": 1}
    (heap.root / ".warraq" / "review.sqlite").unlink()
    with reviewing(heap) as desk:
        assert len(desk.get("/?state=confirmed").cases) == 1


def test_saving_without_confirming_leaves_the_case_in_the_list(heap: SiteTest) -> None:
    with reviewing(heap) as desk:
        case = case_of(desk, "short-body")
        desk.post(case, desk.get(case), do="save", status="removed", see_also="آخر | بدايته")
        left = len(desk.get().cases)
    text = article_of(heap, "قصير").read_text("utf-8")

    assert left == 2
    assert 'status: "removed"' in text
    assert '  - title: "آخر"\n    teaser: "بدايته"' in text


def test_the_second_of_two_tabs_is_refused_and_keeps_its_words(heap: SiteTest) -> None:
    path = article_of(heap, "قصير")
    with reviewing(heap) as desk:
        case = case_of(desk, "short-body")
        first, second = desk.get(case), desk.get(case)
        assert desk.post(case, first, title="عنوان الأول").status == 303
        refused = desk.post(case, second, title="عنوان الثاني")

    assert refused.status == 409
    assert "عنوان الثاني" in refused.text
    assert 'title: "عنوان الأول"' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"captured": "32 أيار"}, "is no date"),
        ({"title": ""}, "the title is missing"),
        ({"status": "gone"}, "is no status"),
    ],
)
def test_a_value_that_is_none_is_refused_by_name_and_nothing_is_written(
    heap: SiteTest, fields: dict[str, str], said: str
) -> None:
    path = article_of(heap, "قصير")
    before = path.read_bytes()
    with reviewing(heap) as desk:
        case = case_of(desk, "short-body")
        refused = desk.post(case, desk.get(case), **fields)

    assert refused.status == 422
    assert said in refused.text
    assert path.read_bytes() == before


# --- strangers -------------------------------------------------------------------------------


def test_nobody_else_is_answered(heap: SiteTest) -> None:
    path = article_of(heap, "قصير")
    before = path.read_bytes()
    with reviewing(heap) as desk:
        case = case_of(desk, "short-body")
        shown = desk.get(case)
        form = urlencode({"token": shown.field("token"), "seen": shown.field("seen"), "title": "x"})
        bare = urlencode({"seen": shown.field("seen"), "title": "x"})
        statuses = {
            "other name": desk.get(case, Host="evil.example").status,
            "other name, form": desk.ask(
                "POST", case, form, Host=f"evil.example:{desk.port}"
            ).status,
            "other origin": desk.ask("POST", case, form, Origin="https://evil.example").status,
            "no origin": desk.ask("POST", case, form, Origin="null").status,
            "other port": desk.ask("POST", case, form, Origin="http://127.0.0.1:1").status,
            "no token": desk.ask("POST", case, bare).status,
            "other kind": desk.ask("POST", case, form, Content_Type="text/plain").status,
            "too long": desk.ask("POST", case, "a" * 10, Content_Length=str(1 << 30)).status,
            "other method": desk.ask("DELETE", case).status,
        }

    assert statuses == {
        "other name": 403,
        "other name, form": 403,
        "other origin": 403,
        "no origin": 403,
        "other port": 403,
        "no token": 403,
        "other kind": 415,
        "too long": 413,
        "other method": 405,
    }
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "path", ["/case/../../site.yaml", "/case/%2e%2e%2fsite.yaml", "/site.yaml", "/case/", "/x%00"]
)
def test_no_address_leads_to_a_file(heap: SiteTest, path: str) -> None:
    with reviewing(heap) as desk:
        answer = desk.get(quote(path, safe="/%"))

    assert answer.status == 404
    assert "languages:" not in answer.text
